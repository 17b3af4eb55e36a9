"""The workshop's details and its canvas."""

from __future__ import annotations

import pytest

from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.workshop import CafeTable, Seating
from atelier.errors import AtelierError
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.preparing import canvas, details, undoing
from atelier.services.preparing import tables as tabling
from tests.data.hostile import HOSTILE, Hostile
from tests.services.preparing.cafe import NOW, after, begun, cafe, group_of, later, with_note


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("title", "  MSP &\tusagers\n", "MSP & usagers"),
        ("place", "Salle des fêtes", "Salle des fêtes"),
        ("organiser", "", ""),
        ("objectives", "Une ligne\n\nune autre", "Une ligne\n\nune autre"),
        ("date", "16 octobre 2025", "2025-10-16"),
        ("starts_at", "14 h", "14:00"),
        ("hard_end", "16h30", "16:30"),
    ],
)
def test_a_detail_is_written_as_it_is_kept(column: str, text: str, value: str) -> None:
    state = cafe()
    if getattr(state.workshop, column) == value:
        assert details.write_workshop(state, NOW, column, text) is None
        return
    state = after(state, details.write_workshop(state, NOW, column, text))
    assert getattr(state.workshop, column) == value
    assert details.write_workshop(state, NOW, column, text) is None


def test_the_text_that_the_person_saw_is_named() -> None:
    action = details.write_workshop(cafe(), NOW, "title", "Autre", based_on="r1")
    assert action is not None and action.changes[0].based_on == "r1"


def test_only_details_are_details() -> None:
    with pytest.raises(ValueError, match="conclusion"):
        details.write_workshop(cafe(), NOW, "conclusion", "x")


def test_the_documents_speak_french_or_english() -> None:
    state = cafe()
    state = after(state, details.choose_language(state, "en"))
    assert state.workshop.language == "en"
    with pytest.raises(AtelierError):
        details.choose_language(state, "de")


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_hostile_titles_are_cleaned_or_refused(hostile: Hostile) -> None:
    try:
        action = details.write_workshop(cafe(), NOW, "title", hostile.text)
    except AtelierError as error:
        assert "300" in str(error)
        return
    if action is not None:
        title = str(action.changes[0].columns["title"])
        assert "\n" not in title and "\x1b" not in title and len(title) <= 300


def test_another_canvas_replaces_the_headings_and_can_come_back() -> None:
    state = cafe()
    before = state.live(Heading)
    state = after(state, canvas.choose_canvas(state, shipped_canvas("swot", "fr")))
    assert state.workshop.canvas == "swot"
    assert [heading.id for heading in state.live(Heading)] == [
        heading.id for heading in shipped_canvas("swot", "fr").headings
    ]
    state = after(state, canvas.choose_canvas(state, shipped_canvas("coll-occ", "fr")))
    assert state.live(Heading) == before
    assert canvas.choose_canvas(state, shipped_canvas("coll-occ", "fr")) is None


def test_with_notes_the_canvas_stays_and_headings_can_be_renamed() -> None:
    state = cafe()
    state = with_note(state, group=group_of(state, "A"))
    with pytest.raises(AtelierError, match="1 note stands under"):
        canvas.choose_canvas(state, shipped_canvas("swot", "fr"))
    state = after(state, canvas.write_heading(state, "pistes", "title", "Propositions"))
    state = after(state, canvas.write_heading(state, "pistes", "short", "Prop."))
    heading = state.get(Heading, "pistes")
    assert heading is not None and (heading.key, heading.title, heading.short) == (
        "pistes",
        "Propositions",
        "Prop.",
    )


def test_a_heading_has_a_title_of_its_own() -> None:
    state = cafe()
    with pytest.raises(AtelierError, match="needs a title"):
        canvas.write_heading(state, "pistes", "title", "  ")
    other = state.get(Heading, "constats")
    assert other is not None
    with pytest.raises(AtelierError, match="already"):
        canvas.write_heading(state, "pistes", "title", other.title.upper())
    state = after(state, canvas.write_heading(state, "pistes", "short", ""))
    heading = state.get(Heading, "pistes")
    assert heading is not None and heading.short == heading.title


def test_undo_is_refused_once_something_rests_on_what_it_removes() -> None:
    state = cafe()
    state = after(state, tabling.add_table(state, NOW, table_id="t3"))
    undo = Action("undo", (Change(CafeTable.KIND, "t3", {"deleted": True}),), "prepare")
    undoing.refuse_if_harmful(state, NOW, undo)
    busy = with_note(state, number=3)
    with pytest.raises(AtelierError, match="Table 3 holds 1 note"):
        undoing.refuse_if_harmful(busy, NOW, undo)


def test_undo_never_removes_a_seat_that_is_taken_nor_headings_with_notes() -> None:
    state = begun(cafe())
    seat = next(seat for seat in state.live(Seating) if seat.confirmed_at)
    undo = Action("undo", (Change(Seating.KIND, seat.id, {"deleted": True}),), "prepare")
    with pytest.raises(AtelierError, match="sat down there in round 1"):
        undoing.refuse_if_harmful(state, later(9), undo)
    noted = with_note(cafe(), heading="pistes")
    undo = Action("undo", (Change(Heading.KIND, "pistes", {"deleted": True}),), "prepare")
    with pytest.raises(AtelierError, match="canvas stays"):
        undoing.refuse_if_harmful(noted, NOW, undo)
