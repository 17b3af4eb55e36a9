"""Commands of the history."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

HISTORY: Final = (
    Command(
        "history.turn",
        "u",
        N_("Take back"),
        N_("Takes back the action under the cursor, or does it again when it was taken back; asks first."),
    ),
    Command(
        "history.search",
        "slash,ctrl+f",
        N_("Search"),
        N_("Shows only the actions that wrote these words, accents and capitals apart."),
    ),
    Command(
        "history.choose_kind",
        "f",
        N_("What"),
        N_("Shows one kind of actions only: notes, points, preparation, clock…"),
    ),
    Command("history.choose_author", "a", N_("Who"), N_("Shows only what one computer or phone did.")),
    Command("history.choose_place", "s", N_("Where"), N_("Shows only what was done on one screen.")),
    Command("history.show_all", "t", N_("Everything"), N_("Shows every action again.")),
    Command(
        "history.look",
        "v",
        N_("Details"),
        N_("Goes to what the action changed, before and after; Enter does the same."),
        shown=False,
    ),
    Command(
        "history.back",
        "escape",
        N_("Back to where you were"),
        N_("Leaves the details, then the history."),
        shown=False,
    ),
)
