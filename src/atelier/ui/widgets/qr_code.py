"""A QR code drawn with terminal cells, two modules a cell: black on white whatever the theme."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from atelier import qr

_INK = {False: "#ffffff", True: "#000000"}


def cell_size(text: str) -> Size:
    """The cells that the code of a text takes.

    Raises:
        atelier.qr.TooLong: the text does not fit any code.
    """
    rows = qr.matrix(text)
    return Size(len(rows[0]), (len(rows) + 1) // 2)


class QrCode(Widget):
    """The code of a text. Theme colours, or no white around it, are what readers fail on: it has neither."""

    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._strips: list[Strip] = []
        self._text = ""
        self.show(text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show(self, text: str) -> None:
        """Show the code of another text; nothing for an empty one.

        Raises:
            atelier.qr.TooLong: the text does not fit any code.
        """
        if text != self._text:
            self._strips = _strips(qr.matrix(text)) if text else []
            self._text = text
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
    # The upper module is the letter's colour, the lower one what is behind it: no cell of the border is blank
    white = (False,) * len(rows[0])
    pairs = [(top, rows[y + 1] if y + 1 < len(rows) else white) for y, top in enumerate(rows) if y % 2 == 0]
    return [
        Strip(
            [
                Segment("▀", Style(color=_INK[above], bgcolor=_INK[below]))
                for above, below in zip(top, bottom, strict=True)
            ]
        )
        for top, bottom in pairs
    ]
