"""A workshop that is typed from paper afterwards is as complete as one that was noted live."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.change import Action
from atelier.domain.note import CellKey, Note, Origin
from atelier.domain.place import current_cell, places
from atelier.domain.sheets import PaperSheet, sheets
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Sheet
from atelier.export.registry import chosen, documents
from atelier.services import fusing, rehearsal
from atelier.services.notes import add_note, answer_cells
from atelier.services.sheets import cells_of_seat, noted, tick
from tests.data.cafe import HEADINGS, Cafe

LOST = "feuille perdue"


@dataclass(frozen=True)
class Said:
    """Something that a group says."""

    table: int
    round: int
    heading: str
    text: str
    star: bool


@dataclass(frozen=True)
class Day:
    """What is said in a workshop."""

    tables: int
    rounds: int
    said: tuple[Said, ...]


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A small workshop."""
    tables, rounds = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    said = st.builds(
        Said,
        st.integers(0, tables),
        st.integers(1, rounds),
        st.sampled_from(HEADINGS),
        st.sampled_from(["un bus", "une appli", "des relais", "trop loin"]),
        st.booleans(),
    )
    return Day(tables, rounds, tuple(draw(st.lists(said, max_size=20))))


def live(day: Day) -> Cafe:
    """The day as note-takers lived it: what is typed goes to who sits there."""
    cafe = Cafe(day.tables, rounds=day.rounds)
    cafe.start()
    for number in range(1, day.rounds + 1):
        cafe.next(600)
        for table in places(cafe.state):
            for seat in [] if table.is_plenary else _planned(cafe.state, table, number):
                cafe.seat(seat.table.id, number, seat.group.id if seat.group is not None else None)
        for each in day.said:
            if each.round == number and each.table:
                _type(cafe, f"t{each.table}", each)
        cafe.next(600)
    for each in day.said:
        if not each.table:
            _type(cafe, "t0", each)
    while cafe.reading.step_id is not None and cafe.reading.phase != "finished":
        cafe.next(600)
    for sheet in sheets(cafe.state):
        if sheet.seating is not None and not _has_notes(cafe.state, sheet):
            cells = cells_of_seat(cafe.state, sheet.seating)
            cafe.apply(answer_cells(cafe.state, cells, CellState.NOT_COLLECTED, LOST))
    return cafe


def from_paper(day: Day) -> Cafe:
    """The same day typed in the evening, sheet after sheet; the clock never ran."""
    cafe = Cafe(day.tables, rounds=day.rounds)
    for sheet in sheets(cafe.state):
        group = sheet.group.id if sheet.group is not None else None
        mine = [
            each
            for each in day.said
            if each.table == sheet.table.number and (sheet.is_plenary or each.round == sheet.round)
        ]
        for each in mine:
            cafe.clock.advance(1)
            cell = CellKey(sheet.table.id, sheet.round, group, each.heading)
            action = add_note(cafe.state, cell, each.text, cafe.now, star=each.star, origin=Origin.PAPER)
            cafe.apply(noted(cafe.state, cell, action))
        if not mine and sheet.seating is not None:
            missing = tick(cafe.state, sheet.seating.id, Sheet.MISSING, LOST)
            assert missing is not None
            cafe.apply(missing)
    return cafe


@settings(max_examples=40, deadline=None)
@given(days())
def test_coverage_and_synthesis_are_those_of_a_live_workshop(day: Day) -> None:
    noted_live, typed = live(day), from_paper(day)
    assert _coverage(typed) == _coverage(noted_live)
    assert _notes(typed.state) == _notes(noted_live.state)
    for cafe in (noted_live, typed):
        _fuse(cafe)
    assert _points(typed) == _points(noted_live)
    assert {note.origin for note in typed.state.live(Note)} <= {"paper"}
    assert not rehearsal.rehearsal_notes(typed.state)


def test_sheets_that_came_back_empty_ask_for_a_reason_although_no_clock_ran() -> None:
    cafe = Cafe(2, rounds=2)
    seats = [sheet.seating for sheet in sheets(cafe.state) if sheet.seating is not None]
    for seat in seats:
        returned = tick(cafe.state, seat.id, Sheet.RETURNED)
        assert returned is not None
        cafe.apply(returned)
    assert {cell.state for cell in cafe.cells().values()} == {CellState.UNEXPLAINED}


def test_a_sheet_is_typed_while_the_workshop_runs() -> None:
    cafe = Cafe(2, rounds=2)
    cafe.start()
    cafe.go(4)
    cafe.seat("t1", 2, "B")
    cell = CellKey("t1", 1, "A", "pistes")
    cafe.apply(noted(cafe.state, cell, add_note(cafe.state, cell, "un bus", cafe.now, origin=Origin.PAPER)))
    found = cafe.cells("t1")
    assert found["t1", 1, "A", "pistes"].state is CellState.FILLED
    assert found["t1", 1, "A", "constats"].state is CellState.UNEXPLAINED
    assert found["t1", 2, "B", "constats"].state is CellState.OPEN


def _planned(state: State, table: CafeTable, number: int) -> list[PaperSheet]:
    return [sheet for sheet in sheets(state) if sheet.table.id == table.id and sheet.round == number]


def _type(cafe: Cafe, table_id: str, said: Said) -> None:
    table = cafe.state.all(CafeTable)[table_id]
    cafe.clock.advance(1)
    cell = current_cell(cafe.state, table, said.heading)
    cafe.apply(add_note(cafe.state, cell, said.text, cafe.now, star=said.star))


def _has_notes(state: State, sheet: PaperSheet) -> bool:
    group = sheet.group.id if sheet.group is not None else None
    return any(
        (note.table_id, note.round, note.group_id) == (sheet.table.id, sheet.round, group)
        for note in state.live(Note)
    )


def _coverage(cafe: Cafe) -> dict[object, tuple[object, ...]]:
    return {key: (cell.state, cell.notes, cell.starred, cell.reason) for key, cell in cafe.cells().items()}


def _notes(state: State) -> list[tuple[object, ...]]:
    rows = sorted(state.live(Note), key=lambda note: (note.table_id, note.round, note.heading, note.position))
    return [(note.cell, note.text, note.star, note.is_rehearsal) for note in rows]


def _fuse(cafe: Cafe) -> None:
    """One point of every heading of every table, made of all that was noted there."""
    for table in places(cafe.state):
        for heading in cafe.state.live(Heading):
            notes = [
                note
                for note in cafe.state.live(Note)
                if (note.table_id, note.heading) == (table.id, heading.key)
            ]
            if notes:
                cafe.apply(_point(cafe, table, heading, notes))


def _point(cafe: Cafe, table: CafeTable, heading: Heading, notes: list[Note]) -> Action:
    ids = [note.id for note in sorted(notes, key=lambda note: (note.round, note.position))]
    return fusing.create_theme(
        cafe.state,
        table.id,
        heading.key,
        cafe.now,
        note_ids=ids,
        title="Un point",
        theme_id=f"{table.id}/{heading.key}",
    )


def _points(cafe: Cafe) -> list[str]:
    """The documents, without the times at which things were written."""
    files = documents(cafe.state, cafe.now, language="fr", formats=chosen(["md", "paste"]))
    return [file.content.decode() for file in files]
