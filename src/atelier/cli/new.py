"""`atelier new`: make a workshop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, AtelierError, UsageError

if TYPE_CHECKING:
    from atelier.domain.record import Row

DEFAULT_FORMAT = "coll-occ"


@click.command(
    help=N_(
        "Make a workshop: from a format, like an earlier one, or from the JSON that another was exported to."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "format_key", help=N_("Its format; “atelier formats” lists them."))
@click.option("--canvas", help=N_("Its canvas, when it is not the format's."))
@click.option("--title", help=N_("Its title."))
@click.option("--tables", type=int, help=N_("How many tables."))
@click.option("--rounds", type=int, help=N_("How many rounds."))
@click.option("--minutes", type=int, help=N_("Minutes of each round."))
@click.option("--from", "source", type=click.Path(path_type=Path), help=N_("A workshop exported to JSON."))
@click.option(
    "--like",
    "model",
    type=click.Path(path_type=Path),
    help=N_(
        "An earlier workshop, or its JSON: the same tables, questions, headings, profiles, groups and agenda,"
        " without date, hosts, people or notes."
    ),
)
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path,
    format_key: str | None,
    canvas: str | None,
    title: str | None,
    tables: int | None,
    rounds: int | None,
    minutes: int | None,
    source: Path | None,
    model: Path | None,
) -> None:
    """Make a workshop."""
    from atelier.services.fast_clock import clock_for
    from atelier.services.session import Session

    clock = clock_for(file, invocation.places)
    rows: Sequence[Row]
    if source is not None:
        if any(value is not None for value in (format_key, canvas, title, tables, rounds, minutes, model)):
            raise UsageError(
                N_("With --from the workshop is rebuilt as it was: leave the other options out.")
            )
        rows = _rows_from(source)
    elif model is not None:
        if any(value is not None for value in (format_key, canvas, tables, rounds, minutes)):
            raise UsageError(
                N_("With --like everything is as in the earlier workshop: only --title can be given.")
            )
        from atelier.services.duplication import duplicate
        from atelier.services.new_file import read_model

        found = read_model(model, clock=clock, places=invocation.places)
        rows = duplicate(found, clock.now(), title=title or "")
    else:
        from atelier.services.catalogue.canvases import load_canvases
        from atelier.services.catalogue.formats import load_formats
        from atelier.services.creation import plan_workshop

        lang = invocation.tr.language
        chosen = load_formats(invocation.places, lang).get(format_key or DEFAULT_FORMAT)
        rows = plan_workshop(
            chosen,
            load_canvases(invocation.places, lang).get(canvas or chosen.canvas),
            lang=lang,
            now=clock.now(),
            title=title,
            tables=tables,
            rounds=rounds,
            minutes=minutes,
        )
    session = Session.create(file, rows, clock=clock, origin="cli", places=invocation.places)
    session.close()
    invocation.say(str(file.absolute()))


def _rows_from(source: Path) -> Sequence[Row]:
    from atelier.services.rebuilding import read_workshop

    try:
        content = source.read_bytes()
    except OSError as error:
        raise AtelierError(
            N_("{file} cannot be read: {reason}."), file=source, reason=error.strerror or type(error).__name__
        ) from error
    return read_workshop(content)
