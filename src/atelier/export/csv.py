"""Notes, points and coverage as tables for a spreadsheet; the notes read back as they were."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from atelier.domain.ballot import dots_on
from atelier.domain.canvas import Heading
from atelier.domain.coverage import CellStatus
from atelier.domain.fusion import is_used, sources_of, themes_of
from atelier.domain.note import Note
from atelier.domain.place import notes_by_table, places
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup

DELIMITER: Final = ";"
"""What a French spreadsheet expects."""

NOTE_COLUMNS: Final = (
    "id",
    "table",
    "round",
    "group",
    "heading",
    "text",
    "star",
    "profile",
    "status",
    "set_aside_reason",
    "link_to",
    "link_kind",
    "first_heading",
    "is_late",
    "origin",
    "written_at",
    "position",
    "dots",
)
POINT_COLUMNS: Final = (
    "id",
    "table",
    "topic",
    "heading",
    "title",
    "paragraph",
    "short",
    "divergence",
    "star",
    "status",
    "groups",
    "notes",
    "sources",
)
COVERAGE_COLUMNS: Final = (
    "table",
    "topic",
    "round",
    "group",
    "heading",
    "state",
    "notes",
    "starred",
    "reason",
    "last_at",
)

_FORMULA: Final = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_GUARDED: Final = re.compile(r"'+\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def guard(text: str) -> str:
    """The text as a spreadsheet shows it: an apostrophe before what it would run as a formula.

    A text that begins with apostrophes of its own and then a formula gets one more, so that
    `unguard` gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text without the apostrophe that `guard` put before it."""
    return text[1:] if _GUARDED.match(text) else text


def write_notes(state: State) -> bytes:
    """Every note that a document may print, in the order of tables, rounds, groups and headings."""
    return _table(NOTE_COLUMNS, _note_rows(state))


def write_points(state: State) -> bytes:
    """Every point of synthesis with the ids of the notes it rests on."""
    return _table(POINT_COLUMNS, _point_rows(state))


def write_coverage(cells: Iterable[CellStatus]) -> bytes:
    """The coverage grid, one cell a line."""
    rows = (
        (
            cell.table.number,
            cell.table.topic,
            cell.key.round,
            cell.group.label if cell.group is not None else "",
            cell.key.heading,
            cell.state.value,
            cell.notes,
            cell.starred,
            cell.reason,
            cell.last_at,
        )
        for cell in cells
    )
    return _table(COVERAGE_COLUMNS, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(value) if isinstance(value, str) else _plain(value) for value in row])
    return file.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


def _note_rows(state: State) -> Iterator[Sequence[object]]:
    for table in places(state):
        for note in sorted(
            notes_by_table(state).get(table.id, ()), key=lambda each: _cell_order(state, each)
        ):
            group = state.get(CafeGroup, note.group_id)
            status = (
                "set_aside" if note.set_aside_reason else "used" if is_used(state, note.id) else "pending"
            )
            yield (
                note.id,
                table.number,
                note.round,
                group.label if group is not None else "",
                note.heading,
                note.text,
                note.star,
                note.profile,
                status,
                note.set_aside_reason,
                note.link_to,
                note.link_kind,
                note.first_heading,
                note.is_late,
                note.origin,
                note.written_at,
                note.position,
                dots_on(state, note.id) or "",
            )


def _cell_order(state: State, note: Note) -> tuple[int, int, str, int, str, str]:
    group = state.get(CafeGroup, note.group_id)
    label = group.label if group is not None else ""
    return (note.round, len(label), label, _rank(state, note.heading), note.position, note.id)


def _rank(state: State, heading: str) -> int:
    keys = [each.key for each in state.live(Heading)]
    return keys.index(heading) if heading in keys else len(keys)


def _point_rows(state: State) -> Iterator[Sequence[object]]:
    for table in places(state):
        for theme in sorted(themes_of(state, table.id), key=lambda point: _rank(state, point.heading)):
            notes = [note for note in sources_of(state, theme.id) if not note.is_rehearsal]
            yield (
                theme.id,
                table.number,
                table.topic,
                theme.heading,
                theme.title,
                theme.paragraph,
                theme.short,
                theme.divergence,
                theme.star,
                theme.status,
                " ".join(_labels(state, notes)),
                len(notes),
                " ".join(note.id for note in notes),
            )


def _labels(state: State, notes: Iterable[Note]) -> list[str]:
    ids = {note.group_id for note in notes}
    return [group.label for group in state.live(CafeGroup) if group.id in ids]
