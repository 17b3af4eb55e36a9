"""The coverage grid as rows and columns, and what its cells say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.instant import to_wall
from atelier.domain.workshop import OUTSIDE_ROUNDS
from atelier.frozen import frozen
from atelier.ui.screens.run.tables import ago
from atelier.ui.wording import cell_state_name, group_name, heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

NARROWEST: Final = 4
"""Cells of a column that shows a count and a star."""
TITLE_WIDTH: Final = 26
"""Cells of the column that names the rows."""

SIGNS: Final = {
    CellState.UPCOMING: "·",
    CellState.OPEN: "○",
    CellState.NOT_REACHED: "–",
    CellState.NOTHING_TO_ADD: "=",
    CellState.NOT_COLLECTED: "✗",
    CellState.CANCELLED: "/",
    CellState.UNEXPLAINED: "?",
}
"""What an empty cell shows where its words do not fit."""


@frozen
class GridRow:
    """One row: a table, or a round of it."""

    title: str
    cells: tuple[CellStatus | None, ...] = ()
    """One a column; None where there is no such cell."""


@frozen
class Grid:
    """Every cell of the workshop in rows and columns."""

    columns: tuple[str, ...]
    spans: tuple[tuple[str, int], ...]
    """Names above several columns, with how many; empty for none."""
    rows: tuple[GridRow, ...]


def lay_out(
    tr: Translator, headings: Sequence[Heading], cells: Sequence[CellStatus], width: int, height: int
) -> Grid:
    """The grid that shows most at one glance.

    A row a round reads best; when that is too high, each table has one row, and the rounds stand side
    by side.

    Args:
        tr: the interface's language.
        headings: of the canvas.
        cells: of the workshop.
        width: terminal cells for the columns.
        height: rows.
    """
    stops = len(cells) // max(1, len(headings)) + len({cell.table.id for cell in cells})
    rounds = {cell.key.round for cell in cells}
    if stops < height or len(rounds) * len(headings) * NARROWEST > width:
        return _by_rounds(tr, headings, cells)
    return _by_tables(tr, headings, cells)


def _by_rounds(tr: Translator, headings: Sequence[Heading], cells: Sequence[CellStatus]) -> Grid:
    rows: list[GridRow] = []
    count = max(1, len(headings))
    for start in range(0, len(cells), count):
        stop = cells[start : start + count]
        if start == 0 or stop[0].table != cells[start - 1].table:
            rows.append(GridRow(table_title(tr, stop[0].table)))
        rows.append(GridRow(f"  {stop_name(tr, stop[0])}", tuple(stop)))
    return Grid(tuple(heading_name(heading) for heading in headings), (), tuple(rows))


def _by_tables(tr: Translator, headings: Sequence[Heading], cells: Sequence[CellStatus]) -> Grid:
    count = max(1, len(headings))
    rounds = sorted({cell.key.round for cell in cells})
    stops: dict[str, dict[int, list[Sequence[CellStatus]]]] = {}
    for start in range(0, len(cells), count):
        stop = cells[start : start + count]
        stops.setdefault(stop[0].table.id, {}).setdefault(stop[0].key.round, []).append(stop)
    rows: list[GridRow] = []
    for by_round in stops.values():
        # Groups that share a table in a round stand below each other.
        for layer in range(max(len(found) for found in by_round.values())):
            line: list[CellStatus | None] = []
            for round_number in rounds:
                found = by_round.get(round_number, [])
                line += found[layer] if layer < len(found) else [None] * count
            first = next(cell for cell in line if cell is not None)
            rows.append(GridRow("" if layer else table_title(tr, first.table), tuple(line)))
    names = [heading_name(heading) for heading in headings]
    spans = tuple((round_name(tr, round_number), count) for round_number in rounds)
    return Grid(tuple(names * len(rounds)), spans, tuple(rows))


def round_name(tr: Translator, round_number: int) -> str:
    """A round in a few words."""
    if round_number == OUTSIDE_ROUNDS:
        return tr("outside rounds")
    return tr("round {round}", round=round_number)


def stop_name(tr: Translator, cell: CellStatus) -> str:
    """The round and group of a cell."""
    if cell.group is None:
        return round_name(tr, cell.key.round)
    return f"{round_name(tr, cell.key.round)} · {group_name(tr, cell.group)}"


def short_state(tr: Translator, state: CellState) -> str:
    """An empty cell's state in two words."""
    match state:
        case CellState.NOTHING_TO_ADD:
            return tr("nothing to add")
        case CellState.CANCELLED:
            return tr("cancelled")
        case CellState.UNEXPLAINED:
            return tr("to explain")
        case _:
            return cell_state_name(tr, state)


def cell_text(tr: Translator, cell: CellStatus, *, is_short: bool) -> str:
    """What a cell of the grid shows.

    Args:
        tr: the interface's language.
        cell: the cell.
        is_short: whether only a sign fits.
    """
    if cell.notes:
        if not cell.starred:
            return str(cell.notes)
        return f"{cell.notes}★" if is_short else f"{cell.notes} ★{cell.starred}"
    return SIGNS[cell.state] if is_short else short_state(tr, cell.state)


def words_fit(tr: Translator, cells: Sequence[CellStatus], width: int) -> bool:
    """Whether the states that occur fit a column in words."""
    states = {cell.state for cell in cells if not cell.notes}
    return all(cell_len(short_state(tr, state)) < width for state in states)


def legend(tr: Translator) -> str:
    """What the signs mean."""
    return "  ".join(f"{sign} {short_state(tr, state)}" for state, sign in SIGNS.items())


def description(tr: Translator, cell: CellStatus, headings: Sequence[Heading], now: float) -> str:
    """A cell in a sentence.

    Args:
        tr: the interface's language.
        cell: the cell.
        headings: of the canvas.
        now: the wall clock, seconds since the epoch.
    """
    heading = next((heading_name(found) for found in headings if found.key == cell.key.heading), "")
    where = f"{table_title(tr, cell.table)} · {stop_name(tr, cell)} · {heading}"
    if cell.notes:
        what = tr.n("{n} note", "{n} notes", cell.notes)
        if cell.starred:
            what += f" · ★ {cell.starred}"
        if cell.last_at:
            what += " · " + tr("last note {ago}", ago=ago(tr, now - to_wall(cell.last_at)))
    else:
        what = cell_state_name(tr, cell.state)
        if cell.reason:
            what = tr("{state}: {reason}", state=what, reason=cell.reason)
    return f"{where} — {what}"
