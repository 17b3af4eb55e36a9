"""Points that a reviewed text has elsewhere: under another heading, at another table, in another order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from atelier.domain.state import State
from atelier.domain.theme import Theme, Transversal
from atelier.services.review.matching import Match


@dataclass(frozen=True, slots=True)
class Move:
    """Where a reviewed text has a point."""

    name: str
    row_id: str
    kind: str
    table_id: str
    heading: str
    before: tuple[str, ...]
    """Ids of the points that stand above it there, the nearest last."""
    is_conflict: bool
    """Whether it was moved in the workshop since the text went out."""
    line: int

    @property
    def after(self) -> str:
        """The id of the point right above it; empty at the top."""
        return self.before[-1] if self.before else ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A matched point and where it stands in the text."""

    found: Match
    table_id: str
    heading: str
    rank: int


def moves(state: State, matches: Sequence[Match]) -> list[Move]:
    """The points that the reviewer moved and that the workshop has not moved the same way."""
    groups: dict[tuple[str, str, str], list[_Spot]] = {}
    for rank, found in enumerate(matches):
        current, block = found.current, found.block
        if current is None or current.kind not in (Theme.KIND, Transversal.KIND):
            continue
        if current.kind == Transversal.KIND:
            groups.setdefault((current.kind, "", ""), []).append(_Spot(found, "", "", rank))
        elif block.table_id and block.heading:
            spot = _Spot(found, block.table_id, block.heading, rank)
            groups.setdefault((current.kind, block.table_id, block.heading), []).append(spot)
    result: list[Move] = []
    for spots in groups.values():
        result += _moves_in(spots)
    return result


def _moves_in(spots: Sequence[_Spot]) -> list[Move]:
    """The moves into one heading, and within it."""
    moved: set[int] = set()
    at_home: list[_Spot] = []
    for spot in spots:
        found = spot.found
        current, base = found.current, found.base or found.current
        assert current is not None and base is not None
        if current.kind == Theme.KIND and (base.table_id, base.heading) != (spot.table_id, spot.heading):
            if (current.table_id, current.heading) != (spot.table_id, spot.heading):
                moved.add(spot.rank)
        elif (current.table_id, current.heading) == (base.table_id, base.heading):
            at_home.append(spot)
    moved |= _out_of_order(at_home)
    result: list[Move] = []
    above: list[str] = []
    for spot in spots:
        current, base = spot.found.current, spot.found.base or spot.found.current
        assert current is not None and base is not None
        if spot.rank in moved:
            then = (base.table_id, base.heading, base.position)
            is_conflict = then != (current.table_id, current.heading, current.position)
            result.append(
                Move(
                    current.name,
                    current.row_id,
                    current.kind,
                    spot.table_id,
                    spot.heading,
                    tuple(above),
                    is_conflict,
                    spot.found.block.line,
                )
            )
        above.append(current.row_id)
    return result


def _out_of_order(spots: Sequence[_Spot]) -> set[int]:
    """The points that the reviewer moved among those of their heading, while they are not yet there."""
    then = [_key(spot, is_base=True) for spot in spots]
    now = [_key(spot, is_base=False) for spot in spots]
    if now == sorted(now) or then == sorted(then):
        return set()
    moved = _fewest_out(then)
    if _ranks(then) == _ranks(now):
        return {spots[index].rank for index in moved}
    still = _fewest_out(now)
    return {spots[index].rank for index in (still & moved or still)}


def _key(spot: _Spot, *, is_base: bool) -> tuple[str, str]:
    passage = (spot.found.base if is_base else None) or spot.found.current
    assert passage is not None
    return passage.position, passage.row_id


def _ranks(keys: Sequence[tuple[str, str]]) -> list[int]:
    order = sorted(keys)
    return [order.index(key) for key in keys]


def _fewest_out(keys: Sequence[tuple[str, str]]) -> set[int]:
    """The fewest items without which the others are in order."""
    tails: list[tuple[str, str]] = []
    chain: list[int] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        at = bisect_left(tails, key)
        before.append(chain[at - 1] if at else -1)
        if at == len(tails):
            tails.append(key)
            chain.append(index)
        else:
            tails[at] = key
            chain[at] = index
    kept: set[int] = set()
    index = chain[-1] if chain else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return set(range(len(keys))) - kept
