"""The screen `prepare`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.prepare import PREPARE
from atelier.ui.commands.registry import bindings


class PrepareScreen(WorkshopScreen):
    """The screen `prepare`."""

    SECTION: ClassVar[str] = "prepare"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREPARE)
