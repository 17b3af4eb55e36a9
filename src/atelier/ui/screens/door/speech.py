"""What a table closed or opened means: the preview, and the sentence to read aloud to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.agenda import Step, schedule
from atelier.domain.clock import Moment
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.domain.timetable import timetable
from atelier.domain.workshop import CafeGroup, Movement
from atelier.figures import enumeration, quotation
from atelier.services.attendance import counting
from atelier.services.attendance.facts import table_of
from atelier.services.attendance.tables import Kind, Rearrangement
from atelier.services.excerpt import excerpt
from atelier.ui.screens.door.view import group_label, sizes_text, warnings

if TYPE_CHECKING:
    from atelier.i18n import Translator


def sentence(tr: Translator, plan: Rearrangement) -> str:
    """What to read aloud: which table, who goes where, who stays."""
    said = [_table_sentence(tr, plan), *_who_moves(tr, plan)]
    said += [
        tr("Group {group} goes to table {number}.", group=group.label, number=table.number)
        for group, table in plan.walks
    ]
    if plan.before.rounds != plan.after.rounds:
        said.append(tr.n("There will be {n} round.", "There will be {n} rounds.", plan.after.rounds))
    if plan.state.workshop.movement == Movement.ROTATING:
        said.append(tr("All the others stay where they are. Thank you!"))
    return " ".join(said)


def preview_texts(tr: Translator, before: State, now: Moment, plan: Rearrangement) -> list[tuple[str, str]]:
    """What will be so: sizes, who changes groups, the agenda, what is missing; each with its tone."""
    count = tr.n("{n} table", "{n} tables", len(plan.after.tables))
    texts = [(f"{count} · {sizes_text(plan.after.sizes)}", "strong")]
    texts += [(text, "") for text in _moves(tr, plan)]
    if plan.seconds:
        texts.append((_agenda(tr, before, now, plan), ""))
    texts += [("", ""), (tr("To read aloud:"), "heading"), (sentence(tr, plan), "strong")]
    lacks = warnings(tr, plan.state, plan.after)
    return [*texts, *([("", "")] if lacks else []), *((text, "warning") for text in lacks)]


def end_time(state: State, now: Moment) -> float:
    """When the agenda should end as things stand, seconds since the epoch."""
    shown = reading(state, now)
    start = timetable(state.workshop, shown, now.wall).start
    return schedule(state.live(Step), shown, start, now.wall).end


def _table_sentence(tr: Translator, plan: Rearrangement) -> str:
    table = plan.table
    topic = quotation(tr, excerpt(table.topic)) if table.topic else ""
    if plan.kind is Kind.CLOSE:
        if topic:
            return tr("We close table {number}, {topic}.", number=table.number, topic=topic)
        return tr("We close table {number}.", number=table.number)
    if topic:
        return tr("We open table {number}, {topic}.", number=table.number, topic=topic)
    return tr("We open table {number}.", number=table.number)


def _who_moves(tr: Translator, plan: Rearrangement) -> list[str]:
    movement = plan.state.workshop.movement
    if movement != Movement.ROTATING:
        if plan.kind is Kind.OPEN:
            return [tr("Whoever likes its topic is welcome there.")]
        if movement == Movement.FREE:
            return [tr("Those who were going there choose another one.")]
        return [tr("Those who were going there share themselves out over the other tables.")]
    if plan.kind is Kind.CLOSE:
        return [_spreads(tr, plan, group) for group in plan.dissolved]
    return [_gathers(tr, plan, group) for group in plan.created]


def _spreads(tr: Translator, plan: Rearrangement, group: CafeGroup) -> str:
    goals: dict[str, int] = {}
    for move in plan.moves:
        if move.source == group.id:
            goals[move.goal] = goals.get(move.goal, 0) + move.people
    if not goals:
        return tr("Group {group} is not needed any more.", group=group.label)
    going = [
        tr.n(
            "{n} person to group {group} ({table})",
            "{n} people to group {group} ({table})",
            people,
            group=group_label(plan.state, goal),
            table=_where(tr, plan, goal),
        )
        for goal, people in goals.items()
    ]
    return tr("Group {group} spreads out: {going}.", group=group.label, going=enumeration(tr, going))


def _gathers(tr: Translator, plan: Rearrangement, group: CafeGroup) -> str:
    sources: dict[str, int] = {}
    for move in plan.moves:
        if move.goal == group.id:
            sources[move.source] = sources.get(move.source, 0) + move.people
    where = _where(tr, plan, group.id)
    if not sources:
        return tr("Group {group} sits there ({table}).", group=group.label, table=where)
    coming = [
        tr.n(
            "{n} person of group {group}",
            "{n} people of group {group}",
            people,
            group=group_label(plan.state, source),
        )
        for source, people in sources.items()
    ]
    return tr(
        "{people}: you are now group {group}, come to {table}.",
        people=enumeration(tr, coming),
        group=group.label,
        table=where,
    )


def _where(tr: Translator, plan: Rearrangement, group_id: str) -> str:
    group = plan.state.get(CafeGroup, group_id)
    table = table_of(plan.state, plan.after.round, group)
    return tr("table {number}", number=table.number) if table is not None else "–"


def _moves(tr: Translator, plan: Rearrangement) -> list[str]:
    """Who changes groups, by profile: for the facilitator's eyes, never read aloud."""
    names = counting.names_of(plan.state)
    by_pair: dict[tuple[str, str], list[str]] = {}
    for move in plan.moves:
        words = f"{names.get(move.profile, move.profile)} {move.people}"
        by_pair.setdefault((move.source, move.goal), []).append(words)
    pairs = [
        f"{group_label(plan.state, source)} → {group_label(plan.state, goal)} ({', '.join(words)})"
        for (source, goal), words in by_pair.items()
    ]
    return [" · ".join(pairs)] if pairs else []


def _agenda(tr: Translator, before: State, now: Moment, plan: Rearrangement) -> str:
    rounds = tr.n("{n} round", "{n} rounds", plan.after.rounds)
    length = figures.about(tr, abs(plan.seconds))
    end = figures.time_of_day(tr, end_time(before, now) + plan.seconds)
    if plan.seconds < 0:
        return tr("{rounds}, {length} less: the end is at {time}.", rounds=rounds, length=length, time=end)
    return tr("{rounds}, {length} more: the end is at {time}.", rounds=rounds, length=length, time=end)
