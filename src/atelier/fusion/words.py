"""What the engine knows of a language: small tables of words, shipped in `data/words`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from atelier import resources
from atelier.frozen import frozen
from atelier.fusion.stems import stem
from atelier.fusion.tokens import fold, tokens
from atelier.fusion.vocabulary import Vocabulary, vocabulary

COMMON_WEIGHT: Final = 0.85
"""What a word of everyday language weighs beside another."""
FAINT_WEIGHT: Final = 0.5
"""What a notion that says little weighs beside another."""
SHORTEST_MENDED: Final = 7
"""Letters of a beginning that is looked for behind a typing mistake."""
_SHORTEST_START: Final = 2


@frozen
class Starts:
    """Words, and beginnings of words, each with what it stands for."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    worn: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Long beginnings with one letter worn away: a question mark stands in its place."""

    def of(self, word: str) -> tuple[str, ...]:
        """What a folded word stands for: the word itself first, else its longest known beginning."""
        found = self.words.get(word)
        if found is not None:
            return found
        for length in range(len(word), _SHORTEST_START - 1, -1):
            found = self.starts.get(word[:length])
            if found is not None:
                return found
        return ()

    def near(self, word: str) -> tuple[str, ...]:
        """What a word may stand for once one letter that is swapped, doubled, lost or wrong is mended."""
        for at in range(len(word) - 1):
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            found = self._long(swapped) or self._long(word[:at] + word[at + 1 :])
            if found:
                return found
        for length in range(len(word), SHORTEST_MENDED - 2, -1):
            start = word[:length]
            for at in range(1, length):
                wrong, lost = f"{start[:at]}?{start[at + 1 :]}", f"{start[:at]}?{start[at:]}"
                mended = self.worn.get(wrong) or self.worn.get(lost)
                if mended:
                    return mended
        return ()

    def _long(self, word: str) -> tuple[str, ...]:
        for length in range(len(word), SHORTEST_MENDED - 1, -1):
            if word[:length] in self.starts:
                return self.starts[word[:length]]
        return ()

    def __contains__(self, word: str) -> bool:
        return bool(self.of(word))


@frozen
class Opposites:
    """Two ways of speaking that contradict each other, each a list of phrases."""

    left: tuple[tuple[str, ...], ...]
    right: tuple[tuple[str, ...], ...]


@frozen
class Lexicon:
    """The words of one language that the engine treats in their own way."""

    language: str
    stopwords: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Folded short form to the words it stands for, as one would print them."""
    meanings: Starts = field(default_factory=Starts)
    common: Starts = field(default_factory=Starts)
    negations: frozenset[str] = frozenset()
    opposites: tuple[Opposites, ...] = ()
    extra: tuple[Path, ...] = ()
    """The user's own folders of words."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The well-spelled words of the language, read when they are first asked for."""
        return vocabulary(self.language, *self.extra)

    def is_telling(self, word: str) -> bool:
        """Whether a folded word says something of what a note is about."""
        return len(word) > 1 and word not in self.stopwords

    def weight(self, word: str) -> float:
        """What a folded word weighs beside a rare one."""
        return COMMON_WEIGHT if word in self.common else 1.0

    def notions(self, word: str) -> tuple[tuple[str, float], ...]:
        """The notions of a folded word, each with its weight; several share it."""
        found = self.meanings.of(word) or (self.meanings.near(word) if len(word) >= SHORTEST_MENDED else ())
        share = len(found) ** -0.5 if found else 0.0
        return tuple((name, share * (FAINT_WEIGHT if name.startswith("~") else 1.0)) for name in found)

    def stem(self, word: str) -> str:
        """The part of a folded word that its relatives share."""
        return stem(word, self.language)


def lexicon(language: str, *extra: Path) -> Lexicon:
    """The shipped words of a language, and those of the user's own folders.

    Args:
        language: `fr`, `en`; one that we have no table for gives an empty lexicon.
        extra: folders laid out as ours, whose lines are added; those that are missing are passed over.
    """
    return _shipped(language) if not extra else _read(language, (resources.data("words"), *extra))


@lru_cache(maxsize=8)
def _shipped(language: str) -> Lexicon:
    return _read(language, (resources.data("words"),))


def _read(language: str, folders: tuple[Path, ...]) -> Lexicon:
    places = [folder / language for folder in folders] if language.isalpha() else []

    def lines(name: str) -> Iterator[str]:
        for place in places:
            file = place / f"{name}.txt"
            if file.is_file():
                for line in file.read_text("utf-8").splitlines():
                    if line.strip() and not line.startswith("#"):
                        yield line

    abbreviations: dict[str, str] = {}
    for line in lines("abbreviations"):
        short, _, long = line.partition("=")
        if long.strip():
            abbreviations[fold(short.strip())] = long.strip()
    opposites, negations = _oppositions(lines("oppositions"))
    return Lexicon(
        language,
        frozenset(fold(word) for line in lines("stopwords") for word in line.split()),
        MappingProxyType(abbreviations),
        _starts((name, word) for line in lines("meanings") for name, word in _notion(line)),
        _starts(("common", word) for line in lines("common") for word in line.split()),
        negations,
        opposites,
        folders[1:],
    )


def _notion(line: str) -> Iterator[tuple[str, str]]:
    name, _, words = line.partition(":")
    for word in words.split():
        yield name.strip(), word


def _starts(pairs: Iterator[tuple[str, str]]) -> Starts:
    words: dict[str, dict[str, None]] = {}
    starts: dict[str, dict[str, None]] = {}
    for name, written in pairs:
        word = fold(written.rstrip("*"))
        if len(word) >= _SHORTEST_START and word.isalnum():
            (starts if written.endswith("*") else words).setdefault(word, {})[name] = None
    return Starts(
        MappingProxyType({word: tuple(names) for word, names in words.items()}),
        MappingProxyType({word: tuple(names) for word, names in starts.items()}),
        MappingProxyType(
            {
                f"{word[:at]}?{word[at + 1 :]}": tuple(names)
                for word, names in starts.items()
                if len(word) >= SHORTEST_MENDED
                for at in range(1, len(word))
            }
        ),
    )


def _oppositions(lines: Iterator[str]) -> tuple[tuple[Opposites, ...], frozenset[str]]:
    opposites: list[Opposites] = []
    negations: set[str] = set()
    for line in lines:
        left, bar, right = line.partition("|")
        if not bar:
            negations.update(fold(word) for word in line.split())
        elif left.strip() and right.strip():
            opposites.append(Opposites(_phrases(left), _phrases(right)))
    return tuple(opposites), frozenset(negations)


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(token.word for token in tokens(phrase)) for phrase in text.split(",") if phrase.strip()
    )
