"""The sound of time that is up: made once, played by what the system has, silent where it has nothing.

A terminal's own bell is mute on most computers, so it is not relied on.
"""

from __future__ import annotations

import array
import functools
import io
import math
import shutil
import subprocess
import sys
import threading
import wave
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier import atomic_file

if TYPE_CHECKING:
    from atelier.config import Places

PLAYERS: Final[Sequence[tuple[str, ...]]] = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
)
"""Programs that play a sound file, the likeliest first; macOS has the first one, Linux the others."""
WINDOWS_PLAYER: Final = "winsound"
"""What Windows plays with: a module of Python, no program."""
MOST_SECONDS: Final = 6.0
"""How long a player may take before it is stopped."""

_RATE: Final = 22_050
_SECONDS: Final = 1.6
_PARTIALS: Final = ((659.26, 0.5, 2.2), (1318.5, 0.25, 3.5), (1975.5, 0.12, 6.0), (523.25, 0.3, 1.8))
"""Frequency, strength and how fast it fades away: a small bell, heard over voices without startling."""
_LONGEST_REASON: Final = 120


@dataclass(frozen=True, slots=True)
class Player:
    """One way to play a sound."""

    name: str
    play: Callable[[Path], str]
    """Plays a file to its end; gives back why it could not, or nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of playing the sound."""

    player: str = ""
    """What played it; empty when nothing did."""
    reason: str = ""
    """Why the last player that was tried did not play it, in its own words; empty when there is none."""

    @property
    def is_played(self) -> bool:
        """Whether a player took the sound; whether it was heard only people can tell."""
        return bool(self.player)


def find_players() -> tuple[Player, ...]:
    """The ways to play a sound that this computer has, the likeliest first."""
    if sys.platform == "win32":
        return (Player(WINDOWS_PLAYER, _play_on_windows),)
    return tuple(
        Player(words[0], functools.partial(_run, (path, *words[1:])))
        for words in PLAYERS
        if (path := shutil.which(words[0])) is not None
    )


def last_failure(places: Places) -> str:
    """Why the sound could not be played the last time; empty when it could, or was never tried."""
    try:
        return _failure_file(places).read_text("utf-8").strip()[:_LONGEST_REASON]
    except (OSError, ValueError):
        return ""


class Chime:
    """Plays the sound beside the event loop, one at a time; whatever fails is silent.

    Args:
        places: the user's folders.
        find: looks for the players, when the first sound is wanted.
    """

    def __init__(self, places: Places, find: Callable[[], Sequence[Player]] | None = None) -> None:
        self._places = places
        self._find = find
        self._turn = threading.Lock()

    def ring(self, then: Callable[[Outcome], object] | None = None) -> bool:
        """Play the sound, and come back at once.

        Args:
            then: called with what came of it, from another thread.

        Returns:
            whether it is played; not while the last one still sounds.
        """
        if not self._turn.acquire(blocking=False):
            return False
        try:
            threading.Thread(target=self._play, args=(then,), name="chime", daemon=True).start()
        except RuntimeError:
            # The system gives no more threads: the screen lights up all the same.
            self._turn.release()
            return False
        return True

    def _play(self, then: Callable[[Outcome], object] | None) -> None:
        try:
            outcome = self._try()
            self._remember(outcome)
        finally:
            self._turn.release()
        if then is not None:
            then(outcome)

    def _try(self) -> Outcome:
        players = (self._find or find_players)()
        if not players:
            return Outcome()
        try:
            path = self._sound()
        except OSError as error:
            return Outcome(reason=_short(error.strerror or type(error).__name__))
        reason = ""
        for player in players:
            failure = player.play(path)
            if not failure:
                return Outcome(player.name)
            reason = _short(f"{player.name}: {failure}")
        return Outcome(reason=reason)

    def _sound(self) -> Path:
        path = self._places.cache / "chime-1.wav"
        if not path.is_file():
            atomic_file.write(path, sound())
        return path

    def _remember(self, outcome: Outcome) -> None:
        # `atelier doctor` tells of it: during the workshop nobody wants to read why.
        file = _failure_file(self._places)
        with suppress(OSError):
            if outcome.reason:
                atomic_file.write(file, outcome.reason.encode())
            else:
                file.unlink(missing_ok=True)


def sound() -> bytes:
    """A small bell, as the content of a WAV file."""
    count = round(_RATE * _SECONDS)
    samples = array.array("h", bytes(2 * count))
    for index in range(count):
        at = index / _RATE
        value = sum(
            strength * math.exp(-fading * at) * math.sin(2 * math.pi * frequency * at)
            for frequency, strength, fading in _PARTIALS
        )
        # Ten milliseconds in and a tenth of a second out, so that it never clicks.
        edge = min(1.0, at / 0.01, (_SECONDS - at) / 0.1)
        samples[index] = round(26_000 * max(-1.0, min(1.0, value)) * edge)
    if sys.byteorder == "big":
        samples.byteswap()
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return content.getvalue()


def _run(words: tuple[str, ...], path: Path) -> str:
    try:
        done = subprocess.run(
            [*words, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    except (OSError, ValueError) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    return done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}"


def _play_on_windows(path: Path) -> str:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError as error:
            return str(error)
        return ""
    return WINDOWS_PLAYER


def _failure_file(places: Places) -> Path:
    return places.state / "sound-failure.txt"


def _short(reason: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in reason)
    return " ".join(printable.split())[:_LONGEST_REASON]
