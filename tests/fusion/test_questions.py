"""Questions: what is settled is not asked again, and answers lead to what the person thinks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.fusion.cell import read_cell, with_locks
from atelier.fusion.locks import Lock, LockKind
from atelier.fusion.proposal import FusionNote
from atelier.fusion.questions import REVIEW, questions
from atelier.fusion.words import lexicon
from tests.fusion.notes import LIBRARY, note_lists

FRENCH = lexicon("fr")


def test_an_answer_is_a_decision() -> None:
    first = questions(read_cell(LIBRARY, FRENCH))[0]
    assert first.answer(True, 7) == Lock(LockKind.TOGETHER, first.first, first.second, 7)
    assert first.answer(False, 7).kind is LockKind.APART


def test_the_most_telling_come_first() -> None:
    gains = [round(question.gain, 9) for question in questions(read_cell(LIBRARY, FRENCH))]
    assert gains == sorted(gains, reverse=True)


@settings(max_examples=25, deadline=None)
@given(notes=note_lists(9), data=st.data())
def test_they_end_and_leave_what_the_person_thinks(notes: list[FusionNote], data: st.DataObject) -> None:
    thought = {note.id: data.draw(st.sampled_from("xyz")) for note in notes}
    # Equal notes are one until a person says otherwise, and are not asked about
    by_text = {note.text.casefold(): thought[note.id] for note in notes}
    cell = read_cell(notes, FRENCH)
    locks: list[Lock] = []
    asked: set[frozenset[str]] = set()
    for at in range(len(notes) ** 2 + 1):
        found = questions(cell)
        if not found:
            break
        pair = frozenset((found[0].first, found[0].second))
        assert pair not in asked
        asked.add(pair)
        is_same = thought[found[0].first] == thought[found[0].second]
        locks.append(found[0].answer(is_same, at))
        cell = with_locks(cell, locks)
    assert not questions(cell)
    assert not cell.settled.lifted or len(by_text) < len(notes)
    if len({tuple(reading.features["letters"]) for reading in cell.readings}) == len(notes):
        groups = [{thought[cell.notes[index].id] for index in group} for group in cell.groups(REVIEW)]
        assert all(len(group) == 1 for group in groups)
