"""Commands of the screen `capture`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

CAPTURE: Final[tuple[Command, ...]] = ()
