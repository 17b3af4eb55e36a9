"""What people decided about two notes, or two points: the same idea, or not; proposals obey it ever after."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from atelier.domain.record import Row, stored


class Verdict(StrEnum):
    """What was decided."""

    TOGETHER = "together"
    APART = "apart"


@stored
class Decision(Row):
    """One decision about two notes, or two points of different tables.

    Its id is made of theirs, the smaller one first, so that the newest decision holds.
    """

    KIND: ClassVar[str] = "decision"

    verdict: str
    first: str
    """Id of a note, or of a point."""
    second: str
    at: float = 0.0
    """When it was taken, seconds since the epoch."""


def decision_id(first: str, second: str) -> str:
    """The id of the decision about two things, whichever is named first."""
    return "/".join(sorted((first, second)))
