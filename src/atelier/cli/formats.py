"""`atelier formats`: the formats that a workshop can be made from."""

from __future__ import annotations

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_


@click.command(help=N_("List the formats that a workshop can be made from."))
@click.pass_obj
def command(invocation: Invocation) -> None:
    """List the formats."""
    from atelier.services.catalogue.formats import load_formats

    shelf = load_formats(invocation.places, invocation.tr.language)
    for problem in shelf.problems:
        invocation.warn(problem)
    for found in shelf.entries.values():
        invocation.say(f"{found.key:<20} {found.name} — {found.description}")
