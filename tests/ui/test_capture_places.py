"""Notes that go under another heading, and what earlier groups said."""

from __future__ import annotations

from atelier.domain.note import Note
from atelier.services.session import Session
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    bar,
    choose,
    dialog,
    no_dialog,
    note_down,
    notes,
    run_round,
    said,
    saved,
    screen_of,
    selectable,
    shown,
    type_text,
)
from tests.ui.steering import until
from tests.ui.workshops import FakeClock


def one(session: Session) -> Note:
    (note,) = notes(session)
    return note


class TestUnderAnotherHeading:
    async def test_h_chooses_it_by_its_letter(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "une condition")
            await pilot.press("up", "h")
            await dialog(pilot)
            await pilot.press("m")
            await no_dialog(pilot)
            await until(pilot, lambda: one(workshop).heading == "conditions")
            assert one(workshop).first_heading == "constats"
            assert pilot.app.focused is screen_of(pilot).field
            assert bar(pilot, "prompt") == "constat ▸"

    async def test_tab_in_the_list_takes_the_note_along(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "une condition")
            await pilot.press("up", "tab")
            await until(pilot, lambda: one(workshop).heading == "pistes")
            await until(pilot, lambda: selectable(pilot) == ["une condition"])
            assert pilot.app.focused is screen_of(pilot).notes
            await pilot.press("tab")
            await until(pilot, lambda: one(workshop).heading == "conditions")
            await until(pilot, lambda: selectable(pilot) == ["une condition"])
            assert screen_of(pilot).notes.lines[0].tail == "de Constats"
            await pilot.press("escape")
            assert selectable(pilot) == []
            assert bar(pilot, "prompt") == "constat ▸"

    async def test_marked_notes_go_together(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await note_down(pilot, "un", "deux", "trois")
            await pilot.press("up", "home", "space", "space", "h")
            await dialog(pilot)
            await pilot.press("p")
            await no_dialog(pilot)
            await until(
                pilot, lambda: [note.heading for note in notes(workshop)] == ["pistes", "pistes", "constats"]
            )
            assert screen_of(pilot).notes.marked == frozenset()


class TestEarlierGroups:
    async def test_idees_phares_first_then_by_group(self, make_app: MakeApp, second_round: Session) -> None:
        async with make_app(lang="en").run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert shown(pilot, "earlier")[-5:] == [
                "Key ideas",
                "stands au marché",
                "Group A · round 1",
                "Constats",
                "peu de monde",
            ]
            starred = screen_of(pilot).earlier.lines[-4]
            assert (starred.lead, starred.tail) == ("★ ", "A")

    async def test_folded_at_80_columns_one_key_shows_it(
        self, make_app: MakeApp, second_round: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.pause()
            screen = screen_of(pilot)
            assert not screen.earlier.display
            assert "already said 2" in bar(pilot, "place")
            await pilot.press("f9")
            await pilot.pause()
            assert screen.earlier.display
            assert not screen.query_one("#sheet").display
            assert shown(pilot, "earlier")[0].endswith("?")
            assert pilot.app.focused is screen.earlier
            await pilot.press("f9")
            await pilot.pause()
            assert not screen.earlier.display
            assert pilot.app.focused is screen.field

    async def test_the_first_group_is_told_that_it_is_the_first(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=WIDE) as pilot:
            await pilot.pause()
            assert "the first one" in shown(pilot, "earlier")[-1]

    async def test_the_line_being_typed_answers_an_earlier_note(
        self, make_app: MakeApp, second_round: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await type_text(pilot, "au marché couvert")
            await pilot.press("ctrl+l")
            await dialog(pilot)
            await pilot.press("n")
            await no_dialog(pilot)
            assert "↳ nuances A: stands au marché" in bar(pilot, "state")
            await pilot.press("enter")
            await saved(pilot)
            note = notes(second_round)[-1]
            target = next(found for found in notes(second_round) if found.text == "stands au marché")
            assert (note.link_to, note.link_kind) == (target.id, "nuances")
            assert screen_of(pilot).notes.lines[-1].below == (("↳ nuances A: stands au marché", "dim"),)

    async def test_the_last_note_answers_and_no_longer(
        self, make_app: MakeApp, second_round: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "au marché couvert")
            await pilot.press("ctrl+l")
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(pilot, lambda: notes(second_round)[-1].link_kind == "extends")
            await pilot.press("ctrl+l")
            await dialog(pilot)
            await pilot.press("home", "enter")
            await no_dialog(pilot)
            await until(pilot, lambda: notes(second_round)[-1].link_to is None)

    async def test_enter_on_an_earlier_note_answers_it(
        self, make_app: MakeApp, second_round: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=WIDE) as pilot:
            await type_text(pilot, "pourtant si")
            await pilot.press("f9", "end", "enter")
            await dialog(pilot)
            await pilot.press("c")
            await no_dialog(pilot)
            assert "↳ contradicts A: peu de monde" in bar(pilot, "state")
            await pilot.press("escape")
            assert "↳" not in bar(pilot, "state")

    async def test_nothing_to_answer_is_said(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("ctrl+l")
            await said(pilot, "nothing was said here before")

    async def test_the_plenary_answers_any_table(self, make_app: MakeApp, second_round: Session) -> None:
        async with make_app(lang="en").run_test(size=WIDE) as pilot:
            await pilot.press("ctrl+t", "ctrl+t")
            assert bar(pilot, "place").startswith("Plenary")
            assert "stands au marché" in shown(pilot, "earlier")
            await type_text(pilot, "oui, le samedi")
            await pilot.press("ctrl+l")
            await choose(pilot, "peu de monde")
            await no_dialog(pilot)
            await pilot.press("enter")
            await saved(pilot)
            note = notes(second_round)[-1]
            assert (note.round, note.group_id, note.is_late) == (0, None, False)
            assert note.link_to is not None


async def test_each_table_keeps_its_heading(make_app: MakeApp) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await pilot.press("tab", "ctrl+t")
        assert bar(pilot, "prompt") == "constat ▸"
        await pilot.press("ctrl+t", "ctrl+t")
        assert bar(pilot, "prompt") == "piste ▸"
