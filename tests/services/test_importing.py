"""Notes from files."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID, uuid5

import pytest

from atelier.domain.canvas import Heading
from atelier.domain.note import CellKey, Note
from atelier.domain.state import State
from atelier.domain.text import check_note, clean, is_blank
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import AtelierError
from atelier.export.csv import write_notes
from atelier.services.importing import Imported, import_notes
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import NOON, changed_workshop, finished_workshop, note_row, with_changes

PREFIXES = {"constats": "c", "pistes": "p", "conditions": "m", "phares": "i"}
WORKSHOP = "01999999-0000-7000-8000-ffffffffffff"


def empty_workshop() -> State:
    """The finished workshop without its notes and points, with a plenary and what headings are typed as."""
    rows = [
        replace(row, prefix=PREFIXES[row.key]) if isinstance(row, Heading) else row
        for row in finished_workshop().values()
        if row.KIND not in ("note", "theme", "theme_source", "workshop")
    ]
    return State.of([*rows, changed_workshop(id=WORKSHOP), CafeTable(id="plenary", number=0)])


def saved(state: State, imported: Imported) -> State:
    """The workshop once the import is saved."""
    if imported.action is None:
        return state
    return state.apply([(each.kind, each.row_id, each.columns) for each in imported.action.changes])


def read(content: str | bytes, state: State | None = None) -> Imported:
    """The plan of an import."""
    state = state if state is not None else empty_workshop()
    return import_notes(state, content.encode() if isinstance(content, str) else content, NOON)


def notes_of(content: str | bytes) -> list[Note]:
    """The notes that a file adds to the empty workshop, all of it good."""
    imported = read(content)
    assert imported.bad == ()
    return list(saved(empty_workshop(), imported).live(Note))


HEAD = "table,round,group,heading,text\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_spreadsheet_is_read(delimiter: str, encoding: str, end: str) -> None:
    rows = [["table", "round", "group", "heading", "text"], ["1", "1", "A", "pistes", "l’été, déjà"]]
    content = end.join(delimiter.join(f'"{value}"' for value in row) for row in rows).encode(encoding)
    (note,) = notes_of(content)
    assert note.cell == CellKey("t1", 1, "ga", "pistes")
    assert (note.text, note.origin, note.written_at) == ("l’été, déjà", "import", "2025-10-15T10:00:00.000Z")


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("T1,1,A,pistes,x", CellKey("t1", 1, "ga", "pistes")),
        ("Table 2,Tour 1,G2,pistes,x", CellKey("t2", 1, "gb", "pistes")),
        ("1,1,Groupe A,Pistes d’actions,x", CellKey("t1", 1, "ga", "pistes")),
        ("1,2,les bleus,PISTES,x", CellKey("t1", 2, "gb", "pistes")),
        ("1,,a,pistes,x", CellKey("t1", 1, "ga", "pistes")),
        ("1,2,,pistes,x", CellKey("t1", 2, "gb", "pistes")),
        ("1,2,A,pistes,x", CellKey("t1", 2, "ga", "pistes")),
    ],
)
def test_cells_are_named_in_many_ways(line: str, cell: CellKey) -> None:
    assert [note.cell for note in notes_of(HEAD + line)] == [cell]


def test_the_heading_may_be_typed_before_the_note() -> None:
    content = json.dumps({"table": 1, "round": 1, "group": "A", "text": "p : un stand"})
    state = empty_workshop()
    heading = next(row for row in finished_workshop().values() if row.id == "pistes")
    state = state.apply([("heading", heading.id, {"prefix": "p"})])
    planned = import_notes(state, content.encode(), NOON)
    assert [(note.heading, note.text) for note in saved(state, planned).live(Note)] == [
        ("pistes", "un stand")
    ]


def test_json_lines_a_list_and_an_export_of_notes_are_read_alike() -> None:
    rows = [{"table": "T1", "group": "G1", "category": "pistes", "text": text, "gold": [1]} for text in "ab"]
    lines = "\n".join(json.dumps(row) for row in rows) + "\n\n"
    texts = [[note.text for note in notes_of(content)] for content in (lines, json.dumps(rows))]
    assert texts == [["a", "b"], ["a", "b"]]
    assert [note.text for note in notes_of(json.dumps({"notes": rows}))] == ["a", "b"]


def test_doing_it_twice_adds_nothing() -> None:
    content = HEAD + "1,1,A,pistes,un\n1,1,A,pistes,un\n1,1,A,pistes,deux\n"
    first = read(content)
    state = saved(empty_workshop(), first)
    second = read(content, state)
    assert (first.added, first.known, first.bad) == (3, 0, ())
    assert (second.added, second.known, second.action) == (0, 3, None)


@pytest.mark.parametrize("columns", [{"deleted": True}, {"text": "autre"}, {"heading": "constats"}])
def test_a_note_that_was_removed_or_edited_is_known(columns: dict[str, object]) -> None:
    content = HEAD + "1,1,A,pistes,un\n"
    state = saved(empty_workshop(), read(content))
    (note,) = state.live(Note)
    state = state.apply([("note", note.id, columns)])  # type: ignore[list-item]
    assert (read(content, state).added, read(content, state).known) == (0, 1)


def test_ids_follow_the_contract() -> None:
    given = "01999999-AAAA-7000-8000-000000000001"
    content = f"id,{HEAD}{given},1,1,A,pistes,un\nfeuille-7,1,1,A,pistes,deux\n"
    ids = {note.text: note.id for note in notes_of(content)}
    assert ids == {"un": given.lower(), "deux": str(uuid5(UUID(WORKSHOP), "feuille-7"))}


def test_bad_lines_are_listed_and_good_ones_kept() -> None:
    content = (
        HEAD + "9,1,A,pistes,table\n"
        "1,9,A,pistes,tour\n"
        "1,1,Z,pistes,groupe\n"
        "1,1,A,rien,rubrique\n"
        "1,1,A,pistes,\n"
        f"1,1,A,pistes,{'x' * 2001}\n"
        '1,1,A,pistes,"sur deux\nlignes"\n'
        ",1,A,pistes,sans table\n"
        "\n"
        "1,1,A,,sans rubrique\n"
        "1,1,A,pistes,bonne\n"
    )
    imported = read(content)
    assert [bad.line for bad in imported.bad] == [2, 3, 4, 5, 6, 7, 10, 12]
    assert all(str(bad.reason) for bad in imported.bad)
    assert imported.added == 2
    assert sorted(note.text for note in saved(empty_workshop(), imported).live(Note)) == [
        "bonne",
        "sur deux\nlignes",
    ]


def test_bad_json_lines_are_listed() -> None:
    good = '{"table": 1, "round": 1, "group": "A", "heading": "pistes", "text": "bonne"}'
    lines = [
        "{",
        "[1]",
        "3",
        good,
        "{" * 100_000,
        good[:-1] + ', "star": "peut-être"}',
        '{"table": ' + "9" * 5000 + "}",
    ]
    imported = read("\n".join(lines))
    assert [bad.line for bad in imported.bad] == [1, 2, 3, 5, 6, 7]
    assert imported.added == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf \n",
        b"un texte sans colonnes",
        b"\x00\x01\x02",
        b'{"tables": {}}',
        b"nom;prenom\na;b",
    ],
)
def test_what_is_no_file_of_notes_is_refused(content: bytes) -> None:
    with pytest.raises(AtelierError):
        read(content)


def test_a_very_long_field_spoils_its_line_only() -> None:
    content = HEAD + f"1,1,A,pistes,{'x' * 200_000}\n1,1,A,pistes,bonne\n"
    imported = read(content)
    assert (imported.added, [bad.line for bad in imported.bad]) == (1, [2])


def test_our_own_table_comes_back_identical() -> None:
    cell = CellKey("t1", 1, "ga", "pistes")
    notes = [
        note_row(
            1000 + number,
            cell,
            check_note(clean(case.text)[:2000]),
            star=bool(number % 2),
            origin=("tui", "phone", "paper")[number % 3],
            profile="usagers" if number % 4 else None,
        )
        for number, case in enumerate(HOSTILE)
        if not is_blank(case.text)
    ]
    notes += [
        note_row(2000, cell, "'=1+1 avec son apostrophe", link_to=notes[0].id, link_kind="nuances"),
        note_row(2001, cell, "''-x", set_aside_reason="=hors sujet", is_late=True, first_heading="constats"),
        note_row(2002, CellKey("t1", 0, None, "constats"), "hors tour"),
    ]
    rows = [row for row in empty_workshop().tables_by_kind.values() for row in row.values()]
    full = State.of([*rows, *notes])
    assert read(write_notes(full), full).known == len(notes)
    imported = read(write_notes(full))
    assert imported.bad == ()
    assert saved(empty_workshop(), imported).all(Note) == dict(full.all(Note))


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_texts_are_imported_or_refused_never_worse(case: Hostile) -> None:
    row = {"table": 1, "round": 1, "group": "A", "heading": "pistes", "text": case.text}
    imported = read(json.dumps(row).encode())
    notes = saved(empty_workshop(), imported).live(Note)
    if case.expect == "rejected" or len(clean(case.text)) > 2000:
        assert (imported.added, len(imported.bad)) == (0, 1)
    else:
        assert [note.text for note in notes] == [clean(case.text)]


def test_rehearsal_and_removed_notes_are_not_exported() -> None:
    cell = CellKey("t1", 1, "ga", "pistes")
    state = with_changes(
        note_row(90, cell, "essai", is_rehearsal=True), note_row(91, cell, "ôtée", deleted=True)
    )
    assert b"essai" not in write_notes(state)
    assert "ôtée".encode() not in write_notes(state)


TEXT = """# Compte rendu du 12 mars

# Table 1
Tour 1
Groupe A
Constats :
- Trop d'attente
- ★ Pas de bus
- Trop d'attente

p: un minibus

## Table 2, tour 1, groupe B
Conditions
– un local
Plénière
phares : aller vers les gens
"""


def import_text(text: str, state: State | None = None, **given: str) -> Imported:
    """The plan of the import of a text file."""
    state = state if state is not None else empty_workshop()
    return import_notes(state, text.encode(errors="replace"), NOON, name="Notes.MD", given=given)


def test_a_text_is_imported_under_its_titles() -> None:
    imported = import_text(TEXT)
    assert [(each.line, each.reason.msgid) for each in imported.bad] == [
        (1, "this title names no table, round, group or heading")
    ]
    state = empty_workshop()
    found = saved(state, imported).live(Note)
    labels = {None: "", **{group.id: group.label for group in state.live(CafeGroup)}}
    numbers = {table.id: table.number for table in state.live(CafeTable)}
    assert [
        (numbers[note.table_id], note.round, labels[note.group_id], note.heading, note.text, note.star)
        for note in sorted(found, key=lambda note: note.position)
    ] == [
        (1, 1, "A", "constats", "Trop d'attente", False),
        (1, 1, "A", "constats", "Pas de bus", True),
        (1, 1, "A", "constats", "Trop d'attente", False),
        (1, 1, "A", "pistes", "un minibus", False),
        (2, 1, "B", "conditions", "un local", False),
        (0, 0, "", "phares", "aller vers les gens", False),
    ]
    assert {note.origin for note in found} == {"import"}
    assert not any(note.is_rehearsal for note in found)


def test_a_text_that_is_imported_twice_adds_nothing() -> None:
    first = import_text(TEXT)
    again = import_text(TEXT, saved(empty_workshop(), first))
    assert (first.added, first.known, again.added, again.known) == (6, 0, 0, 6)


def test_what_a_text_does_not_say_is_given() -> None:
    imported = import_text("- un\n- c: deux", table="1", round="1", group="A", heading="pistes")
    assert not imported.bad
    found = saved(empty_workshop(), imported).live(Note)
    assert [(note.heading, note.text) for note in found] == [("pistes", "un"), ("constats", "deux")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("c: un", "the table is missing"),
        ("# Table 9\nc: un", "there is no table “{table}”"),
        ("# Table 1\nTour 1\nGroupe Z\nc: un", "there is no group “{group}”"),
        ("# Table 1\nTour 7\nc: un", "there is no round “{round}”"),
        ("# Table 1\nTour 1\nun", "the heading is missing"),
        (
            "# Table 1\nTour 1\nGroupe A\nc: " + "x" * 2_001,
            "This note has {length} characters, {longest} at the most:",
        ),
    ],
)
def test_lines_of_a_text_that_have_no_place_are_listed(text: str, reason: str) -> None:
    (bad,) = import_text(text).bad
    assert bad.reason.msgid.startswith(reason)
    assert bad.line == text.count("\n") + 1


def test_a_spreadsheet_that_is_called_a_text_is_a_spreadsheet() -> None:
    content = (HEAD + "1,1,A,pistes,un bus\n").encode()
    assert import_notes(empty_workshop(), content, NOON, name="notes.txt").added == 1
    given = {"table": "1", "round": "1", "group": "A"}
    assert import_notes(empty_workshop(), b"heading,text\npistes,un bus\n", NOON, given=given).added == 1


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_hostile_texts_are_read_as_texts(case: Hostile) -> None:
    imported = import_text(f"# Table 1\nTour 1\nGroupe A\nc: {case.text}\n{case.text}")
    for change in imported.action.changes if imported.action is not None else ():
        text = str(change.columns["text"])
        assert text == check_note(text)
