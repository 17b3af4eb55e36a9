"""Late typing: one paper sheet after the other, in the order of their numbers."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.domain.canvas import Heading
from atelier.domain.note import CellKey
from atelier.domain.place import places
from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.text import is_blank
from atelier.domain.workshop import Seating, Sheet
from atelier.services.sheets import is_typed, silent_cells, tick
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.capture.bars import Word
from atelier.ui.screens.capture.cell_deeds import CellDeeds
from atelier.ui.screens.capture.desk import Stop
from atelier.ui.screens.capture.paper import is_paper, sheet_at, stop_on
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import sheet_name


class SheetDeeds(CellDeeds):
    """The commands that type from paper."""

    BINDINGS: ClassVar[list[BindingType]] = []

    @property
    def sheet(self) -> PaperSheet | None:
        """The paper sheet that is being typed."""
        desk = self.desk
        if desk.late is None or not desk.is_paper:
            return None
        return sheet_at(self.state, desk.table_id, desk.late)

    def open_cell(self, cell: CellKey) -> None:
        """Show a cell that another screen asked for; of a sheet that came back, it is typed from paper."""
        stop = Stop(cell.round, cell.group_id)
        if cell.table_id in [place.id for place in places(self.state)]:
            paper = is_paper(self.state, cell.table_id, stop)
            self.show_cell(cell.table_id, stop, cell.heading, is_paper=paper)

    def action_type_sheets(self) -> None:
        """Go to the first sheet that is not typed yet."""
        found = sheets(self.state)
        if not found:
            self.say(self.tr("no group is planned anywhere: there are no sheets"), "warning")
            return
        left = [sheet for sheet in found if not sheet.is_plenary and not is_typed(self.state, sheet)]
        self._open_sheet(left[0] if left else found[0])
        if left:
            self.say(self.tr.n("{n} sheet left to type", "{n} sheets left to type", len(left)))
        else:
            self.say(self.tr("every sheet is typed"))

    def action_next_sheet(self) -> None:
        """Go to the next sheet."""
        self._turn(1)

    def action_previous_sheet(self) -> None:
        """Go to the sheet before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        here, found = self.sheet, sheets(self.state)
        if here is None:
            return
        # A line that was typed to its end is a note of the sheet that it was read from.
        if self.desk.editing is not None or not is_blank(self.field.text):
            self.action_send()
            self.take_text()
            if self.desk.editing is not None or not is_blank(self.desk.text):
                return
        at = here.number - 1 + step
        if 0 <= at < len(found):
            self._open_sheet(found[at])
        else:
            self.say(self.tr("this is the last sheet") if step > 0 else self.tr("this is the first sheet"))

    def _open_sheet(self, sheet: PaperSheet) -> None:
        first = next((heading.key for heading in self.state.live(Heading)), "")
        self._word = Word()
        self.show_cell(sheet.table.id, stop_on(sheet), first, is_paper=True)

    # Ticking

    def action_tick_sheet(self) -> None:
        """Say whether the sheet came back."""
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.seating is None:
            self.say(self.tr("the sheet of the plenary is not ticked"))
            return
        seat = sheet.seating
        lines = [
            Line(Sheet.RETURNED.value, self.tr("It came back"), "✓ "),
            Line(Sheet.MISSING.value, self.tr("It is missing…"), "✗ "),
        ]
        if seat.sheet:
            lines.append(Line("/none", self.tr("take the answer away"), "– ", tone="dim"))

        def chosen(answer: str | None) -> None:
            match answer:
                case None:
                    self.back_to_field()
                case Sheet.MISSING.value:
                    self._ask_why_missing(seat.id)
                case Sheet.RETURNED.value:
                    self._tick(seat.id, Sheet.RETURNED)
                case _:
                    self._tick(seat.id, "")

        self.app.push_screen(Choice(sheet_name(self.tr, sheet), lines, cursor=seat.sheet or None), chosen)

    def _ask_why_missing(self, seat_id: str) -> None:
        seat = self.state.get(Seating, seat_id)
        empty = len(silent_cells(self.state, seat)) if seat is not None else 0
        if not empty:
            self._tick(seat_id, Sheet.MISSING)
            return
        question = self.tr.n(
            "Why is it missing? {n} empty cell will be “not collected”, with this reason.",
            "Why is it missing? {n} empty cells will be “not collected”, with this reason.",
            empty,
        )

        def answered(reason: str | None) -> None:
            if reason is None:
                self.back_to_field()
            else:
                self._tick(seat_id, Sheet.MISSING, reason)

        check = lambda reason: tick(self.state, seat_id, Sheet.MISSING, reason)  # noqa: E731
        self.app.push_screen(OneLine(question, check=check), answered)

    def _tick(self, seat_id: str, answer: str, reason: str = "") -> None:
        said = {
            Sheet.RETURNED.value: self.tr("sheet returned ✓"),
            Sheet.MISSING.value: self.tr("sheet missing"),
        }.get(answer, self.tr("answer taken away"))
        self.do(lambda state: tick(state, seat_id, answer, reason), said)
