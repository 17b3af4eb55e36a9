"""Calls for help, messages sent, tables on paper, sheets, and what is left before the room empties."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Label

from atelier.domain.cell import CellState
from atelier.domain.coverage import coverage
from atelier.domain.place import current_cell, current_seating, reading, tables
from atelier.domain.sheets import sheets
from atelier.domain.workshop import CafeTable, Message, Seating
from atelier.services import help_calls, running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.leaving_list import LeavingList
from atelier.ui.screens.run.live_list import LiveList
from atelier.ui.screens.run.message_dialog import MessageDialog
from atelier.ui.screens.run.messages_list import MessagesList
from atelier.ui.screens.run.other_views import GridView
from atelier.ui.screens.run.sheets_list import SheetsList
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import MINUTE, NARROW, WIDE, asked, begin, choose, said, screen, table_id
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock


def call(session: Session, clock: FakeClock, number: int, text: str = "") -> None:
    action = help_calls.call(session.state, clock.now(), table_id(session, number), text)
    assert action is not None
    session.save_now(action)


def live(app: AtelierApp) -> LiveList:
    assert isinstance(app.screen, LiveList), app.screen
    return app.screen


def shown(app: AtelierApp) -> list[str]:
    return texts(live(app).listing)


async def opened(pilot: Pilot[Any], kind: type[LiveList]) -> None:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, kind) and app.screen.listing.has_focus)


def table(session: Session, number: int) -> CafeTable:
    return tables(session.state)[number - 1]


def noted(session: Session, clock: FakeClock, number: int, heading: str, text: str = "une note") -> None:
    cell = current_cell(session.state, table(session, number), heading)
    session.save_now(add_note(session.state, cell, text, clock.now()))


# Calls for help


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_oldest_call_is_taken_up_first(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=size, notifications=True) as pilot:
        speech = screen(app).query_one("#speech", LineList)
        await until(pilot, lambda: speech.lines)
        assert screen(app).check_action("take_call", ()) is False
        call(workshop, clock, 2, "Le [b]feutre[/b] est vide")
        clock.tick(3 * MINUTE)
        call(workshop, clock, 1)
        clock.tick(5)
        await until(pilot, lambda: "Le [b]feutre[/b] est vide" in texts(speech)[0])
        assert texts(speech)[0].startswith("T2") and "and 1 other table" in texts(speech)[0]
        below = screen(app).query_one("#tables", LineList).lines[1].below
        assert ("has called you for 3 min: Le [b]feutre[/b] est vide", "alarm") in below
        await pilot.press("h")
        await until(
            pilot,
            lambda: [c.table_id for c in help_calls.open_calls(workshop.state)] == [table_id(workshop, 1)],
        )
        await until(pilot, lambda: any("You go to T2" in text for text in said(app)))
        await by_palette(pilot, "Go to a table")
        await until(pilot, lambda: not help_calls.open_calls(workshop.state))
        await until(pilot, lambda: "calls you" not in " ".join(texts(speech)))


# Tables on paper


async def test_a_table_is_said_to_write_on_paper(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        listing = screen(app).query_one("#tables", LineList)
        await until(pilot, lambda: listing.lines)
        await pilot.press("t", "down", "u")
        await until(pilot, lambda: table(workshop, 2).is_on_paper)
        await until(pilot, lambda: ("writes on paper", "dim") in listing.lines[1].below)
        await by_palette(pilot, "On paper")
        await until(pilot, lambda: not table(workshop, 2).is_on_paper)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: table(workshop, 2).is_on_paper)
        assert not table(workshop, 1).is_on_paper


async def test_a_silent_table_is_said_as_time_goes_by(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        listing = screen(app).query_one("#tables", LineList)
        await until(pilot, lambda: listing.lines)
        clock.tick(6 * MINUTE)
        await until(pilot, lambda: ("nothing noted for 6 min", "warning") in listing.lines[0].below)
        noted(workshop, clock, 1, "pistes")
        await until(pilot, lambda: ("last note just now", "dim") in listing.lines[0].below)


# Messages


async def test_a_ready_message_is_chosen_below_the_field(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    clock.tick(11 * MINUTE)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("m")
        await choose(pilot, "T2")
        await until(pilot, lambda: isinstance(app.screen, MessageDialog) and app.screen.focused is not None)
        ready = app.screen.query_one("#ready", LineList)
        assert texts(ready)[0] == "Think of “Constats” too.", "what this table lacks comes first"
        await pilot.press("down")
        await until(pilot, lambda: ready.has_focus)
        await pilot.press("up")
        await until(pilot, lambda: not ready.has_focus)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: workshop.state.live(Message))
        (message,) = workshop.state.live(Message)
        assert (message.text, message.table_id) == ("Think of “Constats” too.", table_id(workshop, 2))


async def test_an_empty_message_is_not_sent_and_says_what_to_do(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("m")
        await choose(pilot, "T2")
        await until(pilot, lambda: isinstance(app.screen, MessageDialog) and app.screen.focused is not None)
        await pilot.press("space", "enter")
        error = app.screen.query_one("#error", Label)
        await until(pilot, lambda: "Type a sentence" in str(error.render()))
        assert not workshop.state.live(Message)


async def test_messages_are_sent_again_and_withdrawn(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    for text, number in (("Bonjour [b]à tous[/b]", 0), ("Le café est servi", 2)):
        clock.tick(MINUTE)
        to = table_id(workshop, number) if number else None
        workshop.save_now(running.send_message(text, clock.now(), to))
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("j")
        await opened(pilot, MessagesList)
        assert shown(app) == ["Le café est servi", "Bonjour [b]à tous[/b]"]
        assert live(app).listing.lines[0].tail == "→ T2"
        assert live(app).listing.lines[1].tail == "→ all tables"
        clock.tick(MINUTE)
        await pilot.press("enter")
        await until(pilot, lambda: len(shown(app)) == 3)
        assert {m.table_id for m in workshop.state.live(Message) if m.text == "Le café est servi"} == {
            table_id(workshop, 2)
        }
        await pilot.press("home", "w")
        await until(pilot, lambda: live(app).listing.lines[0].tail == "→ T2, withdrawn")
        assert len(workshop.state.live(Message)) == 2
        await pilot.press("enter")
        await until(pilot, lambda: len(workshop.state.live(Message)) == 3)
        await pilot.press("m")
        await choose(pilot, "All tables")
        await asked(pilot)
        await type_over(pilot, "Encore un mot")
        await until(pilot, lambda: isinstance(app.screen, MessagesList) and "Encore un mot" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))


# Sheets


async def test_sheets_are_ticked_one_after_the_other(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")

    def said_of() -> list[str]:
        return [sheet.seating.sheet for sheet in sheets(workshop.state) if sheet.seating is not None]

    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await opened(pilot, SheetsList)
        assert shown(app)[:2] == ["sheet 1/5 · T1 · round 1 · group A", "sheet 2/5 · T1 · round 2 · group B"]
        assert shown(app)[4] == "sheet 5/5 · Plenary"
        await pilot.press("r", "r")
        await until(pilot, lambda: said_of() == ["returned", "returned", "", ""])
        await until(pilot, lambda: live(app).listing.lines[1].tail == "returned")
        await pilot.press("up", "u")
        await until(pilot, lambda: said_of() == ["returned", "", "", ""])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: said_of() == ["returned", "returned", "", ""])
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await by_palette(pilot, "Paper sheets")
        await opened(pilot, SheetsList)
        assert live(app).listing.cursor == sheets(workshop.state)[2].seating.id  # type: ignore[union-attr]


async def test_several_missing_sheets_have_one_reason(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")

    def states() -> set[tuple[CellState, str]]:
        cells = coverage(workshop.state, reading(workshop.state, clock.now()), table_id(workshop, 1))
        return {(cell.state, cell.reason) for cell in cells}

    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await opened(pilot, SheetsList)
        await pilot.press("home", "space", "space", "m")
        await asked(pilot)
        await until(pilot, lambda: not isinstance(app.screen, SheetsList))
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert not isinstance(app.screen, SheetsList), "a reason is needed"
        await type_over(pilot, "restée dans un sac [b]rouge[/b]")
        await until(pilot, lambda: states() == {(CellState.NOT_COLLECTED, "restée dans un sac [b]rouge[/b]")})
        assert [row.sheet for row in workshop.state.live(Seating)].count("missing") == 2
        await until(pilot, lambda: isinstance(app.screen, SheetsList))
        assert not live(app).listing.marked
        await pilot.press("ctrl+z")
        await until(pilot, lambda: states() == {(CellState.UNEXPLAINED, "")})


async def test_a_sheet_is_typed_in_note(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", "en")
    opened_at: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened_at.append(target))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await opened(pilot, SheetsList)
        await pilot.press("end", "r", "enter")
        await until(pilot, lambda: opened_at)
        plenary = next(one for one in workshop.state.live(CafeTable) if one.is_plenary)
        assert opened_at == [(plenary.id, 0, None, "")]
        await until(pilot, lambda: not isinstance(app.screen, Dialog))


# Before the room empties


async def test_what_is_left_is_dealt_with_until_nothing_is(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    for number in (1, 2):
        noted(workshop, clock, number, "phares")
    begun = current_seating(workshop.state, table_id(workshop, 2))
    assert begun is not None
    for _ in range(4):
        workshop.save_now(running.go_next(workshop.state, clock.now()))
    action = running.set_paper(workshop.state, table_id(workshop, 2), True)
    assert action is not None
    workshop.save_now(action)
    call(workshop, clock, 1, "Une question")
    clock.tick(MINUTE)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        speech = screen(app).query_one("#speech", LineList)
        await until(pilot, lambda: any("Before the room empties" in text for text in texts(speech)))
        await pilot.press("f")
        await opened(pilot, LeavingList)
        assert shown(app) == [
            "T1 has called you for 1 min — Une question",
            "not returned: sheet 3/5 · T2 · round 1 · group B",
            "not returned: sheet 4/5 · T2 · round 2 · group A",
            "T1: 7 empty cells without a reason",
        ]
        await pilot.press("enter")
        await until(pilot, lambda: len(shown(app)) == 3)
        await pilot.press("home", "r")
        await until(pilot, lambda: len(shown(app)) == 2)
        await pilot.press("home", "enter")
        await choose(pilot, "It is missing")
        await asked(pilot)
        await type_over(pilot, "perdue")
        await until(pilot, lambda: isinstance(app.screen, LeavingList) and len(shown(app)) == 1)
        await pilot.press("enter")
        await choose(pilot, "only round 1")
        await choose(pilot, "nothing to add")
        await until(pilot, lambda: isinstance(app.screen, LeavingList) and "4 empty cells" in shown(app)[0])
        await pilot.press("enter")
        await choose(pilot, "T1")
        await choose(pilot, "not reached")
        await until(pilot, lambda: isinstance(app.screen, LeavingList) and shown(app) == [])
        assert live(app).listing.placeholder == "Everything is here: people may leave."
        await pilot.press("escape")
        await until(pilot, lambda: any("Everything is here" in text for text in texts(speech)))


async def test_what_is_left_opens_where_it_is_dealt_with(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 6)
    workshop.put_draft(f"capture:{table_id(workshop, 2)}", "des stands au [b]marché[/b]")
    app = make_app("run", "en")
    opened_at: list[tuple[Any, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened_at.append(target))
    async with app.run_test(size=WIDE) as pilot:
        for words, heading in (("no key idea", "phares"), ("not sent: “des stands au [b]marché", "")):
            await by_palette(pilot, "Before the room")
            await opened(pilot, LeavingList)
            line = next(line for line in live(app).listing.lines if words in line.text)
            live(app).listing.move_to(line.id)
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))
            assert opened_at.pop()[3] == heading
        await pilot.press("f")
        await opened(pilot, LeavingList)
        line = next(line for line in live(app).listing.lines if "T1: 8 empty cells" in line.text)
        live(app).listing.move_to(line.id)
        await pilot.press("enter")
        await choose(pilot, "type it in Note")
        await until(pilot, lambda: opened_at)
        assert opened_at.pop()[:2] == (table_id(workshop, 1), 1)
        await pilot.press("f")
        await opened(pilot, LeavingList)
        await pilot.press("x")
        await opened(pilot, SheetsList)
        await pilot.press("escape")
        await opened(pilot, LeavingList)


async def test_rehearsal_notes_are_erased_when_that_is_wanted(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    from atelier.services.rehearsal import rehearsal_notes

    cell = current_cell(workshop.state, table(workshop, 1), "pistes")
    action = add_note(workshop.state, cell, "test test", clock.now())
    workshop.save_now(action)
    from atelier.domain.change import Action, Change
    from atelier.domain.note import Note

    mark = Change(Note.KIND, action.changes[0].row_id, {"is_rehearsal": True})
    workshop.save_now(Action("note.edit", (mark,)))
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f")
        await opened(pilot, LeavingList)
        assert shown(app) == ["1 rehearsal note is left"]
        await pilot.press("enter")
        await choose(pilot, "Erase")
        await until(pilot, lambda: not rehearsal_notes(workshop.state))
        await until(pilot, lambda: isinstance(app.screen, LeavingList) and shown(app) == [])


# The grid


async def test_the_grid_is_made_when_it_is_first_opened(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: screen(app).query_one("#tables", LineList).lines)
        assert not screen(app).query(GridView)
        await pilot.press("g")
        await until(pilot, lambda: screen(app).query_one(GridView).grid.has_focus)
        assert screen(app).query_one(GridView).grid.cell is not None
        await pilot.press("g")
        await until(pilot, lambda: screen(app).query_one("#tables").has_focus)
        app.action_change_language()
        await until(pilot, lambda: screen(app).is_whole and not screen(app).query(GridView))
        await pilot.press("g", "right")
        await until(pilot, lambda: screen(app).query_one(GridView).grid.has_focus)
        assert len(screen(app).query(GridView)) == 1
        app.action_change_language()
        await until(pilot, lambda: screen(app).is_whole and screen(app).query(GridView))
        await until(pilot, lambda: screen(app).query_one(GridView).grid.has_focus)
