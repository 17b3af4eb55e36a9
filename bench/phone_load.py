"""Phones that send notes to a server on this computer, and how long each waits for its answer.

As a program, a crowd that never finishes what it says: `python bench/phone_load.py PORT COUNT SECONDS`.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

PATIENCE = 30.0


@dataclass
class Answers:
    """What came of the notes that were sent."""

    seconds: list[float] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def percentile(self, percent: float) -> float:
        """In milliseconds."""
        return percentile(self.seconds, percent) * 1e3


def percentile(values: Sequence[float], percent: float) -> float:
    """A percentile; not a number without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("nan")


class Phone:
    """One device, with one connection."""

    def __init__(self, port: int, path: str, table: int, name: str) -> None:
        self._port = port
        self._path = path
        self._table = table
        self._name = name
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Connect."""
        self._streams = await asyncio.open_connection("127.0.0.1", self._port)

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()

    async def send(self, answers: Answers, due: float) -> None:
        """Send a note; its time counts from when it was due."""
        note_id = str(uuid.uuid4())
        note = {
            "id": note_id,
            "table": self._table,
            "round": 1,
            "group": None,
            "heading": "pistes",
            "text": f"Un café ouvert le soir, où chacun peut passer sans rendez-vous {note_id[:8]}",
        }
        body = json.dumps({"device": self._name, "notes": [note]}).encode()
        head = (
            f"POST {self._path}/notes HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        async with self._lock:
            try:
                status, found = await asyncio.wait_for(self.ask(head.encode() + body), PATIENCE)
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                answers.errors[type(error).__name__] += 1
                self._streams = None
                return
        if status == 200 and json.loads(found)["accepted"] == [note_id]:
            answers.seconds.append(time.perf_counter() - due)
            answers.accepted.append(note_id)
        else:
            answers.errors[str(status)] += 1

    async def look(self) -> tuple[int, bytes]:
        """Ask for the state of the table."""
        head = f"GET {self._path}/state?device={self._name} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n\r\n"
        async with self._lock:
            return await asyncio.wait_for(self.ask(head.encode()), PATIENCE)

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; the status and body of its answer."""
        if self._streams is None:
            await self.open()
        assert self._streams is not None
        reader, writer = self._streams
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


async def connected(port: int, paths: Sequence[tuple[int, str]], count: int) -> list[Phone]:
    """Phones at the tables in turn, connected."""
    phones = [
        Phone(port, path, table, f"device-{index}")
        for index in range(count)
        for table, path in [paths[index % len(paths)]]
    ]
    for start in range(0, count, 50):
        await asyncio.gather(*(phone.open() for phone in phones[start : start + 50]))
    return phones


async def steady(phones: Sequence[Phone], rate: float, seconds: float) -> Answers:
    """Notes at a rate in all, whether those before were answered or not."""
    answers, chance = Answers(), random.Random(7)
    end = time.perf_counter() + seconds
    due = time.perf_counter() + 0.1
    sent: list[asyncio.Task[None]] = []
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sent.append(asyncio.create_task(chance.choice(phones).send(answers, due)))
        due += chance.expovariate(rate)
    await asyncio.gather(*sent)
    return answers


async def at_once(phones: Sequence[Phone]) -> Answers:
    """A note of each phone in the same instant."""
    answers = Answers()
    due = time.perf_counter()
    await asyncio.gather(*(phone.send(answers, due) for phone in phones))
    return answers


def allow_files() -> None:
    """Let this process have as many connections as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8_192, hard) if hard > 0 else 8_192, hard))


async def half_open(port: int, count: int, seconds: float) -> None:
    """Connections from another address that never finish what they say, opened again when they are closed."""
    end = time.perf_counter() + seconds

    async def one() -> None:
        while time.perf_counter() < end:
            writer = None
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
                writer.write(b"POST /nothing HTTP/1.1\r\nHost: 127.0")
                await asyncio.wait_for(reader.read(), max(0.1, end - time.perf_counter()))
            except (OSError, TimeoutError):
                pass
            finally:
                if writer is not None:
                    writer.close()
            await asyncio.sleep(1.0)

    await asyncio.gather(*(one() for _ in range(count)))


if __name__ == "__main__":
    allow_files()
    asyncio.run(half_open(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
