"""Opening a collection."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.errors import FILE_UNUSABLE, AtelierError
from atelier.services.collection.ledger import Ledger, Running
from atelier.services.collection.opening import check_address, open_collection
from atelier.services.session import Session
from tests.data.cafe import FakeClock, cafe_rows


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of their own."""
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def session(tmp_path: Path, places: Places) -> Iterator[Session]:
    """An open workshop."""
    made = Session.create(tmp_path / "w.atelier", cafe_rows(), clock=FakeClock(), places=places)
    yield made
    made.close()


def test_what_is_asked_for_is_remembered_and_the_rest_stays(session: Session, places: Places) -> None:
    ledger = Ledger(places, "w")
    before = ledger.wishes()
    wishes = open_collection(session, ledger, lan="127.0.0.1", port=20_123, hosts=("cafe.test",))
    assert (wishes.is_open, wishes.address, wishes.port) == (True, "127.0.0.1", 20_123)
    assert wishes.keys == before.keys
    again = open_collection(session, ledger, hosts=("cafe.test", "b.test"))
    assert (again.address, again.port, again.allowed_hosts) == ("", 20_123, ("cafe.test", "b.test"))


def test_a_time_to_close_that_is_over_is_forgotten(session: Session, places: Places) -> None:
    ledger = Ledger(places, "w")
    later = time.time() + 3_600
    ledger.change(closes_at=later)
    assert open_collection(session, ledger).closes_at == later
    ledger.change(closes_at=time.time() - 1)
    assert open_collection(session, ledger).closes_at is None


def test_an_address_that_is_not_here_is_refused_with_those_that_are() -> None:
    with pytest.raises(AtelierError, match=r"198\.51\.100\.7.*127\.0\.0\.1"):
        check_address("198.51.100.7")
    for address in ("", "127.0.0.1"):
        check_address(address)


def test_a_server_that_lives_is_named_and_one_that_died_is_not(session: Session, places: Places) -> None:
    ledger = Ledger(places, "w")
    dead = Running(2**22 + 1, 20_123, "", time.time(), time.time(), "w.atelier")
    ledger.beat(dead)
    assert open_collection(session, ledger).is_open
    other = Session.open(session.path, clock=FakeClock(), places=places)
    ledger.beat(Running(os.getpid(), 20_123, "", time.time(), time.time(), "w.atelier"))
    with pytest.raises(AtelierError, match=f"PID {os.getpid()}"):
        open_collection(session, ledger)
    other.close()


def test_a_file_that_cannot_be_written_is_not_served(session: Session, places: Places) -> None:
    session.read_only = True
    with pytest.raises(AtelierError) as refused:
        open_collection(session, Ledger(places, "w"))
    assert refused.value.exit_code == FILE_UNUSABLE
    assert Ledger(places, "w").known() is None
