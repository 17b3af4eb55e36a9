"""History gives the same workshop whatever the order, the repetition and the split of its lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.change import Entry
from atelier.domain.note import Note
from atelier.storage.replay import Replay, RevisionClash
from atelier.storage.revision import revision_text

VALUES = {
    "text": st.sampled_from(["un", "deux", "trois", ""]),
    "star": st.integers(0, 1),
    "deleted": st.integers(0, 1),
    "group_id": st.sampled_from([None, "ga", "gb"]),
    "round": st.integers(0, 3),
}


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Lines of several nodes for a few notes, each with a revision of its own."""
    stamps = draw(
        st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abc")), unique=True, min_size=1, max_size=25)
    )
    entries = []
    for seq, (microseconds, node) in enumerate(stamps):
        changes = draw(st.fixed_dictionaries({}, optional=VALUES))
        revision = revision_text(microseconds, node)
        row_id = draw(st.sampled_from(["n1", "n2", "n3"]))
        entries.append(Entry(seq, revision, "note", row_id, 1, revision, changes, f"tui:{node}", ""))
    return entries


@settings(max_examples=150, deadline=None)
@given(histories(), st.data())
def test_any_order_repetition_and_split_gives_the_same_state(
    entries: list[Entry], data: st.DataObject
) -> None:
    in_order = sorted(entries, key=lambda entry: entry.revision)
    expected = Replay(in_order).state().tables_by_kind
    mixed = data.draw(st.permutations(entries + data.draw(st.lists(st.sampled_from(entries)))))
    cut = data.draw(st.integers(0, len(mixed)))
    replay = Replay(mixed[:cut])
    replay.add(mixed[cut:])
    assert replay.state().tables_by_kind == expected


@settings(max_examples=100, deadline=None)
@given(histories())
def test_the_newest_revision_of_each_column_counts(entries: list[Entry]) -> None:
    notes = Replay(entries).state().all(Note)
    for row_id, note in notes.items():
        for column in VALUES:
            named = [entry for entry in entries if entry.row_id == row_id and column in entry.changes]
            if named:
                newest = max(named, key=lambda entry: entry.revision)
                assert getattr(note, column) == newest.changes[column]


def test_one_revision_with_two_contents_is_an_error() -> None:
    one = Entry(1, "r1", "note", "n1", 1, "r1", {"text": "un"}, "tui:a", "")
    other = Entry(9, "r1", "note", "n1", 1, "r1", {"text": "deux"}, "tui:a", "")
    replay = Replay([one])
    with pytest.raises(RevisionClash, match="r1"):
        replay.add([other])


def test_the_place_in_the_file_is_not_content() -> None:
    one = Entry(1, "r1", "note", "n1", 1, "r1", {"text": "un"}, "tui:a", "")
    replay = Replay([one])
    replay.add([Entry(9, "r1", "note", "n1", 1, "r1", {"text": "un"}, "tui:a", "")])
    assert replay.state().all(Note)["n1"].text == "un"


def test_kinds_and_columns_of_a_later_version_are_passed_over() -> None:
    strange = Entry(1, "r1", "mood", "m1", 9, "r1", {"colour": "red"}, "tui:a", "")
    note = Entry(2, "r2", "note", "n1", 9, "r2", {"text": "un", "mood": "gai"}, "tui:a", "")
    assert Replay([strange, note]).state().all(Note)["n1"].text == "un"
