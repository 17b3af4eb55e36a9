"""One workshop with every defect that a real published page shows, told in our own words."""

from __future__ import annotations

from dataclasses import replace

from atelier.domain.cell import CellState
from atelier.domain.lint import lint
from atelier.domain.note import CellKey
from atelier.domain.theme import Theme
from tests.data.workshops import (
    cells_of,
    changed_theme,
    changed_workshop,
    emptied_cell,
    finished_workshop,
    with_changes,
)

TAIL = " Les participants le disent avec leurs mots, et ils demandent que l’on y revienne au printemps."


def test_all_its_defects_are_found_each_at_its_place() -> None:
    put, out = emptied_cell(CellKey("t1", 1, "ga", "constats"), CellState.NOT_COLLECTED, "feuille perdue")
    out += [name for name in finished_workshop() if name.startswith("theme_source/p-t2-constats/")]
    claim = (
        "L’absence d’éléments écrits dans les notes du premier groupe montre que tout reste à faire." + TAIL
    )
    picture = (
        "Ces rencontres facilitent la déUne image contenant texte, dessin</p>\n<p>Le contenu généré par l’IA"
        " peut être incorrect.couverte de l’équipe." + TAIL
    )
    residue = (
        "Proposition de fusion des réponses des groupes pour la table 2 :\n\nChacun avance à son pas." + TAIL
    )
    state = with_changes(
        *put,
        changed_workshop(
            introduction="Ce moment nous nous a permis de nous écouter.", conclusion="Chacun : avance !"
        ),
        changed_theme("p-t1-constats", paragraph=claim),
        changed_theme("p-t1-conditions", paragraph=picture),
        changed_theme("p-t2-pistes", paragraph=residue),
        changed_theme(
            "p-t2-conditions", paragraph="Une commission" + TAIL.rstrip(".") + ", ce qui permettrait de"
        ),
        changed_theme("p-t2-phares", deleted=True),
        without=out,
    )
    found = {(each.code, each.where.row_id, each.where.heading) for each in lint(state, cells_of(state))}
    assert found >= {
        ("doubled", "w", ""),
        ("typography", "w", ""),
        ("absence", "p-t1-constats", "constats"),
        ("alt-text", "p-t1-conditions", "conditions"),
        ("markup", "p-t1-conditions", "conditions"),
        ("cut", "p-t1-conditions", "conditions"),
        ("residue", "p-t2-pistes", "pistes"),
        ("cut", "p-t2-conditions", "conditions"),
        ("no-source", "p-t2-constats", "constats"),
        ("empty-heading", "t2", "phares"),
    }


def test_a_correction_that_is_accepted_ends_its_finding() -> None:
    theme = finished_workshop()["theme/p-t1-pistes"]
    assert isinstance(theme, Theme)
    broken = replace(theme, paragraph="L'équipe nous nous a reçus: merci !" + TAIL)
    state = with_changes(broken)
    for _ in range(4):
        fixes = [each.fix for each in lint(state, cells_of(state)) if each.fix is not None]
        if not fixes:
            break
        (change,) = fixes[0].action().changes
        state = state.apply([(change.kind, change.row_id, change.columns)])
    mended = state.all(Theme)["p-t1-pistes"].paragraph
    assert mended == "L’équipe nous a reçus\u00a0: merci\u00a0!" + TAIL
