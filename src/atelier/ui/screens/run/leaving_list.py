"""Before the room empties: what is left to be asked for, dealt with line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from atelier.domain.workshop import Sheet
from atelier.services import help_calls
from atelier.services.leaving import Kind, Leftover
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.run.leaving_words import leaving_lines
from atelier.ui.screens.run.live_list import LiveList
from atelier.ui.screens.run.reason_questions import ask_why, empty_scopes, scope_lines
from atelier.ui.screens.run.sheets_list import SheetsList, ask_missing, tick_all
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import sheet_name


class LeavingList(LiveList):
    """Everything that is left to be asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "returned", show=False),
        Binding("m", "missing", show=False),
        Binding("x", "sheets", show=False),
    ]

    _left: Sequence[Leftover] = ()

    def heading(self) -> str:
        """The line above."""
        return self.tr("Before the room empties")

    def hint(self) -> str:
        """The keys."""
        return self.tr("Enter: deal with it · r, m: sheet returned, missing · x: sheets · Esc: close")

    def nothing(self) -> str:
        """What stands in an empty list."""
        return self.tr("Everything is here: people may leave.")

    def lines(self) -> Sequence[Line]:
        """One line a thing."""
        self._left = self.run.left_over()
        return leaving_lines(self.tr, self._left, self.run.session.clock.now().wall)

    def _under_cursor(self, kind: Kind | None = None) -> Leftover | None:
        cursor = self.listing.cursor
        return next((one for one in self._left if one.id == cursor and kind in (None, one.kind)), None)

    @on(LineList.Chosen, "#live")
    @work(exit_on_error=False)
    async def _deal(self, event: LineList.Chosen) -> None:
        event.stop()
        one = self._under_cursor()
        if one is None:
            return
        match one.kind:
            case Kind.CALL:
                now = self.run.session.clock.now()
                self.perform(lambda: help_calls.answer(self.state, now, one.row_id))
            case Kind.SHEET:
                await self._ask_sheet(one)
            case Kind.CELLS:
                await self._ask_cells(one)
            case Kind.REHEARSAL:
                await self.run.ask_rehearsal()
            case _ if one.table is not None:
                self.leave(one.table.id, one.round, one.group_id, one.heading)

    async def _ask_sheet(self, one: Leftover) -> None:
        tr = self.tr
        lines = [
            Line(Sheet.RETURNED, tr("It is here")),
            Line(Sheet.MISSING, tr("It is missing: say why")),
            Line("type", tr("Type it in Note now")),
        ]
        name = sheet_name(tr, one.sheet) if one.sheet is not None else ""
        answer = await self.app.push_screen_wait(
            Choice(tr("Where is this sheet? {sheet}", sheet=name), lines)
        )
        if answer == "type" and one.table is not None:
            self.leave(one.table.id, one.round, one.group_id)
        elif answer == Sheet.MISSING:
            await self._say_missing(one)
        elif answer is not None:
            self._say_returned(one)

    async def _ask_cells(self, one: Leftover) -> None:
        """Say why the cells of a table are empty, of all its groups or of one; or type what they hold."""
        tr = self.tr
        scopes = empty_scopes(self.run, one.cells, None)
        lines = scope_lines(tr, scopes)
        lines.append(Line("type", tr("Something was said: type it in Note")))
        answer = await self.app.push_screen_wait(Choice(tr("Which empty cells?"), lines))
        if answer == "type" and one.table is not None:
            self.leave(one.table.id, one.round, one.group_id, one.heading)
        elif answer is not None:
            await ask_why(self.run, scopes[int(answer)][1])

    def action_returned(self) -> None:
        """Say that the sheet under the cursor is here."""
        one = self._under_cursor(Kind.SHEET)
        if one is not None:
            self._say_returned(one)

    @work(exit_on_error=False)
    async def action_missing(self) -> None:
        """Say that the sheet under the cursor will not come back."""
        one = self._under_cursor(Kind.SHEET)
        if one is not None:
            await self._say_missing(one)

    def action_sheets(self) -> None:
        """Show every sheet."""
        self.app.push_screen(SheetsList(self.run))

    def _say_returned(self, one: Leftover) -> None:
        self.perform(lambda: tick_all(self.state, [one.row_id], Sheet.RETURNED))

    async def _say_missing(self, one: Leftover) -> None:
        action = await ask_missing(self, [one.row_id])
        if action is not None:
            self.perform(lambda: action)
