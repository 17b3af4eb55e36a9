"""Ways to catch up: what they win is what they say, and the harvest, the order and the past stay."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import (
    SHORTEST_ROUND,
    Schedule,
    Step,
    StepKind,
    harvest_seconds,
    is_harvest_squeezed,
    schedule,
)
from atelier.domain.catching_up import LEAST_LEFT, LEAST_ROUND, SLACK_SECONDS, Way, ways
from atelier.domain.clock import ClockReading
from atelier.services import running
from tests.data.cafe import Cafe, agenda

MINUTE = 60


def at_work(rounds: int, *, length: int = 15, into: int = 0, minutes: float = 0) -> Cafe:
    """A café of some rounds, some steps on and some minutes into the current one."""
    cafe = Cafe(tables=rounds, groups=rounds, rounds=rounds, steps=agenda(rounds, length=length))
    cafe.start()
    for _ in range(into):
        cafe.clock.advance(cafe.reading.allotted)
        cafe.next()
    cafe.clock.advance(minutes * MINUTE)
    return cafe


def times(cafe: Cafe) -> Schedule:
    """Its agenda on the clock, measured from its real start."""
    start = cafe.reading.first_start or cafe.now.wall
    return schedule(cafe.state.live(Step), cafe.reading, start, cafe.now.wall)


def found(cafe: Cafe, late: float) -> tuple[Way, ...]:
    """The ways to win some minutes."""
    now = times(cafe)
    return ways(now, cafe.reading, now.end - late * MINUTE, cafe.now.wall)


def cut(way: Way) -> dict[str, float]:
    """Minutes taken away, by step."""
    return {step_id: seconds / MINUTE for step_id, seconds in way.cuts.items()}


def test_nothing_to_win_is_no_choice() -> None:
    cafe = at_work(3, into=1)
    assert found(cafe, 0) == ()
    assert found(cafe, 0.5) == ()
    assert found(cafe, -20) == ()


def test_all_rounds_lose_the_same_the_running_one_too() -> None:
    best = found(at_work(3, into=1, minutes=2), 6)[0]
    assert cut(best) == {"s2": 2, "s4": 2, "s6": 2}
    assert best.is_in_time
    assert not best.is_tight
    assert best.shortest == 13 * MINUTE


def test_a_round_that_runs_keeps_time_for_its_key_idea() -> None:
    cafe = at_work(3, into=1, minutes=11)
    assert cut(found(cafe, 5)[0]) == {"s2": 1, "s4": 2, "s6": 2}
    cafe.clock.advance(2 * MINUTE)
    assert "s2" not in found(cafe, 5)[0].cuts, "two minutes are left of it"


def test_a_round_is_dropped_with_the_move_that_leads_to_it() -> None:
    dropped = {way.dropped_rounds: [step.id for step in way.dropped] for way in found(at_work(3, into=1), 8)}
    assert dropped == {(): [], (2,): ["s3", "s4"], (3,): ["s5", "s6"]}


def test_neither_the_first_round_nor_one_that_people_go_to_is_dropped() -> None:
    assert {way.dropped_rounds for way in found(at_work(3), 8)} == {(), (2,), (3,)}
    assert {way.dropped_rounds for way in found(at_work(3, into=2), 8)} == {(), (3,)}
    assert {way.dropped_rounds for way in found(at_work(3, into=5), 8)} == {()}


def test_under_twelve_minutes_dropping_comes_first() -> None:
    keys = [way.key for way in found(at_work(2, into=1), 8)]
    assert keys == ["2/", "/cut", "/cut/tight", "/"]
    tight = found(at_work(2, into=1), 8)[2]
    assert tight.is_in_time
    assert tight.shortest == 11 * MINUTE


def test_dropping_and_shortening_are_combined_where_one_is_not_enough() -> None:
    best = found(at_work(4, into=1), 20)[0]
    assert best.dropped_rounds == (2,)
    assert cut(best) == {"s2": 1, "s6": 1, "s8": 1}
    assert best.is_in_time


def test_two_rounds_are_dropped_where_one_is_not_enough() -> None:
    offered = found(at_work(4, into=1), 30)
    assert [way.dropped_rounds for way in offered if way.is_in_time and not way.is_tight] == [
        (2, 3),
        (2, 4),
        (3, 4),
    ]
    assert not offered[0].is_tight, "what is advised against is not under the cursor"
    assert offered[-1].is_waiting


def test_where_nothing_is_enough_each_way_says_by_how_much_it_is_late() -> None:
    offered = found(at_work(2, into=1), 40)
    assert not any(way.is_in_time for way in offered)
    assert offered[-1].is_waiting
    assert offered[-1].over == 40 * MINUTE
    # The second round of 15 minutes with its move of 2, and 3 minutes of the first
    assert {way.over / MINUTE for way in offered if way.dropped_rounds} == {20}


def test_after_the_rounds_only_time_can_be_given() -> None:
    (only,) = found(at_work(2, into=5), 10)
    assert only.is_waiting


def test_short_rounds_of_a_short_workshop_can_still_be_shortened() -> None:
    offered = found(at_work(2, length=10, into=1), 4)
    assert {way.key for way in offered} == {"2/", "/cut/tight", "/"}
    assert found(at_work(2, length=5, into=1), 4)[-1].is_waiting
    assert not any(way.cuts for way in found(at_work(2, length=5, into=1), 4))


@st.composite
def days(draw: st.DrawFn) -> tuple[Cafe, float]:
    """A day that runs anyhow, and how late it is."""
    rounds = draw(st.integers(1, 5))
    cafe = Cafe(
        tables=max(1, rounds),
        groups=rounds,
        rounds=rounds,
        steps=agenda(rounds, length=draw(st.integers(4, 30)), harvest=draw(st.integers(0, 30))),
    )
    if draw(st.booleans()):
        cafe.start()
        for _ in range(draw(st.integers(0, 2 * rounds + 1))):
            cafe.clock.advance(draw(st.integers(0, 1500)))
            cafe.next()
        cafe.clock.advance(draw(st.floats(0, 1500)))
        if draw(st.booleans()) and cafe.reading.is_ticking:
            cafe.do(running.extend, draw(st.sampled_from((-300, -60, 60, 300))))
        if draw(st.booleans()) and cafe.reading.is_ticking:
            cafe.do(running.toggle_pause)
            cafe.clock.advance(draw(st.integers(0, 600)))
    return cafe, draw(st.floats(1, 90))


def after(cafe: Cafe, way: Way) -> tuple[list[Step], ClockReading, Schedule]:
    """The agenda once a way is taken."""
    gone = {step.id for step in way.dropped}
    steps = [step for step in cafe.state.live(Step) if step.id not in gone]
    cafe.state = cafe.state.apply(
        [
            (
                "clock_event",
                f"x{index}",
                {
                    "number": 900 + index,
                    "kind": "extend",
                    "step_id": step_id,
                    "seconds": -seconds,
                    "wall": 0.0,
                    "boot": 0.0,
                    "boot_id": "",
                },
            )
            for index, (step_id, seconds) in enumerate(way.cuts.items())
        ]
    )
    reading = cafe.reading
    start = reading.first_start or cafe.now.wall
    return steps, reading, schedule(steps, reading, start, cafe.now.wall, way.dropped)


@settings(max_examples=60, deadline=None)
@given(day=days(), choice=st.integers(0, 20))
def test_whatever_is_chosen_nothing_is_lost(day: tuple[Cafe, float], choice: int) -> None:
    cafe, late = day
    before, limit = times(cafe), times(cafe).end - late * MINUTE
    offered = ways(before, cafe.reading, limit, cafe.now.wall)
    if not cafe.state.live(Step) or not offered:
        assert late < 1.001
        return
    assert len({way.key for way in offered}) == len(offered)
    way = offered[choice % len(offered)]
    old_steps, old_reading = list(cafe.state.live(Step)), cafe.reading
    steps, reading, now = after(cafe, way)

    assert abs(now.end - way.end) < 1, "it ends when it says"
    assert abs(now.late - (before.late - (before.end - way.end))) < 1, "the plan stays what it was"
    assert harvest_seconds(steps) == harvest_seconds(old_steps), "the harvest is untouched"
    if way.dropped or not is_harvest_squeezed(old_steps):
        assert is_harvest_squeezed(steps) <= is_harvest_squeezed(old_steps)
    assert [step for step in old_steps if step in steps] == steps, "the order stays"
    assert way.is_in_time == (way.end <= limit + SLACK_SECONDS + 1e-6), (
        "the limit is met when it is said to be"
    )
    assert way.is_in_time or abs(way.over - (way.end - limit)) < 1e-6
    for step in old_steps:
        taken = way.cuts.get(step.id, 0)
        length = step.seconds + old_reading.extended.get(step.id, 0)
        if step.kind != StepKind.ROUND:
            assert not taken, "only rounds are shortened"
        if taken:
            assert taken % MINUTE == 0
            assert length - taken >= (LEAST_ROUND if way.is_tight else SHORTEST_ROUND)
        if step.id == reading.step_id and taken:
            assert reading.remaining >= LEAST_LEFT
        if step.id in old_reading.entered and step.id != reading.step_id:
            assert not taken, "what is over stays"
    assert all(step.kind in (StepKind.ROUND, StepKind.MOVE) for step in way.dropped)
    assert not {step.id for step in way.dropped} & old_reading.entered.keys()
    # The same from all, except from those that have no more to spare.
    assert len({seconds for seconds in way.cuts.values()}) <= max(1, len(way.cuts))
    most = max(way.cuts.values(), default=0)
    for step in steps:
        taken = way.cuts.get(step.id, 0)
        if step.kind == StepKind.ROUND and taken < most and step.id not in reading.left:
            length = step.seconds + old_reading.extended.get(step.id, 0)
            floor = LEAST_ROUND if way.is_tight else SHORTEST_ROUND
            left = old_reading.remaining if step.id == old_reading.step_id else float("inf")
            assert length - taken - floor < MINUTE or left - taken - LEAST_LEFT < MINUTE
