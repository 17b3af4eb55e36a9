"""What the page of a table shows: where it stands, its notes, what earlier groups said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, is_
from typing import Final

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.instant import to_wall
from atelier.domain.note import Note, Origin
from atelier.domain.place import awaited_seatings, current_cell, current_round, current_step, reading
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Message, MessageKind, Profile
from atelier.services import help_calls
from atelier.services.locks import table_of
from atelier.services.rehearsal import is_rehearsing

MOST_NOTES: Final = 300
MOST_SAID: Final = 200
MOST_MESSAGES: Final = 20
ANSWERED_SECONDS: Final = 600.0
"""How long a table reads that its call was taken up."""
_IN_ORDER: Final = attrgetter("position", "id")

Stop = tuple[str, int, str | None]
"""A table, a round, a group."""


@dataclass(frozen=True, slots=True)
class GroupThere:
    """A group, for its table."""

    label: str | None
    """None where people are in no group."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """The round and group whose notes a table writes now."""

    round: int
    group: GroupThere


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who should sit at the table now, and was not confirmed yet."""

    round: int
    groups: tuple[GroupThere, ...]


@dataclass(frozen=True, slots=True)
class ShownClock:
    """What the clock shows."""

    phase: ClockPhase
    remaining: float
    """Seconds; negative in overtime."""


@dataclass(frozen=True, slots=True)
class ShownHelp:
    """Whether the table calls the facilitator, or was answered a moment ago."""

    is_on: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class TablePage:
    """The page of one table at one instant."""

    workshop: str
    """Its title."""
    table: CafeTable
    step: Step | None
    """The step that the clock is in; None before the start, and after the end."""
    rounds: int
    clock: ShownClock
    here: Here
    awaited: Awaited | None
    is_rehearsal: bool
    headings: tuple[Heading, ...]
    profiles: tuple[Profile, ...]
    notes: tuple[Note, ...]
    """Of its round and group, the newest last; those from phones can be changed on a phone."""
    said: tuple[Note, ...]
    """Of the groups that were there before, key ideas first."""
    groups: Mapping[str, str]
    """The label of each, by id."""
    messages: tuple[Message, ...]
    """From the facilitator, the newest last."""
    help: ShownHelp

    def group(self, note: Note) -> str | None:
        """The label of the group that wrote a note."""
        return self.groups.get(note.group_id or "")


class Handovers:
    """What was said at each table, as it was last put together: most of it stays the same for minutes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[object, ...], tuple[Note, ...]]] = {}

    def said(self, state: State, here: Stop) -> tuple[Note, ...]:
        """What the groups said that were at a table before: key ideas first, then by round and group.

        For as long as nothing of it changes, the very same tuple comes back.
        """
        stops = notes_by_stop(state)
        parts = [stops[stop] for stop in _earlier(stops, here)]
        made_of = (here, state.live(Heading), *parts)
        known = self._known.get(here[0])
        if known is not None and _is_same(known[0], made_of):
            return known[1]
        found = _said(state, parts)
        self._known[here[0]] = (made_of, found)
        return found


def table_page(state: State, table_id: str, now: Moment, handovers: Handovers) -> TablePage:
    """The page of a table.

    Args:
        state: the workshop.
        table_id: the table, or the plenary.
        now: this instant.
        handovers: what was put together before.

    Raises:
        AtelierError: the table was removed.
    """
    table = table_of(state, table_id)
    shown = reading(state, now)
    step = current_step(state, shown)
    cell = current_cell(state, table, "")
    groups = {group.id: group for group in state.live(CafeGroup)}
    stop = (table_id, cell.round, cell.group_id)
    return TablePage(
        workshop=state.workshop.title,
        table=table,
        step=None if shown.phase is ClockPhase.FINISHED else step,
        rounds=max((each.round for each in state.live(Step)), default=0),
        clock=ShownClock(shown.phase, shown.remaining),
        here=Here(cell.round, _there(groups, cell.group_id)),
        awaited=_awaited(state, table, current_round(state, shown), groups),
        is_rehearsal=is_rehearsing(shown),
        headings=state.live(Heading),
        profiles=state.live(Profile),
        notes=notes_by_stop(state).get(stop, ())[-MOST_NOTES:],
        said=handovers.said(state, stop),
        groups=state.kept("labels of groups", (CafeGroup,), lambda: _labels(state)),
        messages=_messages(state, table_id),
        help=_help(state, table_id, now),
    )


def is_mine(note: Note) -> bool:
    """Whether a note can be changed on the phones of its table."""
    return note.origin == Origin.PHONE


def notes_by_stop(state: State) -> Mapping[Stop, tuple[Note, ...]]:
    """The notes of every table, round and group in their order, those typed for a trial too."""
    return state.kept("notes by stop", (Note,), lambda: _stops_after({}, _all(state)), _stops_after)


def _all(state: State) -> Iterable[tuple[None, Note]]:
    return ((None, note) for note in state.all(Note).values())


def _stops_after(
    stops: Mapping[Stop, tuple[Note, ...]], changes: Iterable[tuple[Note | None, Note]]
) -> Mapping[Stop, tuple[Note, ...]]:
    gone: dict[Stop, set[str]] = {}
    come: dict[Stop, list[Note]] = {}
    for before, after in changes:
        if before is not None and not before.deleted:
            gone.setdefault(_stop(before), set()).add(before.id)
        if not after.deleted:
            come.setdefault(_stop(after), []).append(after)
    found = dict(stops)
    for stop in {*gone, *come}:
        left = gone.get(stop, set())
        notes = [note for note in found.pop(stop, ()) if note.id not in left] + come.get(stop, [])
        if notes:
            found[stop] = tuple(sorted(notes, key=_IN_ORDER))
    return found


def _stop(note: Note) -> Stop:
    return note.table_id, note.round, note.group_id


def _is_same(known: tuple[object, ...], made_of: tuple[object, ...]) -> bool:
    """Whether two things were made of the same place, and of the very same tuples."""
    return len(known) == len(made_of) and known[0] == made_of[0] and all(map(is_, known[1:], made_of[1:]))


def _labels(state: State) -> Mapping[str, str]:
    return {group.id: group.label for group in state.live(CafeGroup)}


def _earlier(stops: Iterable[Stop], here: Stop) -> list[Stop]:
    """Where others were at a table, in the order of rounds and groups."""
    table_id, number, group_id = here
    found = (
        stop for stop in stops if stop[0] == table_id and stop[1] <= number and stop[1:] != (number, group_id)
    )
    return sorted(found, key=lambda stop: (stop[1], stop[2] or ""))


def _said(state: State, parts: Iterable[tuple[Note, ...]]) -> tuple[Note, ...]:
    gathering = {heading.key for heading in state.live(Heading) if heading.gathers_stars}
    first: list[Note] = []
    others: list[Note] = []
    for notes in parts:
        for note in notes:
            if not note.is_rehearsal:
                (first if note.star or note.heading in gathering else others).append(note)
    return (*first, *others)[:MOST_SAID]


def _awaited(
    state: State, table: CafeTable, round_number: int, groups: Mapping[str, CafeGroup]
) -> Awaited | None:
    seats = () if table.is_plenary else awaited_seatings(state, table.id, round_number)
    return Awaited(round_number, tuple(_there(groups, seat.group_id) for seat in seats)) if seats else None


def _there(groups: Mapping[str, CafeGroup], group_id: str | None) -> GroupThere:
    group = groups.get(group_id or "")
    return GroupThere(None) if group is None else GroupThere(group.label, group.name)


def _messages(state: State, table_id: str) -> tuple[Message, ...]:
    meant = [
        message
        for message in state.live(Message)
        if message.kind == MessageKind.TO_TABLES and message.table_id in (None, table_id)
    ]
    return tuple(meant[-MOST_MESSAGES:])


def _help(state: State, table_id: str, now: Moment) -> ShownHelp:
    if help_calls.call_at(state, table_id) is not None:
        return ShownHelp(is_on=True)
    calls: Sequence[Message] = [
        message
        for message in state.live(Message)
        if message.kind == MessageKind.HELP and message.table_id == table_id
    ]
    if not calls:
        return ShownHelp()
    try:
        return ShownHelp(is_answered=0 <= now.wall - to_wall(calls[-1].answered_at) <= ANSWERED_SECONDS)
    except ValueError:
        return ShownHelp()
