"""`atelier open`: open a workshop in the terminal program."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_

MODES = ("prepare", "run", "capture", "fuse", "publish")


@click.command(help=N_("Open a workshop."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice(MODES), default="run", help=N_("The section to start in."))
@click.pass_obj
def command(invocation: Invocation, file: Path, mode: str) -> int:
    """Open a workshop."""
    from atelier.cli.terminal import open_and_show

    return open_and_show(invocation, file, mode)
