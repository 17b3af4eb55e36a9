"""The face of the clock: its digits and their colour."""

from __future__ import annotations

from typing import Final

from atelier.domain.agenda import Step
from atelier.domain.clock import ClockPhase
from atelier.domain.glance import Glance
from atelier.figures import stopwatch
from atelier.wording.names import countdown

TONES: Final = ("calm", "cue", "last", "over", "paused", "still")
"""The colours of the clock."""


def digits(glance: Glance) -> str:
    """What the big digits say: the time left, or `+2:13` once it is over."""
    reading = glance.reading
    if glance.is_ready:
        return countdown(length(glance, glance.following)) if glance.following is not None else "0:00"
    if glance.is_finished:
        first = reading.first_start
        return stopwatch(max(0.0, glance.schedule.end - first)) if first is not None else "0:00"
    if reading.remaining > 0:
        return countdown(reading.remaining)
    return f"+{stopwatch(-reading.remaining)}"


def length(glance: Glance, step: Step) -> int:
    """Seconds that a step to come may take, as things stand: it may have been shortened to catch up."""
    return max(0, step.seconds + glance.reading.extended.get(step.id, 0))


def tone(glance: Glance) -> str:
    """One of `TONES`."""
    if glance.is_ready or glance.is_finished:
        return "still"
    if glance.reading.phase is ClockPhase.PAUSED:
        return "paused"
    return glance.alert.value


def share(glance: Glance) -> float:
    """How much of the step is over, from 0 to 1."""
    reading = glance.reading
    if glance.is_ready:
        return 0.0
    if glance.is_finished or reading.allotted <= 0:
        return 1.0
    return min(1.0, max(0.0, reading.elapsed / reading.allotted))
