"""What became of the notes of each group."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from atelier.domain.cell import CellState
from atelier.domain.note import CellKey, Note
from atelier.domain.place import notes_by_table
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import ThemeSource, ThemeStatus
from atelier.domain.workshop import CafeTable, Seating
from atelier.export.followup import Followup, compose_followup
from atelier.export.followup_writers import write_followup_page, write_followup_text
from atelier.i18n import Translator
from tests.data.hostile import Hostile
from tests.data.workshops import NOON, changed_theme, emptied_cell, note_row, uuid, with_changes
from tests.export.hostile_workshop import hostile_workshop
from tests.export.test_html import ATTRIBUTES, TAGS, VISIBLE, Page

TITLE = "Un accueil repéré donne envie de pousser la porte"
NOTED = CellKey("t1", 1, "ga", "pistes")


def followup(state: State, language: str = "en") -> Followup:
    return compose_followup(state, NOON, Translator(language))


def fates(found: Followup) -> dict[str, str]:
    """What became of each note, by its text."""
    return {
        line.text: line.fate
        for trace in found.traces
        for stop in trace.stops
        for cell in stop.cells
        for line in cell.lines
    }


def test_each_group_has_a_sheet_with_its_own_notes_by_table_and_round() -> None:
    found = followup(with_changes())
    assert [trace.title for trace in found.traces] == ["Group A", "Group B (les Bleus)"]
    assert [stop.title for stop in found.traces[0].stops] == [
        "Table 1 – Accueillir · Round 1",
        "Table 2 – Participer · Round 2",
    ]
    assert [cell.heading for cell in found.traces[0].stops[0].cells][:2] == ["Constats", "Pistes d’actions"]
    assert found.traces[0].tally == "8 notes · 8 used"


def test_every_note_is_there_once_and_names_its_point() -> None:
    state = with_changes()
    found = followup(state)
    texts = [note.text for notes in notes_by_table(state).values() for note in notes]
    shown = [
        line.text
        for trace in found.traces
        for stop in trace.stops
        for cell in stop.cells
        for line in cell.lines
    ]
    assert sorted(shown) == sorted(texts)
    assert set(fates(found).values()) == {f"in the point “{TITLE}”"}


def test_a_note_that_was_set_aside_says_why_and_one_that_waits_says_so() -> None:
    state = with_changes(
        note_row(900, NOTED, "hors sujet", set_aside_reason="Transmis à la mairie"),
        note_row(901, NOTED, "pas encore lue", star=True),
    )
    found = followup(state)
    assert fates(found)["hors sujet"] == "set aside: Transmis à la mairie"
    assert fates(found)["pas encore lue"] == "to treat"
    assert found.traces[0].tally == "10 notes · 8 used · 1 set aside · 1 to treat"
    starred = [line for cell in found.traces[0].stops[0].cells for line in cell.lines if line.is_star]
    assert [line.text for line in starred] == ["pas encore lue"]


def test_a_note_in_several_points_names_them_all_with_the_heading_of_those_elsewhere() -> None:
    state = with_changes(
        changed_theme("p-t1-phares", title="Commencer par les lieux de vie"),
        ThemeSource(id="more", theme_id="p-t1-phares", note_id=uuid(1)),
    )
    assert fates(followup(state))["note 1 sur constats"] == (
        f"in the points “{TITLE}” and “Commencer par les lieux de vie” (Idées ph)"
    )


def test_a_point_that_is_only_proposed_leaves_its_notes_to_treat() -> None:
    state = with_changes(changed_theme("p-t1-constats", status=ThemeStatus.PROPOSED))
    assert fates(followup(state))["note 1 sur constats"] == "to treat"


def test_rehearsal_and_removed_notes_are_nowhere() -> None:
    state = with_changes(
        note_row(900, NOTED, "test test", is_rehearsal=True), note_row(901, NOTED, "retirée", deleted=True)
    )
    assert not {"test test", "retirée"} & fates(followup(state)).keys()


def test_an_empty_heading_says_why() -> None:
    put, out = emptied_cell(CellKey("t1", 1, "ga", "constats"), CellState.NOT_COLLECTED, "feuille perdue")
    found = followup(with_changes(*put, without=out))
    (cell,) = [cell for cell in found.traces[0].stops[0].cells if cell.heading == "Constats"]
    assert (cell.state, cell.lines) == ("not collected (feuille perdue)", ())


def test_a_heading_that_only_gathers_stars_says_nothing_of_its_own() -> None:
    put, out = emptied_cell(CellKey("t1", 1, "ga", "phares"), CellState.NOTHING_TO_ADD, "")
    state = with_changes(*put, note_row(900, NOTED, "étoilée", star=True), without=out)
    (stop, _) = followup(state).traces[0].stops
    assert [cell.heading for cell in stop.cells] == [
        "Constats",
        "Pistes d’actions",
        "Conditions de mise en œuvre",
    ]


def test_no_profile_is_named_however_many_people_it_has() -> None:
    notes = [note_row(900 + i, NOTED, f"dite {i}", profile=key) for i, key in enumerate(("usagers", "pros"))]
    found = followup(with_changes(*notes))
    for content in (write_followup_page(found), write_followup_text(found)):
        assert b"Usagers" not in content
        assert b"Professionnels" not in content


def test_people_in_no_group_have_a_sheet_a_table_and_the_plenary_its_own() -> None:
    rows: list[Row] = [CafeTable(id="t0", number=0)]
    kept = with_changes()
    for seat in kept.live(Seating):
        rows.append(replace(seat, deleted=True))
        group_free = replace(seat, id=f"{seat.round}/-/{seat.table_id}", group_id=None, deleted=False)
        rows.append(group_free)
    rows += [replace(note, group_id=None) for note in kept.live(Note)]
    rows.append(note_row(950, CellKey("t0", 0, None, "pistes"), "dit en plénière"))
    found = followup(with_changes(*rows))
    assert [trace.title for trace in found.traces] == [
        "Table 1 – Accueillir",
        "Table 2 – Participer",
        "Plenary",
    ]
    assert [stop.title for stop in found.traces[0].stops] == ["Round 1", "Round 2"]
    assert [stop.title for stop in found.traces[2].stops] == [""]
    assert fates(found)["dit en plénière"] == "to treat"


def test_a_synthesis_that_is_not_finished_is_a_working_document() -> None:
    assert followup(with_changes()).working == ""
    open_table = replace(with_changes().live(CafeTable)[0], frozen_at="")
    assert "not finished" in followup(with_changes(open_table)).working


def test_the_document_is_in_the_language_that_was_asked_for() -> None:
    page = write_followup_page(followup(with_changes(), "fr")).decode()
    assert '<html lang="fr">' in page
    assert "mercredi 15 octobre 2025" in page


@pytest.mark.parametrize("case", VISIBLE, ids=str)
def test_hostile_texts_are_whole_and_not_live(case: Hostile) -> None:
    found = followup(hostile_workshop(case.text))
    page = Page(write_followup_page(found))
    assert set(page.tags) <= TAGS
    assert page.open == page.others == []
    assert {name for name, _ in page.attributes} <= ATTRIBUTES | {"colspan"}
    assert clean(case.text) in page.texts["td"][0] or any(
        clean(case.text) in text for text in page.texts["td"]
    )
    assert any(one_line(case.text) in text for text in page.texts["h2"])


@pytest.mark.parametrize("case", VISIBLE, ids=str)
def test_in_markdown_a_note_is_one_line_of_a_list(case: Hostile) -> None:
    found = followup(hostile_workshop(case.text))
    lines = write_followup_text(found).decode().split("\n")
    notes = sum(len(cell.lines) for trace in found.traces for stop in trace.stops for cell in stop.cells)
    assert sum(line.startswith("- ") for line in lines) == notes
    assert sum(bool(re.match(r"#{1,6} ", line)) for line in lines) == 1 + sum(
        1 + sum(bool(stop.title) for stop in trace.stops) for trace in found.traces
    )


def test_each_group_begins_a_page_and_is_named_on_all_of_them() -> None:
    page = write_followup_page(followup(with_changes())).decode()
    assert page.count('<section class="trace">') == 2
    assert re.search(r"\.trace \{ break-after: page;", page)
    assert page.count("What was noted – Group B<") == 2
