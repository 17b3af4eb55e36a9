"""A table and the rest of the room: calls for help, soft hints, and the plenary."""

from __future__ import annotations

import pytest

from atelier.domain.change import Action, Change
from atelier.domain.note import CellKey, LinkKind, Note
from atelier.domain.room import ROOM_ID, Room, Shows
from atelier.services import help_calls, running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.screens.capture.answers import answers_to
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    bar,
    choose,
    dialog,
    label,
    next_step,
    no_dialog,
    note_down,
    notes,
    run_round,
    said,
    saved,
    screen_of,
    table,
    texts,
    type_text,
)
from tests.ui.steering import by_palette, until
from tests.ui.workshops import FakeClock


class TestHelp:
    async def test_a_call_is_shown_until_it_is_answered(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await type_text(pilot, "en cours")
            await pilot.press("f7")
            await dialog(pilot)
            await type_text(pilot, "du bruit")
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(pilot, lambda: bar(pilot, "place").startswith("help asked for"))
            (call,) = help_calls.open_calls(workshop.state)
            assert (call.text, call.table_id) == ("du bruit", table(workshop).id)
            assert screen_of(pilot).field.text == "en cours"
            action = help_calls.answer(workshop.state, clock.now(), call.id)
            assert action is not None
            workshop.save_now(action)
            await said(pilot, "the facilitator is coming")
            assert bar(pilot, "place").startswith("T1")

    async def test_a_call_is_taken_back(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await by_palette(pilot, "ask for help")
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(pilot, lambda: len(help_calls.open_calls(workshop.state)) == 1)
            await pilot.press("f7")
            await choose(pilot, "no longer need")
            await no_dialog(pilot)
            await until(pilot, lambda: not help_calls.open_calls(workshop.state))
            await until(pilot, lambda: bar(pilot, "place").startswith("T1"))

    async def test_a_call_given_up_calls_nobody(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f7")
            await dialog(pilot)
            await pilot.press("escape")
            await no_dialog(pilot)
            assert not help_calls.open_calls(workshop.state)


class TestHints:
    async def test_at_two_thirds_of_a_round_an_empty_heading_is_said_softly(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        session_confirm(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "c: un", "p: deux")
            assert bar(pilot, "hint") == ""
            clock.tick(11 * 60)
            await until(pilot, lambda: "nothing under Conditions" in bar(pilot, "hint"))
            await pilot.press("escape")
            await until(pilot, lambda: bar(pilot, "hint") == "")

    async def test_a_note_there_puts_it_away(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        session_confirm(workshop, clock)
        clock.tick(11 * 60)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "c: un", "p: deux")
            await until(pilot, lambda: "nothing under Conditions" in bar(pilot, "hint"))
            await note_down(pilot, "m: trois")
            await until(pilot, lambda: bar(pilot, "hint") == "")


def session_confirm(session: Session, clock: FakeClock) -> None:
    """Group A sits at table 1."""
    place = table(session)
    group = next(group for group in session.state.tables_by_kind["cafe_group"].values())
    session.save_now(running.confirm_group(session.state, clock.now(), place.id, 1, group.id))


def reporting(session: Session, clock: FakeClock, number: int = 2) -> None:
    """The rounds are over, and a table reports back."""
    run_round(session, clock)
    for at, text in ((1, "un bus"), (2, "une appli"), (2, "des relais œcuméniques")):
        place = table(session, at)
        cell = CellKey(place.id, 1, None, "pistes")
        session.save_now(add_note(session.state, cell, text, clock.now(), star=True))
    for _ in range(4):
        clock.tick(60)
        next_step(session, clock)
    step = running.reading(session.state, clock.now()).step_id
    columns = {"shows": Shows.REPORT_BACK.value, "table_id": table(session, number).id, "step_id": step}
    session.save_now(Action("room.report", (Change(Room.KIND, ROOM_ID, columns),)))


class TestPlenary:
    @pytest.mark.parametrize("size", [NARROW, WIDE])
    async def test_the_table_that_reports_is_named_and_its_notes_are_linked(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
    ) -> None:
        reporting(workshop, clock)
        async with make_app(lang="en").run_test(size=size) as pilot:
            await until(pilot, lambda: "Report-back: T2" in bar(pilot, "hint"))
            await pilot.press("ctrl+r")
            await until(pilot, lambda: bar(pilot, "place").startswith("Plenary"))
            assert "links with one of its notes" in bar(pilot, "hint")
            await type_text(pilot, "des la rentree")
            await pilot.press("ctrl+l")
            await dialog(pilot)
            listing = pilot.app.screen.query_one("#notes", LineList)
            offered = [line.text for line in listing.lines if line.is_selectable]
            assert offered == ["une appli", "des relais œcuméniques"]
            await pilot.press("enter")
            await no_dialog(pilot)
            await pilot.press("enter")
            await saved(pilot)
            (said_there,) = [note for note in notes(workshop) if note.table_id == table(workshop, 0).id]
            assert said_there.link_to is not None
            assert workshop.state.all(Note)[said_there.link_to].text == "une appli"
            assert [note.id for note in answers_to(workshop.state)[said_there.link_to]] == [said_there.id]

    async def test_the_notes_of_every_table_are_searched(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        reporting(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await by_palette(pilot, "note in plenary")
            await type_text(pilot, "oui")
            await pilot.press("ctrl+l")
            await dialog(pilot)
            listing = pilot.app.screen.query_one("#notes", LineList)
            await pilot.press("slash")
            await type_text(pilot, "Oecum")
            await until(pilot, lambda: [line.text for line in listing.lines] == ["des relais œcuméniques"])
            await pilot.press(*["backspace"] * 5)
            await type_text(pilot, "bus")
            await until(pilot, lambda: [line.text for line in listing.lines] == ["un bus"])
            assert listing.lines[0].tail.startswith("T1")
            await pilot.press("enter", "c")
            await no_dialog(pilot)
            await pilot.press("enter")
            await saved(pilot)
            last = notes(workshop)[-1]
            assert (last.text, last.link_kind) == ("oui", LinkKind.CONTRADICTS)

    async def test_links_show_at_the_note_that_they_answer(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un bus")
            first = notes(workshop)[0]
            cell = CellKey(table(workshop, 0).id, 0, None, "constats")
            action = add_note(
                workshop.state, cell, "le soir", clock.now(), link_to=first.id, link_kind=LinkKind.NUANCES
            )
            workshop.save_now(action)
            await until(
                pilot,
                lambda: ("↰ Plenary nuances: le soir", "dim") in screen_of(pilot).notes.lines[0].below,
            )
            workshop.save_now(
                Action("note.remove", (Change(Note.KIND, action.changes[0].row_id, {"deleted": True}),))
            )
            await until(pilot, lambda: screen_of(pilot).notes.lines[0].below == ())


class TestLastNotes:
    async def test_they_go_to_the_other_group_while_typing(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "deux", "trois", "quatre")
            await type_text(pilot, "en cours")
            await pilot.press("f6", "enter")
            await choose(pilot, "group B")
            await no_dialog(pilot)
            await until(
                pilot,
                lambda: (
                    sorted((label(workshop, note), note.text) for note in notes(workshop))
                    == [("A", "un"), ("B", "deux"), ("B", "quatre"), ("B", "trois")]
                ),
            )
            assert screen_of(pilot).field.text == "en cours"
            assert len(texts(workshop)) == 4
