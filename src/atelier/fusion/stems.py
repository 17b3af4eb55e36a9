"""The part of a word that its relatives share: endings taken off, then its first letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

SHORTEST: Final = 4
"""Letters that must be left."""
LONGEST: Final = 6
"""Letters that are kept: endings of derivation differ beyond them."""

_FRENCH: Final = """
issements issement atrices atrice ations ation ateurs ateur ements ement iennes ienne
euses euse trices trice ances ance ences ence ables able ibles ible ismes isme istes iste
iques ique ives ive ites ite eurs eur ages age eaux aux ions ion ants ant ents ent iers ier
ieres iere elles elle els el ees ee ies ie ifs if ait aient era erons er ez ir es e x s
"""
_ENGLISH: Final = """
izations ization isations isation ations ation fulness ousness iveness nesses ness ments ment
ables able ibles ible ities ity ances ance ences ence ives ive ions ion isms ism ists ist ings ing
ers er ors or als al ful ies ied ly ed es s e y
"""
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": tuple(_FRENCH.split()),
    "en": tuple(_ENGLISH.split()),
}


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; in a language without a table, its first letters."""
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:LONGEST]
