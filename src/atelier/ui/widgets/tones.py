"""What lines and bars can be written in: tones made of the theme's colours.

Textual's component classes would do the same with a style sheet; but each is a node of its own in
each widget, and matching a hundred of them took a third of the time until the first screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from atelier.frozen import frozen


@frozen
class Tone:
    """One way to write."""

    color: str = ""
    """A variable of the theme, as in `primary`; empty for the widget's own."""
    background: str = ""
    """A variable of the theme; empty for the widget's own."""
    opacity: float = 1.0
    """Of the letters over what is behind them."""
    bold: bool = False
    italic: bool = False
    reverse: bool = False


class Tones:
    """The tones of one widget by their names; `""` is none.

    Args:
        widget: the widget that is drawn.
        table: its tones.
    """

    def __init__(self, widget: Widget, table: Mapping[str, Tone]) -> None:
        self._widget = widget
        self._table = table
        self._styles: dict[str, Style] = {}
        self._made_for: tuple[str, Color] | None = None

    def begin(self) -> None:
        """A paint begins: the theme, or what is behind the widget, may have changed."""
        now = (self._widget.app.theme, self._widget.background_colors[1])
        if now != self._made_for:
            self._made_for = now
            self._styles = {}

    def __getitem__(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            if self._made_for is None:
                self.begin()
            style = self._styles[name] = self._make(self._table[name]) if name else Style.null()
        return style

    def _make(self, tone: Tone) -> Style:
        variables = self._widget.app.theme_variables
        behind = self._widget.background_colors[1]
        if tone.background:
            behind += Color.parse(variables[tone.background])
        color = None
        name = tone.color or ("foreground" if tone.opacity < 1 else "")
        if name:
            color = behind + _ink(variables[name], behind).multiply_alpha(tone.opacity)
        return Style(
            color=None if color is None else color.rich_color,
            bgcolor=behind.rich_color if tone.background else None,
            bold=tone.bold or None,
            italic=tone.italic or None,
            reverse=tone.reverse or None,
        )


def _ink(value: str, behind: Color) -> Color:
    """A colour of the theme; `auto 87%` is black or white, whichever reads better, at that strength."""
    word, _, share = value.partition(" ")
    if word != "auto":
        return Color.parse(value)
    return behind.get_contrast_text(float(share.rstrip("%") or 100) / 100)
