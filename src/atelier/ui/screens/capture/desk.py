"""What a note-taker has in hand at one table: the line being typed, and the cell it goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from atelier.domain.note import CellKey, LinkKind, Note
from atelier.domain.place import current_cell, seatings_at
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeTable
from atelier.frozen import frozen


class Stop(NamedTuple):
    """A round and a group: with a table and a heading it makes a cell."""

    round: int
    group_id: str | None


@frozen
class Link:
    """What the line being typed says of an earlier note."""

    note_id: str
    kind: LinkKind


@frozen
class Editing:
    """A note that is being corrected in the field."""

    note_id: str
    text: str
    """What it said when the correction began."""
    based_on: str
    """The revision of that text."""


@dataclass(slots=True)
class Desk:
    """Everything that stays with a table when the note-taker goes to another and comes back."""

    table_id: str
    heading: str
    text: str = ""
    """What stands in the field."""
    late: Stop | None = None
    """The round and group chosen for late entry; None for those that the table has now."""
    is_paper: bool = False
    """Whether what is typed late comes from a paper sheet."""
    begun: Stop | None = None
    """Where the table stood when the line was begun: a line belongs to the group that said it."""
    star: bool = False
    profile: str | None = None
    link: Link | None = None
    editing: Editing | None = None
    stash: str = ""
    """What stood in the field before a note was corrected there."""

    @property
    def draft(self) -> str:
        """The name under which the text is kept while it is not saved."""
        return f"capture:{self.table_id}"

    @property
    def edit_draft(self) -> str:
        """The name under which a correction is kept while it is not saved."""
        return f"capture-edit:{self.table_id}"

    def clear(self) -> None:
        """Start a new line."""
        self.text = ""
        self.begun = None
        self.star = False
        self.profile = None
        self.link = None


def live_stop(state: State, table_id: str) -> Stop:
    """The round and group that a table has now."""
    table = state.get(CafeTable, table_id)
    if table is None:
        return Stop(OUTSIDE_ROUNDS, None)
    cell = current_cell(state, table, "")
    return Stop(cell.round, cell.group_id)


def shown_stop(state: State, desk: Desk) -> Stop:
    """The round and group whose notes are shown."""
    return desk.late or live_stop(state, desk.table_id)


def typed_stop(state: State, desk: Desk) -> Stop:
    """The round and group that the line being typed belongs to."""
    return desk.late or desk.begun or live_stop(state, desk.table_id)


def cell_of(table_id: str, stop: Stop, heading: str) -> CellKey:
    """The cell of a table, a stop and a heading."""
    return CellKey(table_id, stop.round, stop.group_id, heading)


def stop_of(note: Note) -> Stop:
    """The round and group of a note."""
    return Stop(note.round, note.group_id)


def stop_at(state: State, table_id: str, at: str) -> Stop:
    """Where a table stood at an instant, for a draft that is found again.

    Args:
        state: the workshop.
        table_id: the table.
        at: UTC, ISO 8601.
    """
    table = state.get(CafeTable, table_id)
    live = live_stop(state, table_id)
    if table is None or table.is_plenary:
        return live
    seatings = seatings_at(state, table_id)
    before = [seat for seat in seatings if seat.confirmed_at and seat.confirmed_at <= at]
    if before:
        last = max(before, key=lambda seat: (seat.confirmed_at, seat.round))
        return Stop(last.round, last.group_id)
    # Nobody was confirmed yet: it was the first group that was planned.
    first = next((seat for seat in seatings if seat.planned), None)
    return live if first is None else Stop(first.round, first.group_id)
