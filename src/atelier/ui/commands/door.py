"""Commands of the screen `door`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

DOOR: Final[tuple[Command, ...]] = (
    Command(
        "door.more",
        "plus,equals_sign,right,enter",
        N_("One more"),
        N_("Counts one more of the profile, and says which group to send them to; its letter does too."),
    ),
    Command("door.less", "minus,left", N_("One less"), N_("Counts one person less of the profile.")),
    Command(
        "door.tables",
        "t",
        N_("Close or open a table"),
        N_("Shows how many people sit at each table, and closes or opens one, with all that follows."),
    ),
    Command(
        "door.sentence",
        "v",
        N_("Sentence to read"),
        N_("Shows again the sentence to read aloud to the room."),
    ),
    Command("door.host", "h", N_("Change host…"), N_("Says who hosts a table now.")),
    Command("door.number", "n", N_("Type a number"), N_("Says at once how many of the profile are there.")),
    Command(
        "door.even",
        "w",
        N_("Even out groups"),
        N_("Moves as few people as possible so that all groups have the same size."),
    ),
    Command(
        "door.restart",
        "z",
        N_("Count anew…"),
        N_("Counts again from nobody, or from the planned numbers; asks first."),
        shown=False,
    ),
    Command("door.close", "escape,o", N_("Close the door"), N_("Goes back to where you were.")),
)
