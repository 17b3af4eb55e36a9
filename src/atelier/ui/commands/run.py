"""Commands of the screen `run`."""

from __future__ import annotations

from typing import Final

from atelier.ui.commands.command import Command

RUN: Final[tuple[Command, ...]] = ()
