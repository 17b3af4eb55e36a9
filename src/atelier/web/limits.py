"""How often somebody may ask: buckets that fill up again with time."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_REMEMBERED: Final = 4_096
"""Buckets that are kept; the one that was not used for the longest time goes first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a bucket holds, and how fast it fills."""

    burst: float
    each_second: float


DEVICE: Final = Rate(40, 5)
TOKEN: Final = Rate(500, 500)
STRANGER: Final = Rate(40, 5)
"""An address of the network that asks for what is not there."""


class Limiter:
    """One bucket for each key.

    Args:
        rate: of every bucket.
        clock: seconds that only go forward.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[object, tuple[float, float]] = OrderedDict()

    def __contains__(self, key: object) -> bool:
        return key in self._buckets

    def take(self, key: object) -> int:
        """Take one; 0 when there was one, else the seconds to wait, at least 1."""
        now = self._clock()
        level, since = self._buckets.pop(key, (self._rate.burst, now))
        level = min(self._rate.burst, level + (now - since) * self._rate.each_second)
        is_there = level >= 1
        self._buckets[key] = (level - 1 if is_there else level, now)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return 0 if is_there else max(1, math.ceil((1 - level) / self._rate.each_second))
