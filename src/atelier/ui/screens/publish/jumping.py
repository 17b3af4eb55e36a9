"""From what remains to do to the place where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.cell import Cell
from atelier.domain.coverage import coverage
from atelier.domain.note import CellKey
from atelier.domain.place import table_numbered
from atelier.domain.theme import Theme
from atelier.domain.workshop import HeadCount, Profile, Workshop
from atelier.services.remaining import Group, Task

if TYPE_CHECKING:
    from atelier.ui.base import WorkshopScreen

_WRITTEN_IN_FUSE: Final = frozenset({"conclusion", "introduction", "further"})
"""Columns of the workshop that are written in Fusionner and not in Préparer."""
_PREPARED: Final = frozenset((Profile.KIND, HeadCount.KIND))
_COLUMNS_PREPARED: Final = frozenset({"topic", "question", "host"})


def jump(screen: WorkshopScreen, task: Task) -> None:
    """Show the place where a thing is done."""
    atelier, state, where = screen.atelier, screen.state, task.where
    if task.group in (Group.SHEET, Group.REHEARSAL):
        atelier.action_show_run()
        return
    cell = task.cell
    if cell is None and where.kind == Cell.KIND:
        cell = _cell(screen, where.row_id)
    if cell is not None:
        atelier.capture_at(cell.table_id, cell.round, cell.group_id, cell.heading)
        return
    is_prepared = where.kind in _PREPARED or where.column in _COLUMNS_PREPARED
    if is_prepared or (where.kind == Workshop.KIND and where.column not in _WRITTEN_IN_FUSE):
        atelier.action_show_prepare()
        return
    table = None if where.table is None else table_numbered(state, where.table)
    if table is not None:
        atelier.fuse_at(table.id, where.heading, where.row_id if where.kind == Theme.KIND else "")
        return
    theme = state.get(Theme, where.row_id) if where.kind == Theme.KIND else None
    if theme is not None:
        atelier.fuse_at(theme.table_id, theme.heading, theme.id)
        return
    atelier.action_show_fuse()


def _cell(screen: WorkshopScreen, row_id: str) -> CellKey | None:
    cells = coverage(screen.state, screen.reading())
    return next((cell.key for cell in cells if cell.key.row_id == row_id), None)
