"""The engine: notes and decisions in, a proposal out; the same notes in any order give the same proposal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from atelier.fusion.cell import Cell, read_cell
from atelier.fusion.encoder import Memory
from atelier.fusion.explanation import shared_words
from atelier.fusion.locks import Lock
from atelier.fusion.paragraph import draft
from atelier.fusion.proposal import FusionNote, Member, Neighbour, Proposal, ProposedTheme
from atelier.fusion.titles import drafts
from atelier.fusion.words import Lexicon

_DIGITS: Final = 6
"""Decimals of the figures that are told: more would be noise."""


def propose(
    notes: Iterable[FusionNote],
    lexicon: Lexicon,
    locks: Iterable[Lock] = (),
    memory: Memory | None = None,
    granularity: int = 0,
) -> Proposal:
    """How the notes of one cell may be put together.

    Args:
        notes: the notes, each id once.
        lexicon: the words of their language.
        locks: what people decided about them.
        memory: the encoder, for the semantic engine.
        granularity: the place of the slider; 0 is the automatic cut, higher is coarser.

    Raises:
        ValueError: two notes have the same id.
    """
    return proposal(read_cell(notes, lexicon, locks, memory), granularity)


def proposal(cell: Cell, granularity: int = 0) -> Proposal:
    """The proposal of a cell at one place of the slider."""
    groups = cell.groups(granularity)
    held = [group for group in groups if len(group) > 1]
    centres = _distances(cell, held)
    in_cell = len({note.group for note in cell.notes if note.group is not None})
    keys = [_key(cell, group) for group in held]
    themes = [
        _theme(cell, group, keys[number], in_cell, _nearest(centres[number], keys, number))
        for number, group in enumerate(held)
    ]
    themes.sort(
        key=lambda theme: (-theme.groups, -len(theme.profiles), -len(theme.notes), -theme.cohesion, theme.key)
    )
    alone = tuple(sorted(cell.notes[group[0]].id for group in groups if len(group) == 1))
    return Proposal(cell.engine, tuple(themes), alone, granularity, cell.settled.lifted)


def titles_of(cell: Cell, note_ids: Iterable[str]) -> tuple[str, ...]:
    """The different drafts of a title for some notes of a cell, the best first; none for notes it lacks."""
    wanted = frozenset(note_ids)
    group = [index for index, note in enumerate(cell.notes) if note.id in wanted]
    return tuple(dict.fromkeys(_drafts(cell, group, _means(cell, group)))) if group else ()


def _means(cell: Cell, group: Sequence[int]) -> list[float]:
    """How alike each note of a group is to the others."""
    rest = max(1, len(group) - 1)
    return [sum(cell.alike[index][other] for other in group) / rest for index in group]


def _drafts(cell: Cell, group: Sequence[int], means: Sequence[float]) -> tuple[str, str, str]:
    texts = [cell.notes[index].text for index in group]
    return drafts(texts, [cell.readings[index] for index in group], means, cell.lexicon)


def _theme(
    cell: Cell, group: Sequence[int], key: str, in_cell: int, nearest: Neighbour | None
) -> ProposedTheme:
    notes = [cell.notes[index] for index in group]
    means = _means(cell, group)
    order = sorted(range(len(group)), key=lambda at: (-means[at], group[at]))
    return ProposedTheme(
        key=key,
        titles=_drafts(cell, group, means),
        paragraph=draft(cell, group, means),
        notes=tuple(_member(cell, group, group[at]) for at in order),
        groups=len({note.group for note in notes if note.group is not None}),
        groups_in_cell=in_cell,
        profiles=tuple(sorted({note.profile for note in notes if note.profile})),
        cohesion=round(sum(means) / len(means), _DIGITS),
        nearest=nearest,
    )


def _member(cell: Cell, group: Sequence[int], index: int) -> Member:
    near = max(
        (other for other in group if other != index), key=lambda other: (cell.alike[index][other], -other)
    )
    note = cell.notes[index]
    return Member(
        id=note.id,
        near=cell.notes[near].id,
        words=shared_words(note.text, cell.readings[index], cell.readings[near], cell.lexicon),
        similarity=round(cell.alike[index][near], _DIGITS),
        meaning=None if cell.meanings is None else round(cell.meanings[index][near], _DIGITS),
    )


def _distances(cell: Cell, groups: Sequence[Sequence[int]]) -> list[list[float]]:
    """How alike every two groups are, on average."""
    place = {note: number for number, group in enumerate(groups) for note in group}
    sums = [[0.0] * len(groups) for _ in groups]
    for note, number in place.items():
        row, target = cell.alike[note], sums[number]
        for other, theirs in place.items():
            target[theirs] += row[other]
    return [
        [total / (len(groups[number]) * len(groups[other])) for other, total in enumerate(row)]
        for number, row in enumerate(sums)
    ]


def _nearest(row: Sequence[float], keys: Sequence[str], number: int) -> Neighbour | None:
    found = [other for other in range(len(row)) if other != number]
    if not found:
        return None
    best = max(found, key=lambda other: (row[other], -other))
    return Neighbour(keys[best], round(row[best], _DIGITS))


def _key(cell: Cell, group: Sequence[int]) -> str:
    ids = "\n".join(sorted(cell.notes[index].id for index in group))
    return hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()[:12]
