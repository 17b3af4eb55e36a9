"""Commands of the screen `home`."""

from __future__ import annotations

from typing import Final

from atelier.errors import N_
from atelier.ui.commands.command import Command

HOME: Final[tuple[Command, ...]] = (
    Command("home.choose", "enter", N_("Open"), N_("Opens the workshop under the cursor.")),
    Command(
        "home.duplicate",
        "r",
        N_("Another like it"),
        N_("Makes a new workshop prepared as the one under the cursor: no date, no hosts, no notes."),
    ),
    Command("home.new", "n", N_("New"), N_("Makes a workshop from a ready-made format.")),
    Command(
        "home.open_file", "o", N_("Open a file"), N_("Finds a workshop on this computer or a USB stick.")
    ),
    Command(
        "home.demo",
        "d",
        N_("Demonstration"),
        N_("Opens a world café with its notes, to try it all."),
    ),
    Command("home.language", "l", N_("Français / English"), N_("Switches the language of the screens.")),
    Command("home.colours", "c", N_("Colours"), N_("Chooses the theme: light, dark, high contrast.")),
    Command(
        "home.forget",
        "x,delete,backspace",
        N_("Take off the list"),
        N_("Takes the workshop under the cursor off the list; its file is not touched."),
    ),
)
