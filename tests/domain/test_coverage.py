"""What each cell is: filled, or empty for a reason that is known or asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.cell import Cell, CellState
from atelier.domain.note import CellKey
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import running
from atelier.services.notes import answer_cells
from tests.data.cafe import HEADINGS, Cafe

UPCOMING, OPEN, FILLED = CellState.UPCOMING, CellState.OPEN, CellState.FILLED
UNEXPLAINED, CANCELLED = CellState.UNEXPLAINED, CellState.CANCELLED


@pytest.fixture
def cafe() -> Cafe:
    return Cafe()


def state_of(
    cafe: Cafe, table: str, round_number: int, group: str | None, heading: str = "conditions"
) -> CellState:
    return cafe.cells()[(table, round_number, group, heading)].state


def rounds(cafe: Cafe, table: str = "t1") -> list[CellState]:
    """The state of an empty cell of each round, planned groups only."""
    return [
        cell.state
        for cell in cafe.cells(table).values()
        if cell.key.heading == "conditions" and cell.key.round
    ]


def test_every_cell_is_there_in_order(cafe: Cafe) -> None:
    assert list(cafe.cells()) == [
        (table, number, group, heading)
        for table, groups in (("t1", "AB"), ("t2", "BA"))
        for number, group in enumerate(groups, 1)
        for heading in HEADINGS
    ]


def test_a_round_opens_runs_and_is_over(cafe: Cafe) -> None:
    assert rounds(cafe) == [UPCOMING, UPCOMING]
    cafe.start()
    assert rounds(cafe) == [UPCOMING, UPCOMING]
    cafe.next(10)
    assert rounds(cafe) == [OPEN, UPCOMING]
    cafe.next(10)
    assert rounds(cafe) == [OPEN, UPCOMING], "the table goes on until the next group is seated"
    cafe.next(10)
    assert rounds(cafe) == [OPEN, UPCOMING]
    cafe.seat("t1", 2, "B")
    assert rounds(cafe) == [UNEXPLAINED, OPEN]
    assert rounds(cafe, "t2") == [OPEN, UPCOMING]
    cafe.next(10)
    assert rounds(cafe) == [UNEXPLAINED, UNEXPLAINED]
    assert rounds(cafe, "t2") == [UNEXPLAINED, UNEXPLAINED]


def test_the_end_leaves_nothing_open(cafe: Cafe) -> None:
    cafe.start()
    for _ in range(6):
        cafe.next(10)
    assert {cell.state for cell in cafe.cells().values()} == {UNEXPLAINED}


def test_a_table_that_nobody_confirmed_is_explained_like_others(cafe: Cafe) -> None:
    """A group whose arrival was never confirmed must not be left out of what is to explain."""
    cafe.start()
    for _ in range(5):
        cafe.next(10)
    assert state_of(cafe, "t1", 2, "B") is UNEXPLAINED


def test_a_round_that_was_skipped_is_cancelled(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(10)
    cafe.go(5)
    assert rounds(cafe) == [UNEXPLAINED, CANCELLED]
    cafe.go(4)
    assert rounds(cafe) == [OPEN, UPCOMING]


def test_a_skipped_round_stays_so_when_later_ones_have_notes() -> None:
    cafe = Cafe(tables=3, rounds=3)
    cafe.start()
    cafe.next(10)
    cafe.go(6)
    cafe.seat("t1", 3, "B")
    cafe.note("t1", 3, "B", "constats")
    assert rounds(cafe) == [UNEXPLAINED, CANCELLED, OPEN]


def test_a_note_in_a_skipped_round_asks_for_the_rest_of_it(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(10)
    cafe.go(5)
    cafe.note("t1", 2, "B", "constats")
    assert state_of(cafe, "t1", 2, "B", "constats") is FILLED
    assert state_of(cafe, "t1", 2, "B") is UNEXPLAINED


def test_a_round_that_left_the_agenda_is_cancelled_at_the_end(cafe: Cafe) -> None:
    cafe = Cafe(tables=2, rounds=3)
    for step in cafe.state.live(type(cafe.state.live(running.Step)[0])):
        if step.round == 3:
            cafe.change(step, deleted=True)
    cafe.start()
    assert rounds(cafe)[2] is UPCOMING
    while cafe.reading.phase != "finished":
        cafe.next(10)
    assert rounds(cafe)[2] is CANCELLED


def test_back_opens_a_round_again(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(10)
    cafe.next(10)
    cafe.do(running.go_back)
    assert rounds(cafe) == [OPEN, UPCOMING]


def test_notes_from_paper_tell_of_rounds_without_a_clock(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "constats")
    assert state_of(cafe, "t1", 1, "A") is OPEN
    cafe.note("t1", 2, "B", "constats")
    assert state_of(cafe, "t1", 1, "A") is UNEXPLAINED
    assert state_of(cafe, "t1", 2, "B") is UNEXPLAINED
    assert state_of(cafe, "t2", 1, "B") is UNEXPLAINED


def test_counts_stars_and_last_note(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "pistes", "un")
    last = cafe.note("t1", 1, "A", "pistes", "deux", star=True)
    cell = cafe.cells()[("t1", 1, "A", "pistes")]
    assert (cell.notes, cell.starred, cell.last_at) == (2, 1, last.written_at)


def test_starred_notes_show_under_key_ideas_without_a_copy(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.note("t1", 1, "A", "phares", "une idée phare", star=True)
    gathered = cafe.cells()[("t1", 1, "A", "phares")]
    assert (gathered.state, gathered.notes) == (FILLED, 2)
    assert cafe.cells()[("t1", 1, "A", "pistes")].notes == 1
    assert cafe.cells()[("t2", 1, "B", "phares")].notes == 0


def test_rehearsal_and_removed_notes_fill_nothing(cafe: Cafe) -> None:
    cafe.change(cafe.note("t1", 1, "A", "pistes"), is_rehearsal=True)
    cafe.change(cafe.note("t1", 1, "A", "pistes"), deleted=True)
    assert cafe.cells()[("t1", 1, "A", "pistes")].notes == 0


def test_a_reason_is_kept_until_a_note_comes(cafe: Cafe) -> None:
    key = CellKey("t1", 1, "A", "pistes")
    cafe.apply(answer_cells(cafe.state, [key], CellState.NOT_COLLECTED, "feuille perdue"))
    cell = cafe.cells()[("t1", 1, "A", "pistes")]
    assert (cell.state, cell.reason) == (CellState.NOT_COLLECTED, "feuille perdue")
    note = cafe.note("t1", 1, "A", "pistes")
    cell = cafe.cells()[("t1", 1, "A", "pistes")]
    assert (cell.state, cell.reason) == (FILLED, "")
    cafe.change(note, deleted=True)
    assert state_of(cafe, "t1", 1, "A", "pistes") is CellState.NOT_COLLECTED
    cafe.apply(answer_cells(cafe.state, [key], None))
    assert cafe.cells()[("t1", 1, "A", "pistes")].reason == ""


def test_not_collected_needs_a_reason(cafe: Cafe) -> None:
    key = CellKey("t1", 1, "A", "pistes")
    with pytest.raises(AtelierError):
        answer_cells(cafe.state, [key], CellState.NOT_COLLECTED, "  ")
    assert not cafe.state.all(Cell)


def test_a_group_that_was_not_planned_has_its_own_cells(cafe: Cafe) -> None:
    cafe = Cafe(tables=3)
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    cafe.seat("t1", 2, "A")
    assert state_of(cafe, "t1", 2, "A") is OPEN
    cafe.next(10)
    assert state_of(cafe, "t1", 2, "C") is UNEXPLAINED, "the group that was planned is still to explain"


def test_groups_that_share_a_table_are_both_open() -> None:
    cafe = Cafe(tables=2, groups=4)
    cafe.start()
    for _ in range(3):
        cafe.next(10)
    cafe.seat("t1", 2, "D")
    assert state_of(cafe, "t1", 2, "B") is state_of(cafe, "t1", 2, "D") is OPEN


def test_the_plenary_counts_when_it_has_notes_or_is_all_there_is(cafe: Cafe) -> None:
    assert not any(table == "t0" for table, *_ in cafe.cells())
    cafe.start()
    cafe.note("t0", 0, None, "constats")
    assert state_of(cafe, "t0", 0, None, "constats") is FILLED
    assert state_of(cafe, "t0", 0, None) is OPEN
    alone = Cafe(tables=0, rounds=0)
    assert [cell.table.number for cell in alone.cells().values()] == [0] * len(HEADINGS)
    assert state_of(alone, "t0", 0, None) is UPCOMING


def test_a_removed_table_is_not_shown(cafe: Cafe) -> None:
    cafe.change(cafe.state.all(CafeTable)["t2"], deleted=True)
    assert {table for table, *_ in cafe.cells()} == {"t1"}


_STEPS = st.sampled_from(["next", "next", "next", "back", "skip", "note", "seat", "answer", "remove"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_STEPS, st.integers(0, 10_000)), max_size=20))
def test_a_table_alone_and_among_all_is_the_same(gestures: list[tuple[str, int]]) -> None:
    cafe = Cafe(tables=3, rounds=3)
    for gesture, number in gestures:
        cafe.clock.advance(number % 700)
        table, round_number, group = f"t{number % 3 + 1}", number % 4, "ABC"[number % 2]
        heading = HEADINGS[number % 4]
        try:
            _do(cafe, gesture, CellKey(table, round_number, group, heading))
        except AtelierError:
            continue
        whole = cafe.cells()
        alone = {key: cell for name in ("t1", "t2", "t3", "t0") for key, cell in cafe.cells(name).items()}
        assert alone == whole
        for cell in whole.values():
            assert (cell.state is FILLED) == (cell.notes > 0)
            if cafe.reading.phase == "finished":
                assert cell.state not in (OPEN, UPCOMING)
            if cafe.reading.phase == "ready" and not any(other.notes for other in whole.values()):
                assert cell.state not in (OPEN, UNEXPLAINED)


def _do(cafe: Cafe, gesture: str, key: CellKey) -> None:
    match gesture:
        case "next":
            cafe.do(running.go_next)
        case "back":
            cafe.do(running.go_back)
        case "skip":
            cafe.do(running.go_next, over=2)
        case "note":
            cafe.note(key.table_id, key.round, key.group_id, key.heading)
        case "seat":
            cafe.seat(key.table_id, key.round or 1, key.group_id)
        case "answer":
            cafe.apply(answer_cells(cafe.state, [key], CellState.NOT_REACHED))
        case "remove":
            for note in cafe.state.live(note_type())[-1:]:
                cafe.change(note, deleted=True)


def note_type() -> type:
    from atelier.domain.note import Note

    return Note
