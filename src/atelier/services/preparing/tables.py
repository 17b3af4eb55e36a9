"""The tables: topic, question, host, their number and their order."""

from __future__ import annotations

from typing import Final

from atelier.domain.cell import Cell
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable, Seating
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan
from atelier.services.preparing.seatings import seat_changes

MOST_TABLES: Final = 99


def write_table(
    state: State, table_id: str, column: str, text: str, *, based_on: str | None = None
) -> Action | None:
    """Write the `topic`, the `question` or the `host` of a table; None when nothing changes."""
    table = _table(state, table_id)
    if column not in ("topic", "question", "host"):
        raise ValueError(column)
    changes = plan.differing(table, {column: plan.line(text)}, based_on)
    return plan.action("table", changes, _about(table))


def add_table(state: State, now: Moment, *, table_id: str | None = None) -> Action | None:
    """Add a table after the others.

    Raises:
        AtelierError: there are as many as there may be.
    """
    number = max((table.number for table in tables(state)), default=0) + 1
    if number > MOST_TABLES:
        raise AtelierError(N_("There are {most} tables already: no more are possible."), most=MOST_TABLES)
    changes = [Change(CafeTable.KIND, table_id or new_id(now.wall), {"number": number})]
    changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("table", changes, f"T{number}")


def remove_table(state: State, now: Moment, table_id: str) -> Action | None:
    """Remove a table of which nothing is known; those after it move up, as long as nothing has begun.

    Raises:
        AtelierError: something is known of it.
    """
    table = _table(state, table_id)
    refuse_if_used(state, table)
    changes = [Change(CafeTable.KIND, table.id, {"deleted": True})]
    changes += [
        Change(Seating.KIND, seat.id, {"deleted": True})
        for seat in state.live(Seating)
        if seat.table_id == table.id
    ]
    if not plan.has_begun(state, now):
        # Once people sit, the numbers stand on the tables of the room
        for number, other in enumerate((one for one in tables(state) if one != table), start=1):
            changes += plan.differing(other, {"number": number})
    changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("table", changes, _about(table))


def refuse_if_used(state: State, table: CafeTable) -> None:
    """Say why a table cannot be removed, if it cannot; rehearsal notes do not hold it.

    Raises:
        AtelierError: notes, points, reasons or groups are there.
    """
    notes = sum(note.table_id == table.id and not note.is_rehearsal for note in state.live(Note))
    if notes:
        raise AtelierError(
            N_(
                "Table {number} holds {n} note, so it stays. Move or remove it first.",
                "Table {number} holds {n} notes, so it stays. Move or remove them first.",
            ),
            number=table.number,
            n=notes,
        )
    if any(theme.table_id == table.id for theme in state.live(Theme)):
        raise AtelierError(
            N_("Table {number} has points of synthesis, so it stays. Remove them first, in Fuse."),
            number=table.number,
        )
    seated = [seat.round for seat in state.live(Seating) if seat.table_id == table.id and seat.confirmed_at]
    answered = [cell.round for cell in state.live(Cell) if cell.table_id == table.id and cell.state]
    if seated or answered:
        raise AtelierError(
            N_("People sat at table {number} in round {round}: it stays, so that the synthesis can say so."),
            number=table.number,
            round=min(seated + answered),
        )


def move_table(state: State, now: Moment, table_id: str, step: int) -> Action | None:
    """Give a table the number of its neighbour, and the other way round; None at an end.

    Args:
        state: the workshop.
        now: this instant.
        table_id: the table.
        step: -1 towards the first, 1 towards the last.

    Raises:
        AtelierError: the workshop has begun.
    """
    table = _table(state, table_id)
    if plan.has_begun(state, now):
        raise AtelierError(
            N_("The workshop has begun: the numbers stand on the tables of the room, so they stay.")
        )
    ordered = tables(state)
    goal = ordered.index(table) + step
    if not 0 <= goal < len(ordered):
        return None
    other = ordered[goal]
    changes = plan.differing(table, {"number": other.number})
    changes += plan.differing(other, {"number": table.number})
    if not seat_changes(state, now):
        # Seats that were changed by hand are left alone
        changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("table", changes, _about(table))


def _table(state: State, table_id: str) -> CafeTable:
    table = state.get(CafeTable, table_id)
    if table is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    return table


def _about(table: CafeTable) -> str:
    return f"T{table.number}"
