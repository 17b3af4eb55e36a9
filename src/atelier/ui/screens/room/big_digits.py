"""Digits as large as the room they have, to be read from the back."""

from __future__ import annotations

from typing import Final

from atelier.ui.screens.room.pixels import half_blocks, scaled

_GLYPHS: Final = {
    "0": ("###", "#.#", "#.#", "#.#", "###"),
    "1": (".#.", "##.", ".#.", ".#.", "###"),
    "2": ("###", "..#", "###", "#..", "###"),
    "3": ("###", "..#", ".##", "..#", "###"),
    "4": ("#.#", "#.#", "###", "..#", "..#"),
    "5": ("###", "#..", "###", "..#", "###"),
    "6": ("###", "#..", "###", "#.#", "###"),
    "7": ("###", "..#", "..#", "..#", "..#"),
    "8": ("###", "#.#", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "###"),
    ":": (".", "#", ".", "#", "."),
    "+": ("...", ".#.", "###", ".#.", "..."),
}
_HEIGHT: Final = 5
_LEAST_ACROSS: Final = 1
_LEAST_DOWN: Final = 2
"""Smaller than a cell's width and a row's height, a digit is hard to read from afar."""


def drawing(text: str, width: int, height: int) -> list[str]:
    """The rows of some digits, as large as fits and centred across; plain text where not even that fits.

    Args:
        text: digits, colons and a plus.
        width: terminal cells.
        height: rows at the most.
    """
    glyphs = [_GLYPHS[character] for character in text if character in _GLYPHS]
    columns = sum(len(glyph[0]) for glyph in glyphs) + max(0, len(glyphs) - 1)
    across, down = (width // columns, 2 * height // _HEIGHT) if columns else (0, 0)
    # A pixel is about square; half as high again still looks like the same digit.
    down = min(down, across + across // 2)
    across = min(across, down + down // 2)
    if across < _LEAST_ACROSS or down < _LEAST_DOWN:
        return [text[:width].center(width)][:height]
    pixels = [".".join(glyph[y] for glyph in glyphs) for y in range(_HEIGHT)]
    return [row.center(width) for row in half_blocks(scaled(pixels, across, down))]
