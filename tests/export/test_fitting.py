"""Text that must fit a box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.export.fitting import fit, line_height

SIZES = (20, 16, 12, 9)


def test_a_short_text_takes_the_largest_size() -> None:
    found = fit("Accueillir", 100, 20, SIZES)
    assert (found.text, found.points, found.is_cut) == ("Accueillir", 20, False)
    assert found.height == pytest.approx(line_height(20))


def test_a_long_text_is_set_smaller_and_stays_whole() -> None:
    text = "Comment donner envie de s’engager dans la vie de la maison de santé ? " * 10
    found = fit(text, 186, 40, SIZES)
    assert found.points < 20
    assert not found.is_cut
    assert found.text.replace("\u00a0", " ") == text.strip()
    assert line_height(found.points) < found.height <= 40


def test_what_never_fits_is_cut_at_a_word_and_says_so() -> None:
    found = fit("mot " * 2000, 100, 20, SIZES, ending="… [cut]")
    assert found.is_cut
    assert found.text.endswith("mot… [cut]")
    assert found.points == 9


def test_a_text_without_spaces_is_cut_too() -> None:
    found = fit("M" * 3000, 100, 20, SIZES)
    assert found.is_cut
    assert found.text.startswith("MMM")
    assert found.text.endswith("M…")


def test_marks_stay_with_their_word_and_nothing_else_changes() -> None:
    assert fit("à son pas ?", 100, 20, SIZES).text == "à son pas\u00a0?"
    assert fit("« oui »", 100, 20, SIZES).text == "«\u00a0oui\u00a0»"
    assert fit("a : b", 100, 20, SIZES).text == "a\u00a0: b"


def test_wide_letters_take_more_room() -> None:
    assert fit("世" * 60, 100, 100, (10,)).height > fit("i" * 60, 100, 100, (10,)).height
    assert fit("W" * 60, 100, 100, (10,)).height > fit("é" * 60, 100, 100, (10,)).height


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.floats(20, 200), st.floats(5, 60))
def test_the_result_fits_and_begins_like_the_text(text: str, width: float, height: float) -> None:
    found = fit(text, width, height, SIZES)
    assert found.height <= height
    assert found.points in SIZES
    if not found.is_cut:
        assert fit(found.text, width, height, (found.points,)).height == pytest.approx(found.height)
