"""What a capture server costs at the very least: asyncio, JSON, and one thread that commits together.

Run by `bench/phones.py`: `python bench/raw_server.py FILE`; it prints its port, and ends with its input.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import threading
from collections import deque
from typing import cast

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"


class Store:
    """A thread that commits whatever waits."""

    def __init__(self, path: str, loop: asyncio.AbstractEventLoop) -> None:
        self._path = path
        self._loop = loop
        self._wake = threading.Condition()
        self._waiting: deque[tuple[Phone, list[tuple[str, str]]]] = deque()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, phone: Phone, rows: list[tuple[str, str]]) -> None:
        """Write rows, then answer."""
        with self._wake:
            self._waiting.append((phone, rows))
            self._wake.notify()

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT)")
        while True:
            with self._wake:
                while not self._waiting:
                    self._wake.wait()
                waiting = list(self._waiting)
                self._waiting.clear()
            connection.execute("BEGIN IMMEDIATE")
            for _, rows in waiting:
                connection.executemany("INSERT OR IGNORE INTO note VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(self._answer, waiting)

    def _answer(self, waiting: list[tuple[Phone, list[tuple[str, str]]]]) -> None:
        for phone, rows in waiting:
            phone.answer([row[0] for row in rows])


class Phone(asyncio.Protocol):
    """One connection."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._data = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Read requests as they become whole."""
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end].lower()
            at = head.index(b"content-length:") + 15
            length = int(head[at:].partition(b"\r\n")[0])
            if len(self._data) < end + 4 + length:
                return
            body = self._data[end + 4 : end + 4 + length]
            self._data = self._data[end + 4 + length :]
            notes = json.loads(body)["notes"]
            self._store.put(self, [(note["id"], note["text"]) for note in notes])

    def answer(self, ids: list[str]) -> None:
        """Say what was written."""
        body = json.dumps({"accepted": ids, "refused": []}).encode()
        if self._transport is not None:
            self._transport.write(ANSWER % (len(body), body))


async def main() -> None:
    """Serve until the input ends."""
    loop = asyncio.get_running_loop()
    store = Store(sys.argv[1], loop)
    server = await loop.create_server(lambda: Phone(store), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
