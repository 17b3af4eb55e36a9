"""A program that is killed while it saves loses nothing that it acknowledged."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.storage.crash import kill_once, make_workshop

ROUNDS = 15


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can refuse")
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "w.atelier"
    make_workshop(file, tmp_path)
    acknowledged: set[str] = set()
    for seed in range(ROUNDS):
        found = kill_once(file, tmp_path, seed)
        acknowledged |= found.acknowledged
        assert found.faults == []
        assert acknowledged <= found.stored
    assert len(acknowledged) > ROUNDS
