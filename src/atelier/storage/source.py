"""One of the workshop files that are united, read in whole and left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.state import State
from atelier.storage import inspection, refusal
from atelier.storage.concurrence import BESIDE, kept_pairs
from atelier.storage.opening import open_copy
from atelier.storage.replay import Replay
from atelier.storage.side_by_side import is_consequence

Columns = tuple[str | int | None, ...]
ACTION_COLUMNS: Final = "id, name, screen, about, undoes, redoes, origin, author, at"
NODE_COLUMNS: Final = "id, machine, process, opened_at"


@dataclass(frozen=True, slots=True)
class Source:
    """What a workshop file holds."""

    path: Path
    state: State
    entries: Mapping[str, Entry]
    """The lines of history that people wrote, by revision."""
    pairs: frozenset[tuple[str, str]]
    """Which of them are known to have been made side by side: it holds a union already."""
    actions: Mapping[str, Columns]
    nodes: Mapping[str, Columns]
    drafts: int
    """Texts that were typed and not saved, which stay behind."""
    newest: str
    """The newest revision in it, or empty."""


def read_source(
    path: Path, wall: float, *, is_open_here: bool = False, processes: Sequence[str] = ()
) -> Source:
    """Read a workshop file through a copy.

    Args:
        path: the file.
        wall: seconds since the epoch, now.
        is_open_here: whether this very process has it open.
        processes: who else has it open, as far as is known.

    Raises:
        FileUnusable: it cannot be read, or its history does not give its tables.
    """
    opened = open_copy(path, wall, is_open_here=is_open_here, processes=processes)
    try:
        return _read(opened.path, opened.connection, opened.state)
    except sqlite3.Error as error:
        raise refusal.of(error, opened.path, processes) from error
    finally:
        opened.close()


def _read(path: Path, connection: sqlite3.Connection, state: State) -> Source:
    entries, faults = inspection.history(connection)
    if faults.unreadable:
        raise refusal.damaged(path)
    # The union is made of histories: what only the tables hold would be lost without a word.
    if inspection.dangling(connection) or Replay(entries).state().tables_by_kind != state.tables_by_kind:
        raise refusal.history_apart(path)
    written = {entry.revision: entry for entry in entries if not is_consequence(entry)}
    pairs = {
        pair
        for entry in entries
        if entry.kind == BESIDE and is_consequence(entry)
        for pair in kept_pairs(entry)
        if pair[0] in written and pair[1] in written
    }
    nobodys = {entry.action_id for entry in entries if is_consequence(entry)}
    actions = _rows(connection, "action", ACTION_COLUMNS)
    (drafts,) = connection.execute("SELECT count(*) FROM draft").fetchone()
    return Source(
        path,
        state,
        written,
        frozenset(pairs),
        {action_id: action for action_id, action in actions.items() if action_id not in nobodys},
        _rows(connection, "node", NODE_COLUMNS),
        drafts,
        max((entry.revision for entry in entries), default=""),
    )


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> dict[str, Columns]:
    return {row[0]: row for row in connection.execute(f"SELECT {columns} FROM {table}")}
