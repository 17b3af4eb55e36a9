"""Terminals for the journeys."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.browser import CHROMIUM, Browser
from tests.e2e.fake_capture import FakeCapture
from tests.e2e.tmux import TMUX, Tmux

ATELIER = (sys.executable, "-m", "atelier")
"""The program, as this interpreter has it."""

OpenTerminal = Callable[..., Tmux]


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[OpenTerminal]:
    """Opens terminals of any size, in any language; they are closed at the end."""
    if TMUX is None:
        if os.environ.get("ATELIER_CI"):
            pytest.fail("tmux is missing: the journeys must run in CI")
        pytest.skip("tmux is not installed: the journeys need a real terminal")
    terminals: list[Tmux] = []
    # A socket's path may have some hundred characters only, which pytest's folders can exceed.
    with tempfile.TemporaryDirectory(prefix="atl") as folder:

        def open_one(columns: int = 120, rows: int = 40, *, lang: str = "fr", **environ: str) -> Tmux:
            settings = {
                "ATELIER_HOME": str(tmp_path / "home"),
                "ATELIER_LANG": lang,
                "LANG": "C.UTF-8",
                "PS1": "$ ",
                "TERM": "xterm-256color",
                **environ,
            }
            terminal = Tmux(Path(folder), columns, rows, settings)
            terminals.append(terminal)
            return terminal

        yield open_one
        for terminal in terminals:
            terminal.stop()


OpenPhone = Callable[..., Browser]


@pytest.fixture
def phone(tmp_path: Path) -> OpenPhone:
    """Makes browsers the size of a phone, on a profile that the next one finds again."""
    if CHROMIUM is None:
        if os.environ.get("ATELIER_CI"):
            pytest.fail("chromium is missing: the journeys must run in CI")
        pytest.skip("chromium is not installed: the journeys need a real browser")

    def make(*, profile: str = "phone", **options: object) -> Browser:
        return Browser(tmp_path / profile, **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
async def capture() -> AsyncIterator[FakeCapture]:
    """A capture server that does what the test tells it."""
    async with FakeCapture() as server:
        yield server
