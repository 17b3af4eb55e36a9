"""A first title for notes that are put together: the one among them that is closest to all, and short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 13
"""Words of a title at the most."""
_WORD: Final = re.compile(r"[^\W_]+")
_LEAST_LETTERS: Final = 3
_LEAST_WORDS: Final = 3
"""A first clause that is shorter says too little alone."""
_CLAUSE_END: Final = re.compile(r"\s*(?:[,;:.!?…]+(?=\s|$)|\s[–—-]\s|[(\n])")
_LONGEST_LINE: Final = 120
_BULLETS: Final = " -–—•·*"
_EDGES: Final = " ,;:.!?…-–—("
_MOST_COMPARED: Final = 200
"""Notes that are compared with one another; more would not make a better title."""


def propose_title(texts: Sequence[str]) -> str:
    """A title drawn from notes, which a person then rewrites; empty when there is nothing to draw it from.

    Args:
        texts: what the notes say.
    """
    found = [text for text in texts[:_MOST_COMPARED] if _WORD.search(text)]
    return _as_title(_central(found)) if found else ""


def _central(texts: Sequence[str]) -> str:
    """The text that shares most words with the others; of equal ones the shortest, then the first."""
    words = [_words(text) for text in texts]

    def rank(index: int) -> tuple[float, int, int]:
        shared = sum(_likeness(words[index], other) for at, other in enumerate(words) if at != index)
        length = len(texts[index].split())
        return (-round(shared, 6), max(length, 3), index)

    return texts[min(range(len(texts)), key=rank)]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets of words."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def fold(text: str) -> str:
    """The text in small letters without accents, to compare with others."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) >= _LEAST_LETTERS)


def _as_title(text: str) -> str:
    line = " ".join(text.split()).lstrip(_BULLETS)
    end = _CLAUSE_END.search(line)
    first = line[: end.start()] if end is not None else line
    if len(first.split()) >= _LEAST_WORDS or not first:
        line = first or line
    words = line.split()
    is_cut = len(words) > LONGEST or len(line) > _LONGEST_LINE
    line = " ".join(words[:LONGEST])[:_LONGEST_LINE].rstrip(_EDGES)
    return line[:1].upper() + line[1:] + ("…" if is_cut else "")
