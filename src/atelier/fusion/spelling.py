"""Typing mistakes mended before notes are compared: by the other notes' words, then by the language's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from atelier.fusion.tokens import Token, tokens
from atelier.fusion.vocabulary import is_form, slips
from atelier.fusion.words import Lexicon

SHORTEST: Final = 5
"""Letters of a word that may be mended: shorter ones have too many neighbours."""


class Speller:
    """Some notes' words, to be asked what a word was meant to be; what is shown stays as it was typed."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon) -> None:
        """A speller.

        Args:
            texts: notes that are compared with each other.
            lexicon: the words of their language.
        """
        self._lexicon = lexicon
        self._counts: Counter[str] = Counter()
        for text in texts:
            self._counts.update({token.word for token in tokens(text)})
        self._meant: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """A folded word, or the one that it is a typing mistake for.

        A word is mended when one note at the most has it and no table knows it: into the word, one slip away,
        that most others wrote; else into the most frequent word of the language that is one slip away.
        """
        if len(word) < SHORTEST:
            return word
        found = self._meant.get(word)
        if found is None:
            found = self._meant[word] = self._find(word)
        return found

    def read(self, text: str) -> tuple[Token, ...]:
        """The words of a text, mended; where they stand is where they stood."""
        return tuple(
            token if (word := self.meant(token.word)) == token.word else Token(word, token.start, token.end)
            for token in tokens(text)
        )

    def mended(self, text: str) -> str:
        """The text with its mistakes mended, for encoders that read letters as they stand."""
        made, at = [], 0
        for token in tokens(text):
            word = self.meant(token.word)
            if word != token.word:
                made += [text[at : token.start], self._lexicon.vocabulary.written(word)]
                at = token.end
        return "".join([*made, text[at:]])

    def _find(self, word: str) -> str:
        counts = self._counts
        if counts[word] > 1 or not word.isalpha() or self._is_known(word):
            return word
        near = {
            other
            for other in slips(word)
            if other in counts and not is_form(word, other) and (counts[other] > 1 or self._is_known(other))
        }
        if near:
            return min(near, key=lambda other: (-counts[other], other))
        return self._lexicon.vocabulary.meant(word) or word

    def _is_known(self, word: str) -> bool:
        lexicon = self._lexicon
        return (
            word in lexicon.vocabulary
            or word in lexicon.stopwords
            or word in lexicon.abbreviations
            or word in lexicon.common
            or word in lexicon.meanings
        )
