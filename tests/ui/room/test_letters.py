"""Digits and letters of pixels."""

from __future__ import annotations

import pytest

from atelier.ui.screens.room.big_digits import drawing
from atelier.ui.screens.room.fitting import columns, fitted, plain_columns
from atelier.ui.screens.room.letters import lettering, rows_of, width_of, wrapped

FRENCH = "ABCDEFGHIJKLMNOPQRSTUVWXYZŒabcdefghijklmnopqrstuvwxyzœæ0123456789àâäçéèêëîïôöùûüÀÂÇÉÈÊËÎÏÔÙÛÜ"
MARKS = ".,;:!?()/&%'’\"“”°★«»=→+-–—…•·_ \u00a0\u202f"


def test_big_digits_fill_their_room() -> None:
    rows = drawing("12:40", 80, 12)
    assert len(rows) == 10
    assert {len(row) for row in rows} == {80}
    assert all(row.strip() for row in rows)


@pytest.mark.parametrize(("width", "height", "high"), [(40, 12, 8), (80, 24, 15), (200, 40, 40), (36, 5, 5)])
def test_big_digits_keep_their_shape(width: int, height: int, high: int) -> None:
    rows = drawing("12:40", width, height)
    assert len(rows) == high
    assert max(len(row.strip()) for row in rows) <= width


def test_digits_that_do_not_fit_are_plain() -> None:
    assert [row.strip() for row in drawing("12:40", 16, 3)] == ["12:40"]
    assert drawing("12:40", 3, 1) == ["12:"]


def test_what_french_and_english_are_written_with_is_drawn() -> None:
    assert [mark for mark in FRENCH + MARKS if width_of(mark) is None] == []
    assert width_of("日") is None
    assert width_of("🙂") is None


def test_no_two_letters_look_alike() -> None:
    drawn = {mark: tuple(lettering([mark], 1, 12)) for mark in FRENCH if mark not in "O0Ô"}
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_lines_have_the_size_that_was_foretold(scale: int) -> None:
    lines = wrapped("Gardez une idée : laquelle ?", 130, scale)
    assert lines is not None
    rows = lettering(lines, scale, 130)
    assert len(rows) == rows_of(len(lines), scale)
    assert {len(row) for row in rows} == {130}
    assert all((width_of(line, scale) or 0) <= 130 for line in lines)


def test_a_word_that_is_too_long_is_left_to_the_terminal() -> None:
    assert wrapped("anticonstitutionnellement", 60, 1) is None
    assert fitted("anticonstitutionnellement", 60, 4)[0].strip() == "anticonstitutionnellement"


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    rows = fitted("mot " * 100, 20, 3)
    assert len(rows) == 3
    assert rows[-1].rstrip().endswith("…")
    assert fitted("", 20, 3) == () == fitted("mot", 20, 0)


def test_columns_go_down_then_across() -> None:
    rows = plain_columns([f"{number}" for number in range(1, 7)], 30, 3)
    assert rows is not None
    assert [row.split() for row in rows] == [["1", "4"], ["2", "5"], ["3", "6"]]
    assert columns(["A → 1", "B → 2"], 80, 4) is not None
    assert columns(["日"], 80, 10) is None
    assert plain_columns(["x" * 30], 20, 3) is None


@pytest.mark.parametrize("rows", [3, 4, 8, 9, 40])
@pytest.mark.parametrize("text", ["un deux trois quatre cinq", "un\n\ndeux  trois", "mot " * 20, "", " a"])
def test_a_text_is_broken_into_lines_only_where_it_fits_the_rows(text: str, rows: int) -> None:
    lines = wrapped(text, 40, 1)
    assert lines is not None
    assert all((width_of(line) or 0) <= 40 for line in lines)
    assert wrapped(text, 40, 1, rows) == (lines if rows_of(len(lines), 1) <= rows else None)
