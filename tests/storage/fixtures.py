"""Open workshops, closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.services.session import Session
from tests.storage.samples import FakeClock, workshop_rows

Open = Callable[..., Session]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(*(tmp_path / "home" / name for name in ("config", "state", "cache")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workshop is, or will be."""
    folder = tmp_path / "dossier à l’été"
    folder.mkdir()
    return folder / "café.atelier"


@pytest.fixture
def open_session(path: Path, clock: FakeClock, places: Places) -> Iterator[Open]:
    """Opens the workshop, or another file; as often as a test likes."""
    opened: list[Session] = []

    def open_one(file: Path | None = None, **options: object) -> Session:
        given: dict[str, object] = {"clock": clock, "places": places, **options}
        session = Session.open(file or path, **given)  # type: ignore[arg-type]
        opened.append(session)
        return session

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def session(path: Path, clock: FakeClock, places: Places) -> Iterator[Session]:
    """A new workshop, open."""
    made = Session.create(path, workshop_rows(), clock=clock, places=places)
    yield made
    made.close()
