"""Well-spelled words of a language, and the one that a typing mistake was meant to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from string import ascii_lowercase
from types import MappingProxyType
from typing import Final

from atelier import resources
from atelier.fusion.tokens import LIGATURES

MEANT: Final = 20_000
"""Places from which on words are known, but too rare to be what a word of everybody was meant to be."""
_KEYBOARDS: Final = (("azertyuiop", "qsdfghjklm", "wxcvbn"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
_BESIDE: Final = frozenset(
    pair
    for rows in _KEYBOARDS
    for line in (*rows, *map("".join, zip_longest(*rows, fillvalue="")))
    for left, right in pairwise(line)
    for pair in (left + right, right + left)
)
"""Pairs of keys that lie beside or above each other, on French and on English keyboards."""
_NEAR: Final[Mapping[str, str]] = MappingProxyType(
    {key: "".join(sorted(pair[1] for pair in _BESIDE if pair[0] == key)) for key in ascii_lowercase}
)
_COMMENT: Final = re.compile(r"(?m)^#.*$")
_ACCENTS: Final = re.compile("[\N{COMBINING GRAVE ACCENT}-\N{COMBINING LATIN SMALL LETTER X}]+")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Well-spelled words, the most frequent first."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    """Folded words, each with its place."""
    accented: Mapping[str, str] = field(default_factory=dict)
    """How those are written that are not written as they are folded."""

    def __contains__(self, word: str) -> bool:
        return word in self.ranks

    def written(self, word: str) -> str:
        """A folded word as it is written."""
        return self.accented.get(word, word)

    def meant(self, word: str) -> str | None:
        """The most frequent word that is one slip of the fingers away from a folded one."""
        return _meant(self, word)


def vocabulary(language: str, *extra: Path) -> Vocabulary:
    """The words of a language, and those of the user's own folders; read once.

    Args:
        language: `fr`, `en`; one that we have no list for has no words.
        extra: folders laid out as `data/words`.
    """
    return _vocabulary(language, (resources.data("words"), *extra))


def slips(word: str) -> Iterator[str]:
    """What a folded word may have been before one slip of the fingers, some of it more than once.

    A letter that is lost or too many, two letters swapped, or the key beside the right one. Words that differ
    at their end only are forms of one another, no slips.
    """
    size = len(word)
    for at in range(size - 1):
        head, letter, tail = word[:at], word[at], word[at + 1 :]
        yield head + tail
        if letter != tail[0]:
            yield head + tail[0] + letter + tail[1:]
        for other in _NEAR.get(letter, ""):
            yield head + other + tail
    for at in range(size):
        head, tail = word[:at], word[at:]
        for other in ascii_lowercase:
            yield head + other + tail


def is_form(word: str, other: str) -> bool:
    """Whether two words may be forms of one another: they differ at their end only."""
    return word[:-1] == other or other[:-1] == word or word[:-1] == other[:-1]


@lru_cache(maxsize=20_000)
def _meant(words: Vocabulary, word: str) -> str | None:
    ranks = words.ranks
    found = {other for other in slips(word) if ranks.get(other, MEANT) < MEANT and not is_form(word, other)}
    return min(found, key=lambda other: ranks[other]) if found else None


@lru_cache(maxsize=8)
def _vocabulary(language: str, folders: tuple[Path, ...]) -> Vocabulary:
    ranks: dict[str, int] = {}
    accented: dict[str, str] = {}
    for folder in reversed(folders) if language.isalpha() else ():  # the user's own words come first
        file = folder / language / "spelling.txt"
        if file.is_file():
            written = _COMMENT.sub("", file.read_text("utf-8")).casefold()
            # All at once: folding one word after the other takes five times as long
            plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", written.translate(LIGATURES)))
            words, surfaces = plain.split(), written.split()
            first = len(ranks)
            ranks = {**dict(zip(words, range(first, first + len(words)), strict=True)), **ranks}
            accented |= {
                word: surface for word, surface in zip(words, surfaces, strict=True) if word != surface
            }
    return Vocabulary(MappingProxyType(ranks), MappingProxyType(accented))
