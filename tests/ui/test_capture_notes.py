"""What is done to notes by keys: the one under the cursor, the last one, or the line being typed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import TextArea

from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Variant
from atelier.domain.workshop import Profile
from atelier.services import notes as service
from atelier.services.session import Session
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    bar,
    choose,
    dialog,
    full_disk,
    label,
    no_dialog,
    note_down,
    notes,
    run_round,
    said,
    saved,
    screen_of,
    selectable,
    slow_disk,
    texts,
    type_text,
)
from tests.ui.steering import until
from tests.ui.workshops import FakeClock


def one(session: Session) -> Note:
    (note,) = notes(session)
    return note


class TestFocus:
    async def test_up_goes_to_the_last_note_and_escape_comes_back(self, make_app: MakeApp) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "deux")
            await pilot.press("up")
            screen = screen_of(pilot)
            assert pilot.app.focused is screen.notes
            assert screen.note(screen.notes.cursor).text == "deux"  # type: ignore[union-attr]
            await pilot.press("up")
            assert screen.note(screen.notes.cursor).text == "un"  # type: ignore[union-attr]
            await pilot.press("escape")
            assert pilot.app.focused is screen.field

    async def test_down_below_the_last_note_comes_back(self, make_app: MakeApp) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "down")
            await until(pilot, lambda: pilot.app.focused is screen_of(pilot).field)

    async def test_up_with_no_note_stays_in_the_field(self, make_app: MakeApp) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("up")
            assert pilot.app.focused is screen_of(pilot).field
            assert "no note" in bar(pilot, "state")

    async def test_up_within_a_long_line_moves_in_it_first(self, make_app: MakeApp) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            screen_of(pilot).field.put("mot " * 25)
            await pilot.press("up")
            assert pilot.app.focused is screen_of(pilot).field
            await pilot.press("up")
            assert pilot.app.focused is screen_of(pilot).notes

    async def test_the_letters_of_commands_are_typed_in_the_field(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await type_text(pilot, "ehsmdxlouktagvrc")
            await pilot.press("enter")
            await saved(pilot)
            assert texts(workshop) == ["un", "ehsmdxlouktagvrc"]


class TestStar:
    async def test_the_last_note_while_typing_nothing(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("ctrl+n")
            await until(pilot, lambda: one(workshop).star)
            assert pilot.app.focused is screen_of(pilot).field
            screen_of(pilot).go_to("phares")
            line = screen_of(pilot).notes.lines[0]
            assert (line.text, line.tail) == ("un", "de Constats")
            assert "Idées phares 1" in bar(pilot, "headings")
            assert one(workshop).heading == "constats"

    async def test_the_line_being_typed(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await type_text(pilot, "deux")
            await pilot.press("ctrl+n")
            assert "★ key idea" in bar(pilot, "state")
            await pilot.press("enter")
            await saved(pilot)
            assert [note.star for note in notes(workshop)] == [False, True]
            assert "★" not in bar(pilot, "state")

    async def test_the_note_under_the_cursor_even_where_it_is_gathered(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "s")
            await until(pilot, lambda: one(workshop).star)
            await until(pilot, lambda: pilot.app.focused is screen_of(pilot).field)
            screen_of(pilot).go_to("phares")
            await pilot.press("up", "s")
            await until(pilot, lambda: not one(workshop).star)
            await until(pilot, lambda: selectable(pilot) == [])

    async def test_a_note_that_is_still_being_saved(
        self, make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on = slow_disk(monkeypatch)
        async with make_app().run_test(size=NARROW) as pilot:
            await type_text(pilot, "un")
            await pilot.press("enter", "ctrl+n")
            go_on.set()
            await saved(pilot)
            await until(pilot, lambda: one(workshop).star)


class TestCorrecting:
    async def test_enter_keeps_it_and_what_was_typed_comes_back(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "boite")
            await type_text(pilot, "en cours")
            await pilot.press("up", "e")
            assert screen_of(pilot).field.text == "boite"
            assert "correction" in bar(pilot, "state")
            assert screen_of(pilot).notes.lines[0].lead == "✎ "
            await type_text(pilot, " à idées")
            await pilot.press("enter")
            await until(pilot, lambda: one(workshop).text == "boite à idées")
            await said(pilot, "saved ✓")
            assert screen_of(pilot).field.text == "en cours"
            assert "correction" not in bar(pilot, "state")

    async def test_enter_on_a_note_corrects_it_too(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "enter")
            await until(pilot, lambda: screen_of(pilot).field.text == "un")
            await pilot.press("enter")
            assert screen_of(pilot).desk.editing is None
            assert one(workshop).text == "un"

    async def test_escape_twice_gives_up_what_was_changed(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "e", "x", "escape")
            assert screen_of(pilot).field.text == "unx"
            assert "Esc again" in bar(pilot, "state")
            await pilot.press("escape")
            assert screen_of(pilot).field.text == ""
            assert one(workshop).text == "un"

    async def test_a_correction_survives_a_crash(
        self, make_app: MakeApp, workshop: Session, path: Any, clock: FakeClock, places: Any
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "boite")
            await pilot.press("up", "e")
            await type_text(pilot, " à idées")
        reopened = Session.open(path, clock=clock, places=places)
        try:
            async with make_app(session=reopened).run_test(size=NARROW) as pilot:
                assert screen_of(pilot).field.text == "boite à idées"
                await pilot.press("enter")
                await until(pilot, lambda: texts(reopened) == ["boite à idées"])
                assert screen_of(pilot).field.text == ""
        finally:
            reopened.close()

    async def test_a_correction_that_cannot_be_saved_stays_on_screen(
        self, make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = make_app(lang="en")
        async with app.run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            make_room = full_disk(monkeypatch)
            await pilot.press("up", "e", "x", "enter")
            await said(pilot, "NOT SAVED")
            assert screen_of(pilot).field.text == "unx"
            make_room()
            app.action_retry_saving()
            await until(pilot, lambda: one(workshop).text == "unx")
            await pilot.press("enter")
            assert screen_of(pilot).desk.editing is None

    async def test_both_texts_are_kept_when_someone_else_wrote_meanwhile(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "e")
            other = service.edit_text(workshop.state, one(workshop).id, "le leur")
            assert other is not None
            workshop.save_now(other)
            await pilot.press("ctrl+u")
            await type_text(pilot, "le mien")
            await pilot.press("enter")
            await until(pilot, lambda: one(workshop).text == "le mien")
            await until(pilot, lambda: screen_of(pilot).notes.lines[0].below)
            assert screen_of(pilot).notes.lines[0].below == (("≠ other version: le leur", "warning"),)

    @pytest.mark.parametrize(
        ("choice", "kept"), [("un", "un"), ("autre", "autre"), ("un / autre", "un / autre")]
    )
    async def test_v_settles_which_version_stays(
        self, make_app: MakeApp, workshop: Session, choice: str, kept: str
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            columns = {"of_kind": "note", "of_id": one(workshop).id, "of_column": "text", "text": "autre"}
            workshop.save_now(Action("test", (Change(Variant.KIND, "v1", columns),)))
            await pilot.press("up", "v")
            await dialog(pilot)
            listing = pilot.app.screen.focused
            line = next(line for line in listing.lines if line.text == choice)  # type: ignore[union-attr]
            listing.move_to(line.id)  # type: ignore[union-attr]
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(pilot, lambda: not workshop.state.live(Variant))
            assert one(workshop).text == kept
            await until(pilot, lambda: not screen_of(pilot).notes.lines[0].below)


class TestOtherDeeds:
    @pytest.mark.parametrize("key", ["d", "x", "delete"])
    async def test_removing_can_be_taken_back_from_the_field(
        self, make_app: MakeApp, workshop: Session, key: str
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "deux")
            await pilot.press("up", key)
            await until(pilot, lambda: texts(workshop) == ["un"])
            await until(pilot, lambda: selectable(pilot) == ["un"])
            assert pilot.app.focused is screen_of(pilot).field
            await pilot.press("ctrl+z")
            await until(pilot, lambda: texts(workshop) == ["un", "deux"])
            await pilot.press("ctrl+y")
            await until(pilot, lambda: texts(workshop) == ["un"])

    async def test_undo_in_a_field_that_holds_something_undoes_typing(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await type_text(pilot, "deux")
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert screen_of(pilot).field.text == ""
            assert texts(workshop) == ["un"]

    async def test_moving_to_the_other_group(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "pour B")
            await pilot.press("up", "m")
            await choose(pilot, "round 2")
            await no_dialog(pilot)
            await until(pilot, lambda: label(workshop, one(workshop)) == "B")
            assert one(workshop).round == 2
            assert selectable(pilot) == []

    async def test_order(self, make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
        run_round(workshop, clock)
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "deux", "trois")
            await pilot.press("up", "u")
            await until(pilot, lambda: texts(workshop) == ["un", "trois", "deux"])
            await pilot.press("shift+up")
            await until(pilot, lambda: texts(workshop) == ["trois", "un", "deux"])
            assert pilot.app.focused is screen_of(pilot).notes
            await pilot.press("j")
            await until(pilot, lambda: texts(workshop) == ["un", "trois", "deux"])

    async def test_dividing(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "stands et affiches")
            await pilot.press("up", "c")
            await dialog(pilot)
            pilot.app.screen.query_one(TextArea).text = "stands\naffiches"
            await pilot.press("ctrl+j")
            await no_dialog(pilot)
            await until(pilot, lambda: texts(workshop) == ["stands", "affiches"])

    async def test_the_profile_of_the_last_note_and_of_the_line(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        first = workshop.state.live(Profile)[0]
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("ctrl+o")
            await choose(pilot, first.label)
            await no_dialog(pilot)
            await until(pilot, lambda: one(workshop).profile == first.key)
            await until(pilot, lambda: screen_of(pilot).notes.lines[0].tail == first.label)
            await type_text(pilot, "deux")
            await pilot.press("ctrl+o")
            await choose(pilot, first.label)
            await no_dialog(pilot)
            assert first.label in bar(pilot, "state")
            await pilot.press("enter")
            await saved(pilot)
            assert [note.profile for note in notes(workshop)] == [first.key, first.key]
            await pilot.press("ctrl+o")
            await dialog(pilot)
            await pilot.press("end", "enter")
            await no_dialog(pilot)
            await until(pilot, lambda: [note.profile for note in notes(workshop)] == [first.key, None])

    async def test_my_last_notes_go_to_the_other_group(
        self, make_app: MakeApp, second_round: Session
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "p: deux", "trois", "quatre")
            await pilot.press("up", "g")
            await dialog(pilot)
            assert pilot.app.screen.focused.cursor == "3"  # type: ignore[union-attr]
            await pilot.press("enter")
            await dialog(pilot)
            await pilot.pause()
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(
                pilot,
                lambda: (
                    {note.text for note in notes(second_round) if label(second_round, note) == "B"} == {"un"}
                ),
            )
            moved = {note.text: note.heading for note in notes(second_round) if note.round == 1}
            assert moved["deux"] == "pistes"
            assert {"trois", "quatre"} <= moved.keys()
