"""Derived values that follow the rows they are made from."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.note import Note
from atelier.domain.place import notes_at, notes_by_cell, notes_in
from atelier.domain.record import Row, Scalar
from atelier.domain.state import State
from tests.data.cafe import cafe_rows

_COLUMNS = st.fixed_dictionaries(
    {},
    optional={
        "table_id": st.sampled_from(("t1", "t2")),
        "round": st.integers(1, 2),
        "group_id": st.sampled_from(("A", "B", None)),
        "heading": st.sampled_from(("constats", "pistes")),
        "text": st.sampled_from(("un", "deux")),
        "position": st.sampled_from(("1", "2", "3", "30")),
        "deleted": st.booleans(),
        "is_rehearsal": st.booleans(),
    },
)
_CHANGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), _COLUMNS), min_size=1, max_size=6)
_NEW: dict[str, Scalar] = {"table_id": "t1", "round": 1, "heading": "pistes", "text": "?"}


@settings(max_examples=150, deadline=None)
@given(st.lists(_CHANGES, max_size=8))
def test_notes_by_cell_follow_every_change(actions: list[list[tuple[str, dict[str, Scalar]]]]) -> None:
    state = State.of(cafe_rows())
    notes_by_cell(state)
    for action in actions:
        changes = []
        for note_id, columns in action:
            known = note_id in state.all(Note) or any(note_id == change[1] for change in changes)
            changes.append((Note.KIND, note_id, columns if known else _NEW | columns))
        state = state.apply(changes)
        rows: list[Row] = [row for rows in state.tables_by_kind.values() for row in rows.values()]
        anew = State.of(rows)
        assert notes_by_cell(state) == notes_by_cell(anew)
        for cell, notes in notes_by_cell(state).items():
            assert notes == tuple(note for note in notes_at(anew, cell.table_id) if note.cell == cell)
            assert notes == notes_in(state, cell)


def test_many_rows_at_once_are_looked_through_anew() -> None:
    state = State.of(cafe_rows())
    before = notes_by_cell(state)
    state = state.apply(
        (Note.KIND, f"n{number:04d}", _NEW | {"position": f"{number:04d}"}) for number in range(500)
    )
    assert before == {}
    (notes,) = notes_by_cell(state).values()
    assert [note.id for note in notes] == [f"n{number:04d}" for number in range(500)]
