"""Fixtures for tests of screens: a workshop that is open, and the program that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atelier.config import Places, Settings
from atelier.i18n import Translator
from atelier.services import notes as service
from atelier.services.running import confirm_group
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.capture.desk import cell_of
from atelier.ui.screens.capture.stops import stops_at
from tests.ui.noting import next_step, run_round, table
from tests.ui.workshops import FakeClock, coll_occ_rows

MakeApp = Callable[..., AtelierApp]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def places() -> Places:
    return Places.default()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workshop is."""
    return tmp_path / "café.atelier"


@pytest.fixture
def workshop(path: Path, clock: FakeClock, places: Places) -> Iterator[Session]:
    """Two tables, groups A and B that swap, the headings of Coll'Occ; nothing has begun."""
    session = Session.create(path, coll_occ_rows(clock), clock=clock, places=places)
    yield session
    session.close()


@pytest.fixture
def make_app(workshop: Session, clock: FakeClock, places: Places) -> MakeApp:
    """Makes the program on the workshop, in a section and a language."""

    def make(mode: str = "capture", lang: str = "fr", session: Session | None = None) -> AtelierApp:
        return AtelierApp(
            tr=Translator(lang),
            clock=clock,
            places=places,
            settings=Settings(),
            session=session or workshop,
            mode=mode,
        )

    return make


@pytest.fixture
def second_round(workshop: Session, clock: FakeClock) -> Session:
    """Group A has noted two things at table 1, one of them an idée phare; group B sits there now."""
    run_round(workshop, clock)
    first, second = stops_at(workshop.state, table(workshop))
    for heading, text, star in (("pistes", "stands au marché", True), ("constats", "peu de monde", False)):
        clock.tick(5)
        cell = cell_of(table(workshop).id, first, heading)
        workshop.save_now(service.add_note(workshop.state, cell, text, clock.now(), star=star))
    next_step(workshop, clock)
    next_step(workshop, clock)
    now = clock.now()
    workshop.save_now(confirm_group(workshop.state, now, table(workshop).id, second.round, second.group_id))
    return workshop
