"""What `atelier doctor` says of the sound."""

from __future__ import annotations

import pytest

from atelier import atomic_file
from atelier.config import Places
from atelier.services import chime
from atelier.services.chime import Player
from atelier.services.doctor import Finding, Level
from atelier.services.machine import examine_machine
from tests.ui.workshops import FakeClock


def sound_finding() -> Finding:
    """What is said of the sound on this computer."""
    found = examine_machine(Places.default(), FakeClock(), size=None, encoding="utf-8", environ={})
    return next(finding for finding in found if finding.code == "sound")


def test_no_player_is_worth_knowing() -> None:
    finding = sound_finding()
    assert finding.level is Level.WARNING
    assert "paplay" in str(finding.params["players"])


def test_a_player_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chime, "find_players", lambda: (Player("pw-play", lambda _: ""),))
    finding = sound_finding()
    assert (finding.level, finding.params["player"]) == (Level.INFO, "pw-play")


def test_the_last_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chime, "find_players", lambda: (Player("pw-play", lambda _: ""),))
    atomic_file.write(Places.default().state / "sound-failure.txt", b"pw-play: no server")
    finding = sound_finding()
    assert (finding.level, finding.params["reason"]) == (Level.WARNING, "pw-play: no server")
