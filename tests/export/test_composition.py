"""What a document says, and what it never says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atelier.domain.cell import CellState
from atelier.domain.note import CellKey, Note
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.theme import ThemeSource
from atelier.domain.workshop import CafeTable, HeadCount, Workshop
from atelier.export.composition import compose
from atelier.export.html import write_html
from atelier.export.markdown import write_markdown
from atelier.export.paste import write_paste
from atelier.export.report import HeadingSection, Item, Length, Report
from atelier.i18n import Translator
from tests.data.workshops import (
    NOON,
    PARAGRAPH,
    cells_of,
    changed_theme,
    changed_workshop,
    emptied_cell,
    finished_workshop,
    note_row,
    uuid,
    with_changes,
)

CELL = CellKey("t1", 1, "ga", "constats")
EN = Translator("en")


def report_of(state: State, *, length: Length = Length.FULL, annex: bool | None = None) -> Report:
    """The English document at noon."""
    return compose(state, NOON, EN, length=length, annex=annex)


def heading_of(report: Report, heading: int, table: int = 0) -> HeadingSection:
    """A heading of a table, by their ranks."""
    return report.tables[table].headings[heading]


def texts_of(state: State) -> str:
    """Every document for readers, as text."""
    documents: list[bytes] = []
    for length in Length:
        report = report_of(state, length=length, annex=True)
        documents += [write_markdown(report), write_html(report), write_paste(report)]
    return b"\n".join(documents).decode()


def test_a_finished_workshop() -> None:
    report = report_of(with_changes())
    assert (report.title, report.is_working, report.working) == ("Santé et voisinage", False, "")
    assert report.subtitle == ("Wednesday 15 October 2025 – Salle des fêtes", "L’association du bourg")
    assert [table.title for table in report.tables] == ["Table 1 – Accueillir", "Table 2 – Participer"]
    assert [heading.title for heading in report.tables[0].headings][2] == "Conditions de mise en œuvre"
    (item,) = heading_of(report, 0).items
    assert item.paragraphs == (PARAGRAPH,)
    assert item.carried_by == "carried by groups A and B (les Bleus)"
    assert item.sources == ("1-01", "1-05")
    assert item.caution == ""
    assert [link.address for link in report.further] == ["https://exemple.org/guide"]
    assert report.annex is not None


def test_the_method_box_counts() -> None:
    facts = {fact.label: fact.value for fact in report_of(with_changes()).method}
    assert facts["Course"] == "2 tables · 2 rounds of 10 min · groups that move from table to table"
    assert facts["Groups"] == "A: 7 people · B (les Bleus): 7 people"
    assert facts["Participants"] == "14 people · Usagers: 6 · Professionnels: 8"
    assert facts["Notes"] == "16 noted · 16 used · 0 set aside · 0 to treat"
    assert facts["Coverage"] == "16 cells of 16 filled"
    assert "Objectives" not in facts


def test_profiles_of_few_people_are_not_named_in_the_method_box() -> None:
    few = [
        HeadCount(id=f"{group}/usagers", group_id=group, profile="usagers", people=1)
        for group in ("ga", "gb")
    ]
    facts = {fact.label: fact.value for fact in report_of(with_changes(*few)).method}
    assert facts["Participants"] == "10 people · Professionnels: 8 · other profiles: 2"


@pytest.mark.parametrize("table", ["t1", "t2"])
def test_it_is_a_working_document_until_every_table_is_frozen(table: str) -> None:
    open_table = replace(_row(f"cafe_table/{table}", CafeTable), frozen_at="")
    report = report_of(with_changes(open_table))
    assert report.is_working
    assert "Working document" in report.working
    assert [bool(section.status) for section in report.tables] == [table == "t1", table == "t2"]
    for content in (write_markdown(report), write_html(report), write_paste(report)):
        assert b"Working document" in content


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (CellState.NOT_COLLECTED, "sheet lost", "Round 1, group A: not collected (sheet lost)"),
        (CellState.NOT_REACHED, "", "Round 1, group A: not reached"),
        (CellState.NOTHING_TO_ADD, "", "Round 1, group A: discussed, nothing to add"),
        (CellState.CANCELLED, "", "Round 1, group A: round cancelled"),
        (None, "", "Round 1, group A: to be explained"),
    ],
)
def test_an_empty_cell_is_printed_as_what_it_is(state: CellState | None, reason: str, said: str) -> None:
    put, out = emptied_cell(CELL, state, reason)
    report = report_of(with_changes(*put, without=out))
    assert heading_of(report, 0).gaps == (said,)
    assert heading_of(report, 1).gaps == ()
    assert report.annex is not None
    cell = report.annex.tables[0].stops[0].cells[0]
    assert (f"Round 1, group A: {cell.state}", cell.notes) == (said, ())
    assert report.annex.grid.rows[0][1][0] == cell.state
    assert heading_of(report, 0).items[0].carried_by == "carried by group B (les Bleus)"


def test_cells_that_are_still_to_come() -> None:
    rows = [row for row in finished_workshop().values() if row.KIND not in ("note", "theme", "theme_source")]
    state = State.of([row for row in rows if row.KIND != "clock_event"])
    report = report_of(state)
    assert heading_of(report, 0).gaps == (
        "Round 1, group A: upcoming",
        "Round 2, group B (les Bleus): upcoming",
    )
    assert heading_of(report, 0).empty == "No point."


CLAIM = "L’absence de notes du premier groupe montre que personne ne participe."


@pytest.mark.parametrize("column", ["paragraph", "title", "short", "divergence"])
@pytest.mark.parametrize("state", [CellState.NOT_COLLECTED, CellState.NOT_REACHED, None])
def test_missing_notes_are_never_printed_as_a_finding(column: str, state: CellState | None) -> None:
    put, out = emptied_cell(CELL, state, "sheet lost")
    length = Length.SHORT if column == "short" else Length.FULL
    told = with_changes(*put, changed_theme("p-t1-constats", **{column: CLAIM}), without=out)
    report = report_of(told, length=length)
    caution = heading_of(report, 0).items[0].caution
    assert report.is_working
    assert "nobody said it" in caution
    assert "Round 1, group A, Constats" in caution
    for content in (write_markdown(report), write_html(report), write_paste(report)):
        assert "nobody said it" in content.decode()


def test_nor_in_the_conclusion() -> None:
    report = report_of(with_changes(changed_workshop(conclusion=CLAIM)))
    assert "nobody said it" in report.conclusion_caution
    assert report.is_working
    for content in (write_markdown(report), write_html(report), write_paste(report)):
        assert "nobody said it" in content.decode()


def test_a_point_without_a_note_says_so() -> None:
    out = [name for name in finished_workshop() if name.startswith("theme_source/p-t1-pistes/")]
    (item,) = heading_of(report_of(with_changes(without=out)), 1).items
    assert (item.carried_by, item.sources) == ("no note supports this point", ())


def test_rehearsal_and_removed_notes_and_points_never_appear() -> None:
    state = with_changes(
        note_row(90, CELL, "mot de répétition", is_rehearsal=True, star=True),
        note_row(91, CELL, "mot ôté", deleted=True, star=True),
        ThemeSource(id=f"p-t1-constats/{uuid(90)}", theme_id="p-t1-constats", note_id=uuid(90)),
        changed_theme("p-t1-pistes", title="Titre ôté", deleted=True),
        changed_theme("p-t1-conditions", title="Titre suggéré", status="proposed"),
        changed_theme("p-t1-phares", deleted=True),
    )
    text = texts_of(state)
    for word in ("mot de répétition", "mot ôté", "Titre ôté", "Titre suggéré"):
        assert word not in text


def test_starred_notes_show_under_key_ideas_and_are_noted_once() -> None:
    starred = replace(_row(f"note/{uuid(1)}", Note), star=True)
    report = report_of(with_changes(starred, changed_theme("p-t1-phares", deleted=True)))
    assert report.annex is not None
    cells = report.annex.tables[0].stops[0].cells
    assert [(note.reference, note.is_star, note.is_gathered) for note in cells[0].notes] == [
        ("1-01", True, False)
    ]
    assert [(note.reference, note.is_star, note.is_gathered) for note in cells[3].notes] == [
        ("1-01", True, True),
        ("1-04", False, False),
    ]
    assert [note.reference for note in heading_of(report, 3).raw] == ["1-01", "1-04", "1-08"]


def test_the_annex_says_what_became_of_each_note() -> None:
    aside = replace(_row(f"note/{uuid(1)}", Note), set_aside_reason="hors sujet", is_late=True)
    link = note_row(92, CELL, "une autre", link_to=uuid(1), link_kind="contradicts")
    twice = ThemeSource(id=f"p-t1-phares/{uuid(2)}", theme_id="p-t1-phares", note_id=uuid(2))
    report = report_of(with_changes(aside, link, twice))
    assert report.annex is not None
    notes = {note.text: note.remarks for cell in report.annex.tables[0].stops[0].cells for note in cell.notes}
    assert notes["note 1 sur constats"] == ("written late", "set aside: hors sujet")
    assert notes["une autre"] == ("contradicts 1-01", "to treat")
    later = report.annex.tables[0].stops[1].cells[0].notes[0]
    assert later.remarks == ("used in points 1 and 4",)


def test_the_annex_can_be_left_out_and_then_nothing_refers_to_it() -> None:
    report = report_of(with_changes(), annex=False)
    assert report.annex is None
    assert {item.sources for table in report.tables for item in _items(table.headings)} == {()}
    assert b"1-01" not in write_html(report)
    assert report_of(with_changes(), length=Length.SHORT).annex is None


def test_the_short_line_is_drawn_from_the_paragraph() -> None:
    state = with_changes(changed_theme("p-t1-pistes", short="En une ligne."))
    report = report_of(state, length=Length.SHORT)
    assert heading_of(report, 1).items[0].paragraphs == ("En une ligne.",)
    assert heading_of(report, 0).items[0].paragraphs == (PARAGRAPH.partition(". ")[0] + ".",)


def test_the_plenary_shows_what_was_said_there() -> None:
    plenary = CafeTable(id="t0", number=0)
    assert len(report_of(with_changes(plenary)).tables) == 2
    note = note_row(93, CellKey("t0", 0, None, "phares"), "dit par la salle", star=True)
    report = report_of(with_changes(plenary, note))
    assert [section.label for section in report.tables] == ["Table 1", "Table 2", "Plenary"]
    assert [heading.title for heading in report.tables[2].headings] == ["Idées phares"]
    assert report.annex is not None
    assert [cell.heading for cell in report.annex.tables[2].stops[0].cells] == ["Idées phares"]
    assert report.annex.grid.rows[-1][0] == "Plenary"


def test_a_workshop_without_anything_is_a_document_too() -> None:
    state = State.of([Workshop(id="w")])
    report = report_of(state)
    assert (report.title, report.is_working, report.tables) == ("World café", True, ())
    for content in (write_markdown(report), write_html(report), write_paste(report)):
        assert content.strip()


def test_documents_speak_their_own_language() -> None:
    french = compose(with_changes(), NOON, Translator("fr"))
    assert french.language == "fr"
    assert heading_of(french, 0).items[0].carried_by == "porté par les groupes A et B (les Bleus)"
    assert b'<html lang="fr">' in write_html(french)
    assert b'<html lang="en">' in write_html(report_of(with_changes()))


def test_notes_stand_exactly_as_they_were_taken() -> None:
    text = 'c\'est "oui" ?  non ; coeur... etat'
    report = report_of(with_changes(note_row(94, CELL, text)))
    assert report.annex is not None
    assert text in [note.text for note in report.annex.tables[0].stops[0].cells[0].notes]


def test_every_filled_cell_is_counted_once() -> None:
    state = with_changes()
    report = report_of(state)
    assert report.annex is not None
    assert len(report.annex.grid.rows) * len(report.annex.grid.columns) == len(cells_of(state))


def _items(headings: tuple[HeadingSection, ...]) -> list[Item]:
    return [item for heading in headings for item in heading.items]


def _row(name: str, kind: type[Row]) -> Row:
    row = finished_workshop()[name]
    assert isinstance(row, kind)
    return row
