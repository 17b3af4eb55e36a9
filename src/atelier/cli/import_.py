"""`atelier import`: add the notes of a file."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, PROBLEM, AtelierError, UsageError


@click.command(help=N_("Add the notes of a CSV, JSONL or text file; doing it twice adds nothing."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("notes", type=click.Path(path_type=Path))
@click.option("--table", help=N_("Table of the lines that do not say theirs; 0 is the plenary."))
@click.option("--round", "round_", help=N_("Round of the lines that do not say theirs."))
@click.option("--group", help=N_("Group of the lines that do not say theirs."))
@click.option("--heading", help=N_("Heading of the lines that do not say theirs."))
@click.option("--review", "is_review", is_flag=True, help=N_("Tell what a reviewed text corrects."))
@click.option("--apply", "applies", is_flag=True, help=N_("With --review: accept every sure correction."))
@click.option("--json", "as_json", is_flag=True, help=N_("With --review: print a JSON document."))
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path,
    notes: Path,
    table: str | None,
    round_: str | None,
    group: str | None,
    heading: str | None,
    is_review: bool,
    applies: bool,
    as_json: bool,
) -> int:
    """Add the notes of a file; what was added, known and bad is printed as JSON."""
    import json

    if is_review:
        from atelier.cli.reviewed import bring_back

        return bring_back(invocation, file, notes, applies=applies, as_json=as_json)
    if applies or as_json:
        raise UsageError(N_("--apply and --json go with --review."))

    from atelier.cli.workshop_file import opened
    from atelier.services.importing import import_notes

    try:
        content = notes.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AtelierError(N_("{file} cannot be read: {reason}."), file=notes, reason=reason) from error
    options = {"table": table, "round": round_, "group": group, "heading": heading}
    given = {name: value for name, value in options.items() if value}
    with opened(invocation, file, origin="import") as session:
        now = session.clock.now()
        found = import_notes(session.state, content, now, name=notes.name, given=given)
        if found.action is not None:
            session.save_now(found.action)
    tr = invocation.tr
    bad = [{"line": one.line, "reason": tr.of(one.reason)} for one in found.bad]
    invocation.say(json.dumps({"added": found.added, "known": found.known, "bad": bad}, ensure_ascii=False))
    for one in found.bad:
        invocation.warn(tr("Line {line}: {reason}", line=one.line, reason=tr.of(one.reason)))
    return PROBLEM if found.bad else DONE
