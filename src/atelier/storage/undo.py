"""What undo and redo would do: found in history, so that they work across restarts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Final

from atelier.domain.change import Action, Change, Entry
from atelier.domain.record import Scalar
from atelier.domain.state import KINDS
from atelier.frozen import frozen
from atelier.storage.journal import read_entries

UNDO: Final = "history.undo"
REDO: Final = "history.redo"


@frozen
class Conflict:
    """A column that was changed after the action that is to be undone."""

    kind: str
    row_id: str
    column: str
    author: str
    """`origin:machine` of who changed it last."""
    at: str
    """UTC, ISO 8601."""
    is_mine: bool
    """Whether that was this machine's own program, from another screen."""


@frozen
class UndoPlan:
    """What undo or redo would do; it happens when its action is saved."""

    action: Action
    undoes_name: str
    """Name of the action that is taken back or done again, as in `note.add`."""
    about: str
    conflicts: tuple[Conflict, ...]
    """Ask before saving when there are any."""


@frozen
class _Done:
    """A stored action."""

    id: str
    name: str
    about: str
    undoes: str | None
    redoes: bool

    @property
    def is_undo(self) -> bool:
        return self.undoes is not None and not self.redoes


def plan_undo(connection: sqlite3.Connection, author: str, screen: str) -> UndoPlan | None:
    """What undo would take back on a screen, or None."""
    if not screen:
        return None
    void = taken_back(connection)
    for done in _newest_first(connection, author, screen):
        if done.id not in void and not done.is_undo:
            return _plan(connection, done, author, screen, redoes=False)
    return None


def plan_redo(connection: sqlite3.Connection, author: str, screen: str) -> UndoPlan | None:
    """What redo would do again on a screen, or None."""
    if not screen:
        return None
    void = taken_back(connection)
    for done in _newest_first(connection, author, screen):
        if done.is_undo and done.id not in void:
            return _plan(connection, done, author, screen, redoes=True)
        if done.undoes is None:
            return None
    return None


def plan_turning(connection: sqlite3.Connection, author: str, screen: str, action_id: str) -> UndoPlan | None:
    """What takes back one chosen action, or does it again when it was taken back; None when it is unknown.

    Args:
        connection: any connection to the file.
        author: who asks, `origin:machine`.
        screen: where it is asked: the plan's action can be undone there.
        action_id: the chosen one, by whomever.
    """
    void = taken_back(connection)
    turned = action_id
    if action_id in void:
        rows = connection.execute("SELECT id FROM action WHERE undoes = ? ORDER BY id DESC", (action_id,))
        turned = next((found for (found,) in rows.fetchall() if found not in void), action_id)
    row = connection.execute(
        "SELECT id, name, about, undoes, redoes FROM action WHERE id = ?", (turned,)
    ).fetchone()
    if row is None:
        return None
    turned, name, about, undoes, redoes = row
    done = _Done(turned, name, about, undoes, redoes == 1)
    return _plan(connection, done, author, screen, redoes=done.is_undo)


def taken_back(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of the actions that were taken back, and not done again since."""
    void: set[str] = set()
    # What takes an action back is newer than it: whether it still counts is known by then.
    rows = connection.execute("SELECT id, undoes FROM action WHERE undoes IS NOT NULL ORDER BY id DESC")
    for action_id, undoes in rows:
        if action_id not in void:
            void.add(undoes)
    return frozenset(void)


def _newest_first(connection: sqlite3.Connection, author: str, screen: str) -> Iterator[_Done]:
    rows = connection.execute(
        "SELECT id, name, about, undoes, redoes FROM action WHERE author = ? AND screen = ? ORDER BY id DESC",
        (author, screen),
    )
    for row_id, name, about, undoes, redoes in rows:
        yield _Done(row_id, name, about, undoes, redoes == 1)


def _plan(connection: sqlite3.Connection, done: _Done, author: str, screen: str, *, redoes: bool) -> UndoPlan:
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    entries = read_entries(connection, "revision >= ? AND action_id = ?", (done.id, done.id))
    # What it did last is taken back first, so that a row is there for as long as others point at it.
    for entry in reversed(entries):
        if entry.kind not in KINDS:
            continue
        past = read_entries(connection, "kind = ? AND row_id = ?", (entry.kind, entry.row_id))
        before = [other for other in past if other.revision < entry.revision]
        after = [other for other in past if other.revision > entry.revision and other.action_id != done.id]
        defaults = _defaults(entry.kind)
        given = entry.changes if before else {**defaults, **entry.changes}
        conflicts += _conflicts(entry, given, after, author)
        restored = held(entry, before) if before else {"deleted": True}
        changes.append(Change(entry.kind, entry.row_id, restored, past[-1].revision))
    name = first_name(connection, done.name, done.undoes)
    action = Action(
        REDO if redoes else UNDO, tuple(changes), screen, done.about, undoes=done.id, redoes=redoes
    )
    return UndoPlan(action, name, done.about, tuple(conflicts))


def _defaults(kind: str) -> dict[str, Scalar]:
    return {found.name: found.default for found in fields(KINDS[kind]) if found.default is not MISSING}


def held(entry: Entry, before: Sequence[Entry]) -> dict[str, Scalar]:
    """The values that the columns of an entry held before it.

    Args:
        entry: a line of history.
        before: the earlier lines of the same row, oldest first.
    """
    defaults = _defaults(entry.kind)
    values = {name: defaults.get(name) for name in entry.changes}
    for earlier in before:
        values.update({name: value for name, value in earlier.changes.items() if name in values})
    return values


def _conflicts(
    entry: Entry, given: Mapping[str, Scalar], after: list[Entry], author: str
) -> Iterator[Conflict]:
    """The columns whose value is no longer the one that an entry gave them."""
    now: dict[str, tuple[Scalar, Entry]] = {}
    for later in after:
        now.update({name: (value, later) for name, value in later.changes.items()})
    for name, (value, later) in now.items():
        if name in given and given[name] != value:
            yield Conflict(entry.kind, entry.row_id, name, later.author, later.at, later.author == author)


def first_name(connection: sqlite3.Connection, name: str, undoes: str | None) -> str:
    """The name of the action at the root of a chain of undoing and redoing.

    Args:
        connection: any connection to the file.
        name: of the last of the chain.
        undoes: what that one took back; None when it is the whole chain.
    """
    while undoes is not None:
        found = connection.execute("SELECT name, undoes FROM action WHERE id = ?", (undoes,)).fetchone()
        if found is None:
            break
        name, undoes = found
    return str(name)
