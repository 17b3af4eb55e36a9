"""The agenda and the end of the day in words."""

from __future__ import annotations

import pytest

from atelier.i18n import Translator
from atelier.services import running
from atelier.ui.screens.run.agenda import agenda_lines, end_parts, is_past_hard_end
from atelier.wording.clock_face import digits
from tests.data.cafe import Cafe
from tests.ui.run.test_words import EN, FR, MINUTE, at, paris, planned, said

__all__ = ["paris"]


def agenda_texts(cafe: Cafe, tr: Translator = EN) -> list[str]:
    return [f"{line.lead}{line.text} {line.tail}" for line in agenda_lines(tr, at(cafe))[1:]]


def ends(cafe: Cafe, tr: Translator = EN) -> str:
    return "".join(part.text for part in end_parts(tr, at(cafe))).strip()


def test_planned_times_alone_while_all_goes_as_planned() -> None:
    cafe = planned(Cafe())
    cafe.clock.advance(-3600)
    assert agenda_texts(cafe)[:2] == ["    12:00         Welcome 8 min", "    12:08         Round 1/2 15 min"]


def test_what_is_over_what_runs_and_what_comes() -> None:
    cafe = planned(Cafe())
    cafe.clock.advance(7 * MINUTE)
    cafe.start()
    cafe.next(10 * MINUTE)
    assert agenda_texts(cafe, FR)[:3] == [
        "✓ 12\u00a0h\u00a000 12\u00a0h\u00a007 Accueil 8\u00a0min",
        "▶ 12\u00a0h\u00a008 12\u00a0h\u00a017 Tour 1/2 15\u00a0min",
        "  12\u00a0h\u00a023 12\u00a0h\u00a032 Changez de table 2\u00a0min",
    ]


def test_minutes_added_and_steps_skipped_show() -> None:
    cafe = planned(Cafe())
    cafe.start()
    cafe.do(running.extend, 120)
    cafe.do(running.go_next, over=2)
    lines = agenda_texts(cafe)
    assert lines[0].endswith("Welcome 10 min")
    assert lines[1].startswith("×")
    assert "skipped" in lines[1]


def test_the_end_line_says_when_and_how_late() -> None:
    cafe = planned(Cafe(), "12:00", "13:00")
    cafe.clock.advance(7 * MINUTE)
    cafe.start()
    nbsp = "\u00a0"
    assert ends(cafe, FR).replace(nbsp, " ") == (
        "12 h 07 · fin prévue 13 h 07 · impérative 13 h 00 · retard 7 min"
    )
    parts = end_parts(EN, at(cafe))
    assert next(part.tone for part in parts if "hard end" in part.text) == "warning"
    cafe.clock.advance(-7 * MINUTE)
    assert "expected end" in ends(cafe)


def test_the_end_line_before_and_after() -> None:
    cafe = planned(Cafe(), "14:00")
    assert ends(cafe) == "12:00 · planned start 14:00 · expected end 15:00"
    cafe.clock.advance(2 * 3600 + 12 * MINUTE)
    assert ends(cafe) == "14:12 · expected end 15:12 · 12 min late"
    cafe.clock.advance(-12 * MINUTE)
    cafe.start()
    assert ends(cafe) == "14:00 · expected end 15:00 · on time"
    cafe.go(6)
    cafe.next(600)
    assert ends(cafe).startswith("14:10 · ended at 14:10")


def test_the_end_line_without_a_plan_says_what_it_knows() -> None:
    cafe = planned(Cafe(), "")
    assert ends(cafe) == "12:00 · expected end 13:00"
    cafe.start()
    cafe.clock.advance(20 * MINUTE)
    assert ends(cafe) == "12:20 · expected end 13:12 · 12 min late"
    tones = {part.text: part.tone for part in end_parts(EN, at(cafe))}
    assert tones["12 min late"] == "warning"


def test_lateness_within_the_hard_end_is_calm_and_beyond_it_warns() -> None:
    cafe = planned(Cafe(), "12:00", "13:30")
    cafe.start()
    cafe.clock.advance(20 * MINUTE)
    assert not is_past_hard_end(at(cafe))
    assert {part.tone for part in end_parts(EN, at(cafe))} <= {"", "dim", "strong"}
    cafe.clock.advance(19 * MINUTE)
    assert is_past_hard_end(at(cafe))
    warned = [part.text for part in end_parts(EN, at(cafe)) if part.tone == "warning"]
    assert warned == ["expected end 13:31", "hard end 13:30", "31 min late"]


@pytest.mark.parametrize("tr", [EN, FR])
@pytest.mark.parametrize("minutes", [0, 7, 125])
@pytest.mark.parametrize("starts_at", ["", "12:00", "14:00"])
def test_the_end_line_fits_eighty_columns(tr: Translator, minutes: int, starts_at: str) -> None:
    cafe = planned(Cafe(), starts_at, "13:00")
    cafe.clock.advance(minutes * MINUTE)
    assert len(ends(cafe, tr)) < 80
    cafe.start()
    assert len(ends(cafe, tr)) < 80


def test_an_empty_agenda_says_what_to_do() -> None:
    cafe = Cafe(steps=[])
    assert "Prepare" in ends(cafe)
    assert "Prepare" in said(cafe)
    assert digits(at(cafe)) == "0:00"
