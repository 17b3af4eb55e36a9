"""Notes that are typed to try the program count nowhere."""

from __future__ import annotations

import json

import pytest

from atelier.domain.change import Action
from atelier.domain.coverage import coverage
from atelier.domain.note import CellKey, Note
from atelier.domain.place import handover, notes_at, notes_by_cell, notes_by_table
from atelier.domain.sheets import sheets
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Profile
from atelier.errors import AtelierError
from atelier.export.registry import documents
from atelier.services import rehearsal
from atelier.services.notes import add_note, divide_note
from atelier.services.preparing import canvas, groups, people, tables
from atelier.services.status import status
from tests.data.cafe import Cafe

A1 = CellKey("t1", 1, "A", "pistes")
WORDS = "essaiessai"


def tried(cafe: Cafe, text: str = WORDS, *, star: bool = True) -> Note:
    """A rehearsal note."""
    return cafe.note("t1", 1, "A", "pistes", text, is_rehearsal=True, star=star)


def happen(cafe: Cafe, action: Action | None) -> None:
    """Let a planned action happen; there must be one."""
    assert action is not None
    cafe.apply(action)


def test_a_trial_is_what_is_typed_before_the_workshop_begins() -> None:
    cafe = Cafe()
    assert rehearsal.is_rehearsing(cafe.reading)
    cafe.start()
    assert not rehearsal.is_rehearsing(cafe.reading)


def test_rehearsal_notes_are_nowhere_but_among_themselves() -> None:
    cafe = Cafe()
    note = tried(cafe)
    cafe.note("t1", 2, "B", "pistes")
    state = cafe.state
    assert rehearsal.rehearsal_notes(state) == (note,)
    assert note not in notes_at(state, "t1")
    assert note not in notes_by_table(state)["t1"]
    assert A1 not in notes_by_cell(state)
    assert not handover(state, CellKey("t1", 2, "B", "pistes"))
    assert all(
        not cell.notes and not cell.starred for cell in coverage(state, cafe.reading) if cell.key.round == 1
    )
    assert len(sheets(state)) == 5


def test_parts_of_a_divided_rehearsal_note_are_rehearsal_too() -> None:
    cafe = Cafe()
    note = tried(cafe)
    happen(cafe, divide_note(cafe.state, note.id, ["un", "deux"], cafe.now))
    assert [each.text for each in rehearsal.rehearsal_notes(cafe.state)] == ["un", "deux"]


def test_they_are_erased_in_one_action() -> None:
    cafe = Cafe()
    assert rehearsal.erase(cafe.state) is None
    tried(cafe)
    tried(cafe, "encore")
    kept = cafe.note("t1", 1, "A", "pistes", "vraie")
    happen(cafe, rehearsal.erase(cafe.state, screen="run"))
    assert cafe.state.live(Note) == (kept,)


def test_they_become_real_where_their_place_is_still_there() -> None:
    cafe = Cafe()
    tried(cafe)
    cafe.note("t2", 1, "B", "constats", "ailleurs", is_rehearsal=True)
    cafe.change(cafe.state.all(Note)[rehearsal.rehearsal_notes(cafe.state)[0].id], position="a")
    table = next(place for place in sheets(cafe.state) if place.table.id == "t2").table
    cafe.change(table, deleted=True)
    happen(cafe, rehearsal.keep(cafe.state))
    assert [note.text for note in notes_at(cafe.state, "t1")] == [WORDS]
    assert [note.text for note in rehearsal.rehearsal_notes(cafe.state)] == ["ailleurs"]
    assert rehearsal.keep(cafe.state) is None


def test_a_note_is_real_unless_it_is_said_to_be_a_trial() -> None:
    cafe = Cafe()
    action = add_note(cafe.state, A1, "depuis le papier", cafe.now)
    assert "is_rehearsal" not in action.changes[0].columns


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_document_knows_of_them(lang: str) -> None:
    cafe = Cafe()
    tried(cafe)
    cafe.note("t1", 1, "A", "pistes", "une vraie note")
    for file in documents(cafe.state, cafe.now, language=lang):
        assert WORDS not in file.content.decode() or file.name.endswith(".json")
    rows = json.dumps(status(cafe.state, cafe.now))
    assert WORDS not in rows
    assert status(cafe.state, cafe.now)["counts"]["notes"] == 1


def test_they_keep_nothing_from_being_removed() -> None:
    cafe = Cafe()
    tried(cafe)
    cafe.change(rehearsal.rehearsal_notes(cafe.state)[0], profile="usagers")
    group = cafe.state.all(CafeGroup)["A"]
    groups.refuse_if_used(cafe.state, group)
    tables.refuse_if_used(
        State.of([*cafe.state.live(Note), CafeTable(id="t1", number=1)]), CafeTable(id="t1", number=1)
    )
    canvas.refuse_if_used(cafe.state)
    people.refuse_if_used(cafe.state, Profile(id="usagers", key="usagers", label="Usagers"))
    cafe.change(rehearsal.rehearsal_notes(cafe.state)[0], is_rehearsal=False)
    for refuse in (
        lambda: groups.refuse_if_used(cafe.state, group),
        lambda: canvas.refuse_if_used(cafe.state),
    ):
        with pytest.raises(AtelierError):
            refuse()
