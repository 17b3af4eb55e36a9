"""What people say of proposals: nothing is lost, and it holds ever after."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.change import Action
from atelier.domain.decision import Decision
from atelier.domain.fusion import Standing, sources_of, standing, themes_of
from atelier.domain.note import CellKey, Note
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.fusion.locks import LockKind
from atelier.fusion.proposal import Proposal
from atelier.fusion.questions import Question, QuestionKind
from atelier.services import deciding, proposing, workbench
from atelier.services.notes import add_note
from tests.data.cafe import START, cafe_rows
from tests.fusion.notes import LIBRARY

CELL = CellKey("t1", 1, "A", "pistes")


def after(state: State, action: Action | None) -> State:
    """The state once an action is saved."""
    changes = action.changes if action is not None else ()
    return state.apply((change.kind, change.row_id, change.columns) for change in changes)


@pytest.fixture
def state() -> State:
    """A table that said two things three times each, and another once."""
    made = State.of(cafe_rows())
    for note in LIBRARY:
        made = after(made, add_note(made, CELL, note.text, START, note_id=note.id))
    return made


def proposed(state: State) -> Proposal:
    """What the engine proposes for the cell."""
    table = state.get(CafeTable, "t1")
    heading = next(row for row in proposing.propose_all(state) if row.table == table).heading
    assert table is not None
    return proposing.propose_cell(state, table, heading).proposal


def together(proposal: Proposal, first: str, second: str) -> bool:
    """Whether two notes are in one proposed theme."""
    return proposal.theme_of(first) is not None and proposal.theme_of(first) == proposal.theme_of(second)


def test_accepting_makes_a_point_that_is_never_proposed_again(state: State) -> None:
    theme = proposed(state).themes[0]
    made = after(state, deciding.accept(state, "t1", "pistes", theme, START))
    (point,) = themes_of(made, "t1", "pistes")
    assert point.status == ThemeStatus.ACCEPTED
    assert point.title == theme.titles[0]
    assert point.paragraph
    assert {note.id for note in sources_of(made, point.id)} == set(theme.note_ids)
    assert not any(
        set(one.note_ids) & set(theme.note_ids) for one in proposing.fresh_themes(made, proposed(made))
    )
    with pytest.raises(AtelierError):
        deciding.accept(made, "t1", "pistes", theme, START)


def test_what_was_refused_does_not_come_back_as_it_was(state: State) -> None:
    theme = proposed(state).themes[0]
    made = after(state, deciding.refuse(state, "t1", theme, START))
    again = proposed(made)
    assert set(theme.note_ids) not in [set(one.note_ids) for one in again.themes]
    for note in theme.notes:
        assert note.near is not None
        assert not together(again, note.id, note.near)


def test_an_answer_holds_and_the_newest_counts(state: State) -> None:
    question = Question(QuestionKind.SAME, "n1", "n7", 1.0)
    made = after(state, deciding.answer(state, question, True, START))
    assert together(proposed(made), "n1", "n7")
    made = after(made, deciding.answer(made, Question(QuestionKind.SAME, "n7", "n1", 1.0), False, START))
    assert not together(proposed(made), "n1", "n7")
    assert len(made.live(Decision)) == 1


def test_a_point_that_stands_counts_for_more_than_an_older_answer(state: State) -> None:
    made = after(state, deciding.answer(state, Question(QuestionKind.SAME, "n1", "n2", 1.0), False, START))
    theme = next(one for one in proposed(state).themes if "n1" in one.note_ids)
    made = after(made, deciding.accept(made, "t1", "pistes", theme, START))
    assert together(proposed(made), "n1", "n2")
    assert [lock.kind for lock in proposed(made).lifted] == [LockKind.APART]


def test_a_frozen_table_refuses(state: State) -> None:
    theme = proposed(state).themes[0]
    frozen = state.apply([(CafeTable.KIND, "t1", {"frozen_at": "2025-10-15T10:00:00Z"})])
    with pytest.raises(AtelierError):
        deciding.accept(frozen, "t1", "pistes", theme, START)
    with pytest.raises(AtelierError):
        deciding.refuse(frozen, "t1", theme, START)
    assert proposing.store(frozen, proposing.propose_all(frozen), START) is None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["accept", "refuse", "yes", "no", "store"]), st.integers(0, 30)), max_size=8
    )
)
def test_whatever_is_said_no_note_is_lost(deeds: list[tuple[str, int]]) -> None:
    state = State.of(cafe_rows())
    for note in LIBRARY:
        state = after(state, add_note(state, CELL, note.text, START, note_id=note.id))
    ids = [note.id for note in LIBRARY]
    for deed, number in deeds:
        proposal = proposed(state)
        fresh = proposing.fresh_themes(state, proposal)
        if deed == "accept" and fresh:
            state = after(state, deciding.accept(state, "t1", "pistes", fresh[number % len(fresh)], START))
        elif deed == "refuse" and fresh:
            state = after(state, deciding.refuse(state, "t1", fresh[number % len(fresh)], START))
        elif deed == "store":
            state = after(state, proposing.store(state, proposing.propose_all(state), START))
        elif deed in ("yes", "no"):
            first, second = ids[number % 7], ids[(number // 7 + number + 1) % 7]
            if first != second:
                question = Question(QuestionKind.SAME, first, second, 1.0)
                state = after(state, deciding.answer(state, question, deed == "yes", START))
        placed = [note for theme in proposed(state).themes for note in theme.note_ids]
        assert sorted([*placed, *proposed(state).alone]) == sorted(ids)
        held = [
            note.id
            for theme in state.live(Theme)
            if theme.status == ThemeStatus.ACCEPTED
            for note in sources_of(state, theme.id)
        ]
        assert len(held) == len(set(held))
        assert all((standing(state, note) is Standing.USED) == (note.id in held) for note in state.live(Note))


def test_accepting_all_makes_every_proposal_a_point_in_their_order(state: State) -> None:
    request = workbench.request_for(state, "t1", "pistes")
    bench = workbench.answer(request, state)
    over = workbench.laid_over(state, bench)
    shown = [theme.title for theme in themes_of(over, "t1", "pistes")]
    assert len(shown) >= 2
    action = deciding.accept_all(over, "t1", "pistes")
    assert action is not None
    made = after(state, workbench.made_real(action, state, bench, START))
    points = themes_of(made, "t1", "pistes")
    assert [point.title for point in points] == shown
    assert {point.status for point in points} == {ThemeStatus.ACCEPTED}
    assert all(sources_of(made, point.id) for point in points)
    assert deciding.accept_all(made, "t1", "pistes") is None, "nothing is left to accept"
    table = made.all(CafeTable)["t1"]
    frozen = made.apply([(table.KIND, table.id, {"signed_at": "2025", "frozen_at": "2025"})])
    with pytest.raises(AtelierError):
        deciding.accept_all(frozen, "t1", "pistes")
