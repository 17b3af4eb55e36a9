"""What the facilitator sees while the tables report: which one, for how long, and which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.clock import Alert
from atelier.domain.glance import Glance
from atelier.domain.place import tables
from atelier.domain.report_back import key_ideas, may_report, report_back
from atelier.figures import stopwatch
from atelier.ui.widgets.line import Line
from atelier.ui.wording import countdown, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

_TONES = {Alert.CALM: "strong", Alert.CUE: "strong", Alert.LAST: "warning", Alert.OVER: "alarm"}


def report_face(tr: Translator, glance: Glance) -> Line | None:
    """The table that reports, its time, and the one after it, in one line; None while none does."""
    here = report_back(glance.state, glance.reading)
    if here is None:
        return None
    name = table_name(tr, here.table)
    if here.remaining > 0:
        text = tr("{table} reports: {left} left", table=name, left=countdown(here.remaining))
    else:
        text = tr("{table} reports: over by {late}", table=name, late=stopwatch(-here.remaining))
    if here.following is None:
        text = tr("{reporting}, last table", reporting=text)
    else:
        text = tr("{reporting}, then {table}", reporting=text, table=table_name(tr, here.following))
    return Line("next", text, tone=_TONES[here.alert], is_selectable=False)


def report_lines(tr: Translator, glance: Glance) -> list[Line]:
    """That the tables can report now; or which one does, and what the next press brings."""
    state = glance.state
    if not may_report(state, glance.reading, glance.step):
        return []
    here = report_back(state, glance.reading)
    if here is None:
        first = table_name(tr, tables(state)[0])
        return [_line(tr("Report-back: w shows the room {table} and its key ideas.", table=first))]
    place = f"{here.number}/{here.tables}"
    ideas = tr.n("{n} key idea", "{n} key ideas", len(key_ideas(state, here.table.id)))
    name = table_name(tr, here.table)
    text = tr("Report-back {place}: {table}, {ideas} on the screen.", place=place, table=name, ideas=ideas)
    if here.following is None:
        then = tr("w: back to the clock.")
    else:
        then = tr("w: next table, {table}.", table=table_title(tr, here.following))
    return [_line(f"{text} {then}")]


def _line(text: str) -> Line:
    return Line("report", text, tone="strong", is_selectable=False)
