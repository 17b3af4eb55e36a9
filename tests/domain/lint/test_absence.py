"""Notes that are missing are never a finding."""

from __future__ import annotations

import pytest

from atelier.domain.cell import CellState
from atelier.domain.lint import Finding, lint
from atelier.domain.note import CellKey
from tests.data.workshops import cells_of, changed_theme, changed_workshop, emptied_cell, with_changes

POINT = "p-t1-constats"
CELL = CellKey("t1", 1, "ga", "constats")

CLAIMS = [
    "L’absence d’éléments écrits dans les notes du premier groupe montre que la participation reste fragile.",
    "Le manque de notes du groupe A révèle un désintérêt.",
    "Le silence du premier groupe confirme ce constat.",
    "L’absence de retours de l’un des groupes témoigne d’une difficulté à en parler.",
    "Le groupe A n’a rien noté, ce qui traduit un manque d’intérêt.",
    "Les notes du groupe A sont absentes : cela suggère que le sujet est neuf.",
    "Aucune contribution du premier groupe : ce silence indique que tout reste à faire.",
    "Le groupe A n’a laissé aucune trace. Cela montre que le sujet ne prend pas.",
    "The absence of notes from the first group shows that little is organised.",
    "Group A left no notes, which suggests that little is organised.",
]
WHEN_MISSING = [
    "L’absence d’éléments documentés montre que la participation est peu structurée.",
    "Faute de notes du groupe A, la situation reste mal connue.",
]


def about_absence(text: str, state: CellState | None, reason: str = "") -> list[Finding]:
    """What lint says of a paragraph when a cell of its table is empty."""
    put, out = emptied_cell(CELL, state, reason)
    workshop = with_changes(*put, changed_theme(POINT, paragraph=text), without=out)
    return [each for each in lint(workshop, cells_of(workshop)) if each.code == "absence"]


@pytest.mark.parametrize("text", [*CLAIMS, *WHEN_MISSING])
@pytest.mark.parametrize(
    ("state", "reason"),
    [(CellState.NOT_COLLECTED, "feuille perdue"), (None, ""), (CellState.NOT_REACHED, "")],
)
def test_it_is_an_error_when_a_cell_is_empty(text: str, state: CellState | None, reason: str) -> None:
    (found,) = about_absence(text, state, reason)
    assert (found.level, found.where.row_id, found.where.column) == ("error", POINT, "paragraph")


@pytest.mark.parametrize("text", CLAIMS)
def test_a_conclusion_drawn_from_silence_is_an_error_anyway(text: str) -> None:
    state = with_changes(changed_theme(POINT, paragraph=text))
    assert [each for each in lint(state, cells_of(state)) if each.code == "absence"]


@pytest.mark.parametrize("text", CLAIMS[:3])
def test_the_conclusion_across_tables_is_read_too(text: str) -> None:
    state = with_changes(changed_workshop(conclusion=text))
    assert [each.where.column for each in lint(state, cells_of(state)) if each.code == "absence"] == [
        "conclusion"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "L’absence de transport montre que les horaires doivent changer. Le groupe A le dit.",
        "Le premier groupe montre que l’absence de réponse aux appels décourage.",
        "Le manque de moyens du groupe hospitalier révèle une crise.",
        "Les deux groupes n’ont pas le même avis sur les horaires.",
        "Personne ne répond au téléphone, ce qui montre qu’un accueil manque.",
    ],
)
def test_what_people_say_of_absences_is_left_alone(text: str) -> None:
    assert about_absence(text, CellState.NOT_COLLECTED, "feuille perdue") == []


def test_an_introduction_may_say_what_is_missing() -> None:
    put, out = emptied_cell(CELL, CellState.NOT_COLLECTED, "feuille perdue")
    told = changed_workshop(introduction="Les notes du groupe A n’ont pas été recueillies à la table 1.")
    state = with_changes(*put, told, without=out)
    assert [each for each in lint(state, cells_of(state)) if each.code == "absence"] == []
