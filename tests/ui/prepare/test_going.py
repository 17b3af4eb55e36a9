"""Going about in Prepare, and its commands by name."""

from __future__ import annotations

from typing import Any

import pytest

from atelier.domain.agenda import Step
from atelier.domain.change import Action, Change
from atelier.domain.place import tables
from atelier.ui.dialogs.questions import Confirmation, OneLine
from atelier.ui.screens.prepare.fields import Field, Part
from atelier.ui.widgets.bar import Bar
from tests.ui.prepare.opened import notices, workshop_field
from tests.ui.steering import by_palette, texts

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
        await it.until(lambda: notices(it))


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


async def test_in_a_read_only_file_nothing_changes(prepared: Any) -> None:
    async with prepared() as it:
        it.session.read_only = True
        it.go(Part.AGENDA)
        for count, key in enumerate(("plus", "enter", "a", "x", "J"), start=1):
            await it.press(key)
            await it.until(lambda count=count: len(notices(it)) >= count)
        assert all("read-only" in text for text in notices(it))
        assert it.pilot.app.screen is it.screen and not it.session.unsaved


async def test_the_sound_is_tested_from_the_check(prepared: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with prepared() as it:
        tested: list[bool] = []
        monkeypatch.setattr(it.pilot.app, "action_test_sound", lambda: tested.append(True))
        it.go(Part.CHECK, Field("try", "", "sound"))
        await it.press("enter")
        await it.until(lambda: tested)
