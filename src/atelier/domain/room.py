"""What the room screen shows beside the clock: a choice of the facilitator, the same on every screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from atelier.domain.record import Row, stored

if TYPE_CHECKING:
    from atelier.domain.clock import ClockReading
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
    REPORT_QUESTION = "report-question"
    """The question of the table that reports; its countdown goes on."""


REPORTS: Final = (Shows.REPORT_BACK, Shows.REPORT_QUESTION)
"""What the room sees while a table reports."""


@stored
class Room(Row):
    """The room screen; a file has one row of it at the most."""

    KIND: ClassVar[str] = "room"

    shows: str = Shows.CLOCK
    table_id: str | None = None
    """The table that reports back, or whose question is shown; None for all."""
    step_id: str | None = None
    """The step during which it was chosen: with another step the clock comes back."""
    elapsed: float = 0.0
    """Seconds that this step had spent when the table came up: its own countdown starts there."""


def room(state: State) -> Room:
    """What was chosen last; the clock until something was."""
    return state.get(Room, ROOM_ID) or Room(id=ROOM_ID)


def room_now(state: State, reading: ClockReading) -> Room:
    """What the room screen shows: what was chosen during the current step, otherwise the clock.

    Args:
        state: the workshop.
        reading: what its clock shows.
    """
    chosen = room(state)
    if chosen.shows in tuple(Shows) and chosen.step_id == reading.step_id and reading.phase != "finished":
        return chosen
    return Room(id=ROOM_ID)
