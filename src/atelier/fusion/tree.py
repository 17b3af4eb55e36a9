"""The tree of a cell: the two most alike groups of notes become one, again and again."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from atelier.frozen import frozen
from atelier.fusion.matrix import Matrix, zeros

NEVER: Final = -math.inf
"""The likeness of two groups that people keep apart."""

FINEST: Final = -6
COARSEST: Final = 6
"""The ends of the granularity slider; 0 is the automatic cut."""
_STEP: Final = 1.22
_SHARE: Final = 0.33
"""Groups a note: workshops and consultations have three to four notes a theme."""
_SAME: Final = 0.055
"""The sameness from which groups are taken to be fewer."""


@frozen
class Merge:
    """Two groups become one; groups are numbered from the atoms on, one more at each merge."""

    left: int
    right: int
    likeness: float


@frozen
class Tree:
    """Every merge that people's decisions allow, the most alike first."""

    atoms: tuple[tuple[int, ...], ...]
    """What is never split: single notes, and notes that were put together or say the same."""
    barred: frozenset[tuple[int, int]]
    """Pairs of atoms that stay apart, the smaller first."""
    merges: tuple[Merge, ...]


def grow(matrix: Matrix, atoms: Sequence[tuple[int, ...]], barred: Iterable[tuple[int, int]] = ()) -> Tree:
    """The tree by average linkage.

    Args:
        matrix: how alike notes are.
        atoms: each note once.
        barred: pairs of atoms that never meet.
    """
    closed = frozenset((min(pair), max(pair)) for pair in barred)
    likeness = _between(matrix, atoms)
    for left, right in closed:
        likeness[left][right] = likeness[right][left] = NEVER
    found = _chain(likeness, [len(atom) for atom in atoms])
    return Tree(tuple(atoms), closed, _ordered(found, len(atoms)))


def automatic(atoms: int, sameness: float) -> int:
    """How many groups so many atoms are likely to make.

    Args:
        atoms: what there is to group.
        sameness: the median likeness of two notes by their words; where everything resembles everything
            the talk was of fewer things.
    """
    share = _SHARE * min(1.0, _SAME / sameness) if sameness > 0.0 else _SHARE
    return max(1, min(atoms, round(share * atoms)))


def cut(tree: Tree, granularity: int = 0, sameness: float = 0.0) -> list[list[int]]:
    """The groups of atoms at one place of the slider.

    Args:
        tree: the tree of the cell.
        granularity: 0 for the automatic cut; the higher, the fewer and larger the groups.
        sameness: the median likeness of two notes by their words.
    """
    atoms = len(tree.atoms)
    place = max(FINEST, min(COARSEST, granularity))
    wanted = max(1, min(atoms, round(automatic(atoms, sameness) * _STEP**-place)))
    groups = {index: [index] for index in range(atoms)}
    for number, merge in enumerate(tree.merges[: max(0, atoms - wanted)]):
        groups[atoms + number] = groups.pop(merge.left) + groups.pop(merge.right)
    return sorted(sorted(group) for group in groups.values())


def _between(matrix: Matrix, atoms: Sequence[tuple[int, ...]]) -> Matrix:
    if all(len(atom) == 1 for atom in atoms):
        order = [atom[0] for atom in atoms]
        if order == list(range(len(matrix))):
            return [array("d", row) for row in matrix]
    made = zeros(len(atoms))
    for left, atom in enumerate(atoms):
        for right in range(left):
            pairs = [matrix[one][other] for one in atom for other in atoms[right]]
            made[left][right] = made[right][left] = math.fsum(pairs) / len(pairs)
    return made


def _chain(likeness: Matrix, sizes: list[int]) -> list[tuple[int, int, float]]:
    """Nearest-neighbour chains: each merge as the first atoms of the two groups, in no order yet."""
    alive = list(range(len(sizes)))
    merges: list[tuple[int, int, float]] = []
    chain: list[int] = []
    while len(alive) > 1:
        if not chain:
            chain.append(alive[0])
        tip = chain[-1]
        row = likeness[tip]
        before = chain[-2] if len(chain) > 1 else -1
        nearest, best = before, (row[before] if before >= 0 else NEVER)
        for other in alive:
            if row[other] > best and other != tip:
                nearest, best = other, row[other]
        if best == NEVER:
            alive.remove(tip)
            chain.pop()
            continue
        if nearest != before:
            chain.append(nearest)
            continue
        chain.pop()
        chain.pop()
        kept, gone = min(tip, before), max(tip, before)
        merges.append((kept, gone, best))
        alive.remove(gone)
        _merge(likeness, sizes, kept, gone, alive)
    return merges


def _merge(likeness: Matrix, sizes: list[int], kept: int, gone: int, alive: list[int]) -> None:
    a, b = sizes[kept], sizes[gone]
    row, lost, total = likeness[kept], likeness[gone], a + b
    for other in alive:
        if other != kept:
            value = (row[other] * a + lost[other] * b) / total
            row[other] = value
            likeness[other][kept] = value
    sizes[kept] = total


def _ordered(found: Sequence[tuple[int, int, float]], atoms: int) -> tuple[Merge, ...]:
    """Merges from the most alike on, their groups numbered; a merge never comes before its own parts'."""
    lowest = [math.inf] * atoms
    capped: list[tuple[float, int, int, int]] = []
    for index, (kept, gone, likeness) in enumerate(found):
        bound = min(likeness, lowest[kept], lowest[gone])
        lowest[kept] = bound
        capped.append((-bound, index, kept, gone))
    number = list(range(atoms))
    merges = []
    for step, (negative, _, kept, gone) in enumerate(sorted(capped)):
        merges.append(Merge(number[kept], number[gone], -negative))
        number[kept] = atoms + step
    return tuple(merges)
