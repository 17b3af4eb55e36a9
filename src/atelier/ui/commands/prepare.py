"""Commands of the screen `prepare`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

PREPARE: Final[tuple[Command, ...]] = (
    Command("prepare.edit", "enter", N_("Change"), N_("Changes what is under the cursor.")),
    Command("prepare.add", "a", N_("Add"), N_("Adds a table, a group, a profile or a step.")),
    Command(
        "prepare.remove",
        "x,delete,backspace",
        N_("Remove"),
        N_("Removes what is under the cursor; what notes refer to stays, and says why."),
    ),
    Command(
        "prepare.more",
        "plus,equals_sign",
        N_("More"),
        N_("One minute more for a step, one person more in a group."),
    ),
    Command(
        "prepare.less", "minus", N_("Less"), N_("One minute less for a step, one person less in a group.")
    ),
    Command(
        "prepare.move_up",
        "K,shift+up",
        N_("Move up"),
        N_("Moves a table, a profile or a step before the one above."),
    ),
    Command(
        "prepare.move_down",
        "J,shift+down",
        N_("Move down"),
        N_("Moves a table, a profile or a step after the one below."),
    ),
    Command(
        "prepare.plan_seats",
        "p",
        N_("Plan anew"),
        N_("Seats all groups anew in the rounds that have not begun."),
    ),
    Command(
        "prepare.door",
        "o",
        N_("At the door"),
        N_("Counts people as they come in, and closes or opens a table when there are fewer or more."),
    ),
    Command("prepare.next_part", "right,tab", N_("Next part"), N_("Goes to the next part.")),
    Command(
        "prepare.previous_part",
        "left,shift+tab",
        N_("Part before"),
        N_("Goes to the part before."),
        shown=False,
    ),
    Command(
        "prepare.details",
        "",
        N_("Workshop"),
        N_("Title, date, place, objectives, start and end."),
        shown=False,
    ),
    Command("prepare.tables", "", N_("Tables"), N_("Topic, question and host of each table."), shown=False),
    Command("prepare.canvas", "", N_("Canvas"), N_("The headings under which notes are taken."), shown=False),
    Command(
        "prepare.groups", "", N_("Groups"), N_("The groups, how many people of which profile."), shown=False
    ),
    Command("prepare.agenda", "", N_("Agenda"), N_("The steps, their times, and the end."), shown=False),
    Command(
        "prepare.seats",
        "",
        N_("Seats"),
        N_("Who sits where in each round, and who misses what."),
        shown=False,
    ),
    Command(
        "prepare.print",
        "i",
        N_("Print…"),
        N_("Writes paper sheets, table cards, the guide for hosts and the agenda, ready to print."),
    ),
    Command("prepare.check", "v", N_("Check"), N_("Tells what is still to do before the start.")),
)
