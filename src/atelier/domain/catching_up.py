"""Catching up: what a late workshop can shorten, drop or put off; its harvest is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import SHORTEST_ROUND, Schedule, Step, StepKind

if TYPE_CHECKING:
    from atelier.domain.clock import ClockReading

LEAST_ROUND: Final = 5 * 60
"""Seconds that a round keeps whatever happens: less is no conversation."""
LEAST_LEFT: Final = 3 * 60
"""Seconds that the round which runs keeps from now on: time to choose a key idea."""
LATE_SECONDS: Final = 60
"""How late an end must be to be spoken of."""
SLACK_SECONDS: Final = 30
"""Seconds after the limit that nobody looks at a clock for: no round loses a minute for them."""
_MINUTE: Final = 60
_MOST_PAIRS: Final = 4
"""Pairs of rounds that are offered to be dropped where one is not enough."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to catch up."""

    end: float
    """When the workshop should end then, seconds since the epoch."""
    cuts: Mapping[str, int] = field(default_factory=dict)
    """Seconds taken away from each round that is shortened, by the id of its step."""
    dropped_rounds: tuple[int, ...] = ()
    """The rounds that are dropped, in order."""
    dropped: tuple[Step, ...] = ()
    """The steps that are taken out with them."""
    shortest: int = 0
    """Seconds that the shortest of the shortened rounds has then; 0 when none is shortened."""
    over: float = 0.0
    """Seconds by which it ends after the limit; whoever must leave by then loses them from the harvest."""

    @property
    def key(self) -> str:
        """Names it among the ways of one moment."""
        rounds = "+".join(map(str, self.dropped_rounds))
        return f"{rounds}/{'cut' if self.cuts else ''}{'/tight' if self.is_tight else ''}"

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


@dataclass(frozen=True, slots=True)
class _Droppable:
    """A round that can be left out."""

    number: int
    steps: tuple[Step, ...]
    """The move that leads to it, and itself."""
    length: float
    """Seconds that they take."""


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

    def way(cuts: Mapping[str, int], gone: Sequence[_Droppable] = ()) -> Way:
        saved = sum(cuts.values()) + sum(one.length for one in gone)
        shortened = (one.length - cuts[one.step.id] for one in rounds if one.step.id in cuts)
        return Way(
            end=schedule.end - saved,
            cuts=cuts,
            dropped_rounds=tuple(one.number for one in gone),
            dropped=tuple(step for one in gone for step in one.steps),
            shortest=min(shortened, default=0),
            over=needed - saved if needed - saved > SLACK_SECONDS else 0.0,
        )

    def without(gone: Sequence[_Droppable]) -> Way:
        numbers = {one.number for one in gone}
        rest = [one for one in rounds if one.step.round not in numbers]
        return way(_cuts(rest, needed - sum(one.length for one in gone), SHORTEST_ROUND), gone)

    droppable = list(_droppable(schedule, reading))
    gentle = way(_cuts(rounds, needed, SHORTEST_ROUND))
    singles = [without([one]) for one in droppable]
    found = [gentle, *singles]
    if not any(one.is_in_time for one in found):
        pairs = (without(pair) for pair in combinations(droppable, 2))
        found += [pair for pair in pairs if pair.is_in_time][:_MOST_PAIRS]
    if not gentle.is_in_time and (tight := way(_cuts(rounds, needed, LEAST_ROUND))).is_in_time:
        found.append(tight)
    found.append(way({}))
    # Each once: where nothing can be shortened, shortening is only waiting.
    distinct = {(tuple(one.cuts.items()), one.dropped_rounds): one for one in found}
    return tuple(sorted(distinct.values(), key=lambda one: (one.is_waiting, one.is_tight, one.over)))


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
        if sum(min(share, spare) for spare in spares.values()) * _MINUTE >= needed - SLACK_SECONDS:
            break
        share += 1
    return {step_id: min(share, spare) * _MINUTE for step_id, spare in spares.items() if min(share, spare)}


def _droppable(schedule: Schedule, reading: ClockReading) -> Iterable[_Droppable]:
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
        gone = (*(move for move in moves if not move.is_past), scheduled)
        length = sum(each.end - each.start for each in gone)
        yield _Droppable(step.round, tuple(each.step for each in gone), length)
