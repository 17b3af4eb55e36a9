"""Report-back: one table after the other tells its key ideas, each with an equal share of the time left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from atelier.domain.agenda import LAST_MINUTE_SECONDS, Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.clock import Alert, ClockPhase, ClockReading
from atelier.domain.note import Note
from atelier.domain.place import notes_by_table, tables
from atelier.domain.room import REPORTS, room_now
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.frozen import frozen

LEAST_SECONDS: Final = 30
"""A table is given at least that much, even when the step has no time left."""


@frozen
class ReportBack:
    """The table that tells its key ideas now, and its time."""

    table: CafeTable
    following: CafeTable | None
    """The table after it; None when it is the last one."""
    number: int
    """Its place among the tables, from 1."""
    tables: int
    """How many tables there are."""
    share: float
    """Seconds that it may take."""
    elapsed: float
    """Seconds since it came up, pauses left out."""
    step_remaining: float
    """Seconds left in the whole step; negative in overtime."""

    @property
    def remaining(self) -> float:
        """Seconds left for the table; negative once it is over."""
        return self.share - self.elapsed

    @property
    def alert(self) -> Alert:
        """What its time left calls for: colour only."""
        if self.remaining <= 0:
            return Alert.OVER
        is_last = self.remaining <= min(LAST_MINUTE_SECONDS, self.share / 4)
        return Alert.LAST if is_last else Alert.CALM


def report_back(state: State, reading: ClockReading) -> ReportBack | None:
    """Which table reports, and how long it has; None while none does.

    Each table takes an equal share of what the step had left when it came up: minutes that are added to
    the step, or that a table left unused, are shared by those that follow.

    Args:
        state: the workshop.
        reading: what its clock shows.
    """
    chosen = room_now(state, reading)
    if chosen.shows not in REPORTS:
        return None
    order = tables(state)
    index = next((place for place, table in enumerate(order) if table.id == chosen.table_id), None)
    if index is None:
        return None
    share = (reading.allotted - chosen.elapsed) / (len(order) - index)
    return ReportBack(
        table=order[index],
        following=order[index + 1] if index + 1 < len(order) else None,
        number=index + 1,
        tables=len(order),
        share=max(float(LEAST_SECONDS), share),
        # A clock that went back to before it came up would give it more time than there is.
        elapsed=max(0.0, reading.elapsed - chosen.elapsed),
        step_remaining=reading.remaining,
    )


def may_report(state: State, reading: ClockReading, step: Step | None) -> bool:
    """Whether this is when tables report: a sharing or a plenary after the rounds, under way.

    Args:
        state: the workshop.
        reading: what its clock shows.
        step: the current step.
    """
    if step is None or reading.phase in (ClockPhase.READY, ClockPhase.FINISHED) or not tables(state):
        return False
    if step.kind not in (StepKind.HARVEST, StepKind.PLENARY):
        return False
    rounds = [other.position for other in state.live(Step) if other.kind == StepKind.ROUND]
    return not rounds or max(rounds) < step.position


def key_ideas(state: State, table_id: str) -> tuple[Note, ...]:
    """The raw key ideas of a table: starred notes and those under the heading that gathers stars."""
    by_table = state.kept("key ideas", (Note, Heading, CafeGroup), lambda: _by_table(state))
    return by_table.get(table_id, ())


def _by_table(state: State) -> Mapping[str, tuple[Note, ...]]:
    gathering = {heading.key for heading in state.live(Heading) if heading.gathers_stars}
    groups = {group.id: place for place, group in enumerate(state.live(CafeGroup))}
    found: dict[str, tuple[Note, ...]] = {}
    for table_id, notes in notes_by_table(state).items():
        chosen = [note for note in notes if note.star or note.heading in gathering]
        chosen.sort(key=lambda note: (note.round, groups.get(note.group_id or "", -1), note.position))
        if chosen:
            found[table_id] = tuple(chosen)
    return found
