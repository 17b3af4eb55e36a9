"""Texts that people really publish: lint must leave them alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.domain.lint import lint
from atelier.domain.note import CellKey
from atelier.domain.state import State
from atelier.domain.typography import typeset
from tests.data.workshops import (
    cells_of,
    changed_theme,
    changed_workshop,
    finished_workshop,
    note_row,
    with_changes,
)

DATA = Path(__file__).parents[2] / "data"
FRENCH = (DATA / "honest-fr.txt").read_text("utf-8").splitlines()
ENGLISH = (DATA / "honest-en.txt").read_text("utf-8").splitlines()


def test_there_are_enough_texts() -> None:
    assert len(FRENCH) >= 30


def test_a_sound_workshop_has_nothing_to_say() -> None:
    state = State.of(finished_workshop().values())
    assert [finding for finding in lint(state, cells_of(state)) if finding.level != "info"] == []


@pytest.mark.parametrize("text", FRENCH)
def test_honest_french_is_left_alone(text: str) -> None:
    state = with_changes(changed_theme("p-t1-pistes", paragraph=typeset(text, "fr")))
    found = [each for each in lint(state, cells_of(state)) if each.code != "length" and each.level != "info"]
    assert found == []


@pytest.mark.parametrize("text", FRENCH)
def test_honest_notes_are_left_alone(text: str) -> None:
    cell = CellKey("t1", 1, "ga", "constats")
    state = with_changes(note_row(1, cell, text))
    assert [each for each in lint(state, cells_of(state)) if each.level != "info"] == []


@pytest.mark.parametrize("text", ENGLISH)
def test_honest_english_is_left_alone(text: str) -> None:
    theme = changed_theme("p-t1-pistes", paragraph=typeset(text, "en"))
    state = with_changes(changed_workshop(language="en"), theme)
    found = [each for each in lint(state, cells_of(state)) if each.where.row_id == theme.id]
    assert [each for each in found if each.code != "length"] == []
