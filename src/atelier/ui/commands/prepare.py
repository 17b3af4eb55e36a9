"""Commands of the screen `prepare`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

PREPARE: Final[tuple[Command, ...]] = ()
