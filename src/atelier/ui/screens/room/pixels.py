"""Drawings of pixels as rows of half blocks: two pixels a terminal cell, one above the other."""

from __future__ import annotations

from collections.abc import Sequence

Pixels = Sequence[str]
"""Rows of `#` and `.`, all as wide."""


def scaled(pixels: Pixels, across: int, down: int) -> list[str]:
    """A drawing made larger.

    Args:
        pixels: the drawing.
        across: terminal cells that a pixel is wide.
        down: half rows that it is high.
    """
    return ["".join(pixel * across for pixel in row) for row in pixels for _ in range(down)]


def half_blocks(pixels: Pixels) -> list[str]:
    """The rows of terminal cells of a drawing; half a row is added below when it needs one."""
    rows = list(pixels)
    if len(rows) % 2:
        rows.append("." * len(rows[0]))
    return ["".join(map(_cell, above, below)) for above, below in zip(rows[0::2], rows[1::2], strict=True)]


def _cell(above: str, below: str) -> str:
    if above == "#":
        return "█" if below == "#" else "▀"
    return "▄" if below == "#" else " "
