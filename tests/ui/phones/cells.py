"""What a terminal would be given, cell by cell."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.color import Color
from textual.app import App

from tests.qr_reading import Cell, Colour


def cells_of(app: App[Any]) -> list[list[Cell]]:
    """The cells of the screen that is shown, as they are painted."""
    rows: list[list[Cell]] = []
    for strip in app.screen._compositor.render_strips():
        row: list[Cell] = []
        for segment in strip:
            style = segment.style
            ink = _rgb(style.color if style else None, (255, 255, 255))
            behind = _rgb(style.bgcolor if style else None, (0, 0, 0))
            if style is not None and style.reverse:
                ink, behind = behind, ink
            for letter in segment.text:
                row += [(letter if part == 0 else " ", ink, behind) for part in range(cell_len(letter))]
        rows.append(row)
    return rows


def _rgb(color: Color | None, default: Colour) -> Colour:
    if color is None or color.is_default:
        return default
    red, green, blue = color.get_truecolor()
    return red, green, blue
