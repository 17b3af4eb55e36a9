"""The screen `room`: this window turned into the room screen, for a projector that mirrors the laptop."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from atelier.domain.clock import ClockReading
from atelier.ui.commands.registry import bindings
from atelier.ui.commands.room import ROOM
from atelier.ui.going import show_code
from atelier.ui.screens.room.board import RoomBoard
from atelier.ui.screens.run.clock_keys import ClockKeys
from atelier.wording.scene import scene

PULSE_SECONDS = 0.25
"""How often the clock is looked at."""


class RoomScreen(ClockKeys):
    """What the room sees and nothing else; the facilitator's keys of the clock still work."""

    SECTION: ClassVar[str] = "room"
    BINDINGS: ClassVar[list[BindingType]] = bindings(ROOM)
    DEFAULT_CSS = """
    RoomScreen { & ToastHolder { display: none; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Nothing but what the room is to see."""
        yield RoomBoard(id="room")

    def on_mount(self) -> None:
        """Follow the workshop and its clock."""
        self._unsubscribe = self.session.subscribe(self.renew)
        self.set_interval(PULSE_SECONDS, self._pulse)
        self._pulse()

    def on_unmount(self) -> None:
        """The window is no room screen any more."""
        self._unsubscribe()

    def renew(self, kinds: frozenset[str]) -> None:
        """Draw what has changed."""
        self._pulse()

    def show_time(self, now: ClockReading) -> None:
        """A second has passed."""
        self._pulse()

    def tell_trouble(self) -> None:
        """The room is told of none: it is shown again with the section."""

    def retranslate(self) -> None:
        """The language changed."""
        self.refresh_bindings()
        self._pulse()

    def _pulse(self) -> None:
        if self.is_whole and self.atelier.session is not None:
            self.query_one(RoomBoard).show(
                self.tr, scene(self.tr, self.look(), note=self.atelier.status_note)
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Commands that make no sense now are not there."""
        if self.atelier.session is None:
            return True
        if action == "code":
            return self.atelier.phones.is_open
        allowed = self.clock_allows(action)
        return True if allowed is None else allowed

    def action_code(self) -> None:
        """Show the codes of the tables, one after the other."""
        show_code(self.atelier, None)

    def action_close(self) -> None:
        """Go back to where the window was turned into the room screen."""
        self.dismiss()
