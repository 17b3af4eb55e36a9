"""Which tables' phones fell silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.place import reading, tables
from atelier.domain.state import State
from atelier.services.collection.devices import TableSeen
from atelier.services.collection.reach import FORGOTTEN_SECONDS, LOST_SECONDS, reach
from tests.data.workshops import NOON
from tests.export.printed import cafe, with_rows

NOW = NOON.wall


def under_way(state: State, phase: ClockPhase = ClockPhase.RUNNING) -> ClockReading:
    return replace(reading(state, NOON), phase=phase)


def seen(ago: float, *, connected: int = 0, queued: int = 0) -> TableSeen:
    return TableSeen(connected, NOW - ago, queued, None)


def test_phones_and_notes_of_all_tables_are_counted() -> None:
    state = cafe(3)
    told = {
        "t1": seen(2, connected=2, queued=1),
        "t0": seen(3, connected=1, queued=3),
        "gone": seen(1, connected=9),
    }
    found = reach(state, under_way(state), told, NOW)
    assert (found.connected, found.queued, found.lost) == (3, 4, frozenset())


@pytest.mark.parametrize(
    ("ago", "is_lost"),
    [(LOST_SECONDS - 1, False), (LOST_SECONDS + 1, True), (FORGOTTEN_SECONDS + 1, False)],
)
def test_a_table_is_lost_when_none_of_its_phones_was_seen(ago: float, is_lost: bool) -> None:
    state = cafe(2)
    found = reach(state, under_way(state), {"t1": seen(ago)}, NOW)
    assert found.lost == ({"t1"} if is_lost else frozenset())


@pytest.mark.parametrize("phase", [ClockPhase.READY, ClockPhase.PAUSED, ClockPhase.FINISHED])
def test_silence_matters_only_while_the_workshop_is_under_way(phase: ClockPhase) -> None:
    state = cafe(2)
    assert not reach(state, under_way(state, phase), {"t1": seen(100)}, NOW).lost


def test_a_table_on_paper_needs_no_phone() -> None:
    state = cafe(2)
    state = with_rows(state, replace(tables(state)[0], is_on_paper=True))
    assert not reach(state, under_way(state), {"t1": seen(100)}, NOW).lost
