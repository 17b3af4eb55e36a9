"""The choices of catching up in words: what each changes, when it ends, who misses what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import SHORTEST_ROUND, ScheduledStep, Step, StepKind, harvest_seconds, schedule
from atelier.domain.catching_up import Way
from atelier.domain.place import dropped_steps, reading, tables
from atelier.domain.workshop import CafeGroup
from atelier.figures import about, duration, enumeration, lateness, time_of_day
from atelier.services.catching_up import Outlook, catch_up, missed, promised_end
from atelier.services.preparing.plan import applied
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, step_name, table_name

if TYPE_CHECKING:
    from atelier.domain.clock import Moment
    from atelier.domain.state import State
    from atelier.i18n import Translator

_MINUS = "−"
SHOWN_SECONDS = 60
"""How much too early or too late is worth a word."""
_MOST_GROUPS = 8
"""Groups of which each is named with what it misses; of more only their number is said."""


def headline(tr: Translator, outlook: Outlook) -> str:
    """How late it is: « Fin prévue 16 h 07, impérative 16 h 00 : 7 min à rattraper. »"""
    end, limit = outlook.schedule.end, outlook.limit
    if limit is None:
        return on_time(tr, outlook)
    params = {"end": _time(tr, end), "limit": _time(tr, limit), "minutes": about(tr, end - limit)}
    if outlook.is_hard:
        return tr("Expected end {end}, hard end {limit}: {minutes} to catch up.", **params)
    return tr("Expected end {end}, {limit} in the plan: {minutes} to catch up.", **params)


def on_time(tr: Translator, outlook: Outlook) -> str:
    """That there is nothing to catch up."""
    if outlook.reading.phase == "finished":
        return tr("The workshop is over.")
    if not outlook.schedule.steps:
        return tr("The agenda is empty: add steps in Prepare (F2).")
    text = tr("Nothing to catch up: the expected end is {end}.", end=_time(tr, outlook.schedule.end))
    if abs(outlook.schedule.late) >= SHOWN_SECONDS:
        text += f" ({lateness(tr, outlook.schedule.late)})"
    return text


def way_lines(tr: Translator, outlook: Outlook) -> list[Line]:
    """One line a choice, with the end that it leads to."""
    return [
        Line(
            way.key,
            title(tr, way),
            tail=tr("ends {time}", time=_time(tr, way.end)),
            tone="" if way.is_in_time and not way.is_tight else "dim",
        )
        for way in outlook.ways
    ]


def title(tr: Translator, way: Way) -> str:
    """A choice in a few words."""
    parts: list[str] = []
    if way.dropped_rounds:
        numbers = enumeration(tr, [str(number) for number in way.dropped_rounds])
        parts.append(
            tr.n("drop round {rounds}", "drop rounds {rounds}", len(way.dropped_rounds), rounds=numbers)
        )
    if way.cuts:
        count, cuts = len(way.cuts), set(way.cuts.values())
        most = duration(tr, max(cuts))
        if way.dropped_rounds and len(cuts) == 1:
            text = tr.n(
                "shorten another by {minutes}", "shorten {n} others by {minutes}", count, minutes=most
            )
        elif len(cuts) == 1:
            text = tr.n(
                "shorten one round by {minutes}", "shorten {n} rounds by {minutes} each", count, minutes=most
            )
        else:
            text = tr.n(
                "shorten one round by up to {minutes}",
                "shorten {n} rounds by up to {minutes}",
                count,
                minutes=most,
            )
        parts.append(text)
    if not way.is_in_time:
        parts.append(tr("end later") if parts else tr("change nothing and end later"))
    text = enumeration(tr, parts)
    return text[:1].upper() + text[1:]


def preview_lines(tr: Translator, state: State, now: Moment, outlook: Outlook, way: Way) -> list[Line]:
    """What a choice makes of the rest of the day."""
    lines = [Line("harvest", *_harvest(tr, state, outlook, way))]
    if way.is_tight:
        text = tr("Advised against: under {minutes} a round is better dropped.", minutes=_minutes(tr))
        lines.append(Line("tight", text, tone="warning"))
    lines += [
        Line(f"missed/{i}", text, tone="warning") for i, text in enumerate(missed_texts(tr, state, way))
    ]
    after = applied(state, catch_up(state, now, way).changes)
    shown = reading(after, now)
    times = schedule(after.live(Step), shown, outlook.timetable.start, now.wall, dropped_steps(after))
    before = {scheduled.step.id: scheduled for scheduled in outlook.schedule.steps}
    rows = list(times.steps) + [before[step.id] for step in way.dropped if step.kind == StepKind.ROUND]
    for scheduled in sorted(rows, key=lambda row: row.step.position):
        if not scheduled.is_past and scheduled.step.kind != StepKind.MOVE:
            lines.append(_step_line(tr, state, way, scheduled))
    lines.append(Line("end", tr("end"), f"  {_time(tr, times.end):>7}  ", tone="strong"))
    return [Line(line.id, line.text, line.lead, line.tail, line.tone, False) for line in lines]


def missed_texts(tr: Translator, state: State, way: Way) -> list[str]:
    """Who never meets which table, when a round is dropped."""
    if not way.dropped_rounds:
        return []
    lost = missed(state, way)
    groups = [group for group in state.live(CafeGroup) if group.id in lost]
    if len(groups) > _MOST_GROUPS:
        return [
            tr.n(
                "{n} group misses a table that it will not meet any more.",
                "{n} groups miss a table that they will not meet any more.",
                len(groups),
            )
        ]
    if groups:
        each = []
        for group in groups:
            names = enumeration(tr, [table_name(tr, table) for table in lost[group.id]])
            each.append(tr("{group}: {tables}", group=group_name(tr, group), tables=names))
        return [tr("Will never meet: {who}", who=" · ".join(each))]
    if state.live(CafeGroup) and state.workshop.movement == "rotating":
        return [tr("Each group meets the same tables all the same.")]
    return [
        tr.n("The only table loses a round.", "Each of the {n} tables loses a round.", len(tables(state)))
    ]


def _harvest(tr: Translator, state: State, outlook: Outlook, way: Way) -> tuple[str, str, str, str]:
    """What the harvest keeps; only whoever empties the room earlier than a choice says takes from it."""
    kept = harvest_seconds(state.live(Step))
    if way.is_in_time or not outlook.is_hard:
        if not kept:
            return tr("No time was planned for the harvest."), "", "", "dim"
        return tr("The harvest keeps its {minutes}.", minutes=duration(tr, kept)), "", "", "dim"
    params = {"end": _time(tr, promised_end(way)), "minutes": about(tr, min(way.over, kept) or way.over)}
    text = tr(
        "The hard end becomes {end}: ask first. Otherwise {minutes} are lost for the harvest.", **params
    )
    return text, "", "", "warning"


def _step_line(tr: Translator, state: State, way: Way, scheduled: ScheduledStep) -> Line:
    step = scheduled.step
    if step in way.dropped:
        return Line(step.id, step_name(tr, state, step), f"× {'':>7}  ", tr("dropped"), "dim")
    lead = f"{'▶' if scheduled.is_current else ' '} {_time(tr, scheduled.start):>7}  "
    length = duration(tr, round(scheduled.end - scheduled.start))
    cut = way.cuts.get(step.id, 0)
    if cut:
        length = f"{length} ({_MINUS}{duration(tr, cut)})"
    return Line(step.id, step_name(tr, state, step), lead, length, "strong" if cut else "")


def _minutes(tr: Translator) -> str:
    return duration(tr, SHORTEST_ROUND)


def _time(tr: Translator, wall: float) -> str:
    return time_of_day(tr, wall, full=True)
