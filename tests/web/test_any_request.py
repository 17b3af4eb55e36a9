"""Whatever is sent to any route, the server answers, and never with a failure of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atelier.services.collection.access import Capability, Keyring, Role
from atelier.services.collection.desk import Desk
from atelier.services.collection.devices import SeenDevices
from atelier.services.collection.ledger import Wishes
from atelier.services.session import Session
from atelier.web.application import Application
from atelier.web.connection import Connection
from atelier.web.guard import Guard
from atelier.web.log import Log
from atelier.web.tables import TablePages
from tests.web.conftest import note

ROUTES = sorted(TablePages.methods)
TRIED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = (
    "id",
    "table",
    "round",
    "group",
    "heading",
    "text",
    "star",
    "profile",
    "link_to",
    "link_kind",
    "written_at",
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=30)
    | st.sampled_from(["note-0001", "A", "pistes", "\ud800", "\x00", "‮", 10**400, -1, 2, 1e999])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


class Asked:
    """A server, asked from the outside of its loop."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._runner = asyncio.Runner(loop_factory=lambda: self._loop)
        ticks = count(step=1_000)  # nobody asks too often
        keys = Keyring.make()
        self.paths = ["/" + keys.token(Capability(Role.TABLE, table_id)) for table_id in ("t1", "t0")]
        self.log = Log(folder / "log")
        self._application = Application(
            session,
            Wishes(keys, 20_001),
            self.log,
            {Role.TABLE: TablePages(Desk(session), SeenDevices(folder / "devices"))},
            lambda: float(next(ticks)),
        )
        self._guard = Guard()
        self._runner.run(self._open())

    async def _open(self) -> None:
        http = web.Server(self._application.handle)
        protocol = self._guard.protocol(partial(Connection.of, http))
        self._server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
        self._port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """End it."""
        self._server.close()
        self._guard.close()
        self._runner.close()

    def status(self, request: bytes, *, is_whole: bool = False) -> int:
        """The status of the answer; 0 when it hangs up without one.

        Args:
            request: what is sent.
            is_whole: whether the server can tell that nothing more comes.
        """
        return self._runner.run(self._ask(request, is_whole))

    async def _ask(self, request: bytes, is_whole: bool) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(request)
            if not is_whole:
                writer.write_eof()
            line = await asyncio.wait_for(reader.readline(), 5)
        except (ConnectionError, TimeoutError):
            return 0
        finally:
            writer.close()
        return int(line.split()[1]) if line else 0

    def post(self, route: str, body: bytes, kind: bytes = b"application/json") -> int:
        """The status of the answer to a body."""
        return self.status(
            b"POST %s/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
            b"Connection: close\r\n\r\n%s" % (self.paths[0].encode(), route.encode(), kind, len(body), body),
            is_whole=True,
        )


@pytest.fixture
def asked(session: Session, tmp_path: Path) -> Iterator[Asked]:
    """A server."""
    found = Asked(session, tmp_path)
    yield found
    found.close()


def encoded(value: Any) -> bytes:
    """A value as JSON, lone surrogates and all."""
    return json.dumps(value).encode()


@TRIED
@given(route=st.sampled_from(ROUTES), body=st.binary(max_size=300))
@example(route="notes", body=b'{"notes": ' + b"[" * 60_000)
@example(route="edits", body=b'{"edits": ' + b'{"a":' * 12_000)
@example(route="simple", body=b"text=" + b"%ED%A0%80")
def test_any_body(asked: Asked, route: str, body: bytes) -> None:
    for kind in (b"application/json", b"application/x-www-form-urlencoded"):
        status = asked.post(route, body, kind)
        assert 200 <= status < 500, (status, asked.log.waiting())


@TRIED
@given(route=st.sampled_from(ROUTES), value=VALUES)
def test_any_json(asked: Asked, route: str, value: Any) -> None:
    for body in (value, {"device": value, "notes": value, "edits": value, "on": value, "round": value}):
        status = asked.post(route, encoded(body))
        assert 200 <= status < 500, (status, asked.log.waiting())


@TRIED
@given(number=st.integers(0, 10**9), name=st.sampled_from(NAMES), value=VALUES)
def test_a_note_with_anything_in_it(asked: Asked, number: int, name: str, value: Any) -> None:
    body = {"device": "d1", "notes": [note(f"note-{number:010}", **{name: value})]}
    status = asked.post("notes", encoded(body))
    assert status in (200, 400), (status, asked.log.waiting())


@TRIED
@given(
    name=st.sampled_from(("id", "note", "was", "text", "heading", "star", "removed", "link_to", "link_kind")),
    value=VALUES,
)
def test_an_edit_with_anything_in_it(asked: Asked, name: str, value: Any) -> None:
    asked.post("notes", encoded({"notes": [note()]}))
    edit = {
        "id": "edit-0001",
        "note": "note-0001",
        "was": "x",
        "text": "y",
        "link_kind": "nuances",
        name: value,
    }
    status = asked.post("edits", encoded({"edits": [edit]}))
    assert status in (200, 400), (status, asked.log.waiting())


@TRIED
@given(
    method=st.sampled_from([b"GET", b"POST", b"HEAD", b"OPTIONS", b"CONNECT", b"TRACE", b"\x00"]),
    tail=st.binary(max_size=40).map(lambda found: found.replace(b"\r", b"").replace(b"\n", b"")),
    headers=st.binary(max_size=120),
)
@example(method=b"GET", tail=b"/state?device=\xff%FF%", headers=b"")
@example(method=b"GET", tail=b"http://[::1", headers=b"Host: [")
def test_any_request_line_and_headers(asked: Asked, method: bytes, tail: bytes, headers: bytes) -> None:
    for path in (asked.paths[0].encode() + tail, tail or b"/"):
        request = b"%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n" % (method, path, headers)
        assert asked.status(request) < 500, asked.log.waiting()


@TRIED
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes(asked: Asked, found: bytes) -> None:
    assert asked.status(found + b"\r\n\r\n") < 500, asked.log.waiting()
