"""What follows from who is there: how large groups are, which table lacks whom, who meets what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.attendance import equal_sizes, group_sizes, missing_from
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
    counts = in_groups(state)
    by_round = seats_by_round(state)
    here = by_round.get(number, {})
    ever: dict[str, set[str]] = {}
    for seats in by_round.values():
        for group, table in seats.items():
            ever.setdefault(table, set()).add(group)
    now_at: dict[str, set[str]] = {}
    for group, table in here.items():
        now_at.setdefault(table, set()).add(group)
    profiles = [profile.key for profile in state.live(Profile)]

    def lacking(seated: Mapping[str, set[str]]) -> tuple[tuple[str, tuple[CafeTable, ...]], ...]:
        found: dict[str, list[CafeTable]] = {key: [] for key in profiles}
        for table in places:
            at_table = seated.get(table.id, set())
            if sum(people for (group, _), people in counts.items() if group in at_table):
                for key in missing_from(counts, at_table, profiles):
                    found[key].append(table)
        return tuple((key, tuple(lacks)) for key, lacks in found.items() if lacks)

    return Facts(
        round=number,
        rounds=len(rounds),
        tables=places,
        sizes=tuple(group_sizes(counts, [group.id for group in groups]).values()),
        missing=lacking(now_at),
        unmet=lacking(ever),
        unvisited=tuple(table for table in places if table.id not in ever) if by_round else (),
        twice=tuple(group for group in groups if _comes_back(state, group)),
    )


def round_now(state: State, now: Moment) -> int:
    """The round that runs or that people move to, or else the next one; 0 when all are over."""
    running = current_round(state, reading(state, now))
    if running:
        return running
    begun = begun_rounds(state, now)
    return next((number for number in rounds_of(state.live(Step)) if number not in begun), 0)


def seats_by_round(state: State) -> dict[int, dict[str, str]]:
    """By round, the id of the table of each group, by its id."""
    found: dict[int, dict[str, str]] = {}
    for seat in state.live(Seating):
        if seat.group_id is not None and seat.planned:
            found.setdefault(seat.round, {})[seat.group_id] = seat.table_id
    return found


def table_of(state: State, number: int, group: CafeGroup | None) -> CafeTable | None:
    """Where a group sits in a round."""
    if group is None:
        return None
    return state.get(CafeTable, seats_by_round(state).get(number, {}).get(group.id))


def _comes_back(state: State, group: CafeGroup) -> bool:
    seats = (seats.get(group.id) for seats in seats_by_round(state).values())
    return any(times > 1 for table, times in Counter(seats).items() if table is not None)
