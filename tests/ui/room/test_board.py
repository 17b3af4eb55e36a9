"""The widget: colours that read from afar in every theme, and only what changes is drawn."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.color import Color

from atelier.config import Places
from atelier.i18n import Translator
from atelier.ui.screens.room.board import TONES, RoomBoard
from atelier.ui.themes import theme_names, use_theme
from tests.ui.room.views import MINUTE, cafe, shown

LEAST_CONTRAST = 4.5


class Wall(App[None]):
    """A board and nothing else."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        use_theme(self, theme, Places.default())

    def compose(self) -> ComposeResult:
        yield RoomBoard()


def luminance(color: Color) -> float:
    channels = [value / 255 for value in color.rgb]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", theme_names(Places.default()))
async def test_every_tone_reads_from_the_back(theme: str) -> None:
    app = Wall(theme)
    async with app.run_test(size=(40, 12)):
        board = app.screen.query_one(RoomBoard)
        behind = board.background_colors[1]
        tones: Any = board._tones
        tones.begin()
        for name in TONES:
            if name == "faint":  # what is left of the gauge
                continue
            style = board.rich_style + tones[name]
            ground = Color.from_rich_color(style.bgcolor) if style.bgcolor else behind
            assert style.color is not None
            found = contrast(Color.from_rich_color(style.color), ground)
            assert found >= LEAST_CONTRAST, f"{theme}: {name} {found:.1f}"


async def test_a_second_draws_the_rows_of_the_digits_only() -> None:
    found = cafe(position=2, seconds=5 * MINUTE)
    app = Wall("")
    async with app.run_test(size=(80, 24)) as pilot:
        board = app.screen.query_one(RoomBoard)
        board.show(Translator("en"), shown(found))
        await pilot.pause()
        regions: list[Any] = []
        board.refresh = lambda *given, **_: regions.extend(given)  # type: ignore[method-assign,assignment]
        board.show(Translator("en"), shown(found))
        tr = Translator("en")
        board.show(tr, shown(found))
        regions.clear()
        found.clock.advance(1)
        board.show(tr, shown(found))
        assert 0 < len(regions) < 20
        regions.clear()
        board.show(tr, shown(found))
        assert regions == [], "nothing changed"
