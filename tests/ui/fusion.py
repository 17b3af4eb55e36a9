"""A workshop whose notes are taken, and the gestures of someone who fuses them."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from atelier.domain.note import CellKey, Note
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.theme import Theme
from atelier.services import fusing, notes
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.fuse.screen import FuseScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList

NOTES = (
    (1, 1, "A", "pistes", "boîte à idées en salle d'attente", False),
    (1, 1, "A", "pistes", "stand au marché du samedi", True),
    (1, 1, "A", "constats", "peu de monde aux réunions", False),
    (1, 2, "B", "pistes", "une boîte à idées, mais relevée", False),
    (1, 2, "B", "pistes", "flyers ?", False),
    (1, 2, "B", "phares", "aller là où les gens vivent", False),
    (2, 1, "B", "constats", "on se sent invités", False),
)
"""Table, round, group, heading, text, star."""


def take_notes(session: Session) -> dict[str, str]:
    """Write the notes into a workshop of two tables; the id of each by its text."""
    ids: dict[str, str] = {}
    for table, round_number, group, heading, text, star in NOTES:
        place, who = table_numbered(session.state, table), group_labelled(session.state, group)
        assert place is not None
        assert who is not None
        cell = CellKey(place.id, round_number, who.id, heading)
        saved = session.save_now(notes.add_note(session.state, cell, text, session.clock.now(), star=star))
        ids[text] = saved.entries[0].row_id
    return ids


def make_point(
    session: Session, table: int, heading: str, title: str, *texts: str, paragraph: str = ""
) -> str:
    """Make a point of the notes with these texts; its id."""
    place = table_numbered(session.state, table)
    assert place is not None
    note_ids = [note.id for note in session.state.live(Note) if note.text in texts]
    action = fusing.create_theme(
        session.state,
        place.id,
        heading,
        session.clock.now(),
        note_ids=note_ids,
        title=title,
        paragraph=paragraph,
    )
    session.save_now(action)
    return action.changes[0].row_id


def screen_of(app: AtelierApp) -> FuseScreen:
    """The screen, dialogs over it or not."""
    screen = app.section_screen
    assert isinstance(screen, FuseScreen)
    return screen


def lines(app: AtelierApp, panel: str) -> LineList:
    """One of its lists."""
    return screen_of(app).query_one(f"#{panel}", LineList)


def texts(app: AtelierApp, panel: str) -> list[str]:
    """What one of its lists shows."""
    return [line.text for line in lines(app, panel).lines]


def bar(app: AtelierApp, bar_id: str) -> str:
    """What a bar says."""
    return "".join(part.text for part in screen_of(app).query_one(f"#{bar_id}", Bar).fitted(500))


def themes(app: AtelierApp) -> list[Theme]:
    """All points, in their order."""
    assert app.session is not None
    return list(app.session.state.live(Theme))


async def until(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    for _ in range(400):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to be so")


async def dialog(pilot: Pilot[int]) -> None:
    """Wait until a dialog shows."""
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    await pilot.pause()


async def type_over(pilot: Pilot[int], text: str) -> None:
    """Replace what stands in the field of a dialog, then Enter."""
    from textual.widgets import TextArea

    await dialog(pilot)
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.press("enter")
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def write(pilot: Pilot[int], text: str, *, key: str = "ctrl+j") -> None:
    """Replace what stands in the editor, then keep it."""
    from textual.widgets import TextArea

    await dialog(pilot)
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.pause()
    await pilot.press(key)
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
