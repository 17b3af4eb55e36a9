"""What phones send, as actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from atelier.domain.change import Action
from atelier.domain.instant import to_text
from atelier.domain.note import Note, Origin
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import importing
from atelier.services.collection import receiving
from atelier.services.collection.receiving import PhoneEdit, PhoneNote
from tests.data.cafe import Cafe
from tests.data.hostile import HOSTILE, Hostile

ID = "01999999-0000-7000-8000-000000000001"


@pytest.fixture
def cafe() -> Cafe:
    """Round 1 runs; group A sits at table 1, B at table 2."""
    cafe = Cafe()
    cafe.start()
    cafe.next()
    cafe.seat("t1", 1, "A")
    cafe.seat("t2", 1, "B")
    return cafe


def sent(text: str = "des stands", **more: Any) -> PhoneNote:
    """A note of table 1, round 1, group A."""
    given: dict[str, Any] = {"id": ID, "table": 1, "round": 1, "group": "A", "heading": "pistes"}
    return PhoneNote(**{**given, "text": text, **more})


def take(cafe: Cafe, note: PhoneNote, table_id: str = "t1") -> Note:
    """Take a note in."""
    action = receiving.new_note(cafe.state, table_id, note, cafe.now)
    assert action is not None
    cafe.apply(action)
    return cafe.state.all(Note)[action.changes[0].row_id]


def edit(cafe: Cafe, *, past: tuple[str, ...] = (), based_on: str = "r1", **more: Any) -> Action | None:
    """Plan an edit of the note."""
    found = PhoneEdit(**{"id": "edit-0001", "note": ID, **more})
    return receiving.edit_note(cafe.state, "t1", found, based_on, past)


class TestNewNotes:
    def test_it_lands_where_its_table_had_confirmed(self, cafe: Cafe) -> None:
        note = take(cafe, sent("  des stands\x1b[2J ", star=True, profile="usagers"))
        assert (note.table_id, note.round, note.group_id, note.heading) == ("t1", 1, "A", "pistes")
        assert (note.text, note.star, note.profile) == ("des stands[2J", True, "usagers")
        assert (note.id, note.origin) == (ID, Origin.PHONE)
        assert not note.is_late
        assert not note.is_rehearsal

    def test_one_that_is_delivered_a_round_later_lands_in_its_own(self, cafe: Cafe) -> None:
        written = to_text(cafe.now.wall)
        cafe.next(60)
        cafe.next(60)
        cafe.seat("t1", 2, "B")
        note = take(cafe, sent(written_at=written))
        assert (note.round, note.group_id, note.is_late) == (1, "A", True)
        assert note.written_at == written

    def test_what_is_typed_before_the_start_is_a_trial(self) -> None:
        assert take(Cafe(), sent()).is_rehearsal

    def test_it_is_taken_once(self, cafe: Cafe) -> None:
        action = receiving.new_note(cafe.state, "t1", sent(), cafe.now)
        assert action is not None
        assert [change.is_new for change in action.changes] == [True]
        cafe.apply(action)
        assert receiving.new_note(cafe.state, "t1", sent("autre chose"), cafe.now) is None
        cafe.change(cafe.state.all(Note)[ID], deleted=True)
        assert receiving.new_note(cafe.state, "t1", sent(), cafe.now) is None

    def test_an_id_that_is_none_of_ours_becomes_the_one_that_an_import_makes_of_it(self, cafe: Cafe) -> None:
        note = take(cafe, sent(id="phone-note_1"))
        assert UUID(note.id).version == 5
        line = (
            '{"id": "phone-note_1", "table": 1, "round": 1, "group": "A", "heading": "pistes", "text": "x"}'
        )
        found = importing.import_notes(cafe.state, line.encode(), cafe.now, name="notes.jsonl")
        assert (found.added, found.known, found.bad) == (0, 1, ())

    def test_the_facilitators_undo_leaves_it_alone(self, cafe: Cafe) -> None:
        action = receiving.new_note(cafe.state, "t1", sent(), cafe.now)
        assert action is not None
        assert (action.name, action.screen, action.about) == ("note.add", "", "des stands")

    def test_a_frozen_table_takes_notes(self, cafe: Cafe) -> None:
        cafe.change(cafe.state.all(CafeTable)["t1"], frozen_at=to_text(cafe.now.wall))
        assert take(cafe, sent()).table_id == "t1"

    def test_in_plenary_there_is_neither_round_nor_group(self, cafe: Cafe) -> None:
        note = take(cafe, sent(table=0, round=1, group="A"), "t0")
        assert (note.table_id, note.round, note.group_id) == ("t0", 0, None)

    def test_without_a_round_it_lands_where_the_table_is(self, cafe: Cafe) -> None:
        note = take(cafe, sent(table=None, round=None, group=None))
        assert (note.table_id, note.round, note.group_id) == ("t1", 1, "A")

    def test_the_only_group_that_can_be_meant_need_not_be_named(self, cafe: Cafe) -> None:
        assert take(cafe, sent(group=None)).group_id == "A"

    def test_a_group_that_was_not_planned_there_is_taken(self, cafe: Cafe) -> None:
        assert take(cafe, sent(group="b")).group_id == "B"

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"table": 2}, "table 2"),
            ({"round": 7}, "no round 7"),
            ({"round": 999_999}, "no round"),
            ({"group": "Z"}, "no group “Z”"),
            ({"heading": "menaces"}, "no longer there"),
            ({"text": " \u200b "}, "nothing to read"),
            ({"text": "é" * 2_001}, "2001 characters"),
        ],
    )
    def test_what_cannot_be_taken_has_a_reason(self, cafe: Cafe, more: dict[str, Any], reason: str) -> None:
        with pytest.raises(AtelierError, match=reason):
            receiving.new_note(cafe.state, "t1", replace(sent(), **more), cafe.now)

    def test_two_groups_at_one_table_are_told_apart_by_the_phone_alone(self) -> None:
        cafe = Cafe(tables=1, groups=2)
        cafe.start()
        with pytest.raises(AtelierError, match="which group"):
            receiving.new_note(cafe.state, "t1", sent(group=None), cafe.now)

    @pytest.mark.parametrize(
        ("given", "is_believed"),
        [(-3_600.0, True), (60.0, True), (121.0, False), (1e9, False)],
    )
    def test_the_phones_clock_is_believed_unless_it_is_ahead(
        self, cafe: Cafe, given: float, is_believed: bool
    ) -> None:
        said = to_text(cafe.now.wall + given)
        assert take(cafe, sent(written_at=said)).written_at == (
            said if is_believed else to_text(cafe.now.wall)
        )

    @pytest.mark.parametrize("given", ["", "yesterday", "9999-99-99T00:00:00Z", "1970-01-01", "0001-01-01"])
    def test_a_time_that_is_none_is_passed_over(self, cafe: Cafe, given: str) -> None:
        assert take(cafe, sent(written_at=given)).written_at == to_text(cafe.now.wall)

    def test_a_link_to_a_note_that_is_not_there_is_let_go(self, cafe: Cafe) -> None:
        first = take(cafe, sent())
        second = take(cafe, sent(id="second-1", link_to=ID, link_kind="nuances"))
        third = take(cafe, sent(id="third-01", link_to="nowhere-1", link_kind="nuances"))
        fourth = take(cafe, sent(id="fourth-1", link_to=ID, link_kind="denies"))
        assert (second.link_to, second.link_kind) == (first.id, "nuances")
        assert (third.link_to, fourth.link_to) == (None, None)

    def test_a_link_to_a_note_that_comes_with_it_is_kept(self, cafe: Cafe) -> None:
        note = sent(id="second-1", link_to=ID, link_kind="extends")
        action = receiving.new_note(cafe.state, "t1", note, cafe.now, {ID})
        assert action is not None
        assert action.changes[0].columns["link_to"] == ID

    def test_a_profile_that_nobody_counts_is_kept_short(self, cafe: Cafe) -> None:
        assert take(cafe, sent(profile="x" * 200)).profile == "x" * 60

    @pytest.mark.parametrize("hostile", HOSTILE, ids=str)
    def test_whatever_is_typed_is_clean_or_refused(self, cafe: Cafe, hostile: Hostile) -> None:
        try:
            note = take(cafe, sent(hostile.text, profile=hostile.text[:60] or None))
        except AtelierError:
            return
        assert "\x1b" not in note.text + (note.profile or "")
        assert note.text == note.text.strip()


class TestEdits:
    @pytest.fixture(autouse=True)
    def _note(self, cafe: Cafe) -> None:
        take(cafe, sent())

    def test_a_text_is_changed_on_the_one_that_was_seen(self, cafe: Cafe) -> None:
        action = edit(cafe, was="des stands", text="des stands au marché", past=("des stands",))
        assert action is not None
        assert action.name == "note.edit"
        assert dict(action.changes[0].columns) == {"text": "des stands au marché"}
        assert action.changes[0].based_on == "r1"

    def test_over_another_text_both_versions_are_kept(self, cafe: Cafe) -> None:
        cafe.change(cafe.state.all(Note)[ID], text="un stand")
        action = edit(cafe, was="des stands", text="trois stands", past=("des stands", "un stand"))
        assert action is not None
        assert action.changes[0].based_on == ""

    def test_done_twice_it_changes_nothing(self, cafe: Cafe) -> None:
        given: dict[str, Any] = {"was": "des stands", "text": "autre", "star": True, "heading": "phares"}
        action = edit(cafe, **given)
        assert action is not None
        cafe.apply(action)
        note = cafe.state.all(Note)[ID]
        assert (note.text, note.star, note.heading, note.first_heading) == ("autre", True, "phares", "pistes")
        assert edit(cafe, **given) is None

    def test_one_that_was_corrected_since_is_not_done_again(self, cafe: Cafe) -> None:
        cafe.change(cafe.state.all(Note)[ID], text="corrigé")
        past = ("des stands", "autre", "corrigé")
        assert edit(cafe, was="des stands", text="autre", past=past) is None
        assert edit(cafe, was="corrigé", text="autre", past=past) is not None

    def test_back_under_its_first_heading_it_remembers_none(self, cafe: Cafe) -> None:
        for heading in ("phares", "pistes"):
            action = edit(cafe, heading=heading)
            assert action is not None
            cafe.apply(action)
        assert cafe.state.all(Note)[ID].first_heading is None

    def test_it_is_removed_once_and_then_no_longer_changed(self, cafe: Cafe) -> None:
        action = edit(cafe, removed=True)
        assert action is not None
        assert action.name == "note.remove"
        cafe.apply(action)
        assert edit(cafe, removed=True) is None
        with pytest.raises(AtelierError, match="no longer there"):
            edit(cafe, star=True)

    def test_a_link_is_made_and_taken_away(self, cafe: Cafe) -> None:
        other = take(cafe, sent(id="second-1"))
        action = edit(cafe, links=True, link_to=other.id, link_kind="contradicts")
        assert action is not None
        assert action.name == "note.link"
        cafe.apply(action)
        assert edit(cafe, links=True, link_to=other.id, link_kind="contradicts") is None
        action = edit(cafe, links=True)
        assert action is not None
        assert action.name == "note.unlink"

    def test_notes_of_other_tables_and_of_the_facilitator_are_not_for_phones(self, cafe: Cafe) -> None:
        typed = cafe.note("t1", 1, "A", "pistes", "tapée au clavier")
        for table_id, note_id in (("t2", ID), ("t1", typed.id), ("t1", "unknown-1")):
            with pytest.raises(AtelierError):
                receiving.edited_note(cafe.state, table_id, PhoneEdit("edit-0001", note_id, star=True))

    @pytest.mark.parametrize("more", [{"text": " "}, {"text": "é" * 2_001}, {"heading": "menaces"}])
    def test_what_cannot_be_done_has_a_reason(self, cafe: Cafe, more: dict[str, Any]) -> None:
        with pytest.raises(AtelierError):
            edit(cafe, **more)


class TestCalls:
    def test_a_group_is_seated_once(self, cafe: Cafe) -> None:
        assert receiving.seated(cafe.state, "t1", cafe.now, 1, "A") is None
        cafe.clock.advance(1)
        action = receiving.seated(cafe.state, "t1", cafe.now, 2, "B")
        assert action is not None
        cafe.apply(action)
        assert receiving.seated(cafe.state, "t1", cafe.now, 2, "B") is None

    @pytest.mark.parametrize(
        ("table_id", "number", "group"), [("t1", 9, "A"), ("t1", 1, "Z"), ("t1", 1, None), ("t0", 1, "A")]
    )
    def test_nobody_is_seated_where_nobody_can_be(
        self, cafe: Cafe, table_id: str, number: int, group: str | None
    ) -> None:
        with pytest.raises(AtelierError):
            receiving.seated(cafe.state, table_id, cafe.now, number, group)

    def test_help_is_called_and_no_longer_needed(self, cafe: Cafe) -> None:
        assert receiving.help_call(cafe.state, "t1", cafe.now, False) is None
        action = receiving.help_call(cafe.state, "t1", cafe.now, True, "le micro")
        assert action is not None
        cafe.apply(action)
        assert receiving.help_call(cafe.state, "t1", cafe.now, True) is None
        assert receiving.help_call(cafe.state, "t1", cafe.now, False) is not None
