"""The terminal vanishes: the program ends, and what was typed is there when the workshop is opened again."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import sqlite3
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.conftest import ATELIER
from tests.e2e.tmux import LONG

if not hasattr(pty, "openpty"):
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)


class Window:
    """A program in a terminal that can be taken away from under it."""

    def __init__(self, command: Sequence[str], environ: dict[str, str], *, is_told: bool) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

        def own() -> None:
            os.setsid()
            if is_told:
                # The terminal that a session controls tells its leader when it goes, by SIGHUP.
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, preexec_fn=own
        )
        os.close(theirs)
        self._written = b""

    def wait(self, text: str) -> None:
        """Read until a text was written."""
        end = time.monotonic() + LONG
        while text.encode() not in self._written:
            assert time.monotonic() < end, self._written[-2000:].decode("utf-8", "replace")
            if select.select([self._ours], [], [], 0.1)[0]:
                self._written += os.read(self._ours, 65536)

    def type(self, text: str) -> None:
        """Type a text."""
        self._written = b""
        os.write(self._ours, text.encode())

    def vanish(self) -> int:
        """Take the terminal away; the code that the program ends with."""
        os.close(self._ours)
        return self.process.wait(LONG)

    def stop(self) -> None:
        """End what is left of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.mark.parametrize("is_told", [True, False], ids=["with-hangup", "without"])
def test_what_was_typed_is_kept_and_the_program_ends(tmp_path: Path, is_told: bool) -> None:
    path = tmp_path / "panne.atelier"
    environ = {**os.environ, "ATELIER_HOME": str(tmp_path / "home"), "TERM": "xterm-256color"}
    subprocess.run([*ATELIER, "new", str(path)], check=True, capture_output=True, env=environ)
    window = Window(
        [*ATELIER, "--lang", "fr", "open", str(path), "--mode", "capture"], environ, is_told=is_told
    )
    try:
        window.wait("constat")
        window.type("boucherie")
        window.wait("boucherie")
        assert window.vanish() == 1
    finally:
        window.stop()
    with sqlite3.connect(path) as file:
        assert [text for (text,) in file.execute("SELECT text FROM draft")] == ["boucherie"]
    checked = subprocess.run([*ATELIER, "doctor", str(path)], capture_output=True, text=True, env=environ)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("is_told", [True, False], ids=["with-hangup", "without"])
def test_the_room_screen_ends_too(tmp_path: Path, is_told: bool) -> None:
    path = tmp_path / "salle.atelier"
    environ = {**os.environ, "ATELIER_HOME": str(tmp_path / "home"), "TERM": "xterm-256color"}
    subprocess.run([*ATELIER, "new", str(path)], check=True, capture_output=True, env=environ)
    window = Window([*ATELIER, "--lang", "fr", "screen", str(path)], environ, is_told=is_told)
    try:
        window.wait("▀")
        assert window.vanish() == 1
    finally:
        window.stop()
