"""The agenda on the clock: planned before the start, real afterwards."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.agenda import (
    ScheduledStep,
    Step,
    StepKind,
    harvest_seconds,
    is_harvest_squeezed,
    schedule,
)
from atelier.domain.clock import ClockReading
from atelier.domain.place import dropped_steps
from atelier.domain.state import State
from atelier.domain.timetable import timetable
from atelier.services.preparing.readiness import minute_of_day, minutes_over
from atelier.ui.screens.prepare.fields import Field, adding, gap, remark
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.i18n import Translator


def agenda_lines(tr: Translator, state: State, shown: ClockReading, now: float) -> list[Line]:
    """The steps with their times, then the total and the end.

    Args:
        tr: the interface's language.
        state: the workshop.
        shown: what the clock shows.
        now: the wall clock, seconds since the epoch.
    """
    steps = state.live(Step)
    if not steps:
        empty = remark(tr("The agenda is empty: add a welcome, rounds, a harvest."))
        return [empty, gap(), adding(Step.KIND, tr("Add a step"))]
    if shown.first_start is None:
        found = _planned_lines(tr, state)
        start = minute_of_day(state.workshop.starts_at)
        total = sum(step.seconds for step in steps)
        end = None if start is None else _clock_time(tr, start * 60 + total)
    else:
        plan = timetable(state.workshop, shown, now)
        real = schedule(steps, shown, plan.start, now, dropped_steps(state))
        found = [_real_line(tr, state, row, shown) for row in real.steps]
        end = figures.time_of_day(tr, real.end, full=True)
    found += [adding(Step.KIND, tr("Add a step")), gap()]
    return found + [remark(text, tone=tone) for text, tone in _sums(tr, state, end, shown)]


def _planned_lines(tr: Translator, state: State) -> list[Line]:
    start = minute_of_day(state.workshop.starts_at)
    found: list[Line] = []
    before = 0
    for step in state.live(Step):
        at = (
            f"+{before // 3600}:{before // 60 % 60:02}"
            if start is None
            else _clock_time(tr, start * 60 + before)
        )
        found.append(_line(tr, state, step, f"  {at}", step.seconds))
        before += step.seconds
    return found


def _real_line(tr: Translator, state: State, row: ScheduledStep, shown: ClockReading) -> Line:
    mark = "▶" if row.is_current else "✓" if row.is_past else " "
    at = figures.time_of_day(tr, row.start, full=True)
    seconds = row.step.seconds + shown.extended.get(row.step.id, 0)
    return _line(tr, state, row.step, f"{mark} {at}", seconds, is_past=row.is_past)


def _line(
    tr: Translator, state: State, step: Step, lead: str, seconds: float, *, is_past: bool = False
) -> Line:
    text = step_name(tr, state, step)
    if step.kind == StepKind.MOVE and step.round and not step.label:
        text = tr("{step}, to round {round}", step=text, round=step.round)
    return Line(
        Field(Step.KIND, step.id, "seconds").id,
        text,
        lead=f" {lead:<9}  ",
        tail=figures.duration(tr, seconds),
        tone="dim" if is_past else "strong" if step.kind == StepKind.ROUND else "",
    )


def _clock_time(tr: Translator, seconds: int) -> str:
    return figures.time_of_day(tr, datetime.time(seconds // 3600 % 24, seconds // 60 % 60), full=True)


def _sums(tr: Translator, state: State, end: str | None, shown: ClockReading) -> list[tuple[str, str]]:
    steps, workshop = state.live(Step), state.workshop
    total = sum(step.seconds for step in steps)
    parts = [tr("Total {duration}", duration=figures.duration(tr, total))]
    if end is not None:
        parts.append(tr("end {time}", time=end))
    if workshop.hard_end:
        parts.append(tr("hard end {time}", time=figures.time_of_day(tr, workshop.hard_end, full=True)))
    found = [(" · ".join(parts), "strong")]
    over = minutes_over(state)
    if over and shown.first_start is None:
        found.append((tr.n("{n} minute past the hard end.", "{n} minutes past the hard end.", over), "alarm"))
    if is_harvest_squeezed(steps):
        minutes, needed = harvest_seconds(steps) // 60, -(-total // 300)
        found.append(
            (
                tr(
                    "The harvest is squeezed: {minutes} min, a fifth of the time ({needed} min) is needed.",
                    minutes=minutes,
                    needed=needed,
                ),
                "warning",
            )
        )
    return found
