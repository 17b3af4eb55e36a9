"""The demonstration, played through the services."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.agenda import Step, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.coverage import coverage
from atelier.domain.fusion import count_notes, is_everything_frozen, sources_of, transversal_themes
from atelier.domain.instant import to_wall
from atelier.domain.lint import Level, lint
from atelier.domain.note import Note
from atelier.domain.place import reading, tables
from atelier.domain.state import State
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import Seating
from atelier.services import demo
from atelier.services.demo import Stage
from atelier.services.session import Session

NOW = Moment(datetime(2025, 10, 9, 10, 53, 20).timestamp(), 5.0, "boot")


class FixedClock:
    """Always the same instant."""

    def now(self) -> Moment:
        """This instant."""
        return NOW


def played(stage: Stage, lang: str = "fr") -> State:
    state = State.of(demo.rows(lang, NOW, stage))
    for action in demo.actions(state, stage):
        state = state.apply((change.kind, change.row_id, change.columns) for change in action.changes)
    return state


def test_fresh_is_to_start_soon_and_nothing_happened() -> None:
    state = played(Stage.FRESH)
    assert (state.workshop.date, state.workshop.starts_at) == ("2025-10-09", "10:55")
    assert reading(state, NOW).phase is ClockPhase.READY
    assert not state.live(Note)
    assert {status.state for status in coverage(state, reading(state, NOW))} == {CellState.UPCOMING}


def test_fresh_late_in_the_evening_is_to_start_tomorrow() -> None:
    late = Moment(datetime(2025, 10, 9, 23, 58).timestamp(), 5.0, "boot")
    workshop = State.of(demo.rows("fr", late, Stage.FRESH)).workshop
    assert (workshop.date, workshop.starts_at) == ("2025-10-10", "00:00")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_captured_is_ready_to_fuse(lang: str) -> None:
    state = played(Stage.CAPTURED, lang)
    assert state.workshop.date == "2025-10-08"
    assert state.workshop.language == lang
    counts = count_notes(state)
    assert counts.notes == counts.pending == 59
    assert not state.live(Theme)
    shown = reading(state, NOW)
    assert shown.phase is ClockPhase.FINISHED
    assert all(seat.confirmed_at for seat in state.live(Seating))


def test_every_cell_is_filled_or_answered() -> None:
    state = played(Stage.CAPTURED)
    states = Counter(status.state for status in coverage(state, reading(state, NOW)))
    assert states == {CellState.FILLED: 14, CellState.NOT_COLLECTED: 1, CellState.NOTHING_TO_ADD: 1}
    reasons = [status.reason for status in coverage(state, reading(state, NOW)) if status.reason]
    assert reasons == ["feuille de notes restée dans la salle"]


def test_notes_were_typed_while_their_group_sat_there() -> None:
    state = played(Stage.CAPTURED)
    shown = reading(state, NOW)
    notes = state.live(Note)
    assert [note.text for note in notes if note.is_late] == ["anonymat !! ici tt le monde se connaît"]
    rounds = {step.round: step.id for step in state.live(Step) if step.kind == StepKind.ROUND}
    for note in notes:
        step = rounds[note.round]
        written = to_wall(note.written_at)
        assert shown.entered[step] < written
        assert note.is_late or written < shown.left[step]
    assert len({note.written_at for note in notes}) == len(notes)
    assert sum(note.first_heading is not None for note in notes) == 2
    assert sum(note.link_to is not None for note in notes) == 9
    assert sum(note.star for note in notes) == 8
    assert {note.origin for note in notes} == {"tui", "paper"}


def test_the_clock_ran_as_clocks_do() -> None:
    shown = reading(played(Stage.CAPTURED), NOW)
    start = datetime(2025, 10, 8, 14, 3).timestamp()
    assert shown.first_start == start
    assert [round(seconds / 60) for seconds in shown.spent.values()] == [9, 16, 2, 15, 3, 18]
    assert list(shown.extended.values()) == [60]
    assert max(shown.left.values()) == start + 63 * 60


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_fused_leaves_nothing_to_treat(lang: str) -> None:
    state = played(Stage.FUSED, lang)
    counts = count_notes(state)
    assert (counts.notes, counts.used, counts.set_aside, counts.pending) == (59, 57, 2, 0)
    assert is_everything_frozen(state)
    assert all(table.is_signed for table in tables(state))
    assert all((theme.title and theme.paragraph and theme.short) for theme in state.live(Theme))
    assert all(sources_of(state, theme.id) for theme in state.live(Theme))
    assert sum(theme.star for theme in state.live(Theme)) == 4
    assert sum(bool(theme.divergence) for theme in state.live(Theme)) == 1
    assert state.workshop.introduction
    assert state.workshop.conclusion
    assert len(state.workshop.further.splitlines()) == 3
    assert all(len(transversal_themes(state, found.id)) >= 4 for found in state.live(Transversal))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_stands_between_it_and_publication(lang: str) -> None:
    state = played(Stage.FUSED, lang)
    findings = lint(state, coverage(state, reading(state, NOW)))
    # Profiles of too few people are in it on purpose: the document keeps them to itself
    assert {finding.code for finding in findings} == {"few-people"}
    assert {finding.level for finding in findings} == {Level.INFO}


def test_points_stand_in_the_order_of_the_file() -> None:
    state = played(Stage.FUSED)
    order = [heading.key for heading in state.live(Heading)]
    counts = {
        table.number: [
            sum(theme.table_id == table.id and theme.heading == key for theme in state.live(Theme))
            for key in order
        ]
        for table in tables(state)
    }
    assert counts == {1: [2, 4, 3, 3], 2: [2, 3, 2, 2]}
    first = next(theme for theme in state.live(Theme) if theme.heading == "pistes")
    assert first.title.startswith("Recueillir la parole")


def test_undo_cannot_take_the_demonstration_apart() -> None:
    state = State.of(demo.rows("fr", NOW, Stage.FUSED))
    assert {action.screen for action in demo.actions(state, Stage.FUSED)} == {""}


def test_it_is_played_into_a_file_and_read_back(tmp_path: Path) -> None:
    places = Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")
    file = tmp_path / "demo.atelier"
    rows = demo.rows("fr", NOW, Stage.FUSED)
    session = Session.create(file, rows, clock=FixedClock(), origin="cli", places=places)
    demo.play(session, Stage.FUSED)
    session.close()
    again = Session.open(file, clock=FixedClock(), origin="cli", places=places)
    try:
        assert count_notes(again.state).used == 57
        assert again.state.workshop.conclusion.startswith("D’une table à l’autre")
        assert again.plan_undo("fuse") is None
        assert again.warnings == ()
    finally:
        again.close()
