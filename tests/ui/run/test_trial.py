"""What becomes of the notes of a trial when the workshop begins."""

from __future__ import annotations

import pytest

from atelier.domain.clock import ClockPhase
from atelier.domain.note import CellKey, Note
from atelier.domain.place import tables
from atelier.services.notes import add_note
from atelier.services.session import Session
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import NARROW, asked, choose, dialog_lines, phase
from tests.ui.steering import until
from tests.ui.workshops import FakeClock


def tried(session: Session, clock: FakeClock, count: int = 3) -> None:
    """Some trial notes, and a real one that was typed from paper."""
    cell = CellKey(tables(session.state)[0].id, 1, None, "pistes")
    for number in range(count):
        session.save_now(add_note(session.state, cell, f"test {number}", clock.now(), is_rehearsal=True))
    session.save_now(add_note(session.state, cell, "vraie", clock.now()))


def texts(session: Session) -> list[str]:
    session.catch_up()
    return [note.text for note in session.state.live(Note)]


@pytest.mark.parametrize(
    ("answer", "left"), [("erase", ["vraie"]), ("keep them hidden", ["test 0", "test 1", "test 2", "vraie"])]
)
async def test_starting_asks_about_trial_notes(
    make_app: MakeApp, workshop: Session, clock: FakeClock, answer: str, left: list[str]
) -> None:
    tried(workshop, clock)
    async with make_app("run", "en").run_test(size=NARROW) as pilot:
        await pilot.press("d")
        await choose(pilot, answer)
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        await until(pilot, lambda: texts(workshop) == left)


async def test_not_yet_changes_nothing(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    tried(workshop, clock)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("d")
        await asked(pilot)
        assert dialog_lines(app)[0] == "Not yet"
        await pilot.press("enter")
        await pilot.pause()
        assert phase(workshop, clock) is ClockPhase.READY
        assert len(texts(workshop)) == 4


async def test_starting_elsewhere_asks_too_and_erasing_can_be_taken_back(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    tried(workshop, clock)
    async with make_app("run", "en").run_test(size=NARROW) as pilot:
        await pilot.press("k")
        await choose(pilot, "Go to")
        await choose(pilot, "Erase them")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        await until(pilot, lambda: texts(workshop) == ["vraie"])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(texts(workshop)) == 4)
