"""Connections that say nothing, or never finish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from itertools import count

import pytest
from aiohttp import web

from atelier.web import guard as guard_module
from atelier.web.connection import Connection
from atelier.web.guard import Guard

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
WHOLE = b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Guarded:
    """A server behind a guard."""

    def __init__(self, guard: Guard, port: int) -> None:
        self.guard = guard
        self.port = port
        self._open: list[asyncio.StreamWriter] = []

    async def connect(self, source: str = "127.0.0.1", say: bytes = b"") -> Streams:
        """A connection from an address of this computer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
        self._open.append(writer)
        if say:
            writer.write(say)
            await writer.drain()
        return reader, writer

    def close(self) -> None:
        """Hang up."""
        for writer in self._open:
            writer.close()


@pytest.fixture
async def guarded() -> AsyncIterator[Guarded]:
    """A server that answers 200."""
    guard = Guard()

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        transport = request.transport
        body = await request.read()
        guard.answered(transport)
        return web.Response(text=f"{len(body)}\n")

    http = web.Server(handle)
    server = await asyncio.get_running_loop().create_server(
        guard.protocol(partial(Connection.of, http)), "127.0.0.1", 0
    )
    found = Guarded(guard, server.sockets[0].getsockname()[1])
    yield found
    found.close()
    server.close()
    http.pre_shutdown()
    await http.shutdown(1)
    guard.close()


async def is_closed(reader: asyncio.StreamReader, seconds: float = 2.0) -> bool:
    """Whether the other side hangs up soon."""
    try:
        return await asyncio.wait_for(reader.read(), seconds) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


async def asked(streams: Streams, request: bytes = WHOLE) -> bytes:
    """The status line of an answer."""
    reader, writer = streams
    writer.write(request)
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return head.partition(b"\r\n")[0]


async def settle(guarded: Guarded, unfinished: int) -> None:
    """Wait until the server has read what was said."""
    for _ in range(200):
        if guarded.guard.unfinished.count == unfinished:
            return
        await asyncio.sleep(0.01)
    assert guarded.guard.unfinished.count == unfinished


async def test_an_address_has_24_that_are_not_finished(guarded: Guarded) -> None:
    begun = [await guarded.connect(say=b"GET / HTTP/1.1\r\nHost:") for _ in range(24)]
    await settle(guarded, 24)
    reader, _ = await guarded.connect(say=b"GET /")
    assert await is_closed(reader)
    assert await asked(await guarded.connect()) == b"HTTP/1.1 200 OK"
    assert await asked(begun[0], b" localhost\r\n\r\n") == b"HTTP/1.1 200 OK"
    await settle(guarded, 23)
    await guarded.connect(say=b"GET /")
    await settle(guarded, 24)


async def test_another_address_has_its_own(guarded: Guarded) -> None:
    for _ in range(24):
        await guarded.connect("127.0.0.2", b"GET /")
    await settle(guarded, 24)
    assert await asked(await guarded.connect()) == b"HTTP/1.1 200 OK"
    await guarded.connect(say=b"GET /")
    await settle(guarded, 25)


async def test_all_together_have_800(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guarded.guard.unfinished.most == 800
    guarded.guard.unfinished.most = 30
    sources = (f"127.0.1.{number}" for number in count(1))
    for _ in range(30):
        await guarded.connect(next(sources), b"GET /")
    await settle(guarded, 30)
    reader, _ = await guarded.connect(next(sources), b"GET /")
    assert await is_closed(reader)


async def test_headers_take_8_seconds_at_the_most(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guard_module.HEADER_SECONDS == 8
    monkeypatch.setattr(guard_module, "HEADER_SECONDS", 0.1)
    reader, writer = await guarded.connect(say=b"GET / HTTP/1.1\r\n")
    for _ in range(3):
        await asyncio.sleep(0.02)
        writer.write(b"X-Slow: 1\r\n")
    assert await is_closed(reader)
    await settle(guarded, 0)


async def test_whoever_says_nothing_costs_little_and_goes_in_the_end(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard_module, "SILENT_SECONDS", 0.1)
    silent = [await guarded.connect() for _ in range(60)]
    assert await asked(await guarded.connect()) == b"HTTP/1.1 200 OK"
    assert all([await is_closed(reader) for reader, _ in silent])


async def test_the_headers_of_a_second_request_count_too(guarded: Guarded) -> None:
    streams = await guarded.connect()
    assert await asked(streams) == b"HTTP/1.1 200 OK"
    streams[1].write(b"GET / HTT")
    await settle(guarded, 1)
    assert await asked(streams, b"P/1.1\r\nHost: localhost\r\n\r\n") == b"HTTP/1.1 200 OK"
    await settle(guarded, 0)


async def test_the_end_of_headers_may_come_in_pieces(guarded: Guarded) -> None:
    reader, writer = await guarded.connect()
    for letter in WHOLE:
        writer.write(bytes((letter,)))
        await asyncio.sleep(0)
    assert (await asyncio.wait_for(reader.readline(), 5)).startswith(b"HTTP/1.1 200")
    await settle(guarded, 0)


async def test_a_body_is_no_header(guarded: Guarded) -> None:
    streams = await guarded.connect(say=b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12")
    await settle(guarded, 0)
    assert await asked(streams, b"345") == b"HTTP/1.1 200 OK"


async def test_when_all_places_are_taken_the_busiest_makes_room(guarded: Guarded) -> None:
    guarded.guard.connected.most = 10
    crowd = [await guarded.connect("127.0.0.2") for _ in range(9)]
    assert await asked(await guarded.connect()) == b"HTTP/1.1 200 OK"
    assert await asked(await guarded.connect("127.0.0.3")) == b"HTTP/1.1 200 OK"
    assert await is_closed(crowd[0][0])
    reader, _ = await guarded.connect("127.0.0.2")
    assert await is_closed(reader)


async def test_what_is_no_http_is_answered_in_short(guarded: Guarded) -> None:
    for nonsense in (b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"x" * 20_000 + b"\r\n\r\n"):
        reader, _ = await guarded.connect(say=nonsense)
        answer = await asyncio.wait_for(reader.read(), 5)
        assert b" 400 Bad Request\r\n" in answer
        assert answer.endswith(b"\r\n\r\n400\n")
        assert b"Server: atelier" in answer
