"""What undo and redo would do: found in history, so that they work across restarts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Final

from atelier.domain.change import Action, Change, Entry
from atelier.domain.record import Scalar
from atelier.domain.state import KINDS
from atelier.storage.journal import read_entries

UNDO: Final = "history.undo"
REDO: Final = "history.redo"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undo or redo would do; it happens when its action is saved."""

    action: Action
    undoes_name: str
    """Name of the action that is taken back or done again, as in `note.add`."""
    about: str
    conflicts: tuple[Conflict, ...]
    """Ask before saving when there are any."""


@dataclass(frozen=True, slots=True)
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
    taken_back: set[str | None] = set()
    for done in _newest_first(connection, author, screen):
        if done.id in taken_back:
            # A redo that was undone again: both are void, and so is the undo that it took back.
            taken_back.discard(done.id)
        elif done.is_undo:
            taken_back.add(done.undoes)
        else:
            return _plan(connection, done, author, screen, redoes=False)
    return None


def plan_redo(connection: sqlite3.Connection, author: str, screen: str) -> UndoPlan | None:
    """What redo would do again on a screen, or None."""
    if not screen:
        return None
    taken_back: set[str | None] = set()
    for done in _newest_first(connection, author, screen):
        if done.id in taken_back:
            taken_back.discard(done.id)
        elif done.is_undo:
            return _plan(connection, done, author, screen, redoes=True)
        elif done.redoes:
            taken_back.add(done.undoes)
        else:
            return None
    return None


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
        past = read_entries(connection, "kind = ? AND row_id = ?", (entry.kind, entry.row_id))
        before = [other for other in past if other.revision < entry.revision]
        after = [other for other in past if other.revision > entry.revision and other.action_id != done.id]
        defaults = _defaults(entry.kind)
        given = entry.changes if before else {**defaults, **entry.changes}
        conflicts += _conflicts(entry, given, after, author)
        restored = _held(entry, before, defaults) if before else {"deleted": True}
        changes.append(Change(entry.kind, entry.row_id, restored, past[-1].revision))
    name = _first_name(connection, done)
    action = Action(
        REDO if redoes else UNDO, tuple(changes), screen, done.about, undoes=done.id, redoes=redoes
    )
    return UndoPlan(action, name, done.about, tuple(conflicts))


def _defaults(kind: str) -> dict[str, Scalar]:
    return {found.name: found.default for found in fields(KINDS[kind]) if found.default is not MISSING}


def _held(entry: Entry, before: list[Entry], defaults: dict[str, Scalar]) -> dict[str, Scalar]:
    """The values that the columns of an entry held before it."""
    held = {name: defaults.get(name) for name in entry.changes}
    for earlier in before:
        held.update({name: value for name, value in earlier.changes.items() if name in held})
    return held


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


def _first_name(connection: sqlite3.Connection, done: _Done) -> str:
    """The name of the action at the root of a chain of undoing and redoing."""
    name, undoes = done.name, done.undoes
    while undoes is not None:
        found = connection.execute("SELECT name, undoes FROM action WHERE id = ?", (undoes,)).fetchone()
        if found is None:
            break
        name, undoes = found
    return str(name)
