"""Five tables where thirty people are expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.record import Row
from atelier.domain.workshop import CafeTable, HeadCount
from atelier.services.session import Session
from tests.ui.workshops import FakeClock, coll_occ_rows

EACH = {"usagers": 3, "professionnels": 2, "elus": 1}


@pytest.fixture
def planned_rows(clock: FakeClock) -> list[Row]:
    rows: list[Row] = []
    for row in coll_occ_rows(clock, "en", tables=5, rounds=3):
        if isinstance(row, HeadCount):
            row = replace(row, people=EACH.get(row.profile, 0))
        if isinstance(row, CafeTable) and not row.is_plenary and not row.topic:
            row = replace(row, topic=f"Topic {row.number}")
        rows.append(row)
    return rows


@pytest.fixture
def workshop(tmp_path: Path, planned_rows: list[Row], clock: FakeClock, places: Places) -> Iterator[Session]:
    session = Session.create(tmp_path / "door.atelier", planned_rows, clock=clock, places=places)
    yield session
    session.close()
