"""Catching up when the day runs late: the choices there are now, and the action that takes one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from atelier.domain import catching_up
from atelier.domain.agenda import Schedule, Step, schedule
from atelier.domain.catching_up import LATE_SECONDS, Way
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockEvent, ClockEventKind, ClockReading, Moment
from atelier.domain.identity import new_id
from atelier.domain.place import dropped_rounds, dropped_steps, reading, tables
from atelier.domain.record import Scalar
from atelier.domain.rotation import missed_tables
from atelier.domain.state import State
from atelier.domain.timetable import Timetable, timetable
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Seating, Workshop
from atelier.errors import N_, AtelierError

ACTION: Final = "run.catch_up"
"""The name of the action, whatever was chosen."""
ROUND_SECONDS: Final = 5 * 60
"""An end that is put off is put off to the next five minutes."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How late it is, and what can be done about it."""

    reading: ClockReading
    schedule: Schedule
    timetable: Timetable
    limit: float | None
    """When it is to end, the hard end or the planned one; None when that is met as things stand."""
    is_hard: bool
    """Whether the limit is the hard end."""
    ways: tuple[Way, ...]
    """The better ones first."""


def look_ahead(state: State, now: Moment) -> Outlook:
    """What the rest of the day looks like, and the ways to end it in time."""
    shown = reading(state, now)
    plan = timetable(state.workshop, shown, now.wall)
    times = schedule(state.live(Step), shown, plan.start, now.wall, dropped_steps(state))
    limit: float | None = None
    is_hard = plan.hard_end is not None and times.end - plan.hard_end >= LATE_SECONDS
    if is_hard:
        limit = plan.hard_end
    elif times.late >= LATE_SECONDS:
        limit = times.end - times.late
    is_over = shown.phase == "finished" or not times.steps
    if limit is None or is_over:
        return Outlook(shown, times, plan, None, False, ())
    found = catching_up.ways(times, shown, limit, now.wall)
    # Ending later needs nobody's leave where no end was promised.
    ways = tuple(way for way in found if is_hard or not way.is_waiting)
    return Outlook(shown, times, plan, limit, is_hard, ways)


def promised_end(way: Way) -> float:
    """The hard end that is agreed on when a way ends after it, seconds since the epoch."""
    return math.ceil(way.end / ROUND_SECONDS) * ROUND_SECONDS


def missed(state: State, way: Way) -> Mapping[str, tuple[CafeTable, ...]]:
    """The tables that each group never meets because rounds are dropped, by group id.

    Nothing where people are mixed or free: nobody's tables are known.
    """
    if not way.dropped_rounds or state.workshop.movement != Movement.ROTATING:
        return {}
    gone = dropped_rounds(state)
    seats = [seat for seat in state.live(Seating) if seat.round not in gone]
    kept = [seat for seat in seats if seat.round not in way.dropped_rounds]
    groups, places = state.live(CafeGroup), tables(state)
    before = missed_tables(groups, places, seats)
    return {
        group_id: new
        for group_id, found in missed_tables(groups, places, kept).items()
        if (new := tuple(table for table in found if table not in before.get(group_id, ())))
    }


def catch_up(state: State, now: Moment, way: Way) -> Action:
    """Take a way, as it was shown.

    Args:
        state: the workshop.
        now: this instant.
        way: one of those that `look_ahead` gave a moment ago.

    Raises:
        AtelierError: what it changes is over by now.
    """
    outlook = look_ahead(state, now)
    to_come = {scheduled.step.id for scheduled in outlook.schedule.steps if not scheduled.is_past}
    fixed = {step.id for step in way.dropped if step.id in outlook.reading.entered}
    if fixed or not {*way.cuts, *(step.id for step in way.dropped)} <= to_come:
        raise AtelierError(N_("The clock has gone on since: look at the choices again."))
    changes = [*_cut(state, now, way), *_dropped(way)]
    if outlook.timetable.hard_end is not None and way.end - outlook.timetable.hard_end >= LATE_SECONDS:
        at = datetime.fromtimestamp(promised_end(way))
        columns: dict[str, Scalar] = {"hard_end": f"{at:%H:%M}"}
        changes.append(Change(Workshop.KIND, state.workshop.id, columns))
    if not changes:
        raise AtelierError(N_("This changes nothing: no end was promised."))
    return Action(ACTION, tuple(changes), "run")


def _cut(state: State, now: Moment, way: Way) -> list[Change]:
    """Minutes are taken away as with the keys of the clock: the plan itself stays, to be measured against."""
    number = max((event.number for event in state.all(ClockEvent).values()), default=0)
    changes: list[Change] = []
    for step_id, seconds in way.cuts.items():
        number += 1
        columns: dict[str, Scalar] = {
            "number": number,
            "kind": ClockEventKind.EXTEND.value,
            "step_id": step_id,
            "seconds": -seconds,
            "wall": now.wall,
            "boot": now.boot,
            "boot_id": now.boot_id,
        }
        changes.append(Change(ClockEvent.KIND, new_id(now.wall), columns))
    return changes


def _dropped(way: Way) -> list[Change]:
    return [Change(Step.KIND, step.id, {"deleted": True, "is_dropped": True}) for step in way.dropped]
