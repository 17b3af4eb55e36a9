"""Showing the room the titles so far, from any screen of the facilitator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.room import Shows, room_now
from atelier.services import room

if TYPE_CHECKING:
    from atelier.services.session import Saved
    from atelier.ui.base import WorkshopScreen


def toggle_titles(screen: WorkshopScreen) -> None:
    """Show the titles, or the clock again, and say what the room sees now."""
    session = screen.session

    def said(_: Saved) -> None:
        if screen.SECTION == "room":
            return
        if room_now(session.state, screen.reading()).shows == Shows.TITLES:
            text = screen.tr("The room sees the titles, provisional. S: the clock again. F3, s: shown here.")
        else:
            text = screen.tr("The room sees the clock again.")
        screen.atelier.say(text)

    screen.perform(lambda: room.toggle_titles(session.state, session.clock.now()), said)
