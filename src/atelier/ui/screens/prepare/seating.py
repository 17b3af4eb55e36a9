"""Seating a group at another table: exchanged with the group that is there, or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.place import tables
from atelier.domain.workshop import CafeGroup, Seating
from atelier.services.preparing import seatings
from atelier.ui.dialogs.questions import Choice
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, table_title

if TYPE_CHECKING:
    from atelier.ui.screens.prepare.screen import PrepareScreen


async def choose_seat(screen: PrepareScreen, row_id: str) -> None:
    """Ask where a group sits in a round.

    Args:
        screen: the screen.
        row_id: `round/group`.
    """
    number, _, group_id = row_id.partition("/")
    round_number = int(number)
    tr, group = screen.tr, screen.planned.get(CafeGroup, group_id)
    if group is None:
        return
    question = tr("Round {round}: where does {group} sit?", round=round_number, group=group_name(tr, group))
    here = _tables_of(screen, round_number, group_id)
    choices = _choices(screen, round_number, group_id)
    cursor = f"share|{next(iter(here))}" if here else None
    answer = await screen.atelier.push_screen_wait(Choice(question, choices, cursor=cursor))
    if answer is None:
        return
    how, _, table_id = answer.partition("|")
    screen.perform(
        lambda: seatings.seat_group(
            screen.planned, screen.now, round_number, group_id, table_id, swaps=how == "swap"
        )
    )


def _choices(screen: PrepareScreen, round_number: int, group_id: str) -> list[Line]:
    tr, state = screen.tr, screen.planned
    here = _tables_of(screen, round_number, group_id)
    found: list[Line] = []
    for table in tables(state):
        there = [
            state.get(CafeGroup, seat.group_id)
            for seat in state.live(Seating)
            if seat.round == round_number and seat.table_id == table.id and seat.group_id != group_id
        ]
        names = ", ".join(group.label for group in there if group is not None)
        title = table_title(tr, table)
        if table.id in here:
            found.append(Line(f"share|{table.id}", title, tail=tr("now")))
        elif len(there) == 1 and here:
            found.append(Line(f"swap|{table.id}", title, tail=tr("exchange with {groups}", groups=names)))
            found.append(Line(f"share|{table.id}", title, tail=tr("together with {groups}", groups=names)))
        else:
            tail = tr("together with {groups}", groups=names) if names else tr("nobody yet")
            found.append(Line(f"share|{table.id}", title, tail=tail))
    return found


def _tables_of(screen: PrepareScreen, round_number: int, group_id: str) -> set[str]:
    return {
        seat.table_id
        for seat in screen.planned.live(Seating)
        if seat.round == round_number and seat.group_id == group_id
    }
