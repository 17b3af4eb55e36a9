"""Going to another section by one letter, where F-keys are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.note import Note
from atelier.domain.record import Row
from atelier.domain.theme import Theme, Transversal
from atelier.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def choose_section(app: AtelierApp) -> None:
    """Ask for a section, and show it."""
    from atelier.ui.dialogs.questions import Choice

    tr = app.tr
    names = [
        ("prepare", tr("Prepare")),
        ("run", tr("Run")),
        ("capture", tr("Note")),
        ("fuse", tr("Fuse")),
        ("publish", tr("Publish")),
        ("history", tr("History")),
        ("home", tr("Home")),
        ("phones", tr("Phones")),
    ]
    letters = ""
    for _, name in names:
        letters += next((letter for letter in name.lower() if letter not in letters), "?")
    lines = [Line(mode, name) for mode, name in names]
    mode = await app.push_screen_wait(Choice(tr("Go to"), lines, letters=letters))
    if mode == "home":
        app.action_show_home()
    elif mode == "history":
        app.action_show_history()
    elif mode == "phones":
        app.action_show_phones()
    elif mode is not None:
        app.switch_mode(mode)


def row_under_cursor(app: AtelierApp) -> tuple[str, str] | None:
    """Kind and id of the note or the point that the cursor of a list is on."""
    section, focused = app.section_screen, app.focused
    if section is None:
        return None
    lists = [focused] if isinstance(focused, LineList) else list(section.query(LineList))
    cursors = [listing.cursor for listing in lists if listing.cursor is not None]
    rows: tuple[type[Row], ...] = (Note, Theme, Transversal)
    return next(
        ((row.KIND, cursor) for cursor in cursors for row in rows if section.state.get(row, cursor)), None
    )


def go_to_phones(app: AtelierApp) -> None:
    """Show the phones of the tables; leaving them leads back here."""
    if app.current_mode != "phones":
        app.left_for_phones = app.current_mode
        app.switch_mode("phones")


def show_code(app: AtelierApp, table_id: str | None) -> None:
    """Show the code of a table on the whole window; while phones are not served, what to do about it.

    Args:
        app: the program.
        table_id: the table; None for the first one.
    """
    if not app.phones.is_open:
        go_to_phones(app)
        app.say(app.tr("Phones cannot write yet: open to phones first."))
        return
    from atelier.domain.place import places
    from atelier.ui.screens.phones.table_code import TableCode

    if app.session is None or not places(app.session.state):
        return
    app.push_screen(TableCode(table_id))


def go_to_door(app: AtelierApp) -> None:
    """Show who comes in; closing the door leads back here."""
    app.left_for_door = app.current_mode
    app.switch_mode("door")
