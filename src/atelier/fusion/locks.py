"""What people decided about notes: together, or apart; the newest decision wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from atelier.frozen import frozen


class LockKind(StrEnum):
    """What was decided about two notes."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True, order=True)
class Lock:
    """One decision about two notes."""

    kind: LockKind
    first: str
    second: str
    at: int = 0
    """When it was taken, on a scale of the caller's: the higher the newer."""


@frozen
class Settled:
    """What holds once contradictions are resolved."""

    groups: tuple[tuple[str, ...], ...]
    """Notes that stay together, two at least, each group and all of them in order."""
    apart: frozenset[tuple[str, str]]
    """Pairs of notes that stay apart, the smaller id first."""
    lifted: tuple[Lock, ...]
    """Older decisions that newer ones contradict, newest first."""


def together(ids: Sequence[str], at: int = 0) -> tuple[Lock, ...]:
    """The decision that some notes make one theme."""
    return tuple(Lock(LockKind.TOGETHER, ids[0], other, at) for other in ids[1:])


def apart(ids: Iterable[str], others: Collection[str], at: int = 0) -> tuple[Lock, ...]:
    """The decision that none of some notes says what one of the others says."""
    return tuple(Lock(LockKind.APART, one, other, at) for one in ids for other in others if one != other)


def settle(locks: Iterable[Lock], ids: Collection[str]) -> Settled:
    """Resolve decisions: from the newest to the oldest, each holds unless newer ones contradict it.

    Those about a note that is not among `ids`, or about one note alone, are passed over.
    """
    known = set(ids)
    wanted = sorted(
        (lock for lock in set(locks) if {lock.first, lock.second} <= known and lock.first != lock.second),
        key=lambda lock: (-lock.at, lock.kind, lock.first, lock.second),
    )
    root = {note_id: note_id for note_id in known}
    members = {note_id: [note_id] for note_id in known}
    barred: dict[str, set[str]] = {note_id: set() for note_id in known}
    apart_pairs: set[tuple[str, str]] = set()
    lifted: list[Lock] = []
    for lock in wanted:
        left, right = root[lock.first], root[lock.second]
        if lock.kind is LockKind.APART:
            if left == right:
                lifted.append(lock)
                continue
            barred[left].add(right)
            barred[right].add(left)
            apart_pairs.add((min(lock.first, lock.second), max(lock.first, lock.second)))
        elif right in barred[left]:
            lifted.append(lock)
        elif left != right:
            for note_id in members[right]:
                root[note_id] = left
            members[left] += members.pop(right)
            for other in barred.pop(right):
                barred[other].discard(right)
                barred[other].add(left)
                barred[left].add(other)
    groups = sorted(tuple(sorted(group)) for group in members.values() if len(group) > 1)
    return Settled(tuple(groups), frozenset(apart_pairs), tuple(lifted))
