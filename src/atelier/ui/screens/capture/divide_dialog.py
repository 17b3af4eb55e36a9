"""Divide a note where it says something else."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from atelier.domain.text import is_blank
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.capture.field import index_of
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.prose_area import ProseArea

_SEAMS: Final = (
    re.compile(r"(?<=[.!?…;])\s+(?=\S)"),
    re.compile(r"(?<=[:,])\s+(?=\S)"),
    re.compile(r"\s+(?=(?:et|mais|puis|ou|and|but|then|or)\b)"),
    re.compile(r"\s+(?=\S)"),
)


def seam(text: str) -> int:
    """Where a note most likely says something else: behind a sentence or a comma, before « et », halfway."""
    middle = len(text) / 2
    for pattern in _SEAMS:
        ends = [found.end() for found in pattern.finditer(text)]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    return 0


class DivideDialog(Dialog[list[str] | None]):
    """The note with the cursor at a likely seam; Enter divides it there."""

    DEFAULT_CSS = """
    DivideDialog ProseArea { height: 7; }
    DivideDialog.-low ProseArea { height: 5; }
    DivideDialog #parts { height: auto; max-height: 6; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "keep", show=False, priority=True),
        Binding("enter", "divide", show=False, priority=True),
    ]

    def __init__(self, text: str) -> None:
        """A note.

        Args:
            text: what it says.
        """
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        question = self.tr("Put the cursor where the note says something else; Enter divides it there.")
        hint = self.tr("Enter: divide here · Esc: leave it as it was")
        if "\n" in self._text.strip():
            hint = self.tr("Enter: divide here · ctrl+j: at its line breaks · Esc: leave it as it was")
        with Vertical(classes="dialog--box"):
            yield Label(plain(question), classes="dialog--body")
            yield ProseArea(self._text, id="text")
            yield LineList(id="parts")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Put the cursor at a likely seam."""
        area = self.query_one(ProseArea)
        before = self._text[: seam(self._text)].split("\n")
        area.move_cursor((len(before) - 1, len(before[-1])))
        area.focus()
        self._show_parts()

    def action_divide(self) -> None:
        """Divide at the cursor."""
        parts = self._parts()
        if len(parts) > 1:
            self.dismiss(parts)

    def action_keep(self) -> None:
        """Divide at the line breaks only."""
        self.dismiss(self.query_one(ProseArea).text.split("\n"))

    @on(TextArea.SelectionChanged)
    @on(TextArea.Changed)
    def _moved(self, event: events.Event) -> None:
        self._show_parts()

    def _show_parts(self) -> None:
        lines = [
            Line(str(number), part, f"{number}  ", is_selectable=False) for number, part in self._numbered()
        ]
        self.query_one("#parts", LineList).show(lines)

    def _numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self._parts(), start=1))

    def _parts(self) -> list[str]:
        area = self.query_one(ProseArea)
        text, at = area.text, index_of(area.text, area.cursor_location)
        return [part.strip() for part in f"{text[:at]}\n{text[at:]}".split("\n") if not is_blank(part)]
