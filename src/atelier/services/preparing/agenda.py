"""The agenda: steps added, removed, moved, shortened; what is over stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase, ClockReading, Moment
from atelier.domain.identity import new_id
from atelier.domain.place import dropped_rounds, reading, tables
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan
from atelier.services.preparing.seatings import known_rounds, seat_changes

MINUTE: Final = 60
MOST_MINUTES: Final = 600
MOST_STEPS: Final = 100
MOST_ROUNDS: Final = 20
USUAL_MINUTES: Final[Mapping[StepKind, int]] = {
    StepKind.WELCOME: 10,
    StepKind.PLENARY: 10,
    StepKind.ROUND: 20,
    StepKind.MOVE: 2,
    StepKind.HARVEST: 20,
    StepKind.BREAK: 15,
    StepKind.CLOSING: 5,
}
"""What a new step takes, unless the agenda has one of its kind."""


def fixed_steps(state: State, shown: ClockReading) -> int:
    """How many steps from the first are over or run: they stay where they are."""
    steps = state.live(Step)
    if shown.phase is ClockPhase.FINISHED:
        return len(steps)
    return max(
        (
            index
            for index, step in enumerate(steps, start=1)
            if step.id == shown.step_id or step.id in shown.entered
        ),
        default=0,
    )


def add_step(
    state: State, now: Moment, kind: StepKind, *, after: str | None = None, step_id: str | None = None
) -> Action | None:
    """Add a step; a round that would touch another one gets a move between them.

    Args:
        state: the workshop.
        now: this instant.
        kind: what people do.
        after: the step that it follows; the last one by default, the one that runs when that is later.
        step_id: its id; a new one by default.

    Raises:
        AtelierError: there are as many as there may be, or there is no table to sit at.
    """
    steps = list(state.live(Step))
    index = next((i for i, step in enumerate(steps, start=1) if step.id == after), len(steps))
    index = max(index, fixed_steps(state, reading(state, now)))
    if kind is StepKind.ROUND and not tables(state):
        raise AtelierError(N_("A round needs tables: add one first."))
    if kind is StepKind.ROUND and len(rounds_of(steps)) >= MOST_ROUNDS:
        raise AtelierError(N_("There are {most} rounds already: no more are possible."), most=MOST_ROUNDS)
    added = [_new(steps, kind, step_id or new_id(now.wall))]
    if kind is StepKind.ROUND:
        if index and steps[index - 1].kind == StepKind.ROUND:
            added.insert(0, _new(steps, StepKind.MOVE, new_id(now.wall)))
        if index < len(steps) and steps[index].kind == StepKind.ROUND:
            added.append(_new(steps, StepKind.MOVE, new_id(now.wall)))
    if len(steps) + len(added) > MOST_STEPS:
        raise AtelierError(N_("There are {most} steps already: no more are possible."), most=MOST_STEPS)
    return _arranged(state, now, steps[:index] + added + steps[index:])


def remove_step(state: State, now: Moment, step_id: str) -> Action | None:
    """Remove a step to come; a round goes with the move that led to it.

    Raises:
        AtelierError: it is over or runs, or something is known of the rounds that would be missing.
    """
    steps = list(state.live(Step))
    index = _movable(state, now, steps, step_id)
    gone = {index}
    if steps[index].kind == StepKind.ROUND:
        fixed = fixed_steps(state, reading(state, now))
        beside = (place for place in (index - 1, index + 1) if fixed <= place < len(steps))
        move = next((place for place in beside if steps[place].kind == StepKind.MOVE), None)
        gone |= {move} if move is not None else set()
    return _arranged(state, now, [step for place, step in enumerate(steps) if place not in gone])


def move_step(state: State, now: Moment, step_id: str, by: int) -> Action | None:
    """Move a step to come up (-1) or down (1); None at an end, or before what is over.

    Raises:
        AtelierError: it is over or runs.
    """
    steps = list(state.live(Step))
    index = _movable(state, now, steps, step_id)
    goal = index + by
    if not fixed_steps(state, reading(state, now)) <= goal < len(steps):
        return None
    steps.insert(goal, steps.pop(index))
    return _arranged(state, now, steps)


def set_seconds(state: State, now: Moment, step_id: str, seconds: int) -> Action | None:
    """Give a step to come its length, from one minute; None when it has it.

    Raises:
        AtelierError: it is over or runs.
    """
    steps = state.live(Step)
    index = _index(steps, step_id)
    step = steps[index]
    shown = reading(state, now)
    if step.id == shown.step_id and shown.phase is not ClockPhase.FINISHED:
        raise AtelierError(N_("This step is running: give it more or less time in Run, with + and −."))
    if shown.phase is ClockPhase.FINISHED or index < fixed_steps(state, shown):
        raise AtelierError(N_("This step is over: what it took stays as it was."))
    seconds = min(max(seconds, MINUTE), MOST_MINUTES * MINUTE)
    return plan.action("step", plan.differing(step, {"seconds": seconds}), step.label)


def change_seconds(state: State, now: Moment, step_id: str, by: int) -> Action | None:
    """Give a step to come some seconds more, or fewer; as `set_seconds`."""
    steps = state.live(Step)
    return set_seconds(state, now, step_id, steps[_index(steps, step_id)].seconds + by)


def read_minutes(text: str) -> int:
    """Whole minutes as typed: 15, 15 min, 1 h 30; in seconds.

    Raises:
        AtelierError: they are none.
    """
    words = " ".join(text.split()).casefold()
    found = re.fullmatch(
        r"(?:(\d{1,2}) ?h(?:ours?|eures?)? ?)?(?:(\d{1,3}) ?(?:min|mn|m|minutes?|')?)?", words
    )
    if words and found is not None:
        minutes = 60 * int(found[1] or 0) + int(found[2] or 0)
        if 1 <= minutes <= MOST_MINUTES:
            return minutes * MINUTE
    raise AtelierError(N_("Write a number of minutes from 1 to {most}, such as 15."), most=MOST_MINUTES)


def write_step(
    state: State,
    step_id: str,
    column: str,
    text: str,
    *,
    based_on: str | None = None,
    drafts: tuple[str, ...] = (),
) -> Action | None:
    """Write the `label` of a step, or its `instruction` to read aloud; None when nothing changes.

    Args:
        state: the workshop.
        step_id: the step.
        column: `label` or `instruction`.
        text: as typed; empty for the usual one.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.
    """
    steps = state.live(Step)
    step = steps[_index(steps, step_id)]
    if column not in ("label", "instruction"):
        raise ValueError(column)
    value = plan.line(text) if column == "label" else plan.passage(text)
    return plan.action("step", plan.differing(step, {column: value}, based_on), step.label, drafts)


def _new(steps: Sequence[Step], kind: StepKind, step_id: str) -> Step:
    usual = USUAL_MINUTES[kind] * MINUTE
    seconds = next((step.seconds for step in reversed(steps) if step.kind == kind), usual)
    return Step(id=step_id, position=0, kind=kind.value, seconds=seconds)


def _movable(state: State, now: Moment, steps: Sequence[Step], step_id: str) -> int:
    index = _index(steps, step_id)
    if index < fixed_steps(state, reading(state, now)):
        raise AtelierError(N_("This step is over, or runs: it stays where it is."))
    return index


def _index(steps: Sequence[Step], step_id: str) -> int:
    for index, step in enumerate(steps):
        if step.id == step_id:
            return index
    raise AtelierError(N_("This step is no longer there: it was removed."))


def _arranged(state: State, now: Moment, steps: Sequence[Step]) -> Action | None:
    """The action that makes these the steps, numbered anew, and seats people in rounds that are new."""
    rounds = sum(step.kind == StepKind.ROUND for step in steps)
    needed = max(known_rounds(state), default=0)
    if rounds < min(needed, len(rounds_of(state.live(Step)))):
        raise AtelierError(
            N_("Something is known of round {round} already, a note or a group that sat: the round stays."),
            round=needed,
        )
    changes: list[Change] = []
    # A round that was dropped on the day keeps its number: sheets bear it, and its cells say so.
    gone = dropped_rounds(state)
    numbers = [number for number in range(1, rounds + len(gone) + 1) if number not in gone]
    done = 0
    for position, step in enumerate(steps, start=1):
        done += step.kind == StepKind.ROUND
        leads_on = step.kind == StepKind.MOVE and done < rounds
        number = numbers[done - 1] if step.kind == StepKind.ROUND else numbers[done] if leads_on else 0
        wanted = replace(step, position=position, round=number)
        if state.get(Step, step.id) is None:
            columns: dict[str, Scalar] = {
                "position": wanted.position,
                "kind": wanted.kind,
                "round": wanted.round,
                "seconds": wanted.seconds,
            }
            changes.append(Change(Step.KIND, step.id, columns))
        else:
            changes += plan.differing(step, {"position": wanted.position, "round": wanted.round})
    kept = {step.id for step in steps}
    changes += [
        Change(Step.KIND, step.id, {"deleted": True}) for step in state.live(Step) if step.id not in kept
    ]
    if rounds != len(rounds_of(state.live(Step))):
        changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("step", changes)
