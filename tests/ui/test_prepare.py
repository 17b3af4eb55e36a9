"""Prepare: every field is changed, every change is saved at once and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.place import current_cell, tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Profile, Seating
from atelier.services import notes, running
from atelier.services.preparing.people import count_people
from atelier.services.session import Session
from atelier.ui.dialogs.questions import Choice, Confirmation, LongText, OneLine
from atelier.ui.screens.prepare.fields import Field, Part
from atelier.ui.screens.prepare.screen import PrepareScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock


class Prepared:
    """The program in Prepare, with what tests look at."""

    def __init__(self, pilot: Pilot[Any], session: Session) -> None:
        self.pilot = pilot
        self.session = session

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def screen(self) -> PrepareScreen:
        found = self.pilot.app.screen_stack[0]
        assert isinstance(found, PrepareScreen)
        return found

    @property
    def fields(self) -> LineList:
        return self.screen.query_one("#fields", LineList)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        await until(self.pilot, condition)

    async def dialog(self, kind: type[Any]) -> None:
        await self.until(lambda: isinstance(self.pilot.app.screen, kind))

    def go(self, part: Part, field: Field | None = None) -> None:
        self.screen._show(part, field.id if field is not None else None)

    async def change(self, part: Part, field: Field, text: str) -> None:
        """Change a field of one line."""
        self.go(part, field)
        await self.press("enter")
        await self.dialog(OneLine)
        await type_over(self.pilot, text)


@pytest.fixture
def prepared(make_app: MakeApp, workshop: Session) -> Callable[..., Any]:
    """Opens Prepare and hands it over."""

    class Opened:
        def __init__(self, size: tuple[int, int], lang: str) -> None:
            self.context = make_app("prepare", lang).run_test(size=size)

        async def __aenter__(self) -> Prepared:
            pilot = await self.context.__aenter__()
            found = Prepared(pilot, workshop)
            await found.until(lambda: found.fields.lines)
            return found

        async def __aexit__(self, *error: Any) -> None:
            await self.context.__aexit__(*error)

    def open_it(size: tuple[int, int] = (80, 24), lang: str = "en") -> Opened:
        return Opened(size, lang)

    return open_it


def workshop_field(session: Session, column: str) -> Field:
    return Field("workshop", session.state.workshop.id, column)


# The workshop


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [
        ("title", "Un autre titre", "Un autre titre"),
        ("date", "3 novembre 2025", "2025-11-03"),
        ("starts_at", "14h", "14:00"),
        ("hard_end", "16 h 15", "16:15"),
        ("place", "Salle [b]Molière[/b]", "Salle [b]Molière[/b]"),
        ("organiser", "L’association", "L’association"),
    ],
)
async def test_a_detail_is_changed_and_taken_back(prepared: Any, column: str, text: str, kept: str) -> None:
    async with prepared() as it:
        before = getattr(it.state.workshop, column)
        await it.change(Part.DETAILS, workshop_field(it.session, column), text)
        await it.until(lambda: getattr(it.state.workshop, column) == kept)
        await it.press("ctrl+z")
        await it.until(lambda: getattr(it.state.workshop, column) == before)
        await it.press("ctrl+y")
        await it.until(lambda: getattr(it.state.workshop, column) == kept)


async def test_a_date_that_is_none_stays_in_its_field(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.DETAILS, workshop_field(it.session, "date"))
        await it.press("enter")
        await it.dialog(OneLine)
        assert it.pilot.app.focused.text == "15/10/2025"
        await type_over(it.pilot, "le [b]32[/b] mai")
        await it.until(lambda: "is not a date" in str(it.pilot.app.screen.query_one("#error").render()))
        assert it.pilot.app.focused.text == "le [b]32[/b] mai"
        await it.press("escape")
        await it.until(lambda: it.pilot.app.screen is it.screen)
        assert it.state.workshop.date == "2025-10-15"


async def test_objectives_are_a_longer_text(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.DETAILS, workshop_field(it.session, "objectives"))
        await it.press("enter")
        await it.dialog(LongText)
        it.pilot.app.screen.query_one(TextArea).text = "Une ligne\nune autre"
        await it.press("ctrl+j")
        await it.until(lambda: it.state.workshop.objectives == "Une ligne\nune autre")


async def test_documents_get_their_own_language(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.DETAILS, workshop_field(it.session, "language"))
        await it.press("enter")
        await it.dialog(Choice)
        await it.press("down", "enter")
        await it.until(lambda: it.state.workshop.language == "en")
        assert it.screen.tr.language == "en"


# Tables


async def test_a_table_is_added_written_moved_and_removed(prepared: Any) -> None:
    async with prepared() as it:
        await it.press("right")
        await it.press("a")
        await it.until(lambda: len(tables(it.state)) == 3)
        third = tables(it.state)[2]
        await it.until(lambda: it.fields.cursor == Field(CafeTable.KIND, third.id, "topic").id)
        assert len(it.state.live(CafeGroup)) == 2
        await it.change(Part.TABLES, Field(CafeTable.KIND, third.id, "question"), "Faut-il une table ?")
        await it.until(lambda: tables(it.state)[2].question == "Faut-il une table ?")
        panel = it.screen.query_one("#panel", LineList)
        await it.until(lambda: any("a yes or a number" in text for text in texts(panel)))
        await it.press("K")
        await it.until(lambda: tables(it.state)[1].id == third.id)
        await it.press("shift+down")
        await it.until(lambda: tables(it.state)[2].id == third.id)
        await it.press("x")
        await it.dialog(Confirmation)
        await it.press("down", "enter")
        await it.until(lambda: len(tables(it.state)) == 2)
        await it.press("ctrl+z")
        await it.until(lambda: [table.id for table in tables(it.state)][2:] == [third.id])


async def test_a_table_with_notes_stays_and_says_why(prepared: Any, clock: FakeClock) -> None:
    async with prepared() as it:
        first = tables(it.state)[0]
        cell = current_cell(it.state, first, "constats")
        it.session.save_now(notes.add_note(it.state, cell, "une note", clock.now()))
        it.go(Part.TABLES, Field(CafeTable.KIND, first.id, "topic"))
        await it.press("x")
        await it.until(lambda: _notices(it))
        assert "Table 1 holds 1 note" in _notices(it)[-1]
        assert it.pilot.app.screen is it.screen and len(tables(it.state)) == 2


async def test_undo_does_not_take_away_a_table_that_has_got_notes(prepared: Any, clock: FakeClock) -> None:
    async with prepared() as it:
        await it.press("right", "a")
        await it.until(lambda: len(tables(it.state)) == 3)
        third = tables(it.state)[2]
        cell = current_cell(it.state, third, "constats")
        it.session.save_now(notes.add_note(it.state, cell, "une note", clock.now()))
        await it.press("ctrl+z")
        await it.until(lambda: _notices(it))
        assert "Table 3 holds 1 note" in _notices(it)[-1]
        assert len(tables(it.state)) == 3


def _notices(it: Prepared) -> list[str]:
    return [str(notice.message) for notice in it.pilot.app._notifications]


# Canvas


async def test_another_canvas_is_chosen_and_a_heading_renamed(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.CANVAS)
        await it.press("enter")
        await it.dialog(Choice)
        it.pilot.app.screen.query_one("#choices", LineList).move_to("swot")
        await it.press("enter")
        await it.until(lambda: it.state.workshop.canvas == "swot")
        heading = it.state.live(Heading)[0]
        await it.change(Part.CANVAS, Field(Heading.KIND, heading.id, "title"), "Nos forces")
        await it.until(lambda: it.state.live(Heading)[0].title == "Nos forces")
        await it.change(Part.CANVAS, Field(Heading.KIND, heading.id, "short"), "Forces")
        await it.until(lambda: it.state.live(Heading)[0].short == "Forces")
        assert "Nos forces" in texts(it.fields)


async def test_with_notes_the_canvas_is_not_offered(prepared: Any, clock: FakeClock) -> None:
    async with prepared() as it:
        cell = current_cell(it.state, tables(it.state)[0], "constats")
        it.session.save_now(notes.add_note(it.state, cell, "une note", clock.now()))
        it.go(Part.CANVAS)
        await it.press("enter")
        await it.until(lambda: _notices(it))
        assert "1 note stands under these headings" in _notices(it)[-1]
        assert it.pilot.app.screen is it.screen


# People


async def test_presses_that_follow_closely_all_count(prepared: Any) -> None:
    async with prepared() as it:
        group, profile = it.state.live(CafeGroup)[0], it.state.live(Profile)[0]
        it.go(Part.GROUPS, Field("head_count", f"{group.id}/{profile.key}", "people"))
        await it.press("plus", "plus", "=", "+", "minus", "plus")
        await it.until(lambda: count_people(it.state) == 4)
        await it.press("ctrl+z")
        await it.until(lambda: count_people(it.state) == 3)
        line = next(line for line in it.fields.lines if line.id == it.fields.cursor)
        assert line.tail.strip() == "3"


async def test_groups_and_profiles_come_and_go(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.GROUPS)
        await it.press("a")
        await it.until(lambda: [group.label for group in it.state.live(CafeGroup)] == ["A", "B", "C"])
        group = it.state.live(CafeGroup)[2]
        await it.change(Part.GROUPS, Field(CafeGroup.KIND, group.id, "name"), "les Bleus")
        await it.until(lambda: it.state.live(CafeGroup)[2].name == "les Bleus")
        profile = it.state.live(Profile)[0]
        await it.change(Part.GROUPS, Field("head_count", f"{group.id}/{profile.key}", "people"), "7")
        await it.until(lambda: count_people(it.state, group_id=group.id) == 7)
        it.go(Part.GROUPS, Field(CafeGroup.KIND, group.id, "name"))
        await it.press("delete")
        await it.dialog(Confirmation)
        await it.press("down", "enter")
        await it.until(lambda: len(it.state.live(CafeGroup)) == 2)
        await it.press("end", "enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, "Étudiants")
        await it.until(lambda: it.state.live(Profile)[-1].label == "Étudiants")
        await it.change(Part.GROUPS, Field(Profile.KIND, "etudiants", "label"), "Internes")
        await it.until(lambda: it.state.live(Profile)[-1].label == "Internes")
        await it.press("x")
        await it.until(lambda: all(row.key != "etudiants" for row in it.state.live(Profile)))


async def test_people_can_be_mixed(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.GROUPS)
        await it.press("enter")
        await it.dialog(Choice)
        await it.press("down", "enter")
        await it.until(lambda: it.state.workshop.movement == "mixed")
        assert {seat.group_id for seat in it.state.live(Seating)} == {None}
        it.go(Part.SEATS)
        assert any("Nobody's seat is planned" in text for text in texts(it.fields))


# Agenda


async def test_steps_are_timed_added_moved_and_removed(prepared: Any) -> None:
    async with prepared() as it:
        first, second, *_ = it.state.live(Step)
        it.go(Part.AGENDA, Field(Step.KIND, first.id, "seconds"))
        await it.press("plus", "plus", "minus")
        await it.until(lambda: it.state.live(Step)[0].seconds == first.seconds + 60)
        await it.press("a")
        await it.dialog(Choice)
        it.pilot.app.screen.query_one("#choices", LineList).move_to("break")
        await it.press("enter")
        await it.until(lambda: it.state.live(Step)[1].kind == "break")
        added = it.state.live(Step)[1]
        await it.until(lambda: it.fields.cursor == Field(Step.KIND, added.id, "seconds").id)
        await it.press("J")
        await it.until(lambda: [step.id for step in it.state.live(Step)][1:3] == [second.id, added.id])
        await it.press("x")
        await it.until(lambda: added.id not in [step.id for step in it.state.live(Step)])
        it.go(Part.AGENDA, Field(Step.KIND, second.id, "seconds"))
        await it.press("x")
        await it.dialog(Confirmation)
        await it.press("enter")
        await it.until(lambda: it.pilot.app.screen is it.screen)
        assert second.id in [step.id for step in it.state.live(Step)]


@pytest.mark.parametrize(
    ("row", "text", "column", "kept"),
    [("seconds", "25 min", "seconds", 1_500), ("label", "Le café", "label", "Le café")],
)
async def test_a_step_is_changed(prepared: Any, row: str, text: str, column: str, kept: object) -> None:
    async with prepared() as it:
        it.go(Part.AGENDA)
        await it.press("enter")
        await it.dialog(Choice)
        it.pilot.app.screen.query_one("#choices", LineList).move_to(row)
        await it.press("enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, text)
        await it.until(lambda: getattr(it.state.live(Step)[0], column) == kept)


async def test_a_sentence_to_read_aloud_is_written(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.AGENDA)
        await it.press("enter")
        await it.dialog(Choice)
        await it.press("end", "enter")
        await it.dialog(LongText)
        it.pilot.app.screen.query_one(TextArea).text = "Bonjour !"
        await it.press("ctrl+j")
        await it.until(lambda: it.state.live(Step)[0].instruction == "Bonjour !")
        panel = it.screen.query_one("#panel", LineList)
        await it.until(lambda: "Bonjour !" in texts(panel))


async def test_what_is_over_stays_and_says_so(prepared: Any, clock: FakeClock) -> None:
    async with prepared() as it:
        for _ in range(2):
            it.session.save_now(running.go_next(it.state, clock.now()))
        it.go(Part.AGENDA)
        await it.press("x")
        await it.until(lambda: _notices(it))
        assert "stays where it is" in _notices(it)[-1]
        await it.press("down", "plus")
        await it.until(lambda: len(_notices(it)) > 1)
        assert "in Run" in _notices(it)[-1]


# Seats


async def test_groups_change_places_and_are_planned_anew(prepared: Any) -> None:
    async with prepared() as it:
        before = {seat.id for seat in it.state.live(Seating)}
        group = it.state.live(CafeGroup)[0]
        it.go(Part.SEATS, Field(Seating.KIND, f"2/{group.id}", "seat"))
        await it.press("enter")
        await it.dialog(Choice)
        choices = it.pilot.app.screen.query_one("#choices", LineList)
        swap = next(line.id for line in choices.lines if line.id.startswith("swap"))
        choices.move_to(swap)
        await it.press("enter")
        await it.until(lambda: {seat.id for seat in it.state.live(Seating)} != before)
        assert any(text.startswith("group A: T") for text in texts(it.fields))
        await it.press("p")
        await it.until(lambda: {seat.id for seat in it.state.live(Seating)} == before)
        await it.press("p")
        await it.until(lambda: "as planned already" in _notices(it)[-1])


# What is still to do


async def test_a_finding_leads_to_its_field(prepared: Any) -> None:
    async with prepared() as it:
        await it.press("v")
        line = next(line for line in it.fields.lines if "when it starts" in line.text)
        it.fields.move_to(line.id)
        await it.press("enter")
        assert it.fields.cursor == workshop_field(it.session, "starts_at").id
        await it.press("v", "end", "enter")
        await it.until(lambda: it.pilot.app.current_mode == "run")


# Going about


async def test_parts_follow_one_another_and_keep_their_cursor(prepared: Any) -> None:
    async with prepared() as it:
        await it.press("down", "right", "left")
        assert it.fields.cursor == workshop_field(it.session, "date").id
        await it.press("left")
        assert any("Run the workshop" in text for text in texts(it.fields))
        await it.press("tab", "shift+tab", "shift+tab")
        assert any("ROUND 1" in text for text in texts(it.fields))


async def test_a_part_is_chosen_with_the_pointer(prepared: Any) -> None:
    async with prepared() as it:
        parts = it.screen.query_one("#parts", Bar)
        at = "".join(part.text for part in parts.fitted(80)).index("Agenda")
        await it.pilot.click("#parts", offset=(at + 1, 0))
        await it.until(lambda: any("Total 1 h" in text for text in texts(it.fields)))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tables", "Add a table"),
        ("Canvas", "Constats / Situation actuelle"),
        ("Groups", "Add a group"),
        ("Agenda", "Add a step"),
        ("Seats", "WHO MISSES WHAT"),
        ("Check", "Run the workshop (F3)"),
        ("Next part", "Add a table"),
        ("Part before", "Run the workshop (F3)"),
        ("Workshop", "MSP & usagers"),
    ],
)
async def test_parts_are_found_by_name(prepared: Any, title: str, text: str) -> None:
    async with prepared() as it:
        await by_palette(it.pilot, title)
        await it.until(lambda: text in texts(it.fields))


async def test_commands_are_found_by_name(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.TABLES)
        await by_palette(it.pilot, "Add")
        await it.until(lambda: len(tables(it.state)) == 3)
        third = tables(it.state)[2].id
        await by_palette(it.pilot, "Move up")
        await it.until(lambda: tables(it.state)[1].id == third)
        await by_palette(it.pilot, "Move down")
        await it.until(lambda: tables(it.state)[2].id == third)
        await by_palette(it.pilot, "Change")
        await it.dialog(OneLine)
        await it.press("escape")
        await by_palette(it.pilot, "Remove")
        await it.dialog(Confirmation)
        await it.press("escape")
        it.go(Part.AGENDA)
        await by_palette(it.pilot, "More")
        await it.until(lambda: it.state.live(Step)[0].seconds == 540)
        await by_palette(it.pilot, "Less")
        await it.until(lambda: it.state.live(Step)[0].seconds == 480)
        it.go(Part.SEATS)
        await by_palette(it.pilot, "Plan anew")
        await it.until(lambda: _notices(it))


async def test_commands_that_mean_nothing_here_are_not_offered(prepared: Any) -> None:
    async with prepared() as it:
        for action in ("add", "remove", "more", "less", "move_up", "plan_seats"):
            assert it.screen.check_action(action, ()) is False
        it.go(Part.AGENDA)
        for action in ("add", "remove", "more", "less", "move_up"):
            assert it.screen.check_action(action, ()) is True


async def test_another_language_keeps_the_part(prepared: Any) -> None:
    async with prepared(lang="en") as it:
        it.go(Part.AGENDA)
        await it.until(lambda: any("Total 1 h" in text for text in texts(it.fields)))
        before = it.fields
        it.pilot.app.action_change_language()
        await it.until(lambda: any(found is not before for found in it.screen.query("#fields")))
        await it.until(lambda: it.screen.query("#keys"))
        await it.until(lambda: it.fields.has_focus and len(it.fields.lines) > 6)
        assert it.screen.tr.language == "fr"


async def test_a_change_from_elsewhere_is_shown(prepared: Any) -> None:
    async with prepared() as it:
        row = it.state.workshop
        it.session.save_now(Action("prepare.workshop", (Change(row.KIND, row.id, {"place": "Ailleurs"}),)))
        await it.until(lambda: "Ailleurs" in texts(it.fields))


async def test_in_a_read_only_file_nothing_changes(prepared: Any, path: Path) -> None:
    async with prepared() as it:
        it.session.read_only = True
        it.go(Part.AGENDA)
        await it.press("plus")
        await it.until(lambda: _notices(it))
        assert "read-only" in _notices(it)[-1] and not it.session.unsaved
