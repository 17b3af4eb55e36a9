"""Writing one action: a line of history for each row it changes, and the tables brought along.

Everything here runs inside a transaction that the writer holds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Final

from atelier.domain.change import Action, Change, Entry
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.record import Scalar
from atelier.domain.state import KINDS
from atelier.domain.theme import Variant
from atelier.errors import N_
from atelier.frozen import frozen
from atelier.storage.faults import ChangeRefused
from atelier.storage.prose import PROSE
from atelier.storage.revision import next_microseconds, revision_text
from atelier.storage.schema import SCHEMA

_INSERT_ENTRY: Final = (
    "INSERT INTO history (revision, kind, row_id, schema, action_id, changes, author, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_ACTION: Final = (
    "INSERT INTO action (id, name, screen, about, undoes, redoes, origin, author, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_UNFIT: Final = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
    ValueError,
    OverflowError,
    TypeError,
)
"""What a value raises that a column cannot hold."""
ENTRY_COLUMNS: Final = "seq, revision, kind, row_id, schema, action_id, changes, author, at"


@frozen
class Signature:
    """Who writes through a connection."""

    node: str
    machine: str
    process: str
    opened_at: str
    origin: str

    @property
    def author(self) -> str:
        """As history has it."""
        return f"{self.origin}:{self.machine}"


@dataclass(slots=True)
class Stamp:
    """Who writes, and when: one for each transaction; each line of history takes the next revision."""

    who: Signature
    wall: float
    """Seconds since the epoch."""
    newest: str
    """The newest revision in the file."""
    at: str = field(init=False)

    def __post_init__(self) -> None:
        self.at = to_text(self.wall)

    def next(self) -> str:
        """The next revision."""
        self.newest = revision_text(next_microseconds(self.wall, self.newest), self.who.node)
        return self.newest


@frozen
class Saved:
    """A committed action."""

    action_id: str
    """The revision of its first line of history; empty when nothing had to change."""
    entries: tuple[Entry, ...]
    """Its lines of history, variants included."""


def newest_revision(connection: sqlite3.Connection) -> str:
    """The newest revision in a file, or empty."""
    return connection.execute("SELECT max(revision) FROM history").fetchone()[0] or ""


def write_node(connection: sqlite3.Connection, who: Signature) -> None:
    """Write who it is, unless that is known."""
    connection.execute(
        "INSERT OR IGNORE INTO node (id, machine, process, opened_at) VALUES (?, ?, ?, ?)",
        (who.node, who.machine, who.process, who.opened_at),
    )


def write_action(connection: sqlite3.Connection, action: Action, stamp: Stamp) -> Saved:
    """Write what an action changes, and nothing for what is so already.

    Raises:
        ChangeRefused: a change does not fit the tables.
        sqlite3.Error: the file could not be written.
    """
    entries: list[Entry] = []
    for change in action.changes:
        try:
            _write_change(connection, change, stamp, entries)
        except _UNFIT as error:
            raise _refusal(change, str(error)) from error
    if not entries:
        return Saved("", ())
    action_id = entries[0].action_id
    connection.execute(
        _INSERT_ACTION,
        (
            action_id,
            action.name,
            action.screen,
            action.about,
            action.undoes,
            int(action.redoes),
            stamp.who.origin,
            stamp.who.author,
            stamp.at,
        ),
    )
    return Saved(action_id, tuple(entries))


def _write_change(connection: sqlite3.Connection, change: Change, stamp: Stamp, entries: list[Entry]) -> None:
    cls = KINDS.get(change.kind)
    if cls is None:
        raise _refusal(change, f"no table {change.kind}")
    types = row_types(change.kind)
    columns: dict[str, Scalar] = {}
    for name, value in change.columns.items():
        # SQLite would turn a number into text where text belongs, and history would not know.
        if not isinstance(value, types.get(name, ())):
            raise _refusal(change, f"{name} = {value!r}")
        columns[name] = int(value) if isinstance(value, bool) else value
    names = tuple(columns)
    before = connection.execute(_select(change.kind, names), (change.row_id,)).fetchone()
    if before is None:
        connection.execute(_insert(change.kind, names), (change.row_id, *columns.values()))
        changed = columns
    elif change.is_new:
        return
    else:
        changed = {
            name: value
            for name, old, value in zip(names, before[1:], columns.values(), strict=True)
            if value != old
        }
        if not changed:
            return
        if change.based_on is not None:
            _keep_variants(
                connection, change, dict(zip(names, before[1:], strict=True)), changed, stamp, entries
            )
        connection.execute(_update(change.kind, tuple(changed)), (*changed.values(), change.row_id))
    _append(connection, change.kind, change.row_id, changed, stamp, entries)


def _keep_variants(
    connection: sqlite3.Connection,
    change: Change,
    before: Mapping[str, Scalar],
    changed: Mapping[str, Scalar],
    stamp: Stamp,
    entries: list[Entry],
) -> None:
    """Keep the texts that somebody else wrote since the person began to edit."""
    prose = PROSE.get(change.kind, frozenset()) & changed.keys()
    if not prose:
        return
    since = read_entries(
        connection, "revision > ? AND kind = ? AND row_id = ?", (change.based_on, change.kind, change.row_id)
    )
    authors = {name: entry.author for entry in since for name in entry.changes}
    for name in sorted(prose & authors.keys()):
        text = before[name]
        if not text:
            continue
        columns: dict[str, Scalar] = {
            "of_kind": change.kind,
            "of_id": change.row_id,
            "of_column": name,
            "text": text,
            "author": authors[name],
        }
        _write_change(connection, Change(Variant.KIND, new_id(stamp.wall), columns), stamp, entries)


def _append(
    connection: sqlite3.Connection,
    kind: str,
    row_id: str,
    changed: Mapping[str, Scalar],
    stamp: Stamp,
    entries: list[Entry],
) -> None:
    revision = stamp.next()
    action_id = entries[0].action_id if entries else revision
    text = _ENCODE(changed)
    cursor = connection.execute(
        _INSERT_ENTRY, (revision, kind, row_id, SCHEMA, action_id, text, stamp.who.author, stamp.at)
    )
    entries.append(
        Entry(
            cursor.lastrowid or 0,
            revision,
            kind,
            row_id,
            SCHEMA,
            action_id,
            changed,
            stamp.who.author,
            stamp.at,
        )
    )


def encoded(changes: Mapping[str, Scalar]) -> str:
    """Changed columns as history holds them."""
    return _ENCODE(dict(changes))


def insert_entry(connection: sqlite3.Connection, entry: Entry) -> None:
    """Append a line of history as it is, under the next number."""
    text = encoded(entry.changes)
    connection.execute(
        _INSERT_ENTRY,
        (
            entry.revision,
            entry.kind,
            entry.row_id,
            entry.schema,
            entry.action_id,
            text,
            entry.author,
            entry.at,
        ),
    )


def read_entries(
    connection: sqlite3.Connection, where: str, values: Iterable[object] = (), order: str = "revision"
) -> list[Entry]:
    """Lines of history.

    Args:
        connection: any connection to the file.
        where: which ones, as SQL with places for the values.
        values: what goes in those places.
        order: the column to sort by.
    """
    found = connection.execute(
        f"SELECT {ENTRY_COLUMNS} FROM history WHERE {where} ORDER BY {order}", tuple(values)
    )
    return [entry_of(row) for row in found]


def entry_of(row: tuple[int, str, str, str, int, str, str, str, str]) -> Entry:
    """A line of history from its columns as stored."""
    seq, revision, kind, row_id, schema, action_id, changes, author, at = row
    return Entry(seq, revision, kind, row_id, schema, action_id, json.loads(changes), author, at)


def revision_of(connection: sqlite3.Connection, kind: str, row_id: str, column: str) -> str:
    """The revision that a column of a row has; empty when history does not know it."""
    entries = read_entries(connection, "kind = ? AND row_id = ?", (kind, row_id))
    return next((entry.revision for entry in reversed(entries) if column in entry.changes), "")


@cache
def row_types(kind: str) -> Mapping[str, tuple[type, ...]]:
    """What the columns of a table hold, by name, the id left out."""
    plain = {"str": (str,), "int": (int,), "bool": (int,), "float": (float, int)}
    types: dict[str, tuple[type, ...]] = {}
    for found in fields(KINDS[kind]):
        base, _, optional = str(found.type).partition(" | ")
        types[found.name] = (*plain[base], type(None)) if optional else plain[base]
    del types["id"]
    return types


@cache
def _select(kind: str, names: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(('id', *names))} FROM {kind} WHERE id = ?"


@cache
def _insert(kind: str, names: tuple[str, ...]) -> str:
    places = ", ".join("?" * (len(names) + 1))
    return f"INSERT INTO {kind} ({', '.join(('id', *names))}) VALUES ({places})"


@cache
def _update(kind: str, names: tuple[str, ...]) -> str:
    return f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?"


def _refusal(change: Change, cause: str) -> ChangeRefused:
    return ChangeRefused(
        N_("This change does not fit the workshop file ({kind} {row_id}: {cause})."),
        kind=change.kind,
        row_id=change.row_id,
        cause=cause,
    )
