"""What this computer remembers of a collection."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.errors import AtelierError
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.ledger import STALE_SECONDS, Ledger, Running, Wifi, port_of

TABLE = Capability(Role.TABLE, "t1")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of their own."""
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


def test_addresses_and_port_last(places: Places) -> None:
    first = Ledger(places, "w1").wishes()
    again = Ledger(places, "w1").wishes()
    assert again == first
    assert again.keys.token(TABLE) == first.keys.token(TABLE)
    assert again.port == port_of("w1")
    assert 20_000 <= again.port < 30_000
    assert Ledger(places, "w2").wishes().keys.secret != first.keys.secret


def test_asking_whether_phones_were_ever_wanted_writes_nothing(places: Places) -> None:
    assert Ledger(places, "w1").known() is None
    assert not places.state.exists()


def test_a_change_keeps_the_rest(places: Places) -> None:
    ledger = Ledger(places, "w1")
    first = ledger.wishes()
    mark = ledger.mark()
    ledger.change(is_open=True, wifi=Wifi("Salle des fêtes", "été 2026"), allowed_hosts=("atelier.test",))
    changed = Ledger(places, "w1").wishes()
    assert changed.keys == first.keys
    assert changed.is_open
    assert changed.wifi == Wifi("Salle des fêtes", "été 2026")
    assert changed.allowed_hosts == ("atelier.test",)
    assert ledger.mark() != mark


def test_what_a_later_version_remembers_costs_no_address(places: Places) -> None:
    ledger = Ledger(places, "w1")
    token = ledger.wishes().keys.token(TABLE)
    (file,) = (places.state / "collection").glob("*.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "colour": "red"}))
    assert Ledger(places, "w1").wishes().keys.token(TABLE) == token


def test_a_file_that_makes_no_sense_is_made_anew(places: Places) -> None:
    ledger = Ledger(places, "w1")
    ledger.wishes()
    (file,) = (places.state / "collection").glob("*.json")
    for content in ("", "[]", '{"keys": {"secret": "&&&", "epochs": {}}}', "{" * 50):
        file.write_text(content)
        assert ledger.wishes().port == port_of("w1")


def test_an_id_is_no_path(places: Places, tmp_path: Path) -> None:
    Ledger(places, "../../../outside").wishes()
    assert [file.parent for file in tmp_path.rglob("*.json")] == [places.state / "collection"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders to the user by itself")
def test_others_on_this_computer_do_not_read_it(places: Places) -> None:
    Ledger(places, "w1").wishes()
    assert os.stat(places.state / "collection").st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_told(places: Places) -> None:
    places.state.parent.mkdir(parents=True, exist_ok=True)
    places.state.write_text("a file")
    with pytest.raises(AtelierError, match="cannot be written"):
        Ledger(places, "w1").wishes()


def test_a_server_says_that_it_lives_and_that_it_ended(places: Places) -> None:
    ledger = Ledger(places, "w1")
    assert ledger.running() is None
    running = Running(12, 20_001, "", 1000.0, 1000.0, "w.atelier")
    ledger.beat(running)
    assert Ledger(places, "w1").running() == running
    assert running.is_fresh(1000.0 + STALE_SECONDS)
    assert not running.is_fresh(1000.1 + STALE_SECONDS)
    ledger.ended()
    ledger.ended()
    assert ledger.running() is None
