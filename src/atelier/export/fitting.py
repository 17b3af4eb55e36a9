"""Text that must fit a box on paper: set smaller until it does, cut in sight of all when nothing else helps.

A file without scripts cannot measure itself, and fonts differ from one machine to another: widths are
estimated here, on the large side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from atelier.domain.text import one_line

POINT: Final = 25.4 / 72
"""Millimetres."""
LEADING: Final = 1.25
"""From one line to the next, in letters' heights; `print.css` has the same."""
_SAFETY: Final = 1.07
"""Fonts that are wider than the usual sans serif, and the ends of lines."""

_BEFORE: Final = re.compile(r"(?<=\S) (?=[:;!?»%€])")
_AFTER: Final = re.compile(r"(?<=«) (?=\S)")
_SIGNS: Final = re.compile(r"[/?&=-]")
_LOOSE: Final = 0.6
_NARROW: Final = frozenset(" iljtfrI.,:;'’!|()[]-\u00a0\u202f")
_BROAD: Final = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits."""

    text: str
    points: int
    """Size of its letters."""
    height: float
    """Millimetres that it takes."""
    is_cut: bool = False


def fit(
    text: str, width: float, height: float, sizes: Sequence[int], *, is_bold: bool = False, ending: str = "…"
) -> Fitted:
    """A text in the largest size that fits, on one line or several; cut when even the smallest does not.

    Args:
        text: line breaks in it become spaces.
        width: of the box, in millimetres.
        height: of the box, in millimetres.
        sizes: of its letters in points, the largest first.
        is_bold: whether it is set in bold, which is wider.
        ending: what stands after a text that was cut.
    """
    said = _bound(one_line(text))
    if not said:
        return Fitted("", sizes[0], 0.0)
    for points in sizes:
        needed = _height(said, width, points, is_bold)
        if needed <= height:
            return Fitted(said, points, needed)
    points = sizes[-1]
    shortest, longest = 0, len(said)
    while shortest < longest:
        middle = (shortest + longest + 1) // 2
        if _height(f"{said[:middle]}{ending}", width, points, is_bold) <= height:
            shortest = middle
        else:
            longest = middle - 1
    cut = f"{_at_a_word(said, shortest)}{ending}"
    return Fitted(cut, points, min(height, _height(cut, width, points, is_bold)), is_cut=True)


def line_height(points: int) -> float:
    """Millimetres from one line to the next."""
    return points * POINT * LEADING


def _bound(text: str) -> str:
    """The text with its marks kept to the words beside them: nothing but where lines break changes."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def _height(text: str, width: float, points: int, is_bold: bool) -> float:
    room = width / (points * POINT * _SAFETY * (1.08 if is_bold else 1.0))
    return _lines(text, room) * line_height(points)


def _lines(text: str, room: float) -> int:
    """Lines of a text in a box that is so many letters' heights wide, words broken only when they must be."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = sum(_em(character) for character in word)
        space = _em(" ") if used else 0.0
        if used + space + length <= room:
            used += space + length
            continue
        lines += bool(used)
        # Browsers rather break an address after its signs than at the very end of a line
        filled = room * _LOOSE if length > room and _SIGNS.search(word) else room
        while length > filled:
            lines += 1
            length -= filled
        used = length
    return lines


def _em(character: str) -> float:
    """The width of a character, in letters' heights."""
    if character < "\u0300":
        if character in _NARROW:
            return 0.32
        if character in _BROAD:
            return 0.95
        return 0.72 if character.isupper() else 0.53
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.35 if ord(character) >= 0x1F000 else 1.05
    return 0.95 if character in _BROAD else 0.75


def _at_a_word(text: str, length: int) -> str:
    """The beginning of a text, up to the last word that is whole, where one is near."""
    space = text.rfind(" ", 0, length + 1)
    end = space if space > length - 30 and space > 0 else length
    while end and unicodedata.combining(text[end : end + 1] or " "):
        end -= 1
    return text[:end].rstrip()
