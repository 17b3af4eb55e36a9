"""What SQLite and the disk raise, as the few troubles that a user can act upon."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from atelier.errors import FILE_UNUSABLE, N_, AtelierError

_ALMOST_FULL: Final = 1 << 20
"""Bytes: a disk with less room than this is full for our purposes."""


class TroubleCode(StrEnum):
    """What keeps a workshop from being written."""

    FULL = "full"
    READONLY = "readonly"
    BUSY = "busy"
    GONE = "gone"
    DAMAGED = "damaged"
    IO = "io"


class StorageTrouble(AtelierError):
    """A write that did not happen; nothing is half written, and the caller still has what was typed."""

    exit_code = FILE_UNUSABLE

    def __init__(self, code: TroubleCode, msgid: str, **params: object) -> None:
        super().__init__(msgid, **params)
        self.code = code


class ChangeRefused(AtelierError):
    """A change that the file does not take: an unknown column, a wrong type, a row that points nowhere."""


_BY_NAME: Final = (
    ("SQLITE_FULL", TroubleCode.FULL),
    ("SQLITE_READONLY_DBMOVED", TroubleCode.GONE),
    ("SQLITE_READONLY", TroubleCode.READONLY),
    ("SQLITE_PERM", TroubleCode.READONLY),
    ("SQLITE_AUTH", TroubleCode.READONLY),
    ("SQLITE_BUSY", TroubleCode.BUSY),
    ("SQLITE_LOCKED", TroubleCode.BUSY),
    ("SQLITE_PROTOCOL", TroubleCode.BUSY),
    ("SQLITE_NOTADB", TroubleCode.DAMAGED),
    ("SQLITE_CORRUPT", TroubleCode.DAMAGED),
    ("SQLITE_IOERR_SHORT_READ", TroubleCode.DAMAGED),
    ("SQLITE_IOERR_DATA", TroubleCode.DAMAGED),
)
"""The beginning of SQLite's name for an error; the first that fits counts."""

_BY_ERRNO: Final = {
    errno.ENOSPC: TroubleCode.FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): TroubleCode.FULL,
    errno.EFBIG: TroubleCode.FULL,
    errno.EROFS: TroubleCode.READONLY,
    errno.EACCES: TroubleCode.READONLY,
    errno.EPERM: TroubleCode.READONLY,
    errno.ENOENT: TroubleCode.GONE,
    errno.ENOTDIR: TroubleCode.GONE,
}


def code_of(error: sqlite3.Error | OSError, path: Path) -> TroubleCode:
    """Which trouble an error is.

    Args:
        error: what SQLite or the disk raised.
        path: the file that was to be written; some errors say less than a look at its folder.
    """
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, TroubleCode.IO)
    name = name_of(error)
    if name == "SQLITE_CANTOPEN" or name.startswith("SQLITE_CANTOPEN_"):
        return TroubleCode.READONLY if path.is_file() else TroubleCode.GONE
    known = next((code for start, code in _BY_NAME if name.startswith(start)), TroubleCode.IO)
    if known is TroubleCode.IO and name.startswith("SQLITE_IOERR") and free_bytes(path) < _ALMOST_FULL:
        return TroubleCode.FULL
    return known


def name_of(error: sqlite3.Error) -> str:
    """SQLite's own name for an error, as in SQLITE_BUSY_SNAPSHOT."""
    return getattr(error, "sqlite_errorname", "") or ""


def trouble_of(error: sqlite3.Error | OSError, path: Path, processes: Sequence[str] = ()) -> StorageTrouble:
    """The sentence for an error: cause, file, and what to do next.

    Args:
        error: what SQLite or the disk raised.
        path: the file that was to be written.
        processes: who else has it open, as far as is known.
    """
    return trouble(code_of(error, path), path, cause=str(error), processes=processes)


def trouble(
    code: TroubleCode, path: Path, *, cause: str = "", processes: Sequence[str] = ()
) -> StorageTrouble:
    """The sentence for a trouble.

    Args:
        code: what it is.
        path: the file.
        cause: what the disk answered, for troubles that nobody foresaw.
        processes: who else has the file open, as far as is known.
    """
    match code:
        case TroubleCode.FULL:
            return StorageTrouble(
                code,
                N_(
                    "Not saved: the disk of {file} is full ({free} MB free). "
                    "Make room and save again, or save elsewhere."
                ),
                file=path,
                free=free_bytes(path) // 1_000_000,
            )
        case TroubleCode.READONLY:
            return StorageTrouble(
                code,
                N_(
                    "Not saved: {file} or its folder is read-only. "
                    "Allow writing and save again, or save elsewhere."
                ),
                file=path,
            )
        case TroubleCode.BUSY if processes:
            return StorageTrouble(
                code,
                N_("Not saved: another program keeps {file} locked ({processes}). Close it and save again."),
                file=path,
                processes=", ".join(processes),
            )
        case TroubleCode.BUSY:
            return StorageTrouble(
                code,
                N_(
                    "Not saved: another program keeps {file} locked. "
                    "Close it and save again, or save elsewhere."
                ),
                file=path,
            )
        case TroubleCode.GONE:
            return StorageTrouble(
                code,
                N_(
                    "Not saved: {file} was deleted, moved or replaced while it was open. "
                    "Put it back and save again, or save elsewhere: everything is still in memory."
                ),
                file=path,
            )
        case TroubleCode.DAMAGED:
            return StorageTrouble(
                code,
                N_("Not saved: {file} is damaged. Save elsewhere: everything is still in memory."),
                file=path,
            )
        case TroubleCode.IO:
            return StorageTrouble(
                code,
                N_("Not saved: the disk of {file} failed ({cause}). Save again, or save elsewhere."),
                file=path,
                cause=cause,
            )


def reading_trouble(error: sqlite3.Error, path: Path) -> StorageTrouble:
    """The sentence for an open file that can no longer be read."""
    return StorageTrouble(
        code_of(error, path),
        N_("{file} can no longer be read ({cause}). Save elsewhere: everything is still in memory."),
        file=path,
        cause=str(error),
    )


def backup_trouble(error: sqlite3.Error | OSError, path: Path, beside: Path | None = None) -> StorageTrouble:
    """The sentence for a backup that could not be made, of a file, on its disk or in another folder."""
    code = code_of(error, path)
    if code is TroubleCode.FULL:
        return StorageTrouble(
            code,
            N_(
                "{file} is saved, but its backup could not be made: the disk is full ({free} MB free). "
                "Make room there."
            ),
            file=path,
            free=free_bytes(path if beside is None else beside / path.name) // 1_000_000,
        )
    return StorageTrouble(
        code, N_("{file} is saved, but its backup could not be made ({cause})."), file=path, cause=str(error)
    )


def free_bytes(path: Path) -> int:
    """Room left on the disk of a file; 0 when it cannot be told."""
    import shutil

    for folder in (path.parent, *path.parent.parents):
        try:
            return shutil.disk_usage(folder).free
        except FileNotFoundError:
            continue
        except OSError:
            break
    return 0
