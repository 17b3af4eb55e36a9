"""The day's plan on the clock: when it was to start, and when the room must be empty."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from atelier.frozen import frozen

if TYPE_CHECKING:
    from atelier.domain.clock import ClockReading
    from atelier.domain.workshop import Workshop

REHEARSAL_SECONDS: Final = 2 * 3600
"""A start that is earlier than the plan by more than this is a rehearsal, not a head start."""


@frozen
class Timetable:
    """What was planned for the day on which the workshop runs, as seconds since the epoch."""

    start: float
    """When it was to start; when it did, where nothing was planned for that day."""
    hard_end: float | None
    """When the room must be empty; None when that was not said, or for another day."""


def timetable(workshop: Workshop, reading: ClockReading, now: float) -> Timetable:
    """The plan that a workshop is held against.

    A workshop that runs on another day than its own, or hours before its time, is a rehearsal or was
    put off: it is then measured from its real start, and its hard end says nothing.

    Args:
        workshop: its date, start and hard end, in local time.
        reading: what its clock shows.
        now: the wall clock, seconds since the epoch.
    """
    begun = reading.first_start
    reference = now if begun is None else begun
    today = datetime.fromtimestamp(reference).date()
    day = _day(workshop.date) or today
    if day < today or (begun is not None and day != today):
        return Timetable(reference, None)
    at, end_at = _time(workshop.starts_at), _time(workshop.hard_end)
    start = reference if at is None else _local(day, at)
    if begun is not None and begun < start - REHEARSAL_SECONDS:
        return Timetable(begun, None)
    if end_at is None:
        return Timetable(start, None)
    end = _local(day, end_at)
    if at is not None and end <= start:
        end = _local(day + timedelta(days=1), end_at)
    return Timetable(start, end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _local(day: date, at: time) -> float:
    return datetime.combine(day, at.replace(tzinfo=None)).timestamp()
