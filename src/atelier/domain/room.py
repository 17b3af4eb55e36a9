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
    TITLES = "titles"
    """The titles of the points that people stand behind, as they are so far."""


AFTER_THE_END: Final = -1.0
"""Stands for the seconds spent in a step where something was chosen after the last one."""
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
    """Seconds that this step had spent when the table came up: its own countdown starts there; below zero
    when it was chosen after the end."""


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
    # Points are made over coffee and after the end too; what was shown before the end makes room for thanks.
    is_timely = (chosen.elapsed < 0) == (reading.phase == "finished")
    is_known = chosen.shows == Shows.TITLES or (chosen.shows in tuple(Shows) and reading.phase != "finished")
    if is_known and is_timely and chosen.step_id == reading.step_id:
        return chosen
    return Room(id=ROOM_ID)
