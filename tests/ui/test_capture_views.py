"""What Noter shows, worked out from the state alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from atelier.domain.note import LinkKind
from atelier.domain.workshop import CafeTable
from atelier.i18n import Translator
from atelier.ui.screens.capture.bars import Word, spread, state_parts, waiting_parts
from atelier.ui.screens.capture.desk import Desk, Stop, live_stop, stop_at
from atelier.ui.screens.capture.earlier import (
    answerable,
    earlier_lines,
    handed_over,
    reading_minutes,
    said_before,
)
from atelier.ui.screens.capture.sheet import Marks, SheetLines, empty_headings, note_id_of, sheet_of
from atelier.ui.screens.capture.stops import stop_lines, stops_at
from atelier.ui.screens.capture.waiting import waiting_at
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line
from tests.data.cafe import Cafe

EN = Translator("en")


@pytest.fixture
def cafe() -> Cafe:
    """Round 1 runs."""
    cafe = Cafe()
    cafe.start()
    cafe.next()
    return cafe


def question(cafe: Cafe, table: str = "t1") -> str:
    """What is asked at a table that is behind the clock."""
    waiting = waiting_at(cafe.state, table, cafe.reading, cafe.now)
    if waiting is None:
        return ""
    parts = waiting_parts(EN, cafe.state, Desk(table, "pistes"), waiting, "ctrl+r")
    return "".join(part.text for part in parts).strip()


def note_lines(cafe: Cafe, heading: str | None, marks: Marks | None = None) -> list[Line]:
    """The lines of group A at table 1."""
    sheet = sheet_of(cafe.state, "t1", Stop(1, "A"))
    return SheetLines(EN).of(cafe.state, sheet, heading, marks or Marks())


class TestWaiting:
    def test_nobody_is_awaited_in_the_first_round(self, cafe: Cafe) -> None:
        assert question(cafe) == ""

    def test_the_next_group_is_awaited_from_the_move_on(self, cafe: Cafe) -> None:
        cafe.next()
        assert question(cafe).startswith("Is group B seated?")
        assert "until then notes go to group A" in question(cafe)

    def test_nobody_is_awaited_in_plenary(self, cafe: Cafe) -> None:
        cafe.next()
        assert question(cafe, "t0") == ""

    def test_where_people_are_mixed_the_round_is_awaited(self) -> None:
        cafe = Cafe(groups=0)
        cafe.start()
        cafe.next()
        cafe.next()
        assert question(cafe).startswith("Are the people of round 2 seated?")
        assert "until then notes go to round 1" in question(cafe)

    def test_groups_that_share_a_table_are_all_named(self) -> None:
        cafe = Cafe(tables=2, groups=4)
        cafe.start()
        cafe.next()
        cafe.next()
        assert question(cafe).startswith("Which group is seated: B, D?")

    def test_a_clock_that_went_back_asks_who_is_there(self, cafe: Cafe) -> None:
        cafe.next()
        cafe.seat("t1", 2, "B")
        cafe.go(2)
        assert question(cafe).startswith("The clock is back in round 1")


class TestSheet:
    def test_starred_notes_show_under_the_heading_that_gathers_them(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes", "une piste", star=True)
        cafe.note("t1", 1, "A", "phares", "une phare")
        cafe.note("t1", 1, "B", "pistes", "d’un autre groupe", star=True)
        lines = note_lines(cafe, "phares")
        assert [(line.text, line.tail) for line in lines] == [("une phare", ""), ("une piste", "from Pistes")]
        assert note_id_of(lines[1].id) == note_lines(cafe, "pistes")[0].id
        assert lines[1].id != note_lines(cafe, "pistes")[0].id

    def test_all_headings_have_their_counts(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes", "une piste", star=True)
        headings = [(line.text, line.tail) for line in note_lines(cafe, None) if line.tone == "heading"]
        assert headings == [("Constats", "0"), ("Pistes", "1"), ("Conditions", "0"), ("Idées phares", "1")]

    def test_notes_of_a_heading_that_was_taken_out_stay_visible(self, cafe: Cafe) -> None:
        note = cafe.note("t1", 1, "A", "pistes", "orpheline")
        cafe.change(note, heading="ancienne")
        assert "orpheline" in [line.text for line in note_lines(cafe, None)]

    def test_marks_say_what_becomes_of_a_note(self, cafe: Cafe) -> None:
        note = cafe.note("t1", 1, "A", "pistes", "une piste")
        assert note_lines(cafe, "pistes", marks=Marks(pending=(note.id,)))[0].tail == "…"
        unsaved = note_lines(cafe, "pistes", marks=Marks(unsaved=(note.id,)))[0]
        assert (unsaved.tail, unsaved.tone) == ("NOT SAVED", "alarm")
        assert note_lines(cafe, "pistes", marks=Marks(edited=note.id))[0].lead == "✎ "

    def test_a_line_is_made_anew_only_when_its_note_changed(self, cafe: Cafe) -> None:
        first = cafe.note("t1", 1, "A", "pistes", "une")
        cafe.note("t1", 1, "A", "pistes", "deux")
        maker = SheetLines(EN)
        before = maker.of(cafe.state, sheet_of(cafe.state, "t1", Stop(1, "A")), "pistes", Marks())
        cafe.change(first, star=True)
        after = maker.of(cafe.state, sheet_of(cafe.state, "t1", Stop(1, "A")), "pistes", Marks())
        assert after[1] is before[1]
        assert (before[0].lead, after[0].lead) == ("· ", "★ ")

    def test_a_link_follows_what_became_of_the_note_it_answers(self, cafe: Cafe) -> None:
        first = cafe.note("t1", 1, "A", "pistes", "stands")
        cafe.note("t1", 2, "B", "pistes", "au marché", link_to=first.id, link_kind=LinkKind.NUANCES)
        maker = SheetLines(EN)

        def below() -> tuple[tuple[str, str], ...]:
            sheet = sheet_of(cafe.state, "t1", Stop(2, "B"))
            return maker.of(cafe.state, sheet, "pistes", Marks())[0].below

        assert below() == (("↳ nuances A: stands", "dim"),)
        cafe.change(first, text="des stands")
        assert below() == (("↳ nuances A: des stands", "dim"),)
        cafe.change(first, deleted=True)
        assert below() == ()

    def test_headings_that_gather_something_are_not_empty(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes", "une piste", star=True)
        empty = empty_headings(cafe.state, sheet_of(cafe.state, "t1", Stop(1, "A")))
        assert [heading.key for heading in empty] == ["constats", "conditions"]


class TestEarlier:
    def test_a_minute_is_marked_where_it_ends(self, cafe: Cafe) -> None:
        for _ in range(10):
            cafe.note("t1", 1, "A", "pistes", " ".join(["mot"] * 40))
        notes = handed_over(cafe.state, "t1", Stop(2, "B"))
        assert reading_minutes(notes) == 3
        lines = earlier_lines(EN, cafe.state, notes, "t1")
        mark = next(index for index, line in enumerate(lines) if line.id == "/minute")
        assert sum(line.is_selectable for line in lines[:mark]) == 3

    def test_what_is_short_has_no_mark(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes", "bref")
        lines = earlier_lines(EN, cafe.state, handed_over(cafe.state, "t1", Stop(2, "B")), "t1")
        assert [line.text for line in lines] == ["Group A · round 1", "Pistes", "bref"]

    def test_a_late_entry_is_told_what_came_before_it_only(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes", "au tour 1")
        cafe.note("t1", 2, "B", "pistes", "au tour 2")
        assert handed_over(cafe.state, "t1", Stop(1, "A")) == ()
        assert [note.text for note in handed_over(cafe.state, "t1", Stop(2, "B"))] == ["au tour 1"]

    def test_the_plenary_hears_the_key_ideas_and_answers_anything(self, cafe: Cafe) -> None:
        cafe.note("t2", 1, "B", "pistes", "phare de T2", star=True)
        cafe.note("t1", 1, "A", "phares", "phare de T1")
        cafe.note("t1", 1, "A", "pistes", "simple")
        heard = handed_over(cafe.state, "t0", Stop(0, None))
        assert [note.text for note in heard] == ["phare de T1", "phare de T2"]
        assert {note.text for note in answerable(cafe.state, "t0", Stop(0, None))} == {
            "phare de T1",
            "phare de T2",
            "simple",
        }
        tails = [line.tail for line in earlier_lines(EN, cafe.state, heard, "t0") if line.is_selectable]
        assert tails == ["T1 A", "T2 B"]

    @pytest.mark.parametrize("table", ["t0", "t1"])
    def test_what_it_is_made_from_changes_with_it(self, cafe: Cafe, table: str) -> None:
        note = cafe.note("t1", 1, "A", "phares", "une phare")
        stop = Stop(0, None) if table == "t0" else Stop(2, "B")
        before = said_before(cafe.state, table, stop)
        cafe.note("t1", 2, "B", "constats", "d’ici")
        assert said_before(cafe.state, table, stop) == before
        cafe.change(note, text="autrement dite")
        assert said_before(cafe.state, table, stop) != before


class TestStops:
    def test_planned_seated_and_noted_ones_are_there_once(self, cafe: Cafe) -> None:
        cafe.note("t1", 2, "A", "pistes", "inattendue")
        found = stops_at(cafe.state, cafe.state.all(CafeTable)["t1"])
        assert found == (Stop(1, "A"), Stop(2, "A"), Stop(2, "B"))

    def test_lines_lead_back_to_their_cells(self, cafe: Cafe) -> None:
        cafe.note("t1", 1, "A", "pistes")
        lines, chosen = stop_lines(EN, cafe.state, "t2")
        assert [line.id for line in lines if line.is_selectable] == list(chosen)
        assert lines[0].text.startswith("T2")
        live = [chosen[line.id] for line in lines if line.tone == "strong"]
        assert live == [("t2", Stop(1, "B")), ("t1", Stop(1, "A")), ("t0", Stop(0, None))]

    def test_a_draft_belongs_to_who_was_there_when_it_was_typed(self, cafe: Cafe) -> None:
        cafe.next()
        cafe.clock.advance(100)
        cafe.seat("t1", 2, "B")
        assert live_stop(cafe.state, "t1") == Stop(2, "B")
        assert stop_at(cafe.state, "t1", "2025-10-15T10:00:00.000Z") == Stop(1, "A")
        assert stop_at(cafe.state, "t1", "2099-01-01T00:00:00.000Z") == Stop(2, "B")
        assert stop_at(cafe.state, "t0", "2025-10-15T10:00:00.000Z") == Stop(0, None)


class TestBars:
    @given(
        st.lists(st.text("abc é", max_size=12), max_size=4), st.lists(st.text("xyz", max_size=9), max_size=3)
    )
    def test_both_ends_of_a_line_fill_it(self, left: list[str], right: list[str]) -> None:
        parts = spread([Part(text) for text in left], [Part(text) for text in right], 80)
        width = sum(cell_len(part.text) for part in parts)
        assert width == 80 or width == sum(map(cell_len, (*left, *right))) + 1

    def test_the_line_being_typed_is_counted_near_its_end(self, cafe: Cafe) -> None:
        desk = Desk("t1", "pistes", text="é" * 1801)
        parts = state_parts(EN, cafe.state, desk, Word(), 80)
        assert ("1801/2000", "warning") in [(part.text.strip(), part.tone) for part in parts]
        desk.text = "é" * 2001
        parts = state_parts(EN, cafe.state, desk, Word(), 80)
        assert ("2001/2000", "alarm") in [(part.text.strip(), part.tone) for part in parts]
