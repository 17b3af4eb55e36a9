"""The coverage grid: what each cell holds, and why an empty one is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell, CellState
from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.note import CellKey, Note
from atelier.domain.place import (
    current_round,
    current_seating,
    dropped_rounds,
    notes_at,
    notes_by_table,
    places,
    seatings_at,
)
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable, Seating
from atelier.frozen import frozen


@frozen
class CellStatus:
    """One cell of the grid."""

    key: CellKey
    table: CafeTable
    group: CafeGroup | None
    state: CellState
    notes: int
    """Notes that it shows, starred ones gathered from other headings included."""
    starred: int
    reason: str
    last_at: str
    """UTC, when its last note was written; empty when it has none."""


@dataclass(slots=True)
class _Tally:
    """What was counted in one cell."""

    notes: int = 0
    starred: int = 0
    last_at: str = ""

    def add(self, note: Note) -> None:
        self.notes += 1
        self.starred += note.star
        if note.written_at > self.last_at:
            self.last_at = note.written_at


_NOTHING = _Tally()


@frozen
class _Progress:
    """How far the rounds are."""

    begun: frozenset[int]
    over: frozenset[int]
    skipped: frozenset[int]
    lingering: frozenset[int]
    """Rounds that are over for the clock, but where a table goes on until its next group is seated."""
    is_finished: bool


def coverage(state: State, reading: ClockReading, table_id: str | None = None) -> tuple[CellStatus, ...]:
    """Every cell of the workshop, by table, round, group and heading.

    Args:
        state: the workshop.
        reading: what the clock shows.
        table_id: only this table's cells; None for all.
    """
    by_table = {table_id: notes_at(state, table_id)} if table_id else notes_by_table(state)
    progress = _progress(state, reading)
    found: list[CellStatus] = []
    rounds_exist = any(not table.is_plenary for table in state.live(CafeTable))
    for table in places(state):
        if table_id is None or table.id == table_id:
            notes = by_table.get(table.id, ())
            found += _cells_of(state, table, notes, progress, needs_plenary=not rounds_exist)
    return tuple(found)


def _cells_of(
    state: State, table: CafeTable, notes: Sequence[Note], progress: _Progress, *, needs_plenary: bool
) -> Iterable[CellStatus]:
    headings = state.live(Heading)
    tallies = _tallies(notes, headings)
    stops: dict[tuple[int, str | None], None] = {}
    seated = seatings_at(state, table.id)
    for seating in seated:
        stops[(seating.round, seating.group_id)] = None
    handed_in = {(seating.round, seating.group_id) for seating in seated if seating.sheet}
    if table.is_plenary and needs_plenary:
        stops[(OUTSIDE_ROUNDS, None)] = None
    for noted_round, noted_group, _ in tallies:
        stops.setdefault((noted_round, noted_group))
    for row in _cells_by_table(state).get(table.id, ()):
        stops.setdefault((row.round, row.group_id))
    here = None if table.is_plenary else current_seating(state, table.id)
    current = (OUTSIDE_ROUNDS, None) if here is None else (here.round, here.group_id)
    for round_number, group_id in sorted(stops, key=lambda stop: _stop_order(state, stop)):
        for heading in headings:
            key = CellKey(table.id, round_number, group_id, heading.key)
            answer = state.get(Cell, key.row_id)
            tally = tallies.get((round_number, group_id, heading.key), _NOTHING)
            yield CellStatus(
                key=key,
                table=table,
                group=state.get(CafeGroup, group_id),
                state=_state_of(
                    key,
                    answer,
                    tally,
                    progress,
                    current,
                    is_handed_in=(round_number, group_id) in handed_in,
                ),
                notes=tally.notes,
                starred=tally.starred,
                reason=answer.reason if answer is not None and not tally.notes else "",
                last_at=tally.last_at,
            )


def _tallies(notes: Iterable[Note], headings: Iterable[Heading]) -> dict[tuple[int, str | None, str], _Tally]:
    gathering = [heading.key for heading in headings if heading.gathers_stars]
    tallies: dict[tuple[int, str | None, str], _Tally] = {}

    def count(note: Note, heading: str) -> None:
        at = (note.round, note.group_id, heading)
        tally = tallies.get(at)
        if tally is None:
            tally = tallies[at] = _Tally()
        tally.add(note)

    for note in notes:
        count(note, note.heading)
        if note.star:
            for heading in gathering:
                if heading != note.heading:
                    count(note, heading)
    return tallies


def _state_of(
    key: CellKey,
    answer: Cell | None,
    tally: _Tally,
    progress: _Progress,
    current: tuple[int, str | None],
    *,
    is_handed_in: bool,
) -> CellState:
    if tally.notes:
        return CellState.FILLED
    if answer is not None and answer.state:
        return CellState(answer.state)
    if key.round in progress.skipped:
        return CellState.CANCELLED
    if is_handed_in:
        return CellState.UNEXPLAINED  # whatever the clock says, the group was there and has left
    if key.round not in progress.begun:
        return CellState.CANCELLED if progress.is_finished else CellState.UPCOMING
    is_current = current == (key.round, key.group_id)
    if key.round in progress.over:
        return CellState.OPEN if is_current and key.round in progress.lingering else CellState.UNEXPLAINED
    if current[0] < key.round:
        return CellState.UPCOMING
    # Groups that share a table are both there, whichever of them was confirmed last.
    return CellState.OPEN if current[0] == key.round else CellState.UNEXPLAINED


def _progress(state: State, reading: ClockReading) -> _Progress:
    steps = state.live(Step)
    # Deleted or not: a step that was taken out of the agenda while it ran still has its place.
    here_step = state.all(Step).get(reading.step_id or "")
    here = here_step.position if here_step is not None else 0
    handed_in = {seat.round for seat in state.live(Seating) if seat.sheet}
    # Without a clock the last sheet ends the workshop.
    is_all_in = bool(handed_in) and all(seat.sheet for seat in state.live(Seating))
    finished = reading.phase is ClockPhase.FINISHED or (reading.first_start is None and is_all_in)
    running = OUTSIDE_ROUNDS if finished else current_round(state, reading)
    written = handed_in | state.kept("rounds with notes", (Note,), lambda: _rounds_with_notes(state))
    begun: set[int] = set()
    over: set[int] = set()
    skipped: set[int] = set()
    for step in steps:
        if step.kind != StepKind.ROUND:
            continue
        entered = step.id in reading.entered
        if entered:
            begun.add(step.round)
        if finished or (reading.first_start is not None and step.position < here):
            (over if entered or step.round in written else skipped).add(step.round)
    skipped |= dropped_rounds(state)
    lingering = frozenset(number for number in over if number < running)
    if reading.first_start is None:
        # Notes that were typed from paper, and sheets that came back, tell of rounds that no clock ran for.
        last = max(written, default=-1)
        held = set(range(last + 1)) - (skipped - written)
        begun |= held
        over |= held - {OUTSIDE_ROUNDS}
        lingering = frozenset((last,))
    else:
        begun.add(OUTSIDE_ROUNDS)
        begun |= written
    if finished:
        over |= begun
    return _Progress(frozenset(begun), frozenset(over), frozenset(skipped - begun), lingering, finished)


def _rounds_with_notes(state: State) -> frozenset[int]:
    notes = state.all(Note).values()
    return frozenset(note.round for note in notes if not note.deleted and not note.is_rehearsal)


def _cells_by_table(state: State) -> Mapping[str, Sequence[Cell]]:
    def group() -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for row in state.live(Cell):
            found.setdefault(row.table_id, []).append(row)
        return found

    return state.kept("cells by table", (Cell,), group)


def _stop_order(state: State, stop: tuple[int, str | None]) -> tuple[int, int, str]:
    round_number, group_id = stop
    group = state.get(CafeGroup, group_id)
    label = group.label if group is not None else ""
    return (round_number, len(label), label)
