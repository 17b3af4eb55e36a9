"""The window turned into the room screen and back, and the keys that work on it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from atelier.domain.clock import ClockPhase
from atelier.domain.note import CellKey
from atelier.domain.place import reading
from atelier.domain.room import Shows, room_now
from atelier.errors import N_, AtelierError
from atelier.services import fusing, running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.room.board import RoomBoard
from atelier.ui.screens.room.screen import RoomScreen
from atelier.ui.screens.run.screen import RunScreen
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import MINUTE, NARROW, WIDE, begin, choose, left, phase, step, table_id
from tests.ui.steering import by_palette, texts, until
from tests.ui.workshops import FakeClock

HARVEST = 6


def board(app: AtelierApp) -> RoomBoard:
    assert isinstance(app.screen, RoomScreen)
    return app.screen.query_one(RoomBoard)


def shows(session: Session, clock: FakeClock) -> str:
    return room_now(session.state, reading(session.state, clock.now())).shows


async def turned(pilot: Pilot[int]) -> None:
    """Wait until the window is the room screen and something is drawn on it."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, RoomScreen) and app.screen.query_one(RoomBoard).text)


@pytest.mark.parametrize("key", ["s", "z"])
@pytest.mark.parametrize("back", ["s", "z", "escape"])
async def test_one_key_turns_the_window_and_back(
    make_app: MakeApp, workshop: Session, clock: FakeClock, key: str, back: str
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press(key)
        await turned(pilot)
        assert "Round 1/2" in board(app).text
        assert list(app.screen.query("StatusBar, KeyBar, SectionBar")) == [], "nothing around it"
        await pilot.press(back)
        await until(pilot, lambda: isinstance(app.screen, RunScreen))


@pytest.mark.parametrize("mode", ["prepare", "run", "capture", "fuse", "publish"])
async def test_it_comes_from_every_screen_by_palette(
    make_app: MakeApp, workshop: Session, clock: FakeClock, mode: str
) -> None:
    app = make_app(mode, "en")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.is_whole)
        before = app.screen
        await by_palette(pilot, "Room screen")
        await turned(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is before)


async def test_the_clocks_keys_work_on_it(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("s")
        await turned(pilot)
        await pilot.press("p")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        await until(pilot, lambda: getattr(board(app).scene, "word", "") == "PAUSED")
        clock.tick(3)
        await pilot.press("p")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        before = left(workshop, clock)
        await pilot.press("plus")
        await until(pilot, lambda: left(workshop, clock) == before + MINUTE)
        await pilot.press("minus")
        await until(pilot, lambda: left(workshop, clock) == before)
        await pilot.press("v")
        await until(pilot, lambda: shows(workshop, clock) == Shows.QUESTION)
        await until(pilot, lambda: getattr(board(app).scene, "passages", None))
        await pilot.press("v")
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
        clock.tick(left(workshop, clock) - 10)
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)
        await until(pilot, lambda: "Change tables" in board(app).text)
        await pilot.press("w")
        await pilot.pause(0.05)
        assert shows(workshop, clock) == Shows.CLOCK, "no table reports during a move"


async def test_the_same_by_palette(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, HARVEST)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Room screen")
        await turned(pilot)
        await by_palette(pilot, "Report-back: next table")
        await until(pilot, lambda: shows(workshop, clock) == Shows.REPORT_BACK)
        await by_palette(pilot, "Questions for the room")
        await until(pilot, lambda: shows(workshop, clock) == Shows.REPORT_QUESTION)
        await by_palette(pilot, "Report-back: stop")
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
        await by_palette(pilot, "Pause / resume")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        before = left(workshop, clock)
        await by_palette(pilot, "1 min more")
        await until(pilot, lambda: left(workshop, clock) == before + MINUTE)
        await by_palette(pilot, "1 min less")
        await until(pilot, lambda: left(workshop, clock) == before)
        await by_palette(pilot, "Back to work")
        await until(pilot, lambda: isinstance(app.screen, RunScreen))


async def test_the_end_is_asked_there_too(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, HARVEST)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("s")
        await turned(pilot)
        await pilot.press("n")
        await choose(pilot, "End the workshop")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.FINISHED)
        await until(pilot, lambda: getattr(board(app).scene, "word", "") == "Thank you!")


async def test_it_follows_the_clock_and_other_programs(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("s")
        await turned(pilot)
        clock.tick(14 * MINUTE + 3)
        await until(pilot, lambda: getattr(board(app).scene, "tone", "") == "last")
        clock.tick(MINUTE)
        await until(pilot, lambda: getattr(board(app).scene, "tone", "") == "over")
        workshop.save(running.toggle_pause(workshop.state, clock.now())).result()
        await until(pilot, lambda: getattr(board(app).scene, "tone", "") == "paused")


async def test_no_notice_is_shown_to_the_room(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("s")
        await turned(pilot)
        app.warn(AtelierError(N_("The system refused: {reason}. Details: {log}"), reason="X", log="Y"))
        app.say("a notice")
        await pilot.pause(0.05)
        strips = app.screen._compositor.render_strips()
        drawn = "\n".join("".join(segment.text for segment in strip) for strip in strips)
        assert "refused" not in drawn and "notice" not in drawn


async def test_another_language_and_another_size(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("s")
        await turned(pilot)
        assert "Tour 1/2" in board(app).text
        app.action_change_language()
        await until(pilot, lambda: "Round 1/2" in board(app).text)
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: len(board(app).text.splitlines()) == 12)
        assert "Round 1/2" in board(app).text


async def test_closing_the_workshop_leaves_it(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("s")
        await turned(pilot)
        await by_palette(pilot, "Home")
        await until(pilot, lambda: app.session is None and not isinstance(app.screen, RoomScreen))


async def test_run_tells_who_reports_and_who_is_next(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    first = table_id(workshop, 1)
    cell = CellKey(first, 1, None, "phares")
    workshop.save_now(add_note(workshop.state, cell, "une idée phare", clock.now()))
    begin(workshop, clock, HARVEST)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        run = app.screen

        def said() -> str:
            return "\n".join(
                texts(run.query_one("#speech", LineList)) + texts(run.query_one("#face", LineList))
            )

        await until(pilot, lambda: "Report-back: w shows the room T1" in said())
        await pilot.press("w")
        await until(pilot, lambda: "Report-back 1/2: T1" in said())
        assert "1 key idea on the screen" in said()
        await until(pilot, lambda: "T1 reports: " in said() and "left, then T2" in said())
        assert "w: next table, T2" in said()
        clock.tick(12 * MINUTE)
        await until(pilot, lambda: "T1 reports: over by" in said())
        await pilot.press("w")
        await until(pilot, lambda: "w: back to the clock." in said())
        await until(pilot, lambda: "last table" in said())
        await pilot.press("w")
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)


async def test_the_table_under_the_cursor(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, HARVEST)
    second = table_id(workshop, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        listing = app.screen.query_one("#tables", LineList)
        await until(pilot, lambda: listing.has_focus and listing.lines)
        listing.move_to(second)
        await pilot.press("V")
        await until(pilot, lambda: shows(workshop, clock) == Shows.QUESTION)
        assert room_now(workshop.state, reading(workshop.state, clock.now())).table_id == second
        await by_palette(pilot, "Question of this table")
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
        await pilot.press("W")
        await until(pilot, lambda: shows(workshop, clock) == Shows.REPORT_BACK)
        assert room_now(workshop.state, reading(workshop.state, clock.now())).table_id == second
        await by_palette(pilot, "Report-back: stop")
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
        await by_palette(pilot, "Report-back: this table")
        await until(pilot, lambda: shows(workshop, clock) == Shows.REPORT_BACK)


@pytest.mark.parametrize("mode", ["run", "fuse"])
@pytest.mark.parametrize("by_name", [True, False])
async def test_titles_are_shown_and_taken_away_from_run_and_fuse(
    make_app: MakeApp, workshop: Session, clock: FakeClock, mode: str, by_name: bool
) -> None:
    begin(workshop, clock, HARVEST)

    async def press(pilot: Pilot[int]) -> None:
        if by_name:
            await by_palette(pilot, "Provisional titles")
        else:
            await pilot.press("S")

    app = make_app(mode, "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.is_whole)
        await press(pilot)
        await pilot.pause(0.05)
        assert shows(workshop, clock) == Shows.CLOCK, "there is no title yet"
        made = fusing.create_theme(
            workshop.state, table_id(workshop, 1), "pistes", workshop.clock.now(), title="Aller au marché"
        )
        workshop.save_now(made)
        await press(pilot)
        await until(pilot, lambda: shows(workshop, clock) == Shows.TITLES)
        await by_palette(pilot, "Room screen")
        await turned(pilot)
        assert "Aller au marché" in str(board(app).scene)
        await press(pilot)
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
        await press(pilot)
        await until(pilot, lambda: shows(workshop, clock) == Shows.TITLES)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, RoomScreen))
        await press(pilot)
        await until(pilot, lambda: shows(workshop, clock) == Shows.CLOCK)
