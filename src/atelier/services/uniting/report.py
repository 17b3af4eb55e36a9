"""What a union says of itself: what came from where, what waits for a choice, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from atelier.domain.note import CellKey
from atelier.domain.state import State
from atelier.errors import AtelierError


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are in the union."""

    only: tuple[int, ...]
    """By file, in their order: those that no other file had."""
    shared: int
    """Those that several files had."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.only) + self.shared


@dataclass(frozen=True, slots=True)
class Input:
    """One of the files that were united."""

    path: Path
    drafts: int
    """Texts that were typed there and not saved: they stay there."""
    presses: int
    """Presses on its clock that do not count in the union."""
    has_clock: bool
    """Whether the clock of the union is its own."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text, and the files that had it."""

    text: str
    files: tuple[int, ...]
    """Numbers of the files, from 0; none for a text that was chosen once they were united."""
    at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that was changed in several files: one version stands there, the other waits beside it."""

    kind: str
    row_id: str
    column: str
    variant_id: str
    kept: Version
    other: Version
    cell: CellKey | None
    """Where it is, as far as it has a place."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that one file removed and another changed: it stays removed."""

    kind: str
    row_id: str
    text: str
    removed_in: tuple[int, ...]
    changed_in: tuple[int, ...]
    cell: CellKey | None


@dataclass(frozen=True, slots=True)
class SameLine:
    """Notes of one cell that say the same and come from different files; nothing was done about them."""

    cell: CellKey
    notes: tuple[tuple[str, str, int], ...]
    """Id, text and file of each."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a union."""

    out: Path
    state: State
    """The united workshop."""
    inputs: tuple[Input, ...]
    notes: Count
    points: Count
    actions: Count
    tables: Mapping[str, Count]
    """Notes by the id of their table."""
    last_press: float | None
    """When the clock was pressed last, seconds since the epoch; None when it never was."""
    conflicts: tuple[Conflict, ...]
    removals: tuple[Removal, ...]
    same_lines: tuple[SameLine, ...]
    warnings: tuple[AtelierError, ...]
    """What the user should know of the files."""
