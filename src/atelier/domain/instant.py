"""Instants as text, as they stand in the file."""

from __future__ import annotations

from datetime import UTC, datetime


def to_text(wall: float) -> str:
    """An instant in UTC, ISO 8601 with milliseconds.

    Args:
        wall: seconds since the epoch.
    """
    return datetime.fromtimestamp(wall, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_wall(text: str) -> float:
    """Seconds since the epoch of a stored instant.

    Raises:
        ValueError: when the text is no instant.
    """
    return datetime.fromisoformat(text).timestamp()
