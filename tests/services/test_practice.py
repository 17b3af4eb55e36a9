"""Rehearsing one's own agenda on a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.agenda import Step
from atelier.domain.clock import ClockEvent, ClockPhase
from atelier.domain.note import Note
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Seating, Workshop
from atelier.errors import FileUnusable
from atelier.services import running
from atelier.services.fast_clock import clock_for, is_rehearsal
from atelier.services.practice import SPEED, open_practice, practice_rows
from atelier.services.session import Session
from tests.data.cafe import START, FakeClock, cafe_rows
from tests.data.workshops import with_changes


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


def test_the_copy_has_the_plan_and_nothing_that_was_said() -> None:
    state = with_changes()
    copy = State.of(practice_rows(state, START))
    assert copy.live(Step) == state.live(Step)
    assert [table.topic for table in copy.live(CafeTable)] == [table.topic for table in state.live(CafeTable)]
    assert not copy.live(Note)
    assert not copy.live(ClockEvent)
    assert not any(table.signed_at or table.frozen_at for table in copy.live(CafeTable))
    assert not any(seat.confirmed_at or seat.sheet for seat in copy.live(Seating))
    assert copy.workshop.id != state.workshop.id
    assert not copy.workshop.conclusion


def test_the_workshop_is_not_touched_and_the_clock_runs_fast(tmp_path: Path, places: Places) -> None:
    real = FakeClock()
    rows = cafe_rows()
    rows[0] = replace(rows[0], starts_at="14:00") if isinstance(rows[0], Workshop) else rows[0]
    with Session.create(tmp_path / "w.atelier", rows, clock=real, places=places) as session:
        before = session.state
        with open_practice(session, places, real) as practice:
            assert is_rehearsal(practice.clock)
            shown = datetime.fromtimestamp(practice.clock.now().wall)
            assert (shown.hour, shown.minute) == (13, 58)
            practice.save_now(running.start(practice.state, practice.clock.now()))
            real.advance(6)
            left = reading(practice.state, practice.clock.now()).elapsed
            assert left == pytest.approx(6 * SPEED)
            again = clock_for(practice.path, places, real, {})
            assert reading(practice.state, again.now()).elapsed == pytest.approx(6 * SPEED)
            with pytest.raises(FileUnusable):
                open_practice(practice, places, real)
        session.catch_up()
        assert session.state.tables_by_kind == before.tables_by_kind
        with open_practice(session, places, real) as anew:
            assert reading(anew.state, anew.clock.now()).phase is ClockPhase.READY
