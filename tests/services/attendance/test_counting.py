"""At the door: planned numbers become expected ones, and each one who comes gets a letter."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.attendance import group_sizes
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, HeadCount, Movement, Profile
from atelier.errors import AtelierError
from atelier.services.attendance import counting
from atelier.services.preparing.people import MOST_PEOPLE, people_of, set_people
from tests.services.attendance.room import THREE, come, moving, planned, profile_totals, room
from tests.services.preparing.cafe import NOW, after, cafe


def sizes(state: State) -> list[int]:
    groups = [group.id for group in state.live(CafeGroup)]
    return list(group_sizes(counting.in_groups(state), groups).values())


def test_what_was_planned_is_kept_as_what_was_expected() -> None:
    state = planned(cafe(count=5))
    assert not counting.is_begun(state)
    assert (counting.present(state), counting.expected(state)) == (30, 30)
    state = after(state, counting.begin(state, NOW, keeps_numbers=False, everyone="P"))
    assert counting.is_begun(state)
    assert (counting.present(state), counting.expected(state)) == (0, 30)
    state = come(state, THREE)
    assert (counting.present(state), counting.expected(state)) == (23, 30)
    assert counting.expected(state, "usagers") == 10
    assert sizes(state) == [5, 5, 5, 4, 4]


def test_one_may_begin_with_the_planned_numbers_and_correct_them() -> None:
    state = planned(cafe(count=5))
    state = after(state, counting.begin(state, NOW, keeps_numbers=True, everyone="P"))
    assert (counting.present(state), counting.expected(state)) == (30, 30)
    state = after(state, counting.leave(state, "elus"))
    assert (counting.present(state), counting.expected(state)) == (29, 30)


def test_counting_anew_keeps_what_was_expected() -> None:
    state = room()
    state = after(state, counting.begin(state, NOW, keeps_numbers=False, everyone="P"))
    assert (counting.present(state), counting.expected(state)) == (0, 30)
    assert counting.begin(state, NOW, keeps_numbers=False, everyone="P") is None


def test_where_nothing_was_planned_nobody_was_expected() -> None:
    state = cafe(count=2)
    state = after(state, counting.begin(state, NOW, keeps_numbers=False, everyone="P"))
    state = come(state, {"usagers": 3})
    assert (counting.present(state), counting.expected(state)) == (3, 0)


def test_a_workshop_without_profiles_counts_participants() -> None:
    state = cafe(count=2)
    state = state.apply((Profile.KIND, row.id, {"deleted": True}) for row in state.live(Profile))
    state = after(
        state, counting.begin(state, NOW, keeps_numbers=False, everyone="Participantes et participants")
    )
    assert [row.label for row in state.live(Profile)] == ["Participantes et participants"]
    state = come(state, {counting.EVERYONE: 5})
    assert sizes(state) == [3, 2]


def test_the_letter_that_is_said_is_the_one_that_is_counted() -> None:
    state = room(people={})
    for profile in ["usagers", "usagers", "elus", "professionnels"] * 3:
        said = counting.next_group(state, profile)
        assert said is not None
        before = people_of(state).get((said.id, profile), 0)
        state = after(state, counting.arrive(state, profile))
        assert people_of(state)[said.id, profile] == before + 1
        assert max(sizes(state)) - min(sizes(state)) <= 1


def test_taking_away_undoes_a_slip_and_stops_at_nobody() -> None:
    state = room(people={"usagers": 1})
    state = after(state, counting.leave(state, "usagers"))
    assert counting.present(state) == 0
    assert counting.leave(state, "usagers") is None


@given(st.lists(st.tuples(st.sampled_from(sorted(THREE)), st.booleans()), max_size=25))
@settings(max_examples=25, deadline=None)
def test_nobody_is_lost_at_the_door(presses: list[tuple[str, bool]]) -> None:
    state = room(tables=3, people={})
    there: Counter[str] = Counter()
    for profile, comes in presses:
        action = counting.arrive(state, profile) if comes else counting.leave(state, profile)
        if action is not None:
            state = after(state, action)
            there[profile] += 1 if comes else -1
    assert profile_totals(state) == dict(+there)
    assert counting.expected(state) == 18


def test_a_number_can_be_given_at_once() -> None:
    state = room(people={})
    state = after(state, counting.set_present(state, "usagers", 12))
    assert counting.present(state, "usagers") == 12 and sizes(state) == [3, 3, 2, 2, 2]
    state = after(state, counting.set_present(state, "usagers", 4))
    assert counting.present(state) == 4 and sizes(state) == [1, 1, 1, 1, 0]
    assert counting.set_present(state, "usagers", 4) is None
    assert len(counting.set_present(state, "usagers", 9).changes) == 5  # type: ignore[union-attr]


@pytest.mark.parametrize("movement", [Movement.MIXED, Movement.FREE])
def test_where_there_are_no_groups_only_heads_are_counted(movement: Movement) -> None:
    state = come(moving(movement), {"usagers": 5, "elus": 1})
    assert counting.next_group(state, "usagers") is None
    assert counting.present(state) == 6
    assert {row.group_id for row in state.live(HeadCount) if row.people} == {None}
    state = after(state, counting.leave(state, "usagers"))
    assert profile_totals(state) == {"usagers": 4, "elus": 1}
    assert counting.even_out(state) is None


def test_mixed_people_are_sent_to_one_table_after_the_other() -> None:
    state = moving(Movement.MIXED, tables=3)
    numbers = []
    for _ in range(4):
        table = counting.next_table(state, tables(state))
        assert table is not None
        numbers.append(table.number)
        state = come(state, {"usagers": 1})
    assert numbers == [1, 2, 3, 1]
    assert counting.next_table(state, ()) is None


def test_people_of_groups_that_no_longer_move_can_still_leave() -> None:
    state = room(tables=2, people={"usagers": 2})
    state = state.apply([("workshop", state.workshop.id, {"movement": "free"})])
    state = after(state, counting.leave(state, "usagers"))
    assert counting.present(state) == 1


def test_evening_out_gives_everyone_a_group_and_groups_the_same_size() -> None:
    state = cafe(count=3)
    first = state.live(CafeGroup)[0]
    state = after(state, set_people(state, first.id, "usagers", 7), set_people(state, None, "elus", 2))
    assert counting.is_uneven(state)
    state = after(state, counting.even_out(state))
    assert not counting.is_uneven(state)
    assert sizes(state) == [3, 3, 3]
    assert profile_totals(state) == {"usagers": 7, "elus": 2}
    assert counting.even_out(state) is None


def test_numbers_have_an_end_and_removed_profiles_are_told() -> None:
    state = cafe(count=1, rounds=1)
    group = state.live(CafeGroup)[0]
    state = after(state, set_people(state, group.id, "usagers", MOST_PEOPLE))
    with pytest.raises(AtelierError, match="999"):
        counting.arrive(state, "usagers")
    for plan in (counting.arrive, counting.leave):
        with pytest.raises(AtelierError, match="removed"):
            plan(state, "nobody")


def test_a_profile_of_a_removed_group_is_not_counted() -> None:
    state = room(tables=2, people={"usagers": 4})
    gone = state.live(CafeGroup)[1]
    state = state.apply([("cafe_group", gone.id, {"deleted": True})])
    assert counting.present(state) == 2
