"""Commands of the reviewed text that comes back."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

REVIEW: Final = (
    Command(
        "review.accept",
        "a",
        N_("Accept"),
        N_("Takes the reviewed text in place of the one in the workshop; undo brings it back."),
    ),
    Command(
        "review.skip",
        "s",
        N_("Leave as it is"),
        N_("Leaves the workshop as it is and hides this difference, today and the next time."),
    ),
    Command(
        "review.both",
        "b",
        N_("Keep both"),
        N_("Where the text was changed here too: takes both corrections, when they do not touch."),
    ),
    Command(
        "review.make_point",
        "n",
        N_("New point"),
        N_("Makes a point of its own of a new paragraph."),
    ),
    Command(
        "review.accept_kind",
        "k",
        N_("Accept all of these"),
        N_("Accepts every difference of this kind that is sure and contradicts nothing, in one go."),
    ),
    Command(
        "review.skip_kind",
        "l",
        N_("Leave all of these"),
        N_("Leaves every difference of this kind as the workshop has it."),
        shown=False,
    ),
    Command(
        "review.show_left",
        "h",
        N_("Those left"),
        N_("Shows again the differences that were left, or hides them."),
        shown=False,
    ),
    Command(
        "review.read_on",
        "v",
        N_("Read"),
        N_("Goes to the two texts, to scroll through them, and back to the list."),
        shown=False,
    ),
    Command(
        "review.show_point",
        "f",
        N_("In Fuse"),
        N_("Shows the point in Fuse, with its notes; Publish brings you back here."),
        shown=False,
    ),
    Command(
        "review.read_again",
        "r",
        N_("Read again"),
        N_("Reads the file again, after somebody saved it once more."),
        shown=False,
    ),
    Command(
        "review.back",
        "escape",
        N_("Back"),
        N_("Goes back to Publish; what is left waits, r goes on with it."),
    ),
)
