"""The screen `publish`."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.publish import PUBLISH
from atelier.ui.commands.registry import bindings


class PublishScreen(WorkshopScreen):
    """The screen `publish`."""

    SECTION: ClassVar[str] = "publish"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PUBLISH)
