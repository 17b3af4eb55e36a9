"""Who has which workshop open on this machine: one small locked file for each, in the state folder.

The lock is the sign of life. It goes with its process however that ends, and a process number that was
given out again does not fool it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from atelier.frozen import frozen

_FRESH_SECONDS: Final = 60.0
"""A file without a lock that is younger than this may be one that is just being made."""
_LOCK_AT: Final = 1 << 20
"""Windows locks bytes and then nobody can read them: lock one beyond the end."""


@frozen
class Process:
    """A living process that has a workshop open."""

    node: str
    pid: int
    path: Path
    started: str
    """UTC, ISO 8601."""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"PID {self.pid}"


class Presence:
    """This process's own entry; the lock lasts until it is closed."""

    def __init__(self, state_dir: Path, node: str, path: Path, started: str) -> None:
        self._file = _folder(state_dir) / f"{node}.json"
        self._descriptor: int | None = None
        # Without a state folder nobody can name this process; the workshop opens all the same.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            _lock(self._descriptor)
            entry = {"pid": os.getpid(), "path": str(path), "started": started}
            os.write(self._descriptor, json.dumps(entry).encode())

    def close(self) -> None:
        """Leave; does nothing the second time."""
        if self._descriptor is None:
            return
        os.close(self._descriptor)
        self._descriptor = None
        with suppress(OSError):
            self._file.unlink()


def processes(state_dir: Path) -> Iterator[Process]:
    """Every living process of this user that has a workshop open; entries of dead ones are cleared away."""
    try:
        files = sorted(_folder(state_dir).glob("*.json"))
    except OSError:
        return
    for file in files:
        try:
            if _is_locked(file):
                entry = json.loads(file.read_text(encoding="utf-8"))
                yield Process(file.stem, int(entry["pid"]), Path(entry["path"]), str(entry["started"]))
            elif time.time() - file.stat().st_mtime > _FRESH_SECONDS:
                file.unlink()
        except (OSError, ValueError, KeyError, TypeError):
            continue


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def machine_id(state_dir: Path) -> str:
    """A random id of this machine and user; never the name of either."""
    file = state_dir / "machine"
    with suppress(OSError, UnicodeDecodeError):
        known = file.read_text(encoding="ascii").strip()
        if known:
            return known
    made = os.urandom(4).hex()
    with suppress(OSError):
        state_dir.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="ascii") as stream:
            stream.write(made)
        return made
    # Another process may have made it a moment ago.
    with suppress(OSError, UnicodeDecodeError):
        return file.read_text(encoding="ascii").strip() or made
    return made


def _folder(state_dir: Path) -> Path:
    return state_dir / "open"


def _is_locked(file: Path) -> bool:
    descriptor = os.open(file, os.O_RDWR)
    try:
        _lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(descriptor: int) -> None:
    """Lock an open file, or raise `OSError` when somebody else has."""
    try:
        import fcntl
    except ImportError:
        pass
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    try:
        import msvcrt
    except ImportError:  # then every other process counts as dead, and its drafts come back too early
        return
    os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    os.lseek(descriptor, 0, os.SEEK_SET)
