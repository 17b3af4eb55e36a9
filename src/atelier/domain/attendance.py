"""Who came: people counted into groups so that groups stay equal, and every profile is spread.

Only numbers are known, never names: what says where someone sits is the letter that was handed out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[tuple[str, str], int]
"""People by group id and profile key."""


@dataclass(frozen=True, slots=True)
class Move:
    """Some people of one profile who change groups."""

    source: str
    """Id of the group that they leave."""
    goal: str
    """Id of the group that they join."""
    profile: str
    people: int


def equal_sizes(people: int, parts: int) -> tuple[int, ...]:
    """The sizes of equal parts, larger ones first: 23 people at 5 tables are 5·5·5·4·4."""
    if parts <= 0:
        return ()
    least, more = divmod(max(0, people), parts)
    return (least + 1,) * more + (least,) * (parts - more)


def group_sizes(counts: Counts, groups: Iterable[str]) -> dict[str, int]:
    """How many people each group has, in the order of the groups."""
    sizes = dict.fromkeys(groups, 0)
    for (group, _), people in counts.items():
        if group in sizes:
            sizes[group] += people
    return sizes


def arrival(counts: Counts, groups: Sequence[str], profile: str) -> str:
    """The group of someone who comes in: the smallest, then the one with the fewest of that profile.

    Raises:
        ValueError: there is no group.
    """
    sizes = group_sizes(counts, groups)
    return min(groups, key=lambda group: (sizes[group], counts.get((group, profile), 0)))


def departure(counts: Counts, groups: Sequence[str], profile: str) -> str | None:
    """The group that gives back someone of a profile: the fullest that has any; None when none has."""
    sizes = group_sizes(counts, groups)
    having = [group for group in reversed(groups) if counts.get((group, profile), 0) > 0]
    return max(having, key=lambda group: (sizes[group], counts.get((group, profile), 0)), default=None)


def spread(people: Mapping[str, int], groups: Sequence[str]) -> dict[tuple[str, str], int]:
    """Seat a whole room anew.

    Args:
        people: how many of each profile.
        groups: ids of the groups, in order; at least one.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for profile, number in people.items():
        for _ in range(number):
            counts[arrival(counts, groups, profile), profile] += 1
    return dict(counts)


def moved(counts: Counts, moves: Iterable[Move]) -> dict[tuple[str, str], int]:
    """The counts after some people changed groups."""
    after = Counter(dict(counts))
    for move in moves:
        after[move.source, move.profile] -= move.people
        after[move.goal, move.profile] += move.people
    return {key: people for key, people in after.items() if people}


def dissolve(counts: Counts, gone: Collection[str], groups: Sequence[str]) -> tuple[Move, ...]:
    """Where the people of groups that are given up go; everyone else stays.

    Args:
        counts: who is in which group.
        gone: ids of the groups that are given up.
        groups: ids of those that stay, in order; at least one.
    """
    after = Counter({key: people for key, people in counts.items() if key[0] not in gone})
    found: Counter[tuple[str, str, str]] = Counter()
    for (source, profile), people in counts.items():
        if source not in gone:
            continue
        for _ in range(people):
            goal = arrival(after, groups, profile)
            after[goal, profile] += 1
            found[source, goal, profile] += 1
    return _ordered(found, groups)


def evened(counts: Counts, groups: Sequence[str]) -> tuple[Move, ...]:
    """The fewest people who have to change groups so that no two sizes differ by more than one."""
    after = Counter({key: people for key, people in counts.items() if key[0] in groups})
    found: Counter[tuple[str, str, str]] = Counter()
    sizes = group_sizes(after, groups)
    profiles = list(dict.fromkeys(profile for _, profile in after))
    while sizes:
        source = max(reversed(groups), key=lambda group: sizes[group])
        goal = min(groups, key=lambda group: sizes[group])
        if sizes[source] - sizes[goal] <= 1:
            break
        profile = max(
            (profile for profile in profiles if after[source, profile]),
            key=lambda profile: (after[source, profile] - after[goal, profile], -after[goal, profile]),
        )
        after[source, profile] -= 1
        after[goal, profile] += 1
        sizes[source] -= 1
        sizes[goal] += 1
        found[source, goal, profile] += 1
    return _ordered(found, groups)


def _ordered(found: Counter[tuple[str, str, str]], groups: Sequence[str]) -> tuple[Move, ...]:
    places = {group: place for place, group in enumerate(groups)}
    keys = sorted(found, key=lambda key: (places.get(key[0], -1), places[key[1]]))
    return tuple(Move(*key, people=found[key]) for key in keys)
