"""The capture server as the program sees it: started, adopted, watched, stopped.

It is a process of its own, which outlives the program that started it: what is known of it comes from the
ledger, whoever started it. Whether it is to run is a wish in that ledger; while it is wished for and does not
live, it is started again, each time after a longer wait.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.clock import Clock
from atelier.errors import N_, AtelierError
from atelier.services.collection.access import Capability
from atelier.services.collection.adapters import LOOPBACK, adapters, is_here
from atelier.services.collection.ledger import FIRST_PORT, HEARTBEAT_SECONDS, PORTS, Ledger, Running, Wishes

if TYPE_CHECKING:
    from atelier.config import Places

OPEN_SECONDS: Final = 24 * 3600.0
"""How long a collection stays open once no program looks after it, at most."""
RENEWAL_SECONDS: Final = 3600.0
"""How often that time begins anew while a program does."""
START_SECONDS: Final = 15.0
"""How long a server may take until its first sign of life."""
STOP_SECONDS: Final = 15.0
"""How long a server may take to answer what waits, before it is ended."""
WAITS: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a server that died is started again, after the first time, the second…"""
CALM_SECONDS: Final = 60.0
"""A server that lived so long is no longer one that keeps dying."""
LATE_SECONDS: Final = 2 * HEARTBEAT_SECONDS + 0.5
"""A server that has said nothing for so long is asked."""
ADDRESS_SECONDS: Final = 5.0
"""How often the networks of this computer are looked at."""


class Phase(StrEnum):
    """Where a collection stands."""

    CLOSED = "closed"
    STARTING = "starting"
    OPEN = "open"
    ADDRESS_GONE = "address_gone"
    """This computer is on another network now: nobody reaches the server."""
    PORT_TAKEN = "port_taken"
    """Another program has the port; it is tried again."""
    DIED = "died"
    """The server ended by itself; it is started again."""
    STOPPING = "stopping"
    ELSEWHERE = "elsewhere"
    """A server runs for another file of the same workshop."""


@dataclass(frozen=True, slots=True)
class Status:
    """A collection at one instant."""

    phase: Phase
    wishes: Wishes | None = None
    """None when phones were never asked for."""
    running: Running | None = None
    """The server that lives, if one does."""
    deaths: int = 0
    """How often it died since it was last calm."""
    next_try: float = 0.0
    """Seconds until it is started again."""

    @property
    def is_wished(self) -> bool:
        """Whether phones are to be served."""
        return self.wishes is not None and self.wishes.is_open


def serve_command(path: Path, wishes: Wishes) -> list[str]:
    """The words that start a server."""
    words = [sys.executable, "-m", "atelier", "serve", str(path), "--json", "--port", str(wishes.port)]
    if wishes.address not in ("", LOOPBACK):
        words += ["--lan", wishes.address]
    for host in wishes.allowed_hosts:
        words += ["--allow-host", host]
    return words


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a server listens."""

    address: str
    port: int


class CaptureProcess:
    """The capture server of one workshop file.

    Args:
        places: the user's folders.
        path: the file.
        workshop_id: its workshop.
        clock: the real time.
        command: the words that start a server.
    """

    def __init__(
        self,
        places: Places,
        path: Path,
        workshop_id: str,
        clock: Clock,
        *,
        command: Callable[[Path, Wishes], Sequence[str]] = serve_command,
    ) -> None:
        self.ledger = Ledger(places, workshop_id)
        self._path = Path(os.path.realpath(path))
        self._clock = clock
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._mark: tuple[int, int] | None = None
        self._wishes: Wishes | None = None
        self._started: float | None = None
        """When a server was last started from here."""
        self._stopping: float | None = None
        self._deaths = 0
        self._retry_at = 0.0
        self._is_port_taken = False
        self._looked_at: float | None = None
        self._is_here = True
        self._goal: _Place | None = None
        """Where it is to be opened once the server that runs has ended."""
        self._dead = 0
        """The number of a process from here that has ended; its last sign of life is still fresh."""

    # What is wished

    def wishes(self) -> Wishes | None:
        """What people want, read again when it changed; None when phones were never asked for."""
        mark = self.ledger.mark()
        if mark != self._mark:
            self._mark = mark
            self._wishes = self.ledger.known()
        return self._wishes

    def open(self, address: str) -> None:
        """Wish for a server on an address of this computer, and start it; one that runs elsewhere ends first.

        Args:
            address: the address; empty for this computer alone.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        self._move(_Place(address, self.ledger.wishes().port))

    def leave(self) -> None:
        """Let the server run on without the program, a day at most.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        self.ledger.change(closes_at=self._clock.now().wall + OPEN_SECONDS)

    def close(self) -> None:
        """Wish for no server any more: it answers what waits, and ends.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        self._goal = None
        self.ledger.change(is_open=False, closes_at=None)
        self._forget()
        self.look()

    def renew(self, capability: Capability | None = None) -> None:
        """Renew one address, or all of them: the old ones open nothing any more.

        Args:
            capability: what the address allows; None for all.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        self.ledger.change(keys=self.ledger.wishes().keys.renewed(capability))

    def change_port(self) -> int:
        """Take the next port that is free; the server moves there.

        Returns:
            the port.

        Raises:
            AtelierError: the state folder cannot be written.
        """
        wishes = self.ledger.wishes()
        ports = (FIRST_PORT + (wishes.port - FIRST_PORT + step) % PORTS for step in range(1, PORTS))
        port = next(port for port in ports if is_free(wishes.address, port))
        if wishes.is_open:
            self._move(_Place(wishes.address, port))
        else:
            self.ledger.change(port=port)
        return port

    def _move(self, goal: _Place) -> None:
        """Open at a place, once no server of ours is left at another one."""
        alive = self._alive(self._clock.now().wall)
        if alive is not None and (alive.address, alive.port) != (goal.address, goal.port):
            # A server listens where it did when it started
            self.ledger.change(is_open=False)
            self._goal = goal
        else:
            self._wish(goal)
        self._forget()
        self.look()

    def _wish(self, goal: _Place) -> Wishes:
        self._goal = None
        closes_at = self._clock.now().wall + OPEN_SECONDS
        return self.ledger.change(is_open=True, closes_at=closes_at, address=goal.address, port=goal.port)

    def _forget(self) -> None:
        self._deaths, self._retry_at, self._started, self._stopping = 0, 0.0, None, None
        self._is_port_taken, self._looked_at = False, None

    # What is

    def look(self) -> Status:
        """Where the collection stands now; a server that is wished for and does not live is started."""
        wishes, wall = self.wishes(), self._clock.now().wall
        if wishes is None:
            return Status(Phase.CLOSED)
        alive = self._alive(wall)
        if alive is not None and Path(os.path.realpath(alive.path)) != self._path:
            return Status(Phase.ELSEWHERE, wishes, alive)
        wishes = self._timed(wishes, wall)
        if not wishes.is_open:
            return self._closed(wishes, alive, wall)
        return self._wished(wishes, alive, wall)

    def _alive(self, wall: float) -> Running | None:
        """The server that lives, as far as can be told."""
        if self._child is not None and self._child.poll() is not None:
            self._dead, self._child = self._child.pid, None
        running = self.ledger.running()
        if running is None or running.pid == self._dead or not running.is_fresh(wall):
            return None
        # Its next sign of life is late: a server that was killed is known before it is taken for dead
        is_late = wall - running.beat > LATE_SECONDS
        return None if is_late and not answers(running.port) else running

    def _timed(self, wishes: Wishes, wall: float) -> Wishes:
        """The wishes once their time is over, or begun anew: somebody looks after the collection."""
        if not wishes.is_open or wishes.closes_at is None:
            return wishes
        # Where the state folder cannot be written the time in the wishes holds
        with suppress(AtelierError):
            if wall >= wishes.closes_at:
                return self.ledger.change(is_open=False, closes_at=None)
            if wishes.closes_at - wall < OPEN_SECONDS - RENEWAL_SECONDS:
                return self.ledger.change(closes_at=wall + OPEN_SECONDS)
        return wishes

    def _closed(self, wishes: Wishes, alive: Running | None, wall: float) -> Status:
        if alive is None and self._goal is not None:
            self._stopping = None
            return self._wished(self._wish(self._goal), None, wall)
        if alive is None:
            self._stopping = None
            return Status(Phase.CLOSED, wishes)
        if self._stopping is None:
            self._stopping = wall
        elif wall - self._stopping > STOP_SECONDS:
            _end(alive.pid)
            self._stopping = wall
        return Status(Phase.STARTING if self._goal is not None else Phase.STOPPING, wishes, alive)

    def _wished(self, wishes: Wishes, alive: Running | None, wall: float) -> Status:
        if alive is not None:
            return self._living(wishes, alive, wall)
        if self._started is not None and not self._is_overdue(wall):
            return Status(Phase.STARTING, wishes, deaths=self._deaths)
        if self._started is not None:
            # It was started from here, and ended or never came up
            self._started = None
            self._retry_at = wall + WAITS[min(self._deaths, len(WAITS) - 1)]
            self._deaths += 1
        if wall < self._retry_at:
            phase = Phase.PORT_TAKEN if self._is_port_taken else Phase.DIED
            return Status(phase, wishes, deaths=self._deaths, next_try=self._retry_at - wall)
        if not self._has_address(wishes, wall):
            return Status(Phase.ADDRESS_GONE, wishes, deaths=self._deaths)
        self._is_port_taken = not is_free(wishes.address, wishes.port)
        if self._is_port_taken:
            self._retry_at = wall + WAITS[2]
            return Status(Phase.PORT_TAKEN, wishes, deaths=self._deaths, next_try=WAITS[2])
        self._start(wishes, wall)
        return Status(Phase.STARTING, wishes, deaths=self._deaths)

    def _living(self, wishes: Wishes, alive: Running, wall: float) -> Status:
        if self._deaths and wall - alive.started > CALM_SECONDS:
            self._deaths = 0
        self._is_port_taken = False
        # Should it die, it is started again from here, whoever started it
        self._started = alive.started
        phase = Phase.OPEN if self._has_address(wishes, wall) else Phase.ADDRESS_GONE
        return Status(phase, wishes, alive, deaths=self._deaths)

    def _has_address(self, wishes: Wishes, wall: float) -> bool:
        if self._looked_at is None or not 0 <= wall - self._looked_at < ADDRESS_SECONDS:
            self._looked_at = wall
            self._is_here = is_here(wishes.address, adapters())
        return self._is_here

    def _is_overdue(self, wall: float) -> bool:
        """Whether what was started is not there any more, or has not come up in time."""
        started = self._started or 0.0
        if self._child is None:
            return True
        return not 0 <= wall - started <= START_SECONDS

    def _start(self, wishes: Wishes, wall: float) -> None:
        self._started = wall
        try:
            self._child = _spawn(self._command(self._path, wishes), self.ledger.log)
        except OSError as error:
            raise AtelierError(
                N_("The server for phones cannot be started: {reason}."),
                reason=error.strerror or type(error).__name__,
            ) from error


def is_free(address: str, port: int) -> bool:
    """Whether a server can have a port, on an address and on this computer itself.

    Args:
        address: the address; empty for this computer alone. One that is not there says nothing of its ports.
        port: the port.
    """
    return all(_can_be_had(each, port) for each in {LOOPBACK, address or LOOPBACK})


def answers(port: int) -> bool:
    """Whether something listens on a port of this computer; it may be too busy to say so at once."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=0.5).close()
    except ConnectionRefusedError:
        return False
    except OSError:
        return True
    return True


def _can_be_had(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            # As servers do: connections that have just ended do not count
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError as error:
            return error.errno == errno.EADDRNOTAVAIL
    return True


def _spawn(command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    """A process that outlives this one; what it complains of goes to a file, its addresses nowhere."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                creationflags=flags,
            )
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=output,
            start_new_session=True,
        )


def _end(pid: int) -> None:
    """End a server that was asked to end and does not; what it has stored is safe."""
    with suppress(OSError):
        os.kill(pid, signal.SIGTERM)
