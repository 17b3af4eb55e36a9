"""« EN PAUSE » on every screen, whatever lies over it; typing goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot

from atelier.domain.agenda import Step
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase
from atelier.domain.place import reading
from atelier.domain.workshop import Workshop
from atelier.services import running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.sections import SECTIONS
from atelier.ui.widgets.note_field import NoteField
from atelier.ui.widgets.status_bar import StatusBar
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, until
from tests.ui.workshops import FakeClock

SIZES = ((80, 24), (120, 40))
MINUTE = 60


@pytest.fixture
def paused(workshop: Session, clock: FakeClock) -> Iterator[Session]:
    """The workshop, paused in its first round."""
    workshop.save_now(running.start(workshop.state, clock.now()))
    clock.tick(20 * MINUTE)
    workshop.save_now(running.go_next(workshop.state, clock.now()))
    clock.tick(3 * MINUTE)
    workshop.save_now(running.toggle_pause(workshop.state, clock.now()))
    clock.tick(133)
    yield workshop


def top_row(app: AtelierApp) -> str:
    """The first row of the terminal as it is painted, dialogs over it included."""
    # Looked at before its first paint, a dialog would keep the empty window that it was laid over
    app.screen.refresh()
    strips = app.screen._compositor.render_strips(app.screen.size)
    return "".join(segment.text for segment in strips[0])


def status(app: AtelierApp) -> StatusBar:
    """The line at the top of the section."""
    section = app.section_screen
    assert section is not None
    return section.query_one(StatusBar)


async def says_pause(pilot: Pilot[int], app: AtelierApp, words: str) -> None:
    """Wait until the line at the top says so, all of it lit."""

    def is_said() -> bool:
        section = app.section_screen
        return bool(section and section.query(StatusBar)) and words in status(app).render_line(0).text

    await until(pilot, is_said)
    assert status(app).has_class("-paused")
    assert status(app).render_line(0).text.strip().startswith("┃┃")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "words"), [("fr", "EN PAUSE"), ("en", "PAUSED")])
async def test_every_section_says_it(
    paused: Session, make_app: MakeApp, size: tuple[int, int], lang: str, words: str
) -> None:
    app = make_app("run", lang, paused)
    async with app.run_test(size=size) as pilot:
        for mode in SECTIONS:
            app.switch_mode(mode)
            await until(pilot, lambda mode=mode: app.current_mode == mode)  # type: ignore[misc]
            await says_pause(pilot, app, words)
            await until(pilot, lambda: words in top_row(app))


@pytest.mark.parametrize("size", SIZES)
async def test_no_dialog_hides_it(
    paused: Session, make_app: MakeApp, clock: FakeClock, size: tuple[int, int]
) -> None:
    change = Change(Workshop.KIND, paused.state.workshop.id, {"starts_at": "00:05", "date": ""})
    paused.save_now(Action("prepare.workshop", (change,)))
    app = make_app("run", "en", paused)
    async with app.run_test(size=size) as pilot:
        for key in ("f1", "b", "n", "r", "f", "j", "x", "m", "k"):
            await until(pilot, lambda: app.screen is app.section_screen)
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Dialog) or app.screen is not app.section_screen)
            await until(pilot, lambda: "PAUSED" in top_row(app))
            before = top_row(app)
            clock.tick(5)
            await until(pilot, lambda before=before: top_row(app) != before)  # type: ignore[misc]
            await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await until(pilot, lambda: "PAUSED" in top_row(app))


async def test_a_name_however_long_leaves_room_for_it(paused: Session, make_app: MakeApp) -> None:
    step = reading(paused.state, paused.clock.now()).step_id
    changes = (
        Change(Step.KIND, str(step), {"label": "Un tour au très long nom " * 12}),
        Change(Workshop.KIND, paused.state.workshop.id, {"title": "Un atelier au très long titre " * 9}),
    )
    paused.save_now(Action("prepare.step", changes))
    app = make_app("capture", "en", paused)
    async with app.run_test(size=(80, 24)) as pilot:
        await says_pause(pilot, app, "PAUSED")
        assert "left" in status(app).render_line(0).text


async def test_typing_goes_on_and_the_pause_ends_everywhere(
    paused: Session, make_app: MakeApp, clock: FakeClock
) -> None:
    app = make_app("capture", "en", paused)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, NoteField))
        await says_pause(pilot, app, "PAUSED for 2:13")
        await pilot.press("a", "p", "r", "n")
        clock.tick(60)
        await says_pause(pilot, app, "PAUSED for 3:13")
        field = app.focused
        assert isinstance(field, NoteField)
        assert field.text == "aprn"
        assert reading(paused.state, clock.now()).phase is ClockPhase.PAUSED
        app.save(running.toggle_pause(paused.state, clock.now()))
        await until(pilot, lambda: "PAUSED" not in status(app).render_line(0).text)
        assert not status(app).has_class("-paused")


async def test_help_by_name_keeps_it_in_sight(paused: Session, make_app: MakeApp) -> None:
    app = make_app("publish", "en", paused)
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Help")
        await until(pilot, lambda: app.screen is not app.section_screen)
        await until(pilot, lambda: "PAUSED" in top_row(app))
