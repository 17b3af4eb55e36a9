"""`atelier note`: add one note to a workshop."""

from __future__ import annotations

from pathlib import Path

import click

from atelier.cli.invocation import Invocation
from atelier.errors import N_


class _TextLast(click.Command):
    """A command whose last word is a text, even when it starts with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; a last one that looks like an option but is none is the text."""
        known = {
            name: param for param in self.params for name in param.opts if isinstance(param, click.Option)
        }
        if len(args) > 1 and args[-1].startswith("-") and "--" not in args:
            name = args[-1].partition("=")[0]
            awaits_value = args[-2] in known
            if name not in known and name not in ("-h", "--help") and not awaits_value:
                args = [*args[:-1], "--", args[-1]]
        return super().parse_args(ctx, args)


@click.command(cls=_TextLast, help=N_("Add a note to a workshop; its id is printed."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("text")
@click.option("--table", type=int, required=True, help=N_("Number of the table; 0 is the plenary."))
@click.option(
    "--round", "round_number", type=int, help=N_("The round; by default the one that the table is in.")
)
@click.option("--heading", required=True, help=N_("Key of the heading, as in the canvas."))
@click.option("--group", help=N_("Label of the group; needed when several sit there."))
@click.option("--star", is_flag=True, help=N_("Mark it as a key idea."))
@click.option("--profile", help=N_("Key of the profile that said it."))
@click.pass_obj
def command(
    invocation: Invocation,
    file: Path,
    text: str,
    table: int,
    round_number: int | None,
    heading: str,
    group: str | None,
    star: bool,
    profile: str | None,
) -> None:
    """Add a note."""
    from atelier.cli.workshop_file import find_cell, opened
    from atelier.domain.note import Origin
    from atelier.domain.workshop import Profile
    from atelier.errors import UsageError
    from atelier.services.notes import add_note

    with opened(invocation, file) as session:
        state = session.state
        cell = find_cell(state, table, round_number, group, heading)
        profiles = [found.key for found in state.live(Profile)]
        if profile is not None and profile not in profiles:
            known = ", ".join(profiles) or "–"
            raise UsageError(
                N_("There is no profile “{profile}”; there are: {known}."), profile=profile, known=known
            )
        action = add_note(
            state,
            cell,
            text,
            session.clock.now(),
            star=star,
            profile=profile,
            origin=Origin.CLI,
            screen="",
        )
        session.save_now(action)
        invocation.say(action.changes[0].row_id)
