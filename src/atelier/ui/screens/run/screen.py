"""The screen `run`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.registry import bindings
from atelier.ui.commands.run import RUN


class RunScreen(WorkshopScreen):
    """The screen `run`."""

    SECTION: ClassVar[str] = "run"
    BINDINGS: ClassVar[list[BindingType]] = bindings(RUN)
