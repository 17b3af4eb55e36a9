"""A code on the whole window, with what goes with it; when it does not fit, that is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from atelier import qr
from atelier.ui.base import AtelierScreen
from atelier.ui.commands.phones import CODE
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.run.passage import Passage
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line import Line
from atelier.ui.widgets.qr_code import QrCode, cell_size

LOOK_SECONDS = 1.0
"""How often it is drawn anew."""
_BARS = 2
"""The line above and the keys below."""


class FullCode(AtelierScreen):
    """One code as large as the terminal has it; the lines around it give way when there is no room."""

    SECTION: ClassVar[str] = "code"
    SAYS_BESIDE: ClassVar[bool] = False
    """Whether its lines stand beside the code, for those that have many."""
    BINDINGS: ClassVar[list[BindingType]] = bindings(CODE)
    DEFAULT_CSS = """
    FullCode {
        layout: vertical;
        & > #middle { height: 1fr; layout: vertical; }
        & #paper { width: 1fr; height: auto; align: center top; }
        & #said { height: 1fr; margin: 0 1; }
        &.-beside > #middle { layout: horizontal; }
        &.-beside #paper { width: auto; }
        &.-beside #said { width: 1fr; }
        &.-bare > #code-title, &.-bare #said, &.-bare > #keys { display: none; }
        &.-without-code #paper { display: none; }
        & ToastHolder { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Bar(id="code-title")
        with Container(id="middle"):
            with Container(id="paper"):
                yield QrCode(id="code")
            yield Passage(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Draw it, and follow what is known of phones."""
        self.set_class(self.SAYS_BESIDE, "-beside")
        self.set_interval(LOOK_SECONDS, self.draw)
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """The window changed."""
        self.draw()

    def recomposed(self) -> None:
        """Draw it in the new widgets."""
        self.draw()

    def draw(self) -> None:
        """Draw the code and what goes with it, as they fit."""
        if not self.is_whole or self.atelier.session is None:
            return
        text, height, width = self.text(), self.size.height, self.size.width
        try:
            size = cell_size(text)
        except qr.TooLong:
            self._tell_too_large(self.tr("This is too long for a code."))
            return
        if size.height > height or size.width > width:
            need = f"{size.width}×{size.height}"
            told = self.tr(
                "This code needs {need} characters, the window has {has}: enlarge it, or make its letters"
                " smaller (ctrl and −). It is on the printed cards as well: i in Phones prints them.",
                need=need,
                has=f"{width}×{height}",
            )
            self._tell_too_large(told)
            return
        if self.hides_code:
            self._say_alone(self.lines())
            return
        room = height - _BARS - (0 if self.SAYS_BESIDE else size.height)
        self.set_class(room < 0, "-bare")
        self.set_class(False, "-without-code")
        large = cell_size(text, is_large=True)
        is_large = (
            not self.SAYS_BESIDE
            and large.width <= width
            and large.height + _BARS + len(self.lines()) <= height
        )
        if is_large:
            room = height - large.height - _BARS
        self.query_one(QrCode).show(text, is_large=is_large)
        self.query_one("#code-title", Bar).show(
            [Part(f" {self.heading()} ", "title", is_flexible=True), *self.marks()]
        )
        self._say(self.lines(), room)

    def _tell_too_large(self, text: str) -> None:
        self._say_alone([(text, "warning"), *self.lines()])

    def _say_alone(self, said: Sequence[tuple[str, str]]) -> None:
        self.set_class(False, "-bare")
        self.set_class(True, "-without-code")
        title = [Part(f" {self.heading()} ", "title", is_flexible=True)]
        self.query_one("#code-title", Bar).show(title)
        self._say(said, self.size.height)

    def _say(self, said: Sequence[tuple[str, str]], room: int) -> None:
        lines = [
            Line(str(row), text, tone=tone, is_selectable=False)
            for row, (text, tone) in enumerate(said)
            if text
        ]
        self.query_one("#said", Passage).show(lines if room > 0 else [])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going on is for codes that have others beside them."""
        if action in ("next", "previous"):
            return self.has_others
        return action != "explain" or self.has_advice

    @property
    def has_others(self) -> bool:
        """Whether there are more codes to go to."""
        return False

    @property
    def has_advice(self) -> bool:
        """Whether there is more to read than fits beside the code."""
        return False

    @property
    def hides_code(self) -> bool:
        """Whether the lines take the place of the code."""
        return False

    def action_back(self) -> None:
        """Close it."""
        self.dismiss()

    # What each of them says for itself

    def text(self) -> str:
        """What phones are to read."""
        raise NotImplementedError

    def heading(self) -> str:
        """The line above."""
        raise NotImplementedError

    def marks(self) -> list[Part]:
        """A few more words above."""
        return []

    def lines(self) -> list[tuple[str, str]]:
        """The lines below, the most important first, each with its tone."""
        raise NotImplementedError
