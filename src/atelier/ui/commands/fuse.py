"""Commands of the screen `fuse`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

FUSE: Final[tuple[Command, ...]] = ()
