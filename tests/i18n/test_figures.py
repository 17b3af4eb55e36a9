"""Numbers, durations, times and dates in both languages."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier import figures
from atelier.i18n import Translator

FR, EN = Translator("fr"), Translator("en")
S = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (5000, 0, f"5{S}000", "5,000"),
        (1234567, 0, f"1{S}234{S}567", "1,234,567"),
        (-1234.5, 1, f"−1{S}234,5", "−1,234.5"),
        (-0.2, 0, "0", "0"),
        (2.5, 2, "2,50", "2.50"),
    ],
)
def test_numbers(value: float, decimals: int, french: str, english: str) -> None:
    assert figures.number(FR, value, decimals) == french
    assert figures.number(EN, value, decimals) == english


def test_percentages() -> None:
    assert figures.percentage(FR, 0.19) == f"19{S}%"
    assert figures.percentage(EN, 0.19) == "19%"


@pytest.mark.parametrize(
    ("seconds", "left"),
    [
        (760, "12:40"),
        (0, "0:00"),
        (0.2, "0:01"),
        (-0.4, "0:00"),
        (-35, "-0:35"),
        (3760, "1:02:40"),
        (59.9, "1:00"),
    ],
)
def test_countdowns(seconds: float, left: str) -> None:
    assert figures.countdown(seconds) == left


def test_a_stopwatch_counts_whole_seconds_only() -> None:
    assert figures.stopwatch(133.9) == "2:13"
    assert figures.stopwatch(0.9) == "0:00"


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (0, f"0{S}s", "0 s"),
        (45, f"45{S}s", "45 s"),
        (900, f"15{S}min", "15 min"),
        (90, f"1{S}min{S}30{S}s", "1 min 30 s"),
        (3600, f"1{S}h", "1 h"),
        (5400, f"1{S}h{S}30", "1 h 30"),
        (3900, f"1{S}h{S}05", "1 h 05"),
        (59.7, f"1{S}min", "1 min"),
    ],
)
def test_durations(seconds: float, french: str, english: str) -> None:
    assert figures.duration(FR, seconds) == french
    assert figures.duration(EN, seconds) == english


def test_what_is_about_so_long_is_never_rounded_up() -> None:
    assert figures.about(EN, 59.9) == "59 s"
    assert figures.about(EN, 419) == "6 min"
    assert figures.about(EN, -3) == "0 s"


def test_lateness() -> None:
    assert figures.lateness(FR, 420) == f"retard 7{S}min"
    assert figures.lateness(EN, 420) == "7 min late"
    assert figures.lateness(FR, -180) == f"avance 3{S}min"
    assert figures.lateness(FR, 59) == "à l’heure"


@pytest.mark.parametrize(
    ("when", "full", "french", "english"),
    [
        ("14:33", False, f"14{S}h{S}33", "14:33"),
        ("12:00", False, f"12{S}h", "12:00"),
        ("12:00", True, f"12{S}h{S}00", "12:00"),
        ("09:05", False, f"9{S}h{S}05", "9:05"),
        (datetime.time(14, 33, 59), False, f"14{S}h{S}33", "14:33"),
        (datetime.datetime(2025, 10, 15, 0, 7), False, f"0{S}h{S}07", "0:07"),
        ("", False, "", ""),
        ("soon", False, "soon", "soon"),
    ],
)
def test_times_of_day(when: str | datetime.time, full: bool, french: str, english: str) -> None:
    assert figures.time_of_day(FR, when, full=full) == french
    assert figures.time_of_day(EN, when, full=full) == english


def test_a_moment_is_shown_in_the_zone_of_this_machine() -> None:
    moment = time.mktime((2025, 10, 15, 14, 33, 0, 0, 0, -1))
    assert figures.time_of_day(EN, moment) == "14:33"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        ("2025-10-15", "mercredi 15 octobre 2025", "Wednesday 15 October 2025"),
        ("2026-05-01", "vendredi 1er mai 2026", "Friday 1 May 2026"),
        (datetime.date(2024, 2, 29), "jeudi 29 février 2024", "Thursday 29 February 2024"),
        ("", "", ""),
        ("un mardi", "un mardi", "un mardi"),
    ],
)
def test_dates(day: str | datetime.date, french: str, english: str) -> None:
    assert figures.date(FR, day) == french
    assert figures.date(EN, day) == english


def test_sentences_of_several_things() -> None:
    assert figures.enumeration(FR, ["A", "B", "C"]) == "A, B et C"
    assert figures.enumeration(EN, ["A", "B"]) == "A and B"
    assert figures.enumeration(EN, ["{A}"]) == "{A}"
    assert figures.enumeration(EN, []) == ""
    assert figures.quotation(FR, "oui {x}") == f"«{S}oui {{x}}{S}»"
    assert figures.quotation(EN, "yes") == "“yes”"


@settings(max_examples=200, deadline=None)
@given(st.floats(-90_000, 90_000))
def test_a_countdown_never_shows_less_than_is_left(seconds: float) -> None:
    shown = figures.countdown(seconds)
    parts = [int(part) for part in shown.lstrip("-").split(":")]
    total = sum(part * 60**power for power, part in enumerate(reversed(parts)))
    total = -total if shown.startswith("-") else total
    assert 0 <= total - seconds <= 1
