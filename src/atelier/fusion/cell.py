"""One cell, read once: its notes in an order of their own, how alike they are, and their tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from atelier.frozen import frozen
from atelier.fusion.encoder import Memory
from atelier.fusion.locks import Lock, Settled, settle
from atelier.fusion.matrix import Matrix, blend, centred, dense_likeness, likeness, middle_likeness
from atelier.fusion.proposal import DEFAULT, SEMANTIC, FusionNote
from atelier.fusion.space import Reading, Space, Vector, read, space
from atelier.fusion.spelling import Speller
from atelier.fusion.tokens import normal
from atelier.fusion.tree import Tree, cut, grow
from atelier.fusion.words import Lexicon

MEANING: Final = 0.4
"""What the encoder counts for beside the words."""
LEAST: Final = 0.02
"""The likeness to the rest of its theme below which a note is left alone, whatever the tree says."""
_ROUNDS: Final = 4


@frozen
class Cell:
    """What is computed once of a cell; moving the slider costs nothing more."""

    engine: str
    lexicon: Lexicon
    notes: tuple[FusionNote, ...]
    readings: tuple[Reading, ...]
    space: Space
    vectors: tuple[Vector, ...]
    meanings: Matrix | None
    """How near the meanings are, when an encoder spoke."""
    alike: Matrix
    """How alike notes are, 0 to 1."""
    pull: Matrix
    """The same once the likeness to everything is taken off: what themes are made from."""
    sameness: float
    """The median likeness of two notes by their words."""
    tree: Tree
    settled: Settled

    def groups(self, granularity: int = 0) -> list[list[int]]:
        """The notes of each theme, or alone, as indexes in their order."""
        atoms = settle_strays(self, refine(self, cut(self.tree, granularity, self.sameness)))
        return sorted(sorted(note for atom in group for note in self.tree.atoms[atom]) for group in atoms)


def read_cell(
    notes: Iterable[FusionNote], lexicon: Lexicon, locks: Iterable[Lock] = (), memory: Memory | None = None
) -> Cell:
    """Read the notes of a cell; their order makes no difference.

    Args:
        notes: the notes, each id once.
        lexicon: the words of their language.
        locks: what people decided about them.
        memory: the encoder; without it, or when it fails, the default engine speaks.

    Raises:
        ValueError: two notes have the same id.
    """
    ordered = tuple(sorted(notes, key=lambda note: (note.text, note.id)))
    ids = {note.id: index for index, note in enumerate(ordered)}
    if len(ids) != len(ordered):
        raise ValueError("two notes have the same id")
    speller = Speller((note.text for note in ordered), lexicon)
    readings = tuple(read(note.text, lexicon, speller) for note in ordered)
    room = space(readings)
    vectors = tuple(room.vector(reading) for reading in readings)
    alike = likeness(vectors)
    sameness = middle_likeness(alike)
    meanings = None
    found = (
        memory.vectors([speller.mended(note.text) for note in ordered])
        if memory is not None and ordered
        else None
    )
    if found is not None:
        meanings = dense_likeness(found)
        alike = blend(alike, meanings, MEANING)
    pull = centred(alike)
    settled = settle(locks, ids)
    atoms, barred = _atoms(ordered, settled, ids)
    return Cell(
        engine=DEFAULT if meanings is None else SEMANTIC,
        lexicon=lexicon,
        notes=ordered,
        readings=readings,
        space=room,
        vectors=vectors,
        meanings=meanings,
        alike=alike,
        pull=pull,
        sameness=sameness,
        tree=grow(pull, atoms, barred),
        settled=settled,
    )


def with_locks(cell: Cell, locks: Iterable[Lock]) -> Cell:
    """The cell after other decisions: nothing is read again, only the tree is grown anew."""
    ids = {note.id: index for index, note in enumerate(cell.notes)}
    settled = settle(locks, ids)
    atoms, barred = _atoms(cell.notes, settled, ids)
    return replace(cell, settled=settled, tree=grow(cell.pull, atoms, barred))


def refine(cell: Cell, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Move atoms to the group they are most like, while that changes anything, at most some rounds.

    A merge that was right when it was made may be wrong once its group has grown.
    """
    atoms, pull = cell.tree.atoms, cell.pull
    place = {atom: number for number, group in enumerate(groups) for atom in group}
    kept = [set(group) for group in groups]
    barred: dict[int, set[int]] = {}
    for left, right in cell.tree.barred:
        barred.setdefault(left, set()).add(right)
        barred.setdefault(right, set()).add(left)
    sizes = [sum(len(atoms[atom]) for atom in group) for group in groups]
    for _ in range(_ROUNDS):
        moved = False
        for atom in range(len(atoms)):
            home = place[atom]
            if len(kept[home]) == 1:
                continue
            sums = [0.0] * len(kept)
            for note in atoms[atom]:
                row = pull[note]
                for other, members in enumerate(atoms):
                    if other != atom:
                        number = place[other]
                        for member in members:
                            sums[number] += row[member]
            size = len(atoms[atom])
            best, best_mean = home, sums[home] / (size * (sizes[home] - size))
            for number, total in enumerate(sums):
                if number != home and sizes[number] and not (barred.get(atom, set()) & kept[number]):
                    mean = total / (size * sizes[number])
                    if mean > best_mean + 1e-9:
                        best, best_mean = number, mean
            if best != home:
                kept[home].discard(atom)
                kept[best].add(atom)
                sizes[home] -= size
                sizes[best] += size
                place[atom] = best
                moved = True
        if not moved:
            break
    return sorted(sorted(group) for group in kept if group)


def settle_strays(cell: Cell, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Leave alone the atoms that have next to nothing in common with the rest of their group."""
    made: list[list[int]] = []
    for group in groups:
        rest = list(group)
        while len(rest) > 1:
            means = [(_mean(cell, atom, [other for other in rest if other != atom]), atom) for atom in rest]
            worst, atom = min(means)
            if worst >= LEAST:
                break
            rest.remove(atom)
            made.append([atom])
        made.append(rest)
    return sorted(made)


def _mean(cell: Cell, atom: int, others: Sequence[int]) -> float:
    atoms = cell.tree.atoms
    found = [cell.alike[note][member] for note in atoms[atom] for other in others for member in atoms[other]]
    return sum(found) / len(found)


def _atoms(
    notes: Sequence[FusionNote], settled: Settled, ids: dict[str, int]
) -> tuple[list[tuple[int, ...]], set[tuple[int, int]]]:
    """What is never split: what people put together, and equal notes unless people keep them apart."""
    root = list(range(len(notes)))
    members = [[index] for index in range(len(notes))]
    barred: list[set[int]] = [set() for _ in notes]
    for first, second in sorted(settled.apart):
        barred[ids[first]].add(ids[second])
        barred[ids[second]].add(ids[first])

    def join(left: int, right: int, *, is_decided: bool) -> None:
        one, other = sorted((root[left], root[right]))
        if one == other or (not is_decided and any(index in barred[one] for index in members[other])):
            return
        for index in members[other]:
            root[index] = one
        members[one] += members[other]
        barred[one] |= barred[other]
        members[other] = []

    for group in settled.groups:
        for note_id in group[1:]:
            join(ids[group[0]], ids[note_id], is_decided=True)
    equal: dict[str, list[int]] = {}
    for index, note in enumerate(notes):
        equal.setdefault(normal(note.text), []).append(index)
    for text, same in equal.items():
        for at, index in enumerate(same):
            for earlier in same[:at] if text else ():
                join(earlier, index, is_decided=False)
    kept = sorted(tuple(sorted(group)) for group in members if group)
    number = {index: place for place, group in enumerate(kept) for index in group}
    pairs = {
        (min(number[ids[first]], number[ids[second]]), max(number[ids[first]], number[ids[second]]))
        for first, second in settled.apart
    }
    return kept, pairs
