"""`atelier export`: write the documents of a workshop."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, PROBLEM, AtelierError
from atelier.i18n import LANGUAGES

LENGTHS = ("full", "short")


@click.command(help=N_("Write the documents of a workshop; their paths are printed, one a line."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "formats",
    default="",
    help=N_(
        "Formats, separated by commas: md,html,paste,csv,json (all of these by default), followup; "
        "to print before the day: sheets,cards,guide,agenda."
    ),
)
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help=N_("The folder."))
@click.option(
    "--copy-to",
    "second",
    type=click.Path(path_type=Path),
    help=N_("A second folder, such as a USB key, that they are copied to as well."),
)
@click.option(
    "--length", type=click.Choice(LENGTHS), default="full", help=N_("Paragraphs, or one line a point.")
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help=N_("Language of the documents."))
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path,
    formats: str,
    folder: Path,
    second: Path | None,
    length: str,
    language: str | None,
) -> None:
    """Write documents."""
    from atelier.cli.workshop_file import opened
    from atelier.domain.lint import Level
    from atelier.services.collection.ledger import Ledger
    from atelier.services.collection.printed import phone_access
    from atelier.services.publishing import EVERY_FORMAT, check, copy_documents, publishes, write_documents

    tr = invocation.tr
    wanted = [name for name in formats.split(",") if name.strip()] or EVERY_FORMAT
    with opened(invocation, file) as session:
        wishes = Ledger(invocation.places, session.state.workshop.id).known()
        paths = write_documents(
            session.state,
            folder,
            now=session.clock.now(),
            formats=wanted,
            length=length,
            language=language or "",
            phones=phone_access(session.state, wishes),
        )
        findings = check(session.state, session.clock.now()) if publishes(wanted) else ()
    for path in paths:
        invocation.say(str(path))
    is_copied = True
    if second is not None:
        try:
            for path in copy_documents(paths, second):
                invocation.say(str(path))
        except AtelierError as error:
            # The first documents are written: that is what counts, and it was said.
            invocation.warn(error)
            is_copied = False
    errors = sum(finding.level is Level.ERROR for finding in findings)
    if errors:
        told = tr.n(
            "{n} thing to settle before publishing: “atelier lint” tells which.",
            "{n} things to settle before publishing: “atelier lint” tells which.",
            errors,
        )
        invocation.warn(told)
    if not is_copied:
        click.get_current_context().exit(PROBLEM)
