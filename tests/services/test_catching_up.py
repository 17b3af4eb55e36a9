"""Catching up as an action: what it changes, what it leaves, and that it can be taken back."""

from __future__ import annotations

from datetime import datetime

import pytest

from atelier.domain.agenda import Step
from atelier.domain.catching_up import Way
from atelier.domain.cell import CellState
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockEvent, has_just_ended
from atelier.domain.coverage import coverage
from atelier.domain.place import dropped_rounds
from atelier.domain.workshop import Movement, Seating, Workshop
from atelier.errors import AtelierError
from atelier.services import running
from atelier.services.catching_up import ACTION, Outlook, catch_up, look_ahead, missed, promised_end
from atelier.services.preparing import agenda as preparing
from atelier.services.preparing.seatings import plan_seats
from atelier.services.taking_back import refuse_harm, why_final
from tests.data.cafe import Cafe, agenda

MINUTE = 60


def local(wall: float) -> str:
    """A time of day as the workshop stores it."""
    return datetime.fromtimestamp(wall).strftime("%H:%M")


def late_cafe(minutes: int = 7, *, rounds: int = 4, slack: int = 0, hard_end: bool = True) -> Cafe:
    """A café whose welcome took some minutes too long; the first round has just begun."""
    steps = agenda(rounds)
    cafe = Cafe(tables=rounds, groups=rounds, rounds=rounds, steps=steps)
    start = cafe.now.wall
    end = start + sum(step.seconds for step in steps) + slack * MINUTE
    columns = {"starts_at": local(start)} | ({"hard_end": local(end)} if hard_end else {})
    cafe.state = cafe.state.apply([(Workshop.KIND, "w", columns)])
    cafe.start()
    cafe.clock.advance(steps[0].seconds + minutes * MINUTE)
    cafe.next()
    return cafe


def way(cafe: Cafe, key: str) -> Way:
    """The way of that key."""
    return next(way for way in look_ahead(cafe.state, cafe.now).ways if way.key == key)


def take(cafe: Cafe, key: str) -> Outlook:
    """Take a way, and look again."""
    cafe.apply(catch_up(cafe.state, cafe.now, way(cafe, key)))
    return look_ahead(cafe.state, cafe.now)


def test_the_hard_end_is_the_limit_then_the_plan() -> None:
    cafe = late_cafe()
    outlook = look_ahead(cafe.state, cafe.now)
    assert (outlook.is_hard, outlook.limit) == (True, outlook.timetable.hard_end)
    cafe = late_cafe(slack=30)
    outlook = look_ahead(cafe.state, cafe.now)
    assert not outlook.is_hard
    assert outlook.limit == pytest.approx(outlook.schedule.end - 7 * MINUTE)
    assert not any(way.is_waiting for way in outlook.ways), "nothing was promised for that time"
    cafe = late_cafe(hard_end=False)
    assert look_ahead(cafe.state, cafe.now).limit == pytest.approx(
        look_ahead(cafe.state, cafe.now).schedule.end - 7 * MINUTE
    )


def test_on_time_and_afterwards_there_is_nothing_to_choose() -> None:
    cafe = late_cafe(0)
    assert look_ahead(cafe.state, cafe.now).ways == ()
    late = late_cafe(40)
    for _ in late.state.live(Step):
        if late.reading.phase != "finished":
            late.next()
    assert late.reading.phase == "finished"
    assert look_ahead(late.state, late.now).ways == ()
    assert look_ahead(Cafe(steps=[]).state, late.now).ways == ()


def test_before_the_start_a_late_start_can_be_caught_up() -> None:
    cafe = late_cafe(0)
    fresh = Cafe(tables=4, groups=4, rounds=4, steps=agenda(4))
    fresh.state = fresh.state.apply(
        [
            (
                Workshop.KIND,
                "w",
                {"starts_at": local(fresh.now.wall), "hard_end": cafe.state.workshop.hard_end},
            )
        ]
    )
    fresh.clock.advance(12 * MINUTE)
    outlook = take(fresh, "/cut")
    assert outlook.limit is None
    fresh.start()
    assert fresh.reading.extended == {"s2": -180, "s4": -180, "s6": -180, "s8": -180}


def test_shortening_changes_the_clock_and_not_the_plan() -> None:
    cafe = late_cafe()
    plan = cafe.state.live(Step)
    before = cafe.reading
    outlook = take(cafe, "/cut")
    assert cafe.state.live(Step) == plan
    assert outlook.limit is None, "the plan is met again"
    assert outlook.schedule.late == pytest.approx(-MINUTE)
    assert cafe.reading.allotted == 13 * MINUTE
    assert not has_just_ended(before, cafe.reading)


def test_a_dropped_round_leaves_its_cells_and_its_number() -> None:
    cafe = late_cafe()
    lost = missed(cafe.state, way(cafe, "3/"))
    assert {group: [table.number for table in tables] for group, tables in lost.items()} == {
        "A": [3],
        "B": [4],
        "C": [1],
        "D": [2],
    }
    outlook = take(cafe, "3/")
    assert outlook.limit is None
    assert outlook.schedule.late == pytest.approx(-10 * MINUTE), "against the plan that had it"
    assert [step.round for step in cafe.state.live(Step) if step.kind == "round"] == [1, 2, 4]
    assert dropped_rounds(cafe.state) == {3}
    states = {cell.key.round: cell.state for cell in coverage(cafe.state, cafe.reading)}
    assert states[3] is CellState.CANCELLED
    assert states[4] is CellState.UPCOMING
    assert missed(cafe.state, way_of_round(cafe, 4)) != {}


def way_of_round(cafe: Cafe, number: int) -> Way:
    """Dropping another round, made by hand: it is not late any more."""
    steps = tuple(step for step in cafe.state.live(Step) if step.round == number)
    return Way(0.0, dropped_rounds=(number,), dropped=steps)


def test_preparing_goes_on_after_a_round_was_dropped() -> None:
    cafe = late_cafe()
    take(cafe, "3/")
    seats = {seat.id for seat in cafe.state.live(Seating) if seat.round == 3}
    action = plan_seats(cafe.state, cafe.now)
    assert action is None, "who sits where was announced"
    added = preparing.add_step(cafe.state, cafe.now, preparing.StepKind.ROUND, after="s8")
    assert added is not None
    cafe.apply(added)
    assert [step.round for step in cafe.state.live(Step) if step.kind == "round"] == [1, 2, 4, 5]
    assert {seat.id for seat in cafe.state.live(Seating) if seat.round == 3} == seats
    with pytest.raises(AtelierError):
        preparing.set_seconds(cafe.state, cafe.now, "s1", 600)


def test_nobody_misses_a_table_where_people_go_as_they_like() -> None:
    cafe = late_cafe()
    dropping = way(cafe, "3/")
    cafe.state = cafe.state.apply([(Workshop.KIND, "w", {"movement": Movement.FREE.value})])
    assert missed(cafe.state, dropping) == {}
    assert missed(cafe.state, way(late_cafe(), "/cut")) == {}


def test_ending_later_agrees_on_another_end() -> None:
    cafe = late_cafe()
    waiting = way(cafe, "/")
    assert promised_end(waiting) - waiting.end < 5 * MINUTE
    outlook = take(cafe, "/")
    assert outlook.timetable.hard_end == promised_end(waiting)
    assert not outlook.is_hard
    assert cafe.state.workshop.hard_end == local(promised_end(waiting))
    assert cafe.state.live(ClockEvent)[-1].kind == "go"


def test_what_is_not_enough_puts_the_end_off_too() -> None:
    cafe = late_cafe(60, rounds=2)
    best = look_ahead(cafe.state, cafe.now).ways[0]
    assert not best.is_in_time
    assert best.cuts
    outlook = take(cafe, best.key)
    assert not outlook.is_hard
    assert outlook.timetable.hard_end == promised_end(best)


def test_what_is_over_by_now_is_not_taken() -> None:
    cafe = late_cafe()
    dropping, cutting = way(cafe, "2/"), way(cafe, "/cut")
    cafe.next()
    with pytest.raises(AtelierError):
        catch_up(cafe.state, cafe.now, cutting)
    cafe.next()
    with pytest.raises(AtelierError):
        catch_up(cafe.state, cafe.now, dropping)
    with pytest.raises(AtelierError):
        catch_up(cafe.state, cafe.now, Way(0.0))


def test_it_is_one_action_of_run_that_undo_takes_back() -> None:
    cafe = late_cafe()
    action = catch_up(cafe.state, cafe.now, way(cafe, "3/"))
    assert (action.name, action.screen) == (ACTION, "run")
    before = cafe.state
    cafe.apply(action)
    back = [
        (change.kind, change.row_id, {"deleted": False, "is_dropped": False}) for change in action.changes
    ]
    cafe.state = cafe.state.apply(back)
    assert cafe.state.live(Step) == before.live(Step)
    running.go_next(cafe.state, cafe.now)


def test_history_takes_it_back_too() -> None:
    cafe = late_cafe()
    action = catch_up(cafe.state, cafe.now, way(cafe, "/cut"))
    cafe.apply(action)
    back = Action(
        "history.undo",
        tuple(Change(change.kind, change.row_id, {"deleted": True}) for change in action.changes),
        "run",
    )
    assert why_final(ACTION, back) == ""
    assert why_final("clock.extend", back)
    refuse_harm(cafe.state, cafe.now, ACTION, back)
    cafe.apply(back)
    assert cafe.reading.extended == {}
