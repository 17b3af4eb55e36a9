"""A draft paragraph made of the notes' own sentences, each with the notes that say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atelier.fusion.cell import Cell
from atelier.fusion.proposal import Sentence
from atelier.fusion.titles import capital, spell_out

MOST_SENTENCES: Final = 4
_TOO_ALIKE: Final = 0.45
_LONGEST: Final = 320
_ENDS: Final = '.!?…»")'


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
    for at in order:
        note = group[at]
        if len(chosen) < MOST_SENTENCES and all(cell.alike[note][other] < _TOO_ALIKE for other in chosen):
            chosen.append(note)
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


def _sentence(cell: Cell, note: int) -> str:
    text = capital(spell_out(" ".join(cell.notes[note].text.split()), cell.lexicon))
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return text if text.endswith(tuple(_ENDS)) else f"{text}."
