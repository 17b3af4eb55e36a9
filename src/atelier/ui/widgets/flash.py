"""The whole screen lights up once: time is up, to be seen from the corner of an eye."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from atelier.ui.safe import clip

LIT_SECONDS: Final = 1.0
"""How long the whole screen is lit."""
BANNER_SECONDS: Final = 5.0
"""How long the banner stands where nothing may flash."""
_BANNER_ROWS: Final = 3
_LAYER: Final = "flash"


class Flash(Widget):
    """Lies over a screen for a moment and goes by itself; it takes neither keys nor the focus.

    Where animations are off (`TEXTUAL_ANIMATIONS=none`) or colours are (`NO_COLOR`), and where somebody
    is typing, it is a banner at the top that stands still.
    """

    DEFAULT_CSS = """
    Flash {
        layer: flash;
        position: absolute;
        offset: 0 0;
        width: 100vw;
        height: 100vh;
        margin: 0;
        background: $foreground;
        color: $background;
    }
    Flash.-banner { height: 3; }
    """

    def __init__(self, text: str, *, is_banner: bool = False) -> None:
        """A flash.

        Args:
            text: a few words, translated.
            is_banner: whether only some lines at the top are lit.
        """
        super().__init__(classes="-banner" if is_banner else None)
        self._text = text
        self._is_banner = is_banner

    @property
    def text(self) -> str:
        """The words it shows."""
        return self._text

    @property
    def is_banner(self) -> bool:
        """Whether only some lines at the top are lit."""
        return self._is_banner

    def on_mount(self) -> None:
        """Go by itself."""
        self.set_timer(BANNER_SECONDS if self._is_banner else LIT_SECONDS, self.remove)

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        style = self.rich_style + Style(bold=True)
        if y != (height - 1) // 2:
            return Strip.blank(width, style)
        text = clip(self._text, max(1, width - 2))
        left = max(0, width - cell_len(text)) // 2
        return Strip([Segment(" " * left + text, style)]).adjust_cell_length(width, style)


def flash(screen: Screen[object], text: str) -> Flash:
    """Light up a screen once; a flash that still lies over it gives way.

    Args:
        screen: any screen of the program, dialogs too.
        text: a few words, translated.
    """
    app = screen.app
    is_typing = isinstance(screen.focused, Input | TextArea)
    is_banner = is_typing or app.no_color or app.animation_level == "none"
    if _LAYER not in screen.styles.layers:
        screen.styles.layers = " ".join((*screen.styles.layers, _LAYER))
    for other in screen.query_children(Flash):
        other.remove()
    lit = Flash(text, is_banner=is_banner)
    screen.mount(lit)
    return lit
