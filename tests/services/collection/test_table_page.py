"""What the page of a table shows."""

from __future__ import annotations

import pytest

from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.note import Note
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import help_calls, running
from atelier.services.collection.receiving import PhoneNote, new_note
from atelier.services.collection.table_page import Handovers, TablePage, is_mine, notes_by_stop, table_page
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    """Round 1 runs; group A sits at table 1, B at table 2."""
    cafe = Cafe()
    cafe.start()
    cafe.next()
    cafe.seat("t1", 1, "A")
    cafe.seat("t2", 1, "B")
    return cafe


def shown(cafe: Cafe, table_id: str = "t1", handovers: Handovers | None = None) -> TablePage:
    """The page now."""
    return table_page(cafe.state, table_id, cafe.now, handovers or Handovers())


def test_it_says_where_the_table_is(cafe: Cafe) -> None:
    page = shown(cafe)
    assert (page.workshop, page.table.topic, page.rounds) == ("MSP & usagers", "Thème 1", 2)
    assert page.step is not None
    assert (page.step.round, page.clock.phase) == (1, ClockPhase.RUNNING)
    assert 0 < page.clock.remaining <= 900
    assert (page.here.round, page.here.group.label, page.awaited) == (1, "A", None)
    assert [heading.key for heading in page.headings] == ["constats", "pistes", "conditions", "phares"]


def test_the_next_group_is_awaited_until_somebody_says_that_it_is_there(cafe: Cafe) -> None:
    cafe.next(60)
    cafe.next(60)
    page = shown(cafe)
    assert (page.here.round, page.here.group.label) == (1, "A")
    assert page.awaited is not None
    assert (page.awaited.round, [group.label for group in page.awaited.groups]) == (2, ["B"])
    cafe.seat("t1", 2, "B")
    page = shown(cafe)
    assert (page.here.round, page.here.group.label, page.awaited) == (2, "B", None)


def test_notes_of_this_group_and_what_others_said(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "pistes", "simple")
    cafe.note("t1", 1, "A", "pistes", "phare", star=True)
    cafe.note("t2", 1, "B", "pistes", "ailleurs")
    cafe.note("t1", 1, "A", "pistes", "essai", is_rehearsal=True)
    assert [note.text for note in shown(cafe).notes] == ["simple", "phare", "essai"]
    assert shown(cafe).said == ()
    cafe.seat("t1", 2, "B")
    page = shown(cafe)
    assert page.notes == ()
    assert [note.text for note in page.said] == ["phare", "simple"]
    assert [page.group(note) for note in page.said] == ["A", "A"]


def test_what_was_said_is_put_together_again_only_when_it_changed(cafe: Cafe) -> None:
    handovers = Handovers()
    first = cafe.note("t1", 1, "A", "pistes", "une")
    cafe.seat("t1", 2, "B")
    before = shown(cafe, handovers=handovers).said
    cafe.note("t2", 1, "B", "pistes", "ailleurs")
    cafe.note("t1", 2, "B", "pistes", "ici")
    assert shown(cafe, handovers=handovers).said is before
    cafe.change(first, text="autre")
    assert [note.text for note in shown(cafe, handovers=handovers).said] == ["autre"]
    cafe.change(cafe.state.all(Note)[first.id], deleted=True)
    assert shown(cafe, handovers=handovers).said == ()


def test_notes_are_followed_wherever_they_go(cafe: Cafe) -> None:
    note = cafe.note("t1", 1, "A", "pistes", "une")
    assert notes_by_stop(cafe.state) == {("t1", 1, "A"): (note,)}
    cafe.change(note, table_id="t2", group_id="B")
    moved = cafe.state.all(Note)[note.id]
    assert notes_by_stop(cafe.state) == {("t2", 1, "B"): (moved,)}
    cafe.change(moved, deleted=True)
    assert notes_by_stop(cafe.state) == {}
    cafe.change(moved, deleted=False)
    assert notes_by_stop(cafe.state) == {("t2", 1, "B"): (moved,)}


def test_messages_are_for_one_table_or_all(cafe: Cafe) -> None:
    for text, table_id in (("à tous", None), ("à la une", "t1"), ("à la deux", "t2")):
        cafe.clock.advance(1)
        cafe.apply(running.send_message(text, cafe.now, table_id))
    assert [message.text for message in shown(cafe).messages] == ["à tous", "à la une"]


def test_help_is_called_then_answered_then_forgotten(cafe: Cafe) -> None:
    call = help_calls.call(cafe.state, cafe.now, "t1")
    assert call is not None
    cafe.apply(call)
    assert (shown(cafe).help.is_on, shown(cafe, "t2").help.is_on) == (True, False)
    answer = help_calls.answer(cafe.state, cafe.now, call.changes[0].row_id)
    assert answer is not None
    cafe.apply(answer)
    assert (shown(cafe).help.is_on, shown(cafe).help.is_answered) == (False, True)
    cafe.clock.advance(601)
    assert not shown(cafe).help.is_answered


def test_in_plenary_and_before_the_start(cafe: Cafe) -> None:
    page = shown(cafe, "t0")
    assert (page.here.round, page.here.group.label, page.awaited) == (0, None, None)
    early = Cafe()
    assert shown(early).is_rehearsal
    assert shown(early).step is None


def test_after_the_end_there_is_no_step(cafe: Cafe) -> None:
    for _ in range(5):
        cafe.next()
    page = shown(cafe)
    assert (page.step, page.clock.phase) == (None, ClockPhase.FINISHED)


def test_what_came_from_a_phone_can_be_changed_there(cafe: Cafe) -> None:
    typed = cafe.note("t1", 1, "A", "pistes")
    action = new_note(cafe.state, "t1", PhoneNote("phone-01", "pistes", "x"), cafe.now)
    assert action is not None
    cafe.apply(action)
    sent = cafe.state.all(Note)[action.changes[0].row_id]
    assert (is_mine(typed), is_mine(sent)) == (False, True)


def test_a_table_that_was_removed_has_no_page(cafe: Cafe) -> None:
    cafe.change(cafe.state.all(CafeTable)["t2"], deleted=True)
    with pytest.raises(AtelierError, match="no longer there"):
        table_page(cafe.state, "t2", Moment(0, 0, ""), Handovers())
