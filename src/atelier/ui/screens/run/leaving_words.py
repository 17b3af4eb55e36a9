"""What is left to be asked for before the room empties, and who calls for help, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.glance import Glance
from atelier.domain.instant import to_wall
from atelier.domain.workshop import CafeTable
from atelier.figures import about, enumeration, quotation
from atelier.services.excerpt import excerpt
from atelier.services.help_calls import open_calls
from atelier.services.leaving import Kind, Leftover
from atelier.ui.screens.run.tables import call_words
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import sheet_name, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

DRAFT_LENGTH = 48
"""Characters of an unsent line that are shown."""


def leaving_lines(tr: Translator, left: Sequence[Leftover], now: float) -> list[Line]:
    """One line a thing.

    Args:
        tr: the interface's language.
        left: what is left.
        now: the wall clock, seconds since the epoch.
    """
    return [Line(one.id, *_words(tr, one, now), tone=_tone(one)) for one in left]


def summary(tr: Translator, left: Sequence[Leftover]) -> str:
    """What is left, in one sentence; empty when nothing is."""
    counts: Counter[Kind] = Counter()
    for one in left:
        counts[one.kind] += one.count
    n = counts.__getitem__
    words = {
        Kind.CALL: tr.n("{n} call", "{n} calls", n(Kind.CALL)),
        Kind.SHEET: tr.n("{n} sheet", "{n} sheets", n(Kind.SHEET)),
        Kind.CELLS: tr.n(
            "{n} empty cell without a reason", "{n} empty cells without a reason", n(Kind.CELLS)
        ),
        Kind.KEY_IDEA: tr.n(
            "{n} table without a key idea", "{n} tables without a key idea", n(Kind.KEY_IDEA)
        ),
        Kind.DRAFT: tr.n("{n} unsent line", "{n} unsent lines", n(Kind.DRAFT)),
        Kind.REHEARSAL: tr.n("{n} rehearsal note", "{n} rehearsal notes", n(Kind.REHEARSAL)),
    }
    return enumeration(tr, [words[kind] for kind in Kind if counts[kind]])


def _tone(one: Leftover) -> str:
    return {Kind.CALL: "alarm", Kind.REHEARSAL: "dim"}.get(one.kind, "")


def _words(tr: Translator, one: Leftover, now: float) -> tuple[str, str, str]:
    """What a line says: its text, what leads it, and what Enter does."""
    name = table_name(tr, one.table) if one.table is not None else ""
    match one.kind:
        case Kind.CALL:
            lasting = about(tr, now - to_wall(one.at)) if one.at else ""
            text = tr("{table} has called you for {duration}", table=name, duration=lasting)
            return (f"{text} — {one.text}" if one.text else text, "", tr("take it up"))
        case Kind.SHEET if one.sheet is not None:
            return (tr("not returned: {sheet}", sheet=sheet_name(tr, one.sheet)), "", tr("say where it is"))
        case Kind.CELLS:
            text = tr.n(
                "{table}: {n} empty cell without a reason",
                "{table}: {n} empty cells without a reason",
                one.count,
                table=name,
            )
            return (text, "", tr("say why"))
        case Kind.KEY_IDEA:
            return (tr("{table}: no key idea", table=name), "", tr("note it"))
        case Kind.DRAFT:
            words = quotation(tr, excerpt(one.text, DRAFT_LENGTH))
            return (tr("{table}: typed and not sent: {words}", table=name, words=words), "", tr("go there"))
        case _:
            text = tr.n("{n} rehearsal note is left", "{n} rehearsal notes are left", one.count)
            return (text, "", "")


def call_lines(tr: Translator, glance: Glance) -> list[Line]:
    """The call for help that has waited longest, and how many others there are; nothing without calls."""
    calls = open_calls(glance.state)
    if not calls:
        return []
    table = glance.state.get(CafeTable, calls[0].table_id)
    text = f"{table_name(tr, table) if table is not None else '?'} {call_words(tr, glance, calls[0])}"
    if len(calls) > 1:
        text += " " + tr.n("(and {n} other table)", "(and {n} other tables)", len(calls) - 1)
    return [Line("call", text, "● ", tone="alarm", is_selectable=False)]


def reminder_lines(tr: Translator, left: Sequence[Leftover], key: str) -> list[Line]:
    """Once the rounds are over: what is left to be asked for, or that everything is there.

    Args:
        tr: the interface's language.
        left: what is left.
        key: the key that lists it.
    """
    found = summary(tr, left)
    text = tr("Everything is here: people may leave.")
    if found:
        text = tr("Before the room empties ({key}): {things}.", key=key, things=found)
    return [Line("leaving", text, tone="warning" if found else "dim", is_selectable=False)]
