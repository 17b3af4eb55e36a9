"""Fewer or more people than planned: a table is closed or opened, and all that follows from it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final

from atelier.domain import attendance
from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.attendance import Move, equal_sizes
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.place import tables
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Seating, group_label, seating_id
from atelier.errors import N_, AtelierError
from atelier.services.attendance import counting
from atelier.services.attendance.facts import Facts, facts, round_now, seats_by_round, table_of
from atelier.services.preparing import groups as grouping
from atelier.services.preparing import plan
from atelier.services.preparing import tables as tabling
from atelier.services.preparing.agenda import add_step, remove_step
from atelier.services.preparing.people import counts_of
from atelier.services.preparing.seatings import moving_groups, seat_changes

LEAST_AT_TABLE: Final = 4
"""People at a table under which a conversation runs dry."""
MOST_AT_TABLE: Final = 8
"""People at a table over which some no longer speak."""


class Kind(StrEnum):
    """What can be done with the tables."""

    KEEP = "keep"
    CLOSE = "close"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be done, and how many people that puts at each table."""

    kind: Kind
    tables: int
    sizes: tuple[int, ...]
    is_advised: bool = False
    refusal: AtelierError | None = None
    """Why it cannot be done."""


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A table closed or opened, with all that follows: one action, and what to say of it."""

    kind: Kind
    action: Action
    table: CafeTable
    before: Facts
    after: Facts
    state: State
    """The workshop as it will be."""
    dissolved: tuple[CafeGroup, ...]
    created: tuple[CafeGroup, ...]
    moves: tuple[Move, ...]
    """Who changes groups."""
    walks: tuple[tuple[CafeGroup, CafeTable], ...]
    """Groups that now sit at another table in the round that comes, with that table."""
    seconds: int
    """By how much the agenda grows; negative when it shrinks."""


def choices(state: State, now: Moment) -> tuple[Option, ...]:
    """Keep the tables, close one, open one, whether or not it can be done; what suits is advised."""
    count, people = len(tables(state)), counting.present(state)
    if not count:
        return ()
    wanted = _advised(people, count)
    sizes = facts(state, now).sizes
    sizes = sizes if len(sizes) == count else equal_sizes(people, count)
    found = [Option(Kind.KEEP, count, sizes, wanted is Kind.KEEP)]
    if count > 1:
        found.append(Option(Kind.CLOSE, count - 1, equal_sizes(people, count - 1), wanted is Kind.CLOSE))
    return (*found, Option(Kind.OPEN, count + 1, equal_sizes(people, count + 1), wanted is Kind.OPEN))


def options(state: State, now: Moment) -> tuple[Option, ...]:
    """The choices, each with why it cannot be made; looks through all notes."""
    places = tables(state)
    over = None if round_now(state, now) else AtelierError(N_("All rounds are over: the tables stay."))
    refusals = [_refusal(state, now, table) for table in places]
    full = AtelierError(
        N_("There are {most} tables already: no more are possible."), most=tabling.MOST_TABLES
    )
    why = {
        Kind.KEEP: None,
        Kind.CLOSE: over or (None if None in refusals or not refusals else refusals[-1]),
        Kind.OPEN: over or (full if len(places) >= tabling.MOST_TABLES else None),
    }
    return tuple(replace(option, refusal=why[option.kind]) for option in choices(state, now))


def refuse_to_close(state: State, now: Moment, table: CafeTable) -> None:
    """Say why a table cannot be closed, if it cannot.

    Raises:
        AtelierError: notes, points, reasons or groups are there, or it is the only one.
    """
    tabling.refuse_if_used(state, table)
    if len(tables(state)) < 2:
        raise AtelierError(N_("This is the only table: it stays."))
    if not round_now(state, now):
        raise AtelierError(N_("All rounds are over: the tables stay."))


def close_table(state: State, now: Moment, table_id: str, *, drops_rounds: bool = False) -> Rearrangement:
    """Close a table: its group spreads over the others, who stay where they are.

    Numbers and letters stay as they are: they stand on the tables, and people hold them in their hands.

    Args:
        state: the workshop.
        now: this instant.
        table_id: the table that goes, and its topic with it.
        drops_rounds: whether the last rounds go where there are more rounds than tables left.

    Raises:
        AtelierError: the table has to stay.
    """
    table = state.get(CafeTable, table_id)
    if table is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    refuse_to_close(state, now, table)
    leaving = _leaving(state, now, table)
    gone = {group.id for group in leaving}
    changes = [Change(CafeTable.KIND, table.id, {"deleted": True})]
    changes += [
        Change(Seating.KIND, seat.id, {"deleted": True})
        for seat in state.live(Seating)
        if seat.table_id == table.id or seat.group_id in gone
    ]
    rest = [group.id for group in moving_groups(state) if group.id not in gone]
    moves = attendance.dissolve(counting.in_groups(state), gone, rest) if gone else ()
    changes += counting.moved(state, moves)
    changes += _given_up(state, leaving, rest)
    return _rearranged(
        state,
        now,
        Kind.CLOSE,
        table,
        changes,
        leaving,
        (),
        moves,
        len(tables(state)) - 1 if drops_rounds else 0,
    )


def open_table(
    state: State,
    now: Moment,
    *,
    topic: str = "",
    reopened: str | None = None,
    adds_round: bool = False,
) -> Rearrangement:
    """Open a table: a new group for it is made of people of the fullest groups.

    Args:
        state: the workshop.
        now: this instant.
        topic: the topic of a new table.
        reopened: id of a table that was closed, to open it again instead.
        adds_round: whether a round is added, so that groups still meet every table.

    Raises:
        AtelierError: there are as many tables as there may be, or all rounds are over.
    """
    places = tables(state)
    if len(places) >= tabling.MOST_TABLES:
        raise AtelierError(
            N_("There are {most} tables already: no more are possible."), most=tabling.MOST_TABLES
        )
    if not round_now(state, now):
        raise AtelierError(N_("All rounds are over: the tables stay."))
    number = max((place.number for place in places), default=0) + 1
    old = state.all(CafeTable).get(reopened or "")
    if old is not None and old.deleted:
        taken = {place.number for place in places}
        columns: dict[str, Scalar] = {
            "deleted": False,
            "number": number if old.number in taken else old.number,
        }
        table_change = Change(CafeTable.KIND, old.id, columns)
    else:
        columns = {"number": number, "topic": plan.line(topic)}
        table_change = Change(CafeTable.KIND, new_id(now.wall), columns)
    with_table = plan.applied(state, [table_change])
    table = with_table.all(CafeTable)[table_change.row_id]
    created = _created(state, now, tables(with_table).index(table), len(places))
    group_changes = [Change(CafeGroup.KIND, group.id, {"label": group.label}) for group in created]
    with_groups = plan.applied(with_table, group_changes)
    moves = attendance.evened(
        counting.in_groups(with_groups), [group.id for group in moving_groups(with_groups)]
    )
    moves = tuple(move for move in moves if move.goal in {group.id for group in created})
    changes = [table_change, *group_changes, *counting.moved(with_groups, moves)]
    return _rearranged(
        state, now, Kind.OPEN, table, changes, (), created, moves, len(places) + 1 if adds_round else 0
    )


def closed_tables(state: State) -> tuple[CafeTable, ...]:
    """Tables that were closed and have a topic or a question: they can be opened again."""
    return tuple(
        sorted(
            (
                table
                for table in state.all(CafeTable).values()
                if table.deleted and not (is_blank(table.topic) and is_blank(table.question))
            ),
            key=lambda table: (table.number, table.id),
        )
    )


def _refusal(state: State, now: Moment, table: CafeTable) -> AtelierError | None:
    try:
        refuse_to_close(state, now, table)
    except AtelierError as error:
        return error
    return None


def _advised(people: int, count: int) -> Kind:
    # A world café needs two tables at least, or nobody moves.
    if people and count > 2 and people < LEAST_AT_TABLE * count:
        return Kind.CLOSE
    return Kind.OPEN if people > MOST_AT_TABLE * count else Kind.KEEP


def _leaving(state: State, now: Moment, table: CafeTable) -> tuple[CafeGroup, ...]:
    """The groups at a table that are given up with it, so that there are as many for each table as before."""
    groups, count = moving_groups(state), len(tables(state))
    seats = seats_by_round(state).get(round_now(state, now), {})
    here = [group for group in groups if seats.get(group.id) == table.id and _may_go(state, group)]
    kept = -(-(count - 1) * len(groups) // count)
    number = min(len(here), max(0, len(groups) - kept), len(groups) - 1)
    return tuple(here[len(here) - number :])


def _may_go(state: State, group: CafeGroup) -> bool:
    try:
        grouping.refuse_if_used(state, group)
    except AtelierError:
        return False
    return True


def _given_up(state: State, leaving: Sequence[CafeGroup], rest: Sequence[str]) -> list[Change]:
    """The groups go, and their rows with them; how many people were expected in all is kept."""
    gone = {group.id for group in leaving}
    changes = [Change(CafeGroup.KIND, group.id, {"deleted": True}) for group in leaving]
    awaited: dict[str, int] = {}
    for row in counts_of(state):
        if row.group_id in gone:
            changes.append(Change(HeadCount.KIND, row.id, {"deleted": True}))
            awaited[row.profile] = awaited.get(row.profile, 0) + row.expected
    for profile, people in awaited.items():
        if people and rest:
            row_id = f"{rest[0]}/{profile}"
            known = state.get(HeadCount, row_id)
            columns: dict[str, Scalar] = {"expected": people + (known.expected if known else 0)}
            if known is None:
                columns |= {"group_id": rest[0], "profile": profile}
            changes.append(Change(HeadCount.KIND, row_id, columns))
    return changes


def _created(state: State, now: Moment, place: int, count: int) -> tuple[CafeGroup, ...]:
    """The groups that a new table brings.

    Args:
        state: the workshop before.
        now: this instant.
        place: the place of the new table among the others, from 0.
        count: how many tables there were.
    """
    groups = moving_groups(state)
    if not groups:
        return ()
    wanted = min((count + 1) * len(groups) // max(1, count), grouping.MOST_GROUPS)
    labels = [group.label for group in groups]
    found: list[CafeGroup] = []
    while len(labels) < wanted:
        label = _label_between(labels, place)
        labels.append(label)
        found.append(CafeGroup(id=new_id(now.wall), label=label))
    return tuple(found)


def _label_between(labels: Sequence[str], place: int) -> str:
    """A free letter that sorts to a place, as of a group that was given up there; or else the next one."""
    every = [group_label(index) for index in range(2 * grouping.MOST_GROUPS)]
    known = [every.index(label) for label in labels if label in every]
    free = [index for index in range(len(every)) if every[index] not in labels]
    if 0 < place < len(known) == len(labels):
        low, high = known[place - 1], known[place]
        between = [index for index in free if low < index < high]
        if between:
            return every[between[0]]
    last = max(known, default=-1)
    return next(every[index] for index in free if index > last)


def _rearranged(
    state: State,
    now: Moment,
    kind: Kind,
    table: CafeTable,
    changes: list[Change],
    dissolved: Sequence[CafeGroup],
    created: Sequence[CafeGroup],
    moves: Sequence[Move],
    rounds: int,
) -> Rearrangement:
    """Seat everyone anew where nobody sits yet, and fit the agenda.

    Args:
        state: the workshop before.
        now: this instant.
        kind: what is done.
        table: the table that it is done to.
        changes: what is known to change.
        dissolved: groups that are given up.
        created: groups that are new.
        moves: who changes groups.
        rounds: how many rounds there are to be; 0 for as many as before.
    """
    changes = list(changes)
    after = plan.applied(state, changes)
    for follow in (seat_changes, _stranded, partial(_rounds_fitted, wanted=rounds), seat_changes):
        more = follow(after, now)
        changes += more
        after = plan.applied(after, more)
    found = counting.merged(state, changes)
    number = round_now(state, now)
    walks = tuple(
        (group, goal)
        for group in moving_groups(after)
        if (goal := table_of(after, number, group)) is not None
        and group not in created
        and goal != table_of(state, number, group)
    )
    seconds = sum(step.seconds for step in after.live(Step)) - sum(step.seconds for step in state.live(Step))
    name = f"door.{kind.value}"
    return Rearrangement(
        kind=kind,
        action=Action(name, tuple(found), counting.SCREEN, f"T{table.number}"),
        table=table,
        before=facts(state, now),
        after=facts(after, now),
        state=after,
        dissolved=tuple(dissolved),
        created=tuple(created),
        moves=tuple(moves),
        walks=walks,
        seconds=seconds,
    )


def _stranded(state: State, now: Moment) -> list[Change]:
    """Seats in the round that runs for groups whose table was closed under them."""
    number = round_now(state, now)
    if number not in rounds_of(state.live(Step)):
        return []
    seats = seats_by_round(state).get(number, {})
    sizes = attendance.group_sizes(counting.in_groups(state), [group.id for group in moving_groups(state)])
    load = {table.id: 0 for table in tables(state)}
    for group_id, table_id in seats.items():
        if table_id in load:
            load[table_id] += max(1, sizes.get(group_id, 0))
    changes: list[Change] = []
    for group in moving_groups(state):
        if group.id in seats or not load:
            continue
        table_id = min(load, key=lambda each: load[each])
        load[table_id] += max(1, sizes[group.id])
        row_id = seating_id(number, group.id, table_id)
        columns: dict[str, Scalar] = {"planned": True, "deleted": False, "confirmed_at": ""}
        if row_id not in state.all(Seating):
            columns = {"round": number, "table_id": table_id, "group_id": group.id}
        changes.append(Change(Seating.KIND, row_id, columns))
    return changes


def _rounds_fitted(state: State, now: Moment, wanted: int) -> list[Change]:
    """What makes the agenda have a number of rounds, as far as it can; 0 leaves it alone."""
    after, changes = state, list[Change]()
    while wanted and (more := _one_round(after, now, wanted)):
        changes += more
        after = plan.applied(after, more)
    return changes


def _one_round(state: State, now: Moment, wanted: int) -> Iterable[Change]:
    steps = [step for step in state.live(Step) if step.kind == StepKind.ROUND]
    try:
        if len(steps) > wanted:
            action = remove_step(state, now, steps[-1].id)
        elif len(steps) < wanted and steps:
            action = add_step(state, now, StepKind.ROUND, after=steps[-1].id)
        else:
            return ()
    except AtelierError:
        # The clock is past it, or something is known of it: it stays, and the preview says so
        return ()
    return action.changes if action is not None else ()
