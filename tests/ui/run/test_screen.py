"""Running a workshop by keys and by the palette."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits

from atelier.domain.cell import CellState
from atelier.domain.clock import ClockPhase
from atelier.domain.coverage import coverage
from atelier.domain.note import CellKey, Note
from atelier.domain.place import current_cell, current_seating, reading, tables
from atelier.domain.workshop import CafeGroup, Message
from atelier.services import running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.main_view import MainView
from atelier.ui.screens.run.screen import RunScreen
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, texts, type_over, until
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


# The clock


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
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n", "n", "n")
        await until(pilot, lambda: step(workshop, clock) == 2)
        clock.tick(0.9)
        await pilot.press("n")
        await pilot.pause(0.1)
        assert step(workshop, clock) == 2, "a key that is held down goes one step"
        clock.tick(1.1)
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)


async def test_back_brings_a_round_back_with_its_time(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    clock.tick(10 * MINUTE - 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: step(workshop, clock) == 3)
        clock.tick(30)
        await pilot.press("b")
        await until(pilot, lambda: step(workshop, clock) == 2)
        assert left(workshop, clock) == 5 * MINUTE
        await until(pilot, lambda: "Back in “Round 1/2”, with 5:00 left." in said(app))


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
        await until(pilot, lambda: first() == "e Empty cells")
        await pilot.press("g")
        await until(pilot, lambda: first() == "Esc Back to the tables")


# The tables


async def test_a_table_changes_group_when_it_is_confirmed(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 4)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        assert (seated(workshop, 1), seated(workshop, 2)) == ("A1", "B1")
        await pilot.press("c")
        await asked(pilot)
        assert [line[:12] for line in dialog_lines(app)] == [
            "group B → T1",
            "group A → T2",
            "All of them ",
            "Another grou",
        ]
        await pilot.press("enter")
        await until(pilot, lambda: seated(workshop, 1) == "B2")
        assert seated(workshop, 2) == "B1"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: seated(workshop, 1) == "A1")


async def test_all_tables_are_confirmed_at_once(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 3)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        await choose(pilot, "All of them")
        await until(pilot, lambda: (seated(workshop, 1), seated(workshop, 2)) == ("B2", "A2"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: (seated(workshop, 1), seated(workshop, 2)) == ("A1", "B1"))


async def test_another_group_than_planned_is_accepted_and_flagged(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("c")
        await choose(pilot, "T2")
        await choose(pilot, "group A")
        await until(pilot, lambda: seated(workshop, 2) == "A1")
        listing = screen(app).query_one("#tables", LineList)
        await until(pilot, lambda: listing.lines[1].tail == "group A (unplanned)")


async def test_escape_confirms_nothing(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 4)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("c")
        await asked(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert (seated(workshop, 1), seated(workshop, 2)) == ("A1", "B1")


async def test_a_message_goes_to_one_table_or_all(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("m")
        await choose(pilot, "All tables")
        await asked(pilot)
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert isinstance(app.screen, Dialog), "an empty message is not sent"
        await type_over(pilot, "Encore [b]deux[/b] minutes")
        await until(pilot, lambda: workshop.state.live(Message))
        await pilot.press("m")
        await choose(pilot, "T2")
        await asked(pilot)
        await type_over(pilot, "Le café est servi")
        await until(pilot, lambda: len(workshop.state.live(Message)) == 2)
        messages = {message.text: message.table_id for message in workshop.state.live(Message)}
        assert messages == {
            "Encore [b]deux[/b] minutes": None,
            "Le café est servi": table_id(workshop, 2),
        }
        await until(pilot, lambda: any("Message sent to T2" in text for text in said(app)))


# Panels and views


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_panels_are_reached_by_their_letters(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=size) as pilot:
        for key, name in (("a", "agenda"), ("t", "tables"), ("l", "latest")):
            await pilot.press(key)
            listing = screen(app).query_one(f"#{name}", LineList)
            await until(pilot, lambda listing=listing: listing.has_focus)
            shown = [
                other for other in ("agenda", "tables", "latest") if screen(app).query_one(f"#{other}").size
            ]
            assert shown == ([name] if size == NARROW else ["agenda", "tables", "latest"])


async def test_the_tables_come_up_when_it_starts(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        main = screen(app).query_one(MainView)
        assert main.panel == "agenda"
        workshop.save_now(running.start(workshop.state, clock.now()))
        await until(pilot, lambda: main.panel == "tables")
        await until(pilot, lambda: screen(app).query_one("#tables").has_focus)


async def test_enter_on_a_table_opens_it_in_note(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened.append(target))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("t", "down", "enter")
        await until(pilot, lambda: opened)
        seat = current_seating(workshop.state, table_id(workshop, 2))
        assert seat is not None
        assert opened == [(table_id(workshop, 2), 1, seat.group_id)]


async def test_enter_on_a_note_opens_its_cell(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 2)
    table = tables(workshop.state)[0]
    cell = current_cell(workshop.state, table, "pistes")
    workshop.save_now(add_note(workshop.state, cell, "une piste", clock.now()))
    app = make_app("run")
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened.append(target))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("l", "enter")
        await until(pilot, lambda: opened)
        assert opened == [(cell.table_id, cell.round, cell.group_id, "pistes")]


async def test_the_grid_opens_a_cell_in_note(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        grid = screen(app).query_one(CoverageGrid)
        await until(pilot, lambda: grid.has_focus and grid.cell is not None)
        await pilot.press("right", "down")
        cell = grid.cell
        assert cell is not None
        wanted: list[CellKey | None] = []
        app.switch_mode = lambda mode: wanted.append(app.capture_target)  # type: ignore[assignment,method-assign,return-value,func-returns-value]
        await pilot.press("enter")
        await until(pilot, lambda: wanted)
        assert wanted == [cell.key]
        assert (cell.key.round, cell.key.heading) == (2, "pistes")


async def test_views_are_opened_and_closed(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        views = {name: screen(app).query_one(f"#{name}") for name in ("main", "grid-view", "clock-view")}

        def shown() -> list[str]:
            return [name for name, view in views.items() if view.display]

        for key, name in (("g", "grid-view"), ("z", "clock-view")):
            await pilot.press(key)
            assert shown() == [name]
            await pilot.press("escape")
            assert shown() == ["main"]
            await until(pilot, lambda: screen(app).query_one("#tables").has_focus)
            await pilot.press(key, key)
            assert shown() == ["main"]
        await pilot.press("g", "z")
        assert shown() == ["clock-view"]
        await pilot.press("t")
        assert shown() == ["main"]


async def test_the_big_clock_shows_time_and_words(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 3)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("z")
        digits: Any = screen(app).query_one("#big-digits")
        speech = screen(app).query_one("#big-speech", LineList)
        await until(pilot, lambda: digits.value == "1:58")
        assert any("group A → T2" in text for text in texts(speech))
        clock.tick(60)
        await until(pilot, lambda: digits.value == "0:58")
        clock.tick(60)
        await until(pilot, lambda: digits.value == "+0:02")
        assert screen(app).query_one("#clock-view").has_class("-over")


# Why cells are empty


async def test_one_line_answers_for_a_whole_table(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")

    def states(number: int) -> set[CellState]:
        found = coverage(workshop.state, reading(workshop.state, clock.now()), table_id(workshop, number))
        return {cell.state for cell in found}

    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await choose(pilot, "T1")
        await choose(pilot, "nothing to add")
        await until(pilot, lambda: states(1) == {CellState.NOTHING_TO_ADD})
        assert states(2) == {CellState.UNEXPLAINED}
        await pilot.press("e")
        await choose(pilot, "only round 1")
        await choose(pilot, "not collected")
        await asked(pilot)
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert isinstance(app.screen, Dialog), "not collected needs a reason"
        await type_over(pilot, "feuille perdue")
        await until(pilot, lambda: states(2) == {CellState.NOT_COLLECTED, CellState.UNEXPLAINED})
        await pilot.press("ctrl+z")
        await until(pilot, lambda: states(2) == {CellState.UNEXPLAINED})


async def test_one_cell_of_the_grid_is_answered_and_taken_back(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        grid = screen(app).query_one(CoverageGrid)
        await until(pilot, lambda: grid.has_focus and grid.cell is not None)
        await pilot.press("e")
        await choose(pilot, "only this cell")
        await choose(pilot, "not reached")
        await until(pilot, lambda: grid.cell is not None and grid.cell.state is CellState.NOT_REACHED)
        await pilot.press("e")
        await choose(pilot, "only this cell")
        await choose(pilot, "take the answer away")
        await until(pilot, lambda: grid.cell is not None and grid.cell.state is CellState.UNEXPLAINED)


async def test_nothing_to_explain_says_so(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: "No cell is empty without a reason." in said(app))


# Everything by its name


@pytest.mark.parametrize(
    ("title", "position"),
    [("Next step", 3), ("Previous step", 1)],
)
async def test_steps_by_palette(
    make_app: MakeApp, workshop: Session, clock: FakeClock, title: str, position: int
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, title)
        await until(pilot, lambda: step(workshop, clock) == position)


async def test_the_clock_by_palette(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Start")
        await choose(pilot, "Start")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        await by_palette(pilot, "Pause")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        before = left(workshop, clock)
        await by_palette(pilot, "1 min more")
        await until(pilot, lambda: left(workshop, clock) == before + 60)
        await by_palette(pilot, "1 min less")
        await until(pilot, lambda: left(workshop, clock) == before)


@pytest.mark.parametrize(
    ("title", "position"), [("Group seated", 4), ("Message", 4), ("Empty cells", 6), ("Skip a step", 4)]
)
async def test_questions_by_palette(
    make_app: MakeApp, workshop: Session, clock: FakeClock, title: str, position: int
) -> None:
    begin(workshop, clock, position)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, title)
        await asked(pilot)
        assert isinstance(app.screen, Dialog)


async def test_views_by_palette(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Coverage")
        await until(pilot, lambda: screen(app).query_one("#grid-view").display)
        await by_palette(pilot, "Big clock")
        await until(pilot, lambda: screen(app).query_one("#clock-view").display)
        await by_palette(pilot, "Back to the tables")
        await until(pilot, lambda: screen(app).query_one("#main").display)
        for title, name in (("Agenda", "agenda"), ("Last notes", "latest"), ("Tables", "tables")):
            await by_palette(pilot, title)
            await until(pilot, lambda name=name: screen(app).query_one(f"#{name}").has_focus)


# The rest


async def test_notes_of_others_appear(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        latest = screen(app).query_one("#latest", LineList)
        assert latest.lines == ()
        cell = current_cell(workshop.state, tables(workshop.state)[0], "pistes")
        workshop.save(add_note(workshop.state, cell, "une piste", clock.now())).result()
        await until(pilot, lambda: texts(latest) == ["une piste"])
        assert len(workshop.state.live(Note)) == 1


async def test_another_language_fills_the_screen_anew(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("l")
        await pilot.press("g")
        app.action_change_language()
        await until(pilot, lambda: screen(app).query_one("#grid-view").display)
        await until(pilot, lambda: not screen(app).query_one("#main").display)
        await pilot.press("escape")
        await until(pilot, lambda: screen(app).query_one(MainView).panel == "latest")
        face = screen(app).query_one("#face", LineList)
        await until(pilot, lambda: "Round 1/2" in texts(face))
        assert screen(app).query_one("#digits", Digits).value.startswith("14:5")
