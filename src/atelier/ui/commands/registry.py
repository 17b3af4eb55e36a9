"""Every command by screen, and the key bindings that come from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from atelier.ui.commands.command import Command
from atelier.ui.commands.everywhere import EVERYWHERE

if TYPE_CHECKING:
    from textual.binding import BindingType


def commands_by_screen() -> Mapping[str, tuple[Command, ...]]:
    """All commands, the common ones first."""
    from atelier.ui.commands.capture import CAPTURE
    from atelier.ui.commands.door import DOOR
    from atelier.ui.commands.fuse import FUSE
    from atelier.ui.commands.history import HISTORY
    from atelier.ui.commands.home import HOME
    from atelier.ui.commands.phones import CODE, PHONES
    from atelier.ui.commands.prepare import PREPARE
    from atelier.ui.commands.presentation import PRESENTATION
    from atelier.ui.commands.publish import PUBLISH
    from atelier.ui.commands.review import REVIEW
    from atelier.ui.commands.room import ROOM
    from atelier.ui.commands.run import RUN

    return {
        "app": EVERYWHERE,
        "home": HOME,
        "prepare": PREPARE,
        "run": RUN,
        "door": DOOR,
        "room": ROOM,
        "capture": CAPTURE,
        "fuse": FUSE,
        "publish": PUBLISH,
        "review": REVIEW,
        "history": HISTORY,
        "phones": PHONES,
        "code": CODE,
        "presentation": PRESENTATION,
    }


def bindings(commands: Iterable[Command], *, priority: bool = False) -> list[BindingType]:
    """The key bindings of some commands; descriptions are message ids and are translated when shown."""
    from textual.binding import Binding

    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            show=command.shown,
            priority=priority,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
        if command.keys
    ]
