"""Everything that the screen shows follows from one look at the workshop and its clock."""

from __future__ import annotations

from collections.abc import Iterable

from atelier.domain.agenda import Schedule, Step, StepKind, schedule
from atelier.domain.clock import Alert, ClockPhase, ClockReading, Moment, alert, between
from atelier.domain.coverage import CellStatus
from atelier.domain.place import (
    awaited_seatings,
    awaited_since,
    current_round,
    current_step,
    dropped_steps,
    tables,
)
from atelier.domain.state import State
from atelier.domain.timetable import Timetable, timetable
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeTable, Seating
from atelier.frozen import frozen

REMINDER_SECONDS = 120
"""How long after "next" a table that was not confirmed is reminded of."""


@frozen
class Glance:
    """The workshop at one instant."""

    state: State
    reading: ClockReading
    now: Moment
    step: Step | None
    """The step that the clock is in."""
    following: Step | None
    """The step after it; the first one before the start."""
    round: int
    """The round that runs or that people move to; 0 outside rounds."""
    alert: Alert
    timetable: Timetable
    schedule: Schedule

    @property
    def is_ready(self) -> bool:
        """Whether nothing has begun."""
        return self.reading.phase is ClockPhase.READY

    @property
    def is_finished(self) -> bool:
        """Whether the workshop is over."""
        return self.reading.phase is ClockPhase.FINISHED

    @property
    def is_round(self) -> bool:
        """Whether a round runs."""
        return self.step is not None and self.step.kind == StepKind.ROUND and not self.is_finished

    @property
    def seconds_awaited(self) -> float:
        """For how long the groups of this round have been on their way."""
        since = awaited_since(self.state, self.round) if self.round else None
        return between(since, self.now) if since is not None else 0.0


def look(state: State, reading: ClockReading, now: Moment) -> Glance:
    """Look at the workshop.

    Args:
        state: the workshop.
        reading: what its clock shows at `now`.
        now: this instant.
    """
    steps = state.live(Step)
    plan = timetable(state.workshop, reading, now.wall)
    step = current_step(state, reading)
    return Glance(
        state=state,
        reading=reading,
        now=now,
        step=step,
        following=_following(state, reading),
        round=OUTSIDE_ROUNDS if reading.phase is ClockPhase.FINISHED else current_round(state, reading),
        alert=alert(reading, step),
        timetable=plan,
        schedule=schedule(steps, reading, plan.start, now.wall, dropped_steps(state)),
    )


def _following(state: State, reading: ClockReading) -> Step | None:
    steps = state.live(Step)
    if reading.phase is ClockPhase.FINISHED:
        return None
    # A step that was taken out of the agenda while it ran still has its place.
    here = state.all(Step).get(reading.step_id or "")
    place = (here.position, here.id) if here is not None else (0, "")
    return next((step for step in steps if (step.position, step.id) > place), None)


def awaited(glance: Glance, table: CafeTable) -> tuple[Seating, ...]:
    """Who should sit at a table now while it is still on an earlier round."""
    return awaited_seatings(glance.state, table.id, glance.round)


def waiting_tables(glance: Glance) -> list[CafeTable]:
    """The tables whose next group was not confirmed yet."""
    return [table for table in tables(glance.state) if awaited(glance, table)]


def by_table(cells: Iterable[CellStatus]) -> dict[str, list[CellStatus]]:
    """Some cells by the id of their table, in their order."""
    found: dict[str, list[CellStatus]] = {}
    for cell in cells:
        found.setdefault(cell.table.id, []).append(cell)
    return found
