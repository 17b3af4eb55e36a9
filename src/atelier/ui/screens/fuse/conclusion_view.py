"""The conclusion across tables as lines: what it builds on, its parts, one of them opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.canvas import Heading
from atelier.domain.fusion import support_of, themes_of, transversal_themes
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus, Transversal, TransversalSource
from atelier.domain.workshop import CafeTable, Workshop
from atelier.errors import N_
from atelier.services.variants import variants_of
from atelier.ui.screens.fuse.notes_view import headings_by_key, hints
from atelier.ui.screens.fuse.points_view import (
    PARAGRAPH,
    TITLE,
    VARIANT,
    carriers,
    theme_title,
)
from atelier.ui.screens.fuse.where import fused_places, headings_at
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_name, table_name, table_title, word_count

if TYPE_CHECKING:
    from atelier.i18n import Translator

PARTS: Final = {
    "introduction": N_("Introduction"),
    "conclusion": N_("Conclusion across tables"),
    "further": N_("To go further"),
}
"""Titles of the workshop's texts by column."""
_ABOUT: Final = {
    "introduction": N_("A few sentences before the tables: why people met, and what the reader will find."),
    "conclusion": N_("What the tables say together: what comes back, what differs, what comes next."),
    "further": N_("One resource a line: what it is called, then its address."),
}


def part_of(line_id: str | None) -> str:
    """The column of the workshop that a line stands for; empty when it stands for none."""
    name = (line_id or "").removeprefix("@")
    return name if name in PARTS and line_id != name else ""


def material_lines(tr: Translator, state: State) -> list[Line]:
    """The points of every table, to build on: those that transversal points rest on say so."""
    numbers = _numbers(state)
    lines: list[Line] = []
    for table in fused_places(state):
        for heading in headings_at(state, table.id):
            themes = _accepted(state, table, heading)
            if not themes:
                continue
            title = f"{table_name(tr, table)} · {heading_name(heading)}"
            lines.append(Line(f"/{table.id}/{heading.key}", title, tone="heading", is_selectable=False))
            for theme in themes:
                tail = f"→ {', '.join(numbers[theme.id])}" if theme.id in numbers else ""
                lead = "★ " if theme.star else "· "
                lines.append(Line(theme.id, theme_title(tr, state, theme), lead, tail))
    return lines or hints(
        (
            tr("The points of the tables will be listed here."),
            tr("t goes to the tables: that is where points are made."),
        )
    )


def part_lines(tr: Translator, state: State, stored: State | None = None) -> list[Line]:
    """The parts of the conclusion in the order of the document, and what is proposed for it.

    Args:
        tr: the interface's language.
        state: the workshop, with what is proposed.
        stored: the workshop without; the same by default.
    """
    lines = [_part(tr, state, "introduction")]
    known = state if stored is None else stored
    transversals = [row for row in state.live(Transversal) if known.get(Transversal, row.id) is not None]
    proposed = proposed_transversals(state, known)
    title = tr("Points that come back from table to table")
    lines.append(
        Line("/transversals", title, tail=str(len(transversals)), tone="heading", is_selectable=False)
    )
    for number, row in enumerate(transversals, 1):
        tables = _tables(tr, state, row)
        tail = " ".join(part for part in ("" if row.paragraph else tr("to write"), tables) if part)
        lines.append(Line(row.id, row.title or tr("(no title)"), f"{number:>2} ", tail))
    if not transversals and not proposed:
        lines += hints([tr("Mark points of several tables with Space, then Enter makes one of them.")])
    if proposed:
        count = str(len(proposed))
        lines.append(Line("/suggestions", tr("Suggestions"), tail=count, tone="heading", is_selectable=False))
        lines += [Line(row.id, row.title, " ~ ", _tables(tr, state, row), "dim") for row in proposed]
    lines.append(Line("/end", tr("To end with"), tone="heading", is_selectable=False))
    lines += [_part(tr, state, "conclusion"), _part(tr, state, "further")]
    return lines


def proposed_transversals(state: State, stored: State) -> list[Transversal]:
    """The points across tables that are only proposed, in the order in which they are listed.

    Args:
        state: the workshop, with what is proposed.
        stored: the workshop without.
    """
    return [row for row in state.live(Transversal) if stored.get(Transversal, row.id) is None]


def part_detail_lines(
    tr: Translator, state: State, line_id: str | None, *, draft: bool = False
) -> list[Line]:
    """One part of the conclusion opened.

    Args:
        tr: the interface's language.
        state: the workshop.
        line_id: the line of `part_lines` that is opened.
        draft: whether a text of it was typed and not kept.
    """
    column = part_of(line_id)
    mark = tr("draft") if draft else ""
    if column:
        text = str(getattr(state.workshop, column))
        title = tr(PARTS[column])
        lines = [
            Line("/paragraph", title, tail=_both(_size(tr, text), mark), tone="heading", is_selectable=False)
        ]
        lines.append(_text(text, tr("Not written yet: e writes it, the tables' points beside it.")))
        lines += _others(tr, state, Workshop.KIND, state.workshop.id, column)
        return lines + hints([tr(_ABOUT[column])])
    row = state.get(Transversal, line_id)
    if row is None:
        return hints([tr("Choose a part of the conclusion: it shows here.")])
    themes = transversal_themes(state, row.id)
    lines = [
        Line(TITLE, row.title or tr("(no title)"), tone="strong"),
        Line("/sources", tr("Rests on"), tail=str(len(themes)), tone="heading", is_selectable=False),
    ]
    names = headings_by_key(state)
    for theme in themes:
        table = state.get(CafeTable, theme.table_id)
        heading = names.get(theme.heading)
        marks = [table_name(tr, table)] if table is not None else []
        marks += [heading_name(heading)] if heading is not None else []
        lines.append(Line(theme.id, theme_title(tr, state, theme), "· ", " ".join(marks)))
    if not themes:
        lines += hints([tr("On nothing yet: mark points of the tables, then a attaches them.")])
    size = _both(_size(tr, row.paragraph), mark)
    lines.append(Line("/paragraph", tr("Paragraph"), tail=size, tone="heading", is_selectable=False))
    lines.append(_text(row.paragraph, tr("Not written yet: e writes it, the tables' points beside it.")))
    for column in ("paragraph", "title"):
        lines += _others(tr, state, Transversal.KIND, row.id, column)
    return lines


def beside_transversal(tr: Translator, state: State, row: Transversal) -> list[Line]:
    """What is read while a transversal paragraph is written: the points that it rests on, whole."""
    lines: list[Line] = []
    for theme in transversal_themes(state, row.id):
        table = state.get(CafeTable, theme.table_id)
        title = theme_title(tr, state, theme)
        tail = table_name(tr, table) if table is not None else ""
        lines.append(Line(f"/{theme.id}", title, tail=tail, tone="heading", is_selectable=False))
        lines.append(_paragraph(tr, theme))
    return lines


def beside_workshop(tr: Translator, state: State) -> list[Line]:
    """What is read while the conclusion is written: transversal points, then those of every table."""
    lines: list[Line] = []
    transversals = state.live(Transversal)
    if transversals:
        lines.append(Line("/across", tr("Across tables"), tone="heading", is_selectable=False))
        lines += [
            Line(row.id, row.title or tr("(no title)"), "· ", _tables(tr, state, row)) for row in transversals
        ]
    for table in fused_places(state):
        lines.append(Line(f"/{table.id}", table_title(tr, table), tone="heading", is_selectable=False))
        for heading in headings_at(state, table.id):
            for theme in _accepted(state, table, heading):
                lead = "★ " if theme.star else "· "
                tail = carriers(support_of(state, theme.id))
                lines.append(Line(theme.id, theme_title(tr, state, theme), lead, tail))
    return lines


def _paragraph(tr: Translator, theme: Theme) -> Line:
    if theme.paragraph:
        return Line(theme.id, theme.paragraph)
    return Line(theme.id, tr("(its paragraph is not written)"), tone="dim")


def _accepted(state: State, table: CafeTable, heading: Heading) -> list[Theme]:
    themes = themes_of(state, table.id, heading.key)
    return [theme for theme in themes if theme.status == ThemeStatus.ACCEPTED]


def _numbers(state: State) -> dict[str, list[str]]:
    """The numbers of the transversal points that rest on each point."""
    ranks = {row.id: number for number, row in enumerate(state.live(Transversal), 1)}
    found: dict[str, list[int]] = {}
    for source in state.live(TransversalSource):
        if source.transversal_id in ranks:
            found.setdefault(source.theme_id, []).append(ranks[source.transversal_id])
    return {theme_id: [str(number) for number in sorted(numbers)] for theme_id, numbers in found.items()}


def _tables(tr: Translator, state: State, row: Transversal) -> str:
    ids = dict.fromkeys(theme.table_id for theme in transversal_themes(state, row.id))
    tables = [table for table in fused_places(state) if table.id in ids]
    if len(tables) > 4:
        return tr.n("{n} table", "{n} tables", len(tables))
    return "·".join(table_name(tr, table) for table in tables)


def _part(tr: Translator, state: State, column: str) -> Line:
    text = str(getattr(state.workshop, column))
    return Line(f"@{column}", tr(PARTS[column]), tail=_size(tr, text) or tr("to write"), tone="strong")


def _size(tr: Translator, text: str) -> str:
    count = word_count(text)
    return tr.n("{n} word", "{n} words", count) if count else ""


def _both(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _text(text: str, otherwise: str) -> Line:
    return Line(PARAGRAPH, text) if text else Line(PARAGRAPH, otherwise, tone="dim")


def _others(tr: Translator, state: State, kind: str, row_id: str, column: str) -> list[Line]:
    return [
        Line(
            f"{VARIANT}{variant.id}",
            tr("Other version — Enter chooses: {text}", text=variant.text),
            "≠ ",
            tone="warning",
        )
        for variant in variants_of(state, kind, row_id, column)
    ]
