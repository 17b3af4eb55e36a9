"""A few words of a text, to name what an action was done to."""

from __future__ import annotations

from typing import Final

from atelier.domain.text import one_line

LENGTH: Final = 32
"""Characters: enough to know a thing again in « Annulé : … », which is to fit one line."""


def excerpt(text: str, length: int = LENGTH) -> str:
    """The beginning of a text, on one line.

    Args:
        text: any text.
        length: characters at the most.
    """
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
