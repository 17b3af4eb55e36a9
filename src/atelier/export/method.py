"""The method box: when, where, how many, and how much of it was collected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from atelier import figures
from atelier.domain.agenda import Step, StepKind
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.fusion import count_notes
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, HeadCount, Movement, Profile
from atelier.errors import N_
from atelier.export.attribution import LEAST_PEOPLE
from atelier.export.report import Fact
from atelier.export.wording import group_name
from atelier.i18n import Translator

_MOVEMENTS: Final = {
    Movement.ROTATING: N_("groups that move from table to table"),
    Movement.MIXED: N_("people mixed again at each round"),
    Movement.FREE: N_("people who choose their table"),
}
_COUNTS: Final = {
    CellState.NOTHING_TO_ADD: N_("{n} discussed, nothing to add", "{n} discussed, nothing to add"),
    CellState.NOT_REACHED: N_("{n} not reached", "{n} not reached"),
    CellState.NOT_COLLECTED: N_("{n} not collected", "{n} not collected"),
    CellState.CANCELLED: N_("{n} cancelled", "{n} cancelled"),
    CellState.UNEXPLAINED: N_("{n} to be explained", "{n} to be explained"),
    CellState.OPEN: N_("{n} under way", "{n} under way"),
    CellState.UPCOMING: N_("{n} upcoming", "{n} upcoming"),
}
_SEPARATOR: Final = " · "


def method(tr: Translator, state: State, cells: Sequence[CellStatus]) -> tuple[Fact, ...]:
    """The lines of the method box; what is not known is left out."""
    return tuple(fact for fact in _facts(tr, state, cells) if fact.value)


def _facts(tr: Translator, state: State, cells: Sequence[CellStatus]) -> Iterator[Fact]:
    workshop = state.workshop
    yield Fact(tr(N_("Date")), figures.date(tr, workshop.date))
    yield Fact(tr(N_("Place")), workshop.place)
    yield Fact(tr(N_("Organiser")), workshop.organiser)
    yield Fact(tr(N_("Objectives")), " ".join(workshop.objectives.split("\n")))
    yield Fact(tr(N_("Course")), _course(tr, state))
    groups = state.live(CafeGroup)
    yield Fact(tr(N_("Groups")), _SEPARATOR.join(_group(tr, state, group) for group in groups))
    yield Fact(tr(N_("Participants")), _participants(tr, state))
    counts = count_notes(state)
    if counts.notes:
        yield Fact(
            tr(N_("Notes")),
            _SEPARATOR.join(
                (
                    tr.n("{n} noted", "{n} noted", counts.notes),
                    tr.n("{n} used", "{n} used", counts.used),
                    tr.n("{n} set aside", "{n} set aside", counts.set_aside),
                    tr.n("{n} to treat", "{n} to treat", counts.pending),
                )
            ),
        )
    yield Fact(tr(N_("Coverage")), _coverage(tr, cells))


def _course(tr: Translator, state: State) -> str:
    rounds = [step for step in state.live(Step) if step.kind == StepKind.ROUND]
    count = len(tables(state))
    parts: list[str] = []
    if count:
        parts.append(tr.n("{n} table", "{n} tables", count))
    if rounds:
        lengths = list(dict.fromkeys(figures.duration(tr, step.seconds) for step in rounds))
        if len(lengths) == 1:
            parts.append(
                tr.n("{n} round of {length}", "{n} rounds of {length}", len(rounds), length=lengths[0])
            )
        else:
            parts.append(tr.n("{n} round", "{n} rounds", len(rounds)))
    if count and len(rounds) > 1 and state.workshop.movement in _MOVEMENTS:
        parts.append(tr(_MOVEMENTS[Movement(state.workshop.movement)]))
    return _SEPARATOR.join(parts)


def _group(tr: Translator, state: State, group: CafeGroup) -> str:
    people = sum(count.people for count in state.live(HeadCount) if count.group_id == group.id)
    if not people:
        return group_name(group)
    return tr.n("{group}: {n} person", "{group}: {n} people", people, group=group_name(group))


def _participants(tr: Translator, state: State) -> str:
    people: Counter[str] = Counter()
    for count in state.live(HeadCount):
        people[count.profile] += max(0, count.people)
    total = sum(people.values())
    if not total:
        return ""
    parts = [tr.n("{n} person", "{n} people", total)]
    named = [profile for profile in state.live(Profile) if people[profile.key] >= LEAST_PEOPLE]
    for profile in named:
        parts.append(tr(N_("{profile}: {count}"), profile=profile.label, count=people[profile.key]))
    others = total - sum(people[profile.key] for profile in named)
    if named and others:
        parts.append(tr(N_("other profiles: {count}"), count=others))
    return _SEPARATOR.join(parts)


def _coverage(tr: Translator, cells: Sequence[CellStatus]) -> str:
    states = Counter(cell.state for cell in cells if not cell.table.is_plenary)
    total = sum(states.values())
    if not total:
        return ""
    filled = states[CellState.FILLED]
    parts = [tr.n("{n} cell of {total} filled", "{n} cells of {total} filled", filled, total=total)]
    parts += [tr(msgid, n=states[state]) for state, msgid in _COUNTS.items() if states[state]]
    return _SEPARATOR.join(parts)
