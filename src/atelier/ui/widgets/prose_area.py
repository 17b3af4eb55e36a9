"""The field where several lines are written."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from atelier.domain.text import printable


class ProseArea(TextArea):
    """A text area that lets nothing pasted act on the terminal; Tab leaves it."""

    DEFAULT_CSS = """
    ProseArea {
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; }
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, soft_wrap=True, placeholder=placeholder, id=id)
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        # The text area itself lets some control characters through to the terminal.
        event.prevent_default()
        event.stop()
        result = self._replace_via_keyboard(printable(event.text), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)
