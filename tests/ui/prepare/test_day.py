"""People, the agenda, seats, and what is still to do."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from atelier.domain.agenda import Step
from atelier.domain.workshop import CafeGroup, Profile, Seating
from atelier.services import running
from atelier.services.preparing.people import count_people
from atelier.ui.dialogs.editor import Editor
from atelier.ui.dialogs.questions import Choice, Confirmation, OneLine
from atelier.ui.screens.prepare.fields import Field, Part
from atelier.ui.widgets.line_list import LineList
from tests.ui.prepare.opened import notices, workshop_field
from tests.ui.steering import texts, type_over
from tests.ui.workshops import FakeClock

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
        await it.dialog(Editor)
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
        await it.until(lambda: notices(it))
        assert "stays where it is" in notices(it)[-1]
        await it.press("down", "plus")
        await it.until(lambda: len(notices(it)) > 1)
        assert "in Run" in notices(it)[-1]


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
        await it.until(lambda: "as planned already" in notices(it)[-1])


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
