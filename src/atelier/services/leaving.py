"""What is to be asked for before people leave the room: afterwards nobody can say it any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import ClockReading
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.note import Note
from atelier.domain.place import current_seating, notes_by_table, places, tables
from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeTable, Sheet
from atelier.frozen import frozen
from atelier.services.drafts import Draft
from atelier.services.help_calls import open_calls
from atelier.services.rehearsal import rehearsal_notes

_LINE: Final = "capture:"
"""Before the id of a table: the draft of the line that is typed there."""
_CORRECTION: Final = "capture-edit:"
"""Before the id of a table: the draft of a note that is corrected there, after the id of the note."""
_TO_COME: Final = frozenset((CellState.UPCOMING, CellState.OPEN))

Stop = tuple[str, int, str | None]
"""A table, a round and a group."""


class Kind(StrEnum):
    """What is left to be done."""

    CALL = "call"
    """A table has called for help, and nobody has come."""
    SHEET = "sheet"
    """A paper sheet that has not come back."""
    CELLS = "cells"
    """Empty cells of a table that nobody has explained."""
    KEY_IDEA = "key idea"
    """A table has chosen nothing to pass on."""
    DRAFT = "draft"
    """Words that were typed and never sent."""
    REHEARSAL = "rehearsal"
    """Notes that were typed to try the program."""


@frozen
class Leftover:
    """One thing that is left to be done, and where."""

    kind: Kind
    table: CafeTable | None = None
    """None for what is of no table."""
    round: int = OUTSIDE_ROUNDS
    group_id: str | None = None
    heading: str = ""
    """Where typing would go on; empty for any."""
    count: int = 1
    text: str = ""
    """What was typed, or what a call says."""
    at: str = ""
    """UTC, since when; empty where that is not known."""
    row_id: str = ""
    """Of the call, of the seating that a sheet is of, or the field of a draft."""
    sheet: PaperSheet | None = None
    cells: tuple[CellStatus, ...] = ()

    @property
    def id(self) -> str:
        """Stays the same for as long as the thing is left."""
        place = self.table.id if self.table is not None else ""
        return f"{self.kind.value}/{place}/{self.row_id}"


def leftovers(
    state: State, reading: ClockReading, drafts: Mapping[str, Sequence[Draft]] | None = None
) -> tuple[Leftover, ...]:
    """Everything that is left to be asked for, what cannot wait first.

    Args:
        state: the workshop.
        reading: what its clock shows.
        drafts: what `Session.every_draft` gives, by field.
    """
    stops = _stops(coverage(state, reading))
    awaited = _awaited(state, stops)
    return (
        *_calls(state),
        *awaited,
        *_empty_cells(state, stops, awaited),
        *_without_key_idea(state, stops),
        *_unsent(state, drafts or {}),
        *_rehearsed(state),
    )


def awaited_sheets(state: State, reading: ClockReading) -> tuple[Leftover, ...]:
    """The paper sheets that should have come back, of which nobody has said anything.

    They are those of tables that write on paper, once their round is over. Where somebody began to tick
    sheets at another table, those of its groups that left no note at all are among them.
    """
    return _awaited(state, _stops(coverage(state, reading)))


def untyped_sheets(state: State) -> tuple[PaperSheet, ...]:
    """The sheets that came back and of which nothing was typed yet: they can wait until the evening."""
    noted = _noted(state)
    return tuple(
        sheet
        for sheet in sheets(state)
        if sheet.seating is not None
        and sheet.seating.sheet == Sheet.RETURNED
        and _stop_of(sheet) not in noted
    )


def _stops(cells: Iterable[CellStatus]) -> Mapping[Stop, Sequence[CellStatus]]:
    """The cells of every group at every table, those to come left out."""
    found: dict[Stop, list[CellStatus]] = {}
    for cell in cells:
        found.setdefault((cell.key.table_id, cell.key.round, cell.key.group_id), []).append(cell)
    return {stop: cells for stop, cells in found.items() if not any(one.state in _TO_COME for one in cells)}


def _stop_of(sheet: PaperSheet) -> Stop:
    return (sheet.table.id, sheet.round, sheet.group.id if sheet.group is not None else None)


def _noted(state: State) -> frozenset[Stop]:
    """Who left a note where."""
    by_table = notes_by_table(state).values()
    return frozenset((note.table_id, note.round, note.group_id) for notes in by_table for note in notes)


def _calls(state: State) -> Iterable[Leftover]:
    for call in open_calls(state):
        table = state.get(CafeTable, call.table_id)
        yield Leftover(Kind.CALL, table, text=call.text, at=call.at, row_id=call.id)


def _awaited(state: State, stops: Mapping[Stop, Sequence[CellStatus]]) -> tuple[Leftover, ...]:
    every = sheets(state)
    noted = _noted(state)
    handed_in = {sheet.table.id for sheet in every if sheet.seating is not None and sheet.seating.sheet}
    found: list[Leftover] = []
    for sheet in every:
        stop, seat = _stop_of(sheet), sheet.seating
        cells = stops.get(stop, ())
        is_open = any(cell.notes or cell.state is CellState.UNEXPLAINED for cell in cells)
        if seat is None or seat.sheet or not is_open:
            continue
        if sheet.table.is_on_paper or (sheet.table.id in handed_in and stop not in noted):
            left = Leftover(Kind.SHEET, sheet.table, sheet.round, seat.group_id, row_id=seat.id, sheet=sheet)
            found.append(left)
    return tuple(found)


def _empty_cells(
    state: State, stops: Mapping[Stop, Sequence[CellStatus]], awaited: Iterable[Leftover]
) -> Iterable[Leftover]:
    """Each table's unexplained cells, but for those that a sheet will tell of, be it here or not."""
    told = {_stop_of(left.sheet) for left in awaited if left.sheet is not None}
    told.update(map(_stop_of, untyped_sheets(state)))
    told.update(
        _stop_of(sheet)
        for sheet in sheets(state)
        if sheet.table.is_on_paper and sheet.seating is not None and sheet.seating.sheet == Sheet.RETURNED
    )
    by_table: dict[str, list[CellStatus]] = {}
    for stop, cells in stops.items():
        empty = [cell for cell in cells if cell.state is CellState.UNEXPLAINED]
        if empty and stop not in told:
            by_table.setdefault(stop[0], []).extend(empty)
    for empty in by_table.values():
        key = empty[0].key
        yield Leftover(
            Kind.CELLS, empty[0].table, key.round, key.group_id, key.heading, len(empty), cells=tuple(empty)
        )


def _without_key_idea(state: State, stops: Mapping[Stop, Sequence[CellStatus]]) -> Iterable[Leftover]:
    gathering = [heading.key for heading in state.live(Heading) if heading.gathers_stars]
    over = {table_id for table_id, round_number, _ in stops if round_number != OUTSIDE_ROUNDS}
    open_tables = {
        stop[0] for stop, cells in stops.items() if any(one.state is CellState.UNEXPLAINED for one in cells)
    }
    by_table = notes_by_table(state)
    for table in tables(state) if gathering else ():
        notes = by_table.get(table.id, ())
        # What a table on paper chose stands on its sheets, for as long as these are not all typed.
        if table.id not in over or (table.is_on_paper and table.id in open_tables):
            continue
        if not any(note.star or note.heading in gathering for note in notes):
            seat = current_seating(state, table.id)
            here = (seat.round, seat.group_id) if seat is not None else (OUTSIDE_ROUNDS, None)
            yield Leftover(Kind.KEY_IDEA, table, *here, gathering[0])


def _unsent(state: State, drafts: Mapping[str, Sequence[Draft]]) -> Iterable[Leftover]:
    for table in places(state):
        seat = None if table.is_plenary else current_seating(state, table.id)
        here = (seat.round, seat.group_id) if seat is not None else (OUTSIDE_ROUNDS, None)
        for prefix in (_LINE, _CORRECTION):
            field = f"{prefix}{table.id}"
            kept = [draft for draft in drafts.get(field, ()) if _is_unsent(state, prefix, draft.text)]
            if kept:
                text = kept[0].text.partition("\n")[2] if prefix == _CORRECTION else kept[0].text
                yield Leftover(
                    Kind.DRAFT, table, *here, count=len(kept), text=text, at=kept[0].at, row_id=field
                )


def _is_unsent(state: State, prefix: str, text: str) -> bool:
    if prefix == _LINE:
        return not is_blank(text)
    note_id, _, corrected = text.partition("\n")
    note = state.get(Note, note_id)
    return note is not None and not is_blank(corrected) and corrected != note.text


def _rehearsed(state: State) -> Iterable[Leftover]:
    count = len(rehearsal_notes(state))
    if count:
        yield Leftover(Kind.REHEARSAL, count=count)
