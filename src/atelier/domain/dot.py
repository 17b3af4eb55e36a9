"""Dots (gommettes) that people give to key ideas, and raised hands counted in the room.

A dot belongs to a device, never to a person: what stands for the device is made of an id that its browser
drew at random, and leads nowhere.
"""

from __future__ import annotations

from typing import ClassVar, Final

from atelier.domain.record import Row, stored

BY_HAND: Final = "-"
"""Stands for the raised hands that somebody counted."""
MOST_ON_A_NOTE: Final = 999
"""The largest number that one row holds."""


@stored
class Dot(Row):
    """The dots that one device gave to one note, or the hands that were raised for it."""

    KIND: ClassVar[str] = "dot"

    note_id: str
    voter: str
    """What stands for a device, or `BY_HAND`."""
    count: int = 0


def dot_id(note_id: str, voter: str) -> str:
    """The id of the dots of one device on one note."""
    return f"{note_id}/{voter}"
