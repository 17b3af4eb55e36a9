"""A workshop in which every text that people write is hostile."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.note import CellKey
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Transversal, TransversalSource
from atelier.domain.workshop import CafeGroup, CafeTable, Profile
from tests.data.workshops import (
    HEADINGS,
    changed_theme,
    changed_workshop,
    emptied_cell,
    finished_workshop,
    note_row,
    with_changes,
)

R = TypeVar("R", bound=Row)

NOTED = CellKey("t1", 1, "ga", "pistes")
EMPTIED = CellKey("t1", 1, "ga", "constats")


def hostile_workshop(text: str) -> State:
    """The finished workshop with one text wherever a person can write one, cleaned as every boundary does.

    Args:
        text: hostile or not, of any length.
    """
    said = clean(text)
    line = one_line(text)
    put, out = emptied_cell(EMPTIED, CellState.NOT_COLLECTED, said)
    rows: list[Row] = [
        *put,
        changed_workshop(
            title=line,
            date=line,
            place=line,
            organiser=line,
            objectives=said,
            introduction=said,
            conclusion=said,
            further=f"{line}\nhttps://exemple.org/{line.split(' ')[0][:50]}",
        ),
        replace(_row("cafe_table/t1", CafeTable), topic=line, question=line, frozen_at=""),
        replace(_row("cafe_group/ga", CafeGroup), name=line),
        replace(_row("profile/usagers", Profile), label=line),
        changed_theme("p-t1-pistes", title=line, paragraph=said, short=line, divergence=said, star=True),
        changed_theme("p-t1-phares", deleted=True),
        Transversal(id="x", title=line, paragraph=said),
        TransversalSource(id="x/p-t1-pistes", transversal_id="x", theme_id="p-t1-pistes"),
        note_row(900, NOTED, said, star=True, profile="usagers"),
        note_row(901, NOTED, said, set_aside_reason=said),
    ]
    rows += [replace(_row(f"heading/{key}", Heading), title=line, short=line) for key in HEADINGS[:2]]
    return with_changes(*rows, without=out)


def _row(name: str, kind: type[R]) -> R:
    row = finished_workshop()[name]
    assert isinstance(row, kind)
    return row
