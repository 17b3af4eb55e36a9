"""Where to begin in a workshop that was just opened."""

from __future__ import annotations

import datetime

from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.fusion import is_everything_frozen
from atelier.domain.place import reading
from atelier.domain.state import State


def first_section(state: State, now: Moment) -> str:
    """The mode in which a workshop is shown first.

    Before its day that is Prepare, on its day Run, and once it is over Fuse, then Publish.
    """
    match reading(state, now).phase:
        case ClockPhase.FINISHED:
            return "publish" if is_everything_frozen(state) else "fuse"
        case ClockPhase.READY:
            today = datetime.datetime.fromtimestamp(now.wall).date().isoformat()
            return "run" if state.workshop.date == today else "prepare"
        case _:
            return "run"
