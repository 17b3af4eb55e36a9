"""What is missing between a workshop and its document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atelier.domain.cell import CellState
from atelier.domain.lint import Finding, lint
from atelier.domain.note import CellKey
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.theme import Theme, Variant
from atelier.domain.workshop import CafeTable, HeadCount, Workshop
from tests.data.workshops import (
    cells_of,
    changed_theme,
    changed_workshop,
    emptied_cell,
    finished_workshop,
    note_row,
    with_changes,
)

CELL = CellKey("t1", 1, "ga", "constats")


def said(state: State) -> set[tuple[str, str]]:
    """Level and code of what lint says."""
    return {(each.level.value, each.code) for each in lint(state, cells_of(state))}


def only(state: State, code: str) -> Finding:
    """The one finding with this code."""
    (found,) = [each for each in lint(state, cells_of(state)) if each.code == code]
    return found


def test_a_point_without_a_source() -> None:
    sources = [name for name in finished_workshop() if name.startswith("theme_source/p-t1-pistes/")]
    state = with_changes(without=sources)
    assert only(state, "no-source").where.row_id == "p-t1-pistes"
    assert {("error", "no-source"), ("error", "late-notes")} <= said(state)


def test_a_removed_or_rehearsed_note_is_no_source() -> None:
    first, second = (
        note_row(3, CELL._replace(heading="pistes"), "essai", is_rehearsal=True),
        note_row(4, CellKey("t1", 2, "gb", "pistes"), "ôtée", deleted=True),
    )
    assert ("error", "no-source") in said(with_changes(first, second))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"title": ""}, ("error", "no-title")),
        ({"title": "Trop court"}, ("warning", "length")),
        ({"title": " ".join(["mot"] * 14)}, ("warning", "length")),
        ({"paragraph": ""}, ("warning", "no-paragraph")),
        ({"paragraph": "…"}, ("warning", "no-paragraph")),
        ({"paragraph": "Trop court pour un paragraphe."}, ("warning", "length")),
        ({"paragraph": "Trop long. " * 41}, ("warning", "length")),
    ],
)
def test_the_shape_of_a_point(columns: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in said(with_changes(changed_theme("p-t1-pistes", **columns)))


def test_an_empty_heading_whose_notes_are_there() -> None:
    removed = changed_theme("p-t1-pistes", deleted=True)
    found = only(with_changes(removed), "empty-heading")
    assert (found.level, found.where.table, found.where.heading) == ("error", 1, "pistes")


def test_an_empty_heading_whose_cells_are_explained() -> None:
    put: list[Row] = [changed_theme("p-t1-constats", deleted=True)]
    out: list[str] = []
    for cell in (CELL, CellKey("t1", 2, "gb", "constats")):
        rows, names = emptied_cell(cell, CellState.NOTHING_TO_ADD)
        put += rows
        out += names
    assert not {code for level, code in said(with_changes(*put, without=out)) if level == "error"}


def test_an_empty_heading_whose_notes_were_set_aside() -> None:
    aside = [
        note_row(
            number, CellKey("t1", round_number, group, "pistes"), "hors sujet", set_aside_reason="hors sujet"
        )
        for number, round_number, group in ((3, 1, "ga"), (4, 2, "gb"))
    ]
    state = with_changes(*aside, changed_theme("p-t1-pistes", deleted=True))
    assert not {code for level, code in said(state) if level == "error"}


def test_a_table_that_is_not_fused_says_so_once() -> None:
    themes = [name for name in finished_workshop() if name.startswith(("theme/p-t1", "theme_source/p-t1"))]
    table = replace(_table("t1"), frozen_at="")
    errors = {code for level, code in said(with_changes(table, without=themes)) if level == "error"}
    assert errors == {"empty-table", "pending"}


def test_a_cell_that_nobody_explained() -> None:
    put, out = emptied_cell(CELL, None)
    found = only(with_changes(*put, without=out), "unexplained")
    assert (found.level, found.where.row_id, found.where.heading) == ("error", CELL.row_id, "constats")
    assert found.params["group"] == "A"


def test_a_cell_not_collected_needs_a_reason() -> None:
    put, out = emptied_cell(CELL, CellState.NOT_COLLECTED, " ")
    assert ("error", "no-reason") in said(with_changes(*put, without=out))
    put, out = emptied_cell(CELL, CellState.NOT_COLLECTED, "feuille perdue")
    assert not {code for level, code in said(with_changes(*put, without=out)) if level == "error"}


def test_notes_to_treat() -> None:
    late = note_row(90, CELL, "une note de plus")
    assert ("error", "late-notes") in said(with_changes(late))
    found = only(with_changes(late, replace(_table("t1"), frozen_at="")), "pending")
    assert (found.level, found.params["n"]) == ("error", 1)


def test_what_the_room_says_may_stay_a_note() -> None:
    plenary = CafeTable(id="t0", number=0)
    note = note_row(91, CellKey("t0", 0, None, "phares"), "dit par la salle")
    assert not {code for level, code in said(with_changes(plenary, note)) if level != "info"}


def test_the_plenary_is_called_by_its_name() -> None:
    plenary = CafeTable(id="t0", number=0)
    note = note_row(91, CellKey("t0", 0, None, "phares"), "dit par la salle")
    found = only(with_changes(plenary, note), "pending")
    assert found.msgid == "Plenary: {n} note is still to be treated."


def test_a_cell_is_named_as_its_heading_is_shown() -> None:
    put, out = emptied_cell(CELL, None)
    found = only(with_changes(*put, without=out), "unexplained")
    assert found.params["heading"] == "Constats"
    assert found.where.heading == "constats"


def test_versions_that_wait_for_a_choice() -> None:
    variant = Variant(
        id="v", of_kind="theme", of_id="p-t1-pistes", of_column="paragraph", text="Autre texte."
    )
    assert only(with_changes(variant), "variant").where.column == "paragraph"


def test_a_suggestion_is_not_a_point() -> None:
    proposed = Theme(id="x", table_id="t1", heading="pistes", title="", status="proposed")
    assert said(with_changes(proposed)) - said(with_changes()) == {("info", "proposed")}


@pytest.mark.parametrize(
    ("column", "level"),
    [("title", "warning"), ("date", "warning"), ("place", "info"), ("conclusion", "warning")],
)
def test_what_the_workshop_lacks(column: str, level: str) -> None:
    found = only(with_changes(changed_workshop(**{column: " "})), "missing")
    assert (found.level, found.where.column) == (level, column)


def test_a_table_without_a_topic_or_a_question() -> None:
    assert only(with_changes(replace(_table("t1"), topic="")), "missing").level == "warning"
    assert only(with_changes(replace(_table("t1"), question="")), "missing").level == "info"


def test_a_profile_of_two_people() -> None:
    few = [
        HeadCount(id=f"{group}/usagers", group_id=group, profile="usagers", people=1)
        for group in ("ga", "gb")
    ]
    assert only(with_changes(*few), "few-people").level == "info"


def test_errors_come_first() -> None:
    state = with_changes(
        changed_workshop(date=""), changed_theme("p-t2-phares", paragraph="Voici la synthèse")
    )
    levels = [each.level.value for each in lint(state, cells_of(state))]
    assert levels[0] == "error"
    assert levels == sorted(levels, key=["error", "warning", "info"].index)


def test_an_empty_workshop_is_read_without_harm() -> None:
    state = State.of([Workshop(id="w")])
    assert {each.level.value for each in lint(state, cells_of(state))} == {"warning", "info"}


def _table(table_id: str) -> CafeTable:
    table = finished_workshop()[f"cafe_table/{table_id}"]
    assert isinstance(table, CafeTable)
    return table
