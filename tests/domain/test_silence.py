"""A table's silence is said when it means something, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.cell import CellState
from atelier.domain.note import CellKey
from atelier.domain.silence import HANDOVER_SHARE, NUDGE_SHARE, SILENT_SECONDS, hush, neglected, silence
from atelier.domain.workshop import CafeTable
from atelier.services import notes, running
from tests.data.cafe import Cafe

ROUND = 15 * 60
HANDOVER = HANDOVER_SHARE * ROUND


@pytest.fixture
def cafe() -> Cafe:
    """In its first round, which has just begun."""
    return in_round_1()


def in_round_1() -> Cafe:
    cafe = Cafe()
    cafe.start()
    cafe.next(8 * 60)
    return cafe


def in_round_2(*, seated: bool = True) -> Cafe:
    """The second round has just begun, its groups were confirmed as it did."""
    cafe = in_round_1()
    cafe.next(ROUND)
    cafe.next(120)
    if seated:
        cafe.do(running.confirm_group, "t1", 2, "B")
        cafe.do(running.confirm_group, "t2", 2, "A")
    return cafe


def table(cafe: Cafe, table_id: str = "t1") -> CafeTable:
    return cafe.state.all(CafeTable)[table_id]


def quiet(cafe: Cafe, table_id: str = "t1") -> float | None:
    return silence(cafe.state, cafe.reading, cafe.now, table(cafe, table_id))


def asked(cafe: Cafe, table_id: str = "t1") -> list[str]:
    return [heading.key for heading in neglected(cafe.state, cafe.reading, table(cafe, table_id))]


def test_the_first_round_counts_from_its_beginning(cafe: Cafe) -> None:
    assert quiet(cafe) == 0
    cafe.clock.advance(360)
    assert quiet(cafe) == 360
    assert hush(cafe.state, cafe.reading, cafe.now, table(cafe)).seconds == 360


def test_less_than_the_threshold_is_not_worth_a_word(cafe: Cafe) -> None:
    cafe.clock.advance(SILENT_SECONDS - 1)
    assert not hush(cafe.state, cafe.reading, cafe.now, table(cafe))
    cafe.clock.advance(1)
    assert hush(cafe.state, cafe.reading, cafe.now, table(cafe))


def test_a_note_begins_it_anew_at_its_table_only(cafe: Cafe) -> None:
    cafe.clock.advance(300)
    cafe.note("t1", 1, "A", "pistes")
    cafe.clock.advance(100)
    assert quiet(cafe) == pytest.approx(100)
    assert quiet(cafe, "t2") == pytest.approx(401)


def test_later_rounds_count_from_after_the_handover() -> None:
    cafe = in_round_2()
    cafe.clock.advance(HANDOVER)
    assert quiet(cafe) == 0
    cafe.clock.advance(60)
    assert quiet(cafe) == 60


def test_a_group_that_came_late_has_its_handover_all_the_same() -> None:
    cafe = in_round_2(seated=False)
    cafe.clock.advance(240)
    assert quiet(cafe) is None, "the table waits for its group"
    cafe.do(running.confirm_group, "t1", 2, "B")
    cafe.clock.advance(HANDOVER + 10)
    assert quiet(cafe) == pytest.approx(10)


def test_a_group_that_was_confirmed_during_the_move_waits_for_the_round() -> None:
    cafe = in_round_1()
    cafe.next(ROUND)
    cafe.do(running.confirm_group, "t1", 2, "B")
    assert quiet(cafe) is None
    cafe.next(120)
    cafe.clock.advance(HANDOVER + 5)
    assert quiet(cafe) == pytest.approx(5)


def test_a_note_during_the_handover_does_not_shorten_it() -> None:
    cafe = in_round_2()
    cafe.note("t1", 2, "B", "pistes")
    cafe.clock.advance(HANDOVER + 9)
    assert quiet(cafe) == pytest.approx(10)


def test_added_minutes_leave_what_is_said_as_it_is() -> None:
    cafe = in_round_2()
    cafe.clock.advance(HANDOVER + 300)
    cafe.do(running.extend, 600)
    assert quiet(cafe) == 300


def test_nothing_is_said_outside_rounds_in_a_pause_and_after_the_end(cafe: Cafe) -> None:
    cafe.clock.advance(400)
    cafe.do(running.toggle_pause)
    assert quiet(cafe) is None
    cafe.do(running.toggle_pause)
    cafe.next()
    assert quiet(cafe) is None
    while cafe.reading.phase != "finished":
        cafe.next(1000)
    assert quiet(cafe) is None
    assert asked(cafe) == []
    fresh = Cafe()
    assert quiet(fresh) is None


def test_nothing_is_said_of_a_table_on_paper_nor_of_the_plenary(cafe: Cafe) -> None:
    cafe.change(table(cafe), is_on_paper=True)
    cafe.clock.advance(800)
    assert quiet(cafe) is None
    assert not hush(cafe.state, cafe.reading, cafe.now, table(cafe))
    assert quiet(cafe, "t0") is None
    assert quiet(cafe, "t2") == 800


def test_nothing_is_said_of_a_table_where_nobody_sits() -> None:
    cafe = Cafe(tables=3, groups=2)
    cafe.start()
    cafe.next(8 * 60)
    cafe.clock.advance(800)
    assert quiet(cafe, "t3") is None
    assert asked(cafe, "t3") == []


def test_overtime_counts(cafe: Cafe) -> None:
    cafe.clock.advance(ROUND + 60)
    assert quiet(cafe) == ROUND + 60


def test_a_slip_to_the_next_step_and_back_changes_nothing() -> None:
    cafe = in_round_2()
    cafe.clock.advance(HANDOVER + 200)
    cafe.next()
    cafe.clock.advance(30)
    cafe.do(running.go_back)
    assert quiet(cafe) == pytest.approx(200)


def test_a_wall_clock_that_is_set_makes_no_silence_longer_than_the_round(cafe: Cafe) -> None:
    cafe.clock.advance(100)
    cafe.note("t1", 1, "A", "pistes")
    cafe.clock.set_wall(3600)
    assert (quiet(cafe) or 0) <= cafe.reading.elapsed
    cafe.clock.set_wall(-7200)
    assert quiet(cafe) == 0


def test_headings_are_asked_for_at_two_thirds(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "pistes")
    cafe.clock.advance(NUDGE_SHARE * ROUND - 2)
    assert asked(cafe) == []
    cafe.clock.advance(1)
    assert asked(cafe) == ["constats", "conditions"], "the heading of the key ideas has its cue"
    assert asked(cafe, "t2") == ["constats", "pistes", "conditions"]


def test_a_heading_that_was_explained_is_not_asked_for(cafe: Cafe) -> None:
    cafe.clock.advance(800)
    cell = CellKey("t1", 1, "A", "constats")
    cafe.apply(notes.answer_cells(cafe.state, [cell], CellState.NOTHING_TO_ADD))
    assert asked(cafe) == ["pistes", "conditions"]


def test_only_the_cell_of_now_counts() -> None:
    cafe = in_round_2()
    cafe.note("t1", 1, "A", "conditions")
    cafe.note("t1", 2, "B", "constats")
    cafe.clock.advance(800)
    assert asked(cafe) == ["pistes", "conditions"]


@settings(max_examples=60, deadline=None)
@given(
    before=st.integers(0, 600),
    pause=st.integers(0, 5000),
    after=st.integers(0, 600),
    note_at=st.none() | st.integers(0, 600),
    in_second=st.booleans(),
)
def test_a_pause_is_never_silence(
    before: int, pause: int, after: int, note_at: int | None, in_second: bool
) -> None:
    def run(paused: int) -> float | None:
        cafe = in_round_2() if in_second else in_round_1()
        seat = (2, "B") if in_second else (1, "A")
        if note_at is not None and note_at < before:
            cafe.clock.advance(note_at)
            cafe.note("t1", *seat, "pistes")
            cafe.clock.advance(before - note_at - 1)
        else:
            cafe.clock.advance(before)
        if paused:
            cafe.do(running.toggle_pause)
            cafe.clock.advance(paused)
            cafe.do(running.toggle_pause)
        cafe.clock.advance(after)
        return quiet(cafe)

    assert run(pause) == pytest.approx(run(0), abs=0.01)


@settings(max_examples=60, deadline=None)
@given(moves=st.lists(st.tuples(st.sampled_from("wpnsx+-b"), st.integers(0, 400)), max_size=14))
def test_silence_is_never_longer_than_what_the_round_has_run(moves: list[tuple[str, int]]) -> None:
    cafe = in_round_1()
    for move, seconds in moves:
        cafe.clock.advance(seconds)
        if cafe.reading.phase == "finished":
            break
        match move:
            case "p":
                cafe.do(running.toggle_pause)
            case "n":
                cafe.do(running.go_next)
            case "b" if cafe.reading.step_id != "s1":
                cafe.do(running.go_back)
            case "s":
                cafe.do(running.confirm_group, "t1", 2, "B")
            case "x":
                cafe.note("t1", 1, "A", "pistes")
            case "+":
                cafe.do(running.extend, 60)
            case _:
                pass
        found = quiet(cafe)
        assert found is None or 0 <= found <= cafe.reading.elapsed
