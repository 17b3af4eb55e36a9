"""Rehearsing one's own agenda: a copy of the workshop without its notes, under a clock that runs faster."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.clock import Clock, Moment
from atelier.domain.identity import new_id
from atelier.domain.record import Row
from atelier.domain.slug import SUFFIX, slug
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating
from atelier.errors import N_, FileUnusable
from atelier.services.fast_clock import FastClock, Pace, keep, pace_of

if TYPE_CHECKING:
    from atelier.config import Places
    from atelier.services.session import Session

SPEED: Final = 10.0
"""How many times faster a rehearsal runs: two hours in twelve minutes."""
_BEFORE_SECONDS: Final = 120.0
"""How long before the planned start a rehearsal begins, as its clock shows it."""
_KEPT: Final[tuple[type[Row], ...]] = (Profile, Heading, CafeTable, CafeGroup, HeadCount, Step)


def practice_rows(state: State, now: Moment) -> tuple[Row, ...]:
    """The rows of a workshop that nobody has begun: no notes, no clock, nothing fused.

    Args:
        state: the workshop, begun or not.
        now: when it is rehearsed; it becomes the workshop's day.
    """
    today = datetime.fromtimestamp(now.wall).date().isoformat()
    workshop = replace(
        state.workshop, id=new_id(now.wall), date=today, introduction="", conclusion="", further=""
    )
    rows: list[Row] = [workshop]
    for kind in _KEPT:
        rows += state.live(kind)
    unsigned = [
        replace(row, signed_at="", frozen_at="") if isinstance(row, CafeTable) else row for row in rows
    ]
    seats = [
        replace(seat, confirmed_at="", sheet="")
        for seat in state.live(Seating)
        if seat.planned
        and state.get(CafeTable, seat.table_id) is not None
        and (seat.group_id is None or state.get(CafeGroup, seat.group_id) is not None)
    ]
    return (*unsigned, *seats)


def open_practice(session: Session, places: Places, real: Clock) -> Session:
    """Make the copy anew, and open it under its fast clock.

    Args:
        session: the workshop to rehearse.
        places: the user's folders; the copy goes to the cache.
        real: the clock that the fast one follows.

    Raises:
        FileUnusable: the copy cannot be written; the workshop is untouched.
    """
    from atelier.services.session import Session

    pace = pace_of(session.clock)
    if pace is not None and pace.rehearses:
        raise FileUnusable(N_("This is a rehearsal already: end it first, or go back to the first step."))
    now = real.now()
    folder = places.cache / "rehearsals"
    path = folder / f"{slug(session.state.workshop.title or 'atelier', longest=48)}-repetition{SUFFIX}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    for left in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(OSError):
            left.unlink()
    shown = _beginning(session.state, now)
    begun = Pace.starting(f"×{SPEED:g}", SPEED, shown, now, rehearses=os.fspath(session.path))
    clock = FastClock(real, begun)
    rows = practice_rows(session.state, clock.now())
    practice = Session.create(path, rows, clock=clock, places=places)
    keep(practice.path, begun, places)
    return practice


def _beginning(state: State, now: Moment) -> float:
    """What the clock of a rehearsal shows first: shortly before the planned start, else the time of day."""
    try:
        at = time.fromisoformat(state.workshop.starts_at)
    except ValueError:
        return now.wall
    day = datetime.fromtimestamp(now.wall).date()
    return datetime.combine(day, at.replace(tzinfo=None)).timestamp() - _BEFORE_SECONDS
