"""The life of the server: it binds, tells that it lives, follows what people want, and ends in order."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiohttp import web

from atelier.domain.change import Action
from atelier.errors import AtelierError
from atelier.services.collection.access import Role
from atelier.services.collection.ballots import BallotBox
from atelier.services.collection.desk import Desk
from atelier.services.collection.devices import SeenDevices, keep_devices
from atelier.services.collection.ledger import HEARTBEAT_SECONDS, Ledger, Running, Wishes
from atelier.services.session import Session
from atelier.web.application import Application, Visited
from atelier.web.binding import LOOPBACK_ADDRESS, allow_connections, bound
from atelier.web.connection import Connection
from atelier.web.dots import DotsPages
from atelier.web.guard import HEADER_SECONDS, MOST_CONNECTIONS, Guard
from atelier.web.log import Log, heard
from atelier.web.room import RoomPages
from atelier.web.tables import TablePages
from atelier.web.trial import TrialPage

KEEP_SECONDS: Final = 1.0
"""How often it writes down which phones are there."""
LOOK_SECONDS: Final = 0.25
"""How often it looks what people want."""
END_SECONDS: Final = 10.0
"""How long what is being answered may take once it ends."""
BACKLOG: Final = 1_024
"""Connections that the system keeps until they are accepted: everybody may come at once."""
ACCEPTED_AT_ONCE: Final = 32
"""How many are accepted before others get their turn."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that listens."""

    port: int
    address: str
    """The address for phones; empty for this computer alone."""


class Server:
    """The capture server of one workshop.

    Args:
        session: the open workshop.
        ledger: what this computer remembers of its collection.
        wishes: what people want when it starts.
        tls: for those who have a certificate.
    """

    def __init__(
        self, session: Session, ledger: Ledger, wishes: Wishes, tls: ssl.SSLContext | None = None
    ) -> None:
        self._session = session
        self._ledger = ledger
        self._tls = tls
        self._mark = ledger.mark()
        self._port = wishes.port
        self._started = time.time()
        self._log = Log(ledger.log)
        self._seen = SeenDevices(ledger.devices)
        self._guard = Guard()
        self._end = asyncio.Event()
        self._is_interrupted = False
        self._http: web.Server | None = None
        self._listening: dict[str, asyncio.Server] = {}
        roles: dict[Role, Visited] = {
            Role.TABLE: TablePages(Desk(session), self._seen),
            Role.ROOM: RoomPages(session),
            Role.DOTS: DotsPages(BallotBox(session), lambda: self._wishes),
            Role.TEST: TrialPage(self._seen),
        }
        self._application = Application(session, wishes, self._log, roles)

    @property
    def _wishes(self) -> Wishes:
        return self._application.wishes

    async def run(self, ready: Callable[[Serving], None]) -> bool:
        """Serve until somebody closes the collection, or ends the process.

        Args:
            ready: called once it listens.

        Returns:
            Whether a person interrupted it by Ctrl+C.

        Raises:
            AtelierError: the port is taken, or the address is not one of this computer.
        """
        sockets = {address: bound(address, self._port) for address in self._addresses()}
        allow_connections(MOST_CONNECTIONS)
        self._http = web.Server(self._handle)
        with heard(self._log):
            try:
                for address, listening in sockets.items():
                    await self._listen(self._http, address, listening)
                await self._warm()
                self._watch_signals()
                self._log.say(f"open pid {os.getpid()}")
                await self._beat()
                # What is there from the start need not be looked through for what can be thrown away
                gc.collect()
                gc.freeze()
                ready(Serving(self._port, self._wishes.address))
                await self._follow()
                return self._is_interrupted
            finally:
                await self._close()

    def end(self) -> None:
        """Answer what waits, and end."""
        self._end.set()

    def _interrupt(self) -> None:
        self._is_interrupted = True
        self.end()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        transport = request.transport
        try:
            return await self._application.handle(request)
        finally:
            self._guard.answered(transport)

    def _addresses(self) -> list[str]:
        return list(dict.fromkeys((LOOPBACK_ADDRESS, self._wishes.address or LOOPBACK_ADDRESS)))

    async def _listen(self, http: web.Server, address: str, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        self._listening[address] = await loop.create_server(
            self._guard.protocol(partial(Connection.of, http)),
            sock=listening,
            backlog=ACCEPTED_AT_ONCE,
            ssl=self._tls,
            ssl_handshake_timeout=None if self._tls is None else HEADER_SECONDS,
        )
        # asyncio takes its backlog for both
        listening.listen(BACKLOG)

    async def _warm(self) -> None:
        """Write that this process is there: the first write to a file takes longer than those after it."""
        with suppress(AtelierError):
            await asyncio.wrap_future(self._session.save(Action("collection.open", ())))

    def _watch_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name, meant in ((signal.SIGTERM, self.end), (signal.SIGINT, self._interrupt)):
            try:
                loop.add_signal_handler(name, meant)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows; in a thread that is not the main one there are no signals at all
                with suppress(ValueError):
                    signal.signal(name, lambda *_, meant=meant: loop.call_soon_threadsafe(meant))

    async def _follow(self) -> None:
        """Look around until the end."""
        beaten = written = time.monotonic()
        while not self._end.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._end.wait(), LOOK_SECONDS)
            now = time.monotonic()
            await self._look()
            if now - beaten >= HEARTBEAT_SECONDS:
                beaten = now
                await self._beat()
            if now - written >= KEEP_SECONDS:
                written = now
                await self._keep()

    async def _look(self) -> None:
        """See what people want now."""
        mark = self._ledger.mark()
        if mark != self._mark:
            self._mark = mark
            known = self._ledger.known()
            if known is not None:
                await self._change(known)
        closes_at = self._wishes.closes_at
        if not self._wishes.is_open or (closes_at is not None and time.time() >= closes_at):
            self.end()

    async def _change(self, wishes: Wishes) -> None:
        """Do what people want from now on."""
        before, self._application.wishes = self._wishes, wishes
        self._log.say("wishes changed")
        # Another port takes another process: whoever wished for it starts one
        if wishes.address == before.address or wishes.port != before.port or self._http is None:
            return
        for address in self._listening.keys() - set(self._addresses()):
            self._listening.pop(address).close()
        for address in set(self._addresses()) - self._listening.keys():
            try:
                await self._listen(self._http, address, bound(address, wishes.port))
            except AtelierError:
                self._log.say("the new address cannot be had")
        await self._beat()

    async def _beat(self) -> None:
        running = Running(
            pid=os.getpid(),
            port=self._port,
            address=next((each for each in self._listening if each != LOOPBACK_ADDRESS), ""),
            started=self._started,
            beat=time.time(),
            path=str(self._session.path),
        )
        # A disk that takes its time must not keep phones waiting
        await asyncio.to_thread(self._ledger.beat, running)

    async def _keep(self) -> None:
        """Write down which phones are there, and what there is to log."""
        changed, lines = self._seen.changed(), self._log.waiting()
        await asyncio.to_thread(keep_devices, self._ledger.devices, changed)
        await asyncio.to_thread(self._log.write, lines)

    async def _close(self) -> None:
        for server in self._listening.values():
            server.close()
        if self._http is not None:
            # Those that wait for nothing are closed; those that wait for an answer get it
            self._http.pre_shutdown()
            await self._http.shutdown(END_SECONDS)
        self._guard.close()
        self._log.say("closed")
        await self._keep()
        self._ledger.ended()
