"""An open workshop: the only thing that screens and commands know of storage."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from atelier.domain.change import Action, Entry
from atelier.domain.clock import Clock
from atelier.domain.instant import to_text
from atelier.domain.note import Origin
from atelier.domain.record import Row
from atelier.domain.state import KINDS, State
from atelier.errors import AtelierError, FileUnusable
from atelier.services.drafts import Draft, Drafts
from atelier.services.unsaved import Unsaved
from atelier.storage import actions, journal, presence, refusal, undo
from atelier.storage.actions import EVERYTHING, Details, Past, RowChange, Wanted
from atelier.storage.backup import BackupThreads
from atelier.storage.creation import copy_file, create_file, filling, rows_as_action
from atelier.storage.database import Connection, Failure, data_version
from atelier.storage.faults import ChangeRefused, StorageTrouble, TroubleCode, reading_trouble, trouble
from atelier.storage.journal import Saved, Signature, Stamp
from atelier.storage.loading import read_rows
from atelier.storage.opening import Opened, open_file
from atelier.storage.presence import Process
from atelier.storage.replay import upgraded
from atelier.storage.revision import FUTURE_SECONDS, new_node, seconds_ahead
from atelier.storage.undo import Conflict, UndoPlan
from atelier.storage.writer import Writer

if TYPE_CHECKING:
    from atelier.config import Places

__all__ = [
    "ChangeRefused",
    "Conflict",
    "Details",
    "Draft",
    "Past",
    "Process",
    "RowChange",
    "Saved",
    "Session",
    "StorageTrouble",
    "TroubleCode",
    "UndoPlan",
    "Wanted",
]

_NOTHING: Final[frozenset[str]] = frozenset()


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
        self._drafts = Drafts(clock, signature, places.state)
        self._unsaved = Unsaved(is_kept=signature.origin != Origin.PHONE)
        self._backups = BackupThreads()
        self._is_closed = False
        self._seq = 0
        self._newest = ""
        self._version = 0
        self._read_trouble: StorageTrouble | None = None
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
        stamp = Stamp(signature, clock.now().wall, "")
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
            refused: Future[Saved] = Future()
            error = trouble(TroubleCode.READONLY, self.path)
            self._unsaved.settle(action, error)
            refused.set_exception(error)
            return refused
        return self._writer.save(action, self._drafts.saved(action.drafts))

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
        return self._unsaved.actions()

    @property
    def trouble(self) -> AtelierError | None:
        """What the last write, be it of a draft, or the last read ran into; None when all is well."""
        written = None if self._writer is None else self._writer.trouble
        return written or self._read_trouble

    # Reading

    def catch_up(self) -> frozenset[str]:
        """Take in what was committed since, by this program or others; the kinds of row touched.

        It never fails: when the file cannot be read any more the state stays, and `trouble` says why.
        """
        try:
            version = data_version(self._reader)
            if version == self._version:
                return _NOTHING
            entries = journal.read_entries(self._reader, "seq > ?", (self._seq,), "seq")
            self._version = version
            state = self._with(entries) if entries else self.state
        except Failure as error:
            self._read_trouble = reading_trouble(error, self.path)
            return _NOTHING
        self._read_trouble = None
        if not entries:
            return _NOTHING
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
        with self._reading() as reader:
            return journal.revision_of(reader, kind, row_id, column)

    def row_history(self, kind: str, row_id: str) -> list[Entry]:
        """Everything that happened to a row, oldest first."""
        with self._reading() as reader:
            return journal.read_entries(reader, "kind = ? AND row_id = ?", (kind, row_id))

    @property
    def seconds_in_future(self) -> float:
        """How far the newest change lies in the future of this machine's clock; 0 when it does not."""
        return seconds_ahead(self._newest, self.clock.now().wall)

    # What was done

    def actions(
        self, *, before: str = "", after: str = "", limit: int = 100, wanted: Wanted = EVERYTHING
    ) -> list[Past]:
        """Actions by everybody, newest first, older or newer than the one with an id."""
        with self._reading() as reader:
            return actions.read_actions(reader, before=before, after=after, limit=limit, wanted=wanted)

    def taken_back(self) -> frozenset[str]:
        """The ids of the actions that were taken back, and not done again since."""
        with self._reading() as reader:
            return undo.taken_back(reader)

    def authors(self) -> list[str]:
        """Everybody who did something, as `origin:machine`."""
        with self._reading() as reader:
            return actions.read_authors(reader)

    def details(self, action_id: str, most: int = 200) -> Details:
        """What an action changed, row by row."""
        with self._reading() as reader:
            return actions.read_details(reader, action_id, most)

    def plan_taking_back(self, action_id: str, screen: str) -> UndoPlan | None:
        """What takes back one action, by whomever, or does it again when it was; None for an unknown one."""
        with self._reading() as reader:
            return undo.plan_turning(reader, self.author, screen, action_id)

    @property
    def node(self) -> str:
        """This opening of the file, as `Past.node` has it."""
        return self._signature.node

    # Undo

    def plan_undo(self, screen: str) -> UndoPlan | None:
        """What undo would take back on a screen, or None."""
        with self._reading() as reader:
            return undo.plan_undo(reader, self.author, screen)

    def plan_redo(self, screen: str) -> UndoPlan | None:
        """What redo would do again on a screen, or None."""
        with self._reading() as reader:
            return undo.plan_redo(reader, self.author, screen)

    # Drafts

    def put_draft(self, field: str, text: str) -> None:
        """Keep text that is being typed; empty text drops the draft."""
        if self._writer is not None:
            self._drafts.put(self._writer, field, text)

    def drafts(self, field: str) -> list[Draft]:
        """Drafts of a field, newest first: this program's, and those of programs that died here."""
        with self._reading() as reader:
            return self._drafts.of(reader, field)

    def every_draft(self) -> dict[str, list[Draft]]:
        """All that `drafts` would show, by field; looking at it commits to nothing."""
        with self._reading() as reader:
            return self._drafts.every(reader)

    def drop_draft(self, field: str) -> None:
        """Forget the drafts that `drafts` showed for a field."""
        if self._writer is not None:
            self._drafts.drop(self._writer, field)

    # The file

    def check_in_place(self) -> StorageTrouble | None:
        """Whether the file was deleted or replaced under the program."""
        return self._opened.place.trouble()

    def others(self) -> list[Process]:
        """The other living programs of this machine that have the file open."""
        return _others(self._places, self.path, self._signature.node)

    def backup(self, reason: str, beside: Path | None = None) -> Future[Path]:
        """Copy the file, dated, into the folder beside it, or into one in another folder that exists.

        The future has the copy's path; it fails with `StorageTrouble` when there is none.
        """
        if self._writer is None:
            refused: Future[Path] = Future()
            refused.set_exception(trouble(TroubleCode.READONLY, self.path))
            return refused
        return self._backups.start(self.path, reason, self.clock.now().wall, beside)

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
            self.catch_up()
            opened = self._copied(path)
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
        self._backups.join()
        self._stop_writing()
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Inside

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """The connection for reading; what it raises becomes a `StorageTrouble`."""
        try:
            yield self._reader
        except Failure as error:
            raise reading_trouble(error, self.path) from error

    def _settle(self, opened: Opened) -> None:
        """Go on with a file that was opened."""
        self._opened = opened
        self._reader = opened.connection
        self.path = opened.path
        self.read_only = opened.read_only
        self.state = opened.state
        self._seq = opened.seq
        self._newest = opened.newest
        self._version = opened.version
        self._read_trouble = None
        ahead = self.seconds_in_future
        future = (refusal.in_future(self.path, ahead),) if ahead > FUTURE_SECONDS else ()
        self.warnings = (*opened.warnings, *future)
        who = self._signature
        self._presence = presence.Presence(self._places.state, who.node, self.path, who.opened_at)
        self._start_writing()

    def _start_writing(self) -> None:
        self._writer = None
        if not self.read_only:
            self._writer = Writer(
                self._opened.place, self.clock, self._signature, self._unsaved.settle, self._holders
            )

    def _stop_writing(self) -> None:
        if self._writer is not None:
            self._writer.close()

    def _let_go(self) -> None:
        self._opened.close()
        self._presence.close()

    def _copied(self, path: Path) -> Opened:
        """A new file with all that the old one holds; with what is in memory when that cannot be read."""
        try:
            copy_file(self._reader, path)
            opened = _open(path, self.clock, self._places)
            if opened.state.tables_by_kind == self.state.tables_by_kind:
                return opened
            opened.close()
            path.unlink()
        except (Failure, OSError):
            pass
        stamp = Stamp(self._signature, self.clock.now().wall, self._newest)
        rows = (row for rows in self.state.tables_by_kind.values() for row in rows.values())
        create_file(path, filling(rows_as_action("workshop.rescue", rows), stamp))
        return _open(path, self.clock, self._places)

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
        return [process.name for process in self.others()]


def _open(path: Path, clock: Clock, places: Places) -> Opened:
    others = _others(places, path)
    return open_file(
        path,
        clock.now().wall,
        is_open_here=any(process.pid == os.getpid() for process in others),
        processes=[process.name for process in others],
    )


def _others(places: Places, path: Path, node: str = "") -> list[Process]:
    return [
        process
        for process in presence.processes(places.state)
        if process.node != node and presence.is_same(process.path, path)
    ]


def _signature(clock: Clock, origin: str, places: Places) -> Signature:
    machine = presence.machine_id(places.state)
    return Signature(new_node(), machine, str(os.getpid()), to_text(clock.now().wall), origin)
