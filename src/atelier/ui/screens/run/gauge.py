"""How much of the step is over, as a line that fills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from atelier.ui.widgets.tones import Tone, Tones

TONES: Final[Mapping[str, Tone]] = {"over": Tone(), "left": Tone(opacity=0.3)}
"""What is over takes the widget's own colour, which says how urgent it is."""


class Gauge(Widget):
    """One line; it is drawn anew only when one more cell of it fills, or its colour changes."""

    DEFAULT_CSS = """
    Gauge { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._share = 0.0
        self._drawn = -1
        self._tones = Tones(self, TONES)

    def fill(self, share: float) -> None:
        """Show how much is over.

        Args:
            share: from 0 to 1.
        """
        self._share = share
        if self._cells() != self._drawn:
            self.refresh()

    def _cells(self) -> int:
        width = self.size.width
        # It is full at the end only, never because it was rounded up.
        return width if self._share >= 1 else min(width - 1, round(self._share * width))

    def on_resize(self) -> None:
        """Draw what changed while it was hidden."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        self._tones.begin()
        self._drawn = max(0, self._cells())
        return Strip(
            [
                Segment("█" * self._drawn, base + self._tones["over"]),
                Segment("░" * (width - self._drawn), base + self._tones["left"]),
            ],
            width,
        )
