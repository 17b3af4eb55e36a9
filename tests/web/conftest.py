"""A workshop that is open to phones, in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, DummyCookieJar, test_utils

from atelier.config import Places
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.services import running
from atelier.services.collection.access import Capability, Keyring, Role
from atelier.services.collection.desk import Desk
from atelier.services.collection.devices import SeenDevices
from atelier.services.collection.ledger import Wishes
from atelier.services.session import Session
from atelier.web.application import Application
from atelier.web.log import Log
from atelier.web.tables import TablePages
from tests.data.cafe import FakeClock, cafe_rows


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    json: Any = None


@dataclass
class Door:
    """The server's application, its workshop, and a client."""

    session: Session
    application: Application
    clock: FakeClock
    log: Log
    seen: SeenDevices
    client: ClientSession
    root: str
    ticks: list[float]
    """What its limits read as time; a test may move it."""

    @property
    def state(self) -> State:
        """The workshop as it is in the file."""
        self.session.catch_up()
        return self.session.state

    @property
    def texts(self) -> list[str]:
        """The notes that are there."""
        return [note.text for note in self.state.live(Note)]

    def token(self, table_id: str = "t1") -> str:
        """The address of a table."""
        return self.application.wishes.keys.token(Capability(Role.TABLE, table_id))

    def wish(self, **wishes: Any) -> None:
        """Change what people want."""
        self.application.wishes = replace(self.application.wishes, **wishes)

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        """Send a request as it is."""
        more.setdefault("allow_redirects", False)
        async with self.client.request(method, f"{self.root}{path}", **more) as answer:
            text = await answer.text()
            is_json = answer.content_type == "application/json"
            return Answer(answer.status, dict(answer.headers), text, await answer.json() if is_json else None)

    async def get(self, route: str = "", table_id: str = "t1", **more: Any) -> Answer:
        """Look at a page of a table."""
        return await self.ask("GET", f"/{self.token(table_id)}{route}", **more)

    async def post(self, route: str, body: Any, table_id: str = "t1", **more: Any) -> Answer:
        """Send JSON to a table."""
        return await self.ask("POST", f"/{self.token(table_id)}/{route}", json=body, **more)

    async def send(self, *notes: dict[str, Any], device: str = "d1", table_id: str = "t1") -> Answer:
        """Send notes."""
        return await self.post("notes", {"device": device, "notes": list(notes)}, table_id)


def note(note_id: str = "note-0001", text: str = "des stands", **more: Any) -> dict[str, Any]:
    """A note as a phone sends it."""
    given = {"id": note_id, "table": 1, "round": 1, "group": "A", "heading": "pistes", "text": text}
    return {**given, **more}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of their own."""
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture
def session(tmp_path: Path, places: Places, clock: FakeClock) -> Iterator[Session]:
    """Round 1 runs; group A sits at table 1, B at table 2."""
    made = Session.create(tmp_path / "w.atelier", cafe_rows(), clock=clock, places=places, origin="phone")
    made.save_now(running.start(made.state, clock.now()))
    made.save_now(running.go_next(made.state, clock.now()))
    for table_id, group in (("t1", "A"), ("t2", "B")):
        clock.advance(1)
        made.save_now(running.confirm_group(made.state, clock.now(), table_id, 1, group))
    yield made
    made.close()


@pytest.fixture
async def door(session: Session, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Door]:
    """The application, asked over a real connection."""
    log = Log(tmp_path / "server.log")
    seen = SeenDevices(tmp_path / "w.devices")
    ticks = [0.0]
    application = Application(
        session,
        Wishes(Keyring.make(), 20_001, is_open=True),
        log,
        {Role.TABLE: TablePages(Desk(session), seen, lambda: clock.now().wall)},
        lambda: ticks[0],
    )
    async with (
        test_utils.RawTestServer(application.handle) as server,
        ClientSession(cookie_jar=DummyCookieJar()) as client,
    ):
        root = str(server.make_url("")).rstrip("/")
        yield Door(session, application, clock, log, seen, client, root, ticks)
