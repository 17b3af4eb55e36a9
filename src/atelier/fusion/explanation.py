"""Why two notes stand together: the words of one that the other has too."""

from __future__ import annotations

from atelier.fusion.proposal import Span
from atelier.fusion.space import Reading
from atelier.fusion.tokens import tokens
from atelier.fusion.words import Lexicon


def shared_words(text: str, reading: Reading, other: Reading, lexicon: Lexicon) -> tuple[Span, ...]:
    """The words of a text, as they are written, that another one has too or speaks of.

    Args:
        text: the text.
        reading: what was read of it.
        other: what was read of the other text.
        lexicon: the words of their language.
    """
    stems: set[str] = set()
    notions: set[str] = set()
    for token in other.tokens:
        more_stems, more_notions = _of(token.word, lexicon)
        stems |= more_stems
        notions |= more_notions
    spans = []
    for token in reading.tokens:
        own_stems, own_notions = _of(token.word, lexicon)
        if own_stems & stems or own_notions & notions:
            spans.append(Span(token.start, token.end, text[token.start : token.end]))
    return tuple(spans)


def _of(word: str, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    long = lexicon.abbreviations.get(word)
    words = [token.word for token in tokens(long)] if long else [word]
    telling = [part for part in words if lexicon.is_telling(part)]
    return (
        {lexicon.stem(part) for part in telling},
        {name for part in telling for name, _ in lexicon.notions(part) if not name.startswith("~")},
    )
