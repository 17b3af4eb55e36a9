"""What every plan of this package is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.place import reading
from atelier.domain.record import Row, Scalar
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.errors import N_, AtelierError

SCREEN: Final = "prepare"
"""The screen where undo takes these actions back."""
LONGEST_LINE: Final = 300
"""Characters of a title, a name, a question."""
LONGEST_PASSAGE: Final = 2_000
"""Characters of the objectives, of a sentence to read aloud."""


def action(
    name: str, changes: Iterable[Change], about: str = "", drafts: tuple[str, ...] = ()
) -> Action | None:
    """An action of this screen; None when nothing changes."""
    changes = tuple(changes)
    return Action(f"prepare.{name}", changes, SCREEN, about, drafts) if changes else None


def differing(row: Row, columns: Mapping[str, Scalar], based_on: str | None = None) -> list[Change]:
    """The change of the columns that are not so already; empty when all are."""
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    return [Change(row.KIND, row.id, changed, based_on)] if changed else []


def applied(state: State, changes: Iterable[Change]) -> State:
    """The workshop as it will be after some changes."""
    return state.apply((change.kind, change.row_id, change.columns) for change in changes)


def has_begun(state: State, now: Moment) -> bool:
    """Whether the clock of the workshop was ever started."""
    return reading(state, now).first_start is not None


def line(text: str) -> str:
    """A text of one line, cleaned.

    Raises:
        AtelierError: it is too long.
    """
    return _fitting(one_line(text), LONGEST_LINE)


def passage(text: str) -> str:
    """A text of several lines, cleaned.

    Raises:
        AtelierError: it is too long.
    """
    return _fitting(clean(text), LONGEST_PASSAGE)


def _fitting(text: str, longest: int) -> str:
    if len(text) > longest:
        raise AtelierError(
            N_("This text has {length} characters, {longest} at the most: shorten it."),
            length=len(text),
            longest=longest,
        )
    return text
