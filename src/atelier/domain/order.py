"""Fractional keys: an order in which moving one row writes one row.

Keys are compared as text. New ones come from the time of writing, so that adding needs no look at
what is there; a moved one lies between its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order of their code points."""
_BASE: Final = len(DIGITS)
_WIDTH: Final = 9
"""Digits that hold microseconds since the epoch until the year 2398."""


def at(wall: float) -> str:
    """The key of something written at a time.

    Args:
        wall: seconds since the epoch.
    """
    return _digits(max(0, int(wall * 1_000_000))) + DIGITS[_BASE // 2]


def keys(count: int) -> list[str]:
    """Keys in order for rows that are written together, all before any key of `at`."""
    return [_digits(index + 1) + DIGITS[_BASE // 2] for index in range(count)]


def between(before: str, after: str) -> str:
    """A key that sorts between two others.

    Args:
        before: the lower key, or empty for none.
        after: the higher key, or empty for none.

    Raises:
        ValueError: when `before` is not lower than `after`, or no key fits between them, as between a
            key and the same one with zeros behind it; this module makes no such keys.

    Source: the midpoint rule of fractional indexing (D. Greenspan, "Implementing fractional indexing").
    """
    if before and after and before >= after:
        raise ValueError(f"{before!r} is not lower than {after!r}")
    if before and not after:
        # Close behind it: what is written later must still come later.
        return before + DIGITS[_BASE // 2]
    key = _midpoint(before.rstrip("0"), after)
    if after and key >= after:
        raise ValueError(f"no key fits between {before!r} and {after!r}")
    return key


def placed(wanted: Sequence[tuple[str, str]], moved: str) -> dict[str, str]:
    """The keys to write so that rows come in a wanted order: one row's, unless its neighbours share a key.

    Args:
        wanted: id and present key of each row, in the wanted order.
        moved: id of the row that has come to its place.
    """
    ids = [row_id for row_id, _ in wanted]
    index = ids.index(moved)
    before = wanted[index - 1][1] if index else ""
    after = wanted[index + 1][1] if index + 1 < len(wanted) else None
    if after is None or before < after:
        return {moved: between(before, after or "")}
    return dict(zip(ids, keys(len(ids)), strict=True))


def _digits(value: int) -> str:
    text = ""
    for _ in range(_WIDTH):
        value, digit = divmod(value, _BASE)
        text = DIGITS[digit] + text
    return text


def _midpoint(low: str, high: str) -> str:
    prefix = ""
    while True:
        first = DIGITS.index(low[0]) if low else 0
        last = DIGITS.index(high[0]) if high else _BASE
        if last - first > 1:
            return prefix + DIGITS[(first + last) // 2]
        prefix += DIGITS[first]
        low = low[1:]
        high = high[1:] if first == last else ""
