"""The view that takes the whole screen: the coverage grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from atelier.domain.canvas import Heading
from atelier.domain.coverage import CellStatus
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.grid import description, legend
from atelier.ui.screens.run.passage import Passage
from atelier.ui.widgets.line_list import as_lines

if TYPE_CHECKING:
    from atelier.i18n import Translator


class GridView(Vertical):
    """The coverage of the whole workshop, and the cell under the cursor in words."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tr: Translator | None = None
        self._headings: tuple[Heading, ...] = ()
        self._now = 0.0

    def compose(self) -> ComposeResult:
        yield CoverageGrid(id="grid")
        yield Passage(id="legend")
        yield Passage(id="cell")

    @property
    def grid(self) -> CoverageGrid:
        """The cells."""
        return self.query_one(CoverageGrid)

    def show(
        self, tr: Translator, headings: Sequence[Heading], cells: Sequence[CellStatus], now: float
    ) -> None:
        """Draw the grid.

        Args:
            tr: the interface's language.
            headings: of the canvas.
            cells: of the workshop.
            now: the wall clock, seconds since the epoch.
        """
        self._tr, self._headings, self._now = tr, tuple(headings), now
        grid = self.query_one(CoverageGrid)
        grid.show(tr, headings, cells)
        self.call_after_refresh(self._describe)

    @on(CoverageGrid.Highlighted)
    def _highlighted(self, event: CoverageGrid.Highlighted) -> None:
        event.stop()
        self._describe()

    def _describe(self) -> None:
        if self._tr is None:
            return
        grid = self.query_one(CoverageGrid)
        signs = [legend(self._tr)] if grid.is_short else []
        self.query_one("#legend", Passage).show(as_lines(signs, tone="dim"))
        self.query_one("#legend", Passage).display = grid.is_short
        cell = grid.cell
        text = description(self._tr, cell, self._headings, self._now) if cell is not None else ""
        self.query_one("#cell", Passage).show(as_lines([text]))
