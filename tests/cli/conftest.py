"""Commands run in this process, and a workshop for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.cli import app

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process; its exit code, output and messages."""
    monkeypatch.setenv("ATELIER_LANG", "en")

    def call(*words: str | Path) -> tuple[int, str, str]:
        code = app.main([str(word) for word in words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


@pytest.fixture
def path(tmp_path: Path, run: Run) -> Path:
    """A new Coll'Occ workshop."""
    made = tmp_path / "atelier.atelier"
    assert run("new", made)[0] == 0
    return made
