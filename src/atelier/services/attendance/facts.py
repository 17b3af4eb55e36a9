"""What follows from who is there: how large groups are, which table lacks whom, who meets what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.attendance import equal_sizes, group_sizes
from atelier.domain.clock import Moment
from atelier.domain.place import current_round, reading, tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Profile, Seating
from atelier.services.attendance.counting import in_groups, present
from atelier.services.preparing.seatings import begun_rounds, moving_groups


@dataclass(frozen=True, slots=True)
class Facts:
    """How the room stands for the round that comes, or runs."""

    round: int
    """The round that comes or runs; 0 when all are over."""
    rounds: int
    """How many rounds there are."""
    tables: tuple[CafeTable, ...]
    sizes: tuple[int, ...]
    """People of each group in order; equal shares of the room where there are no groups."""
    missing: tuple[tuple[str, tuple[CafeTable, ...]], ...]
    """Keys of profiles, each with the tables where nobody of it sits in that round."""
    unmet: tuple[tuple[str, tuple[CafeTable, ...]], ...]
    """Keys of profiles, each with the tables that nobody of it ever meets, where others do."""
    unvisited: tuple[CafeTable, ...]
    """Tables that no group ever meets."""
    twice: tuple[CafeGroup, ...]
    """Groups that come to a table a second time."""


def facts(state: State, now: Moment) -> Facts:
    """Look at the room."""
    rounds, places, groups = rounds_of(state.live(Step)), tables(state), moving_groups(state)
    number = round_now(state, now)
    if not groups:
        sizes = equal_sizes(present(state), len(places))
        return Facts(number, len(rounds), places, sizes, (), (), (), ())
    by_round = seats_by_round(state)
    here: dict[str, set[str]] = {}
    ever: dict[str, set[str]] = {}
    for of_round, seats in by_round.items():
        for group, table in seats.items():
            ever.setdefault(table, set()).add(group)
            if of_round == number:
                here.setdefault(table, set()).add(group)

    visits = Counter(pair for seats in by_round.values() for pair in seats.items())
    coming_back = {group for (group, _), times in visits.items() if times > 1}
    return Facts(
        round=number,
        rounds=len(rounds),
        tables=places,
        sizes=tuple(group_sizes(in_groups(state), [group.id for group in groups]).values()),
        missing=_lacking(state, places, here),
        unmet=_lacking(state, places, ever),
        unvisited=tuple(table for table in places if table.id not in ever) if by_round else (),
        twice=tuple(group for group in groups if group.id in coming_back),
    )


def round_now(state: State, now: Moment) -> int:
    """The round that runs or that people move to, or else the next one; 0 when all are over."""
    running = current_round(state, reading(state, now))
    if running:
        return running
    begun = begun_rounds(state, now)
    return next((number for number in rounds_of(state.live(Step)) if number not in begun), 0)


def seats_by_round(state: State) -> Mapping[int, Mapping[str, str]]:
    """By round, the id of the table of each group, by its id."""

    def choose() -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for seat in state.live(Seating):
            if seat.group_id is not None and seat.planned:
                found.setdefault(seat.round, {})[seat.group_id] = seat.table_id
        return found

    return state.kept("planned seats by round", (Seating,), choose)


def table_of(state: State, number: int, group: CafeGroup | None) -> CafeTable | None:
    """Where a group sits in a round."""
    if group is None:
        return None
    return state.get(CafeTable, seats_by_round(state).get(number, {}).get(group.id))


def _lacking(
    state: State, places: tuple[CafeTable, ...], seated: Mapping[str, set[str]]
) -> tuple[tuple[str, tuple[CafeTable, ...]], ...]:
    """The profiles that are in the room, each with the tables of others where nobody of it sits."""
    of_group: dict[str, set[str]] = {}
    for (group, key), people in in_groups(state).items():
        if people:
            of_group.setdefault(group, set()).add(key)
    there = set().union(*of_group.values())
    at_table = {
        table_id: set().union(*(of_group.get(group, set()) for group in groups))
        for table_id, groups in seated.items()
    }
    found = []
    for profile in state.live(Profile):
        lacks = tuple(
            table for table in places if at_table.get(table.id) and profile.key not in at_table[table.id]
        )
        if lacks and profile.key in there:
            found.append((profile.key, lacks))
    return tuple(found)
