"""Whether a file is still the one that was opened: writing into a deleted file « succeeds »."""

from __future__ import annotations

import os
from pathlib import Path

from atelier.storage.faults import StorageTrouble, TroubleCode, trouble

Identity = tuple[int, int]
"""Device and number of a file, which it keeps whatever its name and content."""


def identity(path: str) -> Identity | None:
    """The file that is at a path now, or None."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Place:
    """The file that was opened, and the journal that goes with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = str(path)
        self._journal = f"{path}-wal"
        self._file_identity = identity(self._file)
        self._journal_identity: Identity | None = None

    def watch_journal(self) -> None:
        """Take the journal of this instant as the one that belongs here, unless one is known."""
        if self._journal_identity is None:
            self._journal_identity = identity(self._journal)

    def trouble(self) -> StorageTrouble | None:
        """What is wrong when the file or its journal is no longer the one that was opened."""
        if identity(self._file) == self._file_identity and (
            self._journal_identity is None or identity(self._journal) == self._journal_identity
        ):
            return None
        return trouble(TroubleCode.GONE, self.path)
