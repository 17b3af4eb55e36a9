"""The face of the clock: its big digits, their colour, and the words beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.clock import Alert, ClockPhase
from atelier.domain.glance import Glance
from atelier.figures import duration, stopwatch, time_of_day
from atelier.ui.safe import clip
from atelier.ui.screens.run.reporting import report_face
from atelier.ui.widgets.line import Line
from atelier.ui.wording import step_name
from atelier.wording.clock_face import length

if TYPE_CHECKING:
    from atelier.i18n import Translator

LONGEST_NAME = 30
"""Terminal cells of the name of the step to come; a facilitator may have called it anything."""


def face_lines(tr: Translator, glance: Glance) -> list[Line]:
    """The step, how its time stands, and what comes after."""
    text, colour = _state(tr, glance)
    return [
        Line("step", _step(tr, glance), tone="strong", is_selectable=False, is_clipped=True),
        Line("state", text, tone=colour, is_selectable=False),
        report_face(tr, glance) or Line("next", _following(tr, glance), tone="dim", is_selectable=False),
    ]


def _step(tr: Translator, glance: Glance) -> str:
    if glance.is_finished:
        return tr("The workshop is over")
    if glance.is_ready:
        return tr("Ready to start")
    if glance.step is None:
        return tr("This step is no longer in the agenda")
    return step_name(tr, glance.state, glance.step)


def _state(tr: Translator, glance: Glance) -> tuple[str, str]:
    reading = glance.reading
    if glance.is_finished:
        return tr("total duration"), "dim"
    if glance.is_ready:
        return tr("the clock waits for you"), "dim"
    if reading.phase is ClockPhase.PAUSED:
        return tr("PAUSED for {duration}", duration=stopwatch(reading.paused_for)), "alarm"
    match glance.alert:
        case Alert.OVER:
            return tr("time is up; go on when the room is ready"), "alarm"
        case Alert.CUE:
            return tr("Choose your key idea"), "warning"
        case Alert.LAST:
            return tr("nearly over"), "warning"
    until = tr("until {time}", time=time_of_day(tr, glance.now.wall + reading.remaining, full=True))
    added = reading.extended.get(reading.step_id or "", 0)
    if added:
        sign = "+" if added > 0 else "−"
        until = tr("{until} ({change})", until=until, change=f"{sign}{duration(tr, abs(added))}")
    return until, ""


def _following(tr: Translator, glance: Glance) -> str:
    if glance.is_finished:
        return tr("next: fuse what was noted (F5)")
    if glance.following is None:
        return tr("this is the last step")
    step = glance.following
    params = {
        "step": clip(step_name(tr, glance.state, step), LONGEST_NAME),
        "duration": duration(tr, length(glance, step)),
    }
    if glance.is_ready:
        return tr("first: {step}, {duration}", **params)
    return tr("next: {step}, {duration}", **params)
