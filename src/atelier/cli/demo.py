"""`atelier demo`: the Coll'Occ case, to try everything on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from atelier.cli.invocation import Invocation
from atelier.errors import DONE, N_, UsageError

if TYPE_CHECKING:
    from atelier.services.session import Session

DEFAULT_FILE = Path("demo-coll-occ.atelier")
DEFAULT_FOLDER = Path("atelier-demo")


@click.command(help=N_("Try Atelier on a ready-made world café; without a terminal, play it and export it."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--fresh", is_flag=True, help=N_("Start before the first round instead of before the fusion."))
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help=N_("Play it whole and export it to this folder.")
)
@click.pass_obj
def command(invocation: Invocation, file: Path | None, fresh: bool, folder: Path | None) -> int:
    """Show the demonstration."""
    if folder is None and invocation.is_terminal:
        from atelier.cli.terminal import show

        session = _session(invocation, file or DEFAULT_FILE, "fresh" if fresh else "captured", "tui")
        return show(invocation, session, "run" if fresh else "fuse")
    if fresh:
        raise UsageError(
            N_("--fresh needs a terminal, and no --to: what is exported is the finished workshop.")
        )
    _export(invocation, file, folder or DEFAULT_FOLDER)
    return DONE


def _session(invocation: Invocation, file: Path, stage_name: str, origin: str) -> Session:
    """The demonstration's file, made first when it is not there yet."""
    from atelier.services.fast_clock import clock_for
    from atelier.services.session import Session

    clock = clock_for(file, invocation.places)
    if file.exists():
        return Session.open(file, clock=clock, origin=origin, places=invocation.places)
    from atelier.services import demo

    stage = demo.Stage(stage_name)
    rows = demo.rows(invocation.tr.language, clock.now(), stage)
    session = Session.create(file, rows, clock=clock, origin="cli", places=invocation.places)
    demo.play(session, stage)
    session.close()
    return Session.open(file, clock=clock, origin=origin, places=invocation.places)


def _export(invocation: Invocation, file: Path | None, folder: Path) -> None:
    """Play the whole workshop and write its documents; their paths go to standard output."""
    import tempfile

    from atelier.services.publishing import write_documents

    with tempfile.TemporaryDirectory(prefix="atelier-demo-") as scratch:
        session = _session(invocation, file or Path(scratch) / DEFAULT_FILE, "fused", "cli")
        try:
            for path in write_documents(session.state, folder, now=session.clock.now()):
                invocation.say(str(path))
        finally:
            session.close()
