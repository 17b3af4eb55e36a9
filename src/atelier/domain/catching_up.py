"""Catching up: what a late workshop can shorten, drop or put off; its harvest is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import SHORTEST_ROUND, Schedule, ScheduledStep, Step, StepKind

if TYPE_CHECKING:
    from atelier.domain.clock import ClockReading

LEAST_ROUND: Final = 5 * 60
"""Seconds that a round keeps whatever happens: less is no conversation."""
LEAST_LEFT: Final = 3 * 60
"""Seconds that the round which runs keeps from now on: time to choose a key idea."""
LATE_SECONDS: Final = 60
"""How late an end must be to be spoken of."""
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Way:
    """One way to catch up."""

    end: float
    """When the workshop should end then, seconds since the epoch."""
    cuts: Mapping[str, int] = field(default_factory=dict)
    """Seconds taken away from each round that is shortened, by the id of its step."""
    dropped_round: int = 0
    """The round that is dropped; 0 for none."""
    dropped: tuple[Step, ...] = ()
    """The steps that are taken out with it."""
    shortest: int = 0
    """Seconds that the shortest of the shortened rounds has then; 0 when none is shortened."""
    over: float = 0.0
    """Seconds by which it ends after the limit; whoever must leave by then loses them from the harvest."""

    @property
    def key(self) -> str:
        """Names it among the ways of one moment."""
        return f"{self.dropped_round}/{'cut' if self.cuts else ''}{'/tight' if self.is_tight else ''}"

    @property
    def is_in_time(self) -> bool:
        """Whether it ends by the limit."""
        return self.over <= 0

    @property
    def is_tight(self) -> bool:
        """Whether a round becomes so short that it had better be dropped."""
        return 0 < self.shortest < SHORTEST_ROUND

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is shortened or dropped: it only ends later."""
        return not self.cuts and not self.dropped


@dataclass(frozen=True, slots=True)
class _Round:
    """A round that can still be shortened."""

    step: Step
    length: int
    """Seconds that it takes as a whole."""
    left: float
    """Seconds of it that are still to come."""
    is_running: bool

    def spare(self, floor: int) -> int:
        """Whole minutes that can be taken away."""
        spare = self.length - floor
        if self.is_running:
            spare = min(spare, int(self.left) - LEAST_LEFT)
        return max(0, spare // _MINUTE)


def ways(schedule: Schedule, reading: ClockReading, limit: float, now: float) -> tuple[Way, ...]:
    """The ways to end by a limit, the better ones first; none when it is met already.

    Args:
        schedule: the agenda on the clock, at `now`.
        reading: what the clock shows at `now`.
        limit: when the workshop is to end, seconds since the epoch.
        now: the wall clock, seconds since the epoch.
    """
    needed = schedule.end - limit
    if needed < LATE_SECONDS:
        return ()
    rounds = _rounds(schedule, reading, now)

    def way(cuts: Mapping[str, int], dropped_round: int = 0, dropped: tuple[ScheduledStep, ...] = ()) -> Way:
        saved = sum(cuts.values()) + _length(dropped)
        return Way(
            end=schedule.end - saved,
            cuts=cuts,
            dropped_round=dropped_round,
            dropped=tuple(scheduled.step for scheduled in dropped),
            shortest=min(
                (one.length - cuts[one.step.id] for one in rounds if one.step.id in cuts), default=0
            ),
            over=max(0.0, needed - saved),
        )

    found = [way(_cuts(rounds, needed, SHORTEST_ROUND))]
    for number, dropped in _droppable(schedule, reading):
        rest = [one for one in rounds if one.step.round != number]
        found.append(way(_cuts(rest, needed - _length(dropped), SHORTEST_ROUND), number, dropped))
    if not found[0].is_in_time and (tight := way(_cuts(rounds, needed, LEAST_ROUND))).is_in_time:
        found.append(tight)
    found.append(way({}))
    # Each once: where nothing can be shortened, shortening is only waiting.
    distinct = {(tuple(one.cuts.items()), one.dropped_round): one for one in found}
    return tuple(
        sorted(distinct.values(), key=lambda one: (not one.is_in_time, one.is_waiting, one.is_tight))
    )


def _rounds(schedule: Schedule, reading: ClockReading, now: float) -> list[_Round]:
    """The rounds that are not over, in order."""
    found: list[_Round] = []
    for scheduled in schedule.steps:
        step = scheduled.step
        if step.kind == StepKind.ROUND and not scheduled.is_past:
            length = max(0, step.seconds + reading.extended.get(step.id, 0))
            left = scheduled.end - now if scheduled.is_current else float(length)
            found.append(_Round(step, length, left, scheduled.is_current))
    return found


def _cuts(rounds: Sequence[_Round], needed: float, floor: int) -> dict[str, int]:
    """Seconds to take away from each round: the same whole minutes from all, as far as they can spare them.

    Args:
        rounds: those that can be shortened.
        needed: seconds to be won; as many as there are when that is too much.
        floor: seconds that each keeps.
    """
    spares = {one.step.id: one.spare(floor) for one in rounds}
    share = 0
    while share < max(spares.values(), default=0):
        if sum(min(share, spare) for spare in spares.values()) * _MINUTE >= needed:
            break
        share += 1
    return {step_id: min(share, spare) * _MINUTE for step_id, spare in spares.items() if min(share, spare)}


def _droppable(schedule: Schedule, reading: ClockReading) -> Iterable[tuple[int, tuple[ScheduledStep, ...]]]:
    """The rounds to come that can be left out, with the move that leads to each.

    Not the first one: the others build on it. Nor one that people are on their way to.
    """
    rounds = [scheduled for scheduled in schedule.steps if scheduled.step.kind == StepKind.ROUND]
    for scheduled in rounds[1:]:
        step = scheduled.step
        if scheduled.is_past or scheduled.is_current or step.id in reading.entered:
            continue
        moves = [
            other
            for other in schedule.steps
            if other.step.kind == StepKind.MOVE and other.step.round == step.round
        ]
        if any(move.is_current for move in moves):
            continue
        yield step.round, (*(move for move in moves if not move.is_past), scheduled)


def _length(steps: Iterable[ScheduledStep]) -> float:
    return sum(scheduled.end - scheduled.start for scheduled in steps)
