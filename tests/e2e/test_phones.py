"""Phones from the real terminal: the code is read from its cells, the server outlives the program."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import ATELIER, OpenTerminal
from tests.e2e.phones_window import cells, show_phones, until, wish_for_phones
from tests.qr_reading import needs_zbar, read_code, write_png

pytestmark = pytest.mark.e2e


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """What the server says of itself; whatever runs is ended after the test."""
    folder = tmp_path / "home" / "state" / "collection"

    def read() -> dict[str, Any]:
        for file in folder.glob("*.run.json"):
            try:
                found: dict[str, Any] = json.loads(file.read_text("utf-8"))
            except (OSError, ValueError):
                continue
            return found
        return {}

    yield read
    if pid := read().get("pid"):
        os.kill(pid, signal.SIGTERM)


@needs_zbar
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_code_leads_to_the_page_and_the_server_outlives_the_program(
    open_terminal: OpenTerminal,
    running: Callable[[], dict[str, Any]],
    tmp_path: Path,
    columns: int,
    rows: int,
) -> None:
    path = tmp_path / "café.atelier"
    home = {"ATELIER_HOME": str(tmp_path / "home"), "ATELIER_LANG": "fr"}
    subprocess.run([*ATELIER, "new", str(path)], env={**os.environ, **home}, check=True, capture_output=True)
    wish_for_phones(path, tmp_path / "home")
    terminal = open_terminal(columns, rows, COLORTERM="truecolor")
    terminal.start([*ATELIER, "open", str(path)])
    terminal.wait("F3")
    terminal.press("F3")
    terminal.wait("pas commencé")
    show_phones(terminal)
    pid = running()["pid"]
    terminal.press("Enter")
    shown = terminal.wait(r"http://[0-9.]+:\d+/[A-Z2-7]{20}")
    found = re.search(r"http://\S+", shown)
    assert found is not None
    url = found[0].upper()
    # The lines may be painted a moment before the code
    until(lambda: read_code(write_png(cells(terminal), tmp_path / "window.png")).strip() == url)
    assert _state(url)["table"] == 1

    os.kill(terminal.child(), signal.SIGKILL)
    assert _state(url)["table"] == 1, "the server lives on"
    terminal = open_terminal(columns, rows)
    terminal.start([*ATELIER, "open", str(path)])
    terminal.wait("1 téléphone")
    assert running()["pid"] == pid, "it was adopted, not started anew"

    os.kill(pid, signal.SIGKILL)
    until(lambda: running().get("pid", pid) != pid)
    assert _state(url)["table"] == 1, "it was started again, at the same address"

    terminal.press("C-q")
    terminal.wait("Que faire en quittant")
    terminal.press("Down", "Enter")
    terminal.wait_gone("Que faire en quittant")
    until(lambda: not running())


def _state(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{url}/state?device=abcdefgh1234", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found
