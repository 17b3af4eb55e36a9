"""Opening a workshop file: either its rows, or one sentence that says why not and what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atelier.domain.state import State
from atelier.domain.workshop import Workshop
from atelier.errors import AtelierError
from atelier.storage import refusal
from atelier.storage.backup import copy_database, make_backup
from atelier.storage.database import connect, data_version, schema_of, upgrade
from atelier.storage.faults import TroubleCode, code_of
from atelier.storage.header import Header
from atelier.storage.loading import load_state
from atelier.storage.place import Place
from atelier.storage.schema import APPLICATION_ID, SCHEMA

_COPY_TRIES: Final = 5
_READING_MILLISECONDS: Final = 200
"""How long a reader waits for a program that lets nobody in."""
_BEFORE_UPGRADE: Final = "before-upgrade"


@dataclass(slots=True)
class Opened:
    """A workshop file that was read."""

    path: Path
    connection: sqlite3.Connection
    """For reading only."""
    state: State
    seq: int
    """The last line of history that the state has."""
    version: int
    """The `data_version` at which it was read."""
    newest: str
    """The newest revision in it, or empty."""
    place: Place
    read_only: bool
    warnings: tuple[AtelierError, ...]
    copy: Path | None
    """The folder of the copy that is read instead of a file that cannot be written."""

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
        if self.copy is not None:
            import shutil

            shutil.rmtree(self.copy, ignore_errors=True)


def open_file(
    path: Path, wall: float, *, is_open_here: bool = False, processes: Sequence[str] = ()
) -> Opened:
    """Read a workshop file; nothing is written into it.

    A file that cannot be written is read from a copy: SQLite cannot even read it in place, unless it is
    told to ignore the journal, and with it what was saved last.

    Args:
        path: the file.
        wall: seconds since the epoch, now.
        is_open_here: whether this very process has it open already.
        processes: who else has it open, as far as is known.

    Raises:
        FileUnusable: it cannot be read.
    """
    path = real_path(path)
    refusal.check_path(path)
    # Reading a file by other means than SQLite and closing it drops the locks of the whole process.
    if not is_open_here:
        _check_header(path)
    if not _is_writable(path):
        return _open_copy(path, wall, processes)
    is_alone = not is_open_here and not processes and not Path(f"{path}-wal").exists()
    try:
        return _read(path, path, wall)
    except sqlite3.Error as error:
        if is_alone:
            _remove_empty_journal(path)
        if code_of(error, path) is TroubleCode.READONLY:
            return _open_copy(path, wall, processes)
        raise refusal.of(error, path, processes) from error
    except OSError as error:
        raise refusal.unreadable(path, error) from error


def open_copy(
    path: Path, wall: float, *, is_open_here: bool = False, processes: Sequence[str] = ()
) -> Opened:
    """Read a workshop file through a copy of it: nothing is written into it, nor beside it.

    What an older version wrote is brought up to date in the copy alone.

    Args:
        path: the file.
        wall: seconds since the epoch, now.
        is_open_here: whether this very process has it open already.
        processes: who else has it open, as far as is known.

    Raises:
        FileUnusable: it cannot be read.
    """
    path = real_path(path)
    refusal.check_path(path)
    if not is_open_here:
        _check_header(path)
    return _open_copy(path, wall, processes, is_live=is_open_here or bool(processes))


def real_path(path: Path) -> Path:
    """Where a file really is: SQLite keeps the journal there, and not beside a link to it."""
    return path.resolve() if path.is_symlink() else path.absolute()


def _read(path: Path, source: Path, wall: float, copy: Path | None = None) -> Opened:
    place = Place(path)
    connection = connect(source)
    try:
        schema = schema_of(connection)
        if int(connection.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
            raise refusal.foreign(path)
        if schema > SCHEMA:
            raise refusal.newer(path, schema)
        if schema < SCHEMA:
            connection.close()
            if copy is None:
                make_backup(path, _BEFORE_UPGRADE, wall)
            upgrade(source)
            connection = connect(source)
        # One transaction: the rows and the place in history that they belong to.
        connection.execute("BEGIN")
        state = load_state(connection)
        # Asked apart, each is looked up in an index; together they would have all of history read.
        newest, seq = connection.execute(
            "SELECT (SELECT max(revision) FROM history), (SELECT max(seq) FROM history)"
        ).fetchone()
        version = data_version(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA query_only = ON")
        # From here on the screens wait for it.
        connection.execute(f"PRAGMA busy_timeout = {_READING_MILLISECONDS}")
        if not state.all(Workshop):
            raise refusal.no_workshop(path)
    except BaseException:
        connection.close()
        raise
    warnings = (refusal.look_only(path),) if copy is not None else ()
    return Opened(
        path, connection, state, seq or 0, version, newest or "", place, copy is not None, warnings, copy
    )


def _open_copy(path: Path, wall: float, processes: Sequence[str], *, is_live: bool = False) -> Opened:
    # Rarely needed, and slow to import.
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="atelier-"))
    try:
        source = _copy_live(path, folder) if is_live else _copy_at_rest(path, folder)
        return _read(path, source, wall, folder)
    except sqlite3.Error as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise refusal.of(error, path, processes) from error
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise refusal.no_copy(path, folder, error) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy_at_rest(path: Path, folder: Path) -> Path:
    """Copy a file and its journal; again when somebody wrote meanwhile, for the two must fit."""
    import shutil

    files = [path, Path(f"{path}-wal")]
    target = folder / path.name
    for _ in range(_COPY_TRIES):
        before = _marks(files)
        for file in files:
            copied = folder / file.name
            copied.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                shutil.copyfile(file, copied)
        if _marks(files) == before:
            break
    return target


def _copy_live(path: Path, folder: Path) -> Path:
    """Copy a file that others have open, as it is at one instant.

    They keep its journal: closing this connection, which is not the last one, folds nothing into the file.
    """
    target = folder / path.name
    connection = connect(path)
    try:
        copy_database(connection, target)
    finally:
        connection.close()
    return target


def _remove_empty_journal(path: Path) -> None:
    """Remove what SQLite leaves beside a damaged file when it merely tried to read it."""
    journal = Path(f"{path}-wal")
    with suppress(OSError):
        if journal.stat().st_size == 0:
            journal.unlink()
            Path(f"{path}-shm").unlink()


def _marks(files: Iterable[Path]) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for file in files:
        try:
            found = file.stat()
        except FileNotFoundError:
            marks.append((0, 0))
        else:
            marks.append((found.st_size, found.st_mtime_ns))
    return marks


def _check_header(path: Path) -> None:
    try:
        header = Header.read(path)
    except OSError as error:
        raise refusal.unreadable(path, error) from error
    if not header.is_sqlite:
        raise refusal.not_a_workshop(path, is_text=header.is_text)
    if header.application_id != APPLICATION_ID:
        raise refusal.foreign(path)
    if header.schema > SCHEMA:
        raise refusal.newer(path, header.schema)
    if header.is_truncated and not Path(f"{path}-wal").exists():
        raise refusal.truncated(path, header)


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
