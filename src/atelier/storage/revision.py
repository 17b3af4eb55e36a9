"""Revisions: the order of all changes, as text that sorts in time order on every machine.

A revision is a hybrid clock and the node that made it: microseconds since the epoch, never lower than
what the file already holds, then the random id of one opening of the file.
"""

from __future__ import annotations

import os
from typing import Final

_DIGITS: Final = 14
"""Hexadecimal digits of the clock: enough until the year 4253."""
FUTURE_SECONDS: Final = 300.0
"""A file whose newest change lies further ahead of this machine's clock is reported."""


def new_node() -> str:
    """A random id for one opening of a file."""
    return os.urandom(6).hex()


def revision_text(microseconds: int, node: str) -> str:
    """A revision as it stands in the file."""
    return f"{microseconds:0{_DIGITS}x}-{node}"


def microseconds_of(revision: str) -> int:
    """The clock of a revision; 0 when it is empty, or damaged."""
    try:
        return int(revision[:_DIGITS], 16)
    except ValueError:
        return 0


def next_microseconds(wall: float, newest: str) -> int:
    """The clock of the next revision.

    Args:
        wall: seconds since the epoch, now.
        newest: the newest revision in the file, or empty.
    """
    return max(int(wall * 1_000_000), microseconds_of(newest)) + 1


def seconds_ahead(newest: str, wall: float) -> float:
    """How far a revision lies in the future; 0 when it does not."""
    return max(0.0, microseconds_of(newest) / 1_000_000 - wall)
