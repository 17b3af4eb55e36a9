"""What a pasted block holds: one note a line."""

from __future__ import annotations

import re
from typing import Final

from atelier.domain.text import is_blank, printable

_BULLET: Final = re.compile(r"\s*(?:[-–—•◦▪‣*·]|\d{1,3}[.)])\s+(?=\S)")


def notes_in_block(text: str) -> list[str]:
    """The lines of a text that say something; bullets go when every line has one.

    Args:
        text: what stands in the field.
    """
    lines = [line.strip() for line in printable(text).split("\n") if not is_blank(line)]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        lines = [_BULLET.sub("", line, count=1) for line in lines]
    return lines
