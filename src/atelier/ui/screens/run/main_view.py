"""The view that the facilitator has during the day: clock, words, agenda, tables, last notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Digits

from atelier.domain.glance import Glance, waiting_tables
from atelier.services.help_calls import open_calls
from atelier.ui.commands.run import RUN
from atelier.ui.screens.run.agenda import agenda_lines
from atelier.ui.screens.run.face import face_lines
from atelier.ui.screens.run.forming import FormingThemes
from atelier.ui.screens.run.gauge import Gauge
from atelier.ui.screens.run.latest import latest_lines
from atelier.ui.screens.run.leaving_words import call_lines, reminder_lines
from atelier.ui.screens.run.passage import Passage
from atelier.ui.screens.run.speech import is_after_rounds, speech_lines
from atelier.ui.screens.run.tables import table_lines
from atelier.ui.screens.run.tallies import Tallies
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import LineList
from atelier.wording.clock_face import TONES, digits, share, tone

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.services.leaving import Leftover
    from atelier.ui.app import AtelierApp
    from atelier.ui.base import WorkshopScreen

PANELS = ("agenda", "tables", "latest")
"""The three panels; a narrow terminal shows one of them at a time."""


class MainView(Container):
    """Everything at one glance on a wide terminal; on a narrow one, one panel under the clock."""

    def __init__(self, glance: Glance, panel: str, *, id: str | None = None) -> None:  # noqa: A002
        """The view, its classes there before its widgets, which would be styled again.

        Args:
            glance: the workshop as it is shown first.
            panel: the panel that a narrow terminal shows first.
            id: its id.
        """
        super().__init__(id=id, classes=f"-{panel} -{tone(glance)}")
        self._step_id: str | None = None
        self._tallies = Tallies()
        self._forming: FormingThemes | None = None
        self._glance: Glance | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="centre"):
            with Container(id="clock"):
                yield Digits("", id="digits")
                yield Passage(id="face")
            yield Gauge(id="gauge")
            yield Passage(id="speech")
            yield Bar(id="panels")
        with Vertical(id="latest-panel", classes="panel"):
            yield Bar(id="latest-title", classes="panel--title")
            yield LineList(id="latest", wraps=False)
        with Vertical(id="agenda-panel", classes="panel"):
            yield Bar(id="agenda-title", classes="panel--title")
            yield LineList(id="agenda")
        with Vertical(id="tables-panel", classes="panel"):
            yield Bar(id="tables-title", classes="panel--title")
            yield LineList(id="tables")

    @property
    def panel(self) -> str:
        """The panel that a narrow terminal shows."""
        return next((name for name in PANELS if self.has_class(f"-{name}")), "")

    def open_panel(self, name: str, *, focus: bool = True) -> None:
        """Show a panel where only one fits, and put the focus into it.

        Args:
            name: one of `PANELS`.
            focus: whether it takes the focus.
        """
        for other in PANELS:
            self.set_class(other == name, f"-{other}")
        if focus:
            self.query_one(f"#{name}", LineList).focus()

    def show_time(self, tr: Translator, glance: Glance) -> None:
        """Draw what changes each second."""
        figures = self.query_one("#digits", Digits)
        text = digits(glance)
        if figures.value != text:
            figures.update(text)
        colour = tone(glance)
        if not self.has_class(f"-{colour}"):
            for other in TONES:
                self.set_class(other == colour, f"-{other}")
        self.query_one("#gauge", Gauge).fill(share(glance))
        self.query_one("#face", Passage).show(face_lines(tr, glance))

    def show_rest(
        self,
        tr: Translator,
        glance: Glance,
        left: Sequence[Leftover],
        lost: Mapping[str, str] | None = None,
    ) -> None:
        """Draw what changes with the workshop, or every few seconds.

        Args:
            tr: the interface's language.
            glance: the workshop.
            left: what is left to be asked for, once the rounds are over.
            lost: what is to be said of tables whose phones no longer answer, by their id.
        """
        has_room = self.screen.has_class("-wide") and self.screen.has_class("-tall")
        lines = [*call_lines(tr, glance), *speech_lines(tr, glance, has_room=has_room)]
        if is_after_rounds(glance):
            lines += reminder_lines(tr, left, self._key("run.leaving"))
        self.query_one("#speech", Passage).show(lines)
        here = glance.reading.step_id if glance.reading.step_id != self._step_id else None
        self._step_id = glance.reading.step_id
        self.query_one("#agenda", LineList).show(agenda_lines(tr, glance), cursor=here)
        counts = self._tallies.of(glance.state)
        self.query_one("#tables", LineList).show(table_lines(tr, glance, counts, lost))
        self._glance = glance
        self._show_latest(tr, glance)
        self._show_titles(tr, glance)

    def _show_latest(self, tr: Translator, glance: Glance) -> None:
        latest = self.query_one("#latest", LineList)
        latest.placeholder = tr("Nothing was noted yet.")
        if self._forming is None:
            self._forming = FormingThemes(cast("WorkshopScreen", self.screen), self._themes_formed)
        is_shown = self.panel == "latest" or self.screen.has_class("-wide")
        lines = latest_lines(tr, glance, self._forming.of(glance.state) if is_shown else {})
        # Whoever reads further down stays there; otherwise the newest note is in sight.
        is_read = latest.has_focus and bool(latest.lines) and latest.cursor != latest.lines[0].id
        latest.show(lines, cursor=lines[0].id if lines and not is_read else None)

    def _themes_formed(self) -> None:
        if self._glance is not None and self.is_mounted:
            self._show_latest(cast("AtelierApp", self.app).tr, self._glance)

    def _key(self, command_id: str) -> str:
        """The key of a command as people read it, remapped or not."""
        command = next(command for command in RUN if command.id == command_id)
        return next(iter(cast("AtelierApp", self.app).key_names(command)), "")

    def _show_titles(self, tr: Translator, glance: Glance) -> None:
        waiting = len(waiting_tables(glance))
        names = {"agenda": tr("Agenda"), "tables": tr("Tables"), "latest": tr("Last notes")}
        expected = tr.n("{n} to confirm", "{n} to confirm", waiting) if waiting else ""
        calling = len(open_calls(glance.state))
        calls = tr.n("{n} call", "{n} calls", calling) if calling else ""
        tabs: list[Part] = []
        for name in PANELS:
            alarm = [Part(f" {calls} ", "alarm", "screen.take_call")] if name == "tables" and calls else []
            alarm += [Part(f" {expected} ", "warning")] if name == "tables" and expected else []
            self.query_one(f"#{name}-title", Bar).show([Part(f" {names[name]} ", "title"), *alarm])
            here = "here" if name == self.panel else ""
            action = f"screen.{name}"
            tabs += [Part(" "), Part(f" {names[name]} ", here or "key", action), *alarm]
        self.query_one("#panels", Bar).show(tabs)
