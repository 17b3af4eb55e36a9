"""Catching up: the choices in a list, and under it what the day becomes with the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from atelier.domain.catching_up import Way
from atelier.figures import time_of_day
from atelier.services.catching_up import Outlook, catch_up, look_ahead
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.run.catching_up_words import headline, on_time, preview_lines, title, way_lines
from atelier.ui.screens.run.passage import Passage
from atelier.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from atelier.domain.clock import Moment
    from atelier.domain.state import State
    from atelier.ui.screens.run.clock_keys import ClockKeys


class CatchingUp(Dialog[Way]):
    """One choice among the ways to catch up."""

    DEFAULT_CSS = """
    CatchingUp {
        & > .dialog--box { width: 78; max-width: 100%; }
        & #ways { max-height: 8; margin-bottom: 1; }
        & #preview { height: 14; border-top: solid $primary; }
        &.-low > .dialog--box { max-height: 92%; padding: 0 2; }
        &.-low .dialog--body { margin-bottom: 0; }
        &.-low #ways { max-height: 6; margin-bottom: 0; }
        &.-low #preview { height: 11; }
        &.-low .dialog--hint { margin-top: 0; }
    }
    """

    def __init__(self, state: State, now: Moment, outlook: Outlook) -> None:
        """The choices of one moment.

        Args:
            state: the workshop.
            now: this instant.
            outlook: what the rest of the day looks like.
        """
        super().__init__()
        self._state = state
        self._now = now
        self._outlook = outlook
        self._ways = {way.key: way for way in outlook.ways}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(headline(self.tr, self._outlook)), classes="dialog--body")
            yield LineList(id="ways", wraps=False)
            yield Passage(id="preview")
            yield Label(plain(self.tr("Enter: choose · Esc: nothing")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Offer the ways, the best one first."""
        ways = self.query_one("#ways", LineList)
        ways.show(way_lines(self.tr, self._outlook))
        ways.focus()
        self._preview(ways.cursor)

    @on(LineList.Highlighted, "#ways")
    def _highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._preview(event.line_id)

    def _preview(self, key: str | None) -> None:
        way = self._ways.get(key or "")
        if way is not None:
            lines = preview_lines(self.tr, self._state, self._now, self._outlook, way)
            self.query_one("#preview", Passage).show(lines)

    @on(LineList.Chosen, "#ways")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(self._ways.get(event.line_id))


async def ask_catching_up(screen: ClockKeys) -> None:
    """Choose a way to catch up, if there is anything to catch up."""
    tr, state, now = screen.tr, screen.state, screen.session.clock.now()
    outlook = look_ahead(state, now)
    if not outlook.ways:
        screen.atelier.say(on_time(tr, outlook) if outlook.limit is None else headline(tr, outlook))
        return
    way = await screen.ask(CatchingUp(state, now, outlook))
    if way is None:
        return
    chosen = way
    then = screen.session.clock.now()
    end = time_of_day(tr, way.end, full=True)
    told = tr("{choice}: expected end {end}.", choice=title(tr, way), end=end)
    screen.perform(lambda: catch_up(screen.state, then, chosen), lambda _: screen.atelier.say(told))
