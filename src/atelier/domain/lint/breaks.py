"""Words cut, glued or doubled, and texts that stop short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atelier.domain.lint.finding import Finding, Level
from atelier.domain.lint.passage import Corpus, Passage, Role
from atelier.domain.typography import PROTECTED
from atelier.errors import N_

_LOWER: Final = "a-zà-öø-ÿœ"
_UPPER: Final = "A-ZÀ-ÖØ-ÞŒ"
_GLUED: Final = re.compile(rf"(?<![\w@./#-])([{_LOWER}]{{2,}})([{_UPPER}][{_LOWER}]+)\w*")
_NAME_START: Final = re.compile(
    r"(?:mon|ma|mes|my|our|open|micro|mac|web|t[eé]l[eé]|info|docto|allo|up|we|be|bio|[eé]co|néo|hypo|di|dé)$"
)
"""Small letters that begin names of sites and tools: « monEspace », « openData »."""
_STUCK: Final = re.compile(rf"(?<![{_LOWER}])[{_LOWER}]{{3,}}[.!?][{_LOWER}]{{3,}}")
_HYPHENATED: Final = re.compile(
    rf"(?<![{_LOWER}])[{_LOWER}]{{2,}}[-\u2010]"
    rf"(?: +(?!et\b|ou\b|à\b|and\b|or\b)[{_LOWER}]{{2,}}|\n *[{_LOWER}]+)"
)
_DOUBLED: Final = re.compile(r"(?<![\w'-])([^\W\d_]+)( +)\1(?![\w'-])(?= +([^\W\d_]+))?", re.IGNORECASE)
_MAY_DOUBLE: Final = ("très", "si", "bla", "cha", "faire", "non", "oui", "that", "had")
_REFLEXIVE: Final = ("nous", "vous")
_REFLEXIVE_NEXT: Final = re.compile(r"(?:.*(?:ons|ez|mes|tes)|y|en|êtes|le|la|les|ne)$", re.IGNORECASE)
_FRAGMENT: Final = re.compile(r"(?<![\w'.,\-/&+°%²³(\[=])[b-df-hj-np-tv-xz]{1,3}(?![\w'.\-/&+°²³()\[])")
_SHORT: Final = re.compile(
    r"(?:h|g|m|l|s|t|km|kg|cm|mm|ml|mg|cl|dl|ms|px|vs|cf|st|dr|nb|ps|tv|sms|rdv|rv|pdf|fr|n|d|c|p|q|x|k|b)$"
)
"""Units and abbreviations without a vowel."""
_STOPS: Final = ".!?…:;"
_CLOSERS: Final = "\"»”')]*\u00a0\u202f "
_DANGLING: Final = re.compile(
    r"(?:des?|du|l[ae]s?|une?|et|ou|à|aux?|en|pour|par|avec|sans|sur|dans|que|qui|dont|ce|cette|ces|leurs?|son|sa"
    r"|ses|notre|nos|ne|se|qu|the|of|to|and|or|an|with|for|in|on|by|that|which|their)$"
)
_TAIL: Final = 80
"""Characters in which the last word is looked for."""
_LAST_WORD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\W*$")
_ENDINGS: Final = re.compile(r"(?:e|s|es|x|nt|ent|r|er|z|ez|ment|té|tés)$")


def breaks(passage: Passage, corpus: Corpus) -> Iterator[Finding]:
    """Words glued to a capital, cut at a line's end, doubled; sentences without an end."""
    if passage.role in (Role.NOTE, Role.LINKS):
        return
    text = PROTECTED.sub(lambda found: "\n" * len(found[0]), passage.folded)
    for found in _GLUED.finditer(text):
        is_name = _NAME_START.match(found[1]) is not None or corpus.words.get(found[0].lower(), 0) > 1
        if not is_name:
            yield passage.finding(
                "cut",
                Level.ERROR,
                N_("Something was pasted into the middle of a word: “{excerpt}”"),
                found.span(),
            )
            break
    if hyphen := _HYPHENATED.search(text):
        msgid = N_("A word is cut by a hyphen: “{excerpt}”")
        yield passage.finding("cut", Level.WARNING, msgid, hyphen.span())
    if stuck := _STUCK.search(text):
        msgid = N_("Two sentences are stuck together: “{excerpt}”")
        yield passage.finding("cut", Level.WARNING, msgid, stuck.span())
    yield from _doubled(passage, text)
    for found in _FRAGMENT.finditer(text):
        if not _SHORT.match(found[0]) and not text[: found.start()].rstrip()[-1:].isdigit():
            yield passage.finding(
                "cut", Level.WARNING, N_("A piece of a word stands alone: “{excerpt}”"), found.span()
            )
            break
    yield from _ending(passage, corpus)


def _doubled(passage: Passage, text: str) -> Iterator[Finding]:
    for found in _DOUBLED.finditer(text):
        word, following = found[1].lower(), found[3] or ""
        if word in _MAY_DOUBLE or (word in _REFLEXIVE and _REFLEXIVE_NEXT.match(following)):
            continue
        once = found.start() + len(found[1])
        fixed = passage.text[:once] + passage.text[found.end() :]
        yield passage.finding(
            "doubled", Level.WARNING, N_("A word is written twice: “{excerpt}”"), found.span(), fixed=fixed
        )
        return


def _ending(passage: Passage, corpus: Corpus) -> Iterator[Finding]:
    text = passage.folded.rstrip()
    last = _LAST_WORD.search(text, max(0, len(text) - _TAIL))
    span = (last.start() if last else len(text) - 1, len(text))
    bare = text.rstrip(_CLOSERS)
    if text[-1] in "-‐,('«" or (
        last is not None and not _has_stop(bare) and _is_dangling(last[1], passage, corpus)
    ):
        yield passage.finding("cut", Level.ERROR, N_("This text stops in the middle: “{excerpt}”"), span)
    elif passage.role is Role.PROSE and not _has_stop(bare) and not _ends_in_address(text):
        yield passage.finding(
            "no-stop",
            Level.WARNING,
            N_("This text has no full stop at its end; is it whole? “{excerpt}”"),
            span,
        )
    yield from _beginning(passage, text)


def _beginning(passage: Passage, text: str) -> Iterator[Finding]:
    word = re.match(rf"[\"«»“'(… ]*((?!e-|m-|i-)[{_LOWER}]{{2}}[\w'-]*)", text)
    if passage.role is not Role.PROSE or word is None or PROTECTED.match(text, word.start(1)):
        return
    if word[1] == word[1].lower():
        msgid = N_("This text begins with a small letter; is it whole? “{excerpt}”")
        yield passage.finding("cut", Level.WARNING, msgid, word.span())


def _has_stop(bare: str) -> bool:
    return bool(bare) and bare[-1] in _STOPS


def _ends_in_address(text: str) -> bool:
    return any(found.end() == len(text) for found in PROTECTED.finditer(text))


def _is_dangling(word: str, passage: Passage, corpus: Corpus) -> bool:
    lower = word.lower()
    if _DANGLING.match(word):
        return True
    if passage.role is not Role.PROSE:
        return False
    if word == lower and not _SHORT.match(lower) and re.fullmatch(r"[b-df-hj-np-tv-xz]{1,4}", lower):
        return True
    # A word that nobody wrote elsewhere, and that begins one that somebody did
    return (
        word == lower
        and len(lower) >= 3
        and corpus.words.get(lower, 0) <= 1
        and any(
            other.startswith(lower)
            and len(other) >= len(lower) + 3
            and not _ENDINGS.fullmatch(other[len(lower) :])
            for other in corpus.words
        )
    )
