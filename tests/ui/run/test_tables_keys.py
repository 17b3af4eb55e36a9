"""Groups that are seated, messages, and why cells are empty."""

from __future__ import annotations

from atelier.domain.cell import CellState
from atelier.domain.coverage import coverage
from atelier.domain.place import reading
from atelier.domain.workshop import Message
from atelier.services.session import Session
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import (
    NARROW,
    WIDE,
    asked,
    begin,
    choose,
    dialog_lines,
    said,
    screen,
    seated,
    table_id,
)
from tests.ui.steering import type_over, until
from tests.ui.workshops import FakeClock


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
