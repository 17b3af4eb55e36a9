"""Typing mistakes mended by what others wrote and by the words of the language."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.fusion.cell import read_cell
from atelier.fusion.proposal import FusionNote
from atelier.fusion.spelling import Speller
from atelier.fusion.tokens import fold
from atelier.fusion.vocabulary import is_form, slips, vocabulary
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
    assert other in slips(word)


@pytest.mark.parametrize(
    ("word", "other"), [("faute", "autre"), ("verte", "perte"), ("poser", "poste"), ("abc", "abc")]
)
def test_other_words_are_no_slips(word: str, other: str) -> None:
    assert other not in slips(word)


@given(st.text(string.ascii_lowercase, min_size=2, max_size=12), st.data())
def test_a_letter_too_many_is_taken_off_and_a_lost_one_put_back(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    spoilt = word[:at] + word[at] + word[at:]
    assert word in slips(spoilt)
    assert spoilt in slips(word)


def test_forms_of_a_word_are_told_from_mistakes() -> None:
    assert is_form("projet", "projets")
    assert is_form("national", "nationaz")
    assert not is_form("prijet", "projet")


def test_a_mistake_is_written_as_the_others_write_it() -> None:
    notes = ["un Xylofone neuf", "le xylophone", "un xylophonne", "le xylophone sonne"]
    speller = Speller(notes, FR)
    assert [speller.mended(note) for note in notes[1:]] == [
        "le xylophone",
        "un xylophone",
        "le xylophone sonne",
    ]


def test_a_mistake_that_nobody_else_can_mend_is_mended_by_the_language() -> None:
    speller = Speller(["la coordniation", "le médecn", "un hpital proche"], FR)
    assert speller.mended("la coordniation") == "la coordination"
    assert speller.mended("le médecn") == "le médecin"
    assert speller.mended("un hpital proche") == "un hôpital proche"


def test_what_two_people_wrote_and_short_words_stay() -> None:
    notes = ["des zorbes", "les zorbes", "un zorble", "un zorble", "abc", "abd"]
    speller = Speller(notes, FR)
    assert [speller.mended(note) for note in notes] == notes


def test_well_spelled_words_of_a_language_are_never_mended() -> None:
    words = list(vocabulary("fr").ranks)[::97]
    speller = Speller(["rien"], FR)
    assert [speller.meant(word) for word in words] == words


def test_the_words_are_folded_and_each_knows_its_accents() -> None:
    words = vocabulary("fr")
    assert len(words.ranks) > 30_000
    assert words.written("medecin") == "médecin"
    assert words.written("soeur") == "sœur"
    sample = list(words.accented)[::53]
    assert [fold(words.accented[word]) for word in sample] == sample
    assert words.ranks["de"] < words.ranks["medecin"]


def test_a_language_without_a_list_and_one_of_the_user(tmp_path: Path) -> None:
    assert not vocabulary("xx").ranks
    assert not vocabulary("../fr").ranks
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "spelling.txt").write_text("# les nôtres\nMunicipôlette\nxyloglotte\n", "utf-8")
    own = lexicon("fr", tmp_path)
    assert own.vocabulary.written("municipolette") == "municipôlette"
    assert Speller([], own).meant("xyloglotet") == "xyloglotte"
    assert "medecin" in own.vocabulary


def test_what_is_shown_stays_as_it_was_typed() -> None:
    notes = [FusionNote("a", "Un secrétaraait commun", "g1"), FusionNote("b", "La coordniation", "g2")]
    cell = read_cell(notes, FR)
    spelled = {note.id: reading.tokens for note, reading in zip(cell.notes, cell.readings, strict=True)}
    mended = spelled["b"][1]
    assert mended.word == "coordination"
    assert "La coordniation"[mended.start : mended.end] == "coordniation"
    assert [note.text for note in cell.notes] == ["La coordniation", "Un secrétaraait commun"]


@given(st.lists(texts, max_size=8))
def test_only_words_change_whatever_the_order(notes: list[str]) -> None:
    speller, other = Speller(notes, FR), Speller(list(reversed(notes)), FR)
    for note in notes:
        after = speller.mended(note)
        assert sum(letter.isspace() for letter in note) == sum(letter.isspace() for letter in after)
        assert after == other.mended(note)
