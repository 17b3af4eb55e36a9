"""A command in a pseudo-terminal, watched from outside: every chunk it writes has its time.

What was on screen when is decided afterwards, by replaying the chunks through a terminal emulator,
so that watching costs the program nothing.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import psutil
import pyte

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "ctrl+u": "\x15",
    "ctrl+q": "\x11",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
}
_QUERIES = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
# Sequences that the emulator would print as text, and colours, which nobody looks at here.
_NOISE = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-9;:]*m"
)


@dataclass
class Chunk:
    """What was written at once."""

    at: float
    """time.monotonic()"""
    data: bytes


@dataclass
class Replay:
    """A terminal that chunks are fed to."""

    columns: int
    rows: int
    rest: bytes = b""
    screen: pyte.Screen = field(init=False)
    stream: pyte.ByteStream = field(init=False)

    def __post_init__(self) -> None:
        self.screen = pyte.Screen(self.columns, self.rows)
        self.stream = pyte.ByteStream(self.screen)

    def feed(self, data: bytes) -> None:
        """Show a chunk; an escape sequence cut at its end waits for the next one."""
        data = self.rest + data
        cut = data.rfind(b"\x1b")
        is_whole = cut < 0 or re.match(rb"\x1b(\[[<>=?]?[0-9;:$ ]*[@-~]|[^\[P_^\]])", data[cut:])
        self.rest = b"" if is_whole or len(data) - cut > 64 else data[cut:]
        self.stream.feed(_NOISE.sub(b"", data[: len(data) - len(self.rest)]))

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.screen.display)


class Terminal:
    """A running command."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.rows = columns, rows
        own, other = os.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "TMUX"))}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environ or {})}
        # Whoever installs the program has it compiled; here its first run does that.
        for name in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            env.pop(name, None)
        self.fd = own
        self.chunks: list[Chunk] = []
        self.is_open = True
        self._live = Replay(columns, rows)
        self._shown = 0
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=env, start_new_session=True
        )
        os.close(other)

    def pump(self, seconds: float) -> None:
        """Read for a while, answering what programs ask terminals."""
        until = time.monotonic() + seconds
        while self.is_open and (left := until - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return
            try:
                data = os.read(self.fd, 65_536)
            except OSError:
                data = b""
            if not data:
                self.is_open = False
                return
            self.chunks.append(Chunk(time.monotonic(), data))
            for query, answer in _QUERIES:
                if query.search(data):
                    os.write(self.fd, answer)

    def press(self, key: str) -> float:
        """Send a key by its name, or a character; the time of sending."""
        at = time.monotonic()
        os.write(self.fd, KEYS.get(key, key).encode())
        return at

    def type(self, text: str, *, gap: float = 0.02) -> None:
        """Send characters one by one."""
        for character in text:
            self.press(character)
            self.pump(gap)

    @property
    def text(self) -> str:
        """What is on screen now."""
        for chunk in self.chunks[self._shown :]:
            self._live.feed(chunk.data)
        self._shown = len(self.chunks)
        return self._live.text

    def wait(self, pattern: str, *, timeout: float = 30.0, since: float = 0.0) -> float | None:
        """The time of the chunk after which a pattern was on screen, or None."""
        wanted = re.compile(pattern)
        end = time.monotonic() + timeout
        while True:
            while self._shown < len(self.chunks):
                chunk = self.chunks[self._shown]
                self._live.feed(chunk.data)
                self._shown += 1
                if chunk.at >= since and wanted.search(self._live.text):
                    return chunk.at
            if not self.is_open or time.monotonic() > end:
                return None
            self.pump(0.02)

    def cpu(self) -> float:
        """CPU seconds of the program and its children."""
        return sum(sum(process.cpu_times()[:2]) for process in self._family())

    def memory(self) -> float:
        """Resident MiB of the program itself."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    def close(self) -> None:
        """End the program and what it started."""
        family = self._family()
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                self.process.send_signal(number)
                until = time.monotonic() + 1.5
                while self.process.poll() is None and time.monotonic() < until:
                    self.pump(0.02)
        for process in family:
            if process.is_running() and process.pid != self.process.pid:
                process.kill()
        os.close(self.fd)

    def _family(self) -> list[psutil.Process]:
        try:
            root = psutil.Process(self.process.pid)
            return [root, *root.children(recursive=True)]
        except psutil.Error:
            return []
