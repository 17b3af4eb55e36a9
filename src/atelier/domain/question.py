"""Three soft checks of a table's question: is it open, is it one question, does it blame nobody?

They read words, in French and in English, and can be wrong: they hint, and never stop anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from atelier.domain.reproach import names_a_failing
from atelier.domain.text import is_blank, one_line


class Doubt(StrEnum):
    """What the words of a question let fear."""

    CLOSED = "closed"
    """A yes or a no could answer it."""
    NUMBER = "number"
    """A number could answer it."""
    NO_QUESTION = "no question"
    """It asks nothing yet."""
    SEVERAL = "several"
    """It asks several things."""
    BLAME = "blame"
    """Somebody could feel blamed."""


@dataclass(frozen=True, slots=True)
class QuestionChecks:
    """What the words of a question let suppose."""

    doubts: tuple[Doubt, ...] = ()

    @property
    def is_open(self) -> bool:
        """It cannot be answered by yes, no or a number."""
        return not {Doubt.CLOSED, Doubt.NUMBER} & set(self.doubts)

    @property
    def is_single(self) -> bool:
        """It asks one thing."""
        return not {Doubt.NO_QUESTION, Doubt.SEVERAL} & set(self.doubts)

    @property
    def is_blameless(self) -> bool:
        """It names nobody's failing."""
        return Doubt.BLAME not in self.doubts

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to hint at."""
        return not self.doubts


# What begins a clause: the words that ask stand there, others of the same spelling elsewhere.
_CLAUSE: Final = r"(?:^|[,:;.!?…(«»\"“”—–]\s*|\b(?:et|ou|mais|and|or|but)\s+)"
_LINK: Final = r"(?:(?:et|ou|mais|alors|donc|selon vous|and|or|but|so|then),?\s+)?"
_PREPOSITION: Final = (
    r"(?:(?:à|a|de|d'|en|par|pour|avec|sans|sur|sous|dans|chez|vers|depuis|jusqu'|jusqu'à|auprès de|entre|"
    r"à cause de|grâce à|face à|about|at|by|for|from|in|of|on|to|under|with|without)\s*)?"
)
_ASKING: Final = (
    r"comment|pourquoi|quoi|quels?|quelles?|qu'est-ce|combien|lequel|laquelle|lesquels|lesquelles|"
    r"how|what|which|why"
)
_ASKING_OR_NOT: Final = r"qui|que|qu'|où|quand|who|whom|whose|where|when"
"""Words that also begin clauses that ask nothing."""
_INVERSION: Final = r"(?!rendez-)[^\W\d_]+-(?:t-)?(?:ils?|elles?|on|nous|vous|tu|je|ce)\b"
_AUXILIARY: Final = (
    r"(?:do|does|did|is|are|was|were|can|could|should|would|will|shall|have|has|had|must|may|might)(?:n't)?"
)

_ASKS_ANYWHERE: Final = re.compile(
    r"\b(?:comment|pourquoi|quoi|quels?|quelles?|how|what|which|why)\b(?! que soi)|\bqu'est-ce\b"
)
_ASKS_AT_START: Final = re.compile(rf"{_CLAUSE}{_LINK}{_PREPOSITION}(?:(?:{_ASKING}|{_ASKING_OR_NOT})\b|qu')")
_ASKS_AT_END: Final = re.compile(r"\b(?:qui|où|quand|who|where|when)\s*[?!]+$")
_INVITES: Final = re.compile(
    r"^(?:racont|décri|imagin|partag|évoqu|cit|dessin|dites|dis-|parl|souven|rappel|complét|propos|"
    r"tell |describe |imagine |share |think of |recall |picture |draw |name |complete |suggest )"
)
_NUMBER: Final = re.compile(
    r"\bcombien\b|\bhow (?:many|much|often|long|far|old|big|soon|satisfied|happy|likely|important|useful)\b|"
    r"\béchelle (?:de|d')|\bscale (?:of|from)\b|\bout of (?:5|10|five|ten)\b|"
    r"\bquel(?:le)? (?:âge|heure|jour|date|note|pourcentage|nombre|fréquence|proportion)\b|"
    r"\bwhat (?:age|time|date|percentage|share|proportion|score)\b"
)
_YES_OR_NO: Final = re.compile(
    r"\boui ou non\b|\byes or no\b|"
    r",?\s*\b(?:n'est-ce pas|pas vrai|non|d'accord|right|ok|agreed)\s*[?!]+$|"
    rf",\s*{_AUXILIARY}\s+(?:i|you|we|they|he|she|it)\s*[?!]+$|^(?:vrai|true) (?:ou|or)\b"
)
_CLOSES: Final = re.compile(
    rf"(?<!qu')\best-ce qu|\b{_INVERSION}|{_CLAUSE}{_LINK}{_AUXILIARY}\b(?!\s+(?:et|ou)\b)"
)
_BEFORE: Final = re.compile(
    r"^(?:et |and |mais |but )?"
    r"(?:quand|lorsqu'|lorsque|si|s'|dès que|alors que|when|if|once|as|since|while)\b"
    rf"(?!\s*{_AUXILIARY}\b)(?P<clause>[^,?]*),\s*"
)
_MARKS: Final = re.compile(r"[?!\s]*\?[?!\s]*")

_INFINITIVE: Final = (
    r"(?:(?:s'|se |les? |la |l'|leur |nous |vous |y |en )*[^\W\d_]+(?:er|ir|oir|dre|tre|ire)\b)"
)
_SUBJECT: Final = r"(?:we|you|they|i|he|she|it|people|users|others|everyone|one)\b"
_HEAD: Final = re.compile(
    rf"(?P<place>{_CLAUSE}){_LINK}{_PREPOSITION}(?:"
    r"(?P<strong>(?:comment|pourquoi|quoi|quels?|quelles?|combien|lesquel(?:le)?s|lequel|laquelle)\b"
    r"(?! que soi)|qu'est-ce\b|est-ce qu)|"
    r"(?P<weak>(?:qui|que|où|quand)\b\s*(?=[?!]|(?:doit|devrait|pourrait)\b|"
    rf"{_INVERSION}|{_INFINITIVE})|qu'(?={_INVERSION}))|"
    rf"(?P<english>(?:how|what|which|why|where|when|who|whom|whose)\b(?!\s+{_SUBJECT}))|"
    rf"(?P<again>{_INVERSION}|{_AUXILIARY}\s+{_SUBJECT}))"
)
_ENGLISH_RELATIVES: Final = frozenset(("who", "whom", "whose", "where", "when"))
_ENGLISH_ASKS: Final = re.compile(
    r"\s*(?:who|whom|whose|where|when)\s*(?:[?!]|(?:do|does|did|can|could|should|would|will|might|else|to)\b)"
)
_PAIR: Final = re.compile(
    r"\b(?:comment|pourquoi|où|quand|qui|quoi|combien|how|why|where|when|who|what) (?:et|ou|and|or) "
    r"(?=(?:à |de |avec |pour |with |for |to )?"
    r"(?:comment|pourquoi|où|quand|qui|quoi|combien|how|why|where|when|whom?|what)\b)"
)
"""« Où et quand » asks one thing."""


def check_question(text: str) -> QuestionChecks | None:
    """What the words of a question let suppose; None when there is none.

    Args:
        text: a question in French or in English.
    """
    if is_blank(text):
        return None
    words = " ".join(one_line(text).replace("’", "'").casefold().split())
    return QuestionChecks(tuple(_doubts(words)))


def _doubts(words: str) -> Iterator[Doubt]:
    marks, invites = len(_MARKS.findall(words)), _INVITES.search(words) is not None
    main = _main_clause(words)
    if _NUMBER.search(main):
        yield Doubt.NUMBER
    elif not invites and not _is_open(main, is_asked=marks > 0):
        yield Doubt.CLOSED
    if not marks and not invites:
        yield Doubt.NO_QUESTION
    elif marks > 1 or _heads(main) > 1:
        yield Doubt.SEVERAL
    if names_a_failing(words):
        yield Doubt.BLAME


def _main_clause(words: str) -> str:
    """A question without what comes before it: « quand vous venez, … », « si tout était possible, … »."""
    found = _BEFORE.match(words)
    if found is None or re.search(_INVERSION, found["clause"]) or len(words) == found.end():
        return words
    return words[found.end() :]


def _is_open(words: str, *, is_asked: bool) -> bool:
    if _YES_OR_NO.search(words):
        return False
    asks = [found.start() for found in (_ASKS_ANYWHERE.search(words), _ASKS_AT_START.search(words)) if found]
    closes = _CLOSES.search(words)
    if not asks:
        # « On commence où ? », a topic that asks nothing yet, « Et si on osait ? »
        is_topic = closes is None and not is_asked
        return is_topic or _ASKS_AT_END.search(words) is not None or words.startswith("et si ")
    return closes is None or min(asks) <= closes.start()


def _heads(words: str) -> int:
    """How many times it asks."""
    text = _PAIR.sub("", words)
    number = 0
    for found in _HEAD.finditer(text):
        is_relative = (
            found["english"] in _ENGLISH_RELATIVES
            and _ENGLISH_ASKS.match(text, found.start("english")) is None
        )
        # What does not begin a question of its own only goes on with the first
        if number and is_relative:
            continue
        if found["again"] and (not number or not found["place"].strip()):
            continue
        number += 1
    return number
