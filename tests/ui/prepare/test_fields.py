"""Details, tables and canvas: every change is saved at once and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.place import current_cell, tables
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount
from atelier.services import notes
from atelier.services.preparing.people import people_of
from atelier.ui.dialogs.editor import Editor
from atelier.ui.dialogs.questions import Choice, Confirmation, OneLine
from atelier.ui.screens.prepare.fields import Field, Part
from atelier.ui.widgets.line_list import LineList
from tests.ui.prepare.opened import notices, workshop_field
from tests.ui.steering import texts, type_over
from tests.ui.workshops import FakeClock

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
        await it.dialog(Editor)
        it.pilot.app.screen.query_one(TextArea).text = "Une ligne\nune autre"
        await it.press("ctrl+j")
        await it.until(lambda: it.state.workshop.objectives == "Une ligne\nune autre")


async def test_a_text_that_is_too_long_stays_and_waits_as_a_draft(prepared: Any) -> None:
    async with prepared() as it:
        it.go(Part.DETAILS, workshop_field(it.session, "objectives"))
        await it.press("enter")
        await it.dialog(Editor)
        it.pilot.app.screen.query_one(TextArea).text = "mot " * 600
        await it.press("ctrl+j")
        await it.until(lambda: "2000 at the most" in str(it.pilot.app.screen.query_one("#error").render()))
        await it.press("escape")
        await it.until(lambda: it.pilot.app.screen is it.screen)
        await it.press("enter")
        await it.dialog(Editor)
        await it.until(lambda: len(it.pilot.app.screen.query_one(TextArea).text) == 2_400)


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
        await it.until(lambda: any("A yes or a no could answer it" in text for text in texts(panel)))
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
        await it.until(lambda: notices(it))
        assert "Table 1 holds 1 note" in notices(it)[-1]
        assert it.pilot.app.screen is it.screen and len(tables(it.state)) == 2


async def test_undo_does_not_take_away_a_table_that_has_got_notes(prepared: Any, clock: FakeClock) -> None:
    async with prepared() as it:
        await it.press("right", "a")
        await it.until(lambda: len(tables(it.state)) == 3)
        third = tables(it.state)[2]
        cell = current_cell(it.state, third, "constats")
        it.session.save_now(notes.add_note(it.state, cell, "une note", clock.now()))
        await it.press("ctrl+z")
        await it.until(lambda: notices(it))
        assert "Table 3 holds 1 note" in notices(it)[-1]
        assert len(tables(it.state)) == 3


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
        await it.until(lambda: notices(it))
        assert "1 note stands under these headings" in notices(it)[-1]
        assert it.pilot.app.screen is it.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_question_is_checked_while_it_is_typed(prepared: Any, size: tuple[int, int]) -> None:
    async with prepared(size) as it:
        first = tables(it.state)[0]
        it.go(Part.TABLES, Field(CafeTable.KIND, first.id, "question"))
        await it.press("enter")
        await it.dialog(OneLine)
        remarks = it.pilot.app.screen.query_one("#remarks", LineList)
        field: Any = it.pilot.app.focused
        assert texts(remarks) == ["✓ open question  ✓ one question  ✓ blames nobody"]
        for typed, said in (
            ("Faut-il venir ?", "? A yes or a no could answer it. Begin with “How”, “What” or “Which”."),
            ("Combien viennent ?", "? A number could answer it. Ask what lies behind the number."),
            ("Pourquoi ne viennent-ils pas ?", "? Somebody could feel blamed."),
            ("Comment venir ? Comment rester ?", "? It asks several things."),
            ("", "One open question, so that people think together."),
        ):
            field.text = typed
            await it.until(lambda said=said: any(text.startswith(said) for text in texts(remarks)))
        await it.press("escape")


async def test_without_groups_people_are_expected_by_profile(prepared: Any) -> None:
    async with prepared() as it:
        change = Change("workshop", it.state.workshop.id, {"movement": "free"})
        it.session.save_now(Action("test", (change,)))
        it.go(Part.GROUPS, Field(HeadCount.KIND, "-/usagers", "people"))
        await it.press("plus", "plus")
        await it.until(lambda: people_of(it.state).get((None, "usagers")) == 2)
        await it.press("enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, "15")
        await it.until(lambda: people_of(it.state).get((None, "usagers")) == 15)
        await it.press("ctrl+z")
        await it.until(lambda: people_of(it.state).get((None, "usagers")) == 2)
