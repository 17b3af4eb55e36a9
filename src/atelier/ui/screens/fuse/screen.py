"""The screen `fuse`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.fuse import FUSE
from atelier.ui.commands.registry import bindings


class FuseScreen(WorkshopScreen):
    """The screen `fuse`."""

    SECTION: ClassVar[str] = "fuse"
    BINDINGS: ClassVar[list[BindingType]] = bindings(FUSE)
