"""Where notes stand, and who carried a point."""

from __future__ import annotations

import pytest

from atelier.domain.fusion import (
    Standing,
    count_notes,
    is_everything_frozen,
    sources_of,
    standing,
    starred_elsewhere,
    support_of,
)
from atelier.domain.note import CellKey, Note
from atelier.services import fusing, notes
from tests.data.cafe import Cafe


@pytest.fixture
def cafe() -> Cafe:
    return Cafe()


def point(cafe: Cafe, *note_ids: str, heading: str = "pistes") -> str:
    action = fusing.create_theme(cafe.state, "t1", heading, cafe.now, note_ids=note_ids)
    cafe.apply(action)
    return action.changes[0].row_id


def test_used_wins_when_two_programs_disagree(cafe: Cafe) -> None:
    note = cafe.note("t1", 1, "A", "pistes")
    theme_id = point(cafe, note.id)
    cafe.change(note, set_aside_reason="doublon")
    assert standing(cafe.state, cafe.state.all(Note)[note.id]) is Standing.USED
    assert [source.id for source in sources_of(cafe.state, theme_id)] == [note.id]
    cafe.apply(fusing.remove_theme(cafe.state, theme_id))
    assert standing(cafe.state, cafe.state.all(Note)[note.id]) is Standing.SET_ASIDE


def test_who_carried_a_point(cafe: Cafe) -> None:
    two = cafe.note("t1", 2, "B", "pistes", profile="usagers")
    one = cafe.note("t1", 1, "A", "pistes", profile="usagers")
    theme_id = point(cafe, two.id, one.id)
    support = support_of(cafe.state, theme_id)
    assert (support.notes, [group.label for group in support.groups]) == (2, ["A", "B"])
    assert support.profiles == ("usagers",)
    assert support_of(cafe.state, "unknown").groups == ()


def test_starred_notes_show_under_key_ideas_until_a_point_cites_them_there(cafe: Cafe) -> None:
    starred = cafe.note("t1", 1, "A", "pistes", star=True)
    aside = cafe.note("t1", 1, "A", "pistes", star=True)
    cafe.note("t1", 1, "A", "pistes")
    cafe.note("t1", 1, "A", "phares", star=True)
    action = notes.set_aside(cafe.state, [aside.id], "doublon")
    assert action is not None
    cafe.apply(action)
    point(cafe, starred.id)
    assert [note.id for note in starred_elsewhere(cafe.state, "t1", "phares")] == [starred.id]
    assert starred_elsewhere(cafe.state, "t1", "pistes") == ()
    assert starred_elsewhere(cafe.state, "t1", "gone") == ()
    point(cafe, starred.id, heading="phares")
    assert starred_elsewhere(cafe.state, "t1", "phares") == ()


def test_counts_follow_every_table_and_heading(cafe: Cafe) -> None:
    cafe.note("t1", 1, "A", "pistes")
    cafe.note("t2", 1, "B", "constats")
    assert count_notes(cafe.state).notes == 2
    assert count_notes(cafe.state, "t2", "constats").pending == 1
    assert count_notes(cafe.state, None, "constats").notes == 1
    assert count_notes(cafe.state, "t9").notes == count_notes(cafe.state, "t1", "phares").notes == 0


def test_everything_is_frozen_when_each_table_that_has_something_is(cafe: Cafe) -> None:
    assert not is_everything_frozen(cafe.state)
    cafe.note("t1", 1, "A", "pistes")
    cafe.apply(fusing.sign_table(cafe.state, "t1", cafe.now))
    cafe.apply(fusing.freeze_table(cafe.state, "t1", cafe.now))
    assert is_everything_frozen(cafe.state)
    cafe.apply(notes.add_note(cafe.state, CellKey("t2", 1, "B", "pistes"), "tard", cafe.now))
    assert not is_everything_frozen(cafe.state)
