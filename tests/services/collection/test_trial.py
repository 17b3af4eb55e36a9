"""Whether a phone got through, what is likely wrong when none did, and what a check says of phones."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.services.collection.access import Keyring
from atelier.services.collection.adapters import Adapter, Kind
from atelier.services.collection.checkup import collection_findings, network_finding
from atelier.services.collection.devices import Device
from atelier.services.collection.ledger import Ledger, Running, Wishes
from atelier.services.collection.process import Phase, Status
from atelier.services.collection.trial import (
    PATIENCE_SECONDS,
    PHONE,
    THIS_COMPUTER,
    TRIAL,
    WAYS,
    Verdict,
    outcome,
)
from atelier.services.finding import Level

BEGAN = 1_000_000.0
LATE = BEGAN + PATIENCE_SECONDS + 1
WISHES = Wishes(Keyring(b"s" * 32), 20_001, is_open=True, address="192.168.1.5")
OPEN = Status(Phase.OPEN, WISHES)
WIFI = Adapter("192.168.1.5", "wlp2s0", Kind.WIFI)
CABLE = Adapter("192.168.1.5", "enp3s0", Kind.CABLE)


def test_a_phone_that_came_ends_the_trial() -> None:
    seen = [Device(PHONE, TRIAL, BEGAN + 5)]
    found = outcome(OPEN, [WIFI], seen, BEGAN, BEGAN + 6)
    assert (found.verdict, found.at, found.causes) == (Verdict.ARRIVED, BEGAN + 5, ())


def test_one_that_came_before_says_nothing() -> None:
    seen = [Device(PHONE, TRIAL, BEGAN - 5)]
    assert outcome(OPEN, [WIFI], seen, BEGAN, BEGAN + 6).verdict is Verdict.WAITING


def test_one_waits_a_while_before_something_is_wrong() -> None:
    assert outcome(OPEN, [WIFI], [], BEGAN, LATE - 2).verdict is Verdict.WAITING
    found = outcome(OPEN, [WIFI], [], BEGAN, LATE)
    assert found.verdict is Verdict.NOBODY
    assert [("isolation" in each.msgid, "firewall" in each.msgid) for each in found.causes] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert found.ways == WAYS
    assert [
        next(word for word in ("hotspot", "merge", "alone", "Paper") if word in way.msgid) for way in WAYS
    ] == ["hotspot", "merge", "alone", "Paper"]


def test_a_laptop_on_a_cable_is_told_first() -> None:
    assert "cable" in outcome(OPEN, [CABLE], [], BEGAN, LATE).causes[0].msgid


def test_an_address_that_no_phone_reaches_is_told_first() -> None:
    virtual = replace(WIFI, kind=Kind.VIRTUAL)
    first = outcome(OPEN, [virtual], [], BEGAN, LATE).causes[0]
    assert first.params == {"address": "192.168.1.5"}


def test_this_computer_alone_is_no_phone() -> None:
    seen = [Device(THIS_COMPUTER, TRIAL, BEGAN + 2)]
    assert outcome(OPEN, [WIFI], seen, BEGAN, LATE).verdict is Verdict.ONLY_HERE


def test_phones_of_tables_show_that_the_way_is_free() -> None:
    seen = [Device("abcdefgh", "t1", LATE - 10)]
    (cause,) = outcome(OPEN, [WIFI], seen, BEGAN, LATE).causes
    assert "only this one" in cause.msgid


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status(Phase.CLOSED), "not open"),
        (Status(Phase.CLOSED, replace(WISHES, is_open=False)), "not open"),
        (Status(Phase.ADDRESS_GONE, WISHES), "another network"),
        (Status(Phase.PORT_TAKEN, WISHES), "Another program"),
        (Status(Phase.DIED, WISHES), "stopped"),
        (Status(Phase.ELSEWHERE, WISHES), "another file"),
        (Status(Phase.OPEN, replace(WISHES, address="")), "this computer alone"),
    ],
)
def test_what_is_wrong_for_certain_is_said_at_once(status: Status, word: str) -> None:
    found = outcome(status, [WIFI], [], BEGAN, BEGAN)
    assert found.verdict is Verdict.CANNOT
    assert word in found.causes[0].msgid
    assert found.ways == WAYS


def test_a_check_of_this_computer_names_the_likely_address() -> None:
    found = network_finding([WIFI, Adapter("127.0.0.1", "lo", Kind.LOOPBACK)])
    assert (found.level, found.params["address"]) == (Level.INFO, "192.168.1.5")
    assert network_finding([Adapter("127.0.0.1", "lo", Kind.LOOPBACK)]).level is Level.WARNING


def said(places: Places, wall: float = BEGAN) -> list[tuple[Level, str]]:
    return [(each.level, each.msgid) for each in collection_findings(places, "w1", [WIFI], wall)]


def test_a_check_of_a_file_says_how_its_collection_stands(tmp_path: Path) -> None:
    places = Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")
    assert said(places) == []
    assert not places.state.exists(), "looking writes nothing"
    ledger = Ledger(places, "w1")
    ledger.put(replace(WISHES, is_open=False))
    assert said(places) == [(Level.INFO, "The workshop is closed to phones.")]
    ledger.put(WISHES)
    ((level, text),) = said(places)
    assert (level, "nothing serves them" in text) == (Level.WARNING, True)
    ledger.beat(Running(1, WISHES.port, WISHES.address, BEGAN, BEGAN, "/x"))
    assert said(places) == [(Level.INFO, "The workshop is open to phones: {url}")]
    ledger.put(replace(WISHES, address="10.9.9.9"))
    assert [level for level, _ in said(places)] == [Level.INFO, Level.WARNING]


def test_a_check_of_a_file_says_that_its_port_is_taken(tmp_path: Path) -> None:
    places = Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        Ledger(places, "w1").put(replace(WISHES, is_open=False, port=other.getsockname()[1]))
        assert [level for level, _ in said(places)] == [Level.INFO, Level.WARNING]
