"""The room screen in a second terminal: it follows the main window, and any of its keys leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.i18n import Translator
from atelier.services import room, running
from atelier.services.following import Follower
from atelier.services.session import Session
from atelier.ui.screens.room.board import RoomBoard
from atelier.ui.screens.room.program import RoomProgram
from atelier.ui.themes import theme_names
from atelier.ui.widgets.flash import Flash
from tests.ui.run.steps import MINUTE, begin
from tests.ui.steering import until
from tests.ui.workshops import FakeClock

MakeProgram = Callable[..., RoomProgram]


@pytest.fixture
def make_program(workshop: Session, clock: FakeClock, places: Places) -> MakeProgram:
    def make(lang: str = "en", theme: str = "") -> RoomProgram:
        follower = Follower(workshop.path, places, clock)
        return RoomProgram(tr=Translator(lang), follower=follower, places=places, theme=theme)

    return make


def board(program: RoomProgram) -> RoomBoard:
    return program.screen.query_one(RoomBoard)


async def test_it_follows_the_main_window(
    make_program: MakeProgram, workshop: Session, clock: FakeClock
) -> None:
    program = make_program()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(board(program).scene, "word", "") == "Welcome!")
        begin(workshop, clock, 2)
        await until(pilot, lambda: "Round 1/2" in board(program).text)
        workshop.save_now(running.toggle_pause(workshop.state, clock.now()))
        await until(pilot, lambda: getattr(board(program).scene, "word", "") == "PAUSED")
        workshop.save_now(running.toggle_pause(workshop.state, clock.now()))
        workshop.save_now(room.toggle_question(workshop.state, clock.now()))
        await until(pilot, lambda: getattr(board(program).scene, "passages", None))
        assert program.follower.session.unsaved == ()


@pytest.mark.parametrize("key", ["q", "Q", "escape", "ctrl+q", "ctrl+c"])
async def test_a_key_leaves_it(make_program: MakeProgram, key: str) -> None:
    program = make_program()
    async with program.run_test(size=(40, 12)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: not program.is_running)
    assert program.return_value == 0


async def test_other_keys_do_nothing(make_program: MakeProgram, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    before = workshop.state
    program = make_program()
    async with program.run_test(size=(40, 12)) as pilot:
        await pilot.press("p", "n", "plus", "s", "w", "v", "ctrl+p", "enter", "tab")
        await pilot.pause(0.05)
        assert program.is_running
        assert len(program.screen_stack) == 1
    workshop.catch_up()
    assert workshop.state is before


async def test_the_end_of_a_step_lights_it_up_once(
    make_program: MakeProgram, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    program = make_program()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Round 1/2" in board(program).text)
        assert not program.screen.query(Flash)
        clock.tick(15 * MINUTE)
        await until(pilot, lambda: program.screen.query(Flash))
        await until(pilot, lambda: getattr(board(program).scene, "tone", "") == "over")


async def test_a_file_that_goes_is_said_in_small_print(
    make_program: MakeProgram, workshop: Session, clock: FakeClock, path: Path
) -> None:
    begin(workshop, clock, 2)
    program = make_program()
    async with program.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Round 1/2" in board(program).text)
        path.unlink()
        await until(pilot, lambda: "The file is no longer there" in board(program).text.splitlines()[-1])
        assert "Round 1/2" in board(program).text
        clock.tick(60)
        await until(pilot, lambda: getattr(board(program).scene, "digits", "").startswith("13:"))


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_every_theme(
    make_program: MakeProgram, workshop: Session, clock: FakeClock, places: Places, lang: str
) -> None:
    begin(workshop, clock, 2)
    clock.tick(14 * MINUTE + 30)
    for theme in theme_names(places):
        program = make_program(lang, theme)
        async with program.run_test(size=(80, 24)) as pilot:
            drawn = board(program)
            await until(pilot, lambda drawn=drawn: "1/2" in drawn.text)  # type: ignore[misc]
            assert program.theme == theme
