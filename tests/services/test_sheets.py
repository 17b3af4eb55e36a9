"""Paper sheets come back, or do not."""

from __future__ import annotations

import pytest

from atelier.domain.cell import Cell, CellState
from atelier.domain.note import CellKey, Note, Origin
from atelier.domain.state import State
from atelier.domain.workshop import Seating, Sheet, seating_id
from atelier.errors import AtelierError
from atelier.services import sheets
from atelier.services.notes import add_note, answer_cells
from tests.data.cafe import HEADINGS, Cafe

SEAT = seating_id(1, "A", "t1")


def answers(cafe: Cafe) -> dict[str, tuple[str, str]]:
    """What is said of the cells of the sheet."""
    rows = {row.heading: row for row in cafe.state.live(Cell) if row.table_id == "t1" and row.round == 1}
    return {key: (row.state, row.reason) for key, row in rows.items()}


def tick(cafe: Cafe, sheet: str, reason: str = "") -> None:
    """Tick the sheet of group A at table 1."""
    action = sheets.tick(cafe.state, SEAT, sheet, reason)
    assert action is not None
    cafe.apply(action)


def test_a_returned_sheet_is_only_ticked() -> None:
    cafe = Cafe()
    tick(cafe, Sheet.RETURNED)
    assert cafe.state.all(Seating)[SEAT].sheet == Sheet.RETURNED
    assert not cafe.state.live(Cell)
    assert sheets.tick(cafe.state, SEAT, Sheet.RETURNED) is None


def test_a_missing_sheet_explains_its_empty_cells_in_the_same_action() -> None:
    cafe = Cafe()
    cafe.note("t1", 1, "A", "constats", "vu de près", star=True)
    cafe.apply(answer_cells(cafe.state, [CellKey("t1", 1, "A", "pistes")], CellState.NOT_REACHED))
    tick(cafe, Sheet.MISSING, " emportée par\nle vent ")
    assert answers(cafe) == {
        "pistes": ("not_reached", ""),
        "conditions": ("not_collected", "emportée par le vent"),
    }  # a starred note shows under the key ideas: nothing is empty there
    assert cafe.cells("t1")["t1", 1, "A", "conditions"].state is CellState.NOT_COLLECTED


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_a_missing_sheet_needs_a_reason(reason: str) -> None:
    cafe = Cafe()
    with pytest.raises(AtelierError, match="Say why"):
        sheets.tick(cafe.state, SEAT, Sheet.MISSING, reason)


def test_a_full_sheet_can_be_missing_without_a_reason() -> None:
    cafe = Cafe()
    for heading in HEADINGS:
        cafe.note("t1", 1, "A", heading)
    tick(cafe, Sheet.MISSING)
    assert not cafe.state.live(Cell)


@pytest.mark.parametrize("found", [Sheet.RETURNED, ""])
def test_a_sheet_that_is_found_takes_its_answers_away(found: str) -> None:
    cafe = Cafe()
    cafe.apply(answer_cells(cafe.state, [CellKey("t1", 1, "A", "pistes")], CellState.NOTHING_TO_ADD))
    tick(cafe, Sheet.MISSING, "perdue")
    tick(cafe, found)
    assert {key: state for key, (state, _) in answers(cafe).items() if state} == {"pistes": "nothing_to_add"}
    assert cafe.state.all(Seating)[SEAT].sheet == found


def test_ticking_again_says_the_reason_of_cells_that_became_empty() -> None:
    cafe = Cafe()
    note = cafe.note("t1", 1, "A", "pistes")
    tick(cafe, Sheet.MISSING, "perdue")
    cafe.change(note, deleted=True)
    tick(cafe, Sheet.MISSING, "perdue aussi")
    assert answers(cafe)["pistes"] == ("not_collected", "perdue aussi")
    assert answers(cafe)["constats"] == ("not_collected", "perdue")


def test_notes_typed_from_a_sheet_tick_it() -> None:
    cafe = Cafe()
    tick(cafe, Sheet.MISSING, "perdue")
    cell = CellKey("t1", 1, "A", "pistes")

    def write(state: State, text: str) -> None:
        action = add_note(state, cell, text, cafe.now, origin=Origin.PAPER)
        cafe.apply(sheets.noted(state, cell, action))

    write(cafe.state, "retrouvée")
    assert cafe.state.all(Seating)[SEAT].sheet == Sheet.RETURNED
    assert not any(state for state, _ in answers(cafe).values())
    action = add_note(cafe.state, cell, "encore", cafe.now)
    assert sheets.noted(cafe.state, cell, action) == action
    assert [note.text for note in cafe.state.live(Note)] == ["retrouvée"]


def test_a_note_of_the_plenary_ticks_nothing() -> None:
    cafe = Cafe()
    cell = CellKey("t0", 0, None, "pistes")
    action = add_note(cafe.state, cell, "en plénière", cafe.now)
    assert sheets.noted(cafe.state, cell, action) == action


def test_a_seating_that_is_gone_has_no_sheet() -> None:
    cafe = Cafe()
    with pytest.raises(AtelierError, match="no such sheet"):
        sheets.tick(cafe.state, "9/Z/t1", Sheet.RETURNED)
