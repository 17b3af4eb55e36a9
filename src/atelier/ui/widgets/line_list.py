"""A list of text lines that wraps, scrolls and selects without laying out the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from atelier.ui.safe import clip
from atelier.ui.widgets.arrangement import Arrangement
from atelier.ui.widgets.line import Line, Row, as_lines
from atelier.ui.widgets.tones import Tone, Tones

__all__ = ["Line", "LineList", "as_lines"]

TONES: Final[Mapping[str, Tone]] = {
    "heading": Tone("primary", bold=True),
    "dim": Tone(opacity=0.7),
    "late": Tone("secondary", italic=True),
    "warning": Tone("warning"),
    "alarm": Tone("error", bold=True),
    "strong": Tone(bold=True),
    "cursor": Tone("block-cursor-foreground", "block-cursor-background", bold=True),
    "cursor-away": Tone(background="boost"),
    "marked": Tone("accent", bold=True),
    "thumb": Tone("primary"),
}
"""What a line can be written in, and the cursor."""


class LineList(Widget, can_focus=True):
    """A list of lines with a cursor; `space` marks several where that is allowed."""

    DEFAULT_CSS = """
    LineList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor(-1)", show=False),
        Binding("down", "cursor(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass(repr=False, eq=False)
    class Highlighted(Message):
        """The cursor came to another line."""

        list: LineList
        line_id: str | None

        @property
        def control(self) -> LineList:
            """The list that it happened in."""
            return self.list

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """Enter was pressed on a line, or it was clicked twice."""

        list: LineList
        line_id: str

        @property
        def control(self) -> LineList:
            """The list that it happened in."""
            return self.list

    @dataclass(repr=False, eq=False)
    class Left(Message):
        """The cursor was moved past an end."""

        list: LineList
        direction: int
        """-1 past the top, 1 past the bottom."""

        @property
        def control(self) -> LineList:
            """The list that it happened in."""
            return self.list

    @dataclass(repr=False, eq=False)
    class Marked(Message):
        """Lines were marked, or no longer."""

        list: LineList

        @property
        def control(self) -> LineList:
            """The list that it happened in."""
            return self.list

    def __init__(
        self,
        *,
        wraps: bool = True,
        can_mark: bool = False,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """A list.

        Args:
            wraps: whether long texts take several rows; otherwise they are clipped.
            can_mark: whether several lines can be marked.
            placeholder: shown, already translated, while the list is empty.
            id: CSS id.
            classes: CSS classes.
        """
        super().__init__(id=id, classes=classes)
        self._can_mark = can_mark
        self._lines: tuple[Line, ...] = ()
        self._made = Arrangement(wraps=wraps, mark=1 if can_mark else 0)
        self._top = 0
        self._cursor: str | None = None
        self._index = -1
        self._drawn: list[object] = []
        self._base = Style.null()
        self._tones = Tones(self, TONES)
        self.placeholder = placeholder
        self.marked: frozenset[str] = frozenset()
        """Ids of the marked lines."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the list shows."""
        return self._lines

    @property
    def cursor(self) -> str | None:
        """The id of the line under the cursor."""
        return self._cursor

    @property
    def chosen_ids(self) -> list[str]:
        """The marked lines in their order, or the one under the cursor when none is marked."""
        marked = [line.id for line in self._lines if line.id in self.marked]
        return marked or ([self._cursor] if self._cursor is not None else [])

    def show(self, lines: Iterable[Line], *, cursor: str | None = None, at_end: bool = False) -> None:
        """Show other lines; the cursor stays on its line, or near it when that is gone.

        While the list has the focus that line stays where it is on the screen, whatever comes above it.

        Args:
            lines: what to show.
            cursor: the line to put the cursor on.
            at_end: whether to scroll to the last line.
        """
        lines = tuple(lines)
        if lines == self._lines and cursor is None and not at_end:
            return
        before, place = self._index, self._place()
        self._lines = lines
        ids = {line.id for line in lines if line.is_selectable}
        self.marked &= ids
        wanted = cursor if cursor in ids else self._cursor
        self._arrange()
        if wanted in ids:
            index = next(i for i, line in enumerate(lines) if line.id == wanted)
            span = self._made.span(index)
            if place is not None and wanted == self._cursor and span is not None:
                self._top = min(max(0, span[0] - place), max(0, len(self._rows) - self.size.height))
            self._put(index)
        else:
            self._put(self._selectable(min(max(before, 0), len(lines) - 1), 1))
        if at_end:
            self._top = max(0, len(self._rows) - self.size.height)
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        self._repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that all lines take, for lists that are as high as what they show."""
        return max(1, sum(len(self._made.rows_of(0, line, width)) for line in self._lines))

    def move_to(self, line_id: str) -> None:
        """Put the cursor on a line, if it is there."""
        for index, line in enumerate(self._lines):
            if line.id == line_id and line.is_selectable:
                self._put(index)
                self._repaint()

    def scroll_rows(self, rows: int) -> None:
        """Show what lies some rows below, or above when negative; the cursor stays."""
        self._scroll(rows)

    def clear_marks(self) -> None:
        """Mark nothing."""
        if self.marked:
            self.marked = frozenset()
            self._repaint()
            self.post_message(self.Marked(self))

    def toggle_mark(self) -> None:
        """Mark the line under the cursor, or no longer, and go on to the next."""
        if self._can_mark and self._cursor is not None:
            self.marked ^= {self._cursor}
            self._move(1)
            self._repaint()
            self.post_message(self.Marked(self))

    def action_cursor(self, step: int) -> None:
        """Move the cursor by a line; one that is higher than the list is read to its end first."""
        if not self._read_on(step) and not self._move(step):
            self.post_message(self.Left(self, step))

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        if not self._lines:
            return
        start, _ = self._made.span(max(self._index, 0)) or (0, 0)
        goal_row = start + direction * max(1, self.size.height - 1)
        goal_row = min(max(goal_row, 0), max(0, len(self._rows) - 1))
        if self._rows:
            self._put(self._selectable(self._rows[goal_row].line, direction))
            self._repaint()

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last line."""
        self._put(self._selectable(0 if direction < 0 else len(self._lines) - 1, -direction))
        self._repaint()

    def action_choose(self) -> None:
        """Tell that the line under the cursor was chosen."""
        if self._cursor is not None:
            self.post_message(self.Chosen(self, self._cursor))

    def on_key(self, event: events.Key) -> None:
        """Mark with the space bar."""
        if event.key == "space" and self._can_mark:
            event.stop()
            self.toggle_mark()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, the cursor left where it is."""
        self._scroll(3)
        event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, the cursor left where it is."""
        self._scroll(-3)
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the pointer is; twice chooses."""
        row = self._top + event.y - self.gutter.top
        if 0 <= row < len(self._rows):
            index = self._rows[row].line
            if self._lines[index].is_selectable:
                again = index == self._index and event.chain > 1
                self._put(index)
                self._repaint()
                if again:
                    self.action_choose()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._arrange()
        if self._index >= 0:
            self._reveal(self._index)
        # What changed while it was hidden must not come back as it was drawn before.
        self._drawn = self._picture()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint()

    def on_blur(self) -> None:
        """Show the cursor as away."""
        self._repaint()

    def render_lines(self, crop: Region) -> list[Strip]:
        # Styles are looked up once a paint, not once a row.
        self._base = self.rich_style
        self._tones.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self._base
        if not self._lines:
            text = clip(self.placeholder, width) if y == 0 else ""
            return Strip([Segment(text, base + self._tones["dim"])]).adjust_cell_length(width, base)
        if self._made.width != width:
            self._arrange()
        row = self._top + y
        if row >= len(self._rows):
            return Strip.blank(width, base)
        return self._strip(self._rows[row], y, width, base)

    def _strip(self, row: Row, y: int, width: int, base: Style) -> Strip:
        line = self._lines[row.line]
        style = base + self._tones[row.tone]
        if line.id in self.marked:
            style += self._tones["marked"]
        if line.id == self._cursor:
            # The texts under a line keep their tones, which say what is urgent.
            is_bright = self.has_focus and not row.is_below
            style += self._tones["cursor" if is_bright else "cursor-away"]
        lead = self._lead(line)
        thumb = self._thumb(y)
        room = width - 1
        shown = (lead if row.is_first else " " * cell_len(lead)) + row.text
        tail = f" {line.tail}" if row.is_first and line.tail else ""
        gap = room - cell_len(shown) - cell_len(tail)
        segments = [Segment(shown, style), Segment(" " * max(0, gap), style), Segment(tail, style)]
        strip = Strip(segments).adjust_cell_length(room, style)
        return Strip([*strip, Segment(thumb, base + self._tones["thumb"])], width)

    def _lead(self, line: Line) -> str:
        if not self._can_mark or not line.is_selectable:
            return line.lead
        return ("✓" if line.id in self.marked else " ") + line.lead

    def _thumb(self, y: int) -> str:
        height, total = self.size.height, len(self._rows)
        if total <= height or height <= 0:
            return " "
        size = max(1, height * height // total)
        start = (height - size) * self._top // max(1, total - height)
        return "┃" if start <= y < start + size else "│"

    def _arrange(self) -> None:
        width = self.size.width
        self._made.arrange(self._lines, width)
        self._top = min(self._top, max(0, len(self._rows) - self.size.height))

    @property
    def _rows(self) -> list[Row]:
        return self._made.rows

    def _repaint(self) -> None:
        """Draw the rows that changed since they were drawn last."""
        before, self._drawn = self._drawn, self._picture()
        if len(before) != len(self._drawn):
            self.refresh()
            return
        width = self.size.width
        pairs = enumerate(zip(before, self._drawn, strict=True))
        changed = [Region(0, y, width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def _picture(self) -> list[object]:
        """What each visible row is drawn from."""
        found: list[object] = []
        for y in range(self.size.height):
            index = self._top + y
            if index >= len(self._rows):
                found.append(None)
                continue
            row = self._rows[index]
            line = self._lines[row.line]
            cursor = line.id == self._cursor and (self.has_focus, row.is_below)
            marked = line.id in self.marked
            found.append((row[1:], line.lead, line.tail, cursor, marked, self._thumb(y)))
        return found

    def _place(self) -> int | None:
        """The row of the screen that the line under the cursor begins on; None when nobody looks at it."""
        span = self._made.span(self._index)
        if not self.has_focus or span is None or not self._top <= span[0] < self._top + self.size.height:
            return None
        return span[0] - self._top

    def _read_on(self, step: int) -> bool:
        """Scroll within the line under the cursor when not all of it can show at once."""
        height = self.size.height
        span = self._made.span(self._index)
        if height <= 0 or span is None or span[1] - span[0] < height:
            return False
        first, last = span
        if step > 0:
            goal = min(self._top + height - 1, last - height + 1)
        else:
            goal = max(self._top - height + 1, first)
        if goal == self._top or not first <= self._top <= last:
            return False
        self._top = goal
        self._repaint()
        return True

    def _move(self, step: int) -> bool:
        index = self._index + step
        while 0 <= index < len(self._lines) and not self._lines[index].is_selectable:
            index += step
        if not 0 <= index < len(self._lines):
            if step < 0:
                self._top = 0
                self._repaint()
            return False
        self._put(index)
        self._repaint()
        return True

    def _selectable(self, index: int, direction: int) -> int:
        for step in (direction, -direction):
            at = index
            while 0 <= at < len(self._lines):
                if self._lines[at].is_selectable:
                    return at
                at += step
        return -1

    def _put(self, index: int) -> None:
        self._index = index
        cursor = self._lines[index].id if 0 <= index < len(self._lines) else None
        if cursor is not None:
            self._reveal(index)
        if cursor != self._cursor:
            self._cursor = cursor
            self.post_message(self.Highlighted(self, cursor))

    def _reveal(self, index: int) -> None:
        height = self.size.height
        span = self._made.span(index)
        if height <= 0 or span is None:
            return
        first, last = span
        if index > 0 and not self._lines[index - 1].is_selectable and first - 1 < self._top:
            first, _ = self._made.span(index - 1) or (first, last)
        if first < self._top:
            self._top = first
        elif last >= self._top + height:
            self._top = min(first, last - height + 1)

    def _scroll(self, rows: int) -> None:
        self._top = min(max(0, self._top + rows), max(0, len(self._rows) - self.size.height))
        self._repaint()
