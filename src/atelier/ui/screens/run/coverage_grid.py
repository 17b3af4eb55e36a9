"""The coverage grid on the screen: a cursor that goes from cell to cell, drawn without any layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.note import CellKey
from atelier.ui.safe import clip
from atelier.ui.screens.run.grid import NARROWEST, TITLE_WIDTH, Grid, cell_text, lay_out, words_fit
from atelier.ui.widgets.tones import Tone, Tones

if TYPE_CHECKING:
    from atelier.i18n import Translator

_WIDEST = 20

TONES: Final[Mapping[str, Tone]] = {
    "head": Tone(opacity=0.7, bold=True),
    "title": Tone("primary", bold=True),
    "filled": Tone("success", bold=True),
    "open": Tone("accent"),
    "ask": Tone("warning", bold=True),
    "quiet": Tone(opacity=0.7),
    "cursor": Tone("block-cursor-foreground", "block-cursor-background", bold=True),
}
"""What a cell can be written in."""


class CoverageGrid(Widget, can_focus=True):
    """Every cell of the workshop; arrows move, Enter opens."""

    DEFAULT_CSS = """
    CoverageGrid { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass(repr=False, eq=False)
    class Highlighted(Message):
        """The cursor came to another cell."""

        cell: CellStatus | None

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """Enter was pressed on a cell, or it was clicked twice."""

        cell: CellStatus

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tr: Translator | None = None
        self._headings: tuple[Heading, ...] = ()
        self._cells: tuple[CellStatus, ...] = ()
        self._grid = Grid((), (), ())
        self._is_short = False
        self._column = NARROWEST
        self._top = 0
        self._left = 0
        self._key: CellKey | None = None
        self._at = (-1, 0)
        self._tones = Tones(self, TONES)

    @property
    def cell(self) -> CellStatus | None:
        """The cell under the cursor."""
        row, column = self._at
        if not 0 <= row < len(self._grid.rows):
            return None
        cells = self._grid.rows[row].cells
        return cells[column] if 0 <= column < len(cells) else None

    @property
    def is_short(self) -> bool:
        """Whether cells show signs and no words."""
        return self._is_short

    def show(self, tr: Translator, headings: Sequence[Heading], cells: Sequence[CellStatus]) -> None:
        """Show these cells; the cursor stays on its own."""
        self._tr, self._headings, self._cells = tr, tuple(headings), tuple(cells)
        self._arrange()

    def go_to(self, key: CellKey) -> None:
        """Put the cursor on a cell, if it is there."""
        for row, line in enumerate(self._grid.rows):
            for column, cell in enumerate(line.cells):
                if cell is not None and cell.key == key:
                    self._put(row, column)
                    return

    # Keys and pointer

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor to the next cell in a direction, if there is one."""
        row, column = self._at
        while True:
            row, column = row + rows, column + columns
            if not (0 <= row < len(self._grid.rows) and 0 <= column < len(self._grid.columns)):
                if rows < 0:
                    self._top = 0
                    self.refresh()
                return
            cells = self._grid.rows[row].cells
            if column < len(cells) and cells[column] is not None:
                self._put(row, column)
                return

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        for _ in range(max(1, self._height() - 1)):
            self.action_move(direction, 0)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last cell."""
        places = self._places()
        if places:
            self._put(*places[0 if direction < 0 else -1])

    def action_choose(self) -> None:
        """Tell that the cell under the cursor was chosen."""
        if self.cell is not None:
            self.post_message(self.Chosen(self.cell))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the pointer is; twice chooses."""
        row = self._top + event.y - self._head_rows()
        column = self._left + (event.x - self._title_width()) // self._column
        if event.y < self._head_rows() or event.x < self._title_width() or row >= len(self._grid.rows):
            return
        cells = self._grid.rows[row].cells
        if column < len(cells) and cells[column] is not None:
            again = (row, column) == self._at and event.chain > 1
            self._put(row, column)
            if again:
                self.action_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, the cursor left where it is."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, the cursor left where it is."""
        event.stop()
        self._scroll(-3)

    def on_resize(self) -> None:
        """Choose the layout for the new size."""
        self._arrange()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor no longer."""
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        self._tones.begin()
        head = self._head_rows()
        if self._tr is None:
            return Strip.blank(width, base)
        if y < head:
            return self._head(y, width, base)
        row = self._top + y - head
        if row >= len(self._grid.rows):
            return Strip.blank(width, base)
        return self._row(row, width, base)

    def _head(self, y: int, width: int, base: Style) -> Strip:
        style = base + self._tones["head"]
        title = " " * self._title_width()
        segments = [Segment(title, style)]
        if y == 0 and self._grid.spans:
            names = [name for name, count in self._grid.spans for name in [name] + [""] * (count - 1)]
            starts = {index for index, name in enumerate(names) if name}
            for column in self._columns_shown(width):
                if column in starts or column == self._left:
                    index = max(start for start in starts if start <= column)
                    room = (min([s for s in starts if s > column] or [len(names)]) - column) * self._column
                    segments.append(Segment(_fit(names[index], room), style))
        else:
            segments += [
                Segment(_fit(self._grid.columns[column], self._column), style)
                for column in self._columns_shown(width)
            ]
        return Strip(segments).adjust_cell_length(width, base)

    def _row(self, row: int, width: int, base: Style) -> Strip:
        line = self._grid.rows[row]
        style = base + self._tones["quiet" if line.title.startswith(" ") else "title"]
        room = self._title_width() if line.cells else width
        segments = [Segment(_fit(line.title, room), style)]
        for column in self._columns_shown(width) if line.cells else ():
            cell = line.cells[column]
            if cell is None or self._tr is None:
                segments.append(Segment(" " * self._column, base))
                continue
            tone = "cursor" if (row, column) == self._at and self.has_focus else _tone_of(cell)
            text = cell_text(self._tr, cell, is_short=self._is_short)
            segments.append(Segment(_fit(text, self._column), base + self._tones[tone]))
        return Strip(segments).adjust_cell_length(width, base)

    # Places

    def _title_width(self) -> int:
        return min(TITLE_WIDTH, self.size.width // 3)

    def _head_rows(self) -> int:
        return 2 if self._grid.spans else 1

    def _height(self) -> int:
        return max(1, self.size.height - self._head_rows())

    def _columns_shown(self, width: int) -> range:
        count = max(1, (width - self._title_width()) // self._column)
        return range(self._left, min(len(self._grid.columns), self._left + count))

    def _places(self) -> list[tuple[int, int]]:
        return [
            (row, column)
            for row, line in enumerate(self._grid.rows)
            for column, cell in enumerate(line.cells)
            if cell is not None
        ]

    def _arrange(self) -> None:
        if self._tr is None or self.size.width <= 0:
            return
        room = self.size.width - self._title_width()
        self._grid = lay_out(self._tr, self._headings, self._cells, room, self.size.height)
        count = max(1, len(self._grid.columns))
        self._column = min(_WIDEST, max(NARROWEST, room // count))
        self._is_short = not words_fit(self._tr, self._cells, self._column)
        self._top = min(self._top, max(0, len(self._grid.rows) - self._height()))
        places = self._places()
        wanted = next((at for at in places if self._cell_at(at).key == self._key), None)
        if wanted is not None:
            self._put(*wanted)
        elif places:
            self._put(*min(places, key=lambda at: abs(at[0] - self._at[0]) + abs(at[1] - self._at[1])))
        else:
            self._at, self._key = (-1, 0), None
        self.refresh()

    def _cell_at(self, at: tuple[int, int]) -> CellStatus:
        cell = self._grid.rows[at[0]].cells[at[1]]
        assert cell is not None
        return cell

    def _put(self, row: int, column: int) -> None:
        self._at = (row, column)
        before, self._key = self._key, self._cell_at(self._at).key
        height, shown = self._height(), len(self._columns_shown(self.size.width))
        # The name of the table stands above its first round.
        above = row - 1 if row and not self._grid.rows[row - 1].cells else row
        if above < self._top:
            self._top = above
        elif row >= self._top + height:
            self._top = row - height + 1
        if column < self._left:
            self._left = column
        elif column >= self._left + shown:
            self._left = column - shown + 1
        self.refresh()
        if self._key != before:
            self.post_message(self.Highlighted(self.cell))

    def _scroll(self, rows: int) -> None:
        self._top = min(max(0, self._top + rows), max(0, len(self._grid.rows) - self._height()))
        self.refresh()


def _tone_of(cell: CellStatus) -> str:
    if cell.notes:
        return "filled"
    if cell.state is CellState.UNEXPLAINED:
        return "ask"
    return "open" if cell.state is CellState.OPEN else "quiet"


def _fit(text: str, width: int) -> str:
    shown = clip(text, max(0, width - 1)) if cell_len(text) >= width else text
    if text.startswith("  ") and not shown.startswith("  "):
        shown = "  " + clip(text, max(0, width - 3))
    return set_cell_size(shown, width)
