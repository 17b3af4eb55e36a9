"""The words of a note, folded so that accents, case and quotes make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from atelier.frozen import frozen

MOST_TOKENS: Final = 400
"""Words of one note that are read; a note of ordinary make has a tenth of them."""
LONGEST_TOKEN: Final = 40
"""Letters of one word that are read."""

_WORD: Final = re.compile(r"[^\W_]+")
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i"})
"""Letters that no accent is taken off, and what they are folded to."""


@frozen
class Token:
    """One word of a text."""

    word: str
    """Folded: lower case, without accents."""
    start: int
    end: int
    """Where its surface stands in the text: `text[start:end]`."""


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text in lower case, without accents or ligatures."""
    plain = text.casefold().translate(LIGATURES)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in their order, at the most `MOST_TOKENS`."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = fold(match[0][:LONGEST_TOKEN])
        if word:
            found.append(Token(word[:LONGEST_TOKEN], match.start(), match.end()))
            if len(found) == MOST_TOKENS:
                break
    return tuple(found)


def normal(text: str) -> str:
    """What two notes have in common when they are equal but for case, accents and punctuation.

    A text without any word, such as an emoji, is its own normal form.
    """
    words = [fold(match[0]) for match in _WORD.finditer(text)]
    return " ".join(words) if any(words) else " ".join(text.split())
