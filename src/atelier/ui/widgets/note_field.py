"""The field where one line is typed: Enter sends, Tab and arrows leave it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from atelier.domain.text import printable


class NoteField(TextArea):
    """A text area that sends on Enter; it wraps long lines and keeps pasted line breaks."""

    DEFAULT_CSS = """
    NoteField {
        height: 3;
        border: none;
        padding: 0 1;
        background: $surface;
    }
    """

    @dataclass(repr=False, eq=False)
    class Sent(Message):
        """Enter was pressed."""

        field: NoteField
        text: str

        @property
        def control(self) -> NoteField:
            """The field that sends."""
            return self.field

    @dataclass(repr=False, eq=False)
    class Tabbed(Message):
        """Tab or Shift+Tab was pressed."""

        field: NoteField
        step: int

        @property
        def control(self) -> NoteField:
            """The field that it was pressed in."""
            return self.field

    @dataclass(repr=False, eq=False)
    class LeftUp(Message):
        """The up arrow was pressed on the first line."""

        field: NoteField

        @property
        def control(self) -> NoteField:
            """The field that is left."""
            return self.field

    @dataclass(repr=False, eq=False)
    class Escaped(Message):
        """Escape was pressed."""

        field: NoteField

        @property
        def control(self) -> NoteField:
            """The field that it was pressed in."""
            return self.field

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, soft_wrap=True, compact=True, placeholder=placeholder, id=id)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        message: Message | None = None
        match event.key:
            case "enter":
                message = self.Sent(self, self.text)
            case "tab":
                message = self.Tabbed(self, 1)
            case "shift+tab":
                message = self.Tabbed(self, -1)
            case "escape":
                message = self.Escaped(self)
            case "up" if self.cursor_at_first_line and self._is_first_wrapped_row():
                message = self.LeftUp(self)
        if message is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.tell(message)

    def tell(self, message: Message) -> None:
        """Tell whoever listens of a key; keys that wait behind it may come first."""
        self.post_message(message)

    async def _on_paste(self, event: events.Paste) -> None:
        # The text area itself lets some control characters through to the terminal.
        event.prevent_default()
        event.stop()
        result = self._replace_via_keyboard(printable(event.text), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)

    def _is_first_wrapped_row(self) -> bool:
        return self.wrapped_document.location_to_offset(self.cursor_location).y == 0
