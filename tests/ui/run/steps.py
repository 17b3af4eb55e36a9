"""What tests of Run have in common: where the workshop stands, and answering its questions."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from atelier.domain.clock import ClockPhase
from atelier.domain.place import current_seating, reading, tables
from atelier.domain.workshop import CafeGroup
from atelier.services import running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.screen import RunScreen
from atelier.ui.widgets.line_list import LineList
from tests.ui.steering import texts, until
from tests.ui.workshops import FakeClock

NARROW, WIDE = (80, 24), (120, 40)
MINUTE = 60


def screen(app: AtelierApp) -> RunScreen:
    """The screen, dialogs over it or not."""
    found = app.section_screen
    assert isinstance(found, RunScreen)
    return found


def step(session: Session, clock: FakeClock) -> int:
    """The position of the current step; 0 before the start."""
    shown = reading(session.state, clock.now())
    found = session.state.get(running.Step, shown.step_id)
    return found.position if found is not None else 0


def phase(session: Session, clock: FakeClock) -> ClockPhase:
    return reading(session.state, clock.now()).phase


def left(session: Session, clock: FakeClock) -> int:
    return round(reading(session.state, clock.now()).remaining)


def begin(session: Session, clock: FakeClock, position: int = 1) -> None:
    """Start, and go to a step."""
    session.save_now(running.start(session.state, clock.now()))
    for _ in range(position - 1):
        clock.tick(MINUTE)
        session.save_now(running.go_next(session.state, clock.now()))
    clock.tick(2)


def dialog_lines(app: AtelierApp) -> list[str]:
    return texts(app.screen.query_one(LineList)) if isinstance(app.screen, Dialog) else []


async def asked(pilot: Pilot[Any]) -> None:
    """Wait for a dialog that has the focus."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen.focused is not None)


async def choose(pilot: Pilot[Any], words: str) -> None:
    """Take the answer that has some words in it."""
    await asked(pilot)
    listing = pilot.app.screen.query_one(LineList)
    line = next(line for line in listing.lines if words in line.text)
    listing.move_to(line.id)
    dialog = pilot.app.screen
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not dialog)


def said(app: AtelierApp) -> list[str]:
    """The notices that were shown."""
    return [notice.message for notice in app._notifications]


def table_id(session: Session, number: int) -> str:
    return tables(session.state)[number - 1].id


def seated(session: Session, number: int) -> str:
    seat = current_seating(session.state, table_id(session, number))
    assert seat is not None
    group = session.state.get(CafeGroup, seat.group_id)
    assert group is not None
    return f"{group.label}{seat.round}"
