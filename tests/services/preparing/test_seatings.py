"""Who sits where, planned anew without touching what happened."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.place import tables
from atelier.domain.rotation import missed_tables, plan_seatings
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, Movement, Seating
from atelier.errors import AtelierError
from atelier.services import running
from atelier.services.preparing import agenda, details, groups, seatings
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


def test_a_new_workshop_needs_no_other_seats() -> None:
    assert seatings.plan_seats(cafe(), NOW) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 10))
def test_with_nothing_begun_the_seats_are_those_of_the_rotation(
    count: int, group_count: int, rounds: int
) -> None:
    state = cafe(count=1, rounds=1, groups=1)
    for _ in range(count - 1):
        state = after(state, tabling.add_table(state, NOW))
    for _ in range(group_count - 1):
        state = after(state, groups.add_group(state, NOW))
    for _ in range(rounds - 1):
        state = after(state, agenda.add_step(state, NOW, StepKind.ROUND))
    assert rounds_of(state.live(Step)) == tuple(range(1, rounds + 1))
    wanted = plan_seatings(state.live(CafeGroup), tables(state), range(1, rounds + 1))
    assert {seat.id for seat in state.live(Seating)} == {seat.id for seat in wanted}
    if rounds >= count:
        assert not missed_tables(state.live(CafeGroup), tables(state), state.live(Seating))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 6),
    st.integers(1, 3),
    st.lists(st.sampled_from(["+t", "-t", "+g", "-g", "+r", "-r"]), max_size=6),
)
def test_nothing_that_is_confirmed_is_ever_lost(count: int, done: int, changes: list[str]) -> None:
    state = begun(cafe(count=count, rounds=3), round_number=done)
    kept = {seat.id: seat for seat in state.live(Seating) if seat.confirmed_at}
    assert kept
    for change in changes:
        try:
            state = after(state, _changed(state, change))
        except AtelierError:
            continue
        rows = {seat.id: seat for seat in state.live(Seating)}
        assert all(rows.get(row_id) == seat for row_id, seat in kept.items())
        for number in rounds_of(state.live(Step)):
            if number > done:
                seated = [seat.group_id for seat in state.live(Seating) if seat.round == number]
                assert sorted(filter(None, seated)) == sorted(group.id for group in state.live(CafeGroup))


def _changed(state: State, change: str):  # type: ignore[no-untyped-def]
    now = later(4_000)
    match change:
        case "+t":
            return tabling.add_table(state, now)
        case "-t":
            return tabling.remove_table(state, now, tables(state)[-1].id)
        case "+g":
            return groups.add_group(state, now)
        case "-g":
            return groups.remove_group(state, now, state.live(CafeGroup)[-1].id)
        case "+r":
            return agenda.add_step(state, now, StepKind.ROUND)
        case _:
            rounds = [step for step in state.live(Step) if step.kind == StepKind.ROUND]
            return agenda.remove_step(state, now, rounds[-1].id)


def test_a_group_that_comes_late_is_seated_in_the_rounds_to_come() -> None:
    state = begun(cafe(count=3, rounds=3))
    before = seats(state)
    state = after(state, groups.add_group(state, later(4_000)))
    assert {key: table for key, table in seats(state).items() if key in before} == before
    assert (1, "D") not in seats(state)
    assert (2, "D") in seats(state) and (3, "D") in seats(state)


def test_after_a_table_is_added_half_way_groups_meet_it_and_no_table_twice() -> None:
    state = begun(cafe(count=2, rounds=3))
    state = after(state, tabling.add_table(state, later(4_000)))
    assert not missed_tables(state.live(CafeGroup), tables(state), state.live(Seating))


def test_a_round_begins_with_the_move_that_leads_to_it() -> None:
    state = begun(cafe(count=3, rounds=3))
    assert seatings.begun_rounds(state, later(4_000)) == {1}
    state = after(state, running.go_next(state, later(4_000)))
    assert seatings.begun_rounds(state, later(4_001)) == {1, 2}


def test_a_note_typed_from_paper_keeps_the_seats_of_its_round() -> None:
    state = with_note(cafe(count=3, rounds=3), round_number=2, group=None)
    before = seats(state)
    state = after(state, groups.add_group(state, NOW))
    assert {key: table for key, table in seats(state).items() if key[0] == 2} == {
        key: table for key, table in before.items() if key[0] == 2
    }
    assert (1, "D") in seats(state) and (3, "D") in seats(state)


def test_two_groups_change_places() -> None:
    state = cafe(count=3, rounds=3)
    assert (seats(state)[2, "A"], seats(state)[2, "B"]) == (2, 3)
    action = seatings.seat_group(state, NOW, 2, group_of(state, "A").id, table_of(state, 3).id)
    state = after(state, action)
    assert (seats(state)[2, "A"], seats(state)[2, "B"]) == (3, 2)


def test_two_groups_share_a_table_when_asked() -> None:
    state = cafe(count=3, rounds=3)
    group, table = group_of(state, "A"), table_of(state, 3)
    state = after(state, seatings.seat_group(state, NOW, 2, group.id, table.id, swaps=False))
    assert (seats(state)[2, "A"], seats(state)[2, "B"]) == (3, 3)
    assert seatings.seat_group(state, NOW, 2, group.id, table.id) is None


def test_a_group_that_sits_is_not_moved() -> None:
    state = begun(cafe(count=3, rounds=3))
    with pytest.raises(AtelierError, match="Group A is already seated in round 1"):
        seatings.seat_group(state, later(4_000), 1, group_of(state, "A").id, table_of(state, 3).id)


def test_planning_anew_takes_back_what_was_changed_by_hand() -> None:
    state = cafe(count=3, rounds=3)
    before = {seat.id for seat in state.live(Seating)}
    state = after(
        state, seatings.seat_group(state, NOW, 2, group_of(state, "A").id, table_of(state, 3).id, swaps=False)
    )
    state = after(state, seatings.plan_seats(state, NOW))
    assert {seat.id for seat in state.live(Seating)} == before


def test_a_seat_that_comes_back_is_not_confirmed() -> None:
    state = cafe(count=2)
    seat = next(seat for seat in state.live(Seating) if seat.round == 1)
    gone = [(Seating.KIND, seat.id, {"deleted": True, "confirmed_at": "2025-10-15T10:00:00.000Z"})]
    state = state.apply(gone)
    state = after(state, seatings.plan_seats(state, NOW))
    found = state.get(Seating, seat.id)
    assert found is not None and found.confirmed_at == ""


def test_when_people_are_mixed_tables_are_open_to_everyone_in_rounds_to_come() -> None:
    state = begun(cafe(count=2, rounds=2))
    state = after(state, details.choose_movement(state, later(4_000), Movement.MIXED))
    assert seats(state) == seats(state) | {(1, "A"): 1, (1, "B"): 2}
    open_tables = {(seat.group_id, seat.table_id) for seat in state.live(Seating) if seat.round == 2}
    assert open_tables == {(None, table.id) for table in tables(state)}
    assert details.choose_movement(state, later(4_000), Movement.MIXED) is None
