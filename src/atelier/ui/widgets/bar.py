"""A bar of one line whose parts can be clicked, drawn without any layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from atelier.frozen import frozen
from atelier.ui.safe import clip
from atelier.ui.widgets.tones import Tone, Tones

TONES: Final[Mapping[str, Tone]] = {
    "key": Tone("accent", bold=True),
    "title": Tone(bold=True),
    "strong": Tone(bold=True),
    "warning": Tone("warning", bold=True),
    "alarm": Tone("error", bold=True, reverse=True),
    "dim": Tone(opacity=0.7),
    "here": Tone("accent", bold=True, reverse=True),
}
"""What a part can be written in."""


@frozen
class Part:
    """One part of a bar."""

    text: str
    tone: str = ""
    """One of `TONES`, or nothing."""
    action: str = ""
    """What a click on it does."""
    is_flexible: bool = False
    """Whether it is shortened when the line is too narrow."""


class Bar(Widget):
    """One line of parts; what does not fit is left out from the right, flexible parts are clipped first."""

    DEFAULT_CSS = """
    Bar { height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._parts: tuple[Part, ...] = ()
        self._spans: list[tuple[int, int, str]] = []
        self._tones = Tones(self, TONES)

    def show(self, parts: Sequence[Part]) -> None:
        """Show other parts; nothing is drawn when they are the same."""
        parts = tuple(parts)
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def fitted(self, width: int) -> list[Part]:
        """The parts that fit a width, in cells."""
        parts = [part for part in self._parts if part.text]
        total = sum(cell_len(part.text) for part in parts)
        for index, part in enumerate(parts):
            if total > width and part.is_flexible:
                size = cell_len(part.text)
                room = max(min(size, 8), size - (total - width))
                text = clip(part.text, room)
                total += cell_len(text) - size
                parts[index] = Part(text, part.tone, part.action, True)
        while parts and total > width:
            total -= cell_len(parts.pop().text)
        return parts

    def on_resize(self) -> None:
        """Draw what changed while it was hidden."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        if y != 0:
            return Strip.blank(width, base)
        self._tones.begin()
        segments: list[Segment] = []
        self._spans = []
        at = 0
        for part in self.fitted(width):
            style = base + self._tones[part.tone]
            size = cell_len(part.text)
            segments.append(Segment(part.text, style))
            if part.action:
                self._spans.append((at, at + size, part.action))
            at += size
        return Strip(segments, at).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the part under the pointer does."""
        for start, end, action in self._spans:
            if start <= event.x < end:
                await self.run_action(action)
                return
