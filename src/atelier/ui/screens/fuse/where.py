"""Where one is in the fusion: a table and a heading, or the conclusion; and where to go from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.fusion import count_notes, themes_of
from atelier.domain.place import notes_at, places
from atelier.domain.state import State
from atelier.domain.theme import ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.frozen import frozen

CONCLUSION: Final = ""
"""Stands in place of a table's id for what goes across tables."""


@frozen
class Where:
    """One page of the fusion."""

    table_id: str = CONCLUSION
    heading: str = ""
    """Key of the heading; empty in the conclusion."""

    @property
    def is_conclusion(self) -> bool:
        """Whether it is the conclusion across tables."""
        return self.table_id == CONCLUSION


def fused_places(state: State) -> tuple[CafeTable, ...]:
    """The tables, and the plenary when something was noted there or there is nothing else."""
    found = places(state)
    tables = [table for table in found if not table.is_plenary]
    return tuple(
        table
        for table in found
        if not table.is_plenary or not tables or notes_at(state, table.id) or themes_of(state, table.id)
    )


def headings_at(state: State, table_id: str) -> tuple[Heading, ...]:
    """The headings of a table: those of the canvas, then those taken out of it that still hold something."""
    headings = state.live(Heading)
    known = {heading.key for heading in headings}
    held = {note.heading for note in notes_at(state, table_id)}
    held |= {theme.heading for theme in themes_of(state, table_id)}
    rows = state.all(Heading)
    gone = [rows.get(key) or Heading(id=key, key=key, title=key) for key in sorted(held - known)]
    return (*headings, *gone)


def pages(state: State) -> tuple[Where, ...]:
    """Every page in the order of the document, the conclusion last."""
    found = [
        Where(table.id, heading.key)
        for table in fused_places(state)
        for heading in headings_at(state, table.id)
    ]
    return (*found, Where())


def settled(state: State, where: Where | None) -> Where:
    """The page itself while it is there, else the nearest one."""
    found = pages(state)
    if where is None:
        return found[0]
    same_table = [page for page in found if page.table_id == where.table_id]
    if where in same_table:
        return where
    return same_table[0] if same_table else found[0]


def next_heading(state: State, where: Where, step: int) -> Where:
    """The page after or before, across tables; the first after the last."""
    found = pages(state)
    return found[(found.index(where) + step) % len(found)]


def next_table(state: State, where: Where, step: int) -> Where:
    """The same heading of the next table or the one before; the conclusion comes after the last table."""
    ids = [*(table.id for table in fused_places(state)), CONCLUSION]
    table_id = ids[(ids.index(where.table_id) + step) % len(ids)]
    return settled(state, Where(table_id, where.heading) if table_id != CONCLUSION else Where())


def next_with_work(state: State, where: Where) -> Where | None:
    """The next page that has notes to treat or suggestions, this one last; None when all is done."""
    found = pages(state)
    at = found.index(where)
    return next((page for page in _round(found, at) if has_work(state, page)), None)


def has_work(state: State, where: Where) -> bool:
    """Whether a page has notes to treat or suggestions."""
    if where.is_conclusion:
        return False
    if count_notes(state, where.table_id, where.heading).pending:
        return True
    themes = themes_of(state, where.table_id, where.heading)
    return any(theme.status == ThemeStatus.PROPOSED for theme in themes)


def _round(found: tuple[Where, ...], at: int) -> Iterable[Where]:
    return (*found[at + 1 :], *found[: at + 1])
