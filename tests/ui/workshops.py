"""Workshops for tests of screens, and a clock that only tests move."""

from __future__ import annotations

from dataclasses import dataclass

from atelier.domain.clock import Moment
from atelier.domain.record import Row
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.catalogue.formats import shipped_format
from atelier.services.creation import plan_workshop

NOON = 1_760_522_400.0
"""15 October 2025, 10:00 UTC."""


@dataclass
class FakeClock:
    """A clock that stands still until a test moves it, but for 10 µs a reading: no two notes are equal."""

    wall: float = NOON
    boot: float = 1_000.0

    def now(self) -> Moment:
        self.tick(0.00001)
        return Moment(self.wall, self.boot, "test")

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.boot += seconds


def coll_occ_rows(clock: FakeClock, lang: str = "fr", *, tables: int = 2, rounds: int = 2) -> list[Row]:
    """The Coll'Occ model with nothing done yet: as many groups as tables, the plenary, four headings."""
    chosen = shipped_format("coll-occ", lang)
    canvas = shipped_canvas(chosen.canvas, lang)
    return list(
        plan_workshop(chosen, canvas, lang=lang, now=clock.now(), tables=tables, rounds=rounds, minutes=15)
    )
