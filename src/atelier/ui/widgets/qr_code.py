"""A QR code drawn with terminal cells: black on white whatever the theme.

A cell is twice as high as wide. It holds two modules, one above the other; or, where there is room, two cells
beside each other are one module, for those who stand further away.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from atelier import qr

_INK = {False: "#ffffff", True: "#000000"}


def cell_size(text: str, *, is_large: bool = False) -> Size:
    """The cells that the code of a text takes.

    Args:
        text: what it says.
        is_large: whether a module takes two cells.

    Raises:
        atelier.qr.TooLong: the text does not fit any code.
    """
    modules = len(qr.matrix(text))
    return Size(2 * modules, modules) if is_large else Size(modules, (modules + 1) // 2)


class QrCode(Widget):
    """The code of a text. Theme colours, or no white around it, are what readers fail on: it has neither."""

    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._strips: list[Strip] = []
        self._shown = ("", False)
        self.show(text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._shown[0]

    def show(self, text: str, *, is_large: bool = False) -> None:
        """Show the code of another text; nothing for an empty one.

        Args:
            text: what it says.
            is_large: whether a module takes two cells.

        Raises:
            atelier.qr.TooLong: the text does not fit any code.
        """
        if (text, is_large) != self._shown:
            draw = _large_strips if is_large else _strips
            self._strips = draw(qr.matrix(text)) if text else []
            self._shown = (text, is_large)
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The cells that a row takes."""
        return self._strips[0].cell_length if self._strips else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of cells."""
        return len(self._strips)

    def render_line(self, y: int) -> Strip:
        """One row of cells, which the theme has no part in."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)


def _strips(rows: qr.Matrix) -> list[Strip]:
    white = (False,) * len(rows[0])
    pairs = [(top, rows[y + 1] if y + 1 < len(rows) else white) for y, top in enumerate(rows) if y % 2 == 0]
    return [
        Strip([_cell(above, below) for above, below in zip(top, bottom, strict=True)])
        for top, bottom in pairs
    ]


def _large_strips(rows: qr.Matrix) -> list[Strip]:
    return [Strip([_cell(module, module) for module in row for _ in range(2)]) for row in rows]


def _cell(above: bool, below: bool) -> Segment:
    # The upper half is the letter's colour, the lower one what is behind it: no cell of the border is blank
    return Segment("▀", Style(color=_INK[above], bgcolor=_INK[below]))
