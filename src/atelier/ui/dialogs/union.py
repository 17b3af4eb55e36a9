"""What came of a union of files, to be read before the united file is opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList


class UnionRead(Dialog[bool]):
    """The report; Enter opens the united file, Escape stays in this one."""

    DEFAULT_CSS = """
    UnionRead {
        & > .dialog--box { width: 108; }
    }
    """

    def __init__(self, path: str, lines: Sequence[tuple[str, str]]) -> None:
        """A report.

        Args:
            path: where the united file is.
            lines: what came from where, each with its tone.
        """
        super().__init__()
        self._path = path
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self.tr("United in {path}", path=self._path)), classes="dialog--body")
            yield LineList(id="report")
            hint = self.tr("↑ ↓: read on · Enter: open the united file · Esc: stay in this one")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show the report."""
        report = self.query_one("#report", LineList)
        report.show(
            Line(str(index), text.strip(), " " * (len(text) - len(text.lstrip())), tone=tone)
            for index, (text, tone) in enumerate(self._lines)
        )
        report.focus()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(True)
