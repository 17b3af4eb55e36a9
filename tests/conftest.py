"""What holds for every test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the folders, or depends on the language, of whoever runs it."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "atelier-home"))
    for variable in ("ATELIER_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture(autouse=True)
def _silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test makes a sound on the computer of whoever runs it."""
    monkeypatch.setattr("atelier.services.chime.find_players", lambda: ())
