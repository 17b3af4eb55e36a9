"""How long the program was away."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.clock import ClockPhase, ClockReading
from atelier.i18n import Translator
from atelier.services.away import MARK_SECONDS, Sightings
from atelier.ui.wording import welcome_back


def test_the_last_mark_is_found_again(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "state", tmp_path)
    file = tmp_path / "w.atelier"
    assert Sightings(file, places).last() is None
    marks = Sightings(file, places)
    marks.mark(1000)
    marks.mark(1000 + MARK_SECONDS / 2)
    assert Sightings(file, places).last() == 1000
    marks.mark(1000 + MARK_SECONDS)
    assert Sightings(file, places).last() == 1000 + MARK_SECONDS
    marks.mark(3)  # the clock was set back
    assert Sightings(file, places).last() == 3
    assert Sightings(tmp_path / "other.atelier", places).last() is None


def test_without_a_state_folder_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    marks = Sightings(tmp_path / "w.atelier", Places(tmp_path, tmp_path / "state", tmp_path))
    marks.mark(1000)
    assert marks.last() is None


@pytest.mark.parametrize(
    ("phase", "away", "said"),
    [
        (ClockPhase.RUNNING, 240.0, "closed for 4 min; the clock went on: 5:00 left"),
        (ClockPhase.RUNNING, None, "while the program was closed: 5:00 left"),
        (ClockPhase.OVERTIME, 30.0, "closed for 30 s; the clock went on: this step is over by 5:00"),
        (ClockPhase.PAUSED, 30.0, ""),
        (ClockPhase.READY, None, ""),
    ],
)
def test_it_is_said_when_the_clock_went_on(phase: ClockPhase, away: float | None, said: str) -> None:
    elapsed = 900.0 if phase is ClockPhase.OVERTIME else 300.0
    text = welcome_back(Translator("en"), ClockReading(phase, "s1", elapsed=elapsed, allotted=600.0), away)
    assert said in text
    assert bool(text) == bool(said)
