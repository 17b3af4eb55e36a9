"""A preview with what can be answered to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList


class Preview(Dialog[str]):
    """What will be so, then the answers; the first one is under the cursor, and ctrl+z takes it back."""

    DEFAULT_CSS = """
    Preview {
        & > .dialog--box { width: 96; }
        & #preview { height: auto; max-height: 13; margin-bottom: 1; }
        &.-low #preview { max-height: 11; }
        &.-tall #preview { max-height: 24; }
        & #answers { max-height: 4; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read(-5)", show=False, priority=True),
        Binding("pagedown", "read(5)", show=False, priority=True),
    ]

    def __init__(
        self,
        previews: Sequence[Sequence[tuple[str, str]]],
        answers: Sequence[Line],
    ) -> None:
        """A preview for each answer; what is shown is that of the answer under the cursor.

        Args:
            previews: for each answer, its texts with their tones; an answer without one shows the first.
            answers: what can be answered.
        """
        super().__init__()
        self._previews = previews
        self._answers = answers

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            preview = LineList(id="preview")
            preview.can_focus = False
            yield preview
            yield LineList(id="answers")
            yield Label(plain(self.tr("Enter: choose · Esc: nothing")), classes="dialog--hint")

    def on_mount(self) -> None:
        """Offer the answers."""
        answers = self.query_one("#answers", LineList)
        answers.show(self._answers)
        answers.focus()
        self._show(0)

    def _show(self, place: int) -> None:
        texts = self._previews[place if place < len(self._previews) else 0]
        self.query_one("#preview", LineList).show(
            Line(str(row), text, tone=tone, is_selectable=False) for row, (text, tone) in enumerate(texts)
        )

    def action_read(self, rows: int) -> None:
        """Read on in the preview, or back."""
        self.query_one("#preview", LineList).scroll_rows(rows)

    @on(LineList.Highlighted, "#answers")
    def _highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        ids = [line.id for line in self._answers]
        if event.line_id in ids:
            self._show(ids.index(event.line_id))

    @on(LineList.Chosen, "#answers")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line_id)
