"""Typing mistakes mended by the words of the other notes, for encoders that read letters as they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from atelier.fusion.tokens import fold
from atelier.fusion.words import Lexicon

SHORTEST: Final = 5
"""Letters of a word that may be mended: shorter ones have too many neighbours."""
_KEYBOARDS: Final = (("azertyuiop", "qsdfghjklm", "wxcvbn"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
_BESIDE: Final = frozenset(
    pair
    for rows in _KEYBOARDS
    for line in (*rows, *map("".join, zip_longest(*rows, fillvalue="")))
    for left, right in pairwise(line)
    for pair in (left + right, right + left)
)
"""Pairs of keys that lie beside or above each other, on French and on English keyboards."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def mended(texts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The texts with words that nobody else wrote put as others wrote them, one letter away.

    A word is mended when it stands in one text only, is no word that the lexicon knows, and exactly one
    word of the other texts, or the most frequent of them, is one swap, lost, doubled or wrong letter away.

    Args:
        texts: the notes of a cell.
        lexicon: the words of their language.
    """
    surfaces: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        words = {fold(match[0]): match[0] for match in _WORD.finditer(text)}
        for word, surface in words.items():
            counts[word] += 1
            surfaces.setdefault(word, Counter())[surface] += 1
    by_gap: dict[str, set[str]] = {}
    for word in counts:
        if len(word) >= SHORTEST - 1:
            for gap in _gaps(word):
                by_gap.setdefault(gap, set()).add(word)
    instead: dict[str, str] = {}
    for word, count in counts.items():
        if count > 1 or len(word) < SHORTEST or _is_known(word, lexicon):
            continue
        near = {other for gap in _gaps(word) for other in by_gap.get(gap, ()) if other != word}
        found = [
            other
            for other in near
            if (counts[other] > 1 or _is_known(other, lexicon))
            and not _is_form(word, other)
            and is_slip(word, other)
        ]
        if found:
            best = min(found, key=lambda other: (-counts[other], other))
            instead[word] = min(surfaces[best], key=lambda surface: (-surfaces[best][surface], surface))
    if not instead:
        return list(texts)
    return [_WORD.sub(lambda match: instead.get(fold(match[0]), match[0]), text) for text in texts]


def is_slip(word: str, other: str) -> bool:
    """Whether one slip of the fingers leads from one folded word to the other.

    A letter that is lost or too many, two letters swapped, or the key beside the right one.
    """
    if len(word) != len(other):
        return abs(len(word) - len(other)) == 1
    places = [at for at, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    if len(places) == 1:
        at = places[0]
        return word[at] + other[at] in _BESIDE
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and word[places[0]] == other[places[1]]
        and word[places[1]] == other[places[0]]
    )


def _gaps(word: str) -> Iterable[str]:
    """The word, and what is left of it without one letter: words one mistake apart share one of them."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _is_form(word: str, other: str) -> bool:
    """Whether two words may be forms of one another: they differ at their end only."""
    return word[:-1] == other or other[:-1] == word or word[:-1] == other[:-1]


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.stopwords or word in lexicon.common or word in lexicon.meanings
