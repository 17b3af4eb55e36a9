"""Late typing from paper sheets, and the trial before the start."""

from __future__ import annotations

import pytest

from atelier.domain.cell import CellState
from atelier.domain.coverage import coverage
from atelier.domain.note import CellKey, Origin
from atelier.domain.place import reading
from atelier.domain.sheets import sheets
from atelier.domain.workshop import Seating, Sheet
from atelier.services.rehearsal import rehearsal_notes
from atelier.services.session import Session
from atelier.services.sheets import tick
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    app_of,
    bar,
    choose,
    dialog,
    label,
    no_dialog,
    note_down,
    notes,
    paste,
    run_round,
    said,
    saved,
    screen_of,
    selectable,
    texts,
    type_text,
)
from tests.ui.steering import by_palette, type_over, until
from tests.ui.workshops import FakeClock


def cells(session: Session) -> list[tuple[int, str, str]]:
    """The round, the group and the origin of each note."""
    return [(note.round, label(session, note), note.origin) for note in notes(session)]


def seat(session: Session, number: int) -> Seating:
    """The seating of the sheet with a number."""
    session.catch_up()
    found = sheets(session.state)[number - 1].seating
    assert found is not None
    return found


class TestSheets:
    async def test_a_whole_workshop_is_typed_sheet_after_sheet(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f11")
            await until(pilot, lambda: bar(pilot, "place").startswith("sheet 1/5 · T1 · round 1 · group A"))
            await note_down(pilot, "un constat")
            await pilot.press("tab")
            await type_text(pilot, "une piste")
            await pilot.press("pagedown")
            await until(pilot, lambda: bar(pilot, "place").startswith("sheet 2/5 · T1 · round 2 · group B"))
            await note_down(pilot, "p: autre piste")
            await pilot.press("f11")
            await until(pilot, lambda: "sheet 3/5 · T2 · round 1 · group B" in bar(pilot, "place"))
            await pilot.press("ctrl+t")
            await choose(pilot, "missing")
            await dialog(pilot)
            await type_over(pilot, "emportée")
            await no_dialog(pilot)
            await until(pilot, lambda: "missing" in bar(pilot, "place"))
            await pilot.press("pagedown")
            await pilot.press("ctrl+t")
            await choose(pilot, "It came back")
            await no_dialog(pilot)
            await until(pilot, lambda: "returned" in bar(pilot, "place"))
            await pilot.press("pagedown")
            await note_down(pilot, "i: dit par tous")
            assert bar(pilot, "place").startswith("sheet 5/5 · Plenary")
            await pilot.press("pagedown")
            await said(pilot, "last sheet")
        assert cells(workshop) == [
            (1, "A", "paper"),
            (1, "A", "paper"),
            (2, "B", "paper"),
            (0, "", "paper"),
        ]
        assert not rehearsal_notes(workshop.state)
        assert [seat(workshop, number).sheet for number in (1, 2, 3, 4)] == [
            Sheet.RETURNED,
            Sheet.RETURNED,
            Sheet.MISSING,
            Sheet.RETURNED,
        ]
        found = coverage(workshop.state, reading(workshop.state, clock.now()))
        assert not {cell.state for cell in found} & {CellState.UPCOMING, CellState.OPEN}
        lost = [cell for cell in found if cell.reason == "emportée"]
        assert len(lost) == 4

    async def test_it_begins_with_the_first_sheet_that_is_not_typed(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        action = tick(workshop.state, seat(workshop, 1).id, Sheet.MISSING, "perdue")
        assert action is not None
        workshop.save_now(action)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await by_palette(pilot, "type the sheets")
            await until(pilot, lambda: bar(pilot, "place").startswith("sheet 2/5"))
            await said(pilot, "3 sheets left")
            await pilot.press("pageup", "pageup")
            await said(pilot, "first sheet")
            assert "missing" in bar(pilot, "place")
            await note_down(pilot, "retrouvée")
            await until(pilot, lambda: "returned" in bar(pilot, "place"))

    async def test_the_sheet_of_the_present_group_is_paper_too_and_live_comes_back(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f11")
            await note_down(pilot, "du papier")
            await pilot.press("ctrl+r")
            await until(pilot, lambda: bar(pilot, "place").startswith("T1"))
            await note_down(pilot, "en direct")
            assert cells(workshop) == [(1, "A", "paper"), (1, "A", "tui")]

    async def test_a_line_that_cannot_be_saved_stays_on_its_sheet(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f11")
            screen_of(pilot).field.load_text("x" * 2001)
            await pilot.pause()
            await pilot.press("pagedown")
            await said(pilot, "2001 characters")
            assert bar(pilot, "place").startswith("sheet 1/5")

    async def test_a_tick_is_taken_back(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f11")
            await by_palette(pilot, "tick the sheet")
            await choose(pilot, "It came back")
            await no_dialog(pilot)
            await until(pilot, lambda: seat(workshop, 1).sheet == Sheet.RETURNED)
            await pilot.press("ctrl+t")
            await choose(pilot, "take the answer away")
            await no_dialog(pilot)
            await until(pilot, lambda: seat(workshop, 1).sheet == "")
            await pilot.press("ctrl+z", "ctrl+z")
            await until(pilot, lambda: seat(workshop, 1).sheet == "")

    async def test_undoing_a_note_of_a_sheet_takes_its_tick_back(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f11")
            await note_down(pilot, "un")
            assert seat(workshop, 1).sheet == Sheet.RETURNED
            await pilot.press("ctrl+z")
            await until(pilot, lambda: texts(workshop) == [])
            assert seat(workshop, 1).sheet == ""

    async def test_another_screen_opens_a_sheet_that_came_back_as_paper(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        action = tick(workshop.state, seat(workshop, 2).id, Sheet.RETURNED)
        assert action is not None
        workshop.save_now(action)
        sheet = sheets(workshop.state)[1]
        async with make_app("run", "en").run_test(size=NARROW) as pilot:
            assert sheet.group is not None
            app_of(pilot).capture_target = CellKey(sheet.table.id, sheet.round, sheet.group.id, "pistes")
            await pilot.press("f4")
            await until(pilot, lambda: bar(pilot, "place").startswith("sheet 2/5"))
            await note_down(pilot, "depuis la feuille")
            assert cells(workshop) == [(2, "B", "paper")]

    async def test_a_block_goes_to_the_sheet(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=WIDE) as pilot:
            await pilot.press("f11", "pagedown")
            await paste(pilot, "c: un\np: ★ deux\n- trois")
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert cells(workshop) == [(2, "B", "paper")] * 3
            assert [note.star for note in sorted(notes(workshop), key=lambda note: note.position)] == [
                False,
                True,
                False,
            ]
            assert seat(workshop, 2).sheet == Sheet.RETURNED
            await pilot.press("ctrl+z")
            await until(pilot, lambda: texts(workshop) == [] and seat(workshop, 2).sheet == "")


class TestTrial:
    async def test_notes_before_the_start_are_a_trial_and_are_seen(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "test test")
            assert "TRIAL" in bar(pilot, "hint")
            assert selectable(pilot) == ["test test"]
            assert screen_of(pilot).notes.lines[0].tail == "trial"
            assert "Constats 1" in bar(pilot, "headings")
            await paste(pilot, "un\ndeux")
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert all(note.is_rehearsal for note in notes(workshop))
            assert len(selectable(pilot)) == 3
            await pilot.press("up", "d")
            await until(pilot, lambda: len(selectable(pilot)) == 2)

    async def test_once_it_has_begun_they_are_gone_and_notes_are_real(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "test test")
            run_round(workshop, clock)
            await until(pilot, lambda: selectable(pilot) == [])
            assert "TRIAL" not in bar(pilot, "hint")
            await note_down(pilot, "pour de vrai")
            assert selectable(pilot) == ["pour de vrai"]
            assert [note.is_rehearsal for note in notes(workshop)] == [True, False]

    async def test_late_entry_is_no_trial_even_of_the_first_group(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f12")
            await choose(pilot, "round 1")
            await no_dialog(pilot)
            await note_down(pilot, "vraie")
            assert [(note.is_rehearsal, note.origin) for note in notes(workshop)] == [(False, Origin.TUI)]
            assert bar(pilot, "hint") == ""

    async def test_what_was_chosen_before_the_start_is_live_after_it(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f12")
            await choose(pilot, "round 1")
            await no_dialog(pilot)
            assert bar(pilot, "place").startswith("LATE ENTRY")
            run_round(workshop, clock)
            await until(pilot, lambda: bar(pilot, "place").startswith("T1"))

    @pytest.mark.parametrize(
        ("title", "answer", "left"),
        [
            ("erase trial notes…", "Erase", []),
            ("erase trial notes…", "Leave", [True]),
            ("trial notes count…", "They count", [False]),
        ],
    )
    async def test_they_are_erased_or_made_real_on_confirmation(
        self, make_app: MakeApp, workshop: Session, title: str, answer: str, left: list[bool]
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "test")
            await by_palette(pilot, title)
            await choose(pilot, answer)
            await no_dialog(pilot)
            await until(pilot, lambda: [note.is_rehearsal for note in notes(workshop)] == left)

    async def test_without_trial_notes_nothing_is_asked(self, make_app: MakeApp) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await by_palette(pilot, "erase trial notes…")
            await said(pilot, "no trial notes")
