"""What people decided about two notes: the same idea, or not; proposals obey it ever after."""

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
    """One decision about two notes; its id is `smaller note id/greater note id`, so that the newest holds."""

    KIND: ClassVar[str] = "decision"

    verdict: str
    first_id: str
    second_id: str
    at: float = 0.0
    """When it was taken, seconds since the epoch."""


def decision_id(first: str, second: str) -> str:
    """The id of the decision about two notes, whichever is named first."""
    return "/".join(sorted((first, second)))
