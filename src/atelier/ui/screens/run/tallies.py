"""What each table has noted for the group that it has now."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.place import current_seating, notes_by_table, tables
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS
from atelier.frozen import frozen


@frozen
class Tally:
    """What a table has noted for the group that it has now."""

    notes: int
    by_heading: dict[str, int]
    starred: int
    last_at: str
    """UTC, when the last of them was written; empty when there is none."""


_Basis = tuple[tuple[Note, ...], int, str | None, tuple[Heading, ...]]
"""All that a tally follows from."""


class Tallies:
    """Counts again only what a new note touches: one table among fifty."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Basis, Tally]] = {}

    def of(self, state: State) -> Mapping[str, Tally]:
        """The tally of every table, by its id."""
        headings = state.live(Heading)
        notes = notes_by_table(state)
        found: dict[str, tuple[_Basis, Tally]] = {}
        for table in tables(state):
            seat = current_seating(state, table.id)
            here = (seat.round, seat.group_id) if seat is not None else (OUTSIDE_ROUNDS, None)
            basis = (notes.get(table.id, ()), *here, headings)
            known = self._known.get(table.id)
            is_same = known is not None and known[0] == basis
            found[table.id] = known if known is not None and is_same else (basis, count(*basis))
        self._known = found
        return {table_id: tally for table_id, (_, tally) in found.items()}


def count(
    notes: tuple[Note, ...], round_number: int, group_id: str | None, headings: tuple[Heading, ...]
) -> Tally:
    """Count what was noted for one group among all the notes of a table."""
    gathering = [heading.key for heading in headings if heading.gathers_stars]
    by_heading = {heading.key: 0 for heading in headings}
    total = starred = 0
    last_at = ""
    for note in notes:
        if note.round != round_number or note.group_id != group_id:
            continue
        last_at = max(last_at, note.written_at)
        total += 1
        starred += note.star
        for key in {note.heading, *gathering} if note.star else (note.heading,):
            by_heading[key] = by_heading.get(key, 0) + 1
    return Tally(total, by_heading, starred, last_at)
