"""The screen `run`: the clock, the agenda, the tables, and what to say now."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.coverage import coverage
from atelier.domain.glance import Glance, look, waiting_tables
from atelier.domain.note import Note
from atelier.domain.place import current_seating
from atelier.domain.workshop import OUTSIDE_ROUNDS
from atelier.services import room
from atelier.services.help_calls import open_calls
from atelier.services.leaving import Leftover
from atelier.ui.commands.registry import bindings
from atelier.ui.commands.run import RUN
from atelier.ui.screens.run.agenda import end_parts, is_past_hard_end
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.main_view import MainView
from atelier.ui.screens.run.other_views import GridView
from atelier.ui.screens.run.speech import is_after_rounds
from atelier.ui.screens.run.table_keys import TableKeys
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList

SLOW_SECONDS = 5
"""How often ages of notes and times of day are drawn anew."""


class RunScreen(TableKeys):
    """Runs the workshop: one look tells where it stands, one key does the next thing."""

    SECTION: ClassVar[str] = "run"
    BINDINGS: ClassVar[list[BindingType]] = bindings(RUN)
    CSS_PATH = "run.tcss"
    shows_calls: ClassVar[bool] = False  # its tables do
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012 - three columns need more

    def __init__(self) -> None:
        super().__init__()
        self._view = "main"
        self._panel = ""
        self._is_stale = True
        self._slow_at = -1
        self._shown: tuple[object, ...] = ()
        self._left: tuple[Leftover, ...] = ()
        self._was_ready = False
        self._is_waiting = False
        self._is_called = False
        self._is_late = False
        self._keys: tuple[object, ...] = ()
        self._lost: Mapping[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """The main view; the coverage grid joins it when it is first opened, which the first paint gains."""
        yield Bar(id="ends")
        glance = look(self.state, self.reading(), self.session.clock.now())
        # The agenda before the start, the tables afterwards.
        self._panel = self._panel or ("agenda" if glance.is_ready else "tables")
        yield MainView(glance, self._panel, id="main")
        if self._view == "grid":
            yield GridView(id="grid-view")

    def on_mount(self) -> None:
        """Begin in the panel that is shown."""
        self._put("main")
        self.query_one(MainView).open_panel(self._panel)

    def recomposed(self) -> None:
        """Show in the new widgets the view and the panel that were open."""
        main = self.query_one(MainView)
        main.open_panel(self._panel, focus=self._view == "main")
        super().recomposed()
        self._open(self._view)

    # Drawing

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw everything anew with the next look."""
        self._is_stale = True

    def tick(self, reading: ClockReading) -> None:
        """Draw the second, and every few seconds the rest."""
        now = self.session.clock.now()
        glance = look(self.state, reading, now)
        slow = int(now.wall) // SLOW_SECONDS
        turn = (reading.phase, reading.step_id, glance.alert)
        has_turned = self._is_stale or turn != self._shown
        is_due = has_turned or slow != self._slow_at
        self._slow_at, self._shown, self._is_stale = slow, turn, False
        if is_due and hasattr(time, "tzset"):
            time.tzset()  # a laptop that was taken to another time zone shows its new local time
        if has_turned:
            self._left = self.left_over() if is_after_rounds(glance) else ()
        self._follow(glance)
        self._show(glance, is_due=is_due)

    def phones_changed(self) -> None:
        """Draw the cards of the tables anew when their phones fall silent, or answer again."""
        lost = self.atelier.phones.lost_words()
        self._is_stale = self._is_stale or lost != self._lost
        self._lost = lost
        super().phones_changed()

    def _show(self, glance: Glance, *, is_due: bool) -> None:
        self.query_one("#ends", Bar).show(end_parts(self.tr, glance))
        match self._view:
            case "grid":
                if is_due:
                    cells = coverage(glance.state, glance.reading)
                    self.query_one(GridView).show(self.tr, self.headings, cells, glance.now.wall)
            case _:
                main = self.query_one(MainView)
                main.show_time(self.tr, glance)
                if is_due:
                    main.show_rest(self.tr, glance, self._left, self.atelier.phones.lost_words())

    def _follow(self, glance: Glance) -> None:
        """Offer the keys of now, and the tables once the workshop has begun."""
        main = self.query_one(MainView)
        if self._was_ready and not glance.is_ready and self._panel == "agenda":
            self._panel = "tables"
            main.open_panel("tables", focus=self.focused is main.query_one("#agenda"))
        self._was_ready = glance.is_ready
        self._is_waiting = bool(waiting_tables(glance))
        self._is_called = bool(open_calls(glance.state))
        self._is_late = is_past_hard_end(glance)
        keys = (glance.reading.phase, self._is_waiting, self._is_called, self._is_late, bool(self._left))
        if keys != self._keys:
            self._keys = keys
            self.refresh_bindings()

    def _draw(self) -> None:
        self._is_stale = True
        self.tick(self.reading())

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the canvas."""
        return self.state.live(Heading)

    # Views

    def _put(self, view: str) -> None:
        """Put a view in front; what is on it is drawn by others."""
        self._view = view
        self.query_one("#main").display = view == "main"
        for grid in self.query(GridView):
            grid.display = view == "grid"

    def _open(self, view: str) -> None:
        self._put(view)
        self._draw()
        if view == "grid":
            self.query_one(CoverageGrid).focus()
        self.refresh_bindings()

    async def action_grid(self) -> None:
        """Show the coverage grid, or close it."""
        if self._view == "grid":
            self.action_close()
            return
        if not self.query(GridView):
            await self.mount(GridView(id="grid-view"), after="#main")
        self._open("grid")

    def action_close(self) -> None:
        """Go back to the main view."""
        self._open_panel(self._panel)

    def action_agenda(self) -> None:
        """Go to the agenda."""
        self._open_panel("agenda")

    def action_tables(self) -> None:
        """Go to the tables."""
        self._open_panel("tables")

    def action_latest(self) -> None:
        """Go to the last notes."""
        self._open_panel("latest")

    def _open_panel(self, name: str) -> None:
        if self._view != "main":
            self._open("main")
        self._panel = name
        self.query_one(MainView).open_panel(name)
        self._draw()

    # What can be done now

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Commands that make no sense now are not there."""
        if self.atelier.session is None:
            return True
        phase = self.reading().phase
        is_begun = phase is not ClockPhase.READY
        for allowed in (self.clock_allows(action), self.table_allows(action)):
            if allowed is not None:
                return allowed
        match action:
            case "close":
                return self._view != "main"
            case "start":
                return not is_begun
            case "skip" | "catch_up":
                return phase is not ClockPhase.FINISHED
            case "back":
                return is_begun
        return True

    @property
    def first_actions(self) -> Sequence[str]:
        """The keys that are of most use now."""
        if self._view == "grid":
            return ("close", "reasons")
        if self._was_ready:
            return ("start", "door")
        call: tuple[str, ...] = ("take_call",) if self._is_called else ()
        call += ("catch_up",) if self._is_late else ()
        if self.clock_allows("report_back"):
            return (*call, "report_back", "question", "next", "leaving")
        if self._is_waiting:
            return (*call, "seated", "next")
        return (*call, "leaving", "reasons", "grid") if self._left else call

    # The clock

    @work(exit_on_error=False)
    async def action_back(self) -> None:
        """Go back one step, once that is wanted."""
        from atelier.ui.screens.run.step_questions import ask_back

        await ask_back(self)

    @work(exit_on_error=False)
    async def action_catch_up(self) -> None:
        """Choose how to end in time."""
        from atelier.ui.screens.run.catching_up import ask_catching_up

        await ask_catching_up(self)

    @work(exit_on_error=False)
    async def action_start(self) -> None:
        """Start the workshop."""
        from atelier.ui.screens.run.step_questions import ask_start

        await ask_start(self)

    @work(exit_on_error=False)
    async def action_skip(self) -> None:
        """Leave out the next step."""
        from atelier.ui.screens.run.step_questions import ask_skip

        await ask_skip(self)

    @on(LineList.Chosen, "#agenda")
    @work(exit_on_error=False)
    async def _step_chosen(self, event: LineList.Chosen) -> None:
        from atelier.ui.screens.run.step_questions import ask_go_to

        await ask_go_to(self, event.line_id)

    # Tables

    def action_table_question(self) -> None:
        """Show the room the question of the table under the cursor, or no longer."""
        self.press(room.toggle_question, self.table_id)

    def action_report_table(self) -> None:
        """Let the table under the cursor report."""
        self.press(room.show_table, self.table_id or "")

    @on(LineList.Chosen, "#tables")
    def _table_chosen(self, event: LineList.Chosen) -> None:
        seat = current_seating(self.state, event.line_id)
        stop = (seat.round, seat.group_id) if seat is not None else (OUTSIDE_ROUNDS, None)
        self.atelier.capture_at(event.line_id, *stop)

    @on(LineList.Chosen, "#latest")
    def _note_chosen(self, event: LineList.Chosen) -> None:
        note = self.state.get(Note, event.line_id)
        if note is not None:
            self.atelier.capture_at(note.table_id, note.round, note.group_id, note.heading)

    @on(CoverageGrid.Chosen)
    def _cell_chosen(self, event: CoverageGrid.Chosen) -> None:
        key = event.cell.key
        self.atelier.capture_at(key.table_id, key.round, key.group_id, key.heading)
