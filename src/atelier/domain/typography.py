"""Typography of our own words, in French and in English; notes and quotes are never re-typeset.

Nothing here changes a text by itself: corrections are proposed, and a person applies them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

NBSP: Final = "\u00a0"
_ROUNDS: Final = 4
"""One correction may call for another, as an ellipsis before a mark does."""


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """One place where a text departs from usage."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    """`spacing`, `apostrophe`, `quotes`, `ellipsis`, `ligature`, `accent` or `ordinal`."""


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    after: str | Callable[[re.Match[str]], str]

    def corrections(self, text: str) -> Iterator[Correction]:
        for found in self.pattern.finditer(text):
            after = found.expand(self.after) if isinstance(self.after, str) else self.after(found)
            if after != found[0]:
                yield Correction(found.start(), found.end(), found[0], after, self.name)


PROTECTED: Final = re.compile(
    r"`[^`\n]*`"
    r"|\b[a-z][a-z0-9+.-]{0,20}://[^\s<>«»]+|\bwww\.[^\s<>«»]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}?\.(?:fr|com|org|net|eu|io|gouv|html?|pdf|docx?|xlsx?|odt|csv|png|jpe?g)\b(?:/[^\s<>«»]*)?"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|&(?:[A-Za-z]{2,8}\d?|#\d{1,6}|#x[0-9A-Fa-f]{1,6});"
    r"|(?<!\w)[:;]-?[)(DPp/|](?!\w)",
    re.IGNORECASE,
)
"""Addresses, code, times, entities and smileys: nothing in them is ours to set."""


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_LIGATURES: Final = _re(
    r"\b(?:[Cc]oeur|[Ss]oeur|[Oo]euvr|[Dd]ésoeuvr|[Mm]anoeuvr|[Cc]hef[s]?-d[’']oeuvr|[Vv]oeu|[Nn]oeud|[Bb]oeuf"
    r"|[Cc]hoeur|[Oo]euf|[Oo]eil(?!let)|[Mm]oeurs|[ÉéEe]coeur|[Rr]ancoeur|[Oo]edèm|[Oo]esophag|[Ff]oetus"
    r"|[Ff]oetal|[Oo]estrogèn|[Oo]ecumén)"
)
_ACCENTED_CAPITALS: Final = _re(
    r"\bE(?=(?:tat|cole|colier|coli|couter?|coute[sz]?|tre|tape|quipe|quipement|quilibre|tude|tudiant|tudier"
    r"|valuer?|valuation|change|changer|ducation|ducateur|ducatif|ducative|galité|galement|lu|lue|laborer"
    r"|laboration|crire|crit|crite|criture|viter|vénement|vènement|volution|voluer|puisement|conomie|conomique"
    r"|lection|lève|lément|motion|nergie|pidémie|tablir|tablissement|ventuel|ventuelle|ventuellement|vident"
    r"|videmment|dition|diter|cart|carter|cran|chelle|cologie|cologique|loigner|loignement|largir|merger"
    r"|mergence|numérer|quité|thique|ponyme|tonnant|largissement|tendre|veiller|veil)s?\b)"
)
_SENTENCE_A: Final = _re(
    r"(?:(?<=[.!?…] )|(?<=\n)|^)A(?= (?:la |l[’']|partir |défaut |terme|noter|travers |domicile|distance"
    r"|long |court |moyen |chaque |ce |cet |cette |ces |qui |quoi|plusieurs |chacun|leur|l’échelle ))"
)

_FRENCH: Final[tuple[_Rule, ...]] = (
    _Rule("ellipsis", _re(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    _Rule("apostrophe", _re(r"(?<=[^\W\d_])'[ \u00a0]?(?=[^\W\d_])"), "’"),
    _Rule("quotes", _re(r'(?<![\w"])"[ \u00a0]?([^"\n]*[^"\s])[ \u00a0]?"(?![\w"])'), f"«{NBSP}\\1{NBSP}»"),
    _Rule("spacing", _re(r"«[ \t]*(?=[^\s«»])"), f"«{NBSP}"),
    _Rule("spacing", _re(r"(?<=[^\s«»])[ \t]*»"), f"{NBSP}»"),
    _Rule("spacing", _re(r"(?<=[\w)\]»”’%€…\"]) *(?=[;!?])(?![;!?]\))"), NBSP),
    _Rule("spacing", _re(r"(?<=[\w)\]»”’%€…\"]) *:(?=\s|$)"), f"{NBSP}:"),
    _Rule("spacing", _re(r"(?<=\d) ?(?=[%€])"), NBSP),
    _Rule("spacing", _re(r"(?<=[\w)\]»”’%€…]) +(?=[,.](?:\s|$))"), ""),
    _Rule("spacing", _re(r"(?<=[^\W\d_]),(?=[^\W\d_])"), ", "),
    _Rule("spacing", _re(r"(?<=[a-zà-öø-ÿœ]{2})\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ])"), ". "),
    _Rule("spacing", _re(r"(?<=\() +|(?<=[^\s(]) +(?=\))"), ""),
    _Rule("spacing", _re(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), " "),
    _Rule("ordinal", _re(r"(?<=\b1)(?:ère|ere)\b"), "re"),
    _Rule("ordinal", _re(r"(?<=\d)i?[èe]me(?=s?\b)"), "e"),
    _Rule("ligature", _LIGATURES, lambda found: found[0].replace("oe", "œ").replace("Oe", "Œ")),
    _Rule("accent", _ACCENTED_CAPITALS, "É"),
    _Rule("accent", _SENTENCE_A, "À"),
    _Rule("accent", _re(r"\bCa(?= (?:se|ne|va|fait|peut|reste|donne|permet)\b)"), "Ça"),
)

_ENGLISH: Final[tuple[_Rule, ...]] = (
    _Rule("ellipsis", _re(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    _Rule("apostrophe", _re(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    _Rule("quotes", _re(r'(?<![\w"])"([^"\s](?:[^"\n]*[^"\s])?)"(?![\w"])'), r"“\1”"),
    _Rule("spacing", _re(r"(?<=[\w)\]”’%…\"])[ \u00a0\u202f]+(?=[;!?,.:](?:\s|$))"), ""),
    _Rule("spacing", _re(r"(?<=[^\W\d_]),(?=[^\W\d_])"), ", "),
    _Rule("spacing", _re(r"(?<=[a-z]{2})\.(?=[A-Z][a-z])"), ". "),
    _Rule("spacing", _re(r"(?<=\() +|(?<=[^\s(]) +(?=\))"), ""),
    _Rule("spacing", _re(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), " "),
)

_RULES: Final = {"fr": _FRENCH, "en": _ENGLISH}


def propose(text: str, language: str) -> tuple[Correction, ...]:
    """Where a text departs from the usage of its language, in the order of the text, without overlap.

    Args:
        text: words that we publish as ours: a title, a paragraph.
        language: `fr` or `en`; nothing is proposed for another.
    """
    protected = [found.span() for found in PROTECTED.finditer(text)]
    found = [
        correction
        for rule in _RULES.get(language, ())
        for correction in rule.corrections(text)
        if not _touches(correction, protected)
    ]
    return tuple(_apart(found))


def apply(text: str, corrections: Iterable[Correction]) -> str:
    """The text with these corrections made, which `propose` gave for it."""
    pieces: list[str] = []
    end = 0
    for correction in sorted(corrections):
        pieces += [text[end : correction.start], correction.after]
        end = correction.end
    return "".join([*pieces, text[end:]])


def typeset(text: str, language: str) -> str:
    """The text with every correction made."""
    for _ in range(_ROUNDS):
        corrections = propose(text, language)
        if not corrections:
            break
        text = apply(text, corrections)
    return text


def _touches(correction: Correction, spans: Sequence[tuple[int, int]]) -> bool:
    # A correction may stand right before or after a protected span, never inside
    return any(start < correction.end and correction.start < end for start, end in spans)


def _apart(corrections: Iterable[Correction]) -> Iterator[Correction]:
    end = -1
    for correction in sorted(corrections, key=lambda each: (each.start, -each.end)):
        if correction.start >= end and not (correction.start == correction.end == end):
            yield correction
            end = correction.end
