"""Connections that say nothing: counted while their headers are not complete, and closed in time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, cast

MOST_OF_ONE: Final = 24
"""Connections of one address whose headers are not complete."""
MOST_OF_ALL: Final = 800
HEADER_SECONDS: Final = 8.0
"""How long headers may take."""
MOST_CONNECTIONS: Final = 2_000
"""Connections in all, the honest ones too."""
MOST_CONNECTIONS_OF_ONE: Final = 1_000
"""So that nobody alone can keep the others out."""
_END: Final = b"\r\n\r\n"


class _Places:
    """How many there are, in all and of each address."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._of: Counter[str] = Counter()
        self.count = 0

    def take(self, address: str) -> bool:
        """Whether there was room for one more."""
        if self.count >= self._most or self._of[address] >= self._most_of_one:
            return False
        self.count += 1
        self._of[address] += 1
        return True

    def leave(self, address: str) -> None:
        """One less."""
        self.count -= 1
        self._of[address] -= 1
        if not self._of[address]:
            del self._of[address]


class Guard:
    """Who is connected, and who has not said what it wants yet."""

    def __init__(self) -> None:
        self.connected = _Places(MOST_CONNECTIONS, MOST_CONNECTIONS_OF_ONE)
        self.waiting = _Places(MOST_OF_ALL, MOST_OF_ONE)
        self._of: dict[asyncio.BaseTransport, GuardedConnection] = {}

    def protocol(self, inner: Callable[[], asyncio.Protocol]) -> Callable[[], GuardedConnection]:
        """What makes the protocol of each new connection.

        Args:
            inner: makes the protocol that is guarded.
        """
        return lambda: GuardedConnection(self, inner)

    def came(self, transport: asyncio.BaseTransport, connection: GuardedConnection) -> None:
        """Take note of a connection that was let in."""
        self._of[transport] = connection

    def went(self, transport: asyncio.BaseTransport) -> None:
        """Forget a connection."""
        self._of.pop(transport, None)

    def answered(self, transport: asyncio.BaseTransport | None) -> None:
        """Say that a request was answered: what its connection brings next are headers again."""
        connection = None if transport is None else self._of.get(transport)
        if connection is not None:
            connection.answered()


class _Phase(Enum):
    OUTSIDE = auto()
    """Not let in, or gone."""
    HEADERS = auto()
    """They began, or the connection is new, and are not complete."""
    BUSY = auto()
    """A request is read and answered."""
    IDLE = auto()
    """Answered; nothing has come since."""


class GuardedConnection(asyncio.Protocol):
    """One connection, in front of the protocol that reads it.

    Args:
        guard: who counts.
        inner: makes the protocol behind, once the connection is let in.
    """

    def __init__(self, guard: Guard, inner: Callable[[], asyncio.Protocol]) -> None:
        self._guard = guard
        self._make = inner
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._address = ""
        self._phase = _Phase.OUTSIDE
        self._tail = b""
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or close it at once."""
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self._address = str(peer[0]) if peer else ""
        if not self._guard.connected.take(self._address):
            self._transport.abort()
            return
        if not self._wait():
            self._guard.connected.leave(self._address)
            self._transport.abort()
            return
        self._inner = self._make()
        self._guard.came(transport, self)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Hand on what came, and look whether headers are complete."""
        if self._inner is None:
            return
        if self._phase is _Phase.IDLE and not self._wait():
            self._close()
            return
        if self._phase is _Phase.HEADERS:
            seen = self._tail + data
            if _END in seen:
                self._stop_waiting(_Phase.BUSY)
            else:
                self._tail = seen[-len(_END) + 1 :]
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand on that nothing more will come."""
        return None if self._inner is None else self._inner.eof_received()

    def pause_writing(self) -> None:
        """Hand it on."""
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Hand it on."""
        if self._inner is not None:
            self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back its place."""
        if self._inner is None or self._transport is None:
            return
        if self._phase is _Phase.HEADERS:
            self._stop_waiting(_Phase.OUTSIDE)
        self._phase = _Phase.OUTSIDE
        self._guard.went(self._transport)
        self._guard.connected.leave(self._address)
        inner, self._inner = self._inner, None
        inner.connection_lost(exc)

    def answered(self) -> None:
        """Its request was answered."""
        if self._phase is _Phase.BUSY:
            self._phase = _Phase.IDLE

    def _wait(self) -> bool:
        """Begin to wait for headers, if there is room for one more who does."""
        if not self._guard.waiting.take(self._address):
            return False
        self._phase = _Phase.HEADERS
        self._tail = b""
        self._deadline = asyncio.get_running_loop().call_later(HEADER_SECONDS, self._close)
        return True

    def _stop_waiting(self, phase: _Phase) -> None:
        self._guard.waiting.leave(self._address)
        self._phase = phase
        self._tail = b""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.abort()
