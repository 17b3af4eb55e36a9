"""Typing mistakes mended by what others wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.fusion.spelling import is_slip, mended
from atelier.fusion.words import lexicon
from tests.fusion.notes import texts

FR = lexicon("fr")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("prijet", "projet"),
        ("tmeps", "temps"),
        ("vvers", "vers"),
        ("ptient", "patient"),
        ("sociqles", "sociales"),
    ],
)
def test_one_slip_is_seen(word: str, other: str) -> None:
    assert is_slip(word, other)
    assert is_slip(other, word)


@pytest.mark.parametrize(
    ("word", "other"), [("faute", "autre"), ("verte", "perte"), ("poser", "poste"), ("abc", "abc")]
)
def test_other_words_are_no_slips(word: str, other: str) -> None:
    assert not is_slip(word, other)


def test_a_mistake_is_written_as_the_others_write_it() -> None:
    found = mended(["un Xylofone neuf", "le xylophone", "un xylophonne", "le xylophone sonne"], FR)
    assert found[2] == "un xylophone"
    assert found[1:2] + found[3:] == ["le xylophone", "le xylophone sonne"]


def test_what_two_people_wrote_and_short_words_stay() -> None:
    notes = ["des zorbes", "les zorbes", "un zorble", "un zorble", "abc", "abd"]
    assert mended(notes, FR) == notes


@given(st.lists(texts, max_size=8))
def test_the_texts_stay_in_their_order_and_only_words_change(notes: list[str]) -> None:
    found = mended(notes, FR)
    assert len(found) == len(notes)
    for before, after in zip(notes, found, strict=True):
        assert sum(letter.isspace() for letter in before) == sum(letter.isspace() for letter in after)
    assert mended(list(reversed(notes)), FR) == list(reversed(found))
