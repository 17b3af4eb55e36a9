"""What the door shows, from the workshop alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.clock import Moment
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Profile
from atelier.figures import enumeration
from atelier.services.attendance import counting
from atelier.services.attendance.facts import Facts, facts, round_now, table_of
from atelier.services.attendance.tables import Kind, Option, choices
from atelier.services.preparing.seatings import moving_groups
from atelier.ui.screens.door.letters import profile_letters
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

_TELLING: Final = 0.6
"""The share of those who were expected from which the number of people says something of the tables."""
_MOST_NAMED: Final = 10
"""Groups and tables that are named one by one."""


def profiles_of(tr: Translator, state: State) -> tuple[Profile, ...]:
    """The profiles that are counted; one for everybody where there are none yet."""
    everyone = Profile(id=counting.EVERYONE, key=counting.EVERYONE, label=tr("Participants"))
    return state.live(Profile) or (everyone,)


def head_parts(tr: Translator, state: State) -> list[Part]:
    """How many people are there, and how many were expected."""
    there, awaited = counting.present(state), counting.expected(state)
    title = Part(f" {tr('AT THE DOOR')}   ", "title")
    if not counting.is_begun(state) and there:
        return [title, Part(tr.n("{n} person is planned", "{n} people are planned", there), "strong")]
    count = tr.n("{n} person is there", "{n} people are there", there)
    parts = [title, Part(f" {count} ", "here")]
    if awaited and awaited != there:
        parts.append(Part(" " + tr("instead of {expected}", expected=awaited), "strong"))
        text = (
            tr.n("{n} is missing", "{n} are missing", awaited - there)
            if there < awaited
            else tr.n("{n} more", "{n} more", there - awaited)
        )
        parts.append(Part(f"   {text}", "dim"))
    elif awaited:
        parts.append(Part(" " + tr("as expected"), "dim"))
    return parts


def profile_lines(tr: Translator, state: State) -> list[Line]:
    """One line a profile: its letter, its name, how many are there and were expected, the next group."""
    profiles = profiles_of(tr, state)
    letters = profile_letters(profiles)
    lines = []
    for profile in profiles:
        there, awaited = counting.present(state, profile.key), counting.expected(state, profile.key)
        tail = f"{there:>3}"
        if counting.is_begun(state) and counting.expected(state):
            tail += f" / {awaited:>3}"
        group = counting.next_group(state, profile.key)
        if group is not None:
            tail += f"   → {group.label}"
        lines.append(
            Line(
                profile.key,
                profile.label,
                lead=f" {letters.get(profile.key, ' ')}  ",
                tail=tail,
                is_clipped=True,
            )
        )
    return lines


def arrival_text(tr: Translator, state: State, now: Moment, profile: str) -> str:
    """Where the next one of a profile is to go; nothing where people choose."""
    group = counting.next_group(state, profile)
    if group is not None:
        table = table_of(state, round_now(state, now), group)
        name = group_name(tr, group)
        return f"→ {name} · {table_title(tr, table)}" if table is not None else f"→ {name}"
    if state.workshop.movement != Movement.MIXED:
        return ""
    place = counting.next_table(state, tables(state))
    return f"→ {table_title(tr, place)}" if place is not None else ""


def room_lines(tr: Translator, state: State, now: Moment, sentence: str = "") -> list[Line]:
    """How the room stands: what to read aloud, groups, tables, who is missing where.

    Args:
        tr: the interface's language.
        state: the workshop.
        now: this instant.
        sentence: what is to be read aloud, if something is.
    """
    texts: list[tuple[str, str]] = []
    if sentence:
        texts += [(tr("To read aloud (v shows it again):"), "heading"), (sentence, "strong"), ("", "")]
    found = facts(state, now)
    texts += [(text, "") for text in (_groups(tr, state, found), _tables(tr, state, now)) if text]
    texts += [(text, "warning") for text in warnings(tr, state, found)]
    return [
        Line(str(place), text, tone=tone, is_selectable=False) for place, (text, tone) in enumerate(texts)
    ]


def warnings(tr: Translator, state: State, found: Facts) -> list[str]:
    """What will be missing: profiles at tables, tables that nobody meets, groups that come back."""
    names = counting.names_of(state)
    texts = []
    if found.twice:
        groups = named(tr, [group.label for group in found.twice])
        texts.append(
            tr.n(
                "{rounds} rounds for {tables} tables: group {groups} comes to a table a second time.",
                "{rounds} rounds for {tables} tables: groups {groups} come to a table a second time.",
                len(found.twice),
                rounds=found.rounds,
                tables=len(found.tables),
                groups=groups,
            )
        )
    if found.unvisited:
        texts.append(tr("No group ever sits at {tables}.", tables=_table_names(tr, found.unvisited)))
    never = dict(found.unmet)
    for key, places in found.missing:
        name = names.get(key, key)
        # What lacks in every round lacks in this one too
        now_only = tuple(table for table in places if table not in never.get(key, ()))
        if now_only:
            texts.append(
                tr(
                    "Nobody of “{profile}” at {tables} in round {round}.",
                    profile=name,
                    tables=_table_names(tr, now_only),
                    round=found.round,
                )
            )
        if key in never:
            texts.append(
                tr(
                    "Nobody of “{profile}” at {tables} in any round.",
                    profile=name,
                    tables=_table_names(tr, never[key]),
                )
            )
    return texts


def sizes_text(sizes: tuple[int, ...]) -> str:
    """How large groups are: 5·5·5·4·4, or 12 × 5 · 3 × 4 when there are many."""
    if len(sizes) <= _MOST_NAMED:
        return "·".join(map(str, sizes))
    counts = {size: sizes.count(size) for size in sorted(set(sizes), reverse=True)}
    return " · ".join(f"{times}\u00a0×\u00a0{size}" for size, times in counts.items())


def option_text(tr: Translator, option: Option) -> str:
    """What can be done with the tables, in a few words."""
    match option.kind:
        case Kind.KEEP:
            return tr.n("Keep {n} table", "Keep {n} tables", option.tables)
        case Kind.CLOSE:
            return tr.n("Close a table: {n} is left", "Close a table: {n} are left", option.tables)
        case Kind.OPEN:
            return tr.n("Open a table: {n} in all", "Open a table: {n} in all", option.tables)


def named(tr: Translator, names: list[str]) -> str:
    """Some names in a sentence; the first ones of many."""
    if len(names) <= _MOST_NAMED:
        return enumeration(tr, names)
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + tr.n(" and {n} other", " and {n} others", rest)


def _groups(tr: Translator, state: State, found: Facts) -> str:
    groups = moving_groups(state)
    if not groups:
        return _mixed(tr, state)
    if len(groups) > _MOST_NAMED:
        return tr.n("{n} group: {sizes}", "{n} groups: {sizes}", len(groups), sizes=sizes_text(found.sizes))
    pairs = zip(groups, found.sizes, strict=True)
    return tr("Groups: {sizes}", sizes=" · ".join(f"{group.label} {size}" for group, size in pairs))


def _mixed(tr: Translator, state: State) -> str:
    if state.workshop.movement == Movement.FREE:
        return tr("People choose their table: only heads are counted.")
    if state.workshop.movement == Movement.MIXED:
        return tr("People are mixed: they are sent to one table after the other.")
    return tr("There are no groups yet.")


def _tables(tr: Translator, state: State, now: Moment) -> str:
    there = counting.present(state)
    if not there:
        return ""
    # While most are still to come, advice would change with each of them
    is_telling = there >= _TELLING * counting.expected(state)
    parts = [
        f"{option_text(tr, option)} ({sizes_text(option.sizes)})"
        for option in choices(state, now)
        if option.kind is Kind.KEEP or (option.is_advised and is_telling)
    ]
    return tr("Tables (t): {choices}", choices=tr(" or ").join(parts)) if parts else ""


def _table_names(tr: Translator, places: tuple[CafeTable, ...]) -> str:
    return named(tr, [table_name(tr, table) for table in places])


def group_label(state: State, group_id: str) -> str:
    """The letter of a group, given up or not."""
    group = state.all(CafeGroup).get(group_id)
    return group.label if group is not None else "?"
