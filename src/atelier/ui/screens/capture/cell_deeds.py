"""Where notes go: tables, groups that sit down, late entry, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell, CellState
from atelier.domain.change import Action
from atelier.domain.note import CellKey
from atelier.domain.place import current_round, places, seatings_in
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup
from atelier.services.notes import answer_cells
from atelier.services.rehearsal import is_rehearsing
from atelier.services.running import confirm_group
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.capture.desk import Stop, cell_of, live_stop, shown_stop
from atelier.ui.screens.capture.note_deeds import NoteDeeds
from atelier.ui.screens.capture.sheet import empty_headings
from atelier.ui.screens.capture.stops import group_words, line_of, stop_lines, stop_name
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import cell_state_name, group_name, heading_name, table_title

_REASONS = (
    CellState.NOT_REACHED,
    CellState.NOTHING_TO_ADD,
    CellState.NOT_COLLECTED,
    CellState.CANCELLED,
)


class CellDeeds(NoteDeeds):
    """The commands that choose a cell, or say something of one."""

    BINDINGS: ClassVar[list[BindingType]] = []

    # Tables and cells

    def show_cell(
        self, table_id: str, stop: Stop | None = None, heading: str = "", *, is_paper: bool = False
    ) -> None:
        """Note at a table.

        Args:
            table_id: the table.
            stop: the round and group; None for those that the table has now.
            heading: the heading to type under; empty for the one that was typed in last there.
            is_paper: whether a paper sheet is typed, be it of the group that is there now.
        """
        self._leave_table()
        self._table_id = table_id
        if table_id not in self._desks:
            self.arrive()
        desk = self.desk
        # Before the workshop nobody is at a table now: what is chosen is not a trial.
        is_live = stop == live_stop(self.state, table_id) and not is_rehearsing(self.reading())
        desk.late = None if stop is None or (is_live and not is_paper) else stop
        desk.is_paper = is_paper
        if self.heading(heading) is not None:
            desk.heading = heading
        self._redraw()

    def _leave_table(self) -> None:
        if self._table_id in self._desks:
            self.take_text()
            self.keep_draft()
        self._followed = None

    def _redraw(self) -> None:
        self.fill_field()
        self.draw_notes(at_end=True)
        self.draw_earlier(anew=True)
        self.draw_message()
        self.tick(self.reading())
        self.refresh_bindings()
        self.back_to_field()

    def action_next_table(self) -> None:
        """Go to the next table, then the plenary, then the first table again."""
        ids = [place.id for place in places(self.state)]
        if len(ids) < 2:
            self.say(self.tr("there is no other table"), "warning")
            return
        table_id = ids[(ids.index(self._table_id) + 1) % len(ids)] if self._table_id in ids else ids[0]
        desk = self._desks.get(table_id)
        if desk is None:
            self.show_cell(table_id)
        else:
            self.show_cell(table_id, desk.late, is_paper=desk.is_paper)

    def action_choose_cell(self) -> None:
        """Choose a table, a round and a group."""
        lines, stops = stop_lines(self.tr, self.state, self._table_id)
        here = line_of(self._table_id, shown_stop(self.state, self.desk))
        question = self.tr("Note for which group? What is not “now” is late entry.")
        if is_rehearsing(self.reading()):
            question = self.tr("Note for which group? What is typed there counts: it is no trial.")

        def chosen(line: str | None) -> None:
            found = stops.get(line or "")
            if found is None:
                self.back_to_field()
            else:
                self.show_cell(*found)

        self.app.push_screen(Choice(question, lines, cursor=here), chosen)

    def action_go_live(self) -> None:
        """End late entry."""
        self.show_cell(self._table_id)

    # Who is seated

    def action_confirm_group(self) -> None:
        """Say that the group that is awaited sits at the table."""
        waiting = self._waiting
        if waiting is None:
            return
        if len(waiting.stops) == 1 and not waiting.is_return:
            self._seat(waiting.stops[0])
        else:
            self._choose_seated(waiting.stops)

    def action_seat_group(self) -> None:
        """Say which group sits at the table, planned there or not."""
        round_number = (
            current_round(self.state, self.reading()) or live_stop(self.state, self._table_id).round
        )
        planned = [
            Stop(seat.round, seat.group_id) for seat in seatings_in(self.state, self._table_id, round_number)
        ]
        others = [Stop(round_number, group.id) for group in self.state.live(CafeGroup)]
        self._choose_seated(list(dict.fromkeys((*planned, *others))))

    def _choose_seated(self, stops: Sequence[Stop]) -> None:
        table = next((place for place in places(self.state) if place.id == self._table_id), None)
        if table is None or table.is_plenary or not stops:
            self.say(self.tr("no group sits here"), "warning")
            return
        live = live_stop(self.state, self._table_id)
        planned = {
            Stop(seat.round, seat.group_id)
            for seat in seatings_in(self.state, self._table_id, stops[0].round)
        }
        lines = []
        for index, stop in enumerate(stops):
            tail = (
                self.tr("now") if stop == live else ("" if stop in planned else self.tr("not planned here"))
            )
            lines.append(Line(str(index), self._seated_name(stop), tail=tail))
        question = self.tr("Who sits at {table} now?", table=table_title(self.tr, table))

        def chosen(answer: str | None) -> None:
            if answer is None:
                self.back_to_field()
            else:
                self._seat(stops[int(answer)])

        self.app.push_screen(Choice(question, lines), chosen)

    def _seated_name(self, stop: Stop) -> str:
        if stop.group_id is None:
            return self.tr("everyone of round {round}", round=stop.round)
        return group_name(self.tr, self.state.get(CafeGroup, stop.group_id))

    def _seat(self, stop: Stop) -> None:
        table_id, now = self._table_id, self.session.clock.now()
        group = group_words(self.tr, self.state, stop)

        def plan(state: State) -> Action:
            self._seating = confirm_group(state, now, table_id, stop.round, stop.group_id)
            return self._seating

        def seated() -> None:
            self._seating = None
            self.draw_notes(at_end=True)

        self.do(plan, self.tr("notes now go to {group}", group=group), then=seated)

    def action_give_to_current(self) -> None:
        """Give the line being typed to the group that is there now."""
        self.desk.begun = live_stop(self.state, self._table_id) if self.has_line else None
        self.back_to_field()
        self.draw_state()

    # Why a cell is empty

    def action_answer_empty(self) -> None:
        """Say why nothing stands under the empty headings of this group."""
        self._answer(empty_headings(self.state, self._sheet))

    def action_answer_heading(self) -> None:
        """Say why nothing stands under the heading that is shown."""
        empty = empty_headings(self.state, self._sheet)
        self._answer([heading for heading in empty if heading.key == self.shown_heading])

    def _answer(self, headings: Sequence[Heading]) -> None:
        stop = shown_stop(self.state, self.desk)
        if not headings:
            self.say(self.tr("nothing is empty here"))
            return
        cells = [cell_of(self._table_id, stop, heading.key) for heading in headings]
        names = ", ".join(heading_name(heading) for heading in headings)
        where = stop_name(self.tr, self.state, stop)
        question = self.tr("{cell} — nothing under: {headings}. Why?", cell=where, headings=names)
        lines = [Line(state.value, cell_state_name(self.tr, state)) for state in _REASONS]
        known = [self.state.get(Cell, cell.row_id) for cell in cells]
        answers = [cell.state for cell in known if cell is not None and cell.state]
        if answers:
            lines.append(Line("/none", self.tr("take the answer away"), tone="dim"))

        def chosen(answer: str | None) -> None:
            if answer is None:
                self.back_to_field()
            elif answer == CellState.NOT_COLLECTED:
                self._ask_reason(cells)
            else:
                self._save_answer(cells, None if answer == "/none" else CellState(answer))

        self.app.push_screen(Choice(question, lines, cursor=answers[0] if answers else None), chosen)

    def _ask_reason(self, cells: Sequence[CellKey]) -> None:
        question = self.tr("Why was it not collected? It is printed: a lost sheet, a group that left…")

        def answered(reason: str | None) -> None:
            if reason is None:
                self.back_to_field()
            else:
                self._save_answer(cells, CellState.NOT_COLLECTED, reason)

        check = lambda reason: answer_cells(self.state, cells, CellState.NOT_COLLECTED, reason)  # noqa: E731
        self.app.push_screen(OneLine(question, check=check), answered)

    def _save_answer(self, cells: Sequence[CellKey], answer: CellState | None, reason: str = "") -> None:
        said = cell_state_name(self.tr, answer) if answer is not None else self.tr("answer taken away")
        self.do(lambda state: answer_cells(state, cells, answer, reason), said)
