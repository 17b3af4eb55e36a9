"""A cell: what is known of one heading of one group at one table in one round."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from atelier.domain.record import Row, stored


class CellState(StrEnum):
    """What a cell is, stored or derived."""

    UPCOMING = "upcoming"
    OPEN = "open"
    FILLED = "filled"
    NOT_REACHED = "not_reached"
    NOTHING_TO_ADD = "nothing_to_add"
    NOT_COLLECTED = "not_collected"
    CANCELLED = "cancelled"
    UNEXPLAINED = "unexplained"


ANSWERS: Final = (
    CellState.NOT_REACHED,
    CellState.NOTHING_TO_ADD,
    CellState.NOT_COLLECTED,
    CellState.CANCELLED,
)
"""What people may say of an empty cell; the other states are derived."""


@stored
class Cell(Row):
    """What people said of an empty cell; its id is `CellKey.row_id`."""

    KIND: ClassVar[str] = "cell"

    table_id: str
    round: int
    group_id: str | None = None
    heading: str
    state: str = ""
    """One of `ANSWERS`, or empty when nobody answered."""
    reason: str = ""
    """Why it was not collected: required with `not_collected`."""
