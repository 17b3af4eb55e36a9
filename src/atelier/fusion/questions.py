"""What to ask a person about a proposal: yes or no, the most telling question first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from atelier.frozen import frozen
from atelier.fusion.cell import Cell
from atelier.fusion.locks import Lock, LockKind
from atelier.fusion.matrix import Matrix

SLOPE: Final = 1.2
"""How fast certainty grows with likeness, in standard deviations of the cell."""
SURE_IN: Final = 0.0
"""The likeness to its theme at which a note is as often in its place as not."""
SURE_SAME: Final = 3.0
"""The likeness of two themes at which they are as often one as two."""
BULK: Final = 1.3
"""How much the size of what an answer moves counts."""

REVIEW: Final = -2
"""Where the slider stands while a person is asked: small themes, likely right, that answers put together."""


class QuestionKind(StrEnum):
    """What is asked."""

    SAME = "same"
    """« Même idée ? »: two themes, or a theme and a note alone, stand face to face."""
    PLACE = "place"
    """« À sa place ? »: a note stands beside the note that speaks for its theme."""


@frozen
class Question:
    """One question about two notes."""

    kind: QuestionKind
    first: str
    second: str
    """The note that speaks for the theme; for `SAME`, for the other theme."""
    gain: float
    """How many notes an answer is expected to move: what questions are sorted by."""

    def answer(self, is_yes: bool, at: int = 0) -> Lock:
        """The decision that an answer makes.

        Args:
            is_yes: whether the two say the same thing.
            at: when it is given, on the scale of the other locks.
        """
        return Lock(LockKind.TOGETHER if is_yes else LockKind.APART, self.first, self.second, at)


def questions(cell: Cell, granularity: int = REVIEW) -> tuple[Question, ...]:
    """The questions that the proposal of a cell leaves open, the most telling first.

    What people have settled already is not asked again.
    """
    groups = cell.groups(granularity)
    atom_of = {note: number for number, atom in enumerate(cell.tree.atoms) for note in atom}
    spread = _spread(cell.pull)
    speakers = [_speaker(cell, group, atom_of) for group in groups]
    found = _places(cell, groups, speakers, atom_of, spread) + _sames(cell, groups, speakers, atom_of, spread)
    return tuple(sorted(found, key=lambda one: (-round(one.gain, 9), one.kind, one.first, one.second)))


def _places(
    cell: Cell,
    groups: Sequence[Sequence[int]],
    speakers: Sequence[int],
    atom_of: dict[int, int],
    spread: float,
) -> list[Question]:
    found = []
    for group, speaker in zip(groups, speakers, strict=True):
        for atom in sorted({atom_of[note] for note in group} - {atom_of[speaker]}):
            members = cell.tree.atoms[atom]
            rest = [note for note in group if atom_of[note] != atom]
            mean = _mean(cell.pull, members, rest) / spread
            # Moving a note out leaves it to be placed: half of the good is still to come
            gain = (1.0 - _sure(mean - SURE_IN)) * len(members) ** BULK
            first = max(members, key=lambda note: (cell.pull[note][speaker], -note))
            found.append(Question(QuestionKind.PLACE, cell.notes[first].id, cell.notes[speaker].id, gain))
    return found


def _sames(
    cell: Cell,
    groups: Sequence[Sequence[int]],
    speakers: Sequence[int],
    atom_of: dict[int, int],
    spread: float,
) -> list[Question]:
    found = []
    for left, group in enumerate(groups):
        for right in range(left):
            one, other = sorted((atom_of[speakers[left]], atom_of[speakers[right]]))
            if (one, other) in cell.tree.barred:
                continue
            mean = _mean(cell.pull, group, groups[right]) / spread
            gain = _sure(mean - SURE_SAME) * min(len(group), len(groups[right])) ** BULK
            found.append(
                Question(
                    QuestionKind.SAME, cell.notes[speakers[left]].id, cell.notes[speakers[right]].id, gain
                )
            )
    return found


def _speaker(cell: Cell, group: Sequence[int], atom_of: dict[int, int]) -> int:
    """The note that speaks for a group: the most central one of what people settled most of."""
    return max(
        group,
        key=lambda note: (
            len(cell.tree.atoms[atom_of[note]]),
            sum(cell.pull[note][other] for other in group),
            -note,
        ),
    )


def _mean(matrix: Matrix, left: Sequence[int], right: Sequence[int]) -> float:
    return sum(matrix[one][other] for one in left for other in right) / (len(left) * len(right))


def _sure(distance: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, SLOPE * distance))))


def _spread(matrix: Matrix) -> float:
    size = len(matrix)
    values = [matrix[row][column] for row in range(size) for column in range(row)]
    if not values:
        return 1.0
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values)) or 1.0
