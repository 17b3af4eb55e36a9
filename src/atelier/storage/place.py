"""Whether a file is still the one that was opened: writing into a deleted file « succeeds »."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from atelier.storage.faults import StorageTrouble, TroubleCode, trouble


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a file that file, whatever its name and content."""

    device: int
    number: int
    """Of the inode, or of the file on Windows."""


def identity(path: Path) -> Identity | None:
    """The file that is at a path now, or None."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return Identity(found.st_dev, found.st_ino)


class Place:
    """The file that was opened, and the journal that goes with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._journal = Path(f"{path}-wal")
        self._file_identity = identity(path)
        self._journal_identity: Identity | None = None

    def watch_journal(self) -> None:
        """Take the journal of this instant as the one that belongs here."""
        if self._journal_identity is None:
            self._journal_identity = identity(self._journal)

    def trouble(self) -> StorageTrouble | None:
        """What is wrong when the file or its journal is no longer the one that was opened."""
        if identity(self.path) != self._file_identity:
            return trouble(TroubleCode.GONE, self.path)
        if self._journal_identity is not None and identity(self._journal) != self._journal_identity:
            return trouble(TroubleCode.GONE, self.path)
        return None
