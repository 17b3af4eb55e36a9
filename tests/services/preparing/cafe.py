"""A workshop in memory, to which actions are applied as the writer would."""

from __future__ import annotations

from atelier.domain.agenda import Step, StepKind
from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Seating
from atelier.services import running
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.catalogue.formats import shipped_format
from atelier.services.creation import plan_workshop

NOW = Moment(1_760_522_400.0, 1_000.0, "test")
"""15 October 2025, 10:00 UTC."""


def later(seconds: float) -> Moment:
    """A moment after `NOW`."""
    return Moment(NOW.wall + seconds, NOW.boot + seconds, "test")


def cafe(*, count: int = 2, rounds: int = 2, groups: int | None = None) -> State:
    """The Coll'Occ model with that many tables, rounds and groups; nothing has begun."""
    chosen = shipped_format("coll-occ", "fr")
    canvas = shipped_canvas(chosen.canvas, "fr")
    rows = plan_workshop(
        chosen, canvas, lang="fr", now=NOW, tables=count, rounds=rounds, minutes=15, groups=groups
    )
    return State.of(rows)


def after(state: State, *actions: Action | None) -> State:
    """The workshop once some actions are saved."""
    for action in actions:
        assert action is not None
        state = state.apply((change.kind, change.row_id, change.columns) for change in action.changes)
    return state


def begun(state: State, *, round_number: int = 1) -> State:
    """The workshop with its clock in a round, everyone of that round and those before seated."""
    goal = next(
        step.position
        for step in state.live(Step)
        if step.kind == StepKind.ROUND and step.round == round_number
    )
    for position in range(1, goal + 1):
        state = after(state, running.go_next(state, later(position * 60)))
    for seat in state.live(Seating):
        if seat.round <= round_number:
            state = after(
                state, running.confirm_group(state, later(3_000), seat.table_id, seat.round, seat.group_id)
            )
    return state


def with_note(
    state: State,
    *,
    number: int = 1,
    round_number: int = 1,
    group: CafeGroup | None = None,
    heading: str = "constats",
    **columns: str,
) -> State:
    """The workshop with a note at a table."""
    table = table_of(state, number)
    row = {
        "table_id": table.id,
        "round": round_number,
        "group_id": group.id if group else None,
        "heading": heading,
        "text": "un constat",
        "position": "1",
        **columns,
    }
    return state.apply([(Note.KIND, new_id(NOW.wall), row)])


def table_of(state: State, number: int) -> CafeTable:
    """The table with a number."""
    return next(table for table in tables(state) if table.number == number)


def group_of(state: State, label: str) -> CafeGroup:
    """The group with a letter."""
    return next(group for group in state.live(CafeGroup) if group.label == label)


def seats(state: State) -> dict[tuple[int, str], int]:
    """The table's number by round and letter."""
    groups = {group.id: group.label for group in state.live(CafeGroup)}
    numbers = {table.id: table.number for table in tables(state)}
    return {
        (seat.round, groups.get(seat.group_id or "", "-")): numbers.get(seat.table_id, -1)
        for seat in state.live(Seating)
    }
