"""`atelier fuse`: what the engine proposes, for a workshop or for sets of notes in files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, AtelierError, UsageError

if TYPE_CHECKING:
    from atelier.fusion.encoder import Memory

DEFAULT_FIELD = "gold_theme"


@click.command(
    help=N_(
        "Propose how notes go together, with reasons.\n\nFor a workshop: --json prints the proposals, --apply"
        " stores them for people to accept. For files of JSON lines: --notes or --pairs, and --out."
    )
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help=N_("Print the proposals and their reasons as JSON."))
@click.option("--apply", is_flag=True, help=N_("Store the proposals; people accept them in Fuse."))
@click.option("--notes", type=click.Path(path_type=Path), help=N_("Notes to group, as JSON lines."))
@click.option("--pairs", type=click.Path(path_type=Path), help=N_("Pairs to compare, as JSON lines."))
@click.option("--titles", is_flag=True, help=N_("With --notes: titles for themes that are named already."))
@click.option("--transversal", is_flag=True, help=N_("With --notes: what comes back from table to table."))
@click.option("--theme-field", metavar=N_("NAME"), help=N_("The field of --notes that names their themes."))
@click.option("--out", type=click.Path(path_type=Path), help=N_("Where the answers go, as JSON lines."))
@click.option(
    "--engine",
    type=click.Choice(("default", "semantic")),
    default="default",
    help=N_("semantic needs “pip install atelier[semantic]”."),
)
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path | None,
    as_json: bool,
    apply: bool,
    notes: Path | None,
    pairs: Path | None,
    titles: bool,
    transversal: bool,
    theme_field: str | None,
    out: Path | None,
    engine: str,
) -> int:
    """Propose how notes go together."""
    wanted = [given for given in (file, notes, pairs) if given is not None]
    if len(wanted) != 1:
        raise UsageError(N_("Give one of: a workshop’s FILE, --notes or --pairs."))
    if file is not None:
        if out is not None or titles or transversal or theme_field:
            raise UsageError(
                N_("--out, --titles, --transversal, --theme-field: with --notes or --pairs only.")
            )
        return _fuse_workshop(invocation, file, engine, as_json=as_json, apply=apply)
    if out is None:
        raise UsageError(N_("Say with --out where the answers go."))
    if as_json or apply:
        raise UsageError(N_("--json and --apply go with a workshop’s FILE."))
    if titles and transversal:
        raise UsageError(N_("Give --titles or --transversal, not both."))
    if pairs is not None and (titles or transversal or theme_field):
        raise UsageError(N_("--titles, --transversal and --theme-field go with --notes."))
    from atelier.services import fusion_sets as sets

    content = _read(notes or pairs or Path())
    rows = sets.read_rows(content, sets.PAIRS if pairs is not None else sets.NOTES)
    memory = _memory(invocation, engine)
    if pairs is not None:
        found = sets.pairs(rows, memory)
    elif titles:
        found = sets.titles(rows, theme_field or DEFAULT_FIELD, memory)
    elif transversal:
        found = sets.across(rows, theme_field, memory)
    else:
        found = sets.themes(rows, memory)
    _write(out, sets.write_rows(found))
    _tell_failure(invocation, memory)
    invocation.say(str(out.absolute()))
    return DONE


def _fuse_workshop(invocation: Invocation, file: Path, engine: str, *, as_json: bool, apply: bool) -> int:
    import json

    from atelier.cli.workshop_file import opened
    from atelier.services import proposing

    memory = _memory(invocation, engine)
    with opened(invocation, file) as session:
        cells = proposing.propose_all(session.state, memory)
        action = proposing.store(session.state, cells, session.clock.now()) if apply else None
        if action is not None:
            session.save_now(action)
    _tell_failure(invocation, memory)
    if as_json:
        invocation.say(json.dumps(proposing.document(cells), ensure_ascii=False, indent=2))
        return DONE
    tr = invocation.tr
    for cell in cells:
        table = tr("T{number}", number=cell.table.number) if cell.table.number else tr("Plenary")
        invocation.say(f"{table} · {cell.heading.short or cell.heading.title}")
        for theme in cell.proposal.themes:
            count = tr.n("{n} note", "{n} notes", len(theme.notes))
            invocation.say(f"  {theme.titles[0]} ({count})")
        if cell.proposal.alone:
            invocation.say("  " + tr.n("{n} note alone", "{n} notes alone", len(cell.proposal.alone)))
    return DONE


def _memory(invocation: Invocation, engine: str) -> Memory | None:
    if engine != "semantic":
        return None
    from atelier.fusion.encoder import Memory, SentenceEncoder

    return Memory(SentenceEncoder())


def _tell_failure(invocation: Invocation, memory: Memory | None) -> None:
    if memory is not None and memory.has_failed:
        invocation.warn(
            invocation.tr(
                "The semantic engine could not be used (is “atelier[semantic]” installed?):"
                " the default engine answered instead."
            )
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AtelierError(N_("{file} cannot be read: {reason}."), file=path, reason=reason) from error


def _write(path: Path, content: bytes) -> None:
    from atelier import atomic_file

    try:
        atomic_file.write(path, content)
    except OSError as error:
        raise AtelierError(
            N_("{file} cannot be written: {reason}. Choose another folder, or make room there."),
            file=path,
            reason=error.strerror or type(error).__name__,
        ) from error
