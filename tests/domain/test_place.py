"""A table changes group when the table says so, not when the clock does."""

from __future__ import annotations

import pytest

from atelier.domain.note import CellKey, Note
from atelier.domain.place import (
    awaited_seatings,
    awaited_since,
    current_cell,
    current_round,
    current_seating,
    current_step,
    group_labelled,
    handover,
    is_current,
    notes_at,
    notes_by_table,
    notes_in,
    places,
    seatings_at,
    table_numbered,
    tables,
)
from atelier.domain.workshop import CafeTable, Seating
from atelier.services import running
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    return Cafe()


def stamp(cafe: Cafe, table: str) -> tuple[int, str | None]:
    cell = current_cell(cafe.state, cafe.state.all(CafeTable)[table], "constats")
    return (cell.round, cell.group_id)


def awaited(cafe: Cafe, table: str) -> list[str | None]:
    round_number = current_round(cafe.state, cafe.reading)
    return [seat.group_id for seat in awaited_seatings(cafe.state, table, round_number)]


def test_places_are_the_tables_then_the_plenary(cafe: Cafe) -> None:
    assert [table.number for table in tables(cafe.state)] == [1, 2]
    assert [table.number for table in places(cafe.state)] == [1, 2, 0]
    assert table_numbered(cafe.state, 0) is not None
    assert table_numbered(cafe.state, 9) is None


def test_groups_are_found_whatever_their_case(cafe: Cafe) -> None:
    found = group_labelled(cafe.state, " b ")
    assert found is not None and found.id == "B"
    assert group_labelled(cafe.state, "C") is None


def test_the_round_is_the_one_that_runs_or_is_moved_to(cafe: Cafe) -> None:
    rounds = []
    cafe.start()
    for _ in range(6):
        rounds.append(current_round(cafe.state, cafe.reading))
        cafe.next(10)
    assert rounds == [0, 1, 2, 2, 0, 0]
    assert current_step(cafe.state, cafe.reading) is not None


def test_the_first_group_planned_is_there_without_a_word(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(10)
    assert (stamp(cafe, "t1"), stamp(cafe, "t2")) == ((1, "A"), (1, "B"))
    assert awaited(cafe, "t1") == []


def test_next_moves_no_table(cafe: Cafe) -> None:
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    assert stamp(cafe, "t1") == (1, "A")
    assert awaited(cafe, "t1") == ["B"]
    cafe.seat("t1", 2, "B")
    assert (stamp(cafe, "t1"), stamp(cafe, "t2")) == ((2, "B"), (1, "B"))
    assert (awaited(cafe, "t1"), awaited(cafe, "t2")) == ([], ["A"])


def test_a_group_that_was_not_planned_is_accepted_and_flagged() -> None:
    cafe = Cafe(tables=3)
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    cafe.seat("t1", 2, "A")
    seat = current_seating(cafe.state, "t1")
    assert seat is not None
    assert (seat.group_id, seat.planned) == ("A", False)
    assert awaited(cafe, "t1") == []
    assert stamp(cafe, "t1") == (2, "A")


def test_a_table_that_went_back_with_the_clock_awaits_its_group_anew(cafe: Cafe) -> None:
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    cafe.seat("t1", 2, "B")
    cafe.go(2)
    assert stamp(cafe, "t1") == (2, "B"), "going back moves no table either"
    cafe.seat("t1", 1, "A")
    assert stamp(cafe, "t1") == (1, "A")
    cafe.go(4)
    assert awaited(cafe, "t1") == ["B"]
    cafe.seat("t1", 2, "B")
    assert (stamp(cafe, "t1"), awaited(cafe, "t1")) == ((2, "B"), [])


def test_a_confirmation_that_was_removed_counts_no_longer(cafe: Cafe) -> None:
    cafe.seat("t1", 2, "B")
    cafe.change(cafe.state.all(Seating)["2/B/t1"], confirmed_at="")
    assert stamp(cafe, "t1") == (1, "A")


def test_groups_that_share_a_table_are_awaited_together() -> None:
    cafe = Cafe(tables=2, groups=4)
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    assert awaited(cafe, "t1") == ["B", "D"]
    cafe.seat("t1", 2, "D")
    assert (stamp(cafe, "t1"), awaited(cafe, "t1")) == ((2, "D"), [])


def test_without_groups_the_table_says_that_everyone_is_seated() -> None:
    cafe = Cafe(groups=0)
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    assert awaited(cafe, "t1") == [None]
    cafe.seat("t1", 2, None)
    assert stamp(cafe, "t1") == (2, None)


def test_the_plenary_and_a_table_without_seats_stand_outside_rounds(cafe: Cafe) -> None:
    for seat in seatings_at(cafe.state, "t2"):
        cafe.change(seat, deleted=True)
    assert stamp(cafe, "t0") == stamp(cafe, "t2") == (0, None)


def test_a_cell_is_current_at_its_own_table_only(cafe: Cafe) -> None:
    assert is_current(cafe.state, CellKey("t1", 1, "A", "pistes"))
    assert not is_current(cafe.state, CellKey("t2", 1, "A", "pistes"))
    assert not is_current(cafe.state, CellKey("gone", 1, "A", "pistes"))


def test_groups_are_awaited_from_the_move_on(cafe: Cafe) -> None:
    cafe.start()
    assert awaited_since(cafe.state, 2) is None
    cafe.next(10)
    cafe.next(900)
    moved = cafe.now
    cafe.next(120)
    cafe.do(running.extend, 60)
    assert awaited_since(cafe.state, 2) == moved
    cafe.next(900)
    assert awaited_since(cafe.state, 2) is None
    cafe.clock.advance(5)
    cafe.go(4)
    assert awaited_since(cafe.state, 2) == cafe.now


def test_notes_are_found_by_table_and_cell(cafe: Cafe) -> None:
    first = cafe.note("t1", 1, "A", "constats", "un")
    second = cafe.note("t1", 1, "A", "pistes", "deux", star=True)
    other = cafe.note("t2", 1, "B", "pistes", "trois")
    removed = cafe.note("t1", 1, "A", "constats", "quatre")
    trial = cafe.note("t1", 1, "A", "constats", "essai")
    cafe.change(removed, deleted=True)
    cafe.change(trial, is_rehearsal=True)
    assert [note.id for note in notes_at(cafe.state, "t1")] == [first.id, second.id]
    assert notes_by_table(cafe.state) == {"t1": (first, second), "t2": (other,)}
    assert notes_in(cafe.state, first.cell) == (first,)


def test_the_handover_says_key_ideas_first_and_nothing_of_this_group() -> None:
    cafe = Cafe(tables=3, rounds=3)
    plain = cafe.note("t1", 1, "A", "constats", "plain")
    star = cafe.note("t1", 1, "A", "pistes", "star", star=True)
    gathered = cafe.note("t1", 2, "C", "phares", "idea")
    cafe.note("t1", 3, "B", "pistes", "of the group itself")
    said = handover(cafe.state, CellKey("t1", 3, "B", "constats"))
    assert [note.id for note in said] == [star.id, gathered.id, plain.id]
    assert handover(cafe.state, CellKey("t1", 1, "A", "constats")) == ()


def test_what_was_found_follows_the_state(cafe: Cafe) -> None:
    assert notes_at(cafe.state, "t1") == ()
    note = cafe.note("t1", 1, "A", "constats")
    assert notes_at(cafe.state, "t1") == (note,)
    assert isinstance(cafe.state.get(Note, note.id), Note)
