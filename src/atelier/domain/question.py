"""Three soft checks of a table's question: is it open, is it one question, does it blame nobody?

They read words and can be wrong: they hint, and never stop anyone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from atelier.domain.text import is_blank, one_line

_OPEN: Final = re.compile(
    r"\b(?:comment|pourquoi|quoi|quels?|quelles?|où|qui|quand|lequel|laquelle|lesquel(?:le)?s|que|"
    r"how(?! (?:many|much|often|long)\b)|why|what|which|where|when|who|whom|whose)\b|\bqu'"
)
_CLOSED: Final = re.compile(
    r"(?<!qu')\best-ce qu|"
    r"\bcombien\b|\bhow (?:many|much|often|long)\b|"
    r"\b(?!rendez-)[^\W\d_]+-(?:t-)?(?:ils?|elles?|on|nous|vous|tu|je|ce)\b|"
    r"(?:^|,\s*)(?:do|does|did|is|are|was|were|can|could|should|would|will|have|has|had|must|may|shall)\b"
)
_SECOND: Final = re.compile(
    r"\b(?:et|ou|and|or)\s+(?:comment|pourquoi|quels?|quelles?|combien|est-ce|how|why|what|which|where)\b"
)
_BLAME: Final = re.compile(
    r"\bpourquoi\b.*\b(?:ne\b|n').*\b(?:pas|plus|jamais|rien|aucune?|guère)\b|"
    r"\bpourquoi\b.*\b(?:si peu|trop peu)\b|"
    r"\bwhy\b.*(?:n't\b|\b(?:not|never|so few|so little)\b)|"
    r"\b(?:fautes?|coupables?|incapables?|refus(?:e|es|ent|ez)|à cause d[e'u]|pas assez|trop peu)\b|"
    r"\b(?:faults?|blame[ds]?|unable|refuse[ds]?|failed|because of|not enough)\b"
)
_MARKS: Final = re.compile(r"[?!\s]*\?[?!\s]*")


@dataclass(frozen=True, slots=True)
class QuestionChecks:
    """What the words of a question let suppose."""

    is_open: bool
    """It cannot be answered by yes, no or a number."""
    is_single: bool
    """It asks one thing, with a question mark."""
    is_blameless: bool
    """It names nobody's failing."""

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to hint at."""
        return self.is_open and self.is_single and self.is_blameless


def check_question(text: str) -> QuestionChecks | None:
    """What the words of a question let suppose; None when there is none.

    Args:
        text: a question in French or in English.
    """
    if is_blank(text):
        return None
    words = one_line(text).replace("’", "'").casefold()
    asks, closes = _OPEN.search(words), _CLOSED.search(words)
    is_open = closes is None or (asks is not None and asks.start() <= closes.start())
    is_single = len(_MARKS.findall(words)) == 1 and _SECOND.search(words) is None
    return QuestionChecks(is_open, is_single, _BLAME.search(words) is None)
