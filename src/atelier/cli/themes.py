"""`atelier themes`: the colour themes."""

from __future__ import annotations

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_


@click.command(help=N_("List the colour themes."))
@click.pass_obj
def command(invocation: Invocation) -> None:
    """List the themes."""
    from atelier.ui.themes import theme_about, theme_names

    for name in theme_names(invocation.places):
        about = theme_about(name, invocation.places, invocation.tr.language)
        invocation.say(f"{name:<20} {about}".rstrip())
