"""Which tables have phones, which of them fell silent, and what is still on phones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.services.collection.devices import TableSeen

LOST_SECONDS: Final = 60.0
"""Phones that were not seen for so long do not answer any more: hidden pages ask every 20 seconds."""
FORGOTTEN_SECONDS: Final = 2 * 3600.0
"""Phones that were not seen for so long have left: nobody waits for them."""
_UNDER_WAY: Final = (ClockPhase.RUNNING, ClockPhase.OVERTIME)


@dataclass(frozen=True, slots=True)
class Reach:
    """The phones of all tables at one instant."""

    seen: Mapping[str, TableSeen] = field(default_factory=dict)
    """By table, those that ever had any."""
    connected: int = 0
    """Phones that were seen just now."""
    queued: int = 0
    """Notes that are still on phones, as they said last."""
    lost: frozenset[str] = frozenset()
    """Tables whose phones do not answer any more, while that matters."""


def reach(state: State, reading: ClockReading, seen: Mapping[str, TableSeen], wall: float) -> Reach:
    """The phones of the tables that are there.

    Args:
        state: the workshop.
        reading: what its clock shows.
        seen: by table, as the server told.
        wall: now by the real clock, seconds since the epoch.
    """
    found = {table.id: seen[table.id] for table in places(state) if table.id in seen}
    on_paper = {table.id for table in places(state) if table.is_on_paper}
    lost = (
        frozenset(
            table_id for table_id, table in found.items() if table_id not in on_paper and is_lost(table, wall)
        )
        if reading.phase in _UNDER_WAY
        else frozenset()
    )
    return Reach(
        found,
        sum(table.connected for table in found.values()),
        sum(table.queued for table in found.values()),
        lost,
    )


def is_lost(table: TableSeen, wall: float) -> bool:
    """Whether none of a table's phones answers any more."""
    silent = wall - table.seen_at if table.seen_at is not None else 0.0
    return not table.connected and LOST_SECONDS < silent < FORGOTTEN_SECONDS
