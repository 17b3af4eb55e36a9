"""Whether a table is behind the clock: the group that it waits for, and since when."""

from __future__ import annotations

from typing import Final

from atelier.domain.clock import ClockReading, Moment, between
from atelier.domain.place import awaited_seatings, awaited_since, current_round, current_seating, seatings_in
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable
from atelier.frozen import frozen
from atelier.ui.screens.capture.desk import Stop

REMINDER_SECONDS: Final = 120.0
"""How long after the clock moved on the question becomes hard to overlook."""


@frozen
class Waiting:
    """The clock is in another round than the table."""

    stops: tuple[Stop, ...]
    """Who may be seated now; several when groups share the table."""
    seconds: float
    """For how long."""
    is_return: bool = False
    """Whether the clock went back to an earlier round."""

    @property
    def is_urgent(self) -> bool:
        """Whether it has lasted long enough to be said more loudly."""
        return self.seconds >= REMINDER_SECONDS


def waiting_at(state: State, table_id: str, reading: ClockReading, now: Moment) -> Waiting | None:
    """Who a table waits for; None when it is where the clock is.

    Args:
        state: the workshop.
        table_id: the table.
        reading: what the clock shows.
        now: this instant.
    """
    table = state.get(CafeTable, table_id)
    round_number = current_round(state, reading)
    if table is None or table.is_plenary or not round_number:
        return None
    since = awaited_since(state, round_number)
    seconds = between(since, now) if since is not None else 0.0
    awaited = awaited_seatings(state, table_id, round_number)
    if awaited:
        return Waiting(tuple(Stop(seat.round, seat.group_id) for seat in awaited), seconds)
    here = current_seating(state, table_id)
    if here is None or here.round <= round_number:
        return None
    return Waiting(_planned(state, table_id, round_number), seconds, is_return=True)


def _planned(state: State, table_id: str, round_number: int) -> tuple[Stop, ...]:
    return tuple(Stop(seat.round, seat.group_id) for seat in seatings_in(state, table_id, round_number))
