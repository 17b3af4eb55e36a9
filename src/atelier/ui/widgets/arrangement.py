"""The rows that the lines of a list take at a width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from atelier.ui.safe import clip, wrap
from atelier.ui.widgets.line import Line, Row

_MOST_WRAPPED: Final = 20_000
"""Texts whose wrapping is remembered, before it is all forgotten."""


class Arrangement:
    """Lines as rows; a line that stays at its place is not arranged again.

    Args:
        wraps: whether long texts take several rows; otherwise they are clipped.
        mark: cells that stand before what leads a line that can be chosen.
    """

    def __init__(self, *, wraps: bool, mark: int) -> None:
        self._wraps = wraps
        self._mark = mark
        self._lines: Sequence[Line] = ()
        self._width = -1
        self._wrapped: dict[tuple[str, int], list[str]] = {}
        self.rows: list[Row] = []
        self._row_of: list[int] = []

    @property
    def width(self) -> int:
        """The width that the rows were made for, in cells; -1 when there are none."""
        return self._width

    def arrange(self, lines: Sequence[Line], width: int) -> None:
        """Make the rows of some lines.

        Args:
            lines: the lines.
            width: cells, the thumb included; the rows of a hidden list are made when it is shown.
        """
        if width <= 0:
            self._width, self._lines, self.rows, self._row_of = -1, (), [], []
            return
        if width != self._width:
            self._wrapped.clear()
            self._width, self._lines = width, ()
        same = 0
        for line, before in zip(lines, self._lines, strict=False):
            if line is not before and line != before:
                break
            same += 1
        first = self._row_of[same] if same < len(self._row_of) and self._lines else len(self.rows)
        del self.rows[first if same else 0 :]
        del self._row_of[same:]
        for index in range(same, len(lines)):
            self._row_of.append(len(self.rows))
            self.rows += self.rows_of(index, lines[index], width)
        self._lines = lines

    def span(self, index: int) -> tuple[int, int] | None:
        """The first and the last row of a line; None while there are no rows."""
        if not 0 <= index < len(self._row_of):
            return None
        has_next = index + 1 < len(self._row_of)
        return self._row_of[index], (self._row_of[index + 1] if has_next else len(self.rows)) - 1

    def rows_of(self, index: int, line: Line, width: int) -> list[Row]:
        """The rows of one line."""
        lead = cell_len(line.lead) + (self._mark if line.is_selectable else 0)
        tail = cell_len(line.tail) + 1 if line.tail else 0
        room = width - 1 - lead - tail
        texts = [clip(line.text, max(4, room))] if line.is_clipped else self._texts(line.text, room)
        rows = [Row(index, text, place == 0, line.tone, False) for place, text in enumerate(texts)]
        for below, tone in line.below:
            rows += [Row(index, text, False, tone, True) for text in self._texts(below, width - 1 - lead)]
        return rows

    def _texts(self, text: str, room: int) -> list[str]:
        room = max(4, room)
        if not self._wraps:
            return [clip(text, room)]
        key = (text, room)
        texts = self._wrapped.get(key)
        if texts is None:
            if len(self._wrapped) > _MOST_WRAPPED:
                self._wrapped.clear()
            texts = self._wrapped[key] = wrap(text, room)
        return texts
