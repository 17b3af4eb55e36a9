"""Commands of the screen `publish`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

PUBLISH: Final[tuple[Command, ...]] = ()
