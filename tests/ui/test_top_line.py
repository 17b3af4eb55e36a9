"""What shows whatever the section: calls for help in the top line, long overtime, notices in French."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.renderables.digits import Digits as Drawn
from textual.widgets import Digits
from textual.widgets._toast import Toast

from atelier.domain.change import Action, Change
from atelier.domain.place import tables
from atelier.errors import AtelierError
from atelier.services import help_calls, running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.room.screen import RoomScreen
from atelier.ui.screens.run.screen import RunScreen
from tests.ui.conftest import MakeApp
from tests.ui.noting import NARROW, WIDE, run_round
from tests.ui.steering import until
from tests.ui.workshops import FakeClock


def call(session: Session, clock: FakeClock, number: int) -> None:
    """A table calls for help."""
    action = help_calls.call(session.state, clock.now(), tables(session.state)[number - 1].id)
    assert action is not None
    session.save_now(action)


def rows(app: AtelierApp) -> list[str]:
    """What stands on the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("mode", ["prepare", "capture", "fuse", "publish", "history", "door"])
async def test_a_call_for_help_is_seen_in_every_section(
    make_app: MakeApp, workshop: Session, clock: FakeClock, mode: str, size: tuple[int, int]
) -> None:
    title = Change("workshop", workshop.state.workshop.id, {"title": "Un très long titre " * 9})
    workshop.save_now(Action("prepare.workshop", (title,)))
    run_round(workshop, clock)
    app = make_app(mode, "fr")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Tour 1" in rows(app)[0])
        assert "appel" not in rows(app)[0]
        call(workshop, clock, 2)
        await until(pilot, lambda: "⚑ T2 appelle" in rows(app)[0])
        call(workshop, clock, 1)
        await until(pilot, lambda: "⚑ 2 appels" in rows(app)[0])
        assert cell_len(rows(app)[0]) <= size[0]
        for message in help_calls.open_calls(workshop.state):
            action = help_calls.answer(workshop.state, clock.now(), message.id)
            assert action is not None
            workshop.save_now(action)
        await until(pilot, lambda: "appel" not in rows(app)[0])


async def test_the_room_is_told_of_none(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    run_round(workshop, clock)
    call(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: any("appelle" in row for row in rows(app)))
        await pilot.press("s")
        await until(
            pilot, lambda: isinstance(app.screen, RoomScreen) and any("█" in row for row in rows(app))
        )
        assert not any("⚑" in row or "appel" in row for row in rows(app))


async def test_run_shows_it_at_its_table_only(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    run_round(workshop, clock)
    call(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: any("appelle" in row for row in rows(app)))
        assert "⚑" not in rows(app)[0]


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("minutes", [5, 59, 65, 700])
async def test_the_digits_are_whole_however_long_it_is_over(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int], minutes: int
) -> None:
    workshop.save_now(running.start(workshop.state, clock.now()))
    app = make_app("run", "fr")
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.screen, RunScreen)
        clock.tick(workshop.state.live(running.Step)[0].seconds + minutes * 60 + 20)
        figures = app.screen.query_one("#digits", Digits)
        await until(pilot, lambda: figures.value.startswith("+") and figures.value.endswith(":20"))
        await pilot.pause()
        assert figures.content_size.width >= Drawn.get_width(figures.value)
        assert app.screen.query_one("#face").region.right <= size[0]


@pytest.mark.parametrize("size", [(40, 12), NARROW, WIDE])
async def test_a_notice_keeps_together_what_french_keeps_together(
    make_app: MakeApp, workshop: Session, size: tuple[int, int]
) -> None:
    app = make_app("prepare", "fr")
    async with app.run_test(size=size, notifications=True) as pilot:
        app.say("Qu’en dites-vous\N{NO-BREAK SPACE}? " * 9)
        app.warn(AtelierError("« Oui\N{NO-BREAK SPACE}» " * 30))
        await until(pilot, lambda: len(app.screen.query(Toast)) == 2)
        await pilot.pause()
        for toast in app.screen.query(Toast):
            lines = [toast.render_line(y).text.strip() for y in range(toast.size.height)]
            assert any("Oui" in line or "dites" in line for line in lines)
            assert not any(line.startswith(("?", "»")) for line in lines), lines
