"""The one thread that writes: it takes all that waits and commits it together.

A commit waits for the disk; what arrives meanwhile goes into the next one. Each action has a savepoint
of its own, so that one that fails does not take the others with it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from atelier.domain.change import Action
from atelier.domain.clock import Clock
from atelier.domain.instant import to_text
from atelier.errors import N_, AtelierError
from atelier.storage.database import connect, schema_of
from atelier.storage.faults import ChangeRefused, TroubleCode, code_of, name_of, trouble_of
from atelier.storage.journal import Saved, Signature, Stamp, newest_revision, write_action, write_node
from atelier.storage.place import Place

FOLD_EVERY: Final = 100
"""Lines of history after which the journal is folded into the file, in the next quiet moment.

Folding costs three syncs, and a journal that is written over is twice as fast as one that grows.
"""
FOLD_AT_LAST: Final = 2_000
"""Lines of history after which it is folded though others wait for an answer: it must not grow for ever."""
QUIET_SECONDS: Final = 0.03
"""What makes a moment quiet: nobody has asked for anything for so long."""
_LAST_FOLD_MILLISECONDS: Final = 200
"""How long closing waits for others to let the journal be folded."""
_PUT_DRAFT: Final = (
    "INSERT INTO draft (field, node, text, at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (field, node) DO UPDATE SET text = excluded.text, at = excluded.at"
)


Settled = Callable[[Action, Exception | None], None]


@dataclass(slots=True)
class _Request:
    """An action that waits to be written."""

    action: Action
    nodes: Sequence[str]
    """Whose drafts the action makes superfluous."""
    answer: Future[Saved] = field(default_factory=Future)


@dataclass(slots=True)
class _Draft:
    """A draft that waits to be written."""

    text: str
    """Empty to drop it."""
    at: str
    nodes: Sequence[str]
    """Whose drafts go when it is dropped."""


class Writer:
    """Writes to one workshop file, from a thread that is started by the first request.

    Args:
        place: the file.
        clock: for the times and revisions of what is written.
        signature: who writes.
        settled: told, before whoever waits is, that an action was written or what kept it from being written.
        holders: names the other processes that have the file open; called when it is locked.
    """

    def __init__(
        self,
        place: Place,
        clock: Clock,
        signature: Signature,
        settled: Settled = lambda action, error: None,
        holders: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._place = place
        self._clock = clock
        self._signature = signature
        self._settled = settled
        self._holders = holders
        self._connection: sqlite3.Connection | None = None
        self._is_signed = False
        self._unfolded = 0
        self._drafted: set[str] = set()
        """Fields that may have a draft of ours in the file."""
        self.trouble: AtelierError | None = None
        """What the last write ran into; None when it went well."""
        self._wake = threading.Condition()
        self._requests: deque[_Request] = deque()
        self._drafts: dict[str, _Draft] = {}
        self._thread: threading.Thread | None = None
        self._is_closing = False

    def save(self, action: Action, nodes: Sequence[str] = ()) -> Future[Saved]:
        """Write an action, and drop the drafts that it names.

        Args:
            action: what to write.
            nodes: whose drafts of those fields are dropped, beside this writer's own.
        """
        request = _Request(action, nodes)
        # What waits is written, whatever becomes of the screen that asked for it.
        request.answer.set_running_or_notify_cancel()
        with self._wake:
            for name in action.drafts:
                self._drafts.pop(name, None)
            self._requests.append(request)
            self._go()
        return request.answer

    def put_draft(self, name: str, text: str, nodes: Sequence[str] = ()) -> None:
        """Keep the draft of a field, or drop it when it is empty; a later one replaces one that waits."""
        with self._wake:
            if self._is_closing:
                return
            self._drafts[name] = _Draft(text, to_text(self._clock.now().wall), nodes)
            self._go()

    def close(self) -> None:
        """Write what waits, fold the journal into the file, and end the thread."""
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _go(self) -> None:
        if self._is_closing:
            raise RuntimeError("the workshop was closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="atelier-writer", daemon=True)
            self._thread.start()
        self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                is_quiet = not self._wake.wait_for(self._is_asked, self._patience())
                if not is_quiet and not self._requests and not self._drafts:
                    break
                requests = list(self._requests)
                drafts, self._drafts = self._drafts, {}
                self._requests.clear()
            if is_quiet:
                self._fold()
                continue
            try:
                self._commit(requests, drafts)
            except Exception as error:  # the edge of the thread: whoever waits for an answer gets this one
                self._fail(requests, error)
            if self._unfolded >= FOLD_AT_LAST:
                self._fold()
        self._let_go()

    def _is_asked(self) -> bool:
        return bool(self._requests or self._drafts or self._is_closing)

    def _patience(self) -> float | None:
        """How long to wait for the next request before the journal is folded; None for ever."""
        return QUIET_SECONDS if self._unfolded >= FOLD_EVERY else None

    def _commit(self, requests: list[_Request], drafts: dict[str, _Draft]) -> None:
        trouble = self._place.trouble()
        if trouble is not None:
            self._fail(requests, trouble)
            return
        try:
            answers = self._transaction(requests, drafts)
        except ChangeRefused as refusal:
            self._fail(requests, refusal)
            if drafts:
                self._commit([], drafts)
            return
        except (sqlite3.Error, OSError) as error:
            if len(requests) > 1 and _concerns_one_action(error):
                for request in requests:
                    self._commit([request], {})
                self._commit([], drafts)
            else:
                self._fail(requests, self._failure(error))
            return
        self._place.watch_journal()
        # Whoever replaced the file while it was written has what was written there.
        trouble = self._place.trouble()
        if trouble is not None:
            self._fail(requests, trouble)
            return
        self._is_signed = True
        self.trouble = None
        for request, answer in zip(requests, answers, strict=True):
            if isinstance(answer, Saved):
                self._unfolded += len(answer.entries)
                self._settled(request.action, None)
                request.answer.set_result(answer)
            else:
                self._settled(request.action, answer)
                request.answer.set_exception(answer)

    def _fail(self, requests: list[_Request], error: Exception) -> None:
        self.trouble = error if isinstance(error, AtelierError) else None
        for request in requests:
            if not request.answer.done():
                self._settled(request.action, error)
                request.answer.set_exception(error)

    def _failure(self, error: sqlite3.Error | OSError) -> AtelierError:
        if isinstance(error, sqlite3.IntegrityError):
            return ChangeRefused(
                N_("This change points at something that is not in the workshop file ({cause})."),
                cause=str(error),
            )
        code = code_of(error, self._place.path)
        if code is TroubleCode.BUSY:
            return trouble_of(error, self._place.path, self._holders())
        # A connection that met a failing disk is not trusted with the next try.
        self._close_connection()
        return trouble_of(error, self._place.path)

    def _transaction(
        self, requests: list[_Request], drafts: dict[str, _Draft]
    ) -> Sequence[Saved | ChangeRefused]:
        """Write everything in one transaction; an exception leaves nothing written."""
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            answers = self._write(connection, requests, drafts)
            connection.execute("COMMIT")
        except BaseException:
            # After a full disk SQLite has rolled back by itself already.
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise
        return answers

    def _write(
        self, connection: sqlite3.Connection, requests: list[_Request], drafts: dict[str, _Draft]
    ) -> Sequence[Saved | ChangeRefused]:
        wall = self._clock.now().wall
        who = self._signature
        stamp = Stamp(who, wall, newest_revision(connection))
        if not self._is_signed:
            write_node(connection, who)
        # Alone, an action needs no savepoint: the whole transaction goes when it fails.
        write = self._write_action if len(requests) == 1 else self._write_apart
        answers = [write(connection, request, stamp) for request in requests]
        for name, draft in drafts.items():
            if draft.text:
                connection.execute(_PUT_DRAFT, (name, who.node, draft.text, draft.at))
                self._drafted.add(name)
            else:
                self._drop(connection, name, draft.nodes)
        return answers

    def _write_action(self, connection: sqlite3.Connection, request: _Request, stamp: Stamp) -> Saved:
        saved = write_action(connection, request.action, stamp)
        for name in request.action.drafts:
            if request.nodes or name in self._drafted:
                self._drop(connection, name, request.nodes)
        return saved

    def _write_apart(
        self, connection: sqlite3.Connection, request: _Request, stamp: Stamp
    ) -> Saved | ChangeRefused:
        connection.execute("SAVEPOINT action")
        try:
            answer: Saved | ChangeRefused = self._write_action(connection, request, stamp)
        except ChangeRefused as refusal:
            answer = refusal
            connection.execute("ROLLBACK TO action")
        connection.execute("RELEASE action")
        return answer

    def _drop(self, connection: sqlite3.Connection, name: str, nodes: Sequence[str]) -> None:
        connection.executemany(
            "DELETE FROM draft WHERE field = ? AND node = ?",
            [(name, node) for node in (self._signature.node, *nodes)],
        )

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = connect(self._place.path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            self._connection = connection
        return self._connection

    def _fold(self) -> None:
        self._unfolded = 0
        if self._connection is None:
            return
        # What is not folded now is folded later: everything is safe in the journal.
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if not self._requests:
                # The next write begins the journal anew, with a sync of its own: nobody waits for it now
                self._connection.execute(f"PRAGMA user_version = {schema_of(self._connection)}")

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute(f"PRAGMA busy_timeout = {_LAST_FOLD_MILLISECONDS}")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._close_connection()

    def _close_connection(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _concerns_one_action(error: sqlite3.Error | OSError) -> bool:
    """Whether the other actions of a transaction may well succeed without one of them."""
    return isinstance(error, sqlite3.DatabaseError) and (
        isinstance(error, sqlite3.IntegrityError) or name_of(error).startswith("SQLITE_CORRUPT")
    )
