"""Clocks that run faster than the time of day: a rehearsal, or a whole day tried in a few minutes.

What such a clock showed when it began is kept in the state folder, so that every program that opens
the same workshop reads the same time, and a program that is started anew goes on where it was.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from atelier import atomic_file
from atelier.domain.clock import Clock, Moment, between
from atelier.errors import N_, UsageError
from atelier.frozen import frozen
from atelier.services.time import SystemClock

if TYPE_CHECKING:
    from atelier.config import Places

SPEED_VARIABLE: Final = "ATELIER_CLOCK_SPEED"
"""How many times faster the clocks run, and what they show at first: `60`, or `60@13:15`."""
FASTEST: Final = 600
_SETTING: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)(?:@([0-9]{1,2}:[0-9]{2}))?")


@frozen
class Pace:
    """How a clock runs: from which real moment, what it showed then, how much faster."""

    setting: str
    """What was asked for; another wish begins anew."""
    speed: float
    shown: float
    """What it showed at the real moment, seconds since the epoch."""
    wall: float
    boot: float
    boot_id: str
    rehearses: str = ""
    """The path of the workshop that this one is a rehearsal of; empty for none."""

    @classmethod
    def starting(cls, setting: str, speed: float, shown: float, now: Moment, *, rehearses: str = "") -> Self:
        """A pace that begins now."""
        return cls(setting, speed, shown, now.wall, now.boot, now.boot_id, rehearses)

    @property
    def began(self) -> Moment:
        """The real moment at which it began."""
        return Moment(self.wall, self.boot, self.boot_id)


class FastClock:
    """A clock that runs faster than another one."""

    def __init__(self, real: Clock, pace: Pace) -> None:
        """A clock.

        Args:
            real: the one that it follows.
            pace: how.
        """
        self._real = real
        self.pace = pace

    def now(self) -> Moment:
        """This instant, as it shows it."""
        pace = self.pace
        seconds = between(pace.began, self._real.now()) * pace.speed
        return Moment(pace.shown + seconds, seconds, f"{pace.setting} {pace.shown} {pace.wall}")


def clock_for(
    path: Path, places: Places, real: Clock | None = None, environ: Mapping[str, str] = os.environ
) -> Clock:
    """The clock of a workshop: the real one, unless a faster one was asked for.

    Args:
        path: the workshop's file; it need not exist yet.
        places: the user's folders.
        real: the clock that a faster one follows; this machine's by default.
        environ: where `ATELIER_CLOCK_SPEED` is looked for.

    Raises:
        UsageError: the wish makes no sense.
    """
    real = real or SystemClock()
    setting = environ.get(SPEED_VARIABLE, "").strip()
    if not setting and not _folder(places).exists():
        return real
    kept = _kept(path, places) if path.exists() else None
    if kept is not None and (kept.rehearses or kept.setting == setting):
        return FastClock(real, kept)
    if not setting:
        return real
    now = real.now()
    speed, shown = _read(setting, now.wall)
    pace = Pace.starting(setting, speed, shown, now)
    keep(path, pace, places)
    return FastClock(real, pace)


def keep(path: Path, pace: Pace, places: Places) -> None:
    """Remember how the clock of a workshop runs; without a state folder it is forgotten with the program."""
    file = _file(path, places)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic_file.write(file, json.dumps(asdict(pace)).encode())


def pace_of(clock: Clock) -> Pace | None:
    """How a clock runs; None for one that shows the real time."""
    return clock.pace if isinstance(clock, FastClock) else None


def is_rehearsal(clock: Clock) -> bool:
    """Whether a clock is that of a rehearsal."""
    pace = pace_of(clock)
    return pace is not None and bool(pace.rehearses)


def _read(setting: str, now: float) -> tuple[float, float]:
    found = _SETTING.fullmatch(setting)
    speed = float(found[1]) if found else 0.0
    if found is None or not 1 <= speed <= FASTEST:
        raise UsageError(
            N_(
                "{variable} is “{value}”: give a number from 1 to {most}, or one with a time, as in 60@13:15."
            ),
            variable=SPEED_VARIABLE,
            value=setting,
            most=FASTEST,
        )
    if not found[2]:
        return speed, now
    try:
        at = datetime.strptime(found[2], "%H:%M").time()
    except ValueError:
        raise UsageError(
            N_("{variable}: “{value}” is no time of day."), variable=SPEED_VARIABLE, value=found[2]
        ) from None
    return speed, datetime.combine(datetime.fromtimestamp(now).date(), at).timestamp()


def _kept(path: Path, places: Places) -> Pace | None:
    try:
        return Pace(**json.loads(_file(path, places).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _folder(places: Places) -> Path:
    return places.state / "clocks"


def _file(path: Path, places: Places) -> Path:
    import hashlib

    name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]
    return _folder(places) / f"{name}.json"
