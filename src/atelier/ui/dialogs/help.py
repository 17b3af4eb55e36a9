"""Help: the keys of the screen, and what they do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from atelier.ui.commands.registry import commands_by_screen
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList


class Help(Dialog[None]):
    """Every command of one screen, then those of all screens."""

    DEFAULT_CSS = """
    Help {
        & > .dialog--box { width: 96; height: 90%; }
        & LineList, &.-low LineList { height: 1fr; max-height: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "give_up", show=False)]

    def __init__(self, section: str, *, introduction: str = "") -> None:
        """Help for a screen.

        Args:
            section: the screen's mode.
            introduction: what the screen is for, translated.
        """
        super().__init__()
        self._section = section
        self._introduction = introduction

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield LineList(id="commands")
            yield Label(plain(self.tr("↑ ↓ to read on · Esc closes")), classes="dialog--hint")

    def on_mount(self) -> None:
        """List the commands."""
        tables = commands_by_screen()
        lines = [Line("about", self._introduction), Line("gap", "")] if self._introduction else []
        for name in (self._section, "app"):
            title = self.tr("On every screen") if name == "app" else self.tr("On this screen")
            lines.append(Line(f"title {name}", title, tone="heading"))
            for command in tables.get(name, ()):
                keys = " ".join(self.atelier.key_names(command)) or "–"
                text = f"{self.tr(command.title)} — {self.tr(command.help)}"
                lines.append(Line(command.id, text, lead=f"{keys:<14} "))
        listing = self.query_one("#commands", LineList)
        listing.show(lines)
        listing.focus()
