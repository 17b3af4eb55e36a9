"""Look at a pasted block before it becomes notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from atelier.domain.canvas import Heading
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.dialogs.questions import Choice
from atelier.ui.safe import plain
from atelier.ui.screens.capture import preview
from atelier.ui.screens.capture.preview import Item
from atelier.ui.widgets.line_list import Line, LineList


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a block."""

    notes: tuple[Item, ...]
    """What is to be saved."""
    rest: tuple[Item, ...]
    """Lines that are too long for a note: they stay in the field."""


class BlockDialog(Dialog[Split | None]):
    """The lines of a block, each with its heading; keys leave out, join, divide and move them."""

    DEFAULT_CSS = """
    BlockDialog {
        & > .dialog--box { width: 100; height: 90%; }
        & #preview, &.-low #preview { height: 1fr; max-height: 100%; }
        & #count { text-style: bold; }
        & .dialog--hint { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x,delete", "switch", show=False),
        Binding("j", "join", show=False),
        Binding("c", "divide", show=False),
        Binding("h", "put_below", show=False),
        Binding("tab", "move(1)", show=False, priority=True),
        Binding("shift+tab", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, text: str, headings: Sequence[Heading], heading: str) -> None:
        """A preview.

        Args:
            text: the block.
            headings: the canvas.
            heading: where lines go that do not say it.
        """
        super().__init__()
        self._headings = headings
        self._items = preview.items_of(text, headings, heading)

    @property
    def items(self) -> Sequence[Item]:
        """What the block becomes as things stand."""
        return self._items

    def compose(self) -> ComposeResult:
        hint = self.tr("Space: leave out · j: join to the line above · c: one note a sentence")
        more = self.tr("Tab: other heading · h: from here on · Enter: add · Esc: to the field")
        with Vertical(classes="dialog--box"):
            yield Label("", id="count", classes="dialog--body")
            yield LineList(id="preview")
            yield Label(plain(hint), classes="dialog--hint")
            yield Label(plain(more), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show the lines."""
        self._show()
        self.query_one("#preview", LineList).focus()

    def action_switch(self) -> None:
        """Leave the line out, or take it in again, and go on to the next."""
        self._change(preview.switched(self._items, self._index), go_on=True)

    def action_join(self) -> None:
        """Put the line at the end of the one above it."""
        index = self._index
        self._change(preview.joined(self._items, index), cursor=max(0, index - 1))

    def action_divide(self) -> None:
        """Make several notes of the line, one a sentence."""
        self._change(preview.divided(self._items, self._index))

    def action_move(self, step: int) -> None:
        """Put the line under the next heading, or the one before."""
        keys = [heading.key for heading in self._headings]
        self._change(preview.moved(self._items, self._index, step, keys))

    def action_put_below(self) -> None:
        """Put the line, and those of its heading that follow, under a heading that is chosen."""
        index = self._index
        lines = [Line(heading.key, heading.title) for heading in self._headings]
        letters = "".join(heading.prefix or " " for heading in self._headings)
        is_free = " " not in letters and len(set(letters)) == len(letters)
        question = self.tr("Under which heading, from this line on?")

        def chosen(key: str | None) -> None:
            if key is not None:
                self._change(preview.put_below(self._items, index, key))

        dialog = Choice(
            question, lines, letters=letters if is_free else "", cursor=self._items[index].heading
        )
        self.app.push_screen(dialog, chosen)

    @on(LineList.Chosen, "#preview")
    def _accepted(self, event: LineList.Chosen) -> None:
        event.stop()
        ready = tuple(item for item in self._items if item.is_ready)
        rest = tuple(item for item in self._items if item.is_in and item.is_too_long)
        if ready:
            self.dismiss(Split(ready, rest))

    @property
    def _index(self) -> int:
        return int(self.query_one("#preview", LineList).cursor or 0)

    def _change(self, items: list[Item], *, cursor: int | None = None, go_on: bool = False) -> None:
        at = self._index if cursor is None else cursor
        self._items = items
        self._show(at + 1 if go_on and at + 1 < len(items) else at)

    def _show(self, cursor: int = 0) -> None:
        count = preview.summary(self.tr, self._items, self._headings)
        self.query_one("#count", Label).update(plain(count))
        lines = preview.preview_lines(self.tr, self._items, self._headings)
        self.query_one("#preview", LineList).show(lines, cursor=str(cursor))
