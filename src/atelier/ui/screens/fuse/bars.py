"""The bars of the fusion: tables, headings, and where the notes stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from atelier.domain.fusion import Counts, count_notes, themes_of
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable
from atelier.ui.screens.fuse.where import Where, fused_places, headings_at
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import heading_name, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator


def table_parts(tr: Translator, state: State, where: Where, width: int) -> list[Part]:
    """The tables as tabs, those around the current one when not all fit, then the conclusion.

    Args:
        tr: the interface's language.
        state: the workshop.
        where: the page.
        width: cells that there are.
    """
    tables = fused_places(state)
    tabs = [
        Part(
            f" {_table_tab(tr, state, table)} ", _tone(table.id == where.table_id), f"screen.go_table({rank})"
        )
        for rank, table in enumerate(tables)
    ]
    ids = [table.id for table in tables]
    here = ids.index(where.table_id) if where.table_id in ids else len(tabs) - 1
    last = Part(f" {tr('Conclusion')} ", _tone(where.is_conclusion), f"screen.go_table({len(tables)})")
    return [Part(" "), *_window(tabs, here, width - cell_len(last.text) - 2), Part(" "), last]


def heading_parts(tr: Translator, state: State, where: Where) -> list[Part]:
    """The headings of a table as tabs, with how many points each has and how many notes are to treat."""
    if where.is_conclusion:
        return [Part(" "), Part(tr("What the tables say together"), "dim")]
    parts = [Part(" ")]
    for rank, heading in enumerate(headings_at(state, where.table_id)):
        pending = count_notes(state, where.table_id, heading.key).pending
        mark = (
            f" ({pending})" if pending else " ✓" if accepted_count(state, where.table_id, heading.key) else ""
        )
        here = heading.key == where.heading
        parts.append(Part(f" {heading_name(heading)}{mark} ", _tone(here), f"screen.go_heading({rank})"))
    return parts


def count_parts(tr: Translator, state: State, where: Where) -> list[Part]:
    """Where the notes of the page stand, and its table."""
    if where.is_conclusion:
        return _conclusion_counts(tr, state)
    table = state.get(CafeTable, where.table_id)
    if table is None:
        return []
    parts = [Part(" "), Part(table_title(tr, table), "title", is_flexible=True), Part("  ")]
    counts = count_notes(state, where.table_id, where.heading)
    parts.append(Part(counts_text(tr, counts), "warning" if counts.pending else "", is_flexible=True))
    if table.is_frozen:
        parts += [Part("  "), Part(f" {tr('FROZEN')} ", "here", "screen.finish")]
    elif table.is_signed:
        parts += [Part("  "), Part(f" {tr('signed off')} ", "strong", "screen.finish")]
    return parts


def counts_text(tr: Translator, counts: Counts) -> str:
    """« 23 notes : 19 reprises · 1 mise de côté · 3 à traiter »."""
    return tr(
        "{notes}: {used} · {aside} · {pending}",
        notes=tr.n("{n} note", "{n} notes", counts.notes),
        used=tr.n("{n} used", "{n} used", counts.used),
        aside=tr.n("{n} set aside", "{n} set aside", counts.set_aside),
        pending=tr("{n} to treat", n=counts.pending),
    )


def accepted_count(state: State, table_id: str, heading: str | None = None) -> int:
    """How many points people stand behind."""
    return sum(theme.status == ThemeStatus.ACCEPTED for theme in themes_of(state, table_id, heading))


def _conclusion_counts(tr: Translator, state: State) -> list[Part]:
    tables = fused_places(state)
    themes = [theme for theme in state.live(Theme) if theme.status == ThemeStatus.ACCEPTED]
    texts = [
        tr.n("{n} point in the tables", "{n} points in the tables", len(themes)),
        tr.n("{n} key message", "{n} key messages", sum(theme.star for theme in themes)),
        tr.n("{n} transversal point", "{n} transversal points", len(state.live(Transversal))),
    ]
    signed = sum(table.is_signed for table in tables)
    texts.append(tr("{signed} of {n} tables signed off", signed=signed, n=len(tables)))
    return [Part(" "), Part(" · ".join(texts), is_flexible=True)]


def _table_tab(tr: Translator, state: State, table: CafeTable) -> str:
    pending = count_notes(state, table.id).pending
    mark = "■" if table.is_frozen else "✓" if table.is_signed else ""
    return " ".join(part for part in (table_name(tr, table), mark, f"({pending})" if pending else "") if part)


def _tone(is_here: bool) -> str:
    return "here" if is_here else ""


def _window(tabs: Sequence[Part], here: int, width: int) -> list[Part]:
    """The tabs around one of them that fit a width, with marks where others were left out."""
    if not tabs:
        return []
    if sum(cell_len(tab.text) for tab in tabs) <= width:
        return list(tabs)
    first = last = here
    used = cell_len(tabs[here].text) + 4
    while True:
        grown = False
        for at in (last + 1, first - 1):
            if 0 <= at < len(tabs) and used + cell_len(tabs[at].text) <= width:
                used += cell_len(tabs[at].text)
                first, last = min(first, at), max(last, at)
                grown = True
        if not grown:
            break
    shown = list(tabs[first : last + 1])
    before = [Part("‹ ", "key", "screen.previous_table")] if first else []
    after = [Part(" ›", "key", "screen.next_table")] if last + 1 < len(tabs) else []
    return [*before, *shown, *after]
