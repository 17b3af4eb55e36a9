"""Changing the host of a table in a moment."""

from __future__ import annotations

from dataclasses import replace

from atelier.domain.change import Action
from atelier.domain.place import tables
from atelier.domain.workshop import CafeTable
from atelier.services.preparing import plan
from atelier.services.preparing.tables import write_table
from atelier.ui.base import WorkshopScreen
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import table_title


async def ask_host(screen: WorkshopScreen, near: str | None = None) -> None:
    """Ask who hosts a table now.

    Args:
        screen: the screen, where undo then takes it back.
        near: id of the table under the cursor.
    """
    tr, app = screen.tr, screen.atelier
    places = tables(screen.state)
    if not places:
        app.say(tr("This workshop has no tables."))
        return
    table_id: str | None = places[0].id
    if len(places) > 1:
        lines = [Line(table.id, table_title(tr, table), tail=table.host[:30]) for table in places]
        table_id = await app.push_screen_wait(Choice(tr("Which table has another host?"), lines, cursor=near))
    table = screen.state.get(CafeTable, table_id)
    if table is None:
        return
    question = tr("Who hosts {table} now? A first name is enough.", table=table_title(tr, table))
    host = await app.push_screen_wait(OneLine(question, table.host, check=plan.line, is_proposal=True))
    if host is None:
        return

    def change() -> Action | None:
        action = write_table(screen.state, table.id, "host", host)
        return None if action is None else replace(action, screen=screen.SECTION)

    screen.perform(
        change,
        lambda _: app.say(tr("{table}: the host is {host}.", table=table_title(tr, table), host=host or "–")),
    )
