"""What is still to do before the workshop starts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from atelier.domain.agenda import (
    SHORTEST_ROUND,
    Step,
    StepKind,
    harvest_seconds,
    is_harvest_squeezed,
    rounds_of,
)
from atelier.domain.canvas import Heading
from atelier.domain.clock import Moment
from atelier.domain.place import dropped_rounds, tables
from atelier.domain.question import check_question
from atelier.domain.rotation import missed_tables
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import CafeGroup, Seating, Workshop
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan
from atelier.services.preparing.people import count_people
from atelier.services.preparing.question_advice import ADVICE
from atelier.services.preparing.seatings import moving_groups

_DAY: Final = 24 * 60


class Weight(StrEnum):
    """How much a finding matters."""

    NEEDED = "needed"
    """The workshop cannot be run, or its notes not be placed, without it."""
    ADVISED = "advised"
    """Facilitators who did without it were sorry."""
    HINT = "hint"
    """Nice to have, or only a guess."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to do, or to think of."""

    weight: Weight
    msgid: str
    """The message in English, with `{named}` places."""
    params: dict[str, Any]
    kind: str = ""
    """The kind of row it is about, as in `Row.KIND`; empty for a whole part of the preparation."""
    row_id: str = ""
    column: str = ""
    """The column it is about, or the part of the preparation when no row is."""


def check_readiness(state: State, now: Moment) -> list[Finding]:
    """What is still to do, the most important first."""
    found = [
        *_details(state, now),
        *_tables(state),
        *_canvas(state),
        *_groups(state),
        *_agenda(state),
        *_end(state),
        *_seats(state),
    ]
    order = list(Weight)
    return sorted(found, key=lambda finding: order.index(finding.weight))


def end_minute(state: State) -> int | None:
    """When the planned agenda ends, in minutes since midnight of its day; None without a start."""
    start = minute_of_day(state.workshop.starts_at)
    if start is None:
        return None
    return start + sum(step.seconds for step in state.live(Step)) // 60


def minutes_over(state: State) -> int:
    """Minutes by which the planned agenda passes the hard end; 0 when it does not, or cannot be told."""
    start, end = minute_of_day(state.workshop.starts_at), minute_of_day(state.workshop.hard_end)
    planned = end_minute(state)
    if start is None or end is None or planned is None:
        return 0
    return max(0, planned - (end if end > start else end + _DAY))


def minute_of_day(time: str) -> int | None:
    """Minutes since midnight of a stored time HH:MM; None when there is none."""
    try:
        read = datetime.time.fromisoformat(time)
    except ValueError:
        return None
    return read.hour * 60 + read.minute


def _details(state: State, now: Moment) -> Iterator[Finding]:
    workshop = state.workshop

    def about(weight: Weight, column: str, msgid: str, **params: Any) -> Finding:
        return Finding(weight, msgid, params, Workshop.KIND, workshop.id, column)

    if is_blank(workshop.title):
        yield about(
            Weight.ADVISED, "title", N_("Give the workshop a title: it is what people will read first.")
        )
    if not workshop.date:
        yield about(Weight.ADVISED, "date", N_("Give the date."))
    elif not plan.has_begun(state, now) and workshop.date < _today(now):
        yield about(Weight.ADVISED, "date", N_("The date is over."))
    if not workshop.starts_at:
        yield about(
            Weight.ADVISED, "starts_at", N_("Say when it starts: the agenda then shows times of day.")
        )
    if not workshop.hard_end:
        yield about(Weight.HINT, "hard_end", N_("Say by when the room must be empty."))
    if is_blank(workshop.place):
        yield about(Weight.HINT, "place", N_("Say where it takes place."))
    if is_blank(workshop.organiser):
        yield about(Weight.HINT, "organiser", N_("Say who organises it."))
    if is_blank(workshop.objectives):
        yield about(Weight.HINT, "objectives", N_("Say what it is for: two sentences to read out."))


def _today(now: Moment) -> str:
    return datetime.datetime.fromtimestamp(now.wall).date().isoformat()


def _tables(state: State) -> Iterator[Finding]:
    found = tables(state)
    if not found and rounds_of(state.live(Step)):
        yield Finding(Weight.NEEDED, N_("There are rounds but no table: add tables."), {}, column="tables")
    for table in found:

        def about(weight: Weight, column: str, msgid: str, table: Any = table, **params: Any) -> Finding:
            return Finding(weight, msgid, {"number": table.number, **params}, table.KIND, table.id, column)

        if is_blank(table.topic):
            yield about(Weight.ADVISED, "topic", N_("Table {number} has no topic."))
        checks = check_question(table.question)
        if checks is None:
            yield about(Weight.ADVISED, "question", N_("Table {number} has no question."))
            continue
        for doubt in checks.doubts:
            advice = AtelierError(ADVICE[doubt])
            yield about(Weight.HINT, "question", N_("Table {number}: {advice}"), advice=advice)


def _canvas(state: State) -> Iterator[Finding]:
    if not state.live(Heading):
        yield Finding(
            Weight.NEEDED, N_("There is no heading to note under: choose a canvas."), {}, column="canvas"
        )


def _groups(state: State) -> Iterator[Finding]:
    if not rounds_of(state.live(Step)):
        return
    groups, count = moving_groups(state), len(tables(state))
    if not groups:
        if state.workshop.movement == "rotating":
            yield Finding(Weight.NEEDED, N_("There is no group to move: add groups."), {}, column="groups")
        return
    if len(groups) < count:
        yield Finding(
            Weight.ADVISED,
            N_("{groups} groups for {tables} tables: some tables stay empty in each round."),
            {"groups": len(groups), "tables": count},
            column="groups",
        )
    if not count_people(state):
        yield Finding(
            Weight.HINT,
            N_("Count the people by profile as they come in: the synthesis says who was there."),
            {},
            column="groups",
        )
        return
    for group in groups:
        if not count_people(state, group_id=group.id):
            yield Finding(
                Weight.ADVISED,
                N_("Nobody is counted in group {label}."),
                {"label": group.label},
                group.KIND,
                group.id,
            )


def _agenda(state: State) -> Iterator[Finding]:
    steps = state.live(Step)
    if not steps:
        yield Finding(Weight.NEEDED, N_("The agenda is empty: add steps."), {}, column="agenda")
        return
    if is_harvest_squeezed(steps):
        yield Finding(
            Weight.ADVISED,
            N_("The rounds leave {minutes} minutes to the harvest: a fifth of the time is needed, {needed}."),
            {
                "minutes": harvest_seconds(steps) // 60,
                "needed": -(-sum(step.seconds for step in steps) // 300),
            },
            column="agenda",
        )
    for step, following in pairwise(steps):
        if step.kind == following.kind == StepKind.ROUND:
            yield Finding(
                Weight.ADVISED,
                N_("No time to change tables between rounds {first} and {second}."),
                {"first": step.round, "second": following.round},
                Step.KIND,
                following.id,
            )
    for step in steps:
        if step.kind == StepKind.ROUND and step.seconds < SHORTEST_ROUND:
            yield Finding(
                Weight.ADVISED,
                N_("Round {round} takes {minutes} minutes: under twelve, better drop a round."),
                {"round": step.round, "minutes": step.seconds // 60},
                Step.KIND,
                step.id,
            )


def _end(state: State) -> Iterator[Finding]:
    over = minutes_over(state)
    if over:
        yield Finding(
            Weight.ADVISED,
            N_(
                "The agenda ends {n} minute after the hard end.",
                "The agenda ends {n} minutes after the hard end.",
            ),
            {"n": over},
            column="agenda",
        )


def _seats(state: State) -> Iterator[Finding]:
    groups, places = moving_groups(state), tables(state)
    if not groups or not places or not rounds_of(state.live(Step)):
        return
    gone = dropped_rounds(state)
    seats = [seat for seat in state.live(Seating) if seat.round not in gone]
    for number in rounds_of(state.live(Step)):
        seated = {seat.group_id for seat in seats if seat.round == number}
        for group in groups:
            if group.id not in seated:
                yield Finding(
                    Weight.NEEDED,
                    N_("Group {label} has no table in round {round}."),
                    {"label": group.label, "round": number},
                    column="seats",
                )
    rounds = len(rounds_of(state.live(Step)))
    if rounds < len(places):
        yield Finding(
            Weight.HINT,
            N_("{rounds} rounds for {tables} tables: no group meets them all."),
            {"rounds": rounds, "tables": len(places)},
            column="seats",
        )
        return
    for group_id, missed in missed_tables(groups, places, seats).items():
        group = next(group for group in groups if group.id == group_id)
        yield Finding(
            Weight.ADVISED,
            N_("Group {label} does not meet: {tables}."),
            {"label": group.label, "tables": ", ".join(f"T{table.number}" for table in missed)},
            CafeGroup.KIND,
            group_id,
            "seats",
        )
