"""Where notes go: groups that sit down, other tables, late entry, and why a cell is empty."""

from __future__ import annotations

import pytest

from atelier.domain.agenda import Step
from atelier.domain.cell import Cell, CellState
from atelier.domain.change import Action, Change
from atelier.domain.note import CellKey
from atelier.domain.workshop import CafeGroup, Seating
from atelier.services import running
from atelier.services.session import Session
from atelier.ui.screens.capture.desk import Stop
from atelier.ui.screens.capture.stops import stops_at
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    app_of,
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
    selectable,
    table,
    texts,
    type_text,
)
from tests.ui.steering import type_over, until
from tests.ui.workshops import FakeClock


@pytest.fixture
def round_one(workshop: Session, clock: FakeClock) -> Session:
    """Round 1 runs."""
    run_round(workshop, clock)
    return workshop


def groups(session: Session) -> list[str]:
    """The group of each note."""
    return [label(session, note) for note in notes(session)]


class TestTheNextGroup:
    async def test_typing_on_for_a_minute_after_next_writes_nothing_into_the_wrong_group(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "pendant le tour")
            assert bar(pilot, "waiting") == ""
            next_step(round_one, clock)
            for second in range(0, 60, 5):
                clock.tick(5)
                if second == 30:
                    next_step(round_one, clock)
                await type_text(pilot, f"note {second}")
                await pilot.press("enter")
            await saved(pilot)
            await until(pilot, lambda: "Is group B seated?" in bar(pilot, "waiting"))
            assert groups(round_one) == ["A"] * 13
            assert not any(note.is_late for note in notes(round_one))
            await pilot.press("ctrl+r")
            await said(pilot, "notes now go to group B")
            await note_down(pilot, "de B")
            assert groups(round_one) == ["A"] * 13 + ["B"]
            assert bar(pilot, "waiting") == ""
            assert "group B · round 2" in bar(pilot, "place")

    async def test_enter_never_confirms(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("enter", "enter")
            await note_down(pilot, "encore A")
            assert groups(round_one) == ["A"]
            assert bar(pilot, "waiting")

    async def test_after_two_minutes_it_is_said_more_loudly(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            waiting = screen_of(pilot)._waiting
            assert waiting is not None and not waiting.is_urgent
            clock.tick(119)
            await until(pilot, lambda: screen_of(pilot)._waiting.seconds > 118)  # type: ignore[union-attr]
            assert not screen_of(pilot)._waiting.is_urgent  # type: ignore[union-attr]
            clock.tick(2)
            await until(pilot, lambda: screen_of(pilot)._waiting.is_urgent)  # type: ignore[union-attr]
            tones = {part.tone for part in screen_of(pilot).query_one("#waiting")._parts}  # type: ignore[attr-defined]
            assert "alarm" in tones

    async def test_a_line_begun_before_belongs_to_the_group_that_said_it(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await type_text(pilot, "la dernière de A")
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await said(pilot, "this line goes to group A")
            await pilot.press("enter")
            await saved(pilot)
            await note_down(pilot, "la première de B")
            assert groups(round_one) == ["A", "B"]

    async def test_such_a_line_can_be_given_to_the_group_that_is_there(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await type_text(pilot, "déjà B")
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await said(pilot, "this line goes to group A")
            screen_of(pilot).action_give_to_current()
            assert "this line" not in bar(pilot, "state")
            await pilot.press("enter")
            await saved(pilot)
            assert groups(round_one) == ["B"]

    async def test_the_facilitator_may_say_it_for_the_table(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await type_text(pilot, "en cours avec A")
            next_step(round_one, clock)
            second = stops_at(round_one.state, table(round_one))[1]
            round_one.save_now(
                running.confirm_group(
                    round_one.state,
                    clock.now(),
                    table(round_one).id,
                    second.round,
                    second.group_id,
                    screen="run",
                )
            )
            await until(pilot, lambda: "group B" in bar(pilot, "place"))
            await pilot.press("enter")
            await saved(pilot)
            assert groups(round_one) == ["A"]

    async def test_a_group_that_was_not_planned_is_accepted_and_flagged(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            screen_of(pilot).action_seat_group()
            await dialog(pilot)
            tails = {line.text: line.tail for line in pilot.app.screen.focused.lines}  # type: ignore[union-attr]
            assert tails == {"group B": "", "group A": "not planned here"}
            await choose(pilot, "group A")
            await no_dialog(pilot)
            await until(pilot, lambda: "group A · round 2" in bar(pilot, "place"))
            odd = [seat for seat in round_one.state.live(Seating) if not seat.planned]
            assert [(seat.round, seat.table_id) for seat in odd] == [(2, table(round_one).id)]

    async def test_when_the_clock_goes_back_the_table_is_asked(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await until(pilot, lambda: not bar(pilot, "waiting"))
            round_one.save_now(running.go_back(round_one.state, clock.now()))
            await until(pilot, lambda: "back in round 1" in bar(pilot, "waiting"))
            clock.tick(5)
            await pilot.press("ctrl+r")
            await choose(pilot, "group A")
            await no_dialog(pilot)
            await until(pilot, lambda: not bar(pilot, "waiting"))
            await note_down(pilot, "de nouveau A")
            assert groups(round_one) == ["A"]

    async def test_undo_takes_the_confirmation_back(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await until(pilot, lambda: "group B" in bar(pilot, "place"))
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "group A" in bar(pilot, "place"))
            await until(pilot, lambda: bar(pilot, "waiting"))


class TestTables:
    async def test_one_key_goes_round_the_tables_and_the_plenary(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "T1")
            await pilot.press("ctrl+t")
            assert bar(pilot, "place").startswith("T2")
            await note_down(pilot, "T2")
            await pilot.press("ctrl+t")
            assert bar(pilot, "place").startswith("Plenary")
            await note_down(pilot, "plénière")
            await pilot.press("ctrl+t")
            assert bar(pilot, "place").startswith("T1")
            assert selectable(pilot) == ["T1"]
            found = [(note.round, label(workshop, note)) for note in notes(workshop)]
            assert found == [(1, "A"), (1, "B"), (0, "")]

    async def test_a_table_is_chosen_from_a_list(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "un")
            await pilot.press("up", "t")
            await choose(pilot, "everyone — now")
            await no_dialog(pilot)
            assert bar(pilot, "place").startswith("Plenary")
            assert pilot.app.focused is screen_of(pilot).field

    async def test_another_screen_may_ask_for_a_cell(self, make_app: MakeApp, round_one: Session) -> None:
        async with make_app("run", "en").run_test(size=NARROW) as pilot:
            app = app_of(pilot)
            place = table(round_one, 2)
            stop = stops_at(round_one.state, place)[1]
            app.capture_target = CellKey(place.id, stop.round, stop.group_id, "conditions")
            app.action_show_capture()
            await until(pilot, lambda: app.current_mode == "capture")
            await until(pilot, lambda: bar(pilot, "prompt") == "condition ▸")
            assert "IN ADVANCE" in bar(pilot, "place")
            assert app.capture_target is None
            await pilot.press("ctrl+r")
            assert bar(pilot, "place").startswith("T2")


class TestLateEntry:
    async def test_a_past_cell_is_entered_under_a_banner_until_one_key(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "en direct")
            next_step(round_one, clock)
            await until(pilot, lambda: bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await said(pilot, "group B")
            await pilot.press("f12")
            await choose(pilot, "round 1")
            await no_dialog(pilot)
            assert "LATE ENTRY · round 1 · group A" in bar(pilot, "place")
            assert screen_of(pilot).has_class("-late")
            assert selectable(pilot) == ["en direct"]
            await note_down(pilot, "retrouvée")
            assert (groups(round_one)[-1], notes(round_one)[-1].is_late) == ("A", True)
            assert screen_of(pilot).notes.lines[-1].tone == "late"
            await pilot.press("ctrl+r")
            assert not screen_of(pilot).has_class("-late")
            await note_down(pilot, "de B")
            assert groups(round_one)[-1] == "B"

    async def test_the_next_group_is_not_confirmed_from_late_entry(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f12")
            await choose(pilot, "round 2")
            await no_dialog(pilot)
            next_step(round_one, clock)
            await until(pilot, lambda: "first go back to live" in bar(pilot, "waiting"))
            await pilot.press("ctrl+r")
            await pilot.pause()
            assert not any(seat.confirmed_at for seat in round_one.state.live(Seating))
            assert not screen_of(pilot).has_class("-late")

    async def test_escape_chooses_nothing(self, make_app: MakeApp) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await pilot.press("f12")
            await dialog(pilot)
            await pilot.press("escape")
            await no_dialog(pilot)
            assert pilot.app.focused is screen_of(pilot).field
            assert screen_of(pilot).desk.late is None

    async def test_a_group_that_is_removed_keeps_the_line(
        self, make_app: MakeApp, round_one: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            group = next(group for group in round_one.state.live(CafeGroup) if group.label == "B")
            screen_of(pilot).show_cell(table(round_one).id, Stop(2, group.id))
            await type_text(pilot, "de B")
            round_one.save_now(Action("prepare.group", (Change("cafe_group", group.id, {"deleted": True}),)))
            await pilot.press("enter")
            await said(pilot, "no longer there")
            assert screen_of(pilot).field.text == "de B"


class TestEmptyCells:
    async def test_one_gesture_answers_for_all_empty_headings(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "p: une piste")
            await pilot.press("ctrl+f", "up", "r")
            await choose(pilot, "reached, nothing to add")
            await no_dialog(pilot)
            await until(pilot, lambda: len(workshop.state.live(Cell)) == 3)
            assert {cell.state for cell in workshop.state.live(Cell)} == {CellState.NOTHING_TO_ADD}
            assert {cell.heading for cell in workshop.state.live(Cell)} == {
                "constats",
                "conditions",
                "phares",
            }
            assert "reached, nothing to add" in [line.text for line in screen_of(pilot).notes.lines]

    async def test_not_collected_asks_for_the_reason_until_there_is_one(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            screen_of(pilot).action_answer_heading()
            await choose(pilot, "not collected")
            await until(pilot, lambda: pilot.app.screen.query("#text"))
            await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "text")
            await pilot.press("enter")
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 2
            await type_over(pilot, "feuille perdue")
            await no_dialog(pilot)
            await until(pilot, lambda: workshop.state.live(Cell))
            (cell,) = workshop.state.live(Cell)
            assert (cell.heading, cell.state, cell.reason) == ("constats", "not_collected", "feuille perdue")
            line = screen_of(pilot).notes.lines[0]
            assert line.text == "not collected: feuille perdue"
            screen_of(pilot).action_answer_heading()
            await choose(pilot, "take the answer away")
            await no_dialog(pilot)
            await until(pilot, lambda: not workshop.state.live(Cell)[0].state)

    async def test_nothing_is_asked_when_nothing_is_empty(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "c: a", "p: b", "m: c", "i: d")
            screen_of(pilot).action_answer_empty()
            assert "nothing is empty" in bar(pilot, "state")
            assert texts(workshop) == ["a", "b", "c", "d"]


class TestStrips:
    async def test_a_message_shows_until_it_is_seen(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            screen = screen_of(pilot)
            label_widget = screen.query_one("#message")
            assert not label_widget.display
            other = table(round_one, 2).id
            round_one.save_now(running.send_message("pour T2 seulement", clock.now(), other))
            round_one.save_now(running.send_message("Notez [b]les désaccords[/b]", clock.now()))
            await until(pilot, lambda: label_widget.display)
            assert "Notez [b]les désaccords[/b]" in str(label_widget.render())
            await type_text(pilot, "en cours")
            await pilot.press("escape")
            await until(pilot, lambda: not label_widget.display)
            assert screen.field.text == "en cours"
            await pilot.press("ctrl+t")
            await until(pilot, lambda: "pour T2" in str(label_widget.render()))
            screen.action_read_message()
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await until(pilot, lambda: not label_widget.display)

    async def test_an_old_message_is_not_shown_again(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        round_one.save_now(running.send_message("d’il y a longtemps", clock.now()))
        clock.tick(3600)
        async with make_app().run_test(size=NARROW) as pilot:
            await pilot.pause()
            assert not screen_of(pilot).query_one("#message").display

    async def test_the_cue_comes_at_three_minutes_and_goes_with_a_star(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "une idée")
            clock.tick(900 - 200)
            await pilot.pause(0.6)
            assert bar(pilot, "cue") == ""
            clock.tick(25)
            await until(pilot, lambda: "only one thing" in bar(pilot, "cue"))
            await pilot.press("ctrl+n")
            await until(pilot, lambda: bar(pilot, "cue") == "")

    async def test_escape_puts_the_cue_away(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            clock.tick(800)
            await until(pilot, lambda: bar(pilot, "cue"))
            await pilot.press("escape")
            await until(pilot, lambda: bar(pilot, "cue") == "")

    async def test_a_short_round_has_its_cue_in_its_last_third(
        self, make_app: MakeApp, round_one: Session, clock: FakeClock
    ) -> None:
        step = next(step for step in round_one.state.live(Step) if step.round == 1 and step.kind == "round")
        round_one.save_now(Action("prepare.step", (Change("step", step.id, {"seconds": 60}),)))
        async with make_app().run_test(size=NARROW) as pilot:
            await pilot.pause(0.6)
            assert bar(pilot, "cue") == ""
            clock.tick(45)
            await until(pilot, lambda: bar(pilot, "cue"))


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_every_line_fits_the_screen(
    make_app: MakeApp, round_one: Session, clock: FakeClock, size: tuple[int, int], lang: str
) -> None:
    async with make_app(lang=lang).run_test(size=size) as pilot:
        await note_down(pilot, "une idée")
        next_step(round_one, clock)
        clock.tick(130)
        await until(pilot, lambda: bar(pilot, "waiting"))
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.query_one("#waiting").size.width)
        for name in ("place", "headings", "waiting", "state", "prompt"):
            widget = screen.query_one(f"#{name}")
            parts = widget._parts  # type: ignore[attr-defined]
            kept = widget.fitted(widget.size.width)  # type: ignore[attr-defined]
            assert len(kept) == len([part for part in parts if part.text]), name
        assert screen.field.region.bottom == size[1] - 1
        assert screen.notes.size.height >= 8
