"""The one-line bars of the screen, as parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from atelier.domain.canvas import Heading
from atelier.domain.note import LONGEST_NOTE
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.frozen import frozen
from atelier.ui.screens.capture.desk import Desk, Stop, live_stop
from atelier.ui.screens.capture.paper import sheet_at, sheet_parts
from atelier.ui.screens.capture.sheet import Sheet, link_text
from atelier.ui.screens.capture.stops import group_words, stop_name
from atelier.ui.screens.capture.waiting import Waiting
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import group_name, heading_name, heading_singular, profile_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

COUNT_FROM = LONGEST_NOTE - 200
"""From how many characters on they are counted on screen."""


@frozen
class Word:
    """A few words that answer what was just done."""

    text: str = ""
    tone: str = ""


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> list[Part]:
    """Parts at both ends of a line; when both do not fit, the left ones are shortened or left out last.

    Args:
        left: parts at the left edge.
        right: parts at the right edge.
        width: terminal cells of the line.
    """
    wanted = sum(cell_len(part.text) for part in (*left, *right))
    return [*left, Part(" " * max(1, width - wanted)), *right]


def place_parts(tr: Translator, state: State, desk: Desk, key: str) -> list[Part]:
    """Where notes go: table, group and round, or a paper sheet; for late entry said loudly.

    Args:
        tr: the interface's language.
        state: the workshop.
        desk: the table's desk.
        key: the key that goes back to live.
    """
    table = state.get(CafeTable, desk.table_id)
    name = table_title(tr, table) if table is not None else tr("No table yet: add one in Prepare (F2).")
    title = Part(one_line(name), "title", "screen.choose_cell", is_flexible=True)
    if desk.late is not None and desk.is_paper:
        sheet = sheet_at(state, desk.table_id, desk.late)
        if sheet is not None:
            return sheet_parts(tr, sheet, key)
    if desk.late is None:
        live = live_stop(state, desk.table_id)
        parts = [Part(" "), title]
        if live.group_id is not None:
            parts.append(Part(f" · {group_name(tr, state.get(CafeGroup, live.group_id))}", "strong"))
        if live.round:
            parts.append(Part(f" · {tr('round {round}', round=live.round)}", "strong"))
        return parts
    early = desk.late.round > live_stop(state, desk.table_id).round
    words = tr("ENTRY IN ADVANCE") if early else tr("LATE ENTRY")
    return [
        Part(f" {words} · {stop_name(tr, state, desk.late)} "),
        Part("· "),
        Part(one_line(name), "", "screen.choose_cell", is_flexible=True),
        Part(f"  {key} ", "key", "screen.go_live"),
        Part(f" {tr('back to live')} ", "", "screen.go_live"),
    ]


def heading_parts(
    tr: Translator, state: State, sheet: Sheet, current: str, *, shows_all: bool, key: str
) -> list[Part]:
    """The headings as tabs with their counts, and what shows all of them.

    Args:
        tr: the interface's language.
        state: the workshop.
        sheet: what is counted.
        current: the heading that is typed in.
        shows_all: whether the notes of all headings are shown.
        key: the key that changes that.
    """
    parts: list[Part] = []
    for index, heading in enumerate(state.live(Heading)):
        tone = "here" if heading.key == current else ""
        action = f"screen.go_to_heading({index})"
        name = Part(one_line(heading_name(heading)), tone, action, is_flexible=True)
        parts += [Part(" "), Part(" ", tone, action), name]
        parts.append(Part(f" {sheet.count(heading.key)} ", tone, action))
    words = tr("this one only") if shows_all else tr("all of them")
    return [
        *parts,
        Part("  "),
        Part(key, "key", "screen.toggle_all"),
        Part(f" {words}", "dim", "screen.toggle_all"),
    ]


def waiting_parts(tr: Translator, state: State, desk: Desk, waiting: Waiting, key: str) -> list[Part]:
    """The question whether the next group is seated.

    Args:
        tr: the interface's language.
        state: the workshop.
        desk: the table's desk.
        waiting: who is awaited.
        key: the key that says yes.
    """
    question = _question(tr, state, waiting)
    tone = "alarm" if waiting.is_urgent else "title"
    here = group_words(tr, state, live_stop(state, desk.table_id))
    if desk.late is not None:
        return [Part(f" {question} ", tone), Part(f" {tr('first go back to live')}", "", "screen.go_live")]
    return [
        Part(f" {question} ", tone, "screen.confirm_group"),
        Part(" "),
        Part(key, "key", "screen.confirm_group"),
        Part(f" {tr('yes')} ", "", "screen.confirm_group"),
        Part("· ", "dim"),
        Part(tr("until then notes go to {group}", group=here), "dim", is_flexible=True),
    ]


def _question(tr: Translator, state: State, waiting: Waiting) -> str:
    groups = [state.get(CafeGroup, stop.group_id) for stop in waiting.stops]
    if waiting.is_return:
        number = waiting.stops[0].round if waiting.stops else 0
        return tr("The clock is back in round {round}: who is seated?", round=number)
    if len(groups) > 1:
        names = ", ".join(group.label for group in groups if group is not None)
        return tr("Which group is seated: {groups}?", groups=names)
    if groups and groups[0] is not None:
        return tr("Is {group} seated?", group=group_name(tr, groups[0]))
    return tr("Are the people of round {round} seated?", round=waiting.stops[0].round)


def cue_parts(tr: Translator, key: str) -> list[Part]:
    """The cue for the idée phare.

    Args:
        tr: the interface's language.
        key: the key that stars the last note.
    """
    return [
        Part(f" {tr('If you keep only one thing?')} ", "title"),
        Part(" "),
        Part(key, "key", "screen.star"),
        Part(" "),
        Part(tr("stars the last note"), "", "screen.star", is_flexible=True),
    ]


def state_parts(
    tr: Translator,
    state: State,
    desk: Desk,
    word: Word,
    width: int,
    between: Callable[[int], Sequence[Part]] = lambda _: (),
) -> list[Part]:
    """What is true of the line being typed at the left, what became of the last one at the right.

    Args:
        tr: the interface's language.
        state: the workshop.
        desk: the table's desk.
        word: what became of what was just done.
        width: terminal cells of the line.
        between: what stands between the two, if it fits the terminal cells that are left.
    """
    left = [Part(" ")]
    if desk.editing is not None:
        left.append(Part(tr("correction — Esc gives it up"), "warning"))
    elif desk.late is None and desk.begun not in (None, live_stop(state, desk.table_id)):
        group = group_words(tr, state, desk.begun or Stop(0, None))
        left.append(Part(tr("this line goes to {group}", group=group), "warning"))
    about = []
    if desk.star:
        about.append(tr("★ key idea"))
    if desk.profile:
        about.append(profile_name(state, desk.profile))
    if desk.link is not None:
        about.append("↳ " + one_line(link_text(tr, state, desk.link.note_id, desk.link.kind)))
    if about:
        left += [Part("  " if len(left) > 1 else ""), Part(" · ".join(about), "strong", is_flexible=True)]
    length = len(desk.text)
    if length > COUNT_FROM:
        tone = "alarm" if length > LONGEST_NOTE else "warning"
        left.append(Part(f"  {length}/{LONGEST_NOTE}", tone))
    right = [Part(one_line(word.text), word.tone, is_flexible=True), Part(" ")] if word.text else []
    if len(left) > 1:
        left.append(Part("  "))
    room = width - sum(cell_len(part.text) for part in (*left, *right)) - 1
    return spread([*left, *between(room)], right, width)


def prompt_text(heading: Heading | None) -> str:
    """What stands before the field."""
    return f" {one_line(heading_singular(heading))} ▸" if heading is not None else " ▸"
