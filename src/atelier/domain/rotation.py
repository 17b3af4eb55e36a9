"""Who sits where in each round, and who meets which table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from atelier.domain.workshop import CafeGroup, CafeTable, Seating, seating_id


def plan_seatings(
    groups: Sequence[CafeGroup], tables: Sequence[CafeTable], rounds: Iterable[int]
) -> list[Seating]:
    """Seat every group in every round.

    Group i (from 0) is at table ((i + r - 1) mod T) + 1 in round r, so that each group meets another
    table at each round for as long as there are any.

    Args:
        groups: in order; empty when people are mixed or free.
        tables: the thematic tables in order, without the plenary.
        rounds: the numbers of the rounds, from 1.
    """
    seatings: list[Seating] = []
    for round_number in rounds if tables else ():
        if not groups:
            seatings += [_seat(round_number, None, table) for table in tables]
            continue
        for index, group in enumerate(groups):
            table = tables[(index + round_number - 1) % len(tables)]
            seatings.append(_seat(round_number, group.id, table))
    return seatings


def missed_tables(
    groups: Iterable[CafeGroup], tables: Iterable[CafeTable], seatings: Iterable[Seating]
) -> Mapping[str, tuple[CafeTable, ...]]:
    """The tables that each group never meets, by group id; groups that meet them all are left out."""
    met: dict[str, set[str]] = {}
    for seating in seatings:
        if seating.group_id is not None:
            met.setdefault(seating.group_id, set()).add(seating.table_id)
    tables = tuple(tables)
    missed: dict[str, tuple[CafeTable, ...]] = {}
    for group in groups:
        rest = tuple(table for table in tables if table.id not in met.get(group.id, ()))
        if rest:
            missed[group.id] = rest
    return missed


def _seat(round_number: int, group_id: str | None, table: CafeTable) -> Seating:
    return Seating(
        id=seating_id(round_number, group_id, table.id),
        round=round_number,
        table_id=table.id,
        group_id=group_id,
    )
