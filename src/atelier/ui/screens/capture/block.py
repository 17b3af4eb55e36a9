"""Offer to make several notes of a pasted block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList, as_lines

PREVIEWED: Final = 200
"""Lines of the block that are shown; the others are only counted."""


class BlockDialog(Dialog[bool]):
    """The lines of a block, and whether each becomes a note."""

    DEFAULT_CSS = """
    BlockDialog {
        & #preview, &.-low #preview { max-height: 9; margin-bottom: 1; }
        &.-low #preview { max-height: 7; }
    }
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """A question.

        Args:
            texts: the notes that the block would make.
        """
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        question = self.tr.n("{n} line: one note?", "{n} lines: as many notes?", len(self._texts))
        with Vertical(classes="dialog--box"):
            yield Label(plain(question), classes="dialog--body")
            yield LineList(id="preview", wraps=False)
            yield LineList(id="answers")
            yield Label(
                plain(self.tr("Enter: choose · Esc: leave the text in the field")), classes="dialog--hint"
            )

    def on_mount(self) -> None:
        """Show the lines and the answers."""
        lines = [
            Line(line.id, line.text, "· ", is_selectable=False) for line in as_lines(self._texts[:PREVIEWED])
        ]
        if len(self._texts) > PREVIEWED:
            rest = len(self._texts) - PREVIEWED
            lines.append(
                Line("rest", self.tr.n("and {n} more", "and {n} more", rest), "… ", is_selectable=False)
            )
        self.query_one("#preview", LineList).show(lines)
        several = self.tr.n("Make {n} note", "Make {n} notes", len(self._texts))
        answers = self.query_one("#answers", LineList)
        answers.show([Line("yes", several), Line("no", self.tr("Leave the text in the field, as one note"))])
        answers.focus()

    @on(LineList.Chosen, "#answers")
    def _answered(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line_id == "yes")
