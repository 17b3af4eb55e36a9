"""Ids that are made where a row is written, and sort in the order of writing."""

from __future__ import annotations

import os
from uuid import UUID


def new_id(wall: float) -> str:
    """A new UUID version 7.

    Args:
        wall: seconds since the epoch.

    Source: RFC 9562, section 5.7.
    """
    milliseconds = max(0, int(wall * 1000)) & ((1 << 48) - 1)
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(UUID(int=value))
