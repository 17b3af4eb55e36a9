"""What the room screen shows beside the clock: a choice of the facilitator, the same on every screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from atelier.domain.record import Row, stored

if TYPE_CHECKING:
    from atelier.domain.state import State

ROOM_ID: Final = "room"
"""The id of the only row."""


class Shows(StrEnum):
    """What the room sees."""

    CLOCK = ""
    """The clock, one instruction and where each group goes."""
    QUESTION = "question"
    """The questions of the tables."""
    REPORT_BACK = "report-back"
    """One table's key ideas, with its own countdown."""


@stored
class Room(Row):
    """The room screen; a file has one row of it at the most."""

    KIND: ClassVar[str] = "room"

    shows: str = Shows.CLOCK
    table_id: str | None = None
    """The table that reports back, or whose question is shown; None for all."""
    step_id: str | None = None
    """The step during which the table came up."""
    elapsed: float = 0.0
    """Seconds that this step had spent when the table came up: its own countdown starts there."""


def room(state: State) -> Room:
    """What the room screen shows; the clock alone until something else was chosen."""
    return state.get(Room, ROOM_ID) or Room(id=ROOM_ID)
