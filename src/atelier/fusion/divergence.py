"""Notes of one theme that may say the opposite of each other: a suggestion, shown face to face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
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
    words = {note.id: tokens(note.text) for note in ordered}
    found = []
    for first, second in combinations(ordered, 2):
        if frozenset((first.id, second.id)) in linked:
            found.append(Divergence(first.id, second.id, Reason.LINK, (), ()))
            continue
        made = _opposites(first, second, words, lexicon) or _negation(first, second, words, lexicon)
        if made is not None:
            found.append(made)
    rank = {Reason.LINK: 0, Reason.OPPOSITES: 1, Reason.NEGATION: 2}
    return tuple(sorted(found, key=lambda one: (rank[one.reason], one.first, one.second)))


def _opposites(
    first: FusionNote, second: FusionNote, words: dict[str, tuple[Token, ...]], lexicon: Lexicon
) -> Divergence | None:
    for pair in lexicon.opposites:
        for left, right in ((pair.left, pair.right), (pair.right, pair.left)):
            here, there = _place(words[first.id], left), _place(words[second.id], right)
            if here is None or there is None:
                continue
            # A note with both sides weighs them itself: it opposes nobody
            if _place(words[first.id], right) is None and _place(words[second.id], left) is None:
                return Divergence(
                    first.id,
                    second.id,
                    Reason.OPPOSITES,
                    (_span(first.text, words[first.id], here),),
                    (_span(second.text, words[second.id], there),),
                )
    return None


def _place(words: Sequence[Token], phrases: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    """Where the longest of some phrases stands, as a range of words."""
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        for start in range(len(words) - len(phrase) + 1):
            if phrase and all(words[start + at].word == word for at, word in enumerate(phrase)):
                return start, start + len(phrase)
    return None


def _span(text: str, words: Sequence[Token], place: tuple[int, int]) -> Span:
    start, end = words[place[0]].start, words[place[1] - 1].end
    return Span(start, end, text[start:end])


def _negation(
    first: FusionNote, second: FusionNote, words: dict[str, tuple[Token, ...]], lexicon: Lexicon
) -> Divergence | None:
    """One note denies a word that the other uses, and they share two words at least."""
    sides = [_said(words[note.id], lexicon) for note in (first, second)]
    common = sides[0].keys() & sides[1].keys()
    if len(common) < 2:
        return None
    for stem in sorted(common):
        (left, is_denied), (right, is_denied_too) = sides[0][stem], sides[1][stem]
        if is_denied != is_denied_too:
            return Divergence(
                first.id,
                second.id,
                Reason.NEGATION,
                (_span(first.text, words[first.id], (left, left + 1)),),
                (_span(second.text, words[second.id], (right, right + 1)),),
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
