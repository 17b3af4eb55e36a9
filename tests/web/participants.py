"""A capture server on a workshop with key ideas, for tests of the pages that participants see."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from atelier.config import Places
from atelier.domain.place import current_cell, tables
from atelier.services import notes, running
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.ledger import Ledger
from atelier.services.session import Session
from atelier.web.server import Server
from tests.ui.workshops import FakeClock, coll_occ_rows

HOST = "127.0.0.1"
IDEAS = ("Des stands au marché", "Un visage repéré à l’accueil", "Aller vers ceux qui ne viennent pas")


@dataclass
class Room:
    """A workshop that is served."""

    session: Session
    clock: FakeClock
    ledger: Ledger
    port: int
    http: aiohttp.ClientSession
    _server: Server | None = None
    _serving: asyncio.Task[bool] | None = None

    async def start(self) -> None:
        """Serve it."""
        ready = asyncio.Event()
        self._server = Server(self.session, self.ledger, self.ledger.wishes())
        self._serving = asyncio.create_task(self._server.run(lambda _: ready.set()))
        await asyncio.wait_for(ready.wait(), 20)

    async def stop(self) -> None:
        """Serve it no longer."""
        if self._server is not None and self._serving is not None:
            self._server.end()
            await asyncio.wait_for(self._serving, 20)
        self._server = self._serving = None

    def path(self, role: Role, route: str = "") -> str:
        """The path of a page, or of one of its routes."""
        token = self.ledger.wishes().keys.token(Capability(role))
        return f"/{token}/{route}" if route else f"/{token}"

    def url(self, role: Role, route: str = "", host: str = HOST) -> str:
        """The address of a page, or of one of its routes."""
        return f"http://{host}:{self.port}{self.path(role, route)}"

    async def state(self, role: Role, device: str = "", language: str = "fr") -> dict[str, Any]:
        """What a page asks for."""
        more = f"?device={device}" if device else ""
        headers = {"Accept-Language": language}
        async with self.http.get(self.url(role, "state") + more, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            found: dict[str, Any] = await answer.json()
            return found

    async def give(self, device: str, given: Mapping[str, object], **more: object) -> tuple[int, Any]:
        """A phone gives dots: the status and the answer."""
        row = {"device": device, "given": given, **more}
        async with self.http.post(self.url(Role.DOTS, "dots"), json=row) as answer:
            return answer.status, await answer.json()


def workshop(folder: Path, clock: FakeClock, ideas: tuple[str, ...] = IDEAS) -> Session:
    """A workshop in its first round, where some key ideas were noted at table 1."""
    places = Places(*(folder / "home" / name for name in ("config", "state", "cache")))
    session = Session.create(
        folder / "café.atelier", coll_occ_rows(clock), clock=clock, places=places, origin="phone"
    )
    session.save_now(running.start(session.state, clock.now()))
    clock.tick(60)
    session.save_now(running.go_next(session.state, clock.now()))
    for text in ideas:
        clock.tick(1)
        cell = current_cell(session.state, tables(session.state)[0], "pistes")
        session.save_now(notes.add_note(session.state, cell, text, clock.now(), star=True))
    return session


@asynccontextmanager
async def served(
    folder: Path, clock: FakeClock, ideas: tuple[str, ...] = IDEAS, **wishes: object
) -> AsyncIterator[Room]:
    """The workshop, served on this computer alone.

    Args:
        folder: where it is.
        clock: its time.
        ideas: what was noted.
        **wishes: of the collection; the room screen is shown and dots are taken by default.
    """
    session = workshop(folder, clock, ideas)
    places = Places(*(folder / "home" / name for name in ("config", "state", "cache")))
    ledger = Ledger(places, session.state.workshop.id)
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    given: dict[str, object] = {"shows_room": True, "takes_dots": True, **wishes}
    ledger.change(is_open=True, port=port, **given)
    async with aiohttp.ClientSession() as http:
        room = Room(session, clock, ledger, port, http)
        await room.start()
        try:
            yield room
        finally:
            await room.stop()
            session.close()
