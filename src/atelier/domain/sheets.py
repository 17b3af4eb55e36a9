"""Paper sheets: one a table, a round and a group, numbered in the order in which they are typed."""

from __future__ import annotations

from atelier.domain.agenda import Step
from atelier.domain.place import dropped_rounds, places, seatings_at
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable, Seating
from atelier.frozen import frozen


@frozen
class PaperSheet:
    """One sheet: everything that one group leaves at one table in one round."""

    number: int
    """From 1."""
    total: int
    """How many sheets there are."""
    table: CafeTable
    round: int
    """0 for the plenary."""
    group: CafeGroup | None
    """None in plenary, and when people are mixed or free."""
    seating: Seating | None
    """Whose row says whether the sheet came back; None for the plenary."""
    is_dropped: bool = False
    """Whether its round was taken out of the day: it keeps its number, and stays blank."""

    @property
    def is_plenary(self) -> bool:
        """Whether it is for what is said in plenary."""
        return self.table.is_plenary


def sheets(state: State) -> tuple[PaperSheet, ...]:
    """Every sheet of a workshop: by table, round and group as the coverage grid has them, then the plenary.

    A table keeps its sheets together, because its host hands them in together. A group that came where it
    was not expected has the last numbers: those that were printed before stay what they are.
    """
    return state.kept("paper sheets", (CafeTable, CafeGroup, Seating, Step), lambda: _numbered(state))


def _numbered(state: State) -> tuple[PaperSheet, ...]:
    planned: list[tuple[CafeTable, Seating | None]] = []
    unplanned: list[tuple[CafeTable, Seating | None]] = []
    for table in places(state):
        if table.is_plenary:
            planned.append((table, None))
            continue
        for seating in seatings_at(state, table.id):
            if seating.group_id is None or state.get(CafeGroup, seating.group_id) is not None:
                (planned if seating.planned else unplanned).append((table, seating))
    found = planned + unplanned
    dropped = dropped_rounds(state)
    return tuple(
        PaperSheet(
            number=number,
            total=len(found),
            table=table,
            round=OUTSIDE_ROUNDS if seating is None else seating.round,
            group=None if seating is None else state.get(CafeGroup, seating.group_id),
            seating=seating,
            is_dropped=seating is not None and seating.round in dropped,
        )
        for number, (table, seating) in enumerate(found, start=1)
    )
