"""Which earlier notes and themes a note that is just written is like; fast enough for every key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import mul
from typing import Final

from atelier.fusion.encoder import Memory
from atelier.fusion.explanation import shared_words
from atelier.fusion.proposal import FusionNote, Span
from atelier.fusion.space import SAYING, Reading, Space, Vector, product, read, space
from atelier.fusion.spelling import Speller
from atelier.fusion.tokens import normal
from atelier.fusion.words import Lexicon

PROBABLE: Final = 0.42
"""The likeness from which two notes are probably one idea said twice."""
NEAR: Final = 0.28
"""The likeness from which two notes are near."""
MEANING: Final = 0.5
"""What the encoder counts for beside the words, when two notes are compared."""
_MANY: Final = 3


class Level(StrEnum):
    """How alike two notes are, in a word."""

    EQUAL = "equal"
    """The same but for case, accents and punctuation."""
    PROBABLE = "probable"
    """Doublon probable."""
    NEAR = "near"
    """Proche."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier note that is like one."""

    id: str
    level: Level
    similarity: float
    words: tuple[Span, ...]
    """What of the new text that note shares."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that a note may belong to."""

    key: str
    near: str
    """The id of the note of the theme that is most like it."""
    similarity: float
    words: tuple[Span, ...]


class Neighbourhood:
    """Some notes, read once, to be asked what a text is like."""

    def __init__(self, notes: Iterable[FusionNote], lexicon: Lexicon, memory: Memory | None = None) -> None:
        self._lexicon = lexicon
        self._memory = memory
        self._notes = tuple(sorted(notes, key=lambda note: (note.text, note.id)))
        self._speller = Speller((note.text for note in self._notes), lexicon)
        self._mended = [self._speller.mended(note.text) for note in self._notes] if memory else []
        self._readings: tuple[Reading, ...] = tuple(self._read(note.text) for note in self._notes)
        self._space: Space = space(self._readings)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for index, reading in enumerate(self._readings):
            for feature, value in self._space.vector(reading, SAYING).items():
                self._postings.setdefault(feature, []).append((index, value))
        self._normal = [normal(note.text) for note in self._notes]
        self._place = {note.id: index for index, note in enumerate(self._notes)}

    def likeness(self, text: str) -> list[float]:
        """How alike a text and each of the notes are, in the order of their texts."""
        return self._likeness(text, self._read(text))

    def duplicates(self, note: FusionNote, most: int | None = None) -> tuple[Duplicate, ...]:
        """The notes that are like one, the most alike first; itself is left out.

        Args:
            note: the note; it may be one of ours.
            most: how many at the most; all of them by default.
        """
        reading = self._read(note.text)
        own = normal(note.text)
        found: list[tuple[bool, float, str, int, Level]] = []
        for index, value in enumerate(self._likeness(note.text, reading)):
            other = self._notes[index]
            level = Level.EQUAL if self._normal[index] == own else level_of(value)
            if level is not None and other.id != note.id:
                found.append((level is not Level.EQUAL, -round(value, 6), other.id, index, level))
        return tuple(
            Duplicate(
                note_id,
                level,
                -value,
                shared_words(note.text, reading, self._readings[index], self._lexicon),
            )
            for _, value, note_id, index, level in sorted(found)[:most]
        )

    def nearest_theme(
        self, note: FusionNote, themes: Iterable[tuple[str, Sequence[str]]]
    ) -> Suggestion | None:
        """The theme that a note is most like, if it is near to one of its notes.

        Args:
            note: the note; it may be one of ours.
            themes: keys of themes and the ids of their notes; ids that are not ours are passed over.
        """
        reading = self._read(note.text)
        likeness = self._likeness(note.text, reading)
        best: tuple[float, str, int] | None = None
        for key, ids in themes:
            places = [
                self._place[note_id] for note_id in ids if note_id in self._place and note_id != note.id
            ]
            if not places:
                continue
            values = sorted((likeness[place] for place in places), reverse=True)[:_MANY]
            score = (values[0] + sum(values) / len(values)) / 2
            if best is None or (-score, key) < (-best[0], best[1]):
                best = (score, key, min(places, key=lambda place: (-likeness[place], place)))
        if best is None or best[0] < NEAR / 2:
            return None
        _, key, place = best
        words = shared_words(note.text, reading, self._readings[place], self._lexicon)
        return Suggestion(key, self._notes[place].id, round(likeness[place], 6), words)

    def _read(self, text: str) -> Reading:
        return read(text, self._lexicon, self._speller)

    def _likeness(self, text: str, reading: Reading) -> list[float]:
        sums = [0.0] * len(self._notes)
        for feature, value in self._space.vector(reading, SAYING).items():
            for index, weight in self._postings.get(feature, ()):
                sums[index] += value * weight
        own = normal(text)
        sums = [1.0 if self._normal[index] == own else min(1.0, value) for index, value in enumerate(sums)]
        vectors = self._memory.vectors([self._speller.mended(text), *self._mended]) if self._memory else None
        if not vectors:
            return sums
        first = vectors[0]
        return [
            value * (1.0 - MEANING) + MEANING * max(0.0, cosine(first, other))
            for value, other in zip(sums, vectors[1:], strict=True)
        ]


def level_of(similarity: float) -> Level | None:
    """A likeness in a word; None when it says nothing."""
    if similarity >= PROBABLE:
        return Level.PROBABLE
    return Level.NEAR if similarity >= NEAR else None


def pair_likeness(
    pairs: Sequence[tuple[str, str]], lexicon: Lexicon, memory: Memory | None = None
) -> list[float]:
    """How alike the two texts of each pair are; words are weighed by their rarity among all the texts."""
    texts = sorted({text for pair in pairs for text in pair})
    speller = Speller(texts, lexicon)
    readings = {text: read(text, lexicon, speller) for text in texts}
    room = space(list(readings.values()))
    vectors: dict[str, Vector] = {text: room.vector(reading, SAYING) for text, reading in readings.items()}
    found = memory.vectors([speller.mended(text) for text in texts]) if memory is not None and texts else None
    meanings = _centred(dict(zip(texts, found, strict=True))) if found is not None else None
    values = []
    for left, right in pairs:
        value = 1.0 if normal(left) == normal(right) else min(1.0, product(vectors[left], vectors[right]))
        if meanings is not None:
            value = value * (1.0 - MEANING) + MEANING * max(0.0, cosine(meanings[left], meanings[right]))
        values.append(value)
    return values


def cosine(left: Sequence[float], right: Sequence[float]) -> float:
    """The cosine of two dense vectors; 0 when one of them is nothing."""
    product_ = sum(map(mul, left, right))
    lengths = (sum(value * value for value in left) * sum(value * value for value in right)) ** 0.5
    return product_ / lengths if lengths > 0.0 else 0.0


def _centred(vectors: dict[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    size = len(vectors)
    means = [sum(column) / size for column in zip(*vectors.values(), strict=True)]
    return {
        text: tuple(value - mean for value, mean in zip(vector, means, strict=True))
        for text, vector in vectors.items()
    }
