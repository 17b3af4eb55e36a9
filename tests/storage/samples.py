"""A small workshop, a clock that only tests move, and actions as the screens make them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.record import Row, Scalar
from atelier.domain.workshop import CafeGroup, CafeTable, Workshop

NOON = 1_760_522_400.0
"""15 October 2025, 10:00 UTC."""
_numbers = count(1)


@dataclass
class FakeClock:
    """A clock that stands still until a test moves it."""

    wall: float = NOON

    def now(self) -> Moment:
        return Moment(self.wall, self.wall, "test")

    def tick(self, seconds: float = 1.0) -> None:
        self.wall += seconds


def workshop_rows() -> list[Row]:
    """Two tables, a group, and two headings."""
    return [
        Workshop(id="w", title="Santé et voisinage"),
        CafeTable(id="t1", number=1, topic="Accueillir"),
        CafeTable(id="t2", number=2, topic="Participer"),
        CafeGroup(id="ga", label="A"),
        Heading(id="pistes", key="pistes", title="Pistes d’actions"),
        Heading(id="phares", key="phares", title="Idées phares", gathers_stars=True),
    ]


def add_note(
    text: str,
    note_id: str = "",
    *,
    screen: str = "note",
    drafts: tuple[str, ...] = ("note/t1",),
    **columns: Scalar,
) -> Action:
    """A new note at table 1."""
    note_id = note_id or f"n{next(_numbers):06d}"
    given: dict[str, Scalar] = {
        "table_id": "t1",
        "round": 1,
        "group_id": "ga",
        "heading": "pistes",
        "text": text,
        **columns,
    }
    return Action("note.add", (Change("note", note_id, given),), screen, text[:20], drafts)


def edit_note(
    note_id: str,
    text: str,
    *,
    based_on: str | None = None,
    screen: str = "note",
    drafts: tuple[str, ...] = (),
) -> Action:
    """Another text for a note."""
    change = Change("note", note_id, {"text": text}, based_on)
    return Action("note.edit", (change,), screen, text[:20], drafts)
