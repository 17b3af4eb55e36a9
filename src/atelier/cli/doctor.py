"""`atelier doctor`: check this computer, or a workshop's file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, FILE_UNUSABLE, N_, PROBLEM, UsageError

if TYPE_CHECKING:
    from atelier.services.finding import Finding


@click.command(help=N_("Check this computer, or a workshop's file; save what can be read of a damaged one."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--salvage", "out", type=click.Path(path_type=Path), help=N_("Write what can be read to this new file.")
)
@click.option("--phones", "tries_phones", is_flag=True, help=N_("Wait for a real phone to open a test page."))
@click.option(
    "--lan", default="", metavar="ADDRESS", help=N_("The address of this computer that phones use.")
)
@click.option(
    "--wait",
    "seconds",
    type=click.IntRange(1, 3_600),
    default=120,
    show_default=True,
    help=N_("Seconds to wait for a phone."),
)
@click.pass_obj
def command(
    invocation: Invocation, file: Path | None, out: Path | None, tries_phones: bool, lan: str, seconds: int
) -> int:
    """Check."""
    if tries_phones:
        if file is None:
            raise UsageError(N_("Say which workshop the phones are for: atelier doctor FILE --phones"))
        from atelier.cli.phone_trial import try_phones

        return try_phones(invocation, file, lan, seconds)
    from atelier.services.time import SystemClock

    clock, places = SystemClock(), invocation.places
    if file is None:
        if out is not None:
            raise UsageError(N_("Say which file to read with --salvage."))
        return _machine(invocation)
    from atelier.services.doctor import examine, salvage

    if out is not None:
        found = salvage(file, out, clock=clock, places=places)
        invocation.say(str(out.absolute()))
        tr = invocation.tr
        invocation.warn(
            tr(
                "Saved: {notes} notes, {themes} points, {entries} lines of history.",
                notes=found.rows.get("note", 0),
                themes=found.rows.get("theme", 0),
                entries=found.entries,
            )
        )
        if found.lost_entries or found.bad_pages:
            invocation.warn(
                tr(
                    "Not readable: {pages} pages; {entries} lines of history are missing.",
                    pages=found.bad_pages,
                    entries=found.lost_entries,
                )
            )
        return DONE
    report = examine(file, clock=clock, places=places)
    _tell(invocation, report.findings)
    return DONE if report.is_sound else FILE_UNUSABLE


def _machine(invocation: Invocation) -> int:
    import os
    import sys

    from atelier.services.finding import Level
    from atelier.services.machine import examine_machine
    from atelier.services.time import SystemClock

    findings = examine_machine(
        invocation.places,
        SystemClock(),
        size=os.get_terminal_size(sys.stdout.fileno()) if invocation.is_terminal else None,
        encoding=sys.stdout.encoding or "",
        environ=os.environ,
    )
    for problem in invocation.settings.problems:
        invocation.warn(problem)
    _tell(invocation, findings)
    return PROBLEM if any(finding.level is Level.ERROR for finding in findings) else DONE


def _tell(invocation: Invocation, findings: Iterable[Finding]) -> None:
    marks = {"error": "✗", "warning": "!", "info": "✓"}
    for finding in findings:
        invocation.say(f"{marks[finding.level]} {invocation.tr(finding.msgid, **finding.params)}")
