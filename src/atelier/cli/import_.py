"""`atelier import`: add the notes of a file."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, PROBLEM, AtelierError


@click.command(help=N_("Add the notes of a CSV or JSONL file; doing it twice adds nothing."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("notes", type=click.Path(path_type=Path))
@click.pass_obj
def command(invocation: Invocation, file: Path, notes: Path) -> int:
    """Add the notes of a file; what was added, known and bad is printed as JSON."""
    import json

    from atelier.cli.workshop_file import opened
    from atelier.services.importing import import_notes

    try:
        content = notes.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AtelierError(N_("{file} cannot be read: {reason}."), file=notes, reason=reason) from error
    with opened(invocation, file, origin="import") as session:
        found = import_notes(session.state, content, session.clock.now())
        if found.action is not None:
            session.save_now(found.action)
    tr = invocation.tr
    bad = [{"line": one.line, "reason": tr.of(one.reason)} for one in found.bad]
    invocation.say(json.dumps({"added": found.added, "known": found.known, "bad": bad}, ensure_ascii=False))
    for one in found.bad:
        invocation.warn(tr("Line {line}: {reason}", line=one.line, reason=tr.of(one.reason)))
    return PROBLEM if found.bad else DONE
