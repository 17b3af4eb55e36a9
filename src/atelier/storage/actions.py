"""Reading what was done, newest first and a page at a time, and what each action changed."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.record import Scalar
from atelier.domain.state import KINDS
from atelier.domain.title import fold
from atelier.frozen import frozen
from atelier.storage.journal import ENTRY_COLUMNS, entry_of, read_entries
from atelier.storage.undo import first_name, held

SAID: Final = frozenset(
    {
        *("text", "title", "paragraph", "short", "divergence", "reason", "set_aside_reason", "topic"),
        *("question", "host", "label", "name", "instruction", "introduction", "conclusion", "further"),
        *("objectives", "organiser", "place"),
    }
)
"""Columns in which a search looks: what people wrote."""
_MARKS: Final = re.compile("[\u0300-\u036f]+")


@frozen
class Wanted:
    """Which actions are looked for; everything when nothing is said."""

    subjects: tuple[str, ...] = ()
    """First parts of their names, as in `note`; those of what they take back count as theirs."""
    screens: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """`origin:machine`."""
    words: str = ""
    """What was written in them, accents and capitals apart."""
    names: frozenset[str] = frozenset()
    """Names of actions that the words mean too."""
    row: tuple[str, str] | None = None
    """Kind and id of the row that they changed."""


EVERYTHING: Final = Wanted()


@frozen
class Past:
    """An action that was done."""

    id: str
    name: str
    """As in `note.add` or `note.paste:14`; of what was taken back when this takes something back."""
    about: str
    screen: str
    author: str
    """`origin:machine`."""
    node: str
    """The opening of the file in which it was done."""
    at: str
    """UTC, ISO 8601."""
    undoes: str | None
    redoes: bool

    @property
    def is_undo(self) -> bool:
        """Whether it took another back."""
        return self.undoes is not None and not self.redoes


@frozen
class RowChange:
    """What an action changed in one row."""

    kind: str
    row_id: str
    before: Mapping[str, Scalar]
    """The same columns as they were; empty for a row that was not there."""
    after: Mapping[str, Scalar]
    is_new: bool


@frozen
class Details:
    """What an action changed."""

    changes: tuple[RowChange, ...]
    total: int
    """Rows that it changed in all, more perhaps than those that were asked for."""


def read_actions(
    connection: sqlite3.Connection,
    *,
    before: str = "",
    after: str = "",
    limit: int = 100,
    wanted: Wanted = EVERYTHING,
) -> list[Past]:
    """Actions, newest first.

    Args:
        connection: any connection to the file.
        before: only those that are older than this one; empty to begin with the newest.
        after: only those that are newer than this one.
        limit: how many at the most.
        wanted: which ones.
    """
    where, values = ["1"], list[Scalar]()
    if before:
        where.append("id < ?")
        values.append(before)
    if after:
        where.append("id > ?")
        values.append(after)
    for column, allowed in (("screen", wanted.screens), ("author", wanted.authors)):
        if allowed:
            where.append(f"{column} IN ({', '.join('?' * len(allowed))})")
            values += allowed
    if wanted.row is not None:
        kind, row_id = wanted.row
        # What joins two rows has the id of the first before its own: those lines tell of it too.
        where.append(
            "id IN (SELECT action_id FROM history WHERE (row_id = ? AND kind = ?)"
            " OR (row_id > ? AND row_id < ?))"
        )
        values += [row_id, kind, f"{row_id}/", f"{row_id}0"]
    words = fold(wanted.words)
    said = _saying(connection, words) if words else frozenset()
    found: list[Past] = []
    query = (
        "SELECT id, name, about, screen, author, at, undoes, redoes FROM action "
        f"WHERE {' AND '.join(where)} ORDER BY id DESC"
    )
    with closing(connection.execute(query, values)) as rows:
        for action_id, own_name, about, screen, author, at, undoes, redoes in rows:
            name = first_name(connection, own_name, undoes)
            if wanted.subjects and name.partition(".")[0] not in wanted.subjects:
                continue
            is_named = name.partition(":")[0] in wanted.names
            is_meant = action_id in said or is_named or words in _bare(about)
            if words and not is_meant:
                continue
            node = action_id.partition("-")[2]
            found.append(Past(action_id, name, about, screen, author, node, at, undoes, redoes == 1))
            if len(found) == limit:
                break
    return found


def read_authors(connection: sqlite3.Connection) -> list[str]:
    """Everybody who did something, `origin:machine`."""
    return [author for (author,) in connection.execute("SELECT DISTINCT author FROM action ORDER BY author")]


def read_details(connection: sqlite3.Connection, action_id: str, most: int = 200) -> Details:
    """What an action changed, row by row.

    Args:
        connection: any connection to the file.
        action_id: the action.
        most: rows at the most.
    """
    found = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM history WHERE revision >= ? AND action_id = ? ORDER BY revision",
        (action_id, action_id),
    )
    entries = [entry for entry in map(entry_of, found) if entry.kind in KINDS]
    return Details(tuple(_row_changes(connection, entries[:most])), len(entries))


def _row_changes(connection: sqlite3.Connection, entries: Sequence[Entry]) -> Iterator[RowChange]:
    for entry in entries:
        past = read_entries(connection, "kind = ? AND row_id = ?", (entry.kind, entry.row_id))
        before = [other for other in past if other.revision < entry.revision]
        yield RowChange(
            entry.kind, entry.row_id, held(entry, before) if before else {}, entry.changes, not before
        )


def _bare(text: str) -> str:
    """What `fold` gives, faster for many short texts."""
    small = text.casefold()
    return small if small.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", small))


def _saying(connection: sqlite3.Connection, words: str) -> frozenset[str]:
    """The ids of the actions that wrote these words."""
    found: set[str] = set()
    # Reading a line as JSON takes ten times as long as seeing that the words are not in it.
    is_plain = words.isprintable() and not set(words) & {'"', "\\"}
    for action_id, changes in connection.execute("SELECT action_id, changes FROM history"):
        if action_id in found or (is_plain and words not in _bare(changes)):
            continue
        columns = json.loads(changes)
        texts = (value for name, value in columns.items() if name in SAID and isinstance(value, str))
        if any(words in fold(text) for text in texts):
            found.add(action_id)
    return frozenset(found)
