"""A real page in a real browser, while the server is killed, answers are lost and the network crawls.

Run: python bench/faults.py [--kills 50] [--notes 150]; it needs Chromium. Between the browser and the
server stands a small proxy. Half of the answers to notes are dropped after the server has committed, some
wait for two seconds, the server is killed and started again, and the browser is closed and opened again. At
the end every note that was typed must be in the file exactly once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e.browser import HOST, Browser
from tests.e2e.phone_page import note, wait_empty

LATENCY_SECONDS: Final = 2.0
BROWSERS: Final = 4
"""How often the browser is opened anew."""


@dataclass
class Captured:
    """The server of a workshop, which is killed and started again at the same address."""

    path: Path
    home: Path
    kills: int = 0
    _process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it.

        Returns:
            The address of the first table's page.
        """
        words = [sys.executable, "-m", "atelier", "serve", str(self.path), "--json", "--allow-host", HOST]
        environ = {**os.environ, "ATELIER_HOME": str(self.home)}
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, env=environ, text=True)
        assert self._process.stdout is not None
        pages = json.loads(self._process.stdout.readline())["pages"]
        return str(next(page["url"] for page in pages if page["table"] == 1))

    def kill(self) -> None:
        """End it as a crash does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)
        self.kills += 1

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)


@dataclass
class Proxy:
    """Hands requests on, one a connection, and loses half of the answers to notes."""

    port: int
    """Where the server listens."""
    chance: random.Random
    dropped: int = 0
    delayed: int = 0
    refused: int = 0
    is_calm: bool = False
    """Whether it lets everything through."""
    own_port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Proxy]:
        """Listen on a port of its own."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.own_port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            await self._pass_on(reader, writer)
        writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _whole(reader)
        is_note = request.split(b" ", 2)[1].endswith((b"/notes", b"/edits"))
        if not self.is_calm and self.chance.random() < 0.1:
            self.delayed += 1
            await asyncio.sleep(LATENCY_SECONDS)
        try:
            upstream, to_server = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            self.refused += 1
            raise
        try:
            to_server.write(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            answer = await _whole(upstream)
        finally:
            to_server.close()
        if is_note and not self.is_calm and self.chance.random() < 0.5:
            self.dropped += 1
            return
        writer.write(answer.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        await writer.drain()


async def _whole(reader: asyncio.StreamReader) -> bytes:
    """A request or an answer with its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return head + await reader.readexactly(int(length or 0))


async def crash_on(captured: Captured, kills: int, typed: list[str], done: asyncio.Event) -> None:
    """Kill the server again and again while notes are typed."""
    chance = random.Random(11)
    while captured.kills < kills and not done.is_set():
        await asyncio.sleep(chance.uniform(0.2, 1.2))
        await asyncio.to_thread(captured.kill)
        await asyncio.sleep(chance.uniform(0.0, 0.8))
        await asyncio.to_thread(captured.start)
    if not typed:
        raise AssertionError("nothing was typed meanwhile")


async def type_on(folder: Path, url: str, count: int, typed: list[str], crashing: asyncio.Task[None]) -> None:
    """Type notes in one browser after the other, at least until the last crash."""
    share = -(-count // BROWSERS)
    for number in range(BROWSERS):
        async with Browser(folder / "phone") as browser:
            await opened(browser, url)
            for _ in range(share):
                await type_one(browser, typed)
            while number == BROWSERS - 1 and not crashing.done():
                await type_one(browser, typed)


async def type_one(browser: Browser, typed: list[str]) -> None:
    """Type a note that there is only once."""
    text = f"idée {len(typed)} : des « stands » & du café"
    await note(browser, text, "" if typed else "Pistes")
    await browser.wait("document.querySelector('textarea').value === ''")
    typed.append(text)
    await asyncio.sleep(0.1)


async def opened(browser: Browser, url: str) -> None:
    """Open the page; the first time the server may be down just then."""
    for _ in range(20):
        with suppress(AssertionError):
            await browser.open(url)
            if await browser.run("!!document.querySelector('textarea')"):
                return
        await asyncio.sleep(0.5)
    raise AssertionError("the page never opened")


async def run(kills: int, notes: int) -> bool:
    """The whole of it.

    Returns:
        Whether every note is there exactly once.
    """
    with tempfile.TemporaryDirectory(prefix="faults") as name:
        folder = Path(name)
        path, home = folder / "w.atelier", folder / "home"
        environ = {**os.environ, "ATELIER_HOME": str(home)}
        subprocess.run([sys.executable, "-m", "atelier", "new", str(path)], env=environ, check=True)
        captured = Captured(path, home)
        address = urlsplit(captured.start())
        assert address.port is not None
        start = time.monotonic()
        typed: list[str] = []
        done = asyncio.Event()
        try:
            async with Proxy(address.port, random.Random(5)).listening() as proxy:
                url = f"http://{HOST}:{proxy.own_port}{address.path}"
                crashing = asyncio.create_task(crash_on(captured, kills, typed, done))
                await type_on(folder, url, notes, typed, crashing)
                await crashing
                proxy.is_calm = True
                async with Browser(folder / "phone") as browser:
                    await browser.open(url)
                    await wait_empty(browser, seconds=120)
        finally:
            done.set()
            captured.stop()
        found = read_back(path, environ)
        missing = [text for text in typed if not found[text]]
        twice = [text for text in typed if found[text] > 1]
        seconds = time.monotonic() - start
        print(f"{len(typed)} notes typed in {BROWSERS + 1} browsers, {seconds:.0f} s")
        print(f"server killed {captured.kills} times; {proxy.refused} requests found no server")
        print(f"{proxy.dropped} answers dropped after the commit, {proxy.delayed} requests 2 s late")
        print(f"missing {len(missing)}, twice {len(twice)}, others {sum(found.values()) - len(typed)}")
        return not missing and not twice and sum(found.values()) == len(typed)


def read_back(path: Path, environ: dict[str, str]) -> Counter[str]:
    """How often each text is in the file, as an export has it."""
    folder = path.parent / "out"
    words = [sys.executable, "-m", "atelier", "export", str(path), "--as", "json", "--to", str(folder)]
    subprocess.run(words, env=environ, check=True, capture_output=True)
    (file,) = folder.glob("*.json")
    rows = json.loads(file.read_text("utf-8"))["tables"]["note"]
    return Counter(row["text"] for row in rows if not row["deleted"])


def main() -> int:
    """Run it; 1 when a note was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--notes", type=int, default=150)
    wanted = parser.parse_args()
    return 0 if asyncio.run(run(min(wanted.kills, 200), min(wanted.notes, 1_000))) else 1


if __name__ == "__main__":
    sys.exit(main())
