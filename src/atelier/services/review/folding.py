"""When two texts are the same: by every sign, by their words, or nearly."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from atelier.export.wording import paragraphs

_SPACES: Final = re.compile(r"[ \n\t]+")
_ALL_SPACES: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w+")
_SIGNS: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
        "\u00ad": "",
    }
)


def tight(text: str) -> str:
    """The text with one space wherever it has spaces and line ends."""
    return _SPACES.sub(" ", text).strip()


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same in the same paragraphs; where their lines end does not count."""
    return one == other or (tight(one) == tight(other) and len(paragraphs(one)) == len(paragraphs(other)))


@lru_cache(4096)
def loose(text: str) -> str:
    """The text without spaces, its quotation marks, dashes and dots as a typewriter has them."""
    return _ALL_SPACES.sub("", text.translate(_SIGNS))


@lru_cache(4096)
def words(text: str) -> Counter[str]:
    """The words of a text, whatever their case; not to be changed."""
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How many words two texts share, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def share(part: Counter[str], whole: Counter[str]) -> float:
    """How many of a text's words another one holds, from 0 to 1."""
    total = part.total()
    return (part & whole).total() / total if total else 0.0
