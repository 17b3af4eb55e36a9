"""What stands in the way of changing points: a frozen table; and what a change takes back: its signature."""

from __future__ import annotations

from collections.abc import Collection

from atelier.domain.change import Change
from atelier.domain.fusion import themes_with
from atelier.domain.state import State
from atelier.domain.theme import ThemeSource
from atelier.domain.workshop import CafeTable
from atelier.errors import N_, AtelierError


def table_of(state: State, table_id: str) -> CafeTable:
    """The table with this id.

    Raises:
        AtelierError: it was removed.
    """
    table = state.get(CafeTable, table_id)
    if table is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    return table


def refuse_frozen(state: State, table_id: str) -> None:
    """Do nothing, unless the points of a table are locked.

    Raises:
        AtelierError: the table is frozen, or was removed.
    """
    table = table_of(state, table_id)
    if table.is_frozen and table.is_plenary:
        raise AtelierError(N_("The plenary is frozen: its points are locked. Unfreeze it to change them."))
    if table.is_frozen:
        raise AtelierError(
            N_("Table {number} is frozen: its points are locked. Unfreeze it to change them."),
            number=table.number,
        )


def unsigned(state: State, table_id: str) -> list[Change]:
    """What takes back the signature of a table whose points change; nothing when it has none."""
    if not table_of(state, table_id).is_signed:
        return []
    return [Change(CafeTable.KIND, table_id, {"signed_at": ""})]


def released(state: State, note_ids: Collection[str], *, keep_sources: bool = False) -> list[Change]:
    """What it takes for points to let notes go.

    Args:
        state: the workshop.
        note_ids: the notes.
        keep_sources: whether the sources stay as they are, because the notes themselves go.

    Raises:
        AtelierError: a point of a frozen table rests on one of them.
    """
    tables = dict.fromkeys(theme.table_id for note_id in note_ids for theme in themes_with(state, note_id))
    changes: list[Change] = []
    for table_id in tables:
        refuse_frozen(state, table_id)
        changes += unsigned(state, table_id)
    if not keep_sources:
        changes += [
            Change(ThemeSource.KIND, source.id, {"deleted": True})
            for source in state.live(ThemeSource)
            if source.note_id in note_ids
        ]
    return changes
