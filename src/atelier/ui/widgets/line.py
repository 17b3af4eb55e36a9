"""One entry of a list, and the rows that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from atelier.frozen import frozen


@frozen
class Line:
    """One entry of the list; it may take several rows when it is wrapped."""

    id: str
    text: str
    lead: str = ""
    """Before the text: a star, a bullet, a number."""
    tail: str = ""
    """After the text, at the right edge of its first row."""
    tone: str = ""
    """`heading`, `dim`, `late`, `warning`, `alarm`, `strong` or nothing."""
    is_selectable: bool = True
    below: tuple[tuple[str, str], ...] = ()
    """Texts under it that belong to it, each with its tone."""
    is_clipped: bool = False
    """Whether the text is cut to one row; what is below it wraps all the same."""


class Row(NamedTuple):
    """One row of terminal cells of a list."""

    line: int
    """The index of its line."""
    text: str
    is_first: bool
    tone: str
    is_below: bool
    """Whether it is of the texts under its line."""


def as_lines(texts: Sequence[str], *, tone: str = "") -> list[Line]:
    """Lines that cannot be chosen, for texts that are only read."""
    return [Line(str(index), text, tone=tone, is_selectable=False) for index, text in enumerate(texts)]
