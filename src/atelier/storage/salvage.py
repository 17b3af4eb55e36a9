"""Saving what can be read of a damaged workshop file into a new one.

Every change is in the file twice: as a line of history and in its table. What one page has lost another
one mostly has.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from atelier.domain.change import Action, Change, Entry
from atelier.domain.identity import new_id
from atelier.domain.record import Row, Scalar, column_names
from atelier.domain.state import KINDS, State
from atelier.domain.workshop import CafeTable, Workshop
from atelier.storage import refusal
from atelier.storage.concurrence import BESIDE
from atelier.storage.creation import columns_of, create_file, insert_rows
from atelier.storage.database import foreign_keys
from atelier.storage.journal import Stamp, entry_of, insert_entry, row_types, write_action, write_node
from atelier.storage.pages import Pages, Record
from atelier.storage.replay import Replay, row_from

_REVISION: Final = re.compile(r"[0-9a-f]{14}-[0-9a-f]+")
_HISTORY: Final = "history"
_ACTION: Final = "action"
_NODE: Final = "node"
_DRAFT: Final = "draft"
_HIDDEN: Final = frozenset({"note", "theme", "transversal"})
"""Kinds whose lost rows are stood in for by removed ones: an empty note says nothing to anybody."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved of a damaged file."""

    rows: Mapping[str, int]
    """How many of each kind, removed ones left out."""
    entries: int
    """Lines of history."""
    lost_entries: int
    """Lines of history that are known to be missing."""
    bad_pages: int
    """Pages that no sense could be made of."""
    stand_ins: int
    """Rows that others point at, and of which nothing but the id is left."""


@dataclass(slots=True)
class _Found:
    """Everything that could be read."""

    entries: dict[str, Entry] = field(default_factory=dict)
    actions: dict[str, tuple[Scalar | bytes, ...]] = field(default_factory=dict)
    nodes: list[tuple[Scalar | bytes, ...]] = field(default_factory=list)
    drafts: list[tuple[Scalar | bytes, ...]] = field(default_factory=list)
    rows: dict[str, dict[str, dict[str, Scalar]]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    """From the pages of their tables."""
    strays: dict[str, dict[str, dict[str, Scalar]]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS}
    )
    """From pages that no table leads to: they may be out of date."""
    revisions: set[str] = field(default_factory=set)
    """Revisions that an index of history knows."""
    bad_pages: int = 0

    @property
    def lost_entries(self) -> int:
        """Lines of history that are known to be missing."""
        holes = max((entry.seq for entry in self.entries.values()), default=0) - len(self.entries)
        return max(holes, len((self.revisions | self.actions.keys()) - self.entries.keys()))


def salvage_file(path: Path, target: Path, stamp: Stamp) -> Salvaged:
    """Read what can be read of a file, and write it into a new one.

    Args:
        path: the damaged file; this process must not have it open.
        target: the new file.
        stamp: who does it, and when.

    Raises:
        FileUnusable: nothing could be read, or the new file not be written.
    """
    found = _search(_read(path))
    if not found.entries and not any(found.rows.values()) and not any(found.strays.values()):
        raise refusal.nothing_left(path)
    replay = Replay(found.entries.values())
    known = replay.state()
    rows = _rows(found, replay, path)
    stand_ins = _add_stand_ins(rows)
    stamp.newest = max(found.entries, default="")

    def fill(connection: sqlite3.Connection) -> None:
        write_node(connection, stamp.who)
        known_nodes = {values[0] for values in found.nodes}
        found.drafts = [values for values in found.drafts if values[1] in known_nodes]
        for entry in sorted(found.entries.values(), key=lambda entry: entry.revision):
            insert_entry(connection, entry)
        for table, records in (
            (_ACTION, found.actions.values()),
            (_NODE, found.nodes),
            (_DRAFT, found.drafts),
        ):
            for values in records:
                places = ", ".join("?" * len(values))
                connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values)
        insert_rows(connection, known)
        write_action(connection, _correction(known, rows), stamp)

    create_file(target, fill)
    return Salvaged(
        {kind: sum(not row.deleted for row in found_rows.values()) for kind, found_rows in rows.items()},
        len(found.entries),
        found.lost_entries,
        found.bad_pages,
        stand_ins,
    )


def _read(path: Path) -> Pages:
    try:
        data = path.read_bytes()
        journal = Path(f"{path}-wal")
        return Pages(data, journal.read_bytes() if journal.exists() else b"")
    except OSError as error:
        raise refusal.unreadable(path, error) from error


def _search(pages: Pages) -> _Found:
    found = _Found()
    seen: set[int] = set()
    for table, root in _roots(pages):
        for number in pages.walk(root):
            if number in seen:
                continue
            seen.add(number)
            for record in pages.records(number):
                _take(found, record, table)
    strays = [number for number in range(1, pages.count + 1) if number not in seen]
    for number in strays:
        for record in pages.records(number):
            _take(found, record, "")
    idle = pages.free() | pages.overflowed
    found.bad_pages = sum(number not in idle and not pages.is_tree(number) for number in strays)
    return found


def _roots(pages: Pages) -> Iterator[tuple[str, int]]:
    """The tables of the file, and the page where each begins, as far as its first page says so."""
    tables = {*KINDS, _HISTORY, _ACTION, _NODE, _DRAFT}
    for number in pages.walk(1):
        for record in pages.records(number):
            match record.values:
                case ("table", str(name), _, int(root), _) if name in tables and root > 1:
                    yield name, root


def _take(found: _Found, record: Record, table: str) -> None:
    """Keep a record for what it is: by the table that its page belongs to, or else by its looks."""
    if table in ("", _HISTORY):
        entry = _as_entry(record)
        if entry is not None:
            found.entries.setdefault(entry.revision, entry)
            return
    if table in ("", _ACTION) and _is_action(record):
        found.actions.setdefault(str(record.values[0]), record.values)
        return
    if record.rowid is not None:
        return
    if table in (_NODE, _DRAFT):
        if len(record.values) == 4 and all(isinstance(value, str) for value in record.values):
            (found.nodes if table == _NODE else found.drafts).append(record.values)
        return
    match record.values:
        case (str(revision), int(_)) if _REVISION.fullmatch(revision):
            found.revisions.add(revision)
            return
        case _:
            pass
    kinds = [kind for kind in ((table,) if table else KINDS) if kind in KINDS and _fits(kind, record)]
    if len(kinds) == 1:
        columns = dict(zip(column_names(KINDS[kinds[0]]), record.values, strict=True))  # type: ignore[arg-type]
        where = found.rows if table else found.strays
        where[kinds[0]].setdefault(str(columns.pop("id")), columns)  # type: ignore[arg-type]


def _as_entry(record: Record) -> Entry | None:
    """A line of history, if that is what a record is."""
    match record.values:
        case (None, str(revision), str(kind), str(_), int(_), str(_), str(_), str(_), str(_)):
            if record.rowid is None or not _REVISION.fullmatch(revision):
                return None
            if kind not in KINDS and kind != BESIDE:
                return None
        case _:
            return None
    try:
        entry = entry_of((record.rowid, *record.values[1:]))  # type: ignore[arg-type]
    except ValueError:
        return None
    if not isinstance(entry.changes, dict):
        return None
    types = row_types(kind) if kind in KINDS else {}
    fitting = all(isinstance(value, types.get(name, object)) for name, value in entry.changes.items())
    return entry if fitting else None


def _is_action(record: Record) -> bool:
    match record.values:
        case (str(revision), str(_), str(_), str(_), str(_) | None, int(_), str(_), str(_), str(_)):
            return record.rowid is None and _REVISION.fullmatch(revision) is not None
        case _:
            return False


def _fits(kind: str, record: Record) -> bool:
    """Whether a record has the columns of a table."""
    types = row_types(kind)
    names = column_names(KINDS[kind])  # type: ignore[arg-type]
    return (
        len(record.values) == len(names)
        and isinstance(record.values[0], str)
        and record.values[1] in (0, 1)
        and all(
            isinstance(value, types[name]) for name, value in zip(names[1:], record.values[1:], strict=True)
        )
    )


def _rows(found: _Found, replay: Replay, path: Path) -> dict[str, dict[str, Row]]:
    """The rows as they were last, from all that was found."""
    rows: dict[str, dict[str, Row]] = {}
    for kind, replayed in replay.columns().items():
        merged = {**found.strays[kind], **found.rows[kind]}
        for row_id, columns in replayed.items():
            stored = found.rows[kind].get(row_id, {})
            # A history without a hole knows best. Otherwise its last word on a row may be what is missing.
            merged[row_id] = {**columns, **stored} if found.lost_entries else columns
        rows[kind] = {row_id: row_from(KINDS[kind], row_id, columns) for row_id, columns in merged.items()}
    if not rows[Workshop.KIND]:
        row_id = new_id(0.0)
        rows[Workshop.KIND][row_id] = Workshop(id=row_id, title=path.stem)
    return rows


def _add_stand_ins(rows: dict[str, dict[str, Row]]) -> int:
    """Add rows for the ids that others point at and that were lost; how many."""
    count = 0
    references = foreign_keys()
    while missing := _missing(rows, references):
        for kind, row_id in missing:
            columns: dict[str, Scalar] = {"key": row_id, "title": row_id, "label": "?"}
            columns["number"] = 1 + max((row.number for row in rows[CafeTable.KIND].values()), default=0)  # type: ignore[attr-defined]
            if kind in _HIDDEN:
                columns["deleted"] = 1
            # What a stand-in points at itself must be there, and may be anything.
            for column, parent in references.get(kind, {}).items():
                if None.__class__ not in row_types(kind)[column]:
                    columns[column] = next(iter(rows[parent]), "?")
            rows[kind][row_id] = row_from(KINDS[kind], row_id, columns)
            count += 1
    return count


def _missing(
    rows: Mapping[str, Mapping[str, Row]], references: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], None]:
    return {
        (parent, target): None
        for kind, parents in references.items()
        for row in rows[kind].values()
        for column, parent in parents.items()
        if (target := getattr(row, column)) is not None and target not in rows[parent]
    }


def _correction(known: State, rows: Mapping[str, Mapping[str, Row]]) -> Action:
    """What the tables still had and history had not."""
    return Action(
        "workshop.salvage",
        tuple(
            Change(kind, row.id, columns_of(row))
            for kind, found in rows.items()
            for row in found.values()
            if known.tables_by_kind[kind].get(row.id) != row
        ),
    )
