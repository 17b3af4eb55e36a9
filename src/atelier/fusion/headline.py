"""Shorter ways to say a clause: without “we should” at its beginning, without what is added at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from atelier.fusion.tokens import tokens
from atelier.fusion.words import Lexicon

FEWEST_TELLING: Final = 3
"""Words that say something which must be left of a clause."""
_FEWEST_WORDS: Final = 3
_LEADS: Final[Mapping[str, re.Pattern[str]]] = {
    "fr": re.compile(
        r"(?:(?:et|mais|donc|alors|puis)\s+)?"
        r"(?:il\s+(?:faut|faudrait|faudra|faut\s+aussi)"
        r"|(?:on|nous)\s+(?:doit|devrait|devons|devrions|peut|pourrait|pouvons|pourrions))"
        # « il faut que… » and « il faut un… » would be left without their verb
        r"\s+(?=\w+(?:er|ir|re|oir)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:we|they|you|one)\s+(?:should|must|need\s+to|have\s+to|could|can)\s+(?=\w)",
        re.IGNORECASE,
    ),
}
_FRENCH: Final = """
pour dans avec par afin sur chez entre vers lors pendant grace selon car parce qui dont quand
"""
_ENGLISH: Final = "for in with by on at from because so which when while since"
_ADDITIONS: Final[Mapping[str, frozenset[str]]] = {
    "fr": frozenset(_FRENCH.split()),
    "en": frozenset(_ENGLISH.split()),
}
"""Words before which a clause may end; none of those that turn it round (sans, sauf, mais, but, unless)."""
_EDGES: Final = " \t,;:-–—"


def shortenings(clause: str, lexicon: Lexicon) -> list[str]:
    """The clause and shorter ways to say it, the longest first; each can stand alone."""
    found = [clause]
    lead = _LEADS.get(lexicon.language)
    begun = lead.match(clause) if lead is not None else None
    rest = clause[begun.end() :] if begun is not None else clause
    if begun is not None and len(rest.split()) >= _FEWEST_WORDS:
        clause = rest[:1].upper() + rest[1:]
        found.append(clause)
    row = tokens(clause)
    additions = _ADDITIONS.get(lexicon.language, frozenset())
    telling = [lexicon.is_telling(token.word) for token in row]
    for at in range(len(row) - 1, 0, -1):
        if row[at].word in additions and telling[at - 1] and sum(telling[:at]) >= FEWEST_TELLING:
            found.append(clause[: row[at].start].rstrip(_EDGES))
    return found
