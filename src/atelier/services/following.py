"""Following a workshop that other programs write: nothing is written, and nothing stops it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.errors import N_, AtelierError, FileUnusable
from atelier.services.fast_clock import clock_for
from atelier.services.session import Session

if TYPE_CHECKING:
    from atelier.config import Places
    from atelier.domain.clock import Clock

LOOKS_BETWEEN_CHECKS: Final = 4
"""How many looks at the content go by between two looks at the file itself."""

Marks = tuple[tuple[int, int, int], ...]
"""Number, size and time of change of a file and of its journal."""


class Follower:
    """A workshop file that is looked at again and again; what it said last stays when it cannot be read."""

    def __init__(self, path: Path, places: Places, clock: Clock | None = None) -> None:
        """Open the file.

        Args:
            path: the workshop.
            places: the user's folders.
            clock: the time; that of the workshop by default.

        Raises:
            FileUnusable: it cannot be read.
        """
        self._path = path
        self._places = places
        self._clock = clock or clock_for(path, places)
        self._looks = 0
        self._marks = _marks(path)
        self.session = self._open()
        self.trouble: AtelierError | None = None
        """Why what is shown may be old; None when all is well."""

    def look(self) -> None:
        """Take in what changed; to be called a few times a second."""
        self._looks += 1
        self.session.catch_up()
        if self._looks % LOOKS_BETWEEN_CHECKS == 0:
            self._check()

    def close(self) -> None:
        """Let go of the file."""
        self.session.close()

    def _open(self) -> Session:
        return Session.open(self._path, clock=self._clock, origin="screen", places=self._places)

    def _check(self) -> None:
        """See to a file that was deleted, replaced, or is read from a copy."""
        marks = _marks(self._path)
        is_other = self.session.check_in_place() is not None
        # A file that may not be written is read from a copy, which others do not change.
        is_older = self.session.read_only and marks != self._marks
        if not (is_other or is_older):
            self.trouble = None
            if self.session.trouble is not None:
                self.trouble = AtelierError(
                    N_("The file cannot be read at the moment: this is what it said last.")
                )
            return
        if is_other and not self._path.exists():
            self.trouble = AtelierError(N_("The file is no longer there: this is what it said last."))
            return
        if self.trouble is not None and marks == self._marks:
            return  # it was tried: whatever is there is not the workshop
        self._marks = marks
        try:
            session = self._open()
        except FileUnusable:
            text = N_("The file cannot be read at the moment: this is what it said last.")
            self.trouble = AtelierError(text)
            return
        self.session.close()
        self.session, self.trouble = session, None


def _marks(path: Path) -> Marks:
    found: list[tuple[int, int, int]] = []
    for file in (path, Path(f"{path}-wal")):
        try:
            status = os.stat(file)
        except OSError:
            continue
        found.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)
