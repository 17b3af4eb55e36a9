"""A capture server that does nothing but say that it lives, and the networks of a made-up computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from atelier.config import Places
from atelier.services.collection.adapters import LOOPBACK, Adapter, Kind
from atelier.services.collection.ledger import Ledger, Running
from atelier.services.session import Session
from atelier.storage.devices import Device, put_devices
from tests.ui.workshops import FakeClock

WIFI = Adapter("192.168.1.23", "wlp2s0", Kind.WIFI)
CABLE = Adapter("10.0.0.5", "enp3s0", Kind.CABLE)
ITSELF = Adapter(LOOPBACK, "lo", Kind.LOOPBACK)
PID = 2**22 + 7


class Child:
    """A process that lives."""

    pid = PID

    def poll(self) -> int | None:
        return None


class FakeServer:
    """What the program sees of a server, and what it started."""

    def __init__(self, places: Places, session: Session, clock: FakeClock) -> None:
        self.ledger = Ledger(places, session.state.workshop.id)
        self.session = session
        self.clock = clock
        self.networks: tuple[Adapter, ...] = (WIFI, ITSELF)
        self.commands: list[list[str]] = []
        self.is_alive = False
        self.address, self.port = "", 0

    def spawn(self, command: Sequence[str], log: Path) -> Child:
        """Start."""
        self.commands.append(list(command))
        wishes = self.ledger.wishes()
        self.address, self.port, self.is_alive = wishes.address, wishes.port, True
        self.beat()
        return Child()

    def beat(self) -> None:
        """Say that it lives, or end when nobody wants it any more."""
        known = self.ledger.known()
        if self.is_alive and (known is None or not known.is_open):
            self.is_alive = False
            self.ledger.ended()
        if self.is_alive:
            wall = self.clock.wall
            self.ledger.beat(Running(PID, self.port, self.address, wall, wall, str(self.session.path)))

    def open(self, address: str = WIFI.address) -> None:
        """Live already when the program comes."""
        self.ledger.change(is_open=True, address=address)
        self.spawn([], Path())
        self.commands.clear()

    def see(self, table_id: str, *, ago: float = 1, queued: int = 0, noted: float | None = None) -> None:
        """A phone of a table was there."""
        wall = self.clock.wall
        last = None if noted is None else wall - noted
        device = Device(f"device-{table_id}-{ago}", table_id, wall - ago, queued, last)
        put_devices(self.ledger.devices, [device])


@pytest.fixture
def server(
    places: Places, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> FakeServer:
    fake = FakeServer(places, workshop, clock)
    process = "atelier.services.collection.process"
    monkeypatch.setattr(f"{process}._spawn", fake.spawn)
    monkeypatch.setattr(f"{process}.is_free", lambda *_: True)
    for module in (process, "atelier.ui.screens.phones.questions", "atelier.ui.screens.phones.trial"):
        monkeypatch.setattr(f"{module}.adapters", lambda: fake.networks)
    return fake


@pytest.fixture
def follow(clock: FakeClock, server: FakeServer) -> Callable[..., Any]:
    """Lets seconds pass, in which the server says that it lives, until something is so."""

    async def wait(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
        for _ in range(200):
            if condition():
                return
            clock.tick(1.01)
            server.beat()
            await pilot.pause(0.05)
        raise AssertionError("this did not come to be so")

    return wait
