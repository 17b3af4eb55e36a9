"""Going to another section by one letter, where F-keys are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.ui.dialogs.questions import Choice
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def choose_section(app: AtelierApp) -> None:
    """Ask for a section, and show it."""
    tr = app.tr
    names = [
        ("prepare", tr("Prepare")),
        ("run", tr("Run")),
        ("capture", tr("Note")),
        ("fuse", tr("Fuse")),
        ("publish", tr("Publish")),
        ("home", tr("Home")),
    ]
    letters = ""
    for _, name in names:
        letters += next((letter for letter in name.lower() if letter not in letters), "?")
    lines = [Line(mode, name) for mode, name in names]
    mode = await app.push_screen_wait(Choice(tr("Go to"), lines, letters=letters))
    if mode == "home":
        app.action_show_home()
    elif mode is not None:
        app.switch_mode(mode)
