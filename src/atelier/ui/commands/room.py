"""Commands of the room screen; the clock's keys are those of Run."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

ROOM: Final = (
    Command(
        "room.close", "escape,s,z", N_("Back to work"), N_("Leaves the room screen, where you came from.")
    ),
    Command("room.pause", "p", N_("Pause / resume"), N_("Stops the clock, or lets it go on.")),
    Command("room.next", "n", N_("Next step"), N_("Goes to the next step; ending the workshop is asked.")),
    Command("room.more", "plus,equals_sign", N_("1 min more"), N_("Gives the current step one minute more.")),
    Command("room.less", "minus", N_("1 min less"), N_("Takes one minute from the current step.")),
    Command(
        "room.question",
        "v",
        N_("Questions for the room"),
        N_("Shows the questions of the tables on the room screen; the same key shows the clock again."),
    ),
    Command(
        "room.code",
        "q",
        N_("Code for phones"),
        N_("Shows the code of each table on the whole window, one after the other, for phones to scan."),
    ),
    Command(
        "room.report_back",
        "w",
        N_("Report-back: next table"),
        N_("Shows the room one table after the other, each with its key ideas and its countdown."),
    ),
    Command(
        "room.room_titles",
        "S",
        N_("Provisional titles for the room"),
        N_("Shows the room the titles so far, without who said what; the same key shows the clock again."),
        shown=False,
    ),
    Command(
        "room.room_clock",
        "",
        N_("Report-back: stop"),
        N_("Shows the room the clock again; the tables can go on later."),
        shown=False,
    ),
)
