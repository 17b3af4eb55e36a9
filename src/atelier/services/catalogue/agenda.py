"""The agenda of a format: its steps, numbered for a workshop or fitted to other rounds."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from atelier.domain.agenda import HARVEST_SHARE, Step, StepKind, harvest_seconds, is_harvest_squeezed

MINUTE: Final = 60
MOVE_SECONDS: Final = 2 * MINUTE
"""What a move takes when a format says nothing of it."""
ROUND_SECONDS: Final = 20 * MINUTE
"""What a round takes when a format has none."""

_AFTER_ROUNDS: Final = frozenset((StepKind.HARVEST, StepKind.CLOSING))


@dataclass(frozen=True, slots=True)
class FormatStep:
    """A step of the agenda, not yet numbered."""

    kind: StepKind
    seconds: int
    label: str = ""
    """Its own name; empty for the usual one."""
    instruction: str = ""
    """A sentence to read aloud; empty for the usual one."""


def numbered(steps: Sequence[FormatStep], next_id: Callable[[], str]) -> tuple[Step, ...]:
    """The rows of an agenda: positions from 1, rounds in order, each move with the round it leads to.

    Args:
        steps: in order.
        next_id: makes the id of a row.
    """
    rows: list[Step] = []
    rounds = [index for index, step in enumerate(steps) if step.kind is StepKind.ROUND]
    for index, step in enumerate(steps):
        done = sum(other < index for other in rounds)
        leads_on = step.kind is StepKind.ROUND or (step.kind is StepKind.MOVE and done < len(rounds))
        rows.append(
            Step(
                id=next_id(),
                position=index + 1,
                kind=step.kind.value,
                round=done + 1 if leads_on else 0,
                seconds=step.seconds,
                label=step.label,
                instruction=step.instruction,
            )
        )
    return tuple(rows)


def is_squeezed(steps: Sequence[FormatStep]) -> bool:
    """Whether the rounds leave the harvest less than its share."""
    return is_harvest_squeezed(_rows(steps))


def harvest_minutes(steps: Sequence[FormatStep]) -> int:
    """Whole minutes kept for the harvest."""
    return harvest_seconds(_rows(steps)) // MINUTE


def harvest_minutes_needed(steps: Sequence[FormatStep]) -> int:
    """The least whole minutes of harvest that all else leaves its share."""
    all_else = sum(step.seconds for step in steps) - harvest_seconds(_rows(steps))
    return math.ceil(HARVEST_SHARE / (1 - HARVEST_SHARE) * all_else / MINUTE)


def fitted(steps: Sequence[FormatStep], rounds: int | None, minutes: int | None) -> tuple[FormatStep, ...]:
    """The agenda with another number of rounds, or rounds of another length.

    What comes before and after the rounds stays; the harvest grows where longer rounds would squeeze it.

    Args:
        steps: the format's agenda.
        rounds: how many; None for as many as it has.
        minutes: how long each takes; None for as long as they take.
    """
    if rounds is None and minutes is None:
        return tuple(steps)
    before, turns, gaps, after = _parts(steps)
    count = len(turns) if rounds is None else rounds
    seconds = None if minutes is None else minutes * MINUTE
    middle: list[FormatStep] = []
    for number in range(count):
        if number:
            middle += _gap(gaps, number - 1)
        turn = _turn(turns, number, count)
        middle.append(turn if seconds is None else replace(turn, seconds=seconds))
    lost = [step for gap in gaps[max(0, count - 1) :] for step in gap if step.kind is StepKind.BREAK]
    # A break that stood between two rounds said where to go next; now it leads to the harvest
    breaks = [replace(step, instruction="") for step in lost]
    if count and not turns:
        breaks.append(FormatStep(StepKind.MOVE, MOVE_SECONDS))
    return _with_room_for_harvest([*before, *middle, *breaks, *after])


def _parts(
    steps: Sequence[FormatStep],
) -> tuple[list[FormatStep], list[FormatStep], list[list[FormatStep]], list[FormatStep]]:
    """What comes before the rounds, the rounds, what lies between them, and what comes after."""
    places = [index for index, step in enumerate(steps) if step.kind is StepKind.ROUND]
    if not places:
        after = next((i for i, step in enumerate(steps) if step.kind in _AFTER_ROUNDS), len(steps))
        return list(steps[:after]), [], [], list(steps[after:])
    turns = [steps[place] for place in places]
    gaps = [list(steps[left + 1 : right]) for left, right in itertools.pairwise(places)]
    return list(steps[: places[0]]), turns, gaps, list(steps[places[-1] + 1 :])


def _turn(turns: Sequence[FormatStep], number: int, count: int) -> FormatStep:
    """The format's round that fits a place: its first, its last, or one of those between."""
    if not turns:
        return FormatStep(StepKind.ROUND, ROUND_SECONDS)
    if number == 0:
        return turns[0]
    if number == count - 1:
        return turns[-1]
    between = turns[1:-1] or turns[-1:]
    return between[min(number - 1, len(between) - 1)]


def _gap(gaps: Sequence[list[FormatStep]], number: int) -> list[FormatStep]:
    if number < len(gaps):
        return gaps[number]
    moves = (gap for gap in gaps if all(step.kind is StepKind.MOVE for step in gap))
    return next(moves, [FormatStep(StepKind.MOVE, MOVE_SECONDS)])


def _with_room_for_harvest(steps: list[FormatStep]) -> tuple[FormatStep, ...]:
    rows = _rows(steps)
    last = max((index for index, step in enumerate(steps) if step.kind is StepKind.HARVEST), default=None)
    if last is None or not is_harvest_squeezed(rows):
        return tuple(steps)
    missing = harvest_minutes_needed(steps) * MINUTE - harvest_seconds(rows)
    steps[last] = replace(steps[last], seconds=steps[last].seconds + missing)
    return tuple(steps)


def _rows(steps: Sequence[FormatStep]) -> tuple[Step, ...]:
    return numbered(steps, lambda: "")
