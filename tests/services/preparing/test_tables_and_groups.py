"""Tables, groups, profiles and head counts: what is there stays, and says why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.workshop import CafeGroup, HeadCount, Profile
from atelier.errors import AtelierError
from atelier.services.preparing import groups, people
from atelier.services.preparing import tables as tabling
from tests.services.preparing.cafe import (
    NOW,
    after,
    begun,
    cafe,
    group_of,
    later,
    seats,
    table_of,
    with_note,
)


def test_a_table_is_written() -> None:
    state = cafe()
    action = tabling.write_table(state, table_of(state, 2).id, "host", "  Hôte\nde passage ")
    assert action is not None and (action.name, action.screen, action.about) == (
        "prepare.table",
        "prepare",
        "T2",
    )
    state = after(state, action)
    assert table_of(state, 2).host == "Hôte de passage"
    assert tabling.write_table(state, table_of(state, 2).id, "host", "Hôte de passage") is None


def test_a_text_that_is_too_long_is_refused_and_says_how_much() -> None:
    state = cafe()
    with pytest.raises(AtelierError, match="301 characters, 300 at the most"):
        tabling.write_table(state, table_of(state, 1).id, "question", "x" * 301)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("+-<>"), st.integers(0, 9)), max_size=10))
def test_tables_are_numbered_from_1_without_a_gap_before_the_start(moves: list[tuple[str, int]]) -> None:
    state = cafe(count=3)
    for what, index in moves:
        rows = tables(state)
        row_id = rows[index % len(rows)].id if rows else ""
        match what:
            case "+":
                action = tabling.add_table(state, NOW)
            case "-" if rows:
                action = tabling.remove_table(state, NOW, row_id)
            case _ if rows:
                action = tabling.move_table(state, NOW, row_id, 1 if what == ">" else -1)
            case _:
                action = None
        state = after(state, action) if action else state
        assert [table.number for table in tables(state)] == list(range(1, len(tables(state)) + 1))
        assert set(seats(state).values()) <= {table.number for table in tables(state)}


def test_a_table_with_notes_stays_and_its_notes_too() -> None:
    state = cafe()
    state = with_note(state, number=2, group=group_of(state, "A"))
    with pytest.raises(AtelierError, match="Table 2 holds 1 note"):
        tabling.remove_table(state, NOW, table_of(state, 2).id)
    assert tabling.remove_table(state, NOW, table_of(state, 1).id) is not None


def test_a_table_where_people_sat_stays() -> None:
    state = begun(cafe(count=3, rounds=3))
    with pytest.raises(AtelierError, match="People sat at table 3 in round 1"):
        tabling.remove_table(state, later(4_000), table_of(state, 3).id)


def test_once_begun_numbers_stay_on_the_tables() -> None:
    state = begun(cafe(count=3, rounds=3))
    with pytest.raises(AtelierError, match="numbers"):
        tabling.move_table(state, later(4_000), table_of(state, 1).id, 1)
    state = after(
        state,
        tabling.add_table(state, later(4_000)),
    )
    state = after(state, tabling.add_table(state, later(4_001)))
    state = after(state, tabling.remove_table(state, later(4_002), table_of(state, 4).id))
    assert [table.number for table in tables(state)] == [1, 2, 3, 5]


def test_groups_take_letters_in_order_and_close_the_gap_before_the_start() -> None:
    state = cafe(count=4)
    last = group_of(state, "D")
    state = after(state, groups.remove_group(state, NOW, group_of(state, "B").id))
    assert [group.label for group in state.live(CafeGroup)] == ["A", "B", "C"]
    assert group_of(state, "C").id == last.id
    state = after(state, groups.add_group(state, NOW))
    assert [group.label for group in state.live(CafeGroup)] == ["A", "B", "C", "D"]


def test_letters_stay_once_a_group_has_sat() -> None:
    state = begun(cafe(count=3, rounds=3))
    state = after(state, groups.add_group(state, later(4_000)))
    state = after(state, groups.add_group(state, later(4_001)))
    state = after(state, groups.remove_group(state, later(4_002), group_of(state, "D").id))
    assert [group.label for group in state.live(CafeGroup)] == ["A", "B", "C", "E"]
    with pytest.raises(AtelierError, match="Group A sat down in round 1"):
        groups.remove_group(state, later(4_003), group_of(state, "A").id)


def test_a_group_that_spoke_stays() -> None:
    state = cafe()
    state = with_note(state, group=group_of(state, "B"))
    with pytest.raises(AtelierError, match="Group B said 1 thing"):
        groups.remove_group(state, NOW, group_of(state, "B").id)


def test_a_removed_group_takes_its_head_counts_along() -> None:
    state = cafe()
    state = after(state, people.set_people(state, group_of(state, "A").id, "elus", 4))
    assert people.count_people(state) == 4
    state = after(state, groups.remove_group(state, NOW, group_of(state, "A").id))
    assert people.count_people(state) == 0
    assert all(row.group_id == group_of(state, "A").id for row in state.live(HeadCount))


def test_people_are_counted_one_by_one_and_never_below_none() -> None:
    state = cafe()
    group = group_of(state, "A")
    assert people.change_people(state, group.id, "usagers", -1) is None
    for _ in range(3):
        state = after(state, people.change_people(state, group.id, "usagers", 1))
    state = after(state, people.change_people(state, group.id, "usagers", -1))
    assert people.people_of(state)[group.id, "usagers"] == 2
    assert people.count_people(state, profile="usagers") == 2
    assert people.count_people(state, group_id=group_of(state, "B").id) == 0
    action = people.change_people(state, group.id, "usagers", 1)
    assert action is not None and (action.name, action.about) == ("prepare.people", "A · Usagers")


@pytest.mark.parametrize(("text", "value"), [("", 0), (" 12 ", 12), ("007", 7)])
def test_numbers_of_people_are_read(text: str, value: int) -> None:
    assert people.read_people(text) == value


@pytest.mark.parametrize("text", ["-1", "douze", "1000", "1.5", "²"])
def test_other_numbers_of_people_are_refused(text: str) -> None:
    with pytest.raises(AtelierError, match="whole number"):
        people.read_people(text)


def test_a_profile_is_added_renamed_moved_and_removed() -> None:
    state = cafe()
    state = after(state, people.add_profile(state, "Étudiants & internes"))
    profile = state.live(Profile)[-1]
    assert (profile.key, profile.label) == ("etudiants-internes", "Étudiants & internes")
    state = after(state, people.rename_profile(state, profile.key, "Étudiants"))
    state = after(state, people.move_profile(state, profile.key, -1))
    assert [row.label for row in state.live(Profile)][-2] == "Étudiants"
    state = after(state, people.remove_profile(state, profile.key))
    assert profile.key not in {row.key for row in state.live(Profile)}
    state = after(state, people.add_profile(state, "Étudiants & internes"))
    assert state.live(Profile)[-1].key == "etudiants-internes-2"


def test_a_profile_of_notes_or_people_stays() -> None:
    state = cafe()
    state = with_note(state, group=group_of(state, "A"), profile="elus")
    with pytest.raises(AtelierError, match="1 note comes from"):
        people.remove_profile(state, "elus")
    state = after(state, people.set_people(state, group_of(state, "A").id, "aidants", 2))
    with pytest.raises(AtelierError, match="counted under “Proches aidants”"):
        people.remove_profile(state, "aidants")


def test_two_profiles_of_one_name_are_refused() -> None:
    state = cafe()
    with pytest.raises(AtelierError, match="already"):
        people.add_profile(state, "usagers")
    assert people.add_profile(state, "   ") is None


def test_removing_keeps_every_note() -> None:
    state = cafe(count=3, rounds=3)
    state = with_note(state, number=1, group=group_of(state, "A"))
    before = dict(state.all(Note))
    state = after(state, tabling.remove_table(state, NOW, table_of(state, 3).id))
    state = after(state, groups.remove_group(state, NOW, group_of(state, "C").id))
    state = after(state, people.remove_profile(state, "elus"))
    assert dict(state.all(Note)) == before
