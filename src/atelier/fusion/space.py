"""Notes as vectors: letters, stems and notions, weighed by how rare they are in the cell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from atelier.frozen import frozen
from atelier.fusion.spelling import Speller
from atelier.fusion.tokens import Token, tokens
from atelier.fusion.words import Lexicon

LETTERS: Final = "letters"
STEMS: Final = "stems"
NOTIONS: Final = "notions"

WEIGHTS: Final[Mapping[str, float]] = {LETTERS: 0.40, STEMS: 0.15, NOTIONS: 0.45}
"""What each way of reading counts for in the likeness of two notes; together 1."""

SAYING: Final[Mapping[str, float]] = {LETTERS: 0.45, STEMS: 0.35, NOTIONS: 0.20}
"""The same when the question is not whether two notes are about one thing, but whether they say one thing."""

_FLOORS: Final[Mapping[str, float]] = {LETTERS: 1.0, STEMS: 1.0, NOTIONS: 0.4}
"""What is added to the rarity of a feature: what one that every note has still weighs."""
_GRAMS: Final = (3, 4, 5)

Vector = dict[str, float]


@frozen
class Reading:
    """What was read of one text."""

    tokens: tuple[Token, ...]
    features: Mapping[str, Mapping[str, float]]
    """For each way of reading, its features and how much of each."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not any(self.features.values())


def read(text: str, lexicon: Lexicon, speller: Speller | None = None) -> Reading:
    """What a text is about, as far as its words tell.

    Args:
        text: the text.
        lexicon: the words of its language.
        speller: what mends its typing mistakes.
    """
    found = tokens(text) if speller is None else speller.read(text)
    words = _telling(found, lexicon)
    grams: dict[str, float] = {}
    stems: dict[str, float] = {}
    notions: dict[str, float] = {}
    for word, amount in words:
        weight = lexicon.weight(word) * amount
        for gram in _grams(word):
            grams[gram] = grams.get(gram, 0.0) + weight
        stem = lexicon.stem(word)
        stems[stem] = stems.get(stem, 0.0) + weight
        for name, share in lexicon.notions(word):
            notions[name] = notions.get(name, 0.0) + share * amount
    return Reading(found, {LETTERS: grams, STEMS: stems, NOTIONS: notions})


@frozen
class Space:
    """How rare each feature is among some notes."""

    size: int
    counts: Mapping[str, Mapping[str, int]]

    def vector(self, reading: Reading, weights: Mapping[str, float] = WEIGHTS) -> Vector:
        """A note as one vector, whose product with another's is how alike they are, from 0 to 1.

        Args:
            reading: what was read of it.
            weights: what each way of reading counts for; together 1.
        """
        vector: Vector = {}
        for kind, weight in weights.items():
            counts, floor = self.counts[kind], _FLOORS[kind]
            part = {
                feature: (amount if amount <= 1.0 else 1.0 + math.log(amount))
                * (math.log((1 + self.size) / (1 + counts.get(feature, 0))) + floor)
                for feature, amount in reading.features[kind].items()
            }
            length = math.sqrt(math.fsum(value * value for value in part.values()))
            if length > 0.0:
                scale = math.sqrt(weight) / length
                for feature, value in part.items():
                    vector[f"{kind[0]}{feature}"] = value * scale
        return vector


def space(readings: Sequence[Reading]) -> Space:
    """The space of some notes."""
    counts: dict[str, dict[str, int]] = {kind: {} for kind in WEIGHTS}
    for reading in readings:
        for kind, features in reading.features.items():
            tally = counts[kind]
            for feature in features:
                tally[feature] = tally.get(feature, 0) + 1
    return Space(len(readings), counts)


def product(left: Vector, right: Vector) -> float:
    """How alike two vectors of one space are."""
    if len(left) > len(right):
        left, right = right, left
    return math.fsum(value * right[feature] for feature, value in left.items() if feature in right)


def _telling(found: Sequence[Token], lexicon: Lexicon) -> list[tuple[str, float]]:
    """The words that count and how much, abbreviations spelled out; all of them when none does.

    The words that one abbreviation stands for count together as one.
    """
    telling: list[tuple[str, float]] = []
    for token in found:
        long = lexicon.abbreviations.get(token.word)
        parts = [part.word for part in tokens(long)] if long else [token.word]
        parts = [part for part in parts if lexicon.is_telling(part)]
        telling += [(part, 1.0 / len(parts)) for part in parts]
    return telling or [(token.word, 1.0) for token in found]


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + size] for size in _GRAMS for at in range(len(padded) - size + 1)]
