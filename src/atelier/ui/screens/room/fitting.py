"""Words as large as a space allows: in letters of pixels, otherwise in the terminal's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from atelier.ui.safe import clip, wrap
from atelier.ui.screens.room.letters import lettering, width_of, wrapped
from atelier.wording.ties import tied

HUGE: Final = 16
"""The largest scale: a letter of 64 rows."""
_REMEMBERED: Final = 256
"""Blocks that are kept: the same words are drawn each second."""


@lru_cache(_REMEMBERED)
def fitted(text: str, width: int, rows: int, largest: int = HUGE) -> tuple[str, ...]:
    """The rows of a text, each as wide as the space and centred; what is too long ends with an ellipsis.

    Args:
        text: any text.
        width: terminal cells.
        rows: at the most.
        largest: the largest scale of its letters; 0 for the terminal's own.
    """
    text = tied(text).strip()
    if not text or rows < 1 or width < 1:
        return ()
    found = in_letters(text, width, rows, largest)
    return found or plain(text, width, rows)


def in_letters(text: str, width: int, rows: int, largest: int = HUGE) -> tuple[str, ...]:
    """The rows of a text in the largest letters that fit; nothing when none do."""
    for scale in range(min(largest, 2 * rows // 8, width // 3), 0, -1):
        lines = wrapped(text, width, scale, rows)
        if lines is not None:
            return tuple(lettering(lines, scale, width))
    return ()


def plain(text: str, width: int, rows: int) -> tuple[str, ...]:
    """The rows of a text in the terminal's own letters."""
    lines = wrap(text, width)
    if len(lines) > rows:
        lines = [*lines[: rows - 1], clip(" ".join(lines[rows - 1 :]), width)]
    return tuple(centred(line, width) for line in lines)


def centred(text: str, width: int) -> str:
    """A line in the middle of a width, in terminal cells."""
    text = clip(text, width)
    free = width - cell_len(text)
    return " " * (free // 2) + text + " " * (free - free // 2)


def columns(texts: Sequence[str], width: int, rows: int, captions: Sequence[str] = ()) -> list[str] | None:
    """Short texts in the largest letters that fit, in as many columns as need be, down then across.

    Args:
        texts: the texts.
        width: terminal cells.
        rows: at the most.
        captions: what stands under each, in the terminal's own letters; as many as texts, or none.

    Returns:
        None when they do not fit in any letters.
    """
    sizes = [width_of(text) for text in texts]
    widest = max((size for size in sizes if size is not None), default=0)
    if not texts or None in sizes or not widest:
        return None
    for scale in range(min(rows // 4, width // widest, HUGE), 0, -1):
        across = min(len(texts), max(1, width // ((widest + 6) * scale)))
        lines = -(-len(texts) // across)
        cell = width // across
        high = 4 * scale + (1 if captions else 0)
        if lines * high + (lines - 1) > rows or any(cell_len(text) > cell - 2 for text in captions):
            continue
        found: list[str] = []
        for line in range(lines):
            drawn = [lettering([text], scale, cell) for text in texts[line::lines]]
            found += [""] if found else []
            found += ["".join(parts) for parts in zip(*drawn, strict=True)]
            if captions:
                found.append("".join(centred(text, cell) for text in captions[line::lines]))
        return [row.ljust(width) for row in found]
    return None


def plain_columns(texts: Sequence[str], width: int, rows: int) -> list[str] | None:
    """The same in the terminal's own letters, with a line between where there is room."""
    widest = max(map(cell_len, texts), default=0)
    if not texts or widest > width:
        return None
    across = -(-len(texts) // rows)
    if across * (widest + 3) - 3 > width:
        return None
    lines = -(-len(texts) // across)
    cell = min(width // across, widest + 3) if across > 1 else width
    found: list[str] = []
    for line in range(lines):
        if found and 2 * lines - 1 <= rows:
            found.append(" " * width)
        found.append(centred("".join(centred(text, cell) for text in texts[line::lines]), width))
    return found
