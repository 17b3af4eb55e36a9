"""The sections of the program: each screen is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.command import Provider


def home() -> Screen[Any]:
    """The screen without a workshop."""
    from atelier.ui.screens.home.screen import HomeScreen

    return HomeScreen()


def _prepare() -> Screen[Any]:
    from atelier.ui.screens.prepare.screen import PrepareScreen

    return PrepareScreen()


def _run() -> Screen[Any]:
    from atelier.ui.screens.run.screen import RunScreen

    return RunScreen()


def _door() -> Screen[Any]:
    from atelier.ui.screens.door.screen import DoorScreen

    return DoorScreen()


def _capture() -> Screen[Any]:
    from atelier.ui.screens.capture.screen import CaptureScreen

    return CaptureScreen()


def _fuse() -> Screen[Any]:
    from atelier.ui.screens.fuse.screen import FuseScreen

    return FuseScreen()


def _publish() -> Screen[Any]:
    from atelier.ui.screens.publish.screen import PublishScreen

    return PublishScreen()


def _history() -> Screen[Any]:
    from atelier.ui.screens.history.screen import HistoryScreen

    return HistoryScreen()


def _phones() -> Screen[Any]:
    from atelier.ui.screens.phones.screen import PhonesScreen

    return PhonesScreen()


def room() -> Screen[Any]:
    """The screen for the room, which lies over a section."""
    from atelier.ui.screens.room.screen import RoomScreen

    return RoomScreen()


def palette() -> type[Provider]:
    """What finds commands by their name."""
    from atelier.ui.commands.palette import CommandProvider

    return CommandProvider


SECTIONS: dict[str, Callable[[], Screen[Any]]] = {
    "prepare": _prepare,
    "run": _run,
    "door": _door,
    "capture": _capture,
    "fuse": _fuse,
    "publish": _publish,
    "history": _history,
    "phones": _phones,
}
