"""Report-back: equal shares of what is left, pauses left out, and the clock again with another step."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.clock import Alert
from atelier.domain.place import current_step
from atelier.domain.report_back import LEAST_SECONDS, ReportBack, key_ideas, may_report, report_back
from atelier.domain.room import Shows, room_now
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import room as showing
from atelier.services import running
from tests.data.cafe import Cafe, agenda

MINUTE = 60
HARVEST = 6
"""The position of the sharing in a café of two rounds."""


def at_harvest(tables: int = 2, minutes: int = 18) -> Cafe:
    """A café whose sharing has just begun."""
    cafe = Cafe(tables, steps=agenda(harvest=minutes))
    cafe.start()
    cafe.go(HARVEST)
    return cafe


def now(cafe: Cafe) -> ReportBack:
    found = report_back(cafe.state, cafe.reading)
    assert found is not None
    return found


def shown(cafe: Cafe) -> str:
    return room_now(cafe.state, cafe.reading).shows


def test_tables_report_one_after_the_other_then_the_clock_is_back() -> None:
    cafe = at_harvest(3)
    assert report_back(cafe.state, cafe.reading) is None
    seen = []
    for _ in range(3):
        cafe.do(showing.next_table)
        here = now(cafe)
        after = here.following.number if here.following is not None else None
        seen.append((here.table.number, here.number, here.tables, after))
    assert seen == [(1, 1, 3, 2), (2, 2, 3, 3), (3, 3, 3, None)]
    cafe.do(showing.next_table)
    assert report_back(cafe.state, cafe.reading) is None
    assert shown(cafe) == Shows.CLOCK


def test_each_takes_an_equal_share_of_what_is_left() -> None:
    cafe = at_harvest(3, minutes=18)
    cafe.do(showing.next_table)
    assert now(cafe).share == 6 * MINUTE
    cafe.clock.advance(4 * MINUTE)
    cafe.do(showing.next_table)
    assert (now(cafe).share, now(cafe).elapsed) == (7 * MINUTE, 0)
    cafe.clock.advance(9 * MINUTE)
    assert now(cafe).remaining == -2 * MINUTE
    cafe.do(showing.next_table)
    assert now(cafe).share == 5 * MINUTE


def test_minutes_that_are_added_are_shared() -> None:
    cafe = at_harvest(2, minutes=10)
    cafe.do(showing.next_table)
    cafe.do(running.extend, 2 * MINUTE)
    assert now(cafe).share == 6 * MINUTE
    assert now(cafe).step_remaining == 12 * MINUTE


def test_a_pause_stops_the_table_too() -> None:
    cafe = at_harvest(2, minutes=10)
    cafe.do(showing.next_table)
    cafe.clock.advance(MINUTE)
    cafe.do(running.toggle_pause)
    cafe.clock.advance(20 * MINUTE)
    assert now(cafe).remaining == 4 * MINUTE
    cafe.do(running.toggle_pause)
    cafe.clock.advance(MINUTE)
    assert now(cafe).remaining == 3 * MINUTE


def test_a_step_that_is_over_still_gives_each_table_a_moment() -> None:
    cafe = at_harvest(2, minutes=1)
    cafe.clock.advance(30 * MINUTE)
    cafe.do(showing.next_table)
    assert now(cafe).share == LEAST_SECONDS
    assert now(cafe).alert is Alert.CALM


def test_the_last_minute_changes_the_colour() -> None:
    cafe = at_harvest(2, minutes=20)
    cafe.do(showing.next_table)
    alerts = []
    for seconds in (0, 8 * MINUTE, 61, 59):
        cafe.clock.advance(seconds)
        alerts.append(now(cafe).alert)
    assert alerts == [Alert.CALM, Alert.CALM, Alert.LAST, Alert.OVER]


def test_another_step_brings_the_clock_back_and_the_same_step_the_table() -> None:
    cafe = at_harvest()
    cafe.do(showing.next_table)
    cafe.clock.advance(MINUTE)
    cafe.do(running.go_back)
    assert shown(cafe) == Shows.CLOCK
    cafe.clock.advance(MINUTE)
    cafe.do(running.go_next)
    assert (now(cafe).table.number, now(cafe).elapsed) == (1, MINUTE)
    cafe.do(running.go_next)
    assert shown(cafe) == Shows.CLOCK, "the workshop is over"


def test_the_question_of_the_table_that_reports_comes_and_goes() -> None:
    cafe = at_harvest()
    cafe.do(showing.next_table)
    cafe.do(showing.next_table)
    cafe.clock.advance(MINUTE)
    cafe.do(showing.toggle_question)
    chosen = room_now(cafe.state, cafe.reading)
    assert (chosen.shows, chosen.table_id) == (Shows.REPORT_QUESTION, "t2")
    assert now(cafe).elapsed == MINUTE
    cafe.do(showing.toggle_question)
    assert shown(cafe) == Shows.REPORT_BACK
    assert (now(cafe).table.number, now(cafe).elapsed) == (2, MINUTE)


def test_questions_come_and_go() -> None:
    cafe = Cafe()
    cafe.do(showing.toggle_question)
    assert shown(cafe) == Shows.QUESTION, "before the start too"
    cafe.do(showing.toggle_question)
    assert shown(cafe) == Shows.CLOCK
    cafe.start()
    cafe.do(showing.toggle_question)
    cafe.do(showing.toggle_question, "t2")
    chosen = room_now(cafe.state, cafe.reading)
    assert (chosen.shows, chosen.table_id) == (Shows.QUESTION, "t2")
    cafe.next()
    assert shown(cafe) == Shows.CLOCK


def test_without_a_question_there_is_none_to_show() -> None:
    cafe = Cafe()
    for table in ("t1", "t2"):
        cafe.change(cafe.state.all(CafeTable)[table], question="")
    with pytest.raises(AtelierError):
        cafe.do(showing.toggle_question)


@pytest.mark.parametrize("position", [1, 2, 3, 4, 5])
def test_tables_report_only_after_the_rounds(position: int) -> None:
    cafe = Cafe()
    cafe.start()
    cafe.go(position)
    assert not may_report(cafe.state, cafe.reading, current_step(cafe.state, cafe.reading))
    with pytest.raises(AtelierError):
        cafe.do(showing.next_table)


def test_nothing_that_the_room_sees_is_undone() -> None:
    cafe = at_harvest()
    plans = (
        showing.next_table(cafe.state, cafe.now),
        showing.toggle_question(cafe.state, cafe.now),
        showing.show_clock(cafe.state),
    )
    assert {plan.screen for plan in plans} == {""}


def test_a_table_that_was_removed_does_not_report() -> None:
    cafe = at_harvest()
    cafe.do(showing.next_table)
    cafe.change(cafe.state.all(CafeTable)["t1"], deleted=True)
    assert report_back(cafe.state, cafe.reading) is None
    with pytest.raises(AtelierError):
        cafe.do(showing.show_table, "t1")


def test_key_ideas_are_starred_or_under_their_heading() -> None:
    cafe = Cafe()
    first = cafe.note("t1", 2, "B", "phares", "gardée au tour 2")
    cafe.note("t1", 1, "A", "pistes", "une piste de plus")
    starred = cafe.note("t1", 1, "A", "constats", "étoilée au tour 1", star=True)
    cafe.note("t2", 1, "B", "phares", "d’une autre table")
    assert [note.text for note in key_ideas(cafe.state, "t1")] == [starred.text, first.text]
    cafe.change(starred, deleted=True)
    cafe.change(first, is_rehearsal=True)
    assert key_ideas(cafe.state, "t1") == ()


@settings(max_examples=60, deadline=None)
@given(
    tables=st.integers(1, 12),
    minutes=st.integers(1, 60),
    waits=st.lists(st.floats(0, 3_000, allow_nan=False), min_size=12, max_size=12),
)
def test_shares_never_exceed_what_is_left(tables: int, minutes: int, waits: list[float]) -> None:
    cafe = at_harvest(tables, minutes)
    for wait in waits[:tables]:
        cafe.do(showing.next_table)
        here = now(cafe)
        left = here.tables - here.number + 1
        assert here.share * left <= max(here.step_remaining, LEAST_SECONDS * left) + 0.001
        cafe.clock.advance(wait)
        assert now(cafe).remaining == pytest.approx(here.share - wait)
