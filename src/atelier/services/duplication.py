"""Last year's workshop as a new one: what was prepared is kept, what was said and who came is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.place import dropped_steps, tables
from atelier.domain.record import Row
from atelier.domain.rotation import plan_seatings
from atelier.domain.state import State
from atelier.domain.text import is_blank, one_line
from atelier.domain.workshop import (
    PLENARY,
    CafeGroup,
    CafeTable,
    Movement,
    Profile,
    Seating,
    Workshop,
    group_label,
    seating_id,
)


def duplicate(state: State, now: Moment, *, title: str = "") -> tuple[Row, ...]:
    """All rows of a new workshop like another one.

    Title, objectives, tables with their questions, headings, profiles, groups, agenda and who sits
    where are the same, under new ids. Its date, hosts, people, notes, clock and conclusions are not.
    Steps that were dropped on the day to catch up are there again.

    Args:
        state: the workshop that is taken as a model.
        now: when the new one is made.
        title: another title; empty for the same.
    """
    new = _NewIds(now)
    workshop = replace(
        state.workshop,
        id=new_id(now.wall),
        title=state.workshop.title if is_blank(title) else one_line(title),
        created_at=to_text(now.wall),
        # What happened that day, and not what was prepared
        date="",
        introduction="",
        conclusion="",
        further="",
        counted_at="",
    )
    places = [_emptied(table, new, number) for number, table in enumerate(tables(state), start=1)]
    plenary = next((table for table in state.live(CafeTable) if table.is_plenary), None)
    if plenary is not None:
        places.insert(0, _emptied(plenary, new, PLENARY))
    groups = [
        CafeGroup(id=new[group.id], label=group_label(index), name=group.name)
        for index, group in enumerate(state.live(CafeGroup))
    ]
    steps, rounds = _steps(state, new)
    return (
        workshop,
        *state.live(Profile),
        *state.live(Heading),
        *places,
        *groups,
        *steps,
        *_seatings(
            state, new, workshop, groups, [place for place in places if not place.is_plenary], steps, rounds
        ),
    )


class _NewIds(dict[str, str]):
    """A new id for each old one, the same each time it is asked for."""

    def __init__(self, now: Moment) -> None:
        super().__init__()
        self._now = now

    def __missing__(self, old: str) -> str:
        self[old] = new_id(self._now.wall)
        return self[old]


def _emptied(table: CafeTable, new: _NewIds, number: int) -> CafeTable:
    return replace(table, id=new[table.id], number=number, host="", signed_at="", frozen_at="")


def _steps(state: State, new: _NewIds) -> tuple[list[Step], dict[int, int]]:
    """The agenda as it was planned, and the new number of each round by its old one."""
    planned = sorted([*state.live(Step), *dropped_steps(state)], key=lambda step: (step.position, step.id))
    rounds = {number: place for place, number in enumerate(rounds_of(planned), start=1)}
    steps: list[Step] = []
    for position, step in enumerate(planned, start=1):
        number = rounds.get(step.round, 0)
        steps.append(
            replace(
                step,
                id=new[step.id],
                position=position,
                round=number if step.kind in (StepKind.ROUND, StepKind.MOVE) else 0,
                deleted=False,
                is_dropped=False,
            )
        )
    return steps, rounds


def _seatings(
    state: State,
    new: _NewIds,
    workshop: Workshop,
    groups: Sequence[CafeGroup],
    places: Sequence[CafeTable],
    steps: Sequence[Step],
    rounds: Mapping[int, int],
) -> list[Seating]:
    """Who sits where, as it was planned; planned anew where that leaves someone without a table."""
    moving = groups if workshop.movement == Movement.ROTATING else ()
    table_ids = {place.id for place in places}
    found: list[Seating] = []
    for seat in state.live(Seating):
        group_id = None if seat.group_id is None else new[seat.group_id]
        if seat.planned and seat.round in rounds and new[seat.table_id] in table_ids:
            number = rounds[seat.round]
            row_id = seating_id(number, group_id, new[seat.table_id])
            found.append(Seating(id=row_id, round=number, table_id=new[seat.table_id], group_id=group_id))
    numbers = rounds_of(steps)
    if moving:
        seated = Counter((seat.round, seat.group_id) for seat in found)
        wanted = Counter((number, group.id) for number in numbers for group in moving)
    else:
        seated = Counter((seat.round, seat.table_id) for seat in found if seat.group_id is None)
        wanted = Counter((number, place.id) for number in numbers for place in places)
    return found if seated == wanted else plan_seatings(moving, places, numbers)
