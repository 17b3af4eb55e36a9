"""The keys of the clock and of the room screen, the same in Run and on the room screen itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import work
from textual.screen import ModalScreen

from atelier.domain.agenda import StepKind
from atelier.domain.change import Action
from atelier.domain.clock import ClockPhase
from atelier.domain.glance import Glance, look
from atelier.domain.place import current_step
from atelier.domain.report_back import may_report, report_back
from atelier.services import room, running
from atelier.ui.base import WorkshopScreen

T = TypeVar("T")

DOUBLE_PRESS_SECONDS = 1.0
"""Within which a second "next" is a slip of the finger, or a key that is held down."""
HELD_SECONDS = 0.5
"""Within which a second press is a key that is held down."""
SOON_SECONDS = 60.0
"""Time left in a step at which going on is what everybody expects."""
GOING = frozenset({"pause", "more", "less", "next"})
"""Actions that need a workshop under way."""


class ClockKeys(WorkshopScreen):
    """A screen on which the clock and the room screen are steered."""

    _next_pressed = float("-inf")
    _pause_pressed = float("-inf")

    def look(self) -> Glance:
        """The workshop at this instant."""
        now = self.session.clock.now()
        return look(self.state, self.reading(), now)

    def clock_allows(self, action: str) -> bool | None:
        """Whether an action of these keys makes sense now; None when it is not one of them."""
        if self.atelier.session is None:
            return None
        shown = self.reading()
        is_begun = shown.phase is not ClockPhase.READY
        if action in GOING:
            return is_begun and shown.phase is not ClockPhase.FINISHED
        match action:
            case "question" | "table_question":
                return shown.phase is not ClockPhase.FINISHED
            case "report_back" | "report_table":
                return may_report(self.state, shown, current_step(self.state, shown))
            case "room_clock":
                return report_back(self.state, shown) is not None
        return None

    def press(self, plan: Callable[..., Action], *arguments: object) -> None:
        """Plan something at this instant, and save it."""
        now = self.session.clock.now()
        self.perform(lambda: plan(self.state, now, *arguments))

    async def ask(self, dialog: ModalScreen[T]) -> T:
        """Show a dialog over this screen and wait for its answer."""
        return await self.app.push_screen_wait(dialog)

    # The clock

    def action_pause(self) -> None:
        """Stop the clock, or let it go on; a key that is held down does so once."""
        now = self.session.clock.now().boot
        if 0 <= now - self._pause_pressed < HELD_SECONDS:
            return
        self._pause_pressed = now
        self.press(running.toggle_pause)

    def action_more(self) -> None:
        """Give the step one minute more."""
        self.press(running.extend, 60)

    def action_less(self) -> None:
        """Take one minute from the step; the last one is not taken: « next » ends a step."""
        if self.look().reading.remaining <= SOON_SECONDS:
            self.atelier.say(self.tr("Less than a minute is left: “Next step” ends it."))
        else:
            self.press(running.extend, -60)

    def action_next(self) -> None:
        """Go to the next step; while time is left, and at the end, that is asked."""
        now = self.session.clock.now().boot
        # Counted from the press that did something: whoever goes on pressing gets on all the same.
        if 0 <= now - self._next_pressed < DOUBLE_PRESS_SECONDS:
            return
        self._next_pressed = now
        glance = self.look()
        if glance.following is None:
            self._finish()
        elif is_early(glance):
            self._go_early()
        else:
            self.press(running.go_next)

    @work(exit_on_error=False)
    async def _go_early(self) -> None:
        from atelier.ui.screens.run.step_questions import ask_early

        await ask_early(self)

    @work(exit_on_error=False)
    async def _finish(self) -> None:
        from atelier.ui.screens.run.step_questions import ask_finish

        await ask_finish(self)

    # What the room sees

    def action_room(self) -> None:
        """Turn this window into the room screen."""
        self.atelier.action_show_room()

    def action_question(self) -> None:
        """Show the questions to the room, or no longer."""
        self.press(room.toggle_question)

    def action_report_back(self) -> None:
        """Let the next table report."""
        self.press(room.next_table)

    def action_room_titles(self) -> None:
        """Show the room the titles so far, or no longer."""
        from atelier.ui.screens.room.titles import toggle_titles

        toggle_titles(self)

    def action_room_clock(self) -> None:
        """Show the room the clock again."""
        self.perform(lambda: room.show_clock(self.state))


def is_early(glance: Glance) -> bool:
    """Whether going on now would cut a step short: a stray key must not send the room away.

    People who have changed tables begin as soon as they sit.
    """
    step = glance.step
    return step is not None and step.kind != StepKind.MOVE and glance.reading.remaining > SOON_SECONDS
