"""`atelier` without a command: the home screen."""

from __future__ import annotations

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_, UsageError


@click.command(help=N_("Show recent workshops, make a new one, open one."))
@click.pass_obj
def command(invocation: Invocation) -> int:
    """Show the home screen."""
    if not invocation.is_terminal:
        raise UsageError(
            N_("Atelier needs a terminal to show its screens; “atelier --help” lists the commands.")
        )
    from atelier.cli.terminal import show

    return show(invocation)
