"""When a workshop was last open here, so that a restart can say how long the program was away."""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from atelier.config import Places

MARK_SECONDS: Final = 5.0
"""How often an open workshop says that it is open."""


class Sightings:
    """The marks that one workshop leaves: what its clock showed when it was last seen open."""

    def __init__(self, path: Path, places: Places) -> None:
        """The marks of a workshop's file."""
        whole = os.fsencode(path.resolve())
        name = f"{zlib.crc32(whole):08x}-{len(whole)}"
        self._file = places.state / "seen" / name
        self._next = float("-inf")

    def last(self) -> float | None:
        """What the clock showed at the last mark, seconds since the epoch; None when there is none."""
        try:
            return float(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def mark(self, wall: float) -> None:
        """Leave a mark, unless there is a fresh one; without a state folder there are none.

        Args:
            wall: what the clock shows, seconds since the epoch.
        """
        if self._next - MARK_SECONDS <= wall < self._next:
            return
        self._next = wall + MARK_SECONDS
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(f"{wall:.0f}", encoding="ascii")
