"""An open workshop: the only thing that screens and commands know of storage."""

from __future__ import annotations

import atexit
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from atelier.domain.change import Action, Entry
from atelier.domain.clock import Clock
from atelier.domain.instant import to_text
from atelier.domain.record import Row
from atelier.domain.state import KINDS, State
from atelier.errors import AtelierError, FileUnusable
from atelier.storage import journal, presence, refusal, undo
from atelier.storage.backup import make_backup
from atelier.storage.creation import copy_file, create_file, filling, rows_as_action
from atelier.storage.faults import ChangeRefused, StorageTrouble, TroubleCode, trouble, trouble_of
from atelier.storage.journal import Saved, Stamp
from atelier.storage.loading import read_rows
from atelier.storage.opening import Opened, open_file
from atelier.storage.replay import upgraded
from atelier.storage.revision import FUTURE_SECONDS, new_node, seconds_ahead
from atelier.storage.undo import Conflict, UndoPlan
from atelier.storage.writer import Signature, Writer

if TYPE_CHECKING:
    from atelier.config import Places

__all__ = [
    "ChangeRefused",
    "Conflict",
    "Draft",
    "Saved",
    "Session",
    "StorageTrouble",
    "TroubleCode",
    "UndoPlan",
]

_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was typed and not saved yet."""

    field: str
    text: str
    at: str
    """UTC, ISO 8601."""
    is_mine: bool
    """False when a process that has died left it."""


class Session:
    """An open workshop, used from one thread: the event loop, or a command."""

    path: Path
    read_only: bool
    """Look-only: saves are refused with a `StorageTrouble`."""
    warnings: tuple[AtelierError, ...]
    """What the user should know about the file that was opened."""
    state: State
    clock: Clock
    origin: str

    def __init__(self, opened: Opened, signature: Signature, clock: Clock, places: Places) -> None:
        """Use `open` or `create`."""
        self.clock = clock
        self.origin = signature.origin
        self._signature = signature
        self._places = places
        self._callbacks: list[Callable[[frozenset[str]], None]] = []
        self._own_drafts: dict[str, Draft] = {}
        self._dead_nodes: dict[str, tuple[str, ...]] = {}
        self._unsaved: list[Action] = []
        self._lock = threading.Lock()
        self._backups: list[threading.Thread] = []
        self._backup_lock = threading.Lock()
        self._is_closed = False
        self._seq = 0
        self._newest = ""
        self._version = -1
        self._writer: Writer | None = None
        self._settle(opened)
        atexit.register(self.close)

    @classmethod
    def open(cls, path: Path, *, clock: Clock, origin: str = "tui", places: Places) -> Self:
        """Open a workshop file; this writes nothing into it.

        Raises:
            FileUnusable: it cannot be read; the sentence says why and what to do.
        """
        signature = _signature(clock, origin, places)
        return cls(_open(path, clock, places), signature, clock, places)

    @classmethod
    def create(
        cls, path: Path, rows: Iterable[Row], *, clock: Clock, origin: str = "tui", places: Places
    ) -> Self:
        """Make a new workshop file from its first rows, as one action `workshop.create`.

        Raises:
            FileUnusable: something exists at that path already, or it cannot be written.
        """
        signature = _signature(clock, origin, places)
        stamp = Stamp(signature.node, signature.author, origin, clock.now().wall, "")
        create_file(path.absolute(), filling(rows_as_action("workshop.create", rows), stamp))
        return cls(_open(path, clock, places), signature, clock, places)

    @property
    def author(self) -> str:
        """`origin:machine`, as written in history."""
        return self._signature.author

    # Saving

    def save(self, action: Action) -> Future[Saved]:
        """Hand an action to the writer thread and come back at once.

        The future fails with `StorageTrouble` (keep the text, then save the same action again) or
        `ChangeRefused`. The state follows with the next `catch_up`. Its callbacks run on the writer thread.
        """
        if self._writer is None:
            answer: Future[Saved] = Future()
            answer.set_exception(trouble(TroubleCode.READONLY, self.path))
        else:
            nodes = [node for name in action.drafts for node in self._dead_nodes.get(name, ())]
            answer = self._writer.save(action, nodes)
            for name in action.drafts:
                self._own_drafts.pop(name, None)
        answer.add_done_callback(lambda done: self._remember(action, done))
        return answer

    def save_now(self, action: Action) -> Saved:
        """Save an action, wait until it is committed, and catch up.

        Raises:
            StorageTrouble: it could not be written, and nothing of it was.
            ChangeRefused: it does not fit the file.
        """
        saved = self.save(action).result()
        self.catch_up()
        return saved

    @property
    def unsaved(self) -> tuple[Action, ...]:
        """Actions that failed and were not saved since, oldest first."""
        with self._lock:
            return tuple(self._unsaved)

    @property
    def trouble(self) -> AtelierError | None:
        """What the last write ran into, be it a draft; None when it went well."""
        return None if self._writer is None else self._writer.trouble

    # Reading

    def catch_up(self) -> frozenset[str]:
        """Take in what was committed since, by this program or others; the kinds of row touched.

        Raises:
            StorageTrouble: the file cannot be read any more.
        """
        try:
            version = self._data_version()
            if version == self._version:
                return _NOTHING
            entries = journal.read_entries(self._reader, "seq > ?", (self._seq,), "seq")
            self._version = version
            if not entries:
                return _NOTHING
            state = self._with(entries)
        except sqlite3.Error as error:
            raise trouble_of(error, self.path) from error
        self.state = state
        self._seq = entries[-1].seq
        self._newest = max(self._newest, max(entry.revision for entry in entries))
        touched = frozenset(entry.kind for entry in entries)
        self._tell(touched)
        return touched

    def subscribe(self, callback: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Have a function called by `catch_up` with the kinds touched; returns what unsubscribes it."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def revision_of(self, kind: str, row_id: str, column: str) -> str:
        """The revision of a column, for `Change.based_on`; empty when history does not know it."""
        return journal.revision_of(self._reader, kind, row_id, column)

    def row_history(self, kind: str, row_id: str) -> list[Entry]:
        """Everything that happened to a row, oldest first."""
        return journal.read_entries(self._reader, "kind = ? AND row_id = ?", (kind, row_id))

    @property
    def seconds_in_future(self) -> float:
        """How far the newest change lies in the future of this machine's clock; 0 when it does not."""
        return seconds_ahead(self._newest, self.clock.now().wall)

    # Undo

    def plan_undo(self, screen: str) -> UndoPlan | None:
        """What undo would take back on a screen, or None."""
        return undo.plan_undo(self._reader, self.author, screen)

    def plan_redo(self, screen: str) -> UndoPlan | None:
        """What redo would do again on a screen, or None."""
        return undo.plan_redo(self._reader, self.author, screen)

    # Drafts

    def put_draft(self, field: str, text: str) -> None:
        """Keep text that is being typed; empty text drops the draft."""
        known = self._own_drafts.get(field)
        if self._writer is None or (known.text if known else "") == text:
            return
        if text:
            self._own_drafts[field] = Draft(field, text, to_text(self.clock.now().wall), True)
        else:
            del self._own_drafts[field]
        self._writer.put_draft(field, text)

    def drafts(self, field: str) -> list[Draft]:
        """Drafts of a field, newest first: this program's, and those of programs that died here."""
        living = {process.node for process in presence.processes(self._places.state)}
        rows = self._reader.execute(
            "SELECT draft.node, text, at FROM draft JOIN node ON node.id = draft.node "
            "WHERE field = ? AND machine = ? ORDER BY at DESC",
            (field, self._signature.machine),
        ).fetchall()
        dead = [row for row in rows if row[0] not in living and row[0] != self._signature.node]
        self._dead_nodes[field] = tuple(row[0] for row in dead)
        found = [Draft(field, text, at, False) for _, text, at in dead]
        if field in self._own_drafts:
            found.append(self._own_drafts[field])
        return sorted(found, key=lambda draft: draft.at, reverse=True)

    def drop_draft(self, field: str) -> None:
        """Forget the drafts that `drafts` shows for a field."""
        if self._writer is not None and self.drafts(field):
            self._own_drafts.pop(field, None)
            self._writer.put_draft(field, "", self._dead_nodes[field])

    # The file

    def check_in_place(self) -> StorageTrouble | None:
        """Whether the file was deleted or replaced under the program."""
        return self._opened.place.trouble()

    def backup(self, reason: str) -> Future[Path]:
        """Copy the file, dated, into the folder beside it; the future has the copy's path.

        It fails with `StorageTrouble` when the copy could not be made.
        """
        answer: Future[Path] = Future()
        if self._writer is None:
            answer.set_exception(trouble(TroubleCode.READONLY, self.path))
            return answer
        answer.set_running_or_notify_cancel()
        path, wall = self.path, self.clock.now().wall

        def copy() -> None:
            try:
                with self._backup_lock:
                    made = make_backup(path, reason, wall)
            except (sqlite3.Error, OSError) as error:
                answer.set_exception(trouble_of(error, path))
            else:
                answer.set_result(made)

        thread = threading.Thread(target=copy, name="atelier-backup")
        self._backups = [*(other for other in self._backups if other.is_alive()), thread]
        thread.start()
        return answer

    def save_elsewhere(self, path: Path) -> None:
        """Write everything, failed actions included, into a new file and go on there.

        Raises:
            FileUnusable: something exists at that path already, or it cannot be written.
        """
        path = path.absolute()
        if not path.parent.is_dir():
            raise refusal.no_folder(path)
        # What still waits is either in the old file after this, or among the actions that failed.
        self._stop_writing()
        try:
            self._copy_to(path)
            opened = _open(path, self.clock, self._places)
        except FileUnusable:
            self._start_writing()
            raise
        failed = self.unsaved
        self._let_go()
        self._settle(opened)
        wait([self.save(action) for action in failed])
        self.catch_up()
        self._tell(frozenset(KINDS))

    def close(self) -> None:
        """Write what waits, fold the journal into the file, and let go of it."""
        if self._is_closed:
            return
        self._is_closed = True
        atexit.unregister(self.close)
        for thread in self._backups:
            thread.join()
        self._stop_writing()
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Inside

    def _settle(self, opened: Opened) -> None:
        """Go on with a file that was opened."""
        self._opened = opened
        self._reader = opened.connection
        self.path = opened.path
        self.read_only = opened.read_only
        self.state = opened.state
        self._seq = opened.seq
        self._newest = opened.newest
        self._version = -1
        ahead = self.seconds_in_future
        future = (refusal.in_future(self.path, ahead),) if ahead > FUTURE_SECONDS else ()
        self.warnings = (*opened.warnings, *future)
        who = self._signature
        self._presence = presence.Presence(self._places.state, who.node, self.path, who.opened_at)
        self._start_writing()

    def _start_writing(self) -> None:
        self._writer = None
        if not self.read_only:
            self._writer = Writer(self._opened.place, self.clock, self._signature, self._holders)

    def _stop_writing(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def _let_go(self) -> None:
        self._opened.close()
        self._presence.close()

    def _copy_to(self, path: Path) -> None:
        """Copy what the old file holds, or when it cannot be read any more, what is in memory."""
        try:
            copy_file(self._reader, path)
        except (sqlite3.Error, OSError):
            stamp = Stamp(self._signature.node, self.author, self.origin, self.clock.now().wall, self._newest)
            rows = (row for rows in self.state.tables_by_kind.values() for row in rows.values())
            create_file(path, filling(rows_as_action("workshop.rescue", rows), stamp))

    def _remember(self, action: Action, done: Future[Saved]) -> None:
        failed = isinstance(done.exception(), StorageTrouble)
        with self._lock:
            if not failed:
                self._unsaved = [other for other in self._unsaved if other != action]
            elif action not in self._unsaved:
                self._unsaved.append(action)

    def _data_version(self) -> int:
        return int(self._reader.execute("PRAGMA data_version").fetchone()[0])

    def _with(self, entries: list[Entry]) -> State:
        """The state after these lines of history."""
        state = self.state.apply(
            (entry.kind, entry.row_id, entry.changes)
            for entry in map(upgraded, sorted(entries, key=lambda entry: entry.revision))
            if entry.revision > self._newest
        )
        # A merge brings lines that are older than what is here: then the tables know which one counts.
        late: dict[str, set[str]] = {}
        for entry in entries:
            if entry.revision <= self._newest and entry.kind in KINDS:
                late.setdefault(entry.kind, set()).add(entry.row_id)
        tables = dict(state.tables_by_kind)
        for kind, row_ids in late.items():
            tables[kind] = {**tables[kind], **read_rows(self._reader, KINDS[kind], tuple(row_ids))}
        return State(tables) if late else state

    def _tell(self, touched: frozenset[str]) -> None:
        for callback in tuple(self._callbacks):
            callback(touched)

    def _holders(self) -> list[str]:
        return _others(self._places, self.path, self._signature.node)


def _open(path: Path, clock: Clock, places: Places) -> Opened:
    here = any(
        process.pid == os.getpid() and _is_same(process.path, path)
        for process in presence.processes(places.state)
    )
    return open_file(
        path, clock.now().wall, is_open_here=here, processes=_others(places, path) if not here else ()
    )


def _others(places: Places, path: Path, node: str = "") -> list[str]:
    return [
        f"PID {process.pid}"
        for process in presence.processes(places.state)
        if process.node != node and _is_same(process.path, path)
    ]


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _signature(clock: Clock, origin: str, places: Places) -> Signature:
    machine = presence.machine_id(places.state)
    return Signature(new_node(), machine, str(os.getpid()), to_text(clock.now().wall), origin)
