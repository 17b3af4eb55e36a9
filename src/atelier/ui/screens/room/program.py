"""The room screen as a program of its own, for a second terminal: it follows the workshop, read-only."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from atelier.domain.clock import ClockPhase
from atelier.domain.glance import look
from atelier.domain.place import reading
from atelier.ui.screens.room.board import RoomBoard
from atelier.ui.terminal_watch import watch_terminal
from atelier.ui.themes import use_theme
from atelier.ui.wording import pace_note
from atelier.wording.scene import scene

if TYPE_CHECKING:
    from atelier.config import Places
    from atelier.i18n import Translator
    from atelier.services.following import Follower

PULSE_SECONDS = 0.25
"""How often the file and the clock are looked at."""


class RoomProgram(App[int], inherit_bindings=False):
    """What the room sees, until somebody presses q."""

    TITLE = "Atelier"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,Q,escape,ctrl+q,ctrl+c", "leave", show=False, priority=True)
    ]

    def __init__(self, *, tr: Translator, follower: Follower, places: Places, theme: str = "") -> None:
        """The program.

        Args:
            tr: the interface's language.
            follower: the workshop; it is closed at the end.
            places: the user's folders.
            theme: a theme's name; empty for ours.
        """
        super().__init__()
        self.tr = tr
        self.follower = follower
        use_theme(self, theme, places)
        self._phase: ClockPhase | None = None

    def compose(self) -> ComposeResult:
        yield RoomBoard(id="room")

    def on_mount(self) -> None:
        """Follow the workshop and its clock."""
        self._pulse()
        self.set_interval(PULSE_SECONDS, self._pulse)
        watch_terminal(self)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        # What was made so far lives as long as the program.
        gc.collect()
        gc.freeze()
        gc.enable()

    def on_unmount(self) -> None:
        """Let go of the file."""
        self.follower.close()

    def action_leave(self) -> None:
        """Leave."""
        self.exit(0)

    def _pulse(self) -> None:
        self.follower.look()
        session, trouble = self.follower.session, self.follower.trouble
        now = session.clock.now()
        shown = reading(session.state, now)
        note = pace_note(self.tr, session.clock) if trouble is None else self.tr.of(trouble)
        glance = look(session.state, shown, now)
        self.screen.query_one(RoomBoard).show(self.tr, scene(self.tr, glance, note=note))
        before, self._phase = self._phase, shown.phase
        if before is ClockPhase.RUNNING and shown.phase is ClockPhase.OVERTIME:
            from atelier.ui.widgets.flash import flash  # it knows of fields to type in, slow to import

            flash(self.screen, self.tr("Time is up"))
