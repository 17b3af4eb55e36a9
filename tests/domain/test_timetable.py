"""What the day was planned to be, in local time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.timetable import Timetable, timetable
from atelier.domain.workshop import Workshop

HOUR = 3600
DAY = Workshop(id="w", date="2025-10-15", starts_at="14:00", hard_end="16:00")


def local(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def reading(first_start: float | None = None) -> ClockReading:
    return ClockReading(
        ClockPhase.READY if first_start is None else ClockPhase.RUNNING, first_start=first_start
    )


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its zone under a program")

    def change(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    return change


def test_on_its_day() -> None:
    two, four = local("2025-10-15T14:00"), local("2025-10-15T16:00")
    for now in (local("2025-10-15T08:00"), local("2025-10-15T14:20")):
        assert timetable(DAY, reading(), now) == Timetable(two, four)
    begun = reading(local("2025-10-15T14:12"))
    assert timetable(DAY, begun, local("2025-10-15T15:00")) == Timetable(two, four)


def test_the_days_before() -> None:
    assert timetable(DAY, reading(), local("2025-10-08T22:00")).start == local("2025-10-15T14:00")


def test_a_date_that_has_passed_plans_nothing() -> None:
    now = local("2025-10-20T09:00")
    assert timetable(DAY, reading(), now) == Timetable(now, None)


@pytest.mark.parametrize("begun", ["2025-10-14T18:00", "2025-10-16T14:00", "2025-10-15T09:00"])
def test_a_rehearsal_is_measured_from_its_own_start(begun: str) -> None:
    started = local(begun)
    assert timetable(DAY, reading(started), started + HOUR) == Timetable(started, None)


def test_a_head_start_is_no_rehearsal() -> None:
    started = local("2025-10-15T13:50")
    assert timetable(DAY, reading(started), started).start == local("2025-10-15T14:00")


def test_without_a_start_it_is_planned_for_when_it_begins() -> None:
    plan = replace(DAY, starts_at="")
    now = local("2025-10-15T10:00")
    assert timetable(plan, reading(), now) == Timetable(now, local("2025-10-15T16:00"))
    assert timetable(plan, reading(now), now + HOUR).start == now


def test_without_a_date_today_is_meant() -> None:
    plan = replace(DAY, date="")
    now = local("2025-12-24T13:00")
    expected = Timetable(local("2025-12-24T14:00"), local("2025-12-24T16:00"))
    assert timetable(plan, reading(), now) == expected


def test_an_evening_that_ends_after_midnight() -> None:
    plan = replace(DAY, starts_at="22:30", hard_end="00:30")
    assert timetable(plan, reading(), local("2025-10-15T22:00")).hard_end == local("2025-10-16T00:30")
    # Past midnight it still belongs to the day on which it began.
    begun = reading(local("2025-10-15T22:31"))
    assert timetable(plan, begun, local("2025-10-16T00:10")).start == local("2025-10-15T22:30")


@pytest.mark.parametrize("text", ["", "soon", "25:00", "14h00"])
def test_what_is_no_time_is_passed_over(text: str) -> None:
    now = local("2025-10-15T10:00")
    assert timetable(replace(DAY, starts_at=text, hard_end=text), reading(), now) == Timetable(now, None)
    assert timetable(replace(DAY, date=text), reading(), now).start == local("2025-10-15T14:00")


def test_another_time_zone_keeps_local_times(zone: Callable[[str], None]) -> None:
    zone("Europe/Paris")
    paris = local("2025-10-15T14:00")
    assert timetable(DAY, reading(), paris - HOUR).start == paris
    zone("America/Cayenne")
    cayenne = timetable(DAY, reading(), paris - HOUR).start
    assert cayenne == paris + 5 * HOUR
    assert datetime.fromtimestamp(cayenne).hour == 14
