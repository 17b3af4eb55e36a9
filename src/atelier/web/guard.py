"""Connections that say nothing, or never finish what they say: counted, cheap, and closed in time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from typing import Final, cast

MOST_OF_ONE: Final = 24
"""Connections of one address whose headers have begun and are not complete."""
MOST_OF_ALL: Final = 800
HEADER_SECONDS: Final = 8.0
"""How long headers may take from their first byte."""
MOST_SILENT_OF_ONE: Final = 600
"""Connections of one address that have not said anything yet: browsers open some in advance."""
MOST_SILENT: Final = 1_200
SILENT_SECONDS: Final = 150.0
"""How long a connection may say nothing: next to nothing is kept for it."""
MOST_CONNECTIONS_OF_ONE: Final = 1_000
MOST_CONNECTIONS: Final = 2_000
"""In all, the honest ones too; whoever has most of them makes room for the others."""
READ_BYTES: Final = 32 * 1024
_END: Final = b"\r\n\r\n"


class _Places:
    """How many there are, in all and of each address."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self.most = most
        self.most_of_one = most_of_one
        self._of: Counter[str] = Counter()
        self.count = 0

    def take(self, address: str) -> bool:
        """Whether there was room for one more."""
        if self.count >= self.most or self._of[address] >= self.most_of_one:
            return False
        self.count += 1
        self._of[address] += 1
        return True

    def busiest(self) -> str:
        """The address that has most."""
        return max(self._of, key=self._of.__getitem__, default="")

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
        self.silent = _Places(MOST_SILENT, MOST_SILENT_OF_ONE)
        self.unfinished = _Places(MOST_OF_ALL, MOST_OF_ONE)
        self._of: dict[asyncio.BaseTransport, GuardedConnection] = {}
        self.buffer = bytearray(READ_BYTES)
        """Where all connections read, one after the other: what each is handed is copied at once."""

    def protocol(self, inner: Callable[[], asyncio.Protocol]) -> Callable[[], GuardedConnection]:
        """What makes the protocol of each new connection.

        Args:
            inner: makes the protocol that is guarded.
        """
        return lambda: GuardedConnection(self, inner)

    def enters(self, transport: asyncio.BaseTransport, connection: GuardedConnection) -> bool:
        """Whether a new connection is let in; when all places are taken, an idle one may have to leave."""
        address = connection.address
        if not (self.connected.take(address) or (self._made_room(address) and self.connected.take(address))):
            return False
        if not self.silent.take(address):
            self.connected.leave(address)
            return False
        self._of[transport] = connection
        return True

    def left(self, transport: asyncio.BaseTransport, address: str) -> None:
        """Forget a connection that was let in."""
        if self._of.pop(transport, None) is not None:
            self.connected.leave(address)

    def answered(self, transport: asyncio.BaseTransport | None) -> None:
        """Say that a request was answered: what its connection brings next are headers again."""
        connection = None if transport is None else self._of.get(transport)
        if connection is not None:
            connection.answered()

    def close(self) -> None:
        """Close every connection."""
        for connection in tuple(self._of.values()):
            connection.leave()

    def _made_room(self, address: str) -> bool:
        """Close a connection of whoever has most of them, if that is not the one who asks."""
        busiest = self.connected.busiest()
        if busiest == address:
            return False
        for transport, connection in self._of.items():
            if connection.address == busiest and connection.is_idle:
                connection.leave()
                self.left(transport, busiest)
                return True
        return False


class _Phase(Enum):
    OUTSIDE = auto()
    """Not let in, or gone."""
    SILENT = auto()
    """New, and nothing came yet."""
    HEADERS = auto()
    """They began, and are not complete."""
    BUSY = auto()
    """A request is read and answered."""
    IDLE = auto()
    """Answered; nothing has come since."""


class GuardedConnection(asyncio.BufferedProtocol):
    """One connection, in front of the protocol that reads it.

    Args:
        guard: who counts.
        inner: makes the protocol behind, once the connection says something.
    """

    __slots__ = ("_deadline", "_guard", "_inner", "_make", "_phase", "_tail", "_transport", "address")

    def __init__(self, guard: Guard, inner: Callable[[], asyncio.Protocol]) -> None:
        self._guard = guard
        self._make = inner
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._phase = _Phase.OUTSIDE
        self._tail = b""
        self._deadline: asyncio.TimerHandle | None = None
        self.address = ""

    @property
    def is_idle(self) -> bool:
        """Whether it could be closed without losing a request."""
        return self._phase in (_Phase.SILENT, _Phase.IDLE)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or close it at once."""
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        if not self._guard.enters(transport, self):
            self._transport.abort()
            return
        self._phase = _Phase.SILENT
        self._close_after(SILENT_SECONDS)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Where to read; asyncio would make 256 KiB anew each time."""
        return self._guard.buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Hand on what came, and look whether headers are complete."""
        data = bytes(memoryview(self._guard.buffer)[:nbytes])
        if self._transport is None or self._phase is _Phase.OUTSIDE:
            return
        if self._inner is None:
            self._inner = self._make()
            self._inner.connection_made(self._transport)
        if self._phase in (_Phase.SILENT, _Phase.IDLE, _Phase.HEADERS):
            seen = self._tail + data
            if _END in seen:
                self._go(_Phase.BUSY)
            elif self._phase is _Phase.HEADERS or self._guard.unfinished.take(self.address):
                if self._phase is not _Phase.HEADERS:
                    self._go(_Phase.HEADERS)
                    self._close_after(HEADER_SECONDS)
                self._tail = seen[-len(_END) + 1 :]
            else:
                self.leave()
                return
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
        if self._transport is not None:
            self._go(_Phase.OUTSIDE)
            self._guard.left(self._transport, self.address)
        inner, self._inner = self._inner, None
        if inner is not None:
            inner.connection_lost(exc)

    def answered(self) -> None:
        """Its request was answered."""
        if self._phase is _Phase.BUSY:
            self._phase = _Phase.IDLE

    def leave(self) -> None:
        """Close it now."""
        if self._transport is not None:
            self._go(_Phase.OUTSIDE)
            self._transport.abort()

    def _go(self, phase: _Phase) -> None:
        """Enter a phase, and give back the place of the one before."""
        if self._phase is _Phase.SILENT:
            self._guard.silent.leave(self.address)
        elif self._phase is _Phase.HEADERS:
            self._guard.unfinished.leave(self.address)
        self._phase = phase
        self._tail = b""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close_after(self, seconds: float) -> None:
        self._deadline = asyncio.get_running_loop().call_later(seconds, self.leave)
