"""The code on the terminal is read by a camera whatever the theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.app import App, ComposeResult

from atelier import qr
from atelier.config import Places
from atelier.ui.themes import use_theme
from atelier.ui.widgets.qr_code import QrCode, cell_size
from tests.qr_reading import CELL_SIZES, needs_zbar, read_code, write_png
from tests.ui.phones.cells import cells_of

ADDRESS = "HTTP://192.168.111.123:28765/ABCDEFGHIJKLMNOPQRST"


class Shower(App[None]):
    """A code in the middle of a screen."""

    CSS = "Screen { align: center middle; }"

    def __init__(self, text: str, theme: str, places: Places) -> None:
        super().__init__()
        self._text = text
        use_theme(self, theme, places)

    def compose(self) -> ComposeResult:
        yield QrCode(self._text)


@needs_zbar
@pytest.mark.parametrize("theme", ["nuit", "projecteur", "contraste", "contraste-clair", "atelier"])
@pytest.mark.parametrize("text", [ADDRESS, qr.wifi_text("Salle des fêtes", "été;2025")])
async def test_a_camera_reads_the_cells(text: str, theme: str, places: Places, tmp_path: Path) -> None:
    app = Shower(text, theme, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = cells_of(app)
    for width, height in CELL_SIZES:
        picture = write_png(rows, tmp_path / "cells.png", width=width, height=height)
        assert read_code(picture) == text, (width, height)


async def test_the_cells_are_black_and_white_and_leave_room_on_a_small_terminal(places: Places) -> None:
    assert cell_size(ADDRESS) == (33, 17)
    app = Shower(ADDRESS, "nuit", places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        code = app.screen.query_one(QrCode)
        assert code.size == (33, 17)
        styles = {segment.style for y in range(17) for segment in code.render_line(y)}
        letters = {segment.text for y in range(17) for segment in code.render_line(y)}
    inks = ("#000000", "#ffffff")
    assert styles == {Style(color=above, bgcolor=below) for above in inks for below in inks}
    assert letters == {"▀"}


@needs_zbar
async def test_a_large_code_is_read_too(places: Places, tmp_path: Path) -> None:
    app = Shower("", "nuit", places)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.query_one(QrCode).show(ADDRESS, is_large=True)
        await pilot.pause()
        assert app.screen.query_one(QrCode).size == cell_size(ADDRESS, is_large=True) == (66, 33)
        assert read_code(write_png(cells_of(app), tmp_path / "cells.png")) == ADDRESS


async def test_another_text_is_another_code(places: Places) -> None:
    app = Shower(ADDRESS, "nuit", places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        code = app.screen.query_one(QrCode)
        code.show(qr.wifi_text("A long name of a network", "and a password that is long as well"))
        await pilot.pause()
        assert code.size.width > 33
        code.show("")
        await pilot.pause()
        assert code.size.width == 0
