"""What the facilitator says now: the instruction to read aloud, and where each group goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.glance import REMINDER_SECONDS, Glance, waiting_tables
from atelier.domain.place import tables
from atelier.domain.workshop import CafeGroup
from atelier.figures import about, duration, enumeration, quotation
from atelier.ui.screens.run.reporting import report_lines
from atelier.ui.widgets.line import Line
from atelier.ui.wording import step_name, table_name
from atelier.wording.clock_face import length
from atelier.wording.speech import coming_words, destinations, words

if TYPE_CHECKING:
    from atelier.i18n import Translator


def speech_lines(tr: Translator, glance: Glance, *, has_room: bool = False) -> list[Line]:
    """What to read aloud, destinations, and what must not be forgotten.

    Args:
        tr: the interface's language.
        glance: the workshop.
        has_room: whether the next sentence fits too.
    """
    if not glance.state.live(Step):
        return [_line("empty", tr("The agenda is empty: add steps in Prepare (F2)."), "warning")]
    if glance.is_finished:
        return [_line("after", tr("Type what is still on paper (F4), then fuse what was noted (F5)."))]
    lines = _announced(tr, glance) if glance.is_ready else []
    lines.append(_line("read", quotation(tr, words(tr, glance)), "strong" if glance.is_ready else ""))
    lines += [_line(f"to/{index}", text) for index, text in enumerate(destinations(tr, glance))]
    lines += report_lines(tr, glance)
    lines += _reminders(tr, glance)
    coming = coming_words(tr, glance) if has_room else ""
    if coming:
        lines += [_line("gap", ""), _line("then", tr("Then: {words}", words=quotation(tr, coming)), "dim")]
    return lines


def _announced(tr: Translator, glance: Glance) -> list[Line]:
    state = glance.state
    steps = state.live(Step)
    facts = [
        duration(tr, sum(length(glance, step) for step in steps)),
        tr.n("{n} step", "{n} steps", len(steps)),
        tr.n("{n} table", "{n} tables", len(tables(state))),
        tr.n("{n} group", "{n} groups", len(state.live(CafeGroup))),
        tr.n("{n} round", "{n} rounds", len(rounds_of(steps))),
    ]
    shown = [fact for fact in facts if not fact.startswith("0")]
    return [
        _line("facts", " · ".join(shown), "dim"),
        _line("what", tr("When everyone is there, start: the clock runs, and you read aloud:")),
    ]


def _reminders(tr: Translator, glance: Glance) -> list[Line]:
    waiting = waiting_tables(glance)
    if not waiting or glance.seconds_awaited < REMINDER_SECONDS:
        return []
    names = enumeration(tr, [table_name(tr, table) for table in waiting])
    text = tr.n(
        "{tables} still has not said that its group is seated, for {duration}.",
        "{tables} still have not said that their groups are seated, for {duration}.",
        len(waiting),
        tables=names,
        duration=about(tr, glance.seconds_awaited),
    )
    return [_line("reminder", text, "alarm")]


def is_after_rounds(glance: Glance) -> bool:
    """Whether the last round is over, so that what is missing must be asked for."""
    if glance.is_finished:
        return True
    last = max((step.position for step in glance.state.live(Step) if step.kind == StepKind.ROUND), default=0)
    return glance.step is not None and 0 < last < glance.step.position


def _line(line_id: str, text: str, tone: str = "") -> Line:
    return Line(line_id, text, tone=tone, is_selectable=False)


def step_title(tr: Translator, glance: Glance, step: Step) -> str:
    """A step as it is called in questions."""
    return quotation(tr, step_name(tr, glance.state, step))
