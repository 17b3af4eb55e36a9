"""Dated copies of a workshop in a folder beside it, bounded in number."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from atelier.storage.database import connect
from atelier.storage.faults import backup_trouble

KEPT: Final = 20
"""Copies that are kept of one workshop."""
_STALE_SECONDS: Final = 600.0
"""Age at which a copy that has no name yet is nobody's any more."""
_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}h\d{2}m\d{2}")


def folder_of(path: Path) -> Path:
    """Where the copies of a workshop are."""
    return path.with_name(f"{path.stem}.sauvegardes")


def backups(path: Path) -> list[Path]:
    """The copies of a workshop, oldest first."""
    try:
        return sorted(file for file in folder_of(path).iterdir() if _is_backup(file))
    except OSError:
        return []


def last_backup(path: Path) -> Path | None:
    """The newest copy of a workshop."""
    return max(backups(path), default=None)


def make_backup(path: Path, reason: str, wall: float, beside: Path | None = None) -> Path:
    """Copy a workshop, then drop the oldest copies.

    Other programs may go on writing meanwhile; the copy is of one instant, and whole under its name or
    not there.

    Args:
        path: the workshop file.
        reason: a few words for the copy's name.
        wall: seconds since the epoch, now.
        beside: the existing folder that holds the folder of the copies; that of the workshop by default.

    Raises:
        sqlite3.Error, OSError: it could not be copied.
    """
    home = path if beside is None else beside / path.name
    folder = folder_of(home)
    folder.mkdir(exist_ok=True)
    # People look for a copy by the time on their own clock.
    name = " ".join(filter(None, (datetime.fromtimestamp(wall).strftime("%Y-%m-%d %Hh%Mm%S"), _slug(reason))))
    target = folder / f"{name}{path.suffix}"
    number = 2
    while target.exists():
        target = folder / f"{name} {number}{path.suffix}"
        number += 1
    _clear_remains(folder, wall)
    source = connect(path)
    try:
        copy_database(source, target)
    finally:
        source.close()
    for old in superfluous(backups(home)):
        with suppress(OSError):
            old.unlink()
    return target


def _clear_remains(folder: Path, wall: float) -> None:
    """Remove what a program that was killed while it copied has left."""
    for part in folder.glob("*.part*"):
        with suppress(OSError):
            if wall - part.stat().st_mtime > _STALE_SECONDS:
                part.unlink()


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy everything that a connection sees into one new file; a file of that name is replaced.

    Raises:
        sqlite3.Error, OSError: it could not be copied.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part, isolation_level=None, check_same_thread=False)
        try:
            # All pages in one step: writers go on beside it, and never make it begin again.
            source.backup(copy)
        finally:
            copy.close()
        os.replace(part, target)
    except BaseException:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


class BackupThreads:
    """Makes backups beside the thread that writes, one at a time."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def start(self, path: Path, reason: str, wall: float, beside: Path | None = None) -> Future[Path]:
        """Begin a backup, as `make_backup` does; the future has its path, or a `StorageTrouble`."""
        answer: Future[Path] = Future()
        answer.set_running_or_notify_cancel()

        def copy() -> None:
            try:
                with self._lock:
                    made = make_backup(path, reason, wall, beside)
            except (sqlite3.Error, OSError) as error:
                answer.set_exception(backup_trouble(error, path, beside))
            else:
                answer.set_result(made)

        thread = threading.Thread(target=copy, name="atelier-backup")
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        thread.start()
        return answer

    def join(self) -> None:
        """Wait for those that are being made."""
        for thread in self._threads:
            thread.join()


def superfluous(files: Sequence[Path], kept: int = KEPT) -> list[Path]:
    """Which copies are too many: the oldest, but the first of each day only when nothing else is left.

    Args:
        files: the copies, oldest first.
        kept: how many may stay.
    """
    days: set[str] = set()
    firsts: list[Path] = []
    others: list[Path] = []
    for file in files:
        day = file.name[:10]
        (others if day in days else firsts).append(file)
        days.add(day)
    # The newest copy is the one that is needed after an accident.
    candidates = [file for file in (*others, *firsts) if file != files[-1]]
    return candidates[: max(0, len(files) - kept)]


def sync_folder(folder: Path) -> None:
    """Have the disk keep a folder's new names, where the platform can say so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_backup(file: Path) -> bool:
    return bool(_DATED.match(file.name)) and not file.name.endswith((".part", "-wal", "-shm", "-journal"))


def _slug(reason: str) -> str:
    plain = unicodedata.normalize("NFKD", reason).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:40]
