"""Two laptops with a file each, made from the same workshop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action
from atelier.services.session import Session
from atelier.services.uniting.files import unite_files
from atelier.services.uniting.report import Report
from tests.storage.fixtures import clock, open_session, path, places, session
from tests.storage.samples import FakeClock, add_note

__all__ = ["clock", "open_session", "path", "places", "session"]

Write = Callable[..., None]
Unite = Callable[..., Report]


@pytest.fixture
def two(session: Session, path: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two files that share a note, closed."""
    session.save(add_note("au début", "n0", drafts=()))
    session.close()
    other = tmp_path / "autre portable.atelier"
    shutil.copyfile(path, other)
    return path, other


@pytest.fixture
def write(clock: FakeClock, places: Places) -> Write:
    """Saves actions into a file that nobody has open, a second later each."""

    def work(file: Path, *actions: Action) -> None:
        with Session.open(file, clock=clock, places=places) as opened:
            for action in actions:
                clock.tick()
                opened.save_now(action)

    return work


@pytest.fixture
def unite(clock: FakeClock, places: Places, tmp_path: Path) -> Unite:
    """Unites files into a new one."""

    def work(*files: Path, out: str = "uni.atelier") -> Report:
        return unite_files(tmp_path / out, files, clock=clock, places=places)

    return work
