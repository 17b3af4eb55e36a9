"""The clock: events that are stored, and the time left as a pure function of them and of now."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import ClassVar, Final, Protocol

from atelier.domain.agenda import CUE_SECONDS, LAST_MINUTE_SECONDS, Step, StepKind
from atelier.domain.record import Row, stored
from atelier.frozen import frozen

JUMP_SECONDS: Final = 2.0
"""A wall clock that moves by more than this against the boot clock was set."""


@frozen
class Moment:
    """One instant on the clocks of one machine."""

    wall: float
    """Seconds since the epoch, UTC."""
    boot: float
    """Seconds on a clock that goes on while the machine sleeps."""
    boot_id: str
    """Changes when the boot clock starts anew."""


class Clock(Protocol):
    """Whoever needs the time takes one of these; tests pass a fake."""

    def now(self) -> Moment:
        """This instant."""
        ...


class ClockEventKind(StrEnum):
    """What was done to the clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    GO = "go"
    """Another step became the current one."""
    FINISH = "finish"


class ClockPhase(StrEnum):
    """How the clock stands."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    OVERTIME = "overtime"
    FINISHED = "finished"


class Alert(StrEnum):
    """What the time left calls for."""

    CALM = "calm"
    CUE = "cue"
    """The idée phare is to be chosen."""
    LAST = "last"
    """The last minute: colour only."""
    OVER = "over"


@stored
class ClockEvent(Row):
    """One press on the clock's buttons."""

    KIND: ClassVar[str] = "clock_event"

    number: int
    """Counts from 1 in the order in which they happened."""
    kind: str
    step_id: str | None = None
    """The step that is current after it."""
    seconds: int = 0
    """For `extend`: seconds added, negative when taken away."""
    wall: float
    boot: float
    boot_id: str

    @property
    def moment(self) -> Moment:
        """When it happened."""
        return Moment(self.wall, self.boot, self.boot_id)


@frozen
class ClockReading:
    """What the clock shows at one instant."""

    phase: ClockPhase
    step_id: str | None = None
    elapsed: float = 0.0
    """Seconds spent in the current step, pauses left out."""
    allotted: float = 0.0
    """Seconds that the current step may take, extensions included."""
    started_at: float | None = None
    """Wall time at which the current step was entered for the last time."""
    paused_for: float = 0.0
    """Seconds since the pause began; 0 when not paused."""
    first_start: float | None = None
    """Wall time at which the workshop started."""
    spent: Mapping[str, float] = field(default_factory=dict)
    """Seconds spent in each step that was entered, pauses left out."""
    entered: Mapping[str, float] = field(default_factory=dict)
    """Wall time at which each step was entered for the first time."""
    left: Mapping[str, float] = field(default_factory=dict)
    """Wall time at which each step was left for the last time."""
    extended: Mapping[str, int] = field(default_factory=dict)
    """Seconds added to each step."""

    @property
    def remaining(self) -> float:
        """Seconds left in the current step; negative in overtime."""
        return self.allotted - self.elapsed

    @property
    def is_ticking(self) -> bool:
        """Whether time passes."""
        return self.phase in (ClockPhase.RUNNING, ClockPhase.OVERTIME)


def between(earlier: Moment, later: Moment) -> float:
    """Seconds from one moment to another, never negative.

    The boot clock is used when both were read from the same boot: it cannot be set. Otherwise the
    wall clock has to do.
    """
    if earlier.boot_id == later.boot_id:
        return max(0.0, later.boot - earlier.boot)
    return max(0.0, later.wall - earlier.wall)


def wall_jump(earlier: Moment, later: Moment) -> float:
    """Seconds by which the wall clock was set between two moments; 0 when it was not, or cannot be told."""
    if earlier.boot_id != later.boot_id:
        return 0.0
    jump = (later.wall - earlier.wall) - (later.boot - earlier.boot)
    return jump if abs(jump) > JUMP_SECONDS else 0.0


def read_clock(events: Sequence[ClockEvent], steps: Sequence[Step], now: Moment) -> ClockReading:
    """What the clock shows.

    Args:
        events: every press, in order.
        steps: the agenda, in order.
        now: this instant.
    """
    phase = ClockPhase.READY
    current: str | None = None
    spent: dict[str, float] = {}
    entered: dict[str, float] = {}
    left: dict[str, float] = {}
    extended: dict[str, int] = {}
    since: Moment | None = None
    """Since when time passes in the current step; None while it does not."""
    paused_at: Moment | None = None
    started_at: float | None = None
    first_start: float | None = None

    def stop_counting(at: Moment) -> None:
        nonlocal since
        if since is not None and current is not None:
            spent[current] = spent.get(current, 0.0) + between(since, at)
        since = None

    for event in events:
        at = event.moment
        match event.kind:
            case ClockEventKind.START | ClockEventKind.GO:
                stop_counting(at)
                if current is not None:
                    left[current] = at.wall
                current = event.step_id
                if current is not None:
                    entered.setdefault(current, at.wall)
                started_at = at.wall
                phase, paused_at, since = ClockPhase.RUNNING, None, at
                if first_start is None:
                    first_start = at.wall
            case ClockEventKind.PAUSE if phase is ClockPhase.RUNNING:
                stop_counting(at)
                phase, paused_at = ClockPhase.PAUSED, at
            case ClockEventKind.RESUME if phase is ClockPhase.PAUSED:
                phase, paused_at, since = ClockPhase.RUNNING, None, at
            case ClockEventKind.EXTEND if event.step_id is not None:
                extended[event.step_id] = extended.get(event.step_id, 0) + event.seconds
            case ClockEventKind.FINISH:
                stop_counting(at)
                if current is not None:
                    left[current] = at.wall
                phase, paused_at = ClockPhase.FINISHED, None
            case _:
                pass
    if since is not None and current is not None:
        spent[current] = spent.get(current, 0.0) + between(since, now)
    step = next((step for step in steps if step.id == current), None)
    allotted = 0.0 if step is None else max(0, step.seconds + extended.get(step.id, 0))
    elapsed = spent.get(current, 0.0) if current is not None else 0.0
    if phase is ClockPhase.RUNNING and elapsed >= allotted:
        phase = ClockPhase.OVERTIME
    return ClockReading(
        phase=phase,
        step_id=current,
        elapsed=elapsed,
        allotted=float(allotted),
        started_at=started_at,
        paused_for=between(paused_at, now) if paused_at is not None else 0.0,
        first_start=first_start,
        spent=spent,
        entered=entered,
        left=left,
        extended=extended,
    )


def alert(reading: ClockReading, step: Step | None) -> Alert:
    """What the time left in the current step calls for; short steps are warned of in proportion.

    Args:
        reading: what the clock shows.
        step: the current step.
    """
    if step is None or reading.phase in (ClockPhase.READY, ClockPhase.FINISHED):
        return Alert.CALM
    if reading.remaining <= 0:
        return Alert.OVER
    if reading.remaining <= min(LAST_MINUTE_SECONDS, reading.allotted / 4):
        return Alert.LAST
    is_cue = reading.remaining <= min(CUE_SECONDS, reading.allotted / 2)
    return Alert.CUE if is_cue and step.kind == StepKind.ROUND else Alert.CALM


def has_just_ended(before: ClockReading, after: ClockReading) -> bool:
    """Whether the time of a step came to its end between two looks, by itself.

    Not when another step was entered, even one whose time is over, nor when its time was cut short.

    Args:
        before: what the clock showed.
        after: what it shows now.
    """
    return (
        before.phase is ClockPhase.RUNNING
        and after.phase is ClockPhase.OVERTIME
        and before.step_id == after.step_id
        and before.allotted <= after.allotted
    )


def shown_second(reading: ClockReading, now: Moment) -> int:
    """A number that changes when a clock that shows whole seconds has to be drawn anew.

    Args:
        reading: what the clock shows at `now`.
        now: this instant; times of day and ages of notes go on before the start and after the end too.
    """
    if reading.phase is ClockPhase.PAUSED:
        return int(reading.paused_for)
    return math.ceil(reading.remaining) if reading.is_ticking else int(now.wall)
