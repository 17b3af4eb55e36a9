"""The agenda: steps with their durations, and the clock times that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from atelier.domain.record import Row, stored
from atelier.frozen import frozen

if TYPE_CHECKING:
    from atelier.domain.clock import ClockReading

CUE_SECONDS: Final = 180
"""Time left in a round at which the idée phare is asked for."""
SHORTEST_ROUND: Final = 12 * 60
"""Seconds under which a round is better dropped."""
LAST_MINUTE_SECONDS: Final = 60
"""Time left at which the clock changes colour."""
HARVEST_SHARE: Final = 0.2
"""The least share of a workshop that its harvest needs; less is a warning."""


class StepKind(StrEnum):
    """What people do during a step."""

    WELCOME = "welcome"
    PLENARY = "plenary"
    ROUND = "round"
    MOVE = "move"
    HARVEST = "harvest"
    BREAK = "break"
    CLOSING = "closing"


@stored
class Step(Row):
    """One step of the agenda."""

    KIND: ClassVar[str] = "step"

    position: int
    """From 1."""
    kind: str
    round: int = 0
    """The round it is, or leads to for a move; 0 outside rounds."""
    seconds: int
    label: str = ""
    """The facilitator's own name for it; empty for the usual one."""
    instruction: str = ""
    """A sentence to read aloud; empty for the usual one."""
    is_dropped: bool = False
    """Whether it was taken out while the workshop ran, to catch up; it is deleted too."""


@frozen
class ScheduledStep:
    """A step with its times on the clock, as seconds since the epoch."""

    step: Step
    planned_start: float
    planned_end: float
    start: float
    """When it began, or should begin as things stand."""
    end: float
    """When it ended, or should end as things stand."""
    is_past: bool
    is_current: bool


@frozen
class Schedule:
    """The whole agenda on the clock."""

    steps: tuple[ScheduledStep, ...]
    end: float
    """When the last step should end as things stand."""
    late: float
    """Seconds behind the plan; negative when ahead."""


def rounds_of(steps: Sequence[Step]) -> tuple[int, ...]:
    """The numbers of the rounds that an agenda holds, in order."""
    return tuple(dict.fromkeys(step.round for step in steps if step.kind == StepKind.ROUND))


def harvest_seconds(steps: Sequence[Step]) -> int:
    """Seconds kept for sharing and fusing after the rounds, in plenary."""
    last = max((step.position for step in steps if step.kind == StepKind.ROUND), default=0)
    kinds = (StepKind.HARVEST, StepKind.PLENARY, StepKind.CLOSING)
    return sum(step.seconds for step in steps if step.kind in kinds and step.position > last)


def is_harvest_squeezed(steps: Sequence[Step]) -> bool:
    """Whether the rounds leave the harvest less than its share of the whole."""
    total = sum(step.seconds for step in steps)
    has_rounds = any(step.kind == StepKind.ROUND for step in steps)
    return has_rounds and harvest_seconds(steps) < HARVEST_SHARE * total


def schedule(
    steps: Sequence[Step],
    reading: ClockReading,
    planned_start: float,
    now: float,
    dropped: Sequence[Step] = (),
) -> Schedule:
    """The times of every step.

    Args:
        steps: the agenda, in order.
        reading: what the clock shows now.
        planned_start: when the workshop was to start, seconds since the epoch.
        now: the wall clock, seconds since the epoch.
        dropped: steps that were taken out to catch up: the plan had them, and stays what it was.

    Returns:
        for steps that are over, the times at which they happened; for the others, the times that
        follow if each takes what it was allotted from now on.
    """
    index = next((i for i, step in enumerate(steps) if step.id == reading.step_id), None)
    if index is None:
        # The current step was taken out of the agenda: what was entered is over, the rest is to come.
        entered = [i for i, step in enumerate(steps) if step.id in reading.entered]
        index = entered[-1] + 1 if entered else 0
    finished = reading.phase == "finished"
    begun = reading.first_start is not None
    planned = planned_start
    cursor = planned_start if begun else max(planned_start, now)
    scheduled: list[ScheduledStep] = []
    gone = sorted(dropped, key=lambda step: step.position)
    for i, step in enumerate(steps):
        while gone and gone[0].position < step.position:
            planned += gone.pop(0).seconds
        current = begun and not finished and step.id == reading.step_id
        past = begun and (finished or i < index)
        length = max(0, step.seconds + reading.extended.get(step.id, 0))
        if past:
            start = reading.entered.get(step.id, cursor)
            end = reading.left.get(step.id, start)
            cursor = max(cursor, end) if step.id in reading.entered else cursor
        elif current:
            start = reading.entered.get(step.id, now)
            end = now + max(0.0, reading.remaining)
            cursor = end
        else:
            start = max(cursor, now) if begun else cursor
            end = cursor = start + length
        scheduled.append(ScheduledStep(step, planned, planned + step.seconds, start, end, past, current))
        planned += step.seconds
    planned += sum(step.seconds for step in gone)
    end = scheduled[-1].end if scheduled else planned_start
    return Schedule(tuple(scheduled), end, end - planned)
