"""Opening the workshop file that a command names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from atelier.errors import N_, UsageError

if TYPE_CHECKING:
    from atelier.cli.invocation import Invocation
    from atelier.domain.note import CellKey
    from atelier.domain.state import State
    from atelier.services.session import Session


@contextmanager
def opened(invocation: Invocation, path: Path, *, origin: str = "cli") -> Iterator[Session]:
    """The open workshop, closed at the end; what the user should know of it goes to standard error.

    Raises:
        FileUnusable: it cannot be read.
    """
    from atelier.services.fast_clock import clock_for
    from atelier.services.session import Session

    clock = clock_for(path, invocation.places)
    session = Session.open(path, clock=clock, origin=origin, places=invocation.places)
    try:
        for warning in session.warnings:
            invocation.warn(warning)
        yield session
    finally:
        session.close()


def find_cell(state: State, table: int, round_number: int | None, group: str | None, heading: str) -> CellKey:
    """The cell that the words of a command mean.

    Args:
        state: the workshop.
        table: number of the table; 0 is the plenary.
        round_number: the round; None for the one that the table is in.
        group: label of the group; None for the only one seated there.
        heading: key of the heading.

    Raises:
        UsageError: there is no such place; the message lists those there are.
    """
    from atelier.domain.canvas import Heading
    from atelier.domain.note import CellKey
    from atelier.domain.place import current_cell, group_labelled, seatings_in, table_numbered
    from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable, Seating

    place = table_numbered(state, table)
    if place is None:
        known = ", ".join(str(found.number) for found in state.live(CafeTable))
        raise UsageError(N_("There is no table {table}; there are: {known}."), table=table, known=known)
    headings = [found.key for found in state.live(Heading)]
    if heading not in headings:
        text = N_("There is no heading “{heading}”; there are: {known}.")
        raise UsageError(text, heading=heading, known=", ".join(headings))
    if round_number is None:
        round_number = current_cell(state, place, heading).round
    rounds = sorted({seat.round for seat in state.live(Seating)})
    if round_number != OUTSIDE_ROUNDS and round_number not in rounds:
        known = ", ".join(map(str, rounds)) or "0"
        raise UsageError(
            N_("There is no round {round}; there are: {known}."), round=round_number, known=known
        )
    if group is not None:
        found = group_labelled(state, group)
        if found is None:
            known = ", ".join(other.label for other in state.live(CafeGroup))
            raise UsageError(
                N_("There is no group “{group}”; there are: {known}."), group=group, known=known or "–"
            )
        return CellKey(place.id, round_number, found.id, heading)
    if place.is_plenary or round_number == OUTSIDE_ROUNDS:
        return CellKey(place.id, round_number, None, heading)
    seated = seatings_in(state, place.id, round_number)
    if len(seated) == 1:
        return CellKey(place.id, round_number, seated[0].group_id, heading)
    labels = [found.label for seat in seated if (found := state.get(CafeGroup, seat.group_id)) is not None]
    labels = labels or [found.label for found in state.live(CafeGroup)]
    raise UsageError(
        N_("Say which group with --group: {known} (table {table}, round {round})."),
        known=", ".join(labels) or "–",
        table=table,
        round=round_number,
    )
