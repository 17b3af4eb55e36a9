"""`atelier screen`: the room's screen, in a terminal of its own."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, UsageError


@click.command(help=N_("Show the room's screen of a workshop; q leaves it."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--theme", default="", help=N_("Its colours: see “atelier themes”."))
@click.pass_obj
def command(invocation: Invocation, file: Path, theme: str) -> int:
    """Show the room's screen of a workshop."""
    from atelier.services.following import Follower

    follower = Follower(file, invocation.places)
    try:
        if not invocation.is_terminal:
            raise UsageError(
                N_("Atelier needs a terminal to show its screens; “atelier status” works without one.")
            )
        for warning in follower.session.warnings:
            invocation.warn(warning)

        from atelier.ui.screens.room.program import RoomProgram
        from atelier.ui.themes import load_theme

        if theme:
            load_theme(theme, invocation.places)
        program = RoomProgram(
            tr=invocation.tr,
            follower=follower,
            places=invocation.places,
            theme=theme or invocation.settings.theme,
        )
        return program.run() or program.return_code or 0
    finally:
        follower.close()
