"""Digits as large as the room they have, to be read from the back."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

_GLYPHS: Final = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", " ██", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
    "+": ("   ", " █ ", "███", " █ ", "   "),
}
_HEIGHT: Final = 5
_ASPECT: Final = 2
"""Columns that are as wide as one row is high."""


def drawing(text: str, width: int, height: int) -> list[str]:
    """The rows of some digits, as large as fits and centred; plain text where not even that fits.

    Args:
        text: digits, colons and a plus.
        width: terminal cells.
        height: rows.
    """
    glyphs = [_GLYPHS[character] for character in text if character in _GLYPHS]
    columns = sum(len(glyph[0]) for glyph in glyphs) + max(0, len(glyphs) - 1)
    scale = min(height // _HEIGHT, width // (columns * _ASPECT)) if columns else 0
    if scale < 1:
        rows = [text[:width].center(width)]
    else:
        rows = []
        for y in range(_HEIGHT):
            pixels = " ".join(glyph[y] for glyph in glyphs)
            row = "".join(pixel * scale * _ASPECT for pixel in pixels).center(width)
            rows += [row] * scale
    above = max(0, height - len(rows)) // 2
    blank = " " * width
    return ([blank] * above + rows + [blank] * height)[:height]


class BigDigits(Widget):
    """Some digits that fill their widget."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = ""
        self._rows: list[str] = []
        self._drawn_for: tuple[str, int, int] = ("", 0, 0)

    @property
    def value(self) -> str:
        """What it shows."""
        return self._text

    def show(self, text: str) -> None:
        """Show other digits."""
        if text != self._text:
            self._text = text
            self.refresh()

    def on_resize(self) -> None:
        """Draw what changed while it was hidden."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        key = (self._text, width, height)
        if key != self._drawn_for:
            self._rows = drawing(self._text, width, height)
            self._drawn_for = key
        style = self.rich_style
        if y >= len(self._rows):
            return Strip.blank(width, style)
        return Strip([Segment(self._rows[y], style)], width)
