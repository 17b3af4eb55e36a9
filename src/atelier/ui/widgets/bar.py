"""A bar of one line whose parts can be clicked, drawn without any layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from atelier.ui.safe import clip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar."""

    text: str
    tone: str = ""
    """A component class without its `bar--`: `key`, `title`, `strong`, `warning`, `alarm`, `dim`, `here`."""
    action: str = ""
    """What a click on it does."""
    is_flexible: bool = False
    """Whether it is shortened when the line is too narrow."""


class Bar(Widget):
    """One line of parts; what does not fit is left out from the right, flexible parts are clipped first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--key",
        "bar--title",
        "bar--strong",
        "bar--warning",
        "bar--alarm",
        "bar--dim",
        "bar--here",
    }
    DEFAULT_CSS = """
    Bar {
        height: 1;
        background: $panel;
        color: $foreground;
        & > .bar--key { text-style: bold; color: $accent; background: $panel; }
        & > .bar--title { text-style: bold; background: $panel; }
        & > .bar--strong { text-style: bold; background: $panel; }
        & > .bar--warning { text-style: bold; color: $warning; background: $panel; }
        & > .bar--alarm { text-style: bold reverse; color: $error; background: $panel; }
        & > .bar--dim { color: $foreground 70%; background: $panel; }
        & > .bar--here { text-style: bold reverse; color: $accent; background: $panel; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._parts: tuple[Part, ...] = ()
        self._spans: list[tuple[int, int, str]] = []

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
        segments: list[Segment] = []
        self._spans = []
        at = 0
        for part in self.fitted(width):
            style = self.get_component_rich_style(f"bar--{part.tone}") if part.tone else base
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
