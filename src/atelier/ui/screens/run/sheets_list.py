"""The paper sheets as they come back: one line a sheet, ticked one by one or several at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from atelier.domain.change import Action, Change
from atelier.domain.place import notes_by_table
from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.state import State
from atelier.domain.text import check_note
from atelier.domain.workshop import Seating, Sheet
from atelier.services.excerpt import excerpt
from atelier.services.sheets import silent_cells, tick
from atelier.ui.dialogs.questions import OneLine
from atelier.ui.screens.run.live_list import LiveList
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import sheet_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

PLENARY = "-"
"""Stands for the sheet of the plenary, which is not ticked, in ids of lines."""


def sheet_lines(tr: Translator, state: State) -> list[Line]:
    """One line a sheet, in the order of their numbers."""
    counts = Counter(
        (note.table_id, note.round, note.group_id)
        for notes in notes_by_table(state).values()
        for note in notes
    )
    return [_line(tr, sheet, counts[_place(sheet)]) for sheet in sheets(state)]


def _place(sheet: PaperSheet) -> tuple[str, int, str | None]:
    return (sheet.table.id, sheet.round, sheet.group.id if sheet.group is not None else None)


def _line(tr: Translator, sheet: PaperSheet, typed: int) -> Line:
    seat = sheet.seating
    where = {Sheet.RETURNED: tr("returned"), Sheet.MISSING: tr("missing")}
    said = where[Sheet(seat.sheet)] if seat is not None and seat.sheet else ""
    notes = tr.n("{n} note", "{n} notes", typed) if typed else ""
    sign = {Sheet.RETURNED.value: "✓ ", Sheet.MISSING.value: "✗ "}.get(seat.sheet if seat else "", "· ")
    tone = {Sheet.RETURNED.value: "dim", Sheet.MISSING.value: "warning"}.get(seat.sheet if seat else "", "")
    tail = " · ".join(word for word in (notes, said) if word)
    return Line(seat.id if seat is not None else PLENARY, sheet_name(tr, sheet), sign, tail, tone)


def tick_all(state: State, seat_ids: Sequence[str], sheet: str, reason: str = "") -> Action | None:
    """Say of several sheets at once where they are; None when all that is known already."""
    found = [
        action
        for seat_id in seat_ids
        if (action := tick(state, seat_id, sheet, reason, screen="run")) is not None
    ]
    if not found:
        return None
    changes: tuple[Change, ...] = tuple(change for action in found for change in action.changes)
    names = [sheet.number for sheet in sheets(state) if sheet.seating and sheet.seating.id in seat_ids]
    return Action(found[0].name, changes, "run", excerpt(reason or ", ".join(map(str, names))))


async def ask_missing(listing: LiveList, seat_ids: Sequence[str]) -> Action | None:
    """Ask once why some sheets are missing, and plan what their cells become.

    Args:
        listing: the list that it is asked over.
        seat_ids: the seatings whose sheets are missing.
    """
    tr, state = listing.tr, listing.state
    seats = [seat for seat_id in seat_ids if (seat := state.get(Seating, seat_id)) is not None]
    empty = sum(len(silent_cells(state, seat)) for seat in seats)
    reason: str | None = ""
    if empty:
        question = tr.n(
            "Why is it missing? {n} empty cell will be “not collected”, with this reason.",
            "Why is it missing? {n} empty cells will be “not collected”, with this reason.",
            empty,
        )
        reason = await listing.app.push_screen_wait(OneLine(question, check=check_note))
    if reason is None:
        return None
    return tick_all(listing.state, seat_ids, Sheet.MISSING, reason)


class SheetsList(LiveList):
    """Every paper sheet."""

    CAN_MARK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "say('returned')", show=False),
        Binding("m", "missing", show=False),
        Binding("u,delete", "say('')", show=False),
    ]

    def heading(self) -> str:
        """The line above."""
        ticked = Counter(sheet.seating.sheet for sheet in sheets(self.state) if sheet.seating is not None)
        facts = [
            self.tr.n("{n} returned", "{n} returned", ticked[Sheet.RETURNED]),
            self.tr.n("{n} missing", "{n} missing", ticked[Sheet.MISSING]),
            self.tr.n("{n} not said", "{n} not said", ticked[""]),
        ]
        return self.tr("Paper sheets: {facts}", facts=" · ".join(facts))

    def hint(self) -> str:
        """The keys."""
        return self.tr(
            "r: returned · m: missing · u: not said · Space: several at once\n"
            "Enter: type it in Note · Esc: close"
        )

    def nothing(self) -> str:
        """What stands in an empty list."""
        return self.tr("There are no sheets: nobody is planned at any table yet.")

    def lines(self) -> Sequence[Line]:
        """One line a sheet."""
        return sheet_lines(self.tr, self.state)

    def start(self) -> str | None:
        """The first sheet that nobody has spoken of."""
        unsaid = (
            sheet.seating.id
            for sheet in sheets(self.state)
            if sheet.seating is not None and not sheet.seating.sheet
        )
        return next(unsaid, None)

    def action_say(self, sheet: str) -> None:
        """Say of the marked sheets, or the one under the cursor, where they are.

        Args:
            sheet: a `Sheet`, or nothing to take back what was said.
        """
        chosen = self._chosen()
        if chosen:
            self._go_on()
            self.perform(lambda: tick_all(self.state, chosen, sheet))

    @work(exit_on_error=False)
    async def action_missing(self) -> None:
        """Say that the marked sheets, or the one under the cursor, will not come back."""
        chosen = self._chosen()
        action = await ask_missing(self, chosen) if chosen else None
        if action is not None:
            self._go_on()
            self.perform(lambda: action)

    @on(LineList.Chosen, "#live")
    def _type(self, event: LineList.Chosen) -> None:
        event.stop()
        for sheet in sheets(self.state):
            if (sheet.seating.id if sheet.seating is not None else PLENARY) == event.line_id:
                self.leave(*_place(sheet))
                return

    def _chosen(self) -> list[str]:
        return [seat_id for seat_id in self.listing.chosen_ids if seat_id != PLENARY]

    def _go_on(self) -> None:
        """Mark nothing; after a single sheet the next one comes under the cursor."""
        if self.listing.marked:
            self.listing.clear_marks()
        else:
            self.listing.action_cursor(1)
