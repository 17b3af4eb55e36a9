"""Commands of the screen `home`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

HOME: Final[tuple[Command, ...]] = ()
