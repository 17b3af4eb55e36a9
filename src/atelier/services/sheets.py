"""Paper sheets as they come back: returned, missing, or nothing said; each function plans one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell, CellState
from atelier.domain.change import Action, Change
from atelier.domain.note import CellKey
from atelier.domain.place import notes_in
from atelier.domain.sheets import PaperSheet
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.workshop import Seating, Sheet, seating_id
from atelier.errors import N_, AtelierError
from atelier.services.notes import SCREEN, answer_cells

_NAMES: Final = {Sheet.RETURNED: "sheet.returned", Sheet.MISSING: "sheet.missing"}


def tick(state: State, seat_id: str, sheet: str, reason: str = "", *, screen: str = SCREEN) -> Action | None:
    """Say where a paper sheet is; None when that is known already.

    The empty cells of a missing sheet become *not collected*, with the reason, in the same action; those that
    people have explained otherwise keep their answer. A sheet that is found takes these answers away again.

    Args:
        state: the workshop.
        seat_id: the seating whose sheet it is.
        sheet: a `Sheet`, or an empty word to take back what was said.
        reason: why it is missing, printed with each of its empty cells; needed for `Sheet.MISSING` unless
            no cell is empty.
        screen: the screen where undo takes it back.

    Raises:
        AtelierError: nobody sits there any more, or the reason is missing.
    """
    seat = state.get(Seating, seat_id)
    if seat is None:
        raise AtelierError(N_("This group no longer comes to this table: there is no such sheet."))
    changes: list[Change] = []
    if seat.sheet != sheet:
        changes.append(Change(Seating.KIND, seat.id, {"sheet": sheet}))
    if sheet == Sheet.MISSING:
        empty = silent_cells(state, seat)
        if empty:
            answered = answer_cells(state, empty, CellState.NOT_COLLECTED, reason, screen=screen)
            changes += answered.changes
    elif seat.sheet == Sheet.MISSING:
        changes += _taken_back(state, seat)
    if not changes:
        return None
    name = _NAMES.get(Sheet(sheet), "") if sheet else "sheet.unknown"
    return Action(name, tuple(changes), screen, one_line(reason))


def is_typed(state: State, sheet: PaperSheet) -> bool:
    """Whether nothing is left to type of a sheet: it has notes, it is missing, or each cell has a reason."""
    group = sheet.group.id if sheet.group is not None else None
    cells = [CellKey(sheet.table.id, sheet.round, group, heading.key) for heading in state.live(Heading)]
    if any(notes_in(state, cell) for cell in cells):
        return True
    seat = sheet.seating
    if seat is None:
        return False
    return seat.sheet == Sheet.MISSING or not silent_cells(state, seat)


def noted(state: State, cell: CellKey, action: Action) -> Action:
    """Notes that are typed from a sheet show that it came back: the same action says so.

    Args:
        state: the workshop.
        cell: where the notes go.
        action: what adds them.
    """
    seat = state.get(Seating, seating_id(cell.round, cell.group_id, cell.table_id))
    if seat is None or seat.sheet == Sheet.RETURNED:
        return action
    ticked = tick(state, seat.id, Sheet.RETURNED)
    return action if ticked is None else replace(action, changes=(*action.changes, *ticked.changes))


def cells_of_seat(state: State, seat: Seating) -> tuple[CellKey, ...]:
    """The cells that one sheet has room for, one a heading."""
    return tuple(
        CellKey(seat.table_id, seat.round, seat.group_id, heading.key) for heading in state.live(Heading)
    )


def silent_cells(state: State, seat: Seating) -> tuple[CellKey, ...]:
    """The cells of a sheet that hold nothing and that nobody has explained."""
    cells = cells_of_seat(state, seat)
    has_star = any(note.star for cell in cells for note in notes_in(state, cell))
    gathering = {heading.key for heading in state.live(Heading) if heading.gathers_stars}
    return tuple(
        cell
        for cell in cells
        if not notes_in(state, cell)
        and not (has_star and cell.heading in gathering)
        and not _answer(state, cell)
    )


def _answer(state: State, cell: CellKey) -> str:
    row = state.get(Cell, cell.row_id)
    return row.state if row is not None else ""


def _taken_back(state: State, seat: Seating) -> Sequence[Change]:
    """What takes *not collected* away from the cells of a sheet that is there after all."""
    cells = [cell for cell in cells_of_seat(state, seat) if _answer(state, cell) == CellState.NOT_COLLECTED]
    return answer_cells(state, cells, None).changes
