"""What the shipped content says: in both languages, well set, and in our own words."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from atelier.domain.text import clean
from atelier.domain.typography import propose
from tests.content.shipped import document, files, texts
from tests.data import sources

ALLOWED = {
    # The topics of the two tables are headings of the method, kept on purpose
    "Écouter les usagers pour améliorer la pertinence des soins",
    "Encourager la participation des usagers… sans l’imposer",
}

each_file = pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.name}")


def test_the_source_check_knows_a_source_sentence() -> None:
    assert sources.repeated("Écouter les usagers pour améliorer la pertinence des soins")


@each_file
def test_every_text_is_in_both_languages(path: Path) -> None:
    languages: dict[str, set[str]] = defaultdict(set)
    for place, lang, text in texts(path):
        assert text.strip(), place
        languages[place].add(lang)
    assert languages
    assert {place: found for place, found in languages.items() if found != {"fr", "en"}} == {}


@each_file
def test_every_text_is_clean(path: Path) -> None:
    assert [place for place, _, text in texts(path) if clean(text) != text.strip()] == []


@each_file
def test_our_own_words_are_well_set(path: Path) -> None:
    wrong = [
        (place, lang, correction.before, correction.after)
        for place, lang, text in texts(path)
        if not _is_raw_note(path, place)
        for correction in propose(text, lang)
    ]
    assert wrong == []


@each_file
def test_no_sentence_of_the_sources(path: Path) -> None:
    found = {text: sources.repeated(text) for _, _, text in texts(path) if text not in ALLOWED}
    assert {text: runs for text, runs in found.items() if runs} == {}


@each_file
def test_no_name_of_the_sources(path: Path) -> None:
    assert [(text, names) for _, _, text in texts(path) if (names := sources.names(text))] == []


def test_raw_notes_look_typed_in_a_hurry() -> None:
    path = next(path for path in files() if path.name == "notes.toml")
    notes = [note["fr"] for stop in document(path)["stop"] for note in stop["note"]]
    assert not any("’" in note or "\u00a0" in note for note in notes)
    assert sum(note[0].isupper() for note in notes) <= 3
    assert sum(note.endswith(".") and not note.endswith("...") for note in notes) == 0


def _is_raw_note(path: Path, place: str) -> bool:
    return path.name == "notes.toml" and not place.endswith("set_aside")
