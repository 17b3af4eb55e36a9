"""A note: one captured line, and the cell it belongs to."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from atelier.domain.record import Row, stored

LONGEST_NOTE: Final = 2_000
"""Code points that a note holds at the most."""


class Origin(StrEnum):
    """Where a note came from."""

    TUI = "tui"
    PHONE = "phone"
    CLI = "cli"
    IMPORT = "import"
    PAPER = "paper"


class LinkKind(StrEnum):
    """What a note says of the earlier note it answers."""

    EXTENDS = "extends"
    NUANCES = "nuances"
    CONTRADICTS = "contradicts"


class CellKey(NamedTuple):
    """The spine of everything: table × round × group × heading."""

    table_id: str
    round: int
    group_id: str | None
    heading: str

    @property
    def row_id(self) -> str:
        """The id of this cell's row."""
        return f"{self.table_id}/{self.round}/{self.group_id or '-'}/{self.heading}"


@stored
class Note(Row):
    """One captured line, attributed to a cell, never to a person."""

    KIND: ClassVar[str] = "note"

    table_id: str
    round: int
    group_id: str | None = None
    heading: str
    text: str
    star: bool = False
    profile: str | None = None
    link_to: str | None = None
    link_kind: str | None = None
    set_aside_reason: str | None = None
    origin: str = Origin.TUI
    first_heading: str | None = None
    """The heading it was first written under, once it was moved."""
    is_rehearsal: bool = False
    is_late: bool = False
    """Whether it was written into a cell that the table had left."""
    written_at: str = ""
    """UTC, ISO 8601."""
    position: str = ""
    """Fractional key: the order among the notes of its cell."""

    @property
    def cell(self) -> CellKey:
        """The cell it belongs to."""
        return CellKey(self.table_id, self.round, self.group_id, self.heading)
