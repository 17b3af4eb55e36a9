"""Text on screens: as it is, and broken where a French eye expects it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label

from atelier.ui.safe import plain

NBSP = "\N{NO-BREAK SPACE}"
QUESTION = f"Il reste 11:57. Passer à «{NBSP}Changez de table{NBSP}»{NBSP}?"


class Asking(App[None]):
    """A label that wraps."""

    CSS = "Label { width: 100%; }"

    def compose(self) -> ComposeResult:
        yield Label(plain(QUESTION))


def _lines(label: Label) -> list[str]:
    return [label.render_line(y).text.rstrip(" ") for y in range(label.size.height)]


@pytest.mark.parametrize("width", [8, 12, 20, 37, 41, 44, 60])
async def test_no_line_breaks_at_a_no_break_space(width: int) -> None:
    app = Asking()
    async with app.run_test(size=(width, 20)):
        lines = _lines(app.query_one(Label))
        assert " ".join(lines).replace(" ", "") == QUESTION.replace(" ", "")
        assert len(lines) > 1 or width >= len(QUESTION)
        if width >= 12:
            assert not any(line.lstrip(NBSP)[:1] in ("»", "?") or line.endswith("«") for line in lines)


async def test_brackets_are_text() -> None:
    class Hostile(App[None]):
        def compose(self) -> ComposeResult:
            yield Label(plain("[red]x[/red] [b"))

    app = Hostile()
    async with app.run_test(size=(40, 5)):
        assert _lines(app.query_one(Label)) == ["[red]x[/red] [b"]
