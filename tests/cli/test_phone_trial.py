"""`atelier doctor FILE --phones`: a real server, and a phone that comes or does not."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from atelier.cli import phone_trial
from atelier.config import Places
from atelier.services.collection.ledger import Ledger
from atelier.services.collection.trial import PHONE, TRIAL
from atelier.services.session import Session
from atelier.services.time import SystemClock
from atelier.storage.devices import Device, put_devices
from tests.cli.conftest import Run


def ledger_of(path: Path) -> Ledger:
    places = Places.default()
    session = Session.open(path, clock=SystemClock(), places=places)
    found = Ledger(places, session.state.workshop.id)
    session.close()
    return found


@pytest.fixture
def living(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Ledger]:
    """A server that is there without being one, on an address that phones could have."""
    from atelier.services.collection import adapters, process
    from atelier.services.collection.ledger import Running

    wifi = adapters.Adapter("192.168.1.23", "wlp2s0", adapters.Kind.WIFI)
    for module in (adapters, process):
        monkeypatch.setattr(module, "adapters", lambda: (wifi,))
    monkeypatch.setattr(process, "is_free", lambda *_: True)
    monkeypatch.setattr(phone_trial, "LOOK_SECONDS", 0.01)

    def make(path: Path) -> Ledger:
        ledger = ledger_of(path)

        def spawn(*_: object) -> subprocess.Popen[bytes]:
            wishes = ledger.wishes()
            now = time.time()
            ledger.beat(Running(2**22 + 9, wishes.port, wishes.address, now, now, str(path.resolve())))
            return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])

        monkeypatch.setattr(process, "_spawn", spawn)
        monkeypatch.setattr(phone_trial, "_close", lambda found: found.ledger.change(is_open=False))
        return ledger

    return make


def test_a_phone_that_comes_is_enough(run: Run, path: Path, living: Callable[[Path], Ledger]) -> None:
    ledger = living(path)
    put_devices(ledger.devices, [Device(PHONE, TRIAL, time.time() + 60)])
    code, out, _ = run("doctor", path, "--phones", "--wait", "20")
    assert code == 0
    assert "http://192.168.1.23:" in out and "✓ A phone got through" in out
    assert not ledger.wishes().is_open, "what was opened for the trial is closed again"


def test_without_a_phone_it_says_what_is_likely_wrong(
    run: Run, path: Path, living: Callable[[Path], Ledger]
) -> None:
    living(path)
    code, out, err = run("doctor", path, "--phones", "--wait", "1")
    assert code == 1
    assert "within 1 s" in err
    told = out.splitlines()
    assert "✗ Nobody came. Most likely:" in told
    assert [line[:4] for line in told[-4:]] == ["  1.", "  2.", "  3.", "  4."]
    assert "firewall" in out and "isolation" in out


def test_a_real_server_is_opened_for_the_trial_and_closed_again(run: Run, path: Path) -> None:
    code, out, _ = run("doctor", path, "--phones", "--lan", "127.0.0.1", "--wait", "2")
    assert code == 1
    assert "It is open for this computer alone" in out
    ledger = ledger_of(path)
    assert not ledger.wishes().is_open
    assert ledger.running() is None


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no second address of its own")
def test_the_test_page_tells_a_phone_from_this_computer(path: Path) -> None:
    words = [sys.executable, "-m", "atelier", "--lang", "fr", "serve", str(path)]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline()
        ledger = ledger_of(path)
        from atelier.services.collection.access import Role
        from atelier.services.collection.addresses import address_of
        from atelier.services.collection.devices import devices

        place = urlsplit(address_of(ledger.wishes(), Role.TEST))
        for source, told in (("127.0.0.1", "Cet ordinateur se joint"), ("127.0.0.2", "ce téléphone arrive")):
            asking = http.client.HTTPConnection(
                place.hostname or "", place.port, timeout=10, source_address=(source, 0)
            )
            asking.request("GET", place.path, headers={"Accept-Language": "fr"})
            answer = asking.getresponse()
            assert (answer.status, answer.getheader("Cache-Control")) == (200, "no-store")
            assert told in answer.read().decode()
            asking.close()
        end = time.monotonic() + 10
        while len(devices(ledger.devices)) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        assert {(each.device, each.table_id) for each in devices(ledger.devices)} == {
            ("phone", TRIAL),
            ("here", TRIAL),
        }
    finally:
        server.terminate()
        server.wait(20)


def test_it_needs_a_file_and_an_address_that_is_here(run: Run, path: Path) -> None:
    code, _, err = run("doctor", "--phones")
    assert code == 2 and "doctor FILE --phones" in err
    code, _, err = run("doctor", path, "--phones", "--lan", "203.0.113.77")
    assert code == 1 and "203.0.113.77" in err


def test_a_check_names_the_address_for_phones(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    assert "Phones on the same network find" in out or "on no network that phones reach" in out
