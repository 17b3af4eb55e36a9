"""Steering the program in tests: wait on conditions, call commands by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from atelier.ui.widgets.line_list import LineList

_TURNS = 1_000


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the program work until something is so.

    Raises:
        AssertionError: it does not come to be so.
    """
    for _ in range(_TURNS):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("this did not come to be so")


async def by_palette(pilot: Pilot[Any], title: str) -> None:
    """Call a command by its name, as the palette shows it."""
    app = pilot.app
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, CommandPalette))
    # Pasted: with each letter that is typed, every command is looked at anew.
    app.screen.query_one(Input).value = title

    def found() -> bool:
        if not isinstance(app.screen, CommandPalette):
            return False
        options = app.screen.query_one(OptionList)
        return options.option_count > 0 and title in str(options.get_option_at_index(0).prompt)

    await until(pilot, found)
    await pilot.press("enter")
    if isinstance(app.screen, CommandPalette):
        await pilot.pause()
        if isinstance(app.screen, CommandPalette):
            await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, CommandPalette))


async def type_over(pilot: Pilot[Any], text: str) -> None:
    """Replace what stands in the field that has the focus, and press Enter."""
    field: Any = pilot.app.focused
    field.text = text
    field.move_cursor(field.document.end)
    await pilot.press("enter")


def texts(listing: LineList) -> list[str]:
    """What a list shows."""
    return [line.text for line in listing.lines]
