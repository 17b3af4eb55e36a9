"""Why cells are empty: what is asked, for a whole table at once or for less."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.glance import by_table
from atelier.domain.text import check_note
from atelier.services import notes
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.run.grid import stop_name
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import cell_state_name, heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.run.table_keys import TableKeys


async def ask_reasons(screen: TableKeys, near: CellStatus | None, table_id: str | None) -> None:
    """Say why cells are empty: all those of a table at once, those of a group, or one.

    Args:
        screen: the screen.
        near: the cell under the cursor of the grid.
        table_id: the table under the cursor of the list of tables.
    """
    tr = screen.tr
    cells = coverage(screen.state, screen.reading())
    scopes = empty_scopes(screen, cells, near)
    if not scopes:
        screen.atelier.say(tr("No cell is empty without a reason."))
        return
    place = table_id if near is None else near.table.id
    start = next((str(i) for i, (_, scope) in enumerate(scopes) if scope[0].table.id == place), "0")
    chosen = await screen.ask(Choice(tr("Which empty cells?"), scope_lines(tr, scopes), cursor=start))
    if chosen is None:
        return
    await ask_why(screen, scopes[int(chosen)][1])


async def ask_why(screen: TableKeys, scope: Sequence[CellStatus]) -> None:
    """Say why some cells are empty, all for one reason."""
    tr = screen.tr
    answer = await screen.ask(Choice(tr("Why is nothing there?"), answers(screen, scope)))
    if answer is None:
        return
    reason: str | None = ""
    if answer == CellState.NOT_COLLECTED:
        question = tr("Why was it not collected? A sheet that was lost, a group that left…")
        reason = await screen.ask(OneLine(question, scope[0].reason, check=check_note))
    if reason is None:
        return
    why = reason
    state = CellState(answer) if answer else None
    screen.perform(
        lambda: notes.answer_cells(
            screen.state, [cell.key for cell in scope], state, why, screen=screen.SECTION
        )
    )


def empty_scopes(
    screen: TableKeys, cells: Sequence[CellStatus], near: CellStatus | None
) -> list[tuple[str, list[CellStatus]]]:
    """What can be answered for at once: the cell under the cursor, then each table's empty cells."""
    tr = screen.tr
    scopes: list[tuple[str, list[CellStatus]]] = []
    if near is not None and not near.notes:
        heading = next((h for h in screen.state.live(Heading) if h.key == near.key.heading), None)
        name = heading_name(heading) if heading is not None else ""
        where = f"{table_title(tr, near.table)} · {stop_name(tr, near)} · {name}"
        scopes.append((tr("only this cell: {where}", where=where), [near]))
    asked = by_table(cell for cell in cells if cell.state is CellState.UNEXPLAINED)
    for found in asked.values():
        scopes.append((table_title(tr, found[0].table), found))
        stops = list(dict.fromkeys((cell.key.round, cell.key.group_id) for cell in found))
        for stop in stops if len(stops) > 1 else ():
            some = [cell for cell in found if (cell.key.round, cell.key.group_id) == stop]
            scopes.append((tr("only {stop}", stop=stop_name(tr, some[0])), some))
    return scopes


def scope_lines(tr: Translator, scopes: Sequence[tuple[str, Sequence[CellStatus]]]) -> list[Line]:
    """One line for each of what can be answered for at once; the id is its rank."""
    return [_scope_line(tr, index, text, scope) for index, (text, scope) in enumerate(scopes)]


def _scope_line(tr: Translator, index: int, text: str, scope: Sequence[CellStatus]) -> Line:
    is_table = text == table_title(tr, scope[0].table)
    count = tr.n("{n} empty cell", "{n} empty cells", len(scope))
    return Line(str(index), text, "" if is_table else "  ", count, "strong" if is_table else "")


def answers(screen: TableKeys, cells: Sequence[CellStatus]) -> list[Line]:
    """The reasons that can be given for some empty cells."""
    tr = screen.tr
    offered = (CellState.NOT_REACHED, CellState.NOTHING_TO_ADD, CellState.NOT_COLLECTED, CellState.CANCELLED)
    lines = [Line(state.value, cell_state_name(tr, state)) for state in offered]
    lines[2] = Line(lines[2].id, tr("{state}: say why", state=lines[2].text))
    if any(cell.state in offered for cell in cells):
        lines.append(Line("", tr("no reason: take the answer away"), tone="dim"))
    return lines
