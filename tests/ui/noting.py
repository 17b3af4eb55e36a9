"""Noting in tests: type, look at the bars and the list, wait until it is saved."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from atelier.domain.note import Note
from atelier.domain.place import table_numbered
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services import running
from atelier.services.session import Session
from atelier.storage import writer as writer_module
from atelier.ui.app import AtelierApp
from atelier.ui.screens.capture.screen import CaptureScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.ui.steering import until
from tests.ui.workshops import FakeClock

NARROW = (80, 24)
WIDE = (120, 40)
_NAMES = {" ": "space", ":": "colon", "'": "apostrophe", ".": "full_stop", "’": "’"}


def screen_of(pilot: Pilot[Any]) -> CaptureScreen:
    """The screen, dialogs over it or not."""
    screen = app_of(pilot).section_screen
    assert isinstance(screen, CaptureScreen)
    return screen


def app_of(pilot: Pilot[Any]) -> AtelierApp:
    """The program."""
    assert isinstance(pilot.app, AtelierApp)
    return pilot.app


def session_of(pilot: Pilot[Any]) -> Session:
    """The open workshop."""
    session = app_of(pilot).session
    assert session is not None
    return session


def bar(pilot: Pilot[Any], bar_id: str) -> str:
    """What a bar says, were it as wide as can be; empty while it is hidden."""
    found = screen_of(pilot).query(f"#{bar_id}").results(Bar)
    widget = next(iter(found), None)
    if widget is None:
        return ""
    return "".join(part.text for part in widget.fitted(1000)).strip() if widget.display else ""


def shown(pilot: Pilot[Any], panel: str = "notes") -> list[str]:
    """The texts of one of the lists."""
    return [line.text for line in screen_of(pilot).query_one(f"#{panel}", LineList).lines]


def selectable(pilot: Pilot[Any]) -> list[str]:
    """The texts of the notes that the list shows."""
    return [line.text for line in screen_of(pilot).notes.lines if line.is_selectable]


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Press the keys of a text."""
    await pilot.press(*[_NAMES.get(letter, letter) for letter in text])


async def note_down(pilot: Pilot[Any], *lines: str) -> None:
    """Type lines and wait until they are saved."""
    for line in lines:
        screen_of(pilot).field.load_text(line)
        await pilot.press("enter")
    await saved(pilot)


async def saved(pilot: Pilot[Any]) -> None:
    """Wait until nothing is on its way to the file."""
    await until(pilot, lambda: not screen_of(pilot)._pending)
    await pilot.pause()


async def said(pilot: Pilot[Any], text: str) -> None:
    """Wait until the line beside the field says something."""
    await until(pilot, lambda: text in bar(pilot, "state"))


async def dialog(pilot: Pilot[Any]) -> None:
    """Wait until a dialog shows."""
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1 and pilot.app.screen.focused is not None)


async def no_dialog(pilot: Pilot[Any]) -> None:
    """Wait until no dialog shows."""
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    await pilot.pause()


async def choose(pilot: Pilot[Any], text: str) -> None:
    """Choose the line of a dialog that holds a text."""
    await dialog(pilot)
    listing = pilot.app.screen.focused
    assert isinstance(listing, LineList)
    await until(pilot, lambda: any(text in line.text for line in listing.lines))
    line = next(line for line in listing.lines if text in line.text and line.is_selectable)
    listing.move_to(line.id)
    await pilot.press("enter")


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste a text as terminals do."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


def notes(session: Session) -> list[Note]:
    """All notes that are there, in their order."""
    session.catch_up()
    return list(session.state.live(Note))


def texts(session: Session) -> list[str]:
    """What they say."""
    return [note.text for note in notes(session)]


def table(session: Session, number: int = 1) -> CafeTable:
    """A table by its number; 0 is the plenary."""
    found = table_numbered(session.state, number)
    assert found is not None
    return found


def label(session: Session, note: Note) -> str:
    """The label of the group of a note."""
    group = session.state.get(CafeGroup, note.group_id)
    return group.label if group is not None else ""


def run_round(session: Session, clock: FakeClock) -> None:
    """Start the workshop and go to round 1."""
    session.save_now(running.start(session.state, clock.now()))
    clock.tick(480)
    session.save_now(running.go_next(session.state, clock.now()))


def next_step(session: Session, clock: FakeClock) -> None:
    """Go to the next step."""
    session.save_now(running.go_next(session.state, clock.now()))


def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let every write fail as on a full disk; returns what makes room again."""
    real = writer_module.write_action

    def fail(*_: object) -> object:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(writer_module, "write_action", fail)
    return lambda: monkeypatch.setattr(writer_module, "write_action", real)


def slow_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let every write wait; returns what lets them go on."""
    real = writer_module.write_action
    go_on = threading.Event()

    def wait(*arguments: Any) -> object:
        go_on.wait(20)
        return real(*arguments)

    monkeypatch.setattr(writer_module, "write_action", wait)
    return go_on
