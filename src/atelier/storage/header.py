"""The first hundred bytes of a file, read without SQLite."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from atelier.frozen import frozen

MAGIC: Final = b"SQLite format 3\x00"
HEADER_BYTES: Final = 100
_LONGEST_SAMPLE: Final = 512


@frozen
class Header:
    """What a file says of itself.

    Source: « Database File Format », sqlite.org/fileformat2.html, section 1.3.
    """

    start: bytes
    size: int
    """Bytes in the file."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read it; never from a file that this process has open in SQLite, whose locks would go."""
        with path.open("rb") as stream:
            start = stream.read(_LONGEST_SAMPLE)
            return cls(start, stream.seek(0, 2))

    @property
    def is_sqlite(self) -> bool:
        """Whether SQLite made it."""
        return self.start.startswith(MAGIC) and len(self.start) >= HEADER_BYTES

    @property
    def is_text(self) -> bool:
        """Whether it looks like text."""
        try:
            return "\x00" not in self.start.decode("utf-8", "strict")
        except UnicodeDecodeError as error:
            # The sample may end inside a character.
            return error.start >= len(self.start) - 3 and b"\x00" not in self.start

    @property
    def page_size(self) -> int:
        """Bytes of a page."""
        size = self._number(16, 2)
        return 65_536 if size == 1 else size

    @property
    def pages(self) -> int:
        """Pages that there should be, or 0 when it does not say."""
        is_said = self._number(24, 4) == self._number(92, 4)
        return self._number(28, 4) if is_said else 0

    @property
    def schema(self) -> int:
        """The number of its schema."""
        return self._number(60, 4)

    @property
    def application_id(self) -> int:
        """Which program it belongs to."""
        return self._number(68, 4)

    @property
    def is_truncated(self) -> bool:
        """Whether its end is missing."""
        return self.is_sqlite and self.size < self.pages * self.page_size

    def _number(self, start: int, length: int) -> int:
        return int.from_bytes(self.start[start : start + length], "big")
