"""The styles of a widget's component classes, see-through colours laid over what is behind them."""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.widget import Widget


class Tones:
    """The tones of one widget, by the last part of their component class; `""` is none.

    Args:
        widget: the widget that is drawn.
        prefix: first part of its component classes, before `--`.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._known: dict[str, tuple[Style, Color, Style]] = {}
        self._now: dict[str, Style] | None = None

    def begin(self) -> None:
        """A paint begins: until the next one, each tone is looked up once."""
        self._now = {}

    def __getitem__(self, name: str) -> Style:
        if not name:
            return Style.null()
        if self._now is None:
            return self._look_up(name)
        style = self._now.get(name)
        if style is None:
            style = self._now[name] = self._look_up(name)
        return style

    def _look_up(self, name: str) -> Style:
        component = f"{self._prefix}--{name}"
        part = self._widget.get_component_rich_style(component, partial=True)
        behind = self._widget.background_colors[1]
        known = self._known.get(name)
        if known is not None and known[0] is part and known[1] == behind:
            return known[2]
        styles = self._widget.get_component_styles(component)
        style = part
        if styles.has_rule("background") and 0 < styles.background.a < 1:
            style += Style(bgcolor=(behind + styles.background).rich_color)
        if styles.has_rule("color") and 0 < styles.color.a < 1:
            style += Style(color=(behind + styles.color).rich_color)
        self._known[name] = (part, behind, style)
        return style
