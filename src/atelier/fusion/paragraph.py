"""A draft paragraph made of the notes' own sentences, each with the notes that say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atelier.fusion.cell import Cell
from atelier.fusion.proposal import Sentence
from atelier.fusion.titles import capital, read_aloud

MOST_SENTENCES: Final = 6
MOST_WORDS: Final = 80
"""Words of a paragraph, about: no further sentence begins after that many."""
_TOO_ALIKE: Final = 0.75
"""Share of a note's words that another says already, from which it adds nothing."""
_LONGEST: Final = 320
_ENDS: Final = ".!?…"


def draft(cell: Cell, group: Sequence[int], centrality: Sequence[float]) -> tuple[Sentence, ...]:
    """The draft paragraph of a theme.

    The most central note speaks first, then those that add something; every other note is a source
    of the sentence that it is most like.

    Args:
        cell: the cell.
        group: the notes of the theme, as indexes.
        centrality: how alike each is to the others.
    """
    order = sorted(range(len(group)), key=lambda at: (-centrality[at], group[at]))
    chosen: list[int] = []
    taken: list[int] = []
    # Notes of one theme speak of the same things: what counts is whether one says them in the same words.
    stems = [_stems(cell, note) for note in group]
    words = 0
    for at in order:
        note = group[at]
        if len(chosen) == MOST_SENTENCES or words >= MOST_WORDS:
            break
        if all(_said_by(stems[at], stems[other]) < _TOO_ALIKE for other in taken):
            taken.append(at)
            chosen.append(note)
            words += len(cell.notes[note].text.split())
    sources: dict[int, list[int]] = {note: [] for note in chosen}
    for at in order:
        note = group[at]
        if note not in sources:
            nearest = max(chosen, key=lambda other: (cell.alike[note][other], -other))
            sources[nearest].append(note)
    return tuple(
        Sentence(
            _sentence(cell, note),
            (cell.notes[note].id, *(cell.notes[other].id for other in sorted(sources[note]))),
        )
        for note in chosen
    )


def _stems(cell: Cell, note: int) -> frozenset[str]:
    lexicon = cell.lexicon
    found = (token.word for token in cell.readings[note].tokens if lexicon.is_telling(token.word))
    return frozenset(lexicon.stem(word) for word in found)


def _said_by(stems: frozenset[str], other: frozenset[str]) -> float:
    """The share of a note's words that another one has."""
    return len(stems & other) / len(stems) if stems else 1.0


def _sentence(cell: Cell, note: int) -> str:
    text = capital(read_aloud(" ".join(cell.notes[note].text.split()), cell.lexicon))
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return text if text.endswith(tuple(_ENDS)) else f"{text}."
