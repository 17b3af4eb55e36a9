"""The life of the server, on real ports of this computer."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from atelier.config import Places
from atelier.domain.note import Note
from atelier.errors import AtelierError
from atelier.services.collection.access import Capability, Role
from atelier.services.collection.devices import devices
from atelier.services.collection.ledger import Ledger
from atelier.services.session import Session
from atelier.web.binding import bound
from atelier.web.server import Server, Serving
from tests.web.conftest import note

TABLE = Capability(Role.TABLE, "t1")


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def ledger(places: Places, session: Session) -> Ledger:
    """What is remembered of the collection, which is open."""
    found = Ledger(places, session.state.workshop.id)
    found.change(is_open=True, port=free_port())
    return found


@asynccontextmanager
async def serving(
    session: Session, ledger: Ledger
) -> AsyncIterator[tuple[Server, Serving, asyncio.Task[bool]]]:
    """A server that runs, ended at the end."""
    server = Server(session, ledger, ledger.wishes())
    ready: asyncio.Future[Serving] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(server.run(ready.set_result))
    await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        await task
    try:
        yield server, await ready, task
    finally:
        server.end()
        await asyncio.wait_for(task, 10)


async def ask(port: int, path: str, body: Any = None, address: str = "127.0.0.1") -> int:
    """The status of an answer; 0 when nobody listens."""
    try:
        reader, writer = await asyncio.open_connection(address, port)
    except OSError:
        return 0
    data = b"" if body is None else json.dumps(body).encode()
    method = "GET" if body is None else "POST"
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode()
        + data
    )
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return int(answer.split(b" ", 2)[1])


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 5
    while not await condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


async def test_it_says_that_it_lives_and_that_it_ended(session: Session, ledger: Ledger) -> None:
    async with serving(session, ledger) as (_, found, _):
        running = ledger.running()
        assert running is not None
        assert (running.port, running.address) == (found.port, "")
        assert running.is_fresh(time.time())
        assert await ask(found.port, f"/{ledger.wishes().keys.token(TABLE)}") == 200
    assert ledger.running() is None
    assert await ask(found.port, "/") == 0


async def test_what_phones_sent_is_there_after_it_ended(
    session: Session, ledger: Ledger, tmp_path: Path
) -> None:
    path = f"/{ledger.wishes().keys.token(TABLE)}/notes"
    async with serving(session, ledger) as (server, found, _):
        sent = [
            ask(found.port, path, {"device": f"d{index}", "notes": [note(f"note-{index:04}")]})
            for index in range(30)
        ]
        assert await asyncio.gather(*sent) == [200] * 30
        server.end()
    session.catch_up()
    assert len(session.state.live(Note)) == 30
    assert len(devices(ledger.devices)) == 30
    log = ledger.log.read_text()
    assert "des stands" not in log
    assert ledger.wishes().keys.token(TABLE) not in log


async def test_a_wish_takes_effect_at_once(session: Session, ledger: Ledger) -> None:
    old = f"/{ledger.wishes().keys.token(TABLE)}/state"
    async with serving(session, ledger) as (_, found, task):
        assert await ask(found.port, old) == 200
        renewed = ledger.wishes().keys.renewed(TABLE)
        ledger.change(keys=renewed)

        async def is_gone() -> bool:
            return await ask(found.port, old) == 404

        await until(is_gone)
        assert await ask(found.port, f"/{renewed.token(TABLE)}/state") == 200
        ledger.change(is_open=False)
        assert await asyncio.wait_for(task, 5) is False


async def test_it_closes_when_it_is_time(session: Session, ledger: Ledger) -> None:
    async with serving(session, ledger) as (_, _, task):
        ledger.change(closes_at=time.time() - 1)
        assert await asyncio.wait_for(task, 5) is False


async def test_another_address_is_followed(session: Session, ledger: Ledger) -> None:
    async with serving(session, ledger) as (_, found, _):
        assert await ask(found.port, "/", address="127.0.0.5") == 0
        ledger.change(address="127.0.0.5")

        async def is_there() -> bool:
            running = ledger.running()
            return running is not None and running.address == "127.0.0.5"

        await until(is_there)
        assert await ask(found.port, "/", address="127.0.0.5") == 404
        assert await ask(found.port, "/") == 404
        ledger.change(address="")

        async def is_gone() -> bool:
            return await ask(found.port, "/", address="127.0.0.5") == 0

        await until(is_gone)


async def test_a_port_that_is_taken_is_told_and_no_other_is_taken(session: Session, ledger: Ledger) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", ledger.wishes().port))
        other.listen()
        with pytest.raises(AtelierError, match=f"port {ledger.wishes().port} is taken"):
            async with serving(session, ledger):
                pass
    assert ledger.running() is None


def test_an_address_of_another_computer_cannot_be_had() -> None:
    with pytest.raises(AtelierError, match=r"198\.51\.100\.7"):
        bound("198.51.100.7", free_port())


async def test_a_note_that_is_being_written_is_answered_before_the_end(
    session: Session, ledger: Ledger
) -> None:
    path = f"/{ledger.wishes().keys.token(TABLE)}/notes"
    async with serving(session, ledger) as (server, found, task):
        idle, idle_writer = await asyncio.open_connection("127.0.0.1", found.port)
        reader, writer = await asyncio.open_connection("127.0.0.1", found.port)
        body = json.dumps({"notes": [note()]}).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        await asyncio.sleep(0.1)
        server.end()
        writer.write(body[10:])
        assert (await asyncio.wait_for(reader.readline(), 5)).split()[1] == b"200"
        started = time.monotonic()
        await asyncio.wait_for(task, 10)
        assert time.monotonic() - started < 5
        assert await asyncio.wait_for(idle.read(), 1) == b""
        idle_writer.close()
        writer.close()
