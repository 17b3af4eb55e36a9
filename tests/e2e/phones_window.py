"""The phones of a workshop in the program's window: opened, shown, and their codes read from its cells."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from atelier.config import Places
from atelier.services.collection.ledger import Ledger
from tests.e2e.conftest import ATELIER
from tests.e2e.tmux import Tmux
from tests.qr_reading import Cell, colour


def cells(terminal: Tmux) -> list[list[Cell]]:
    """The window as it is painted, colours and all."""
    screen = pyte.Screen(terminal.columns, terminal.rows)
    pyte.Stream(screen).feed(terminal.coloured().replace("\n", "\r\n"))
    return [[_cell(screen.buffer[y][x]) for x in range(terminal.columns)] for y in range(terminal.rows)]


def _cell(found: pyte.screens.Char) -> Cell:
    ink = "ffffff" if found.fg == "default" else found.fg
    behind = "000000" if found.bg == "default" else found.bg
    return found.data, colour(ink), colour(behind)


def wish_for_phones(path: Path, home: Path, *hosts: str) -> Ledger:
    """Open a workshop to phones, on this computer alone: no test listens on a network.

    Args:
        path: the workshop.
        home: the folder of everything that is the user's.
        hosts: names under which phones come.
    """
    done = subprocess.run([*ATELIER, "status", str(path), "--json"], capture_output=True, check=True)
    ledger = Ledger(
        Places(home / "config", home / "state", home / "cache"), json.loads(done.stdout)["workshop"]["id"]
    )
    ledger.change(is_open=True, allowed_hosts=hosts)
    return ledger


def show_phones(terminal: Tmux) -> None:
    """Show the phones, once the server lives that the program has started."""
    terminal.press("Q")
    terminal.wait("● (ouvert|open)")


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this did not come to be so"
        time.sleep(0.05)
