"""The time left is a function of what was pressed and of now, whatever happens to the machine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import Step
from atelier.domain.clock import (
    Alert,
    ClockEvent,
    ClockEventKind,
    ClockPhase,
    Moment,
    alert,
    between,
    has_just_ended,
    read_clock,
    shown_second,
    wall_jump,
)
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.services import running
from tests.data.cafe import START, Cafe, agenda

MINUTE = 60


@pytest.fixture
def cafe() -> Cafe:
    return Cafe()


def test_nothing_passes_before_the_start(cafe: Cafe) -> None:
    cafe.clock.advance(3600)
    assert cafe.reading.phase is ClockPhase.READY
    assert cafe.reading.step_id is None
    assert cafe.reading.first_start is None


def test_time_left_goes_down_and_over(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(7 * MINUTE + 59)
    assert (cafe.reading.phase, cafe.reading.remaining) == (ClockPhase.RUNNING, 1)
    cafe.clock.advance(1)
    assert (cafe.reading.phase, cafe.reading.remaining) == (ClockPhase.OVERTIME, 0)
    cafe.clock.advance(133)
    assert (cafe.reading.phase, cafe.reading.remaining) == (ClockPhase.OVERTIME, -133)
    assert cafe.reading.step_id == "s1", "time up never advances by itself"


def test_a_pause_stops_the_step_and_counts_itself(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(60)
    cafe.do(running.toggle_pause)
    cafe.clock.advance(133)
    assert (cafe.reading.phase, cafe.reading.elapsed, cafe.reading.paused_for) == (
        ClockPhase.PAUSED,
        60,
        133,
    )
    cafe.do(running.toggle_pause)
    cafe.clock.advance(10)
    assert (cafe.reading.phase, cafe.reading.elapsed, cafe.reading.paused_for) == (ClockPhase.RUNNING, 70, 0)


def test_a_pause_in_overtime_stays_in_overtime(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(9 * MINUTE)
    cafe.do(running.toggle_pause)
    cafe.clock.advance(MINUTE)
    assert (cafe.reading.phase, cafe.reading.remaining) == (ClockPhase.PAUSED, -MINUTE)
    cafe.do(running.toggle_pause)
    assert (cafe.reading.phase, cafe.reading.remaining) == (ClockPhase.OVERTIME, -MINUTE)


def test_minutes_are_added_and_taken_away_in_a_pause_too(cafe: Cafe) -> None:
    cafe.start()
    cafe.do(running.extend, 60)
    assert cafe.reading.remaining == 9 * MINUTE
    cafe.do(running.toggle_pause)
    cafe.do(running.extend, -120)
    assert cafe.reading.remaining == 7 * MINUTE
    assert cafe.reading.extended == {"s1": -60}


def test_a_step_has_no_less_than_nothing(cafe: Cafe) -> None:
    """Minutes taken away beyond the end would swallow those that are added later."""
    cafe.start()
    for _ in range(8):
        cafe.do(running.extend, -60)
    assert cafe.reading.allotted == 0
    with pytest.raises(AtelierError):
        running.extend(cafe.state, cafe.now, -60)
    cafe.do(running.extend, 60)
    assert cafe.reading.remaining == 60


def test_a_part_of_a_minute_is_taken_when_no_more_is_left(cafe: Cafe) -> None:
    cafe.change(cafe.state.live(type(agenda()[0]))[0], seconds=90)
    cafe.start()
    cafe.do(running.extend, -60)
    cafe.do(running.extend, -60)
    assert cafe.reading.extended == {"s1": -90}


def test_back_gives_a_round_the_time_that_it_had_left(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(8 * MINUTE)
    cafe.next(10 * MINUTE)
    cafe.clock.advance(30)
    cafe.do(running.go_back)
    assert (cafe.reading.step_id, cafe.reading.remaining) == ("s2", 5 * MINUTE)
    cafe.clock.advance(60)
    cafe.do(running.go_next)
    assert (cafe.reading.step_id, cafe.reading.remaining) == ("s3", 2 * MINUTE - 30)
    assert cafe.reading.spent["s2"] == 11 * MINUTE


def test_next_ends_a_pause(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(10)
    cafe.do(running.toggle_pause)
    cafe.next(100)
    assert (cafe.reading.phase, cafe.reading.step_id) == (ClockPhase.RUNNING, "s2")
    assert cafe.reading.spent["s1"] == 10


def test_the_end_stops_the_clock_and_can_be_taken_back(cafe: Cafe) -> None:
    cafe.start()
    cafe.go(6)
    cafe.next(100)
    cafe.clock.advance(1000)
    assert cafe.reading.phase is ClockPhase.FINISHED
    assert cafe.reading.spent["s6"] == 100
    cafe.do(running.go_back)
    assert (cafe.reading.phase, cafe.reading.step_id, cafe.reading.elapsed) == (
        ClockPhase.RUNNING,
        "s6",
        100,
    )


def test_what_cannot_be_done_says_so(cafe: Cafe) -> None:
    for plan in (running.toggle_pause, running.go_back):
        with pytest.raises(AtelierError):
            plan(cafe.state, cafe.now)
    with pytest.raises(AtelierError):
        running.extend(cafe.state, cafe.now, 60)
    cafe.start()
    with pytest.raises(AtelierError):
        running.start(cafe.state, cafe.now)
    with pytest.raises(AtelierError):
        running.go_back(cafe.state, cafe.now)
    with pytest.raises(AtelierError):
        running.go_to(cafe.state, cafe.now, "no such step")


def test_sleep_counts_and_a_wall_clock_that_is_set_does_not(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.set_wall(-7200)
    cafe.clock.advance(60)
    assert cafe.reading.elapsed == 60
    cafe.clock.set_wall(+86_400)
    assert cafe.reading.elapsed == 60


def test_a_restart_of_the_machine_goes_by_the_wall_clock(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(60)
    cafe.clock.reboot(120)
    assert cafe.reading.elapsed == 180
    cafe.do(running.toggle_pause)
    cafe.clock.reboot(600)
    assert (cafe.reading.elapsed, cafe.reading.paused_for) == (180, 600)


def test_a_wall_clock_that_went_back_over_a_restart_loses_no_time_already_counted(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(300)
    cafe.do(running.toggle_pause)
    cafe.do(running.toggle_pause)
    cafe.clock.reboot(-900)
    assert cafe.reading.elapsed == 300


def test_the_same_step_resumes_from_the_file_alone(cafe: Cafe) -> None:
    cafe.start()
    cafe.next(500)
    cafe.do(running.extend, 60)
    cafe.clock.advance(77)
    rows = [row for table in cafe.state.tables_by_kind.values() for row in table.values()]
    before = cafe.reading
    cafe.state = State.of(reversed(rows))
    assert cafe.reading == before
    cafe.clock.reboot(23)
    assert cafe.reading.remaining == before.remaining - 23


def test_a_step_that_left_the_agenda_is_left_by_next_and_back(cafe: Cafe) -> None:
    cafe.start()
    cafe.go(3)
    cafe.change(cafe.state.live(type(agenda()[0]))[2], deleted=True)
    assert cafe.reading.allotted == 0
    assert running.go_next(cafe.state, cafe.now).changes[0].columns["step_id"] == "s4"
    assert running.go_back(cafe.state, cafe.now).changes[0].columns["step_id"] == "s2"


def test_a_second_press_of_the_same_kind_changes_nothing() -> None:
    steps = agenda()

    def press(number: int, kind: ClockEventKind, at: float) -> ClockEvent:
        moment = replace(START, wall=START.wall + at, boot=START.boot + at)
        return ClockEvent(
            id=str(number),
            number=number,
            kind=kind,
            step_id="s1",
            wall=moment.wall,
            boot=moment.boot,
            boot_id=moment.boot_id,
        )

    events = [
        press(1, ClockEventKind.START, 0),
        press(2, ClockEventKind.PAUSE, 10),
        press(2, ClockEventKind.PAUSE, 12),
        press(3, ClockEventKind.RESUME, 20),
        press(3, ClockEventKind.RESUME, 25),
    ]
    now = replace(START, wall=START.wall + 30, boot=START.boot + 30)
    assert read_clock(events, steps, now).elapsed == 20


def test_a_wall_clock_that_was_set_is_noticed() -> None:
    later = Moment(START.wall + 10, START.boot + 10, START.boot_id)
    assert wall_jump(START, later) == 0
    assert wall_jump(START, replace(later, wall=later.wall + 1.9)) == 0
    assert wall_jump(START, replace(later, wall=later.wall - 3600)) == pytest.approx(-3600)
    assert wall_jump(START, replace(later, boot_id="other")) == 0


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.booleans())
def test_no_span_of_time_is_negative(wall: float, boot: float, same: bool) -> None:
    later = Moment(START.wall + wall, START.boot + boot, START.boot_id if same else "other")
    assert between(START, later) >= 0


class _Model:
    """What a stopwatch in somebody's hand would say."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.current = 0
        self.is_running = False
        self.is_finished = False
        self.spent = [0.0] * (steps + 1)
        self.extended = [0] * (steps + 1)
        self.paused = 0.0

    def advance(self, seconds: float) -> None:
        if self.is_running:
            self.spent[self.current] += seconds
        elif self.current and not self.is_finished:
            self.paused += seconds

    def go(self, step: int) -> None:
        self.is_finished = step > self.steps
        self.is_running = not self.is_finished
        if not self.is_finished:
            self.current = step
        self.paused = 0.0


_PRESSES = st.tuples(
    st.sampled_from(
        ["next", "next", "back", "pause", "pause", "plus", "minus", "jump", "trouble", "restart"]
    ),
    st.integers(0, 1500),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PRESSES, max_size=25), st.sampled_from(["set wall", "reboot"]))
def test_the_clock_agrees_with_a_stopwatch(presses: list[tuple[str, int]], trouble: str) -> None:
    # Nothing can tell how much time passed over a restart of the machine if its wall clock was set too.
    cafe = Cafe()
    steps = agenda()
    model = _Model(len(steps))
    for press, seconds in presses:
        press = trouble if press == "trouble" else press
        (cafe.clock.reboot if press == "reboot" else cafe.clock.advance)(seconds)
        model.advance(seconds)
        _press(cafe, model, press, seconds)
        shown = cafe.reading
        if not model.current:
            assert shown.phase is ClockPhase.READY
            continue
        allotted = steps[model.current - 1].seconds + model.extended[model.current]
        assert shown.step_id == f"s{model.current}"
        assert shown.elapsed == pytest.approx(model.spent[model.current], abs=1e-3)
        assert shown.remaining == pytest.approx(allotted - model.spent[model.current], abs=1e-3)
        assert shown.paused_for == pytest.approx(model.paused, abs=1e-3)
        expected = ClockPhase.FINISHED if model.is_finished else ClockPhase.PAUSED
        if model.is_running:
            is_over = model.spent[model.current] >= allotted
            expected = ClockPhase.OVERTIME if is_over else ClockPhase.RUNNING
        assert shown.phase is expected


def _press(cafe: Cafe, model: _Model, press: str, seconds: int) -> None:
    match press:
        case "next" if not model.is_finished:
            cafe.do(running.go_next)
            model.go(model.current + 1)
        case "back" if model.is_finished:
            cafe.do(running.go_back)
            model.go(model.current)
        case "back" if model.current > 1:
            cafe.do(running.go_back)
            model.go(model.current - 1)
        case "jump":
            goal = seconds % model.steps + 1
            cafe.go(goal)
            model.go(goal)
        case "pause" if model.current and not model.is_finished:
            cafe.do(running.toggle_pause)
            model.is_running = not model.is_running
            model.paused = 0.0
        case "plus" if model.current and not model.is_finished:
            cafe.do(running.extend, 60)
            model.extended[model.current] += 60
        case "minus" if model.current and not model.is_finished and cafe.reading.allotted >= 60:
            cafe.do(running.extend, -60)
            model.extended[model.current] -= 60
        case "set wall":
            cafe.clock.set_wall(seconds - 700)
        case "restart":
            cafe.state = State.of(
                row for table in cafe.state.tables_by_kind.values() for row in table.values()
            )
        case _:
            pass


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (181, Alert.CALM),
        (180, Alert.CUE),
        (61, Alert.CUE),
        (60, Alert.LAST),
        (0, Alert.OVER),
        (-9, Alert.OVER),
    ],
)
def test_a_round_is_warned_of_at_three_minutes_and_at_one(cafe: Cafe, left: int, expected: Alert) -> None:
    cafe.start()
    cafe.next(60)
    cafe.clock.advance(15 * MINUTE - left)
    assert alert(cafe.reading, cafe.state.get(Step, "s2")) is expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [(31, Alert.CALM), (30, Alert.CUE), (16, Alert.CUE), (15, Alert.LAST), (0, Alert.OVER)],
)
def test_a_round_of_a_minute_is_warned_of_in_proportion(left: int, expected: Alert) -> None:
    cafe = Cafe(steps=agenda(length=1))
    cafe.start()
    cafe.next(60)
    cafe.clock.advance(60 - left)
    assert alert(cafe.reading, cafe.state.get(Step, "s2")) is expected


def test_only_rounds_have_a_key_idea_to_choose(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(6 * MINUTE)
    assert alert(cafe.reading, cafe.state.get(Step, "s1")) is Alert.CALM
    cafe.clock.advance(90)
    assert alert(cafe.reading, cafe.state.get(Step, "s1")) is Alert.LAST
    assert alert(Cafe().reading, None) is Alert.CALM


def test_a_clock_is_drawn_once_a_second(cafe: Cafe) -> None:
    def changes(seconds: int) -> int:
        shown = []
        for _ in range(seconds * 4):
            cafe.clock.advance(0.25)
            shown.append(shown_second(cafe.reading, cafe.now))
        return len(set(shown))

    assert changes(3) in (3, 4), "before the start"
    cafe.start()
    assert changes(10) in (10, 11)
    cafe.do(running.toggle_pause)
    assert changes(5) in (5, 6)
    cafe.do(running.toggle_pause)
    cafe.clock.advance(8 * MINUTE)
    assert changes(5) in (5, 6), "in overtime"


def ends_heard(cafe: Cafe, seconds: float) -> int:
    """How often the time of a step comes to its end, looked at four times a second."""
    heard = 0
    before = cafe.reading
    for _ in range(round(seconds * 4)):
        cafe.clock.advance(0.25)
        after = cafe.reading
        heard += has_just_ended(before, after)
        before = after
    return heard


def test_the_end_of_a_step_comes_once(cafe: Cafe) -> None:
    cafe.start()
    assert ends_heard(cafe, cafe.reading.allotted - 1) == 0
    assert ends_heard(cafe, 60) == 1
    before = cafe.reading
    cafe.do(running.extend, 120)
    assert not has_just_ended(before, cafe.reading)
    assert ends_heard(cafe, 120) == 1, "more time has an end of its own"


def test_an_end_that_was_made_is_not_heard(cafe: Cafe) -> None:
    cafe.start()
    cafe.clock.advance(cafe.reading.allotted - 30)
    before = cafe.reading
    cafe.do(running.extend, -60)
    assert cafe.reading.phase is ClockPhase.OVERTIME
    assert not has_just_ended(before, cafe.reading), "its time was cut"
    cafe.next()
    before = cafe.reading
    cafe.do(running.go_back)
    assert cafe.reading.phase is ClockPhase.OVERTIME
    assert not has_just_ended(before, cafe.reading), "it was over when it was entered"
