"""Cleaning of captured text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.note import LONGEST_NOTE
from atelier.domain.text import check_note, clean, heading_prefix, is_blank, one_line, printable
from atelier.errors import AtelierError
from tests.data.hostile import HOSTILE, Hostile

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)
NASTY = st.text(
    alphabet="ae\u0301\u0323\u034d\u200d\u200c\ufe0f\x1b[\r\n\t \u00a0\u200b\u0085\u2028\u1100\u1161",
    max_size=60,
)
PREFIXES = {"c": "constats", "p": "pistes", "m": "conditions", "i": "phares"}


@settings(max_examples=200, deadline=None)
@given(st.one_of(ANY_TEXT, NASTY))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@settings(max_examples=100, deadline=None)
@given(st.one_of(ANY_TEXT, NASTY))
def test_no_character_that_acts_is_left(text: str) -> None:
    for character in printable(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert character not in "\u202e\u2066\u2069\u200b\ufeff\u200e\u061c"


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_inputs_are_harmless_and_kept_ones_are_kept(case: Hostile) -> None:
    cleaned = clean(case.text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned.replace("\n", ""))
    assert is_blank(case.text) is (case.expect == "rejected")
    if case.expect == "kept":
        assert cleaned == unicodedata.normalize("NFC", case.text).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\x85d\u2028e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("\ta\tb ", "a b"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("\x1b[31mrouge\x1b[0m", "[31mrouge[0m"),
        ("a\ufffe\U0001ffffb", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u00a0« oui »\u202f", "« oui »"),
    ],
)
def test_each_rule(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_marks_are_capped_in_a_row() -> None:
    assert clean("Z" + "\u034d" * 50 + "algo") == "Z" + "\u034d" * 8 + "algo"
    assert clean("x" + "\u200d" * 50 + "y") == "x" + "\u200d" * 8 + "y"


def test_one_line_joins_lines_with_one_space() -> None:
    assert one_line(" un  \r\n\n  deux ") == "un deux"


@pytest.mark.parametrize(
    "text", ["", " \t\n\u00a0\u202f ", "\u200d\ufe0f", "\u0301", "\u2800\u3164", "\x1b\x07"]
)
def test_nothing_visible_is_no_note(text: str) -> None:
    assert is_blank(text)
    with pytest.raises(AtelierError):
        check_note(text)


def test_a_note_that_is_too_long_says_how_long() -> None:
    assert check_note("x" * LONGEST_NOTE + "  ") == "x" * LONGEST_NOTE
    with pytest.raises(AtelierError, match="2001"):
        check_note("x" * (LONGEST_NOTE + 1))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("c: peu d'usagers", ("constats", "peu d'usagers")),
        ("P : des stands", ("pistes", "des stands")),
        ("m\u00a0: du temps", ("conditions", "du temps")),
        ("i:une idée", ("phares", "une idée")),
        ("p:", ("pistes", "")),
        ("x: inconnu", (None, "x: inconnu")),
        ("C:\\Windows", (None, "C:\\Windows")),
        ("p://hôte", (None, "p://hôte")),
        ("sans préfixe", (None, "sans préfixe")),
        ("à 14:30 c: non", (None, "à 14:30 c: non")),
    ],
)
def test_a_heading_is_read_from_its_prefix(typed: str, expected: tuple[str | None, str]) -> None:
    assert heading_prefix(typed, PREFIXES) == expected
