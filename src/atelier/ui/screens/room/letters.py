"""Words in letters of pixels, for a room to read; what has no letter here is left to the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from atelier import resources
from atelier.ui.screens.room.pixels import half_blocks, scaled

ROWS: Final = 8
"""Pixels that a letter is high, the row below the line included."""
LEADING: Final = 1
"""Pixels between two lines."""
_MARKS: Final = {
    "\N{COMBINING ACUTE ACCENT}": "acute",
    "\N{COMBINING GRAVE ACCENT}": "grave",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "circumflex",
    "\N{COMBINING DIAERESIS}": "diaeresis",
    "\N{COMBINING TILDE}": "tilde",
    "\N{COMBINING CEDILLA}": "cedilla",
}
_SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"

Glyph = tuple[str, ...]


def rows_of(lines: int, scale: int) -> int:
    """The terminal rows that some lines of letters take at a scale."""
    return -(-(lines * ROWS + (lines - 1) * LEADING) * scale // 2)


def width_of(text: str, scale: int = 1) -> int | None:
    """The terminal cells that a text takes in letters, or None when one of them is not drawn here."""
    glyphs = [_glyph(character) for character in unicodedata.normalize("NFC", text)]
    if any(glyph is None for glyph in glyphs):
        return None
    return scale * (sum(len(glyph[0]) for glyph in glyphs if glyph) + max(0, len(glyphs) - 1))


def wrapped(text: str, width: int, scale: int, rows: int | None = None) -> list[str] | None:
    """The lines of a text in letters, broken between words.

    Args:
        text: any text, however long: reading stops where it is known not to fit.
        width: terminal cells.
        scale: terminal cells that a pixel is wide.
        rows: terminal rows at the most; None for as many as it takes.

    Returns:
        None when it cannot be drawn in that room.
    """
    lines: list[str] = []
    room, space = width // scale, width_of(" ") or 0
    for paragraph in unicodedata.normalize("NFC", text).split("\n"):
        line, used = "", 0
        for word in paragraph.split(" "):
            # A letter takes a pixel at least, and there is one between two of them.
            size = width_of(word) if 2 * len(word) - 1 <= room else None
            if size is None or size > room:
                return None
            longer = used + 1 + space + (1 + size if word else 0) if line else size
            if longer <= room:
                line, used = (f"{line} {word}" if line else word), longer
                continue
            lines.append(line)
            line, used = word, size
            if rows is not None and rows_of(len(lines) + 1, scale) > rows:
                return None
        lines.append(line)
        if rows is not None and rows_of(len(lines), scale) > rows:
            return None
    return lines


def lettering(lines: Sequence[str], scale: int, width: int, *, centred: bool = True) -> list[str]:
    """The terminal rows of some lines of letters.

    Args:
        lines: as `wrapped` made them for that width and scale.
        scale: terminal cells that a pixel is wide.
        width: terminal cells of a row.
        centred: whether lines stand in the middle; otherwise they begin at the left.
    """
    room = width // scale
    pixels: list[str] = []
    for line in lines:
        if pixels:
            pixels += ["." * room] * LEADING
        pixels += [row.center(room, ".") if centred else row.ljust(room, ".") for row in _pixels(line)]
    return [row.ljust(width) for row in half_blocks(scaled(pixels, scale, scale))]


def _pixels(line: str) -> list[str]:
    glyphs = [glyph for character in line if (glyph := _glyph(character)) is not None]
    return [".".join(glyph[y] for glyph in glyphs) for y in range(ROWS)] if glyphs else ["."] * ROWS


@cache
def _glyph(character: str) -> Glyph | None:
    drawn = _letters()
    if character in _SPACES:
        return drawn["space"]
    if character in drawn:
        return drawn[character]
    base, *marks = list(unicodedata.normalize("NFD", character))
    if len(marks) != 1 or marks[0] not in _MARKS:
        return None
    mark = drawn[_MARKS[marks[0]]]
    is_below = any("#" in row for row in mark[ROWS - 1 :])
    name = base if is_below or (base.islower() and base != "i") else f"short-{base}"
    letter = drawn.get(name)
    return None if letter is None else _together(letter, mark)


def _together(letter: Glyph, mark: Glyph) -> Glyph:
    width = max(len(letter[0]), len(mark[0]))
    rows = zip(_centred(letter, width), _centred(mark, width), strict=True)
    return tuple(
        "".join("#" if "#" in pair else "." for pair in zip(one, other, strict=True)) for one, other in rows
    )


def _centred(glyph: Glyph, width: int) -> list[str]:
    return [row.center(width, ".") for row in glyph]


@cache
def _letters() -> Mapping[str, Glyph]:
    """Every letter that is drawn, by its name in the file: itself, for most."""
    found: dict[str, Glyph] = {}
    text = resources.data("letters", "room.txt").read_text("utf-8")
    for block in text.split("\n\n"):
        lines = [line.split() for line in block.splitlines() if not line.startswith("# ")]
        if len(lines) == ROWS + 1:
            found |= dict(zip(lines[0], zip(*lines[1:], strict=True), strict=True))
    return found
