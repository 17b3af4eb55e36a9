"""Clocks that run faster than the time of day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.clock import Moment, between
from atelier.errors import UsageError
from atelier.services.fast_clock import (
    SPEED_VARIABLE,
    FastClock,
    Pace,
    clock_for,
    is_rehearsal,
    keep,
    pace_of,
)
from tests.data.cafe import START, FakeClock


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.atelier"
    path.touch()
    return path


def test_without_a_wish_the_clock_is_the_real_one(file: Path, places: Places) -> None:
    real = FakeClock()
    assert clock_for(file, places, real, {}) is real
    assert pace_of(real) is None


def test_a_minute_passes_in_a_second(file: Path, places: Places) -> None:
    real = FakeClock()
    clock = clock_for(file, places, real, {SPEED_VARIABLE: "60"})
    before = clock.now()
    real.advance(2)
    after = clock.now()
    assert before.wall == pytest.approx(START.wall)
    assert after.wall - before.wall == pytest.approx(120)
    assert between(before, after) == pytest.approx(120)


def test_it_shows_the_time_that_was_asked_for(file: Path, places: Places) -> None:
    clock = clock_for(file, places, FakeClock(), {SPEED_VARIABLE: "60@13:15"})
    shown = datetime.fromtimestamp(clock.now().wall)
    assert (shown.hour, shown.minute) == (13, 15)
    assert shown.date() == datetime.fromtimestamp(START.wall).date()


def test_every_program_reads_the_same_time(file: Path, places: Places) -> None:
    real = FakeClock()
    first = clock_for(file, places, real, {SPEED_VARIABLE: "10@13:15"})
    real.advance(30)
    second = clock_for(file, places, real, {SPEED_VARIABLE: "10@13:15"})
    assert second.now() == first.now()


def test_another_wish_begins_anew(file: Path, places: Places) -> None:
    real = FakeClock()
    clock_for(file, places, real, {SPEED_VARIABLE: "10@13:15"})
    real.advance(30)
    again = clock_for(file, places, real, {SPEED_VARIABLE: "20@13:15"})
    shown = datetime.fromtimestamp(again.now().wall)
    assert (shown.hour, shown.minute) == (13, 15)
    assert clock_for(file, places, real, {}) is real


def test_a_new_file_begins_anew(file: Path, places: Places) -> None:
    real = FakeClock()
    clock_for(file, places, real, {SPEED_VARIABLE: "10@13:15"})
    real.advance(600)
    file.unlink()
    again = clock_for(file, places, real, {SPEED_VARIABLE: "10@13:15"})
    assert datetime.fromtimestamp(again.now().wall).minute == 15


def test_the_time_of_a_rehearsal_needs_no_variable(file: Path, places: Places) -> None:
    real = FakeClock()
    pace = Pace.starting("×10", 10, START.wall, real.now(), rehearses="/somewhere/w.atelier")
    keep(file, pace, places)
    real.advance(6)
    clock = clock_for(file, places, real, {})
    assert is_rehearsal(clock)
    assert clock.now().wall - START.wall == pytest.approx(60)


def test_it_goes_on_after_the_machine_was_started_anew(places: Places, file: Path) -> None:
    real = FakeClock()
    clock = clock_for(file, places, real, {SPEED_VARIABLE: "10"})
    before = clock.now()
    real.reboot(12)
    assert between(before, clock_for(file, places, real, {SPEED_VARIABLE: "10"}).now()) == pytest.approx(120)


@pytest.mark.parametrize("wish", ["fast", "0", "-3", "1e9", "60@", "60@25:00", "60@12:75", "601", "nan"])
def test_a_wish_that_makes_no_sense_is_refused(wish: str, file: Path, places: Places) -> None:
    with pytest.raises(UsageError):
        clock_for(file, places, FakeClock(), {SPEED_VARIABLE: wish})


def test_what_was_kept_and_cannot_be_read_is_passed_over(file: Path, places: Places) -> None:
    real = FakeClock()
    clock_for(file, places, real, {SPEED_VARIABLE: "10"})
    (kept,) = (places.state / "clocks").iterdir()
    kept.write_text("{", encoding="utf-8")
    assert clock_for(file, places, real, {}) is real
    assert isinstance(clock_for(file, places, real, {SPEED_VARIABLE: "10"}), FastClock)


def test_a_clock_never_goes_back() -> None:
    real = FakeClock()
    clock = FastClock(real, Pace.starting("60", 60, START.wall, real.now()))
    real.set_wall(-3600)
    assert clock.now() == Moment(START.wall, 0.0, clock.now().boot_id)
