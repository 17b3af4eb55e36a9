"""Where a table stands: the group it has now, and the one that it waits for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockEvent, ClockEventKind, ClockReading, Moment, read_clock
from atelier.domain.note import CellKey, Note
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable, Seating

_IN_ORDER: Final = attrgetter("position", "id")
_WHERE: Final = attrgetter("table_id", "round", "group_id", "heading")


def tables(state: State) -> tuple[CafeTable, ...]:
    """The thematic tables in order, without the plenary."""
    return tuple(table for table in state.live(CafeTable) if not table.is_plenary)


def places(state: State) -> tuple[CafeTable, ...]:
    """Every place where notes are taken: the tables in order, then the plenary."""
    plenary = tuple(table for table in state.live(CafeTable) if table.is_plenary)
    return tables(state) + plenary


def table_numbered(state: State, number: int) -> CafeTable | None:
    """The table with this number; 0 is the plenary."""
    return next((table for table in state.live(CafeTable) if table.number == number), None)


def group_labelled(state: State, label: str) -> CafeGroup | None:
    """The group with this label, whatever its case."""
    wanted = label.strip().upper()
    return next((group for group in state.live(CafeGroup) if group.label.upper() == wanted), None)


def reading(state: State, now: Moment) -> ClockReading:
    """What the clock of the workshop shows."""
    return read_clock(state.live(ClockEvent), state.live(Step), now)


def current_step(state: State, reading: ClockReading) -> Step | None:
    """The step that the clock is in."""
    return state.get(Step, reading.step_id)


def current_round(state: State, reading: ClockReading) -> int:
    """The round that runs or that people move to; 0 outside rounds."""
    step = current_step(state, reading)
    if step is None or step.kind not in (StepKind.ROUND, StepKind.MOVE):
        return OUTSIDE_ROUNDS
    return step.round


def dropped_steps(state: State) -> tuple[Step, ...]:
    """The steps that were taken out of the agenda while it ran, in order."""

    def choose() -> tuple[Step, ...]:
        gone = (step for step in state.all(Step).values() if step.deleted and step.is_dropped)
        return tuple(sorted(gone, key=_IN_ORDER))

    return state.kept("dropped steps", (Step,), choose)


def dropped_rounds(state: State) -> frozenset[int]:
    """The rounds that were taken out of the agenda while it ran (« tour supprimé »)."""
    gone = {step.round for step in dropped_steps(state) if step.kind == StepKind.ROUND}
    return frozenset(gone) - frozenset(rounds_of(state.live(Step)))


def seatings_at(state: State, table_id: str) -> tuple[Seating, ...]:
    """Everything that was planned or seated at a table, by round."""
    by_table = state.kept("seatings by table", (Seating,), lambda: _by_table(state))
    return by_table.get(table_id, ())


def seatings_in(state: State, table_id: str, round_number: int) -> tuple[Seating, ...]:
    """Who is seated at a table in a round."""
    return tuple(seat for seat in seatings_at(state, table_id) if seat.round == round_number)


def current_seating(state: State, table_id: str) -> Seating | None:
    """The seating that a table stamps its notes with.

    It is the last one that was confirmed there. Before any confirmation it is the first one planned,
    because nobody else can have been there.
    """
    seatings = seatings_at(state, table_id)
    confirmed = [seat for seat in seatings if seat.confirmed_at]
    if confirmed:
        return max(confirmed, key=lambda seat: (seat.confirmed_at, seat.round))
    return next((seat for seat in seatings if seat.planned), None)


def awaited_seatings(state: State, table_id: str, round_number: int) -> tuple[Seating, ...]:
    """Who should sit at a table in a round while the table is still on an earlier one.

    A group that was confirmed before the clock went back, and the table with it, is awaited anew.
    """
    current = current_seating(state, table_id)
    if round_number == OUTSIDE_ROUNDS or (current is not None and current.round >= round_number):
        return ()
    return tuple(seat for seat in seatings_in(state, table_id, round_number) if seat.planned)


def awaited_since(state: State, round_number: int) -> Moment | None:
    """When the clock came for the last time to a round, or to the move that leads to it.

    Returns:
        None while the clock is elsewhere.
    """
    since: Moment | None = None
    for event in reversed(state.live(ClockEvent)):
        if event.kind not in (ClockEventKind.START, ClockEventKind.GO):
            continue
        step = state.all(Step).get(event.step_id or "")
        if step is None or step.round != round_number or step.kind not in (StepKind.ROUND, StepKind.MOVE):
            break
        since = event.moment
    return since


def current_cell(state: State, table: CafeTable, heading: str) -> CellKey:
    """The cell that a note typed now at a table belongs to."""
    seating = None if table.is_plenary else current_seating(state, table.id)
    if seating is None:
        return CellKey(table.id, OUTSIDE_ROUNDS, None, heading)
    return CellKey(table.id, seating.round, seating.group_id, heading)


def is_current(state: State, cell: CellKey) -> bool:
    """Whether a cell is of the round and group that its table has now."""
    table = state.get(CafeTable, cell.table_id)
    if table is None:
        return False
    now = current_cell(state, table, cell.heading)
    return (now.round, now.group_id) == (cell.round, cell.group_id)


def notes_at(state: State, table_id: str) -> tuple[Note, ...]:
    """The notes of a table in their order, rehearsal and removed ones left out."""

    def choose() -> tuple[Note, ...]:
        rows = [
            note
            for note in state.all(Note).values()
            if note.table_id == table_id and not note.deleted and not note.is_rehearsal
        ]
        rows.sort(key=_IN_ORDER)
        return tuple(rows)

    return state.kept(("notes at", table_id), (Note,), choose)


def notes_by_table(state: State) -> Mapping[str, tuple[Note, ...]]:
    """The notes of every table, as `notes_at` gives them for one."""

    def choose() -> dict[str, tuple[Note, ...]]:
        found: dict[str, list[Note]] = {}
        for note in state.live(Note):
            if not note.is_rehearsal:
                found.setdefault(note.table_id, []).append(note)
        return {table_id: tuple(notes) for table_id, notes in found.items()}

    return state.kept("notes by table", (Note,), choose)


def notes_by_cell(state: State) -> Mapping[CellKey, tuple[Note, ...]]:
    """The notes of every cell that has any, in their order, rehearsal and removed ones left out."""
    return state.kept("notes by cell", (Note,), lambda: _by_cell(state), _cells_after)


def notes_in(state: State, cell: CellKey) -> tuple[Note, ...]:
    """The notes written into a cell, in their order; starred notes of other headings are not among them."""
    return notes_by_cell(state).get(cell, ())


def handover(state: State, cell: CellKey) -> tuple[Note, ...]:
    """What earlier groups said at a table (« déjà dit à cette table »): idées phares first, then by group."""
    gathering = _gathering_headings(state)
    earlier = [
        note
        for note in notes_at(state, cell.table_id)
        if (note.round, note.group_id) != (cell.round, cell.group_id) and note.round <= cell.round
    ]
    return tuple(
        sorted(
            earlier,
            key=lambda note: (
                not (note.star or note.heading in gathering),
                note.round,
                note.group_id or "",
                note.position,
            ),
        )
    )


def _by_cell(state: State) -> Mapping[CellKey, tuple[Note, ...]]:
    # A key is made for each cell, not for each of thousands of notes.
    found: dict[tuple[object, ...], list[Note]] = {}
    for note in state.all(Note).values():
        if not note.deleted and not note.is_rehearsal:
            found.setdefault(_WHERE(note), []).append(note)
    return {notes[0].cell: tuple(sorted(notes, key=_IN_ORDER)) for notes in found.values()}


def _cells_after(
    cells: Mapping[CellKey, tuple[Note, ...]], changes: Sequence[tuple[Note | None, Note]]
) -> Mapping[CellKey, tuple[Note, ...]]:
    found = dict(cells)
    for before, after in changes:
        if before is not None and _counts(before):
            rest = tuple(note for note in found.pop(before.cell) if note.id != before.id)
            if rest:
                found[before.cell] = rest
        if _counts(after):
            notes = found.get(after.cell, ())
            index = bisect_right(notes, _IN_ORDER(after), key=_IN_ORDER)
            found[after.cell] = (*notes[:index], after, *notes[index:])
    return found


def _counts(note: Note) -> bool:
    return not note.deleted and not note.is_rehearsal


def _gathering_headings(state: State) -> frozenset[str]:
    return frozenset(heading.key for heading in state.live(Heading) if heading.gathers_stars)


def _by_table(state: State) -> dict[str, tuple[Seating, ...]]:
    groups = {group.id: index for index, group in enumerate(state.live(CafeGroup))}
    found: dict[str, list[Seating]] = {}
    for seating in state.live(Seating):
        found.setdefault(seating.table_id, []).append(seating)
    return {table_id: tuple(_in_order(seats, groups)) for table_id, seats in found.items()}


def _in_order(seatings: Sequence[Seating], groups: dict[str, int]) -> list[Seating]:
    return sorted(seatings, key=lambda seat: (seat.round, groups.get(seat.group_id or "", 0), seat.id))
