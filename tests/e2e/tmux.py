"""A real terminal, driven by keys and read as text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

TMUX = shutil.which("tmux")
LONG: Final = 60.0
"""Seconds that something may take: two loaded cores, shared with the other tests, are slow; a wait ends when
what it waits for is there."""


@dataclass
class Tmux:
    """One terminal window on a tmux server of its own."""

    folder: Path
    """Where the server has its socket."""
    columns: int = 120
    rows: int = 40
    environ: Mapping[str, str] = field(default_factory=dict)
    name: str = field(default_factory=lambda: f"atelier-{uuid4().hex[:8]}")

    def start(self, command: Sequence[str]) -> None:
        """Run a command in the window; the window stays when the command ends."""
        settings = [part for name, value in self.environ.items() for part in ("-e", f"{name}={value}")]
        size = ["-x", str(self.columns), "-y", str(self.rows)]
        self._call("-u", "new-session", "-d", "-s", "main", *size, *settings, "sh")
        self._call("set-option", "-g", "status", "off")
        self.run(command)

    def run(self, command: Sequence[str]) -> None:
        """Run a command at the shell's prompt."""
        self._call("send-keys", "-l", " ".join(f"'{part}'" for part in command))
        self._call("send-keys", "Enter")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: `Enter`, `F4`, `C-p`, `Up`…"""
        for key in keys:
            self._call("send-keys", key)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._call("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste text as terminals do, between brackets."""
        source = self.folder / "paste.txt"
        source.write_bytes(text.encode("utf-8", "surrogatepass"))
        self._call("load-buffer", str(source))
        self._call("paste-buffer", "-p", "-r")

    def screen(self) -> str:
        """What is on the screen."""
        return self._call("capture-pane", "-p").rstrip("\n")

    def coloured(self) -> str:
        """What is on the screen, with the sequences that colour it."""
        return self._call("capture-pane", "-p", "-e").rstrip("\n")

    def top(self) -> str:
        """The first line of the screen."""
        return next(iter(self.screen().splitlines()), "")

    def comes(self, condition: Callable[[], object], *, seconds: float = LONG) -> bool:
        """Wait for something to be so; whether it came to be."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def wait(self, pattern: str, *, seconds: float = LONG) -> str:
        """The screen once a pattern is on it.

        Raises:
            AssertionError: it never came; the message shows the screen.
        """
        end = time.monotonic() + seconds
        while True:
            text = self.screen()
            if re.search(pattern, text):
                return text
            assert time.monotonic() < end, f"never saw {pattern!r}:\n{text}"
            time.sleep(0.05)

    def wait_gone(self, pattern: str, *, seconds: float = LONG) -> str:
        """The screen once a pattern is no longer on it.

        Raises:
            AssertionError: it stayed.
        """
        end = time.monotonic() + seconds
        while True:
            text = self.screen()
            if not re.search(pattern, text):
                return text
            assert time.monotonic() < end, f"still there, {pattern!r}:\n{text}"
            time.sleep(0.05)

    def child(self) -> int:
        """The process id of the program that the shell runs.

        Raises:
            AssertionError: the shell runs nothing.
        """
        shell = self._call("display-message", "-p", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=False)
        children = found.stdout.split()
        assert children, "the shell runs nothing"
        return int(children[0])

    def stop(self) -> None:
        """End this server and what runs in it."""
        subprocess.run([*self._tmux(), "kill-server"], capture_output=True, check=False)

    def _tmux(self) -> list[str]:
        assert TMUX is not None
        return [TMUX, "-S", str(self.folder / self.name), "-f", "/dev/null"]

    def _call(self, *words: str) -> str:
        # Given by hand: readline writes LINES and COLUMNS behind Python's back, and programs go by them.
        environ = dict(os.environ)
        done = subprocess.run(
            [*self._tmux(), *words], capture_output=True, text=True, check=False, env=environ
        )
        assert done.returncode == 0, f"tmux {words}: {done.stderr}"
        return done.stdout
