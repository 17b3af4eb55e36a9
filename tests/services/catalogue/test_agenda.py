"""Fitting the agenda of a format to other rounds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import StepKind, is_harvest_squeezed
from atelier.services.catalogue.agenda import FormatStep, fitted, numbered
from atelier.services.catalogue.formats import shipped_format

Steps = tuple[FormatStep, ...]


def shape(steps: Steps) -> list[tuple[str, int]]:
    """Kinds and minutes."""
    return [(step.kind.value, step.seconds // 60) for step in steps]


def coll_occ() -> Steps:
    return shipped_format("coll-occ", "fr").steps


def test_nothing_asked_nothing_changed() -> None:
    assert fitted(coll_occ(), None, None) == coll_occ()


def test_another_length_changes_rounds_only() -> None:
    assert shape(fitted(coll_occ(), None, 10)) == [
        ("welcome", 8),
        ("round", 10),
        ("move", 2),
        ("round", 10),
        ("move", 2),
        ("harvest", 18),
    ]


def test_more_rounds_bring_their_moves_and_keep_the_harvest_its_share() -> None:
    steps = fitted(coll_occ(), 3, 20)
    assert shape(steps) == [
        ("welcome", 8),
        ("round", 20),
        ("move", 2),
        ("round", 20),
        ("move", 2),
        ("round", 20),
        ("move", 2),
        ("harvest", 19),
    ]


def test_one_round_needs_no_move_between() -> None:
    assert shape(fitted(coll_occ(), 1, None)) == [("welcome", 8), ("round", 15), ("move", 2), ("harvest", 18)]


def test_no_round_leaves_the_plenary() -> None:
    assert shape(fitted(coll_occ(), 0, None)) == [("welcome", 8), ("move", 2), ("harvest", 18)]


def test_rounds_are_put_before_the_end_of_a_plenary() -> None:
    steps = fitted(shipped_format("retour-experience", "fr").steps, 2, 15)
    kinds = [step.kind.value for step in steps]
    assert kinds[-5:] == ["round", "move", "round", "move", "closing"]


def test_a_break_between_dropped_rounds_is_kept() -> None:
    steps = fitted(shipped_format("demi-journee", "fr").steps, 2, None)
    kinds = [step.kind for step in steps]
    assert kinds.count(StepKind.BREAK) == 1
    assert kinds.index(StepKind.BREAK) == len(kinds) - 1 - kinds[::-1].index(StepKind.ROUND) + 1
    assert next(step for step in steps if step.kind is StepKind.BREAK).instruction == ""


def test_a_break_is_not_repeated_between_added_rounds() -> None:
    steps = fitted(shipped_format("demi-journee", "fr").steps, 5, None)
    assert [step.kind for step in steps].count(StepKind.BREAK) == 1


def test_first_and_last_rounds_keep_their_words() -> None:
    found = shipped_format("world-cafe-90", "fr").steps
    turns = [step for step in found if step.kind is StepKind.ROUND]
    words = [step.instruction for step in fitted(found, 5, None) if step.kind is StepKind.ROUND]
    first, middle, last = (turn.instruction for turn in turns)
    assert words == [first, middle, middle, middle, last]


def test_numbers_of_rounds_and_moves() -> None:
    rows = numbered(coll_occ(), iter("abcdef").__next__)
    assert [(row.id, row.position, row.kind, row.round) for row in rows] == [
        ("a", 1, "welcome", 0),
        ("b", 2, "round", 1),
        ("c", 3, "move", 2),
        ("d", 4, "round", 2),
        ("e", 5, "move", 0),
        ("f", 6, "harvest", 0),
    ]


@settings(max_examples=60)
@given(
    key=st.sampled_from(["coll-occ", "world-cafe-90", "demi-journee", "retour-experience", "vierge"]),
    rounds=st.integers(0, 8),
    minutes=st.none() | st.integers(1, 120),
)
def test_any_wish_gives_an_agenda_that_holds(key: str, rounds: int, minutes: int | None) -> None:
    steps = fitted(shipped_format(key, "fr").steps, rounds, minutes)
    rows = numbered(steps, lambda: "")
    turns = [step for step in steps if step.kind is StepKind.ROUND]
    assert len(turns) == rounds
    assert all(minutes is None or step.seconds == minutes * 60 for step in turns)
    assert all(step.seconds > 0 for step in steps)
    if any(step.kind is StepKind.HARVEST for step in steps):
        assert not is_harvest_squeezed(rows)
