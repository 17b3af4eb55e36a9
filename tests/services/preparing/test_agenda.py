"""The agenda: what is over stays, positions and rounds have no gap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.services import running
from atelier.services.preparing import agenda, undoing
from tests.services.preparing.cafe import NOW, after, begun, cafe, later, seats, with_note


def kinds(state: State) -> list[str]:
    return [step.kind for step in state.live(Step)]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 6),
    st.lists(st.tuples(st.sampled_from(["+", "-", "up", "down"]), st.integers(0, 12)), max_size=12),
)
def test_positions_and_rounds_have_no_gap_and_the_past_stays(over: int, moves: list[tuple[str, int]]) -> None:
    state = cafe(count=3, rounds=3)
    for index in range(over):
        state = after(state, running.go_next(state, later(index)))
    now = later(100)
    past = state.live(Step)[:over]
    for what, number in moves:
        steps = state.live(Step)
        step_id = steps[number % len(steps)].id if steps else None
        kind = list(StepKind)[number % len(StepKind)]
        try:
            match what:
                case "+":
                    action = agenda.add_step(state, now, kind, after=step_id)
                case "-" if step_id:
                    action = agenda.remove_step(state, now, step_id)
                case _ if step_id:
                    action = agenda.move_step(state, now, step_id, 1 if what == "down" else -1)
                case _:
                    action = None
        except AtelierError:
            continue
        state = after(state, action) if action else state
        steps = state.live(Step)
        assert [step.position for step in steps] == list(range(1, len(steps) + 1))
        rounds = [step.round for step in steps if step.kind == StepKind.ROUND]
        assert rounds == list(range(1, len(rounds) + 1))
        for index, step in enumerate(steps):
            if step.kind == StepKind.MOVE:
                following = next((s.round for s in steps[index:] if s.kind == StepKind.ROUND), 0)
                assert step.round == following
        assert [step.id for step in steps[:over]] == [step.id for step in past]
        assert {key[0] for key in seats(state)} == set(rounds_of(steps))


def test_a_round_brings_its_move_and_takes_it_along() -> None:
    state = cafe()
    before = kinds(state)
    last = next(step for step in state.live(Step) if step.kind == "round" and step.round == 2)
    state = after(state, agenda.add_step(state, NOW, StepKind.ROUND, after=last.id))
    assert kinds(state) == ["welcome", "round", "move", "round", "move", "round", "move", "harvest"]
    assert {round_number for round_number, _ in seats(state)} == {1, 2, 3}
    third = next(step for step in state.live(Step) if step.kind == "round" and step.round == 3)
    assert third.seconds == last.seconds
    state = after(state, agenda.remove_step(state, NOW, third.id))
    assert kinds(state) == before
    assert {round_number for round_number, _ in seats(state)} == {1, 2}


def test_a_round_needs_tables() -> None:
    state = cafe(count=0, rounds=0)
    with pytest.raises(AtelierError, match="needs tables"):
        agenda.add_step(state, NOW, StepKind.ROUND)


def test_a_round_with_notes_is_not_removed() -> None:
    state = with_note(cafe(), round_number=2)
    step = next(step for step in state.live(Step) if step.kind == "round" and step.round == 1)
    with pytest.raises(AtelierError, match="round 2 already"):
        agenda.remove_step(state, NOW, step.id)


def test_what_is_over_or_runs_is_left_alone() -> None:
    state = begun(cafe(count=3, rounds=3), round_number=2)
    first, *_, last = state.live(Step)
    current = next(step for step in state.live(Step) if step.kind == "round" and step.round == 2)
    now = later(4_000)
    assert reading(state, now).phase is not ClockPhase.READY
    for step in (first, current):
        with pytest.raises(AtelierError, match="stays where it is"):
            agenda.move_step(state, now, step.id, 1)
        with pytest.raises(AtelierError, match="stays where it is"):
            agenda.remove_step(state, now, step.id)
    with pytest.raises(AtelierError, match="is over"):
        agenda.change_seconds(state, now, first.id, 60)
    with pytest.raises(AtelierError, match="is running"):
        agenda.change_seconds(state, now, current.id, 60)
    state = after(state, agenda.change_seconds(state, now, last.id, 120))
    assert state.live(Step)[-1].seconds == last.seconds + 120
    following = state.live(Step)[current.position]
    assert agenda.move_step(state, now, following.id, -1) is None


def test_a_new_step_never_lands_among_those_that_are_over() -> None:
    state = begun(cafe(count=3, rounds=3), round_number=2)
    current = next(step for step in state.live(Step) if step.kind == "round" and step.round == 2)
    state = after(state, agenda.add_step(state, later(4_000), StepKind.BREAK, after=state.live(Step)[0].id))
    assert state.live(Step)[current.position].kind == "break"


def test_lengths_stay_between_a_minute_and_ten_hours() -> None:
    state = cafe()
    step = state.live(Step)[0]
    short = after(state, agenda.set_seconds(state, NOW, step.id, -5)).live(Step)[0]
    long = after(state, agenda.set_seconds(state, NOW, step.id, 10**9)).live(Step)[0]
    assert (short.seconds, long.seconds) == (60, 36_000)
    assert agenda.set_seconds(state, NOW, step.id, step.seconds) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15", 900), ("15 min", 900), ("1h", 3_600), ("1 h 30", 5_400), ("90", 5_400), (" 2 ' ", 120)],
)
def test_minutes_are_read(text: str, seconds: int) -> None:
    assert agenda.read_minutes(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "-3", "dix", "601", "1:30:00"])
def test_other_minutes_are_refused(text: str) -> None:
    with pytest.raises(AtelierError, match="minutes from 1 to 600"):
        agenda.read_minutes(text)


def test_names_and_sentences_are_written() -> None:
    state = cafe()
    step = state.live(Step)[0]
    state = after(state, agenda.write_step(state, step.id, "label", "Café d’accueil"))
    state = after(state, agenda.write_step(state, step.id, "instruction", "Bonjour !\nAsseyez-vous."))
    assert (state.live(Step)[0].label, state.live(Step)[0].instruction) == (
        "Café d’accueil",
        "Bonjour !\nAsseyez-vous.",
    )
    assert agenda.write_step(state, step.id, "label", "Café d’accueil") is None


def test_a_removed_step_says_so() -> None:
    with pytest.raises(AtelierError, match="no longer there"):
        agenda.change_seconds(cafe(), NOW, "nothing", 60)


def test_undo_leaves_steps_alone_that_the_clock_went_through() -> None:
    state = cafe()
    adding = agenda.add_step(state, NOW, StepKind.PLENARY, after=state.live(Step)[0].id, step_id="new")
    state = after(state, adding)
    undo = Action("undo", (Change(Step.KIND, "new", {"deleted": True}),), "prepare")
    undoing.refuse_if_harmful(state, NOW, undo)
    for index in range(2):
        state = after(state, running.go_next(state, later(index)))
    with pytest.raises(AtelierError, match="gone through this step"):
        undoing.refuse_if_harmful(state, later(10), undo)
