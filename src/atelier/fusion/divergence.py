"""Notes of one theme that may say the opposite of each other: a suggestion, shown face to face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import Final

from atelier.fusion.proposal import FusionNote, Span
from atelier.fusion.tokens import Token, tokens
from atelier.fusion.words import Lexicon

_REACH: Final = 4
"""How many words a negation bears on."""


class Reason(StrEnum):
    """Why two notes are shown face to face."""

    LINK = "link"
    """Whoever wrote one said that it contradicts the other."""
    OPPOSITES = "opposites"
    """They hold two words that oppose each other."""
    NEGATION = "negation"
    """One denies what the other says."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """Two notes face to face."""

    first: str
    second: str
    reason: Reason
    first_words: tuple[Span, ...]
    second_words: tuple[Span, ...]


def divergences(
    notes: Sequence[FusionNote], lexicon: Lexicon, contradicts: Sequence[tuple[str, str]] = ()
) -> tuple[Divergence, ...]:
    """The pairs of notes of a theme that may oppose, those that people linked first.

    Args:
        notes: the notes of one theme.
        lexicon: the words of their language.
        contradicts: pairs of ids that people linked as contradicting each other.
    """
    ordered = sorted(notes, key=lambda note: note.id)
    linked = {frozenset(pair) for pair in contradicts}
    read = [_read(note, lexicon) for note in ordered]
    found = []
    for one, other in combinations(read, 2):
        first, second = one.note.id, other.note.id
        if frozenset((first, second)) in linked:
            found.append(Divergence(first, second, Reason.LINK, (), ()))
            continue
        made = _opposites(one, other) or _negation(one, other)
        if made is not None:
            found.append(made)
    rank = {Reason.LINK: 0, Reason.OPPOSITES: 1, Reason.NEGATION: 2}
    return tuple(sorted(found, key=lambda one: (rank[one.reason], one.first, one.second)))


Range = tuple[int, int]
"""From one word to another."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What there is to oppose in a note, read once for all the notes that it stands beside."""

    note: FusionNote
    words: tuple[Token, ...]
    sides: dict[int, tuple[bool, Range]]
    """By number of the opposites of which it holds one side only: whether the left one, and where."""
    said: dict[str, tuple[int, bool]]


def _read(note: FusionNote, lexicon: Lexicon) -> _Read:
    words = tokens(note.text)
    held = {token.word for token in words}
    sides: dict[int, tuple[bool, Range]] = {}
    for number, pair in enumerate(lexicon.opposites):
        left, right = _place(words, held, pair.left), _place(words, held, pair.right)
        # A note with both sides weighs them itself: it opposes nobody
        if left is not None and right is None:
            sides[number] = (True, left)
        elif right is not None and left is None:
            sides[number] = (False, right)
    return _Read(note, words, sides, _said(words, lexicon))


def _opposites(one: _Read, other: _Read) -> Divergence | None:
    for number in sorted(one.sides.keys() & other.sides.keys()):
        (is_left, here), (is_left_too, there) = one.sides[number], other.sides[number]
        if is_left != is_left_too:
            return Divergence(
                one.note.id,
                other.note.id,
                Reason.OPPOSITES,
                (_span(one, here),),
                (_span(other, there),),
            )
    return None


def _place(words: Sequence[Token], held: set[str], phrases: tuple[tuple[str, ...], ...]) -> Range | None:
    """Where the longest of some phrases stands, as a range of words."""
    for phrase in _longest_first(phrases):
        if not held.issuperset(phrase):
            continue
        for start in range(len(words) - len(phrase) + 1):
            if all(words[start + at].word == word for at, word in enumerate(phrase)):
                return start, start + len(phrase)
    return None


@lru_cache(maxsize=1_000)
def _longest_first(phrases: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(filter(None, phrases), key=lambda phrase: (-len(phrase), phrase)))


def _span(read: _Read, place: Range) -> Span:
    start, end = read.words[place[0]].start, read.words[place[1] - 1].end
    return Span(start, end, read.note.text[start:end])


def _negation(one: _Read, other: _Read) -> Divergence | None:
    """One note denies a word that the other uses, and they share two words at least."""
    common = one.said.keys() & other.said.keys()
    if len(common) < 2:
        return None
    for stem in sorted(common):
        (left, is_denied), (right, is_denied_too) = one.said[stem], other.said[stem]
        if is_denied != is_denied_too:
            return Divergence(
                one.note.id,
                other.note.id,
                Reason.NEGATION,
                (_span(one, (left, left + 1)),),
                (_span(other, (right, right + 1)),),
            )
    return None


def _said(words: Sequence[Token], lexicon: Lexicon) -> dict[str, tuple[int, bool]]:
    """The stems of a note that say something, where they stand and whether they are denied."""
    said: dict[str, tuple[int, bool]] = {}
    denied_until = -1
    for at, token in enumerate(words):
        if token.word in lexicon.negations:
            denied_until = at + _REACH
        elif lexicon.is_telling(token.word) and token.word not in lexicon.common:
            said.setdefault(lexicon.stem(token.word), (at, at <= denied_until))
    return said
