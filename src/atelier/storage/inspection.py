"""Looking through a workshop file for what is wrong in it; nothing is changed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.state import State
from atelier.storage.journal import ENTRY_COLUMNS, entry_of
from atelier.storage.loading import load_state
from atelier.storage.replay import Replay

_REVISION: Final = re.compile(r"[0-9a-f]{14}-[0-9a-f]+")
_MOST_LINES: Final = 20
"""Lines of SQLite's own report that are shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that its table and history do not agree on."""

    kind: str
    row_id: str
    columns: tuple[str, ...]
    """Empty when one of the two does not have the row at all."""


@dataclass(frozen=True, slots=True)
class HistoryFaults:
    """What is wrong with the lines of history."""

    unreadable: tuple[int, ...]
    """Numbers of lines that are no change at all, or whose revision is none."""
    out_of_order: int
    """Lines whose revision is older than the line before: normal after a merge, and only then."""
    without_action: int
    """Lines whose action is not known: undo passes them over."""


def integrity(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with the pages; empty when nothing is."""
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_LINES})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def dangling(connection: sqlite3.Connection) -> Mapping[tuple[str, str], int]:
    """By table and the table that it points at, how many rows point at nothing."""
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        counts[table, parent] = counts.get((table, parent), 0) + 1
    return counts


def history(connection: sqlite3.Connection) -> tuple[list[Entry], HistoryFaults]:
    """The readable lines of history, and what is wrong with the others."""
    entries: list[Entry] = []
    unreadable: list[int] = []
    out_of_order = 0
    newest = ""
    for row in connection.execute(f"SELECT {ENTRY_COLUMNS} FROM history ORDER BY seq"):
        try:
            entry = entry_of(row)
        except ValueError:
            unreadable.append(row[0])
            continue
        if not _REVISION.fullmatch(entry.revision) or not isinstance(entry.changes, dict):
            unreadable.append(row[0])
            continue
        out_of_order += entry.revision < newest
        newest = max(newest, entry.revision)
        entries.append(entry)
    (orphans,) = connection.execute(
        "SELECT count(*) FROM history WHERE action_id NOT IN (SELECT id FROM action)"
    ).fetchone()
    return entries, HistoryFaults(tuple(unreadable), out_of_order, orphans)


def differences(connection: sqlite3.Connection, entries: list[Entry]) -> list[Difference]:
    """The rows that differ from what history says they should be."""
    return _compare(load_state(connection), Replay(entries).state())


def _compare(stored: State, replayed: State) -> list[Difference]:
    found: list[Difference] = []
    for kind, rows in stored.tables_by_kind.items():
        expected = replayed.tables_by_kind[kind]
        for row_id in sorted(rows.keys() | expected.keys()):
            row, other = rows.get(row_id), expected.get(row_id)
            if row is None or other is None:
                found.append(Difference(kind, row_id, ()))
            elif row != other:
                names = row.__dataclass_fields__
                columns = tuple(name for name in names if getattr(row, name) != getattr(other, name))
                found.append(Difference(kind, row_id, columns))
    return found


def draft_count(connection: sqlite3.Connection, living: frozenset[str]) -> int:
    """Drafts that no living process types into."""
    nodes = [row[0] for row in connection.execute("SELECT node FROM draft")]
    return sum(node not in living for node in nodes)
