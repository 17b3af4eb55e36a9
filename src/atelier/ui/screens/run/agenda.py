"""The agenda as lines: what is over, what runs, what is to come, with planned and real times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import ScheduledStep
from atelier.domain.glance import Glance
from atelier.figures import duration, lateness, time_of_day
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

SHOWN_SECONDS = 60
"""How much too early or too late is worth a word."""
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
    """The time of day and the end: « 14 h 33 · fin prévue 16 h 07 · impérative 16 h 00 · retard 7 min »."""
    now = Part(f" {_time(tr, glance.now.wall)}", "strong")
    if not glance.schedule.steps:
        return [now, Part(" · "), Part(tr("The agenda is empty: add steps in Prepare (F2)."), "warning")]
    end, hard_end, late = glance.schedule.end, glance.timetable.hard_end, glance.schedule.late
    tone = "warning" if is_past_hard_end(glance) else ""
    parts: list[Part] = []
    start = glance.timetable.start
    is_awaited = glance.is_ready and start - glance.now.wall >= SHOWN_SECONDS
    if is_awaited:
        parts.append(Part(tr("planned start {time}", time=_time(tr, start))))
    if glance.is_finished:
        parts.append(Part(tr("ended at {time}", time=_time(tr, end)), tone or "strong"))
    else:
        parts.append(Part(tr("expected end {time}", time=_time(tr, end)), tone or "strong"))
    if hard_end is not None:
        parts.append(Part(tr("hard end {time}", time=_time(tr, hard_end)), tone))
    is_late = late >= SHOWN_SECONDS
    # Before the start there is nothing to be on time for; nor is there room to say so.
    if is_late or not glance.is_ready:
        without_limit = "warning" if is_late and hard_end is None else "dim"
        parts.append(Part(lateness(tr, late), tone or without_limit))
    return [now, *(each for part in parts for each in (Part(" · "), part))]


def is_past_hard_end(glance: Glance) -> bool:
    """Whether it ends after the hard end, as things stand."""
    hard_end = glance.timetable.hard_end
    return hard_end is not None and glance.schedule.end - hard_end >= SHOWN_SECONDS


def _time(tr: Translator, wall: float) -> str:
    return time_of_day(tr, wall, full=True)
