"""`atelier merge`: workshop files of several laptops as one."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, UsageError


@click.command(
    help=N_(
        "Unite files of the same workshop, from two laptops for one, into the new file OUT; "
        "they are only read. Doing it twice, or in another order, gives the same."
    )
)
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=N_("Print a JSON document."))
@click.pass_obj
def command(invocation: Invocation, out: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Unite files."""
    import json

    from atelier.services.time import SystemClock
    from atelier.services.uniting.document import document
    from atelier.services.uniting.files import unite_files
    from atelier.ui.union_words import report_lines

    if len(files) < 2:
        raise UsageError(
            N_("Name the new file, then two files at least: atelier merge {out} A.atelier B.atelier"), out=out
        )
    report = unite_files(out, files, clock=SystemClock(), places=invocation.places)
    for warning in report.warnings:
        invocation.warn(warning)
    if as_json:
        invocation.say(json.dumps(document(report), ensure_ascii=False, indent=1))
        return
    invocation.say(str(report.out))
    for text, tone in report_lines(invocation.tr, report):
        if tone == "warning":
            invocation.warn(text)
        else:
            invocation.say(text)
