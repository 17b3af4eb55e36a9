"""The field where the note-taker types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from atelier.domain.text import is_blank, printable
from atelier.ui.widgets.note_field import NoteField

_TAKEN = frozenset(("up", "f6", "f7", "pageup", "pagedown"))


def index_of(text: str, location: tuple[int, int]) -> int:
    """The place of a cursor, given by line and column, among the characters of a text."""
    line, column = location
    return sum(len(before) + 1 for before in text.split("\n")[:line]) + column


def _typing_keys() -> list[BindingType]:
    kept: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding) and _TAKEN.isdisjoint(binding.key.split(",")):
            kept.append(binding)
    return kept


class Listener(Protocol):
    """The screen that the field is on."""

    def heard(self, message: Message) -> None:
        """Do what a key of the field asks for."""


class CaptureField(NoteField, inherit_bindings=False):
    """A note field that tells of pasted blocks, and whose undo goes on to notes once it is empty."""

    BINDINGS: ClassVar[list[BindingType]] = _typing_keys()

    @dataclass(repr=False, eq=False)
    class Pasted(Message):
        """Several lines were pasted; they stand in the field."""

        field: CaptureField

        @property
        def control(self) -> CaptureField:
            """The field that they were pasted in."""
            return self.field

    @dataclass(repr=False, eq=False)
    class Undone(Message):
        """Undo or redo was pressed where the field has nothing to take back."""

        field: CaptureField
        is_redo: bool

        @property
        def control(self) -> CaptureField:
            """The field that it was pressed in."""
            return self.field

    def put(self, text: str) -> None:
        """Hold another text; what was typed before cannot be taken back here."""
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    @property
    def parts(self) -> list[str]:
        """The text before the cursor and the text behind it."""
        at = index_of(self.text, self.cursor_location)
        return [self.text[:at], self.text[at:]]

    def action_undo(self) -> None:
        """Take back typing; in an empty field, the last action on notes."""
        was_empty = not self.text
        super().action_undo()
        if was_empty and not self.text:
            self.post_message(self.Undone(self, False))

    def action_redo(self) -> None:
        """Type again what was taken back; in an empty field, the last action on notes."""
        was_empty = not self.text
        super().action_redo()
        if was_empty and not self.text:
            self.post_message(self.Undone(self, True))

    def tell(self, message: Message) -> None:
        """Have the screen do at once what a key asks for.

        A message would wait behind the keys that came in the same burst, from a fast typist on a slow
        machine, and they would end up in the note before.
        """
        cast(Listener, self.screen).heard(message)

    # Textual calls the handlers of the classes above after these.

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "up" and not (self.cursor_at_first_line and self._is_first_wrapped_row()):
            event.stop()
            event.prevent_default()
            self.action_cursor_up()

    async def _on_paste(self, event: events.Paste) -> None:
        lines = printable(event.text).split("\n")
        if sum(not is_blank(line) for line in lines) > 1:
            self.post_message(self.Pasted(self))
