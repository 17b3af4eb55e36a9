"""A workshop as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from atelier.domain.agenda import Step
from atelier.domain.cell import Cell
from atelier.domain.decision import Decision
from atelier.domain.dot import Dot
from atelier.domain.note import CellKey
from atelier.domain.record import Row
from atelier.domain.room import ROOM_ID, Room, Shows
from atelier.domain.state import ROWS, State
from atelier.domain.text import check_note, clean, is_blank
from atelier.domain.theme import Transversal, TransversalSource, Variant
from atelier.domain.workshop import HeadCount, Message
from atelier.errors import AtelierError
from atelier.export.json import write_workshop
from atelier.services.rebuilding import read_workshop
from tests.data.hostile import HOSTILE
from tests.data.workshops import changed_theme, changed_workshop, note_row, with_changes

CELL = CellKey("t1", 1, "ga", "pistes")


def everything() -> State:
    """A workshop with every kind of row, removed ones among them, and every hostile text."""
    notes = [
        note_row(1000 + number, CELL, check_note(clean(case.text)[:2000]), star=bool(number % 2))
        for number, case in enumerate(HOSTILE)
        if not is_blank(case.text)
    ]
    return with_changes(
        *notes,
        note_row(2000, CELL, "ôtée", deleted=True, link_to=notes[0].id, link_kind="nuances"),
        note_row(2001, CELL, "essai", is_rehearsal=True, profile="usagers"),
        changed_theme("p-t1-pistes", paragraph=clean("".join(case.text[:500] for case in HOSTILE))),
        Cell(id="x/9", table_id="t1", round=9, heading="pistes", state="not_collected", reason="perdue"),
        Transversal(id="x", title="Revient partout"),
        TransversalSource(id="x/p-t1-pistes", transversal_id="x", theme_id="p-t1-pistes"),
        Message(id="m", text="Plus que trois minutes", table_id="t1"),
        Variant(id="v", of_kind="note", of_id=notes[0].id, of_column="text", text="autre"),
        HeadCount(id="-/usagers", group_id=None, profile="usagers", people=3, expected=5),
        Step(id="x", deleted=True, position=9, kind="round", round=9, seconds=900, is_dropped=True),
        Room(id=ROOM_ID, shows=Shows.REPORT_BACK, table_id="t1", elapsed=12.5),
        Decision(id="a/b", verdict="apart", first=notes[0].id, second=notes[1].id, at=12.5),
        Dot(id=f"{notes[0].id}/d1", note_id=notes[0].id, voter="d1", count=2),
    )


def test_what_was_written_reads_back_equal() -> None:
    state = everything()
    rows = read_workshop(write_workshop(state))
    back = State.of(rows)
    for row in ROWS:
        assert back.all(row) == dict(state.all(row)), row.KIND
        assert back.all(row), row.KIND
    assert write_workshop(back) == write_workshop(state)


def test_columns_that_are_left_out_take_their_default() -> None:
    content = {"format": "atelier-workshop/1", "tables": {"workshop": [{"id": "w", "title": "T"}]}}
    (row,) = read_workshop(json.dumps(content).encode())
    assert row == State.of([row]).workshop
    assert State.of([row]).workshop.language == "fr"


def test_dangerous_characters_of_an_edited_file_are_dropped() -> None:
    content = {
        "format": "atelier-workshop/1",
        "tables": {"workshop": [{"id": "w", "title": "a\x1b[2Jb\ud800"}]},
    }
    (row,) = read_workshop(json.dumps(content).encode())
    assert State.of([row]).workshop.title == "a[2Jb"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"format": 1}',
        b'{"format": "atelier-status/1"}',
        b'{"format": "atelier-workshop/1"}',
        b'{"format": "atelier-workshop/1", "tables": {}}',
        b'{"format": "atelier-workshop/1", "tables": []}',
        b'{"format": "atelier-workshop/1", "tables": {"workshop": {}}}',
        b'{"format": NaN}',
        b"[" * 100_000,
        b'{"format": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_workshop_is_refused(content: bytes) -> None:
    with pytest.raises(AtelierError):
        read_workshop(content)


def _set(kind: str, column: str, value: object) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        content["tables"][kind][0][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("note", "text", ""), "note[1].text"),
        (_set("note", "text", "x" * 2001), "note[1].text"),
        (_set("note", "round", "1"), "note[1].round"),
        (_set("note", "round", 2**70), "note[1].round"),
        (_set("note", "star", 1), "note[1].star"),
        (_set("note", "heading", "inconnue"), "inconnue"),
        (_set("note", "table_id", "t9"), "t9"),
        (_set("note", "link_to", "n9"), "n9"),
        (_set("note", "origin", "ailleurs"), "ailleurs"),
        (_set("note", "colour", "red"), "note[1].colour"),
        (_set("note", "id", ""), "note[1].id"),
        (_set("workshop", "language", "de"), "workshop[1].language"),
        (_set("clock_event", "kind", "explode"), "clock_event[1].kind"),
        (_set("theme", "status", "[b]no[/b]"), "theme[1].status"),
        (lambda content: content["tables"].update(history=[]), "history"),
        (lambda content: content["tables"]["note"].append(content["tables"]["note"][0]), "].id"),
        (lambda content: content["tables"]["workshop"].append({"id": "w2"}), "workshop"),
        (lambda content: content["tables"].update(note="x"), "note"),
        (lambda content: content["tables"].update(note=["x"]), "note[1]"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change: Callable[[Any], None], said: str) -> None:
    content = json.loads(write_workshop(with_changes(changed_workshop())))
    change(content)
    with pytest.raises(AtelierError) as raised:
        read_workshop(json.dumps(content).encode())
    assert said in str(raised.value)


def test_rows_are_checked_not_only_read() -> None:
    rows: list[Row] = read_workshop(write_workshop(with_changes()))
    assert len(rows) == sum(len(with_changes().all(row)) for row in ROWS)
