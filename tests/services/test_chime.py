"""The chime: played beside the event loop, one at a time, and never an error."""

from __future__ import annotations

import io
import threading
import wave
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.services import chime
from atelier.services.chime import Chime, Outcome, Player

# Taken before the fixture that silences every test.
_FIND = chime.find_players
_WAIT = 10.0


def rung(chime: Chime) -> Outcome:
    """Ring, and wait for what comes of it."""
    outcomes: list[Outcome] = []
    done = threading.Event()

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome)
        done.set()

    assert chime.ring(tell)
    assert done.wait(_WAIT)
    return outcomes[0]


def player(name: str, *failures: str) -> tuple[Player, list[Path]]:
    """A player that fails in turn with these words, and what it was given to play."""
    played: list[Path] = []
    left = list(failures)

    def play(path: Path) -> str:
        played.append(path)
        return left.pop(0) if left else ""

    return Player(name, play), played


def script(folder: Path, name: str, text: str) -> None:
    """A program of that name."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_the_sound_is_a_wav_file_that_fades_out() -> None:
    with wave.open(io.BytesIO(chime.sound())) as file:
        frames = file.readframes(file.getnframes())
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert 1 <= file.getnframes() / file.getframerate() <= 3
    assert frames[:2] == b"\0\0"
    assert max(frames[1::2]) > 0
    assert abs(int.from_bytes(frames[-2:], "little", signed=True)) < 50


def test_it_plays_the_same_file_each_time() -> None:
    places = Places.default()
    good, played = player("good")
    bell = Chime(places, lambda: [good])
    assert rung(bell) == Outcome("good")
    before = played[0].stat().st_mtime_ns
    assert rung(bell).is_played
    assert played[0] == played[1]
    assert played[1].stat().st_mtime_ns == before
    assert played[0].read_bytes() == chime.sound()


def test_the_next_player_is_tried_and_the_last_failure_is_remembered_for_the_doctor() -> None:
    places = Places.default()
    bad, _ = player("bad", "no daemon\n\x1b[31m here", "no daemon")
    worse, _ = player("worse", "", "broken")
    bell = Chime(places, lambda: [bad, worse])
    assert rung(bell) == Outcome("worse")
    assert not chime.last_failure(places)
    failed = rung(bell)
    assert failed == Outcome(reason="worse: broken")
    assert not failed.is_played
    assert chime.last_failure(places) == "worse: broken"
    assert rung(Chime(places, lambda: [player("good")[0]])).is_played
    assert not chime.last_failure(places)


def test_without_any_player_nothing_is_played_and_nothing_is_wrong() -> None:
    places = Places.default()
    assert rung(Chime(places, lambda: [])) == Outcome()
    assert not chime.last_failure(places)


def test_a_sound_file_that_cannot_be_written_is_told() -> None:
    places = Places.default()
    places.cache.parent.mkdir(parents=True, exist_ok=True)
    places.cache.write_text("a file where the folder should be")
    good, played = player("good")
    outcome = rung(Chime(places, lambda: [good]))
    assert outcome.reason
    assert not played


def test_never_two_at_a_time_and_the_caller_never_waits() -> None:
    go, done = threading.Event(), threading.Event()
    played: list[Path] = []

    def play(path: Path) -> str:
        played.append(path)
        assert go.wait(_WAIT)
        return ""

    bell = Chime(Places.default(), lambda: [Player("slow", play)])
    assert bell.ring(lambda _: done.set())
    assert not any(bell.ring() for _ in range(20))
    go.set()
    assert done.wait(_WAIT)
    assert len(played) == 1
    assert rung(bell).is_played


@pytest.mark.skipif(chime.sys.platform == "win32", reason="Windows plays without a program")
def test_players_are_programs_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _FIND() == ()
    script(tmp_path, "paplay", "echo connection refused >&2; exit 1")
    script(tmp_path, "aplay", f'printf "%s " "$@" > "{tmp_path}/heard"')
    assert [found.name for found in _FIND()] == ["paplay", "aplay"]
    outcome = rung(Chime(Places.default(), _FIND))
    assert outcome == Outcome("aplay")
    assert (tmp_path / "heard").read_text().split()[0] == "-q"
    first = _FIND()[0].play(tmp_path / "x.wav")
    assert first == "connection refused"


@pytest.mark.skipif(chime.sys.platform == "win32", reason="Windows plays without a program")
def test_a_player_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "afplay", "exec /bin/sleep 60")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chime, "MOST_SECONDS", 0.2)
    assert _FIND()[0].play(tmp_path / "x.wav") == "timeout"


def test_a_program_that_is_gone_is_only_told(tmp_path: Path) -> None:
    assert chime._run((str(tmp_path / "gone"),), tmp_path / "x.wav")
