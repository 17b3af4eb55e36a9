"""`atelier keys`: the keys of every screen."""

from __future__ import annotations

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_


@click.command(help=N_("List the keys of every screen; the first column is the name to remap them by."))
@click.pass_obj
def command(invocation: Invocation) -> None:
    """List the keys."""
    from atelier.ui.commands.registry import commands_by_screen
    from atelier.ui.key_names import key_names

    tr = invocation.tr
    keymap = invocation.settings.keymap
    for commands in commands_by_screen().values():
        for found in commands:
            keys = " ".join(key_names(tr, keymap.get(found.id, found.keys))) or "–"
            invocation.say(f"{found.id:<26} {keys:<16} {tr(found.title)} — {tr(found.help)}")
