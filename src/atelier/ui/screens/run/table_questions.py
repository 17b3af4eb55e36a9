"""What is asked before a group is seated, or a message sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.glance import Glance, awaited, waiting_tables
from atelier.domain.place import current_seating, tables
from atelier.domain.silence import neglected
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services import running
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.run.message_dialog import MessageDialog, ready_messages
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, table_title

if TYPE_CHECKING:
    from atelier.ui.screens.run.table_keys import TableKeys

ALL = "*"
"""Stands for every table, or for another one than those offered."""
NOBODY = "-"
"""Stands for no group in ids of lines."""


async def ask_seated(screen: TableKeys, near: str | None) -> None:
    """Say which group has arrived at which table.

    Args:
        screen: the screen.
        near: id of the table under the cursor, offered first.
    """
    tr, glance = screen.tr, screen.look()
    waiting = waiting_tables(glance)
    lines = [
        Line(f"{table.id}|{seat.group_id or NOBODY}", _arrival(screen, table, seat.group_id))
        for table in waiting
        for seat in awaited(glance, table)
    ]
    if not lines:
        await _ask_any_group(screen, glance, near)
        return
    single = len({line.id.partition("|")[0] for line in lines}) == len(lines)
    if len(lines) > 1 and single:
        lines.append(Line(ALL, tr("All of them are seated"), tone="strong"))
    lines.append(Line("", tr("Another group, or another table…"), tone="dim"))
    start = next((line.id for line in lines if near and line.id.startswith(f"{near}|")), lines[0].id)
    answer = await screen.ask(Choice(tr("Which group is seated?"), lines, cursor=start))
    if answer is None:
        return
    if not answer:
        await _ask_any_group(screen, glance, near)
    elif answer == ALL:
        pairs = [line.id for line in lines if "|" in line.id]
        screen.perform(lambda: _seat_all(screen, glance.round, pairs))
    else:
        _seat(screen, glance.round, answer)


async def _ask_any_group(screen: TableKeys, glance: Glance, near: str | None) -> None:
    tr = screen.tr
    places = tables(glance.state)
    groups = glance.state.live(CafeGroup)
    if not places:
        screen.atelier.say(tr("This workshop has no tables."))
        return
    if len(places) == 1:
        table_id: str | None = places[0].id
    else:
        lines = [Line(table.id, table_title(tr, table), tail=_seated(screen, table)) for table in places]
        table_id = await screen.ask(Choice(tr("At which table?"), lines, cursor=near))
    if table_id is None:
        return
    seat = current_seating(glance.state, table_id)
    round_number = glance.round or (seat.round if seat is not None else 1)
    if not groups:
        _seat(screen, round_number, f"{table_id}|{NOBODY}")
        return
    table = glance.state.get(CafeTable, table_id)
    question = tr(
        "Which group is at {table} in round {round}?",
        table=table_title(tr, table) if table is not None else "",
        round=round_number,
    )
    lines = [Line(f"{table_id}|{group.id}", group_name(tr, group)) for group in groups]
    answer = await screen.ask(Choice(question, lines))
    if answer is not None:
        _seat(screen, round_number, answer)


def _arrival(screen: TableKeys, table: CafeTable, group_id: str | None) -> str:
    group = group_name(screen.tr, screen.state.get(CafeGroup, group_id))
    return f"{group} → {table_title(screen.tr, table)}"


def _seated(screen: TableKeys, table: CafeTable) -> str:
    seat = current_seating(screen.state, table.id)
    return group_name(screen.tr, screen.state.get(CafeGroup, seat.group_id)) if seat is not None else ""


def _seat(screen: TableKeys, round_number: int, pair: str) -> None:
    screen.perform(lambda: _seat_all(screen, round_number, [pair]))


def _seat_all(screen: TableKeys, round_number: int, pairs: Sequence[str]) -> Action:
    now = screen.session.clock.now()
    actions = []
    for pair in pairs:
        table_id, _, group = pair.partition("|")
        group_id = None if group == NOBODY else group
        actions.append(
            running.confirm_group(screen.state, now, table_id, round_number, group_id, screen=screen.SECTION)
        )
    changes = tuple(change for action in actions for change in action.changes)
    about = ", ".join(action.about for action in actions if action.about)
    return Action(actions[0].name, changes, screen.SECTION, about)


async def ask_message(screen: TableKeys, near: str | None) -> None:
    """Send a sentence to one table, or to all."""
    tr = screen.tr
    places = tables(screen.state)
    lines = [Line(ALL, tr("All tables"))] + [Line(table.id, table_title(tr, table)) for table in places]
    target: str | None = ALL
    if len(places) > 1:
        target = await screen.ask(Choice(tr("A message to whom?"), lines))
    if target is None:
        return
    table = None if target == ALL else screen.state.get(CafeTable, target)
    who = table_title(tr, table) if table is not None else tr("all tables")
    headings = screen.state.live(Heading)
    asked = neglected(screen.state, screen.reading(), table) if table is not None else ()
    question = tr("Message to {who}, shown in Note:", who=who)
    text = await screen.ask(MessageDialog(question, ready_messages(tr, headings, asked)))
    if text is None:
        return
    now = screen.session.clock.now()
    table_id = table.id if table is not None else None
    sent = tr("Message sent to {who}.", who=who)
    screen.perform(lambda: running.send_message(text, now, table_id), lambda _: screen.atelier.say(sent))
