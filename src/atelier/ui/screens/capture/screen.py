"""The screen `capture`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.capture import CAPTURE
from atelier.ui.commands.registry import bindings


class CaptureScreen(WorkshopScreen):
    """The screen `capture`."""

    SECTION: ClassVar[str] = "capture"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CAPTURE)
