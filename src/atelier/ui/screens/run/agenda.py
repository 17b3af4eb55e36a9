"""The agenda as lines: what is over, what runs, what is to come, with planned and real times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import ScheduledStep
from atelier.figures import duration, lateness, time_of_day
from atelier.ui.screens.run.glance import Glance
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

_TIME_WIDTH = 7
"""Cells of « 14 h 33 »."""


def agenda_lines(tr: Translator, glance: Glance) -> list[Line]:
    """One line a step, below a line that names the columns."""
    planned, real = tr("planned"), tr("actual")
    head = Line("head", tr("step"), f"  {planned:>{_TIME_WIDTH}} {real:>{_TIME_WIDTH}} ", "", "dim", False)
    return [head, *(_step_line(tr, glance, scheduled) for scheduled in glance.schedule.steps)]


def _step_line(tr: Translator, glance: Glance, scheduled: ScheduledStep) -> Line:
    step = scheduled.step
    reading = glance.reading
    is_skipped = scheduled.is_past and step.id not in reading.entered
    if scheduled.is_current:
        mark, tone = "▶", "strong"
    elif is_skipped:
        mark, tone = "×", "dim"
    elif scheduled.is_past:
        mark, tone = "✓", "dim"
    else:
        mark, tone = " ", ""
    planned = _time(tr, scheduled.planned_start)
    real = _time(tr, scheduled.start)
    if is_skipped:
        real = tr("skipped")
    elif real == planned:
        real = ""
    added = reading.extended.get(step.id, 0)
    length = duration(tr, max(0, step.seconds + added))
    lead = f"{mark} {planned:>{_TIME_WIDTH}} {real:>{_TIME_WIDTH}} "
    return Line(step.id, step_name(tr, glance.state, step), lead, length, tone)


def end_parts(tr: Translator, glance: Glance) -> list[Part]:
    """When it should end, when it must, and how late it is: « fin prévue 15 h 28 · impérative 15 h 21 »."""
    if not glance.schedule.steps:
        return [Part(" " + tr("The agenda is empty: add steps in Prepare (F2)."), "warning")]
    end, hard_end, late = glance.schedule.end, glance.timetable.hard_end, glance.schedule.late
    if glance.is_finished:
        parts = [Part(" " + tr("ended at {time}", time=_time(tr, end)), "strong")]
    else:
        parts = [Part(" " + tr("expected end {time}", time=_time(tr, end)), "strong")]
    if hard_end is not None:
        limit = tr("hard end {time}", time=_time(tr, hard_end))
        parts += [Part(" · "), Part(limit, "warning" if end - hard_end >= 60 else "")]
    tone = "warning" if late >= 60 else "dim"
    parts += [Part(" · "), Part(lateness(tr, late), tone)]
    if glance.is_ready:
        start = tr("planned start {time}", time=_time(tr, glance.schedule.steps[0].planned_start))
        parts.insert(0, Part(f" {start} ·"))
    return parts


def _time(tr: Translator, wall: float) -> str:
    return time_of_day(tr, wall, full=True)
