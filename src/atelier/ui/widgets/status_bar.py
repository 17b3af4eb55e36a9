"""The two lines at the top of every screen: where the workshop stands, and the sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.agenda import Step
from atelier.domain.clock import Alert, ClockPhase, ClockReading, alert
from atelier.domain.place import current_step, tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Message
from atelier.figures import stopwatch
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.wording import countdown, step_name, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

SECTIONS = (
    ("prepare", "F2", "show_prepare"),
    ("run", "F3", "show_run"),
    ("capture", "F4", "show_capture"),
    ("fuse", "F5", "show_fuse"),
    ("publish", "F8", "show_publish"),
)
"""Mode, key and action of each section."""


PAUSE_SIGN = "┃┃"
"""Beside the word, for whoever only glances."""


class StatusBar(Bar):
    """Title, step, time left and number of tables; during a pause all of it is lit, and says so first."""

    DEFAULT_CSS = """
    StatusBar.-paused { background: $warning; color: $background; }
    """

    def tell(
        self,
        tr: Translator,
        state: State,
        reading: ClockReading,
        *,
        note: str = "",
        phones: Sequence[Part] = (),
        calls: Sequence[Message] = (),
    ) -> None:
        """Show where the workshop stands.

        Args:
            tr: the interface's language.
            state: the workshop.
            reading: what its clock shows.
            note: a few more words at the right.
            phones: a few words on the phones of the tables.
            calls: the calls for help that are to be seen here.
        """
        step = current_step(state, reading)
        is_paused = reading.phase is ClockPhase.PAUSED
        self.set_class(is_paused, "-paused")
        parts = _pause_parts(tr, reading) if is_paused else []
        parts.append(Part(" " + (state.workshop.title or tr("Untitled workshop")), "title", is_flexible=True))
        if step is not None and reading.phase is not ClockPhase.FINISHED:
            parts += [Part("  "), Part(step_name(tr, state, step), "strong", is_flexible=True)]
        parts += _clock_parts(tr, reading, step)
        if calls:
            parts += [Part("  "), Part(_call_words(tr, state, calls), "warning", "app.show_run")]
        faint = "" if is_paused else "dim"
        count = len(tables(state))
        if count:
            parts += [Part("  "), Part(tr.n("{n} table", "{n} tables", count), faint)]
        parts += phones
        if note:
            parts += [Part("  "), Part(note, faint)]
        self.show(parts)


class SectionBar(Bar):
    """The sections of the program, the current one marked."""

    def tell(self, tr: Translator, current: str) -> None:
        """Show the sections.

        Args:
            tr: the interface's language.
            current: the mode that is shown.
        """
        names = {
            "prepare": tr("Prepare"),
            "run": tr("Run"),
            "capture": tr("Note"),
            "fuse": tr("Fuse"),
            "publish": tr("Publish"),
        }
        parts = [Part(" "), Part("F1", "key", "app.help"), Part(f" {tr('Help')} ", "", "app.help")]
        for mode, key, action in SECTIONS:
            here = mode == current
            parts += [
                Part(" "),
                Part(key, "here" if here else "key", f"app.{action}"),
                Part(f" {names[mode]} ", "here" if here else "", f"app.{action}"),
            ]
        self.show(parts)


def _call_words(tr: Translator, state: State, calls: Sequence[Message]) -> str:
    """Who calls, as briefly as can be."""
    table = state.get(CafeTable, calls[0].table_id or "")
    if len(calls) > 1 or table is None:
        return tr.n("⚑ {n} call", "⚑ {n} calls", len(calls))
    return tr("⚑ {table} calls", table=table_name(tr, table))


def _pause_parts(tr: Translator, reading: ClockReading) -> list[Part]:
    text = tr("PAUSED for {duration}", duration=stopwatch(reading.paused_for))
    return [Part(f" {PAUSE_SIGN} {text} ", "title"), Part(" ")]


def _clock_parts(tr: Translator, reading: ClockReading, step: Step | None) -> list[Part]:
    match reading.phase:
        case ClockPhase.READY:
            return [Part("  "), Part(tr("not started"), "dim")]
        case ClockPhase.FINISHED:
            return [Part("  "), Part(tr("finished"), "dim")]
        case ClockPhase.PAUSED:
            return [Part("  "), Part(tr("{duration} left", duration=countdown(reading.remaining)), "strong")]
        case ClockPhase.OVERTIME:
            return [
                Part("  "),
                Part(f" {tr('over by {duration}', duration=stopwatch(-reading.remaining))} ", "alarm"),
            ]
        case _:
            tone = "strong" if alert(reading, step) is Alert.CALM else "warning"
            return [Part("  "), Part(tr("{duration} left", duration=countdown(reading.remaining)), tone)]
