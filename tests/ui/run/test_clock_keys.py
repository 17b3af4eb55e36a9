"""The buttons of the clock: by key, asked where they cannot be taken back."""

from __future__ import annotations

from atelier.domain.cell import CellState
from atelier.domain.clock import ClockPhase
from atelier.domain.coverage import coverage
from atelier.domain.place import reading
from atelier.services import running
from atelier.services.session import Session
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.onward import Onward
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import (
    MINUTE,
    NARROW,
    asked,
    begin,
    choose,
    left,
    phase,
    said,
    screen,
    step,
)
from tests.ui.steering import texts, until
from tests.ui.workshops import FakeClock


async def test_starting_is_asked(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("d")
        await asked(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert phase(workshop, clock) is ClockPhase.READY, "Enter takes the safe answer"
        await pilot.press("d")
        await choose(pilot, "Start")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        assert step(workshop, clock) == 1


async def test_pause_and_resume(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        clock.tick(133)
        await until(pilot, lambda: "EN PAUSE depuis 2:13" in texts(screen(app).query_one("#face", LineList)))
        remaining = left(workshop, clock)
        await pilot.press("p")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        assert left(workshop, clock) == remaining


async def test_minutes(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        before = left(workshop, clock)
        await pilot.press("plus")
        await until(pilot, lambda: left(workshop, clock) == before + 60)
        await pilot.press("equals_sign")
        await until(pilot, lambda: left(workshop, clock) == before + 120)
        await pilot.press("minus")
        await until(pilot, lambda: left(workshop, clock) == before + 60)


async def test_next_counts_once_when_it_is_pressed_twice(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock)
    clock.tick(left(workshop, clock))
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n", "n", "n")
        await until(pilot, lambda: step(workshop, clock) == 2)
        clock.tick(0.9)
        await pilot.press("n")
        await pilot.pause(0.1)
        assert step(workshop, clock) == 2, "a key that is held down goes one step"
        clock.tick(left(workshop, clock))
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)
        clock.tick(2)
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 4)


async def test_a_step_with_time_left_is_cut_short_by_a_second_press_that_is_meant(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n")
        await asked(pilot)
        question = str(app.screen.query_one(".dialog--body").render())
        assert "“Round 1/2” has 14:58 left. Go to “Change tables” now?" in question
        for _ in range(5):
            clock.tick(0.3)
            await pilot.press("n")
        await pilot.pause(0.05)
        assert isinstance(app.screen, Onward), "a key that is held down answers nothing"
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert step(workshop, clock) == 2, "the safe answer is under the cursor"
        clock.tick(2)
        await pilot.press("n")
        await asked(pilot)
        clock.tick(1)
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)
        assert not isinstance(app.screen, Dialog)


async def test_a_question_that_another_window_answered_goes_no_further(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n")
        await asked(pilot)
        workshop.save_now(running.go_next(workshop.state, clock.now()))
        clock.tick(1)
        await pilot.press("n")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await pilot.pause(0.05)
        assert step(workshop, clock) == 3


async def test_the_last_minute_is_not_taken_away_by_a_key(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    clock.tick(left(workshop, clock) - 50)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("minus")
        await until(pilot, lambda: any("Less than a minute" in text for text in said(app)))
        assert left(workshop, clock) == 50


async def test_a_pause_key_that_is_held_down_pauses(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("p", "p", "p", "p")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        await pilot.pause(0.1)
        assert phase(workshop, clock) is ClockPhase.PAUSED


async def test_back_brings_a_round_back_with_its_time(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    clock.tick(10 * MINUTE - 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("n")
        await asked(pilot)
        clock.tick(1)
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)
        clock.tick(30)
        await pilot.press("b")
        await choose(pilot, "Stay here")
        assert step(workshop, clock) == 3
        await pilot.press("b")
        await choose(pilot, "Go to")
        await until(pilot, lambda: step(workshop, clock) == 2)
        assert left(workshop, clock) == 5 * MINUTE - 1
        await until(pilot, lambda: "Back in “Round 1/2”, with 4:59 left." in said(app))


async def test_the_end_is_asked_and_can_be_taken_back(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n")
        await choose(pilot, "Go on")
        assert phase(workshop, clock) is ClockPhase.RUNNING
        clock.tick(2)
        await pilot.press("n")
        await choose(pilot, "End the workshop")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.FINISHED)
        await until(pilot, lambda: not screen(app).check_action("next", ()))
        await pilot.press("b")
        await choose(pilot, "Go to")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        assert step(workshop, clock) == 6


async def test_skipping_says_which_cells_it_cancels(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 3)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("k")
        await asked(pilot)
        question = str(app.screen.query_one(".dialog--body").render())
        assert "Left out: “Round 2/2”." in question
        assert "The cells of round 2 will be marked “round cancelled”." in question
        await choose(pilot, "Stay here")
        assert step(workshop, clock) == 3
        await pilot.press("k")
        await choose(pilot, "Go to")
        await until(pilot, lambda: step(workshop, clock) == 5)
        states = {
            cell.state
            for cell in coverage(workshop.state, reading(workshop.state, clock.now()))
            if cell.key.round == 2
        }
        assert states == {CellState.CANCELLED}


async def test_skipping_where_nothing_is_left_says_so(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 5)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("k")
        await until(pilot, lambda: said(app))
        assert step(workshop, clock) == 5


async def test_enter_in_the_agenda_goes_to_a_step(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("a")
        agenda = screen(app).query_one("#agenda", LineList)
        await until(pilot, lambda: agenda.has_focus and agenda.cursor is not None)
        assert agenda.cursor == reading(workshop.state, clock.now()).step_id
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert not isinstance(app.screen, Dialog), "one is there already"
        await pilot.press("down", "down", "enter")
        await choose(pilot, "Go to")
        await until(pilot, lambda: step(workshop, clock) == 4)
        clock.tick(2)
        await pilot.press("a", "home", "enter")
        await asked(pilot)
        assert "It comes back with" in str(app.screen.query_one(".dialog--body").render())
        await choose(pilot, "Go to")
        await until(pilot, lambda: step(workshop, clock) == 1)


async def test_commands_are_there_when_they_make_sense(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        possible = screen(app).check_action
        assert [possible(name, ()) for name in ("start", "next", "pause", "back", "close")] == [
            True,
            False,
            False,
            False,
            False,
        ]
        workshop.save_now(running.start(workshop.state, clock.now()))
        await pilot.pause()
        assert [possible(name, ()) for name in ("start", "next", "pause", "back")] == [
            False,
            True,
            True,
            True,
        ]


async def test_the_key_bar_begins_with_what_is_of_use(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:

        def first() -> str:
            return screen(app).query_one("#keys", KeyBar).render_line(0).text.split("·")[0].strip()

        await until(pilot, lambda: first() == "p Pause / resume")
        workshop.save_now(running.go_next(workshop.state, clock.now()))
        await until(pilot, lambda: first() == "c Group seated")
        for _ in range(3):
            clock.tick(MINUTE)
            workshop.save_now(running.go_next(workshop.state, clock.now()))
        await until(pilot, lambda: "leaving" in screen(app).first_actions)
        await pilot.press("g")
        await until(pilot, lambda: first() == "Esc Back to the tables")
