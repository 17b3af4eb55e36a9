"""Which changes were made side by side, in files that knew nothing of each other.

A file holds all that was written before each of its own changes. So, of two files, whoever wrote what only
the one holds had not seen what only the other holds. Once they are united nothing tells that any more: the
pairs that matter are therefore kept, in one line of history of the union.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.clock import ClockEvent
from atelier.storage.prose import PROSE
from atelier.storage.replay import upgraded

Group = tuple[str, str, str]
"""Kind, row and column of a text; the whole clock is one group."""
CLOCK: Final[Group] = (ClockEvent.KIND, "", "")
BESIDE: Final = "beside"
"""The kind of the line of history that keeps the pairs: no table has this name."""


@dataclass(frozen=True, slots=True)
class Concurrence:
    """Pairs of changes of which neither knew the other, by their revisions."""

    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By revision, all those beside it: each pair is here from both sides."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Concurrence:
        """The pairs of some revisions, in any order and however often."""
        found: dict[str, set[str]] = {}
        for one, other in pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return cls({revision: frozenset(others) for revision, others in found.items()})

    def beside(self, revision: str) -> frozenset[str]:
        """The changes made beside one."""
        return self.pairs.get(revision, frozenset())

    def older_by_newer(self) -> dict[str, str]:
        """Each pair once, as it is kept in a line of history."""
        return {
            newer: " ".join(sorted(older))
            for newer in sorted(self.pairs)
            if (older := [other for other in self.pairs[newer] if other < newer])
        }


def kept_pairs(line: Entry) -> Iterator[tuple[str, str]]:
    """The pairs that a line of history keeps."""
    for newer, older in line.changes.items():
        for other in str(older).split():
            yield other, newer


def groups_of(entry: Entry) -> Iterator[Group]:
    """What a line of history has to do with: texts that it writes, or the clock."""
    if entry.kind == ClockEvent.KIND:
        yield CLOCK
    for name in sorted(PROSE.get(entry.kind, frozenset()) & entry.changes.keys()):
        yield entry.kind, entry.row_id, name


def by_group(entries: Iterable[Entry]) -> dict[Group, list[Entry]]:
    """Lines of history by what they have to do with, as the schema of today has them."""
    found: dict[Group, list[Entry]] = {}
    for entry in map(upgraded, entries):
        for group in groups_of(entry):
            found.setdefault(group, []).append(entry)
    return found


def found_between(histories: Sequence[Mapping[str, Entry]]) -> Iterator[tuple[str, str]]:
    """The pairs that show between files.

    Args:
        histories: the lines of each file by revision.
    """
    for ours, theirs in combinations(histories, 2):
        if ours is theirs:
            continue
        here = by_group(ours[revision] for revision in ours.keys() - theirs.keys())
        there = by_group(theirs[revision] for revision in theirs.keys() - ours.keys())
        for group in here.keys() & there.keys():
            for one in here[group]:
                for other in there[group]:
                    yield one.revision, other.revision
