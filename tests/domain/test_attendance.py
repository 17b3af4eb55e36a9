"""People are counted into groups: nobody is lost, groups stay equal, profiles are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.attendance import (
    arrival,
    departure,
    dissolve,
    equal_sizes,
    evened,
    group_sizes,
    moved,
    spread,
)

PROFILES = ("usagers", "pros", "élus")
ROOMS = st.dictionaries(st.sampled_from(PROFILES), st.integers(0, 25))
ANY_COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from(PROFILES)), st.integers(0, 12)
)


def by_profile(counts: Iterable[tuple[tuple[str, str], int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, profile), people in counts:
        found[profile] += people
    return +found


def gap(sizes: Iterable[int]) -> int:
    values = list(sizes)
    return max(values) - min(values)


def test_twenty_three_people_at_five_tables_or_at_four() -> None:
    assert equal_sizes(23, 5) == (5, 5, 5, 4, 4)
    assert equal_sizes(23, 4) == (6, 6, 6, 5)
    assert equal_sizes(0, 2) == (0, 0)
    assert equal_sizes(7, 0) == ()


@given(st.integers(0, 500), st.integers(1, 60))
def test_equal_sizes_hold_everyone(people: int, parts: int) -> None:
    sizes = equal_sizes(people, parts)
    assert sum(sizes) == people and len(sizes) == parts and gap(sizes) <= 1
    assert list(sizes) == sorted(sizes, reverse=True)


def test_the_one_who_comes_in_goes_to_the_smallest_group_that_lacks_the_profile() -> None:
    counts = {("A", "usagers"): 2, ("B", "pros"): 2, ("C", "usagers"): 1, ("C", "pros"): 1}
    assert arrival(counts, "ABC", "usagers") == "B"
    assert arrival(counts, "ABC", "pros") == "A"
    assert arrival({**counts, ("D", "pros"): 1}, "ABCD", "pros") == "D"


def test_taking_away_takes_from_the_fullest_group_that_has_the_profile() -> None:
    counts = {("A", "usagers"): 3, ("B", "usagers"): 1, ("B", "pros"): 1}
    assert departure(counts, "AB", "usagers") == "A"
    assert departure(counts, "AB", "pros") == "B"
    assert departure(counts, "AB", "élus") is None


@given(ROOMS, st.integers(1, 9))
@settings(max_examples=60)
def test_a_room_is_spread_evenly(people: dict[str, int], number: int) -> None:
    groups = "ABCDEFGHI"[:number]
    counts = spread(people, groups)
    assert by_profile(counts.items()) == +Counter(people)
    assert gap(group_sizes(counts, groups).values()) <= 1
    for profile in people:
        assert gap(counts.get((group, profile), 0) for group in groups) <= 1, profile


@given(st.lists(st.tuples(st.sampled_from(PROFILES), st.booleans()), max_size=60), st.integers(1, 6))
@settings(max_examples=60)
def test_at_the_door_nobody_is_lost_and_arrivals_keep_groups_equal(
    presses: list[tuple[str, bool]], number: int
) -> None:
    groups = "ABCDEF"[:number]
    counts: Counter[tuple[str, str]] = Counter()
    there: Counter[str] = Counter()
    widest = 0
    for profile, comes in presses:
        before = gap(group_sizes(counts, groups).values())
        if comes:
            counts[arrival(counts, groups, profile), profile] += 1
            there[profile] += 1
            widest = max(before, 1)
        elif (group := departure(counts, groups, profile)) is not None:
            counts[group, profile] -= 1
            there[profile] -= 1
            widest = before + 1
        assert gap(group_sizes(counts, groups).values()) <= max(widest, 1)
        assert min(counts.values(), default=0) >= 0
    assert by_profile(counts.items()) == +there


@given(ROOMS, st.integers(2, 8), st.data())
@settings(max_examples=60)
def test_a_group_that_is_given_up_leaves_equal_groups(
    people: dict[str, int], number: int, data: st.DataObject
) -> None:
    groups = "ABCDEFGH"[:number]
    gone = data.draw(st.sampled_from(groups))
    counts = spread(people, groups)
    rest = groups.replace(gone, "")
    moves = dissolve(counts, {gone}, rest)
    after = moved(counts, moves)
    assert by_profile(after.items()) == +Counter(people)
    assert all(group != gone for group, _ in after)
    assert gap(group_sizes(after, rest).values()) <= 1
    assert all(move.source == gone for move in moves), "nobody else has to move"


@given(ANY_COUNTS, st.sampled_from(["AB", "ABC", "ABCDE", "ABCDEF"]))
@settings(max_examples=60)
def test_evening_out_loses_nobody_and_moves_as_few_as_possible(
    counts: dict[tuple[str, str], int], groups: str
) -> None:
    counts = {key: people for key, people in counts.items() if key[0] in groups}
    moves = evened(counts, groups)
    after = moved(counts, moves)
    sizes = group_sizes(counts, groups)
    assert by_profile(after.items()) == by_profile(counts.items())
    assert gap(group_sizes(after, groups).values()) <= 1
    assert min(after.values(), default=1) > 0
    # The best that can be: the fullest groups keep the larger shares
    shares = equal_sizes(sum(sizes.values()), len(groups))
    fewest = sum(
        max(0, size - share) for size, share in zip(sorted(sizes.values(), reverse=True), shares, strict=True)
    )
    assert sum(move.people for move in moves) == fewest


def test_a_new_group_is_made_of_people_of_the_others() -> None:
    counts = spread({"usagers": 18, "pros": 12}, "ABCDE")
    after = moved(counts, moves := evened(counts, "ABCDEF"))
    assert list(group_sizes(after, "ABCDEF").values()) == [5] * 6
    assert {move.goal for move in moves} == {"F"}
    assert after["F", "usagers"] == 3 and after["F", "pros"] == 2


def test_without_groups_nobody_can_be_placed() -> None:
    with pytest.raises(ValueError, match="empty"):
        arrival({}, "", "usagers")
    assert evened({}, "") == ()
