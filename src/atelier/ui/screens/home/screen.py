"""The screen `home`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.home import HOME
from atelier.ui.commands.registry import bindings


class HomeScreen(WorkshopScreen):
    """The screen `home`."""

    SECTION: ClassVar[str] = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)
