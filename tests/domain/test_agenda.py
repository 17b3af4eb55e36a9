"""Times that follow from the agenda and from what the clock did."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import (
    Schedule,
    Step,
    StepKind,
    harvest_seconds,
    is_harvest_squeezed,
    rounds_of,
    schedule,
)
from atelier.services import running
from tests.data.cafe import START, Cafe, agenda

MINUTE = 60
TEN = START.wall
"""When it was to start."""


def at(cafe: Cafe) -> Schedule:
    return schedule(cafe.state.live(Step), cafe.reading, TEN, cafe.now.wall)


def minutes(cafe: Cafe) -> list[tuple[float, float]]:
    return [((step.start - TEN) / MINUTE, (step.end - TEN) / MINUTE) for step in at(cafe).steps]


PLAN = [(0, 8), (8, 23), (23, 25), (25, 40), (40, 42), (42, 60)]


def test_before_the_start_the_plan_holds() -> None:
    cafe = Cafe()
    cafe.clock.advance(-600)
    assert minutes(cafe) == PLAN
    assert (at(cafe).late, at(cafe).end) == (0, TEN + 3600)
    assert not any(step.is_past or step.is_current for step in at(cafe).steps)


def test_a_late_start_moves_everything() -> None:
    cafe = Cafe()
    cafe.clock.advance(420)
    assert at(cafe).late == 420
    cafe.start()
    cafe.clock.advance(60)
    assert minutes(cafe) == [(start + 7, end + 7) for start, end in PLAN]
    assert at(cafe).late == 420
    assert at(cafe).steps[0].planned_start == TEN


def test_overtime_makes_late_by_the_second() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.clock.advance(8 * MINUTE + 30)
    assert at(cafe).late == 30
    assert [step.is_current for step in at(cafe).steps].index(True) == 0


def test_what_is_over_shows_when_it_happened() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.next(10 * MINUTE)
    cafe.next(12 * MINUTE)
    assert minutes(cafe)[:4] == [(0, 10), (10, 22), (22, 24), (24, 39)]
    assert at(cafe).late == -MINUTE
    assert [step.is_past for step in at(cafe).steps] == [True, True, False, False, False, False]


def test_minutes_added_move_what_follows_but_not_the_plan() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.do(running.extend, 300)
    assert minutes(cafe)[0] == (0, 13)
    assert at(cafe).late == 300
    assert at(cafe).steps[1].planned_start == TEN + 8 * MINUTE


def test_a_pause_makes_late_while_it_lasts() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.do(running.toggle_pause)
    cafe.clock.advance(90)
    assert at(cafe).late == 90


def test_a_step_that_was_skipped_takes_no_time() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.clock.advance(8 * MINUTE)
    cafe.do(running.go_next, over=2)
    shown = at(cafe).steps
    assert shown[1].start == shown[1].end == TEN + 8 * MINUTE
    assert at(cafe).late == -15 * MINUTE


def test_back_puts_the_later_steps_before_us_again() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.next(8 * MINUTE)
    cafe.next(10 * MINUTE)
    cafe.clock.advance(MINUTE)
    cafe.do(running.go_back)
    assert minutes(cafe)[1:4] == [(8, 24), (24, 26), (26, 41)]
    assert at(cafe).late == MINUTE


def test_the_end_keeps_the_times() -> None:
    cafe = Cafe()
    cafe.start()
    for step in agenda():
        cafe.next(step.seconds)
    cafe.clock.advance(5000)
    assert minutes(cafe) == PLAN
    assert at(cafe).late == 0
    assert all(step.is_past for step in at(cafe).steps)


def test_a_current_step_that_left_the_agenda() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.next(8 * MINUTE)
    cafe.next(15 * MINUTE)
    cafe.change(cafe.state.live(Step)[2], deleted=True)
    cafe.clock.advance(MINUTE)
    shown = at(cafe).steps
    assert [step.is_past for step in shown] == [True, True, False, False, False]
    assert shown[2].start == cafe.now.wall


def test_an_empty_agenda_ends_when_it_starts() -> None:
    cafe = Cafe(steps=[])
    assert at(cafe) == Schedule((), TEN, 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["next", "next", "back", "pause", "plus", "minus", "skip"]), st.integers(0, 1200)
        ),
        max_size=15,
    )
)
def test_times_follow_one_another(presses: list[tuple[str, int]]) -> None:
    cafe = Cafe(rounds=3)
    cafe.start()
    plans = {
        "next": lambda: cafe.do(running.go_next),
        "skip": lambda: cafe.do(running.go_next, over=2),
        "back": lambda: cafe.do(running.go_back),
        "pause": lambda: cafe.do(running.toggle_pause),
        "plus": lambda: cafe.do(running.extend, 60),
        "minus": lambda: cafe.do(running.extend, -60),
    }
    for press, seconds in presses:
        cafe.clock.advance(seconds)
        try:
            plans[press]()
        except running.AtelierError:
            continue
        shown = at(cafe)
        assert sum(step.is_current for step in shown.steps) == (cafe.reading.phase != "finished")
        assert all(step.start <= step.end for step in shown.steps)
        ahead = [step for step in shown.steps if not step.is_past]
        assert all(one.end == other.start for one, other in itertools.pairwise(ahead))
        if ahead:
            left = max(0.0, cafe.reading.remaining) + sum(
                max(0, step.step.seconds + cafe.reading.extended.get(step.step.id, 0)) for step in ahead[1:]
            )
            assert shown.end == pytest.approx(cafe.now.wall + left)
        assert shown.late == pytest.approx(shown.end - TEN - sum(s.step.seconds for s in shown.steps))


def test_rounds_and_harvest_are_found() -> None:
    steps = agenda(3)
    assert rounds_of(steps) == (1, 2, 3)
    assert harvest_seconds(steps) == 18 * MINUTE
    assert harvest_seconds([step for step in steps if step.kind != StepKind.HARVEST]) == 0


@pytest.mark.parametrize(("harvest", "squeezed"), [(18, False), (11, False), (10, True), (0, True)])
def test_a_squeezed_harvest_is_told(harvest: int, squeezed: bool) -> None:
    assert is_harvest_squeezed(agenda(2, harvest=harvest)) is squeezed


def test_without_rounds_nothing_is_squeezed() -> None:
    assert not is_harvest_squeezed([replace(agenda()[0])])
