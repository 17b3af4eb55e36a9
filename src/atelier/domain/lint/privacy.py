"""What could name a person: notes are attributed to a cell, never to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atelier.domain.lint.finding import Finding, Level
from atelier.domain.lint.passage import Passage
from atelier.errors import N_

_PHONE: Final = re.compile(
    r"(?<![\w.+/])(?:(?:\+|00)33 ?(?:\(0\) ?)?[1-9]|0[1-9])(?:[ .\-/]?\d{2}){4}(?!\d)"
    r"|(?<![\w.])\+\d{1,3}(?:[ .-]?\d{2,4}){3,5}(?!\d)"
)
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_SOCIAL: Final = re.compile(
    r"(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d{2} ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)"
)
_NAME: Final = re.compile(
    r"\b(?:Mme|Mlle|MM?\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Pr\.?|Madame|Monsieur|[Dd]octeure?)"
    r" (?!(?:Le|La|Les|Et|Ou|Madame|Monsieur)\b)(?:d'|de |du |des |le |la )?[A-ZÀ-ÖØ-Þ][\w'-]+"
)


def privacy(passage: Passage) -> Iterator[Finding]:
    """Telephone numbers, addresses, social security numbers and names."""
    if passage.where.kind in ("workshop", "cafe_table"):
        return
    text = passage.folded
    if found := _SOCIAL.search(text) or _PHONE.search(text):
        yield passage.finding(
            "personal", Level.WARNING, N_("This looks like somebody's number: “{excerpt}”"), found.span()
        )
    if found := _MAIL.search(text):
        yield passage.finding(
            "personal", Level.WARNING, N_("This looks like somebody's address: “{excerpt}”"), found.span()
        )
    if found := _NAME.search(text):
        yield passage.finding("personal", Level.INFO, N_("This may name a person: “{excerpt}”"), found.span())
