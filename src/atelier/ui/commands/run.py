"""Commands of the screen `run`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

RUN: Final = (
    Command("run.close", "escape", N_("Back to the tables"), N_("Closes the grid or the big clock.")),
    Command("run.start", "d", N_("Start"), N_("Starts the workshop at its first step; asks first.")),
    Command("run.pause", "p", N_("Pause / resume"), N_("Stops the clock, or lets it go on.")),
    Command(
        "run.next",
        "n",
        N_("Next step"),
        N_(
            "Goes to the next step; the clock never does so by itself. A second press at once is passed over."
        ),
    ),
    Command(
        "run.seated",
        "c",
        N_("Group seated"),
        N_("Says which group has arrived at a table: its notes go to it from then on."),
    ),
    Command("run.more", "plus,equals_sign", N_("1 min more"), N_("Gives the current step one minute more.")),
    Command("run.less", "minus", N_("1 min less"), N_("Takes one minute from the current step.")),
    Command("run.message", "m", N_("Message"), N_("Sends a sentence to one table, or to all.")),
    Command(
        "run.grid",
        "g",
        N_("Coverage"),
        N_("Shows every table, round and heading with what was noted; Enter opens a cell."),
    ),
    Command(
        "run.reasons",
        "e",
        N_("Empty cells"),
        N_("Says why cells are empty: a whole table at once, a group, or one cell."),
    ),
    Command(
        "run.big_clock", "z", N_("Big clock"), N_("Fills the screen with the clock, for the whole room.")
    ),
    Command(
        "run.back",
        "b",
        N_("Previous step"),
        N_("Goes back one step; a round comes back with the time that it had left."),
    ),
    Command(
        "run.skip",
        "k",
        N_("Skip a step"),
        N_("Leaves out the next step; asks first, and says which cells it cancels."),
        shown=False,
    ),
    Command("run.agenda", "a", N_("Agenda"), N_("Goes to the agenda; Enter goes to a step."), shown=False),
    Command("run.tables", "t", N_("Tables"), N_("Goes to the tables; Enter opens one in Note."), shown=False),
    Command(
        "run.latest",
        "l",
        N_("Last notes"),
        N_("Goes to the last notes; Enter opens one in Note."),
        shown=False,
    ),
)
