"""What one user action changes, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from atelier.domain.record import Scalar
from atelier.frozen import frozen


@frozen
class Change:
    """New values for some columns of one row; a row that is not there yet is created."""

    kind: str
    """The row's table, as in `Row.KIND`."""
    row_id: str
    columns: Mapping[str, Scalar]
    based_on: str | None = None
    """For an edit of a text: the revision of the text that the person saw."""
    is_new: bool = False
    """Write nothing when the row is there already, whoever wrote it: what is sent twice is written once."""


@frozen
class Action:
    """Everything that one gesture changes: saved, undone and redone as a whole."""

    name: str
    """What was done, as in `note.add`, `note.paste:14` for as many; the interface has its sentence."""
    changes: tuple[Change, ...]
    screen: str = ""
    """The screen where undo takes it back; empty when undo must leave it alone."""
    about: str = ""
    """A few words of the thing it was done to, for « Annulé : … »."""
    drafts: tuple[str, ...] = ()
    """Fields whose draft this action makes superfluous."""
    undoes: str | None = None
    """The id of the action that this one takes back."""
    redoes: bool = field(default=False)
    """Whether that action was itself an undo."""


@frozen
class Entry:
    """One line of history: what one action changed in one row."""

    seq: int
    revision: str
    kind: str
    row_id: str
    schema: int
    action_id: str
    changes: Mapping[str, Scalar]
    author: str
    at: str
    """UTC, ISO 8601."""
