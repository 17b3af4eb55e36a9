"""An open workshop: the only thing that screens and commands know of storage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from atelier.domain.change import Action, Entry
from atelier.domain.clock import Clock
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.storage.faults import ChangeRefused, StorageTrouble, TroubleCode

if TYPE_CHECKING:
    from atelier.config import Places

__all__ = [
    "ChangeRefused",
    "Conflict",
    "Draft",
    "Saved",
    "Session",
    "StorageTrouble",
    "TroubleCode",
    "UndoPlan",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """A committed action."""

    action_id: str
    """Empty when nothing had to change."""
    entries: tuple[Entry, ...]
    """Its lines of history, variants included."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was typed and not saved yet."""

    field: str
    text: str
    at: str
    """UTC, ISO 8601."""
    is_mine: bool
    """False when a process that has died left it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A column that was changed after the action that is to be undone."""

    kind: str
    row_id: str
    column: str
    author: str
    """`origin:machine` of who changed it last."""
    at: str
    """UTC, ISO 8601."""
    is_mine: bool
    """Whether that was this machine's own program, from another screen."""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undo or redo would do; it happens when its action is saved."""

    action: Action
    undoes_name: str
    """Name of the action that is taken back or done again, as in `note.add`."""
    about: str
    conflicts: tuple[Conflict, ...]
    """Ask before saving when there are any."""


class Session:
    """An open workshop, used from one thread: the event loop, or a command."""

    path: Path
    read_only: bool
    """Look-only: saves are refused with a `StorageTrouble`."""
    warnings: tuple[AtelierError, ...]
    """What the user should know about the file that was opened."""
    state: State
    clock: Clock
    origin: str
    author: str
    """`origin:machine`, as written in history."""

    @classmethod
    def open(cls, path: Path, *, clock: Clock, origin: str = "tui", places: Places) -> Self:
        """Open a workshop file; this writes nothing into it.

        Raises:
            FileUnusable: it cannot be read; the sentence says why and what to do.
        """
        raise NotImplementedError

    @classmethod
    def create(
        cls, path: Path, rows: Iterable[Row], *, clock: Clock, origin: str = "tui", places: Places
    ) -> Self:
        """Make a new workshop file from its first rows, as one action `workshop.create`.

        Raises:
            FileUnusable: something exists at that path already, or it cannot be written.
        """
        raise NotImplementedError

    def save(self, action: Action) -> Future[Saved]:
        """Hand an action to the writer thread and come back at once.

        The future fails with `StorageTrouble` (keep the text, then save the same action again) or
        `ChangeRefused`. The state follows with the next `catch_up`.
        """
        raise NotImplementedError

    def save_now(self, action: Action) -> Saved:
        """Save an action, wait until it is committed, and catch up."""
        raise NotImplementedError

    def catch_up(self) -> frozenset[str]:
        """Take in what was committed since, by this program or others; the kinds of row touched."""
        raise NotImplementedError

    def subscribe(self, callback: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Have a function called by `catch_up` with the kinds touched; returns what unsubscribes it."""
        raise NotImplementedError

    def put_draft(self, field: str, text: str) -> None:
        """Keep text that is being typed; empty text drops the draft."""
        raise NotImplementedError

    def drafts(self, field: str) -> list[Draft]:
        """Drafts of a field, newest first: this program's, and those of programs that died here."""
        raise NotImplementedError

    def drop_draft(self, field: str) -> None:
        """Forget the drafts that `drafts` shows for a field."""
        raise NotImplementedError

    def revision_of(self, kind: str, row_id: str, column: str) -> str:
        """The revision of a column, for `Change.based_on`; empty when history does not know it."""
        raise NotImplementedError

    def plan_undo(self, screen: str) -> UndoPlan | None:
        """What undo would take back on a screen, or None."""
        raise NotImplementedError

    def plan_redo(self, screen: str) -> UndoPlan | None:
        """What redo would do again on a screen, or None."""
        raise NotImplementedError

    def row_history(self, kind: str, row_id: str) -> list[Entry]:
        """Everything that happened to a row, oldest first."""
        raise NotImplementedError

    @property
    def unsaved(self) -> tuple[Action, ...]:
        """Actions that failed and were not saved since, oldest first."""
        raise NotImplementedError

    @property
    def seconds_in_future(self) -> float:
        """How far the newest change lies in the future of this machine's clock; 0 when it does not."""
        raise NotImplementedError

    def check_in_place(self) -> StorageTrouble | None:
        """Whether the file was deleted or replaced under the program."""
        raise NotImplementedError

    def backup(self, reason: str) -> Future[Path]:
        """Copy the file, dated, into the folder beside it; the future has the copy's path."""
        raise NotImplementedError

    def save_elsewhere(self, path: Path) -> None:
        """Write everything, failed actions included, into a new file and go on there.

        Raises:
            FileUnusable: something exists at that path already, or it cannot be written.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Write what waits, fold the journal into the file, and let go of it."""
        raise NotImplementedError
