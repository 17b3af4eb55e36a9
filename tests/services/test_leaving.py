"""Before people leave: everything that only they can say is asked for, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from atelier.domain.cell import CellState
from atelier.domain.note import CellKey, Note
from atelier.domain.workshop import CafeTable, Seating, Sheet, seating_id
from atelier.services import help_calls, notes, sheets
from atelier.services.drafts import Draft
from atelier.services.leaving import Kind, Leftover, awaited_sheets, leftovers, untyped_sheets
from atelier.services.remaining import Group, remaining
from tests.data.cafe import HEADINGS, Cafe

AT = "2025-10-15T10:00:00.000Z"


@pytest.fixture
def cafe() -> Cafe:
    """After its rounds: every cell holds a note, each table has a key idea."""
    cafe = Cafe()
    cafe.start()
    for position, round_number in ((2, 1), (4, 2)):
        cafe.go(position)
        for table, group in (("t1", "AB"[round_number - 1]), ("t2", "BA"[round_number - 1])):
            cafe.seat(table, round_number, group)
            for heading in HEADINGS:
                cafe.note(table, round_number, group, heading)
    cafe.go(6)
    return cafe


def left(cafe: Cafe, drafts: Mapping[str, Sequence[Draft]] | None = None) -> list[Leftover]:
    return list(leftovers(cafe.state, cafe.reading, drafts))


def kinds(cafe: Cafe) -> list[tuple[str, str | None, int]]:
    return [(one.kind.value, one.table.id if one.table else None, one.count) for one in left(cafe)]


def empty(cafe: Cafe, table: str, round_number: int, *headings: str) -> None:
    """Take away what some cells hold."""
    for note in list(cafe.state.all(Note).values()):
        if (note.table_id, note.round) == (table, round_number) and note.heading in headings:
            cafe.change(note, deleted=True)


def on_paper(cafe: Cafe, table: str) -> None:
    cafe.change(cafe.state.all(CafeTable)[table], is_on_paper=True)


def seat(cafe: Cafe, round_number: int, group: str, table: str) -> Seating:
    return cafe.state.all(Seating)[seating_id(round_number, group, table)]


def test_nothing_is_left_when_all_is_there(cafe: Cafe) -> None:
    assert left(cafe) == []


def test_nothing_is_asked_before_and_during_the_rounds() -> None:
    cafe = Cafe()
    on_paper(cafe, "t1")
    assert left(cafe) == []
    cafe.start()
    assert left(cafe) == []
    cafe.next(480)
    cafe.clock.advance(800)
    assert left(cafe) == []


def test_empty_cells_are_one_line_a_table(cafe: Cafe) -> None:
    empty(cafe, "t1", 1, "conditions", "pistes")
    empty(cafe, "t1", 2, "conditions")
    empty(cafe, "t2", 1, "constats")
    assert kinds(cafe) == [("cells", "t1", 3), ("cells", "t2", 1)]
    first = left(cafe)[0]
    assert (first.round, first.group_id, first.heading) == (1, "A", "pistes"), "where typing goes on"
    keys = [cell.key for cell in first.cells]
    cafe.apply(notes.answer_cells(cafe.state, keys, CellState.NOT_REACHED))
    assert kinds(cafe) == [("cells", "t2", 1)]


def test_a_table_without_key_idea(cafe: Cafe) -> None:
    empty(cafe, "t1", 1, "phares")
    empty(cafe, "t1", 2, "phares")
    assert kinds(cafe) == [("cells", "t1", 2), ("key idea", "t1", 1)]
    found = left(cafe)[1]
    assert (found.round, found.group_id, found.heading) == (2, "B", "phares")
    cafe.note("t1", 1, "A", "pistes", star=True)
    assert ("key idea", "t1", 1) not in kinds(cafe)


def test_sheets_of_a_table_on_paper_are_awaited(cafe: Cafe) -> None:
    on_paper(cafe, "t2")
    empty(cafe, "t2", 1, *HEADINGS)
    found = left(cafe)
    assert [(one.kind, one.round, one.group_id) for one in found] == [
        (Kind.SHEET, 1, "B"),
        (Kind.SHEET, 2, "A"),
    ], "the cells of a sheet are not asked for twice"
    assert found[0].sheet is not None and found[0].sheet.number == 3
    assert found[0].row_id == "1/B/t2"


def test_a_sheet_that_came_back_waits_for_the_evening(cafe: Cafe) -> None:
    on_paper(cafe, "t2")
    empty(cafe, "t2", 1, *HEADINGS)
    for round_number, group in ((1, "B"), (2, "A")):
        action = sheets.tick(cafe.state, seat(cafe, round_number, group, "t2").id, Sheet.RETURNED)
        assert action is not None
        cafe.apply(action)
    assert left(cafe) == []
    assert [sheet.number for sheet in untyped_sheets(cafe.state)] == [3]
    groups = [task.group for task in remaining(cafe.state, cafe.clock.now())]
    assert groups.count(Group.UNTYPED) == 1
    assert Group.REASON not in groups, "the sheet is to be typed: its cells are not asked for as well"


def test_a_missing_sheet_explains_its_cells(cafe: Cafe) -> None:
    on_paper(cafe, "t2")
    empty(cafe, "t2", 1, *HEADINGS)
    for round_number, group in ((1, "B"), (2, "A")):
        action = sheets.tick(cafe.state, seat(cafe, round_number, group, "t2").id, Sheet.MISSING, "perdue")
        assert action is not None
        cafe.apply(action)
    assert left(cafe) == []
    assert untyped_sheets(cafe.state) == ()


def test_a_table_that_hands_in_one_sheet_is_asked_for_its_blank_ones_only(cafe: Cafe) -> None:
    empty(cafe, "t1", 1, *HEADINGS)
    assert [one.kind for one in left(cafe)] == [Kind.CELLS], "nobody spoke of paper"
    cafe.change(seat(cafe, 2, "B", "t1"), sheet=Sheet.RETURNED.value)
    assert [(one.kind, one.row_id) for one in left(cafe)] == [(Kind.SHEET, "1/A/t1")]
    assert [one.row_id for one in awaited_sheets(cafe.state, cafe.reading)] == ["1/A/t1"]


def test_a_table_on_paper_has_its_key_idea_on_its_sheets(cafe: Cafe) -> None:
    for round_number in (1, 2):
        empty(cafe, "t1", round_number, *HEADINGS)
    on_paper(cafe, "t1")
    assert {one.kind for one in left(cafe)} == {Kind.SHEET}


def test_calls_come_first_and_go_once_taken_up(cafe: Cafe) -> None:
    empty(cafe, "t1", 1, "conditions")
    cafe.do(help_calls.call, "t2", "Le feutre est vide")  # type: ignore[arg-type]
    found = left(cafe)
    assert [one.kind for one in found] == [Kind.CALL, Kind.CELLS]
    assert (found[0].table, found[0].text) == (cafe.state.all(CafeTable)["t2"], "Le feutre est vide")
    cafe.do(help_calls.answer, found[0].row_id)  # type: ignore[arg-type]
    assert [one.kind for one in left(cafe)] == [Kind.CELLS]


def test_words_that_were_never_sent(cafe: Cafe) -> None:
    note = cafe.note("t1", 2, "B", "pistes", "une boîte à idées")
    drafts = {
        "capture:t1": [
            Draft("capture:t1", "des stands au", AT, True),
            Draft("capture:t1", "autre", AT, False),
        ],
        "capture:t2": [Draft("capture:t2", "  \n ", AT, True)],
        "capture:gone": [Draft("capture:gone", "table supprimée", AT, False)],
        "capture-edit:t1": [Draft("capture-edit:t1", f"{note.id}\nune boîte à idées", AT, True)],
        "capture-edit:t2": [Draft("capture-edit:t2", f"{note.id}\nune boîte aux lettres", AT, False)],
        "theme/x": [Draft("theme/x", "un paragraphe", AT, True)],
    }
    found = left(cafe, drafts)
    assert [(one.kind, one.row_id, one.count, one.text) for one in found] == [
        (Kind.DRAFT, "capture:t1", 2, "des stands au"),
        (Kind.DRAFT, "capture-edit:t2", 1, "une boîte aux lettres"),
    ]


def test_notes_that_only_tried_the_program(cafe: Cafe) -> None:
    for _ in range(3):
        cafe.change(cafe.note("t1", 1, "A", "pistes", "test test"), is_rehearsal=True)
    assert kinds(cafe) == [("rehearsal", None, 3)]


def test_ids_are_their_own(cafe: Cafe) -> None:
    for number in (1, 2):
        empty(cafe, f"t{number}", 1, *HEADINGS)
        empty(cafe, f"t{number}", 2, "phares")
    on_paper(cafe, "t2")
    cafe.do(help_calls.call, "t1")  # type: ignore[arg-type]
    ids = [one.id for one in left(cafe)]
    assert len(ids) == len(set(ids)) > 4


def test_a_cell_of_the_plenary_is_asked_for_too() -> None:
    cafe = Cafe()
    cafe.start()
    cafe.go(6)
    cafe.apply(notes.add_note(cafe.state, CellKey("t0", 0, None, "pistes"), "en plénière", cafe.now))
    while cafe.reading.phase != "finished":
        cafe.next(60)
    tables = [one.table.id for one in left(cafe) if one.kind is Kind.CELLS and one.table is not None]
    assert "t0" in tables
