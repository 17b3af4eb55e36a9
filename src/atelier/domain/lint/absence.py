"""What was not collected must not be read as a finding: « l'absence de notes du groupe A montre… »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.lint.finding import Finding, Level, Where
from atelier.domain.lint.passage import Passage, Role, make_passage
from atelier.domain.lint.references import GROUP_OR_TABLE
from atelier.errors import N_

MISSING: Final = frozenset(
    (CellState.NOT_COLLECTED, CellState.UNEXPLAINED, CellState.NOT_REACHED, CellState.CANCELLED)
)
"""States of a cell of which nothing is known, and nothing can be concluded."""

_LACK: Final = (
    r"(?:absences?|manques?|défaut|inexistence|faiblesse|pauvreté|rareté|carence|vide|non[- ](?:restitution"
    r"|remise|retour)"
    r"|aucune?s?|sans|faute|peu|pas|lack|absence|shortage|scarcity|missing|no|without|few|little)"
)
_MATERIAL: Final = (
    r"(?:notes?\b(?! (?:de (?:suivi|service|soins?|synthèse|frais|cadrage|lecture)|sociales?))|éléments?"
    r"|traces?|fiches?|feuilles?"
    r"|comptes?[- ]rendus?|prises? de notes?|contributions?|retours?|réponses?|données|matière|contenus?"
    r"|remontées?"
    r"|restitutions?|documentation|écrits?|informations?|verbatims?|post-its?|idées?|propositions?|constats?"
    r"|réactions?"
    r"|mentions?|evidence|records?|written|answers?|responses?|input|feedback|sheets?|documented|material"
    r"|contributions?)"
)
_STRONG: Final = (
    r"(?:notes?\b(?! (?:de (?:suivi|service|soins?|synthèse|frais|cadrage|lecture)|sociales?))"
    r"|éléments? (?:documentés?|notés?|écrits?"
    r"|consignés?|recueillis?)|traces? écrites?|prises? de notes?|feuilles? de notes?|fiches? de recueil"
    r"|(?:written|documented|recorded) (?:notes?|elements?|evidence|records?))"
)
_CONCLUDES: Final = (
    r"\b(?:montr|révèl|révél|témoign|indiqu|suggèr|suggér|tradui|confirm|soulign|signifi|prouv|reflèt|reflét"
    r"|illustr|attest"
    r"|démontr|dénot|manifest|trahi|rappell|confort|pointe|laisse(?:nt)? (?:à )?(?:penser|entendre|supposer"
    r"|croire)"
    r"|met(?:tent)? en (?:évidence|lumière|avant)|s'expliqu|est (?:le |un )?(?:signe|révélat|symptom)|preuve"
    r"|fait apparaître"
    r"|on peut en (?:déduire|conclure)|permet de (?:conclure|déduire)"
    r"|show|reveal|suggest|indicat|reflect|demonstrat|highlight|means?\b|prove|point(?:s|ed)? to|impl(?:y"
    r"|ies|ied)|underlin"
    r"|is a sign|tells? us)"
)
_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")


def absence_claims(
    text: str, group_names: Iterable[str], *, is_something_missing: bool
) -> list[tuple[int, int]]:
    """The sentences of a text that speak of what a group did not note as if it said something.

    Args:
        text: the text, with plain quotes and spaces.
        group_names: what groups call themselves.
        is_something_missing: whether a cell that the text could be about holds no notes; if none does,
            only a sentence that draws a conclusion counts.
    """
    sentences = list(_SENTENCE.finditer(text))
    longest = max((len(sentence[0]) for sentence in sentences), default=0)
    # A name that no sentence has room for would only make the shape long to prepare.
    names = "|".join(re.escape(name) for name in group_names if 2 < len(name) <= longest)
    group = f"(?:{GROUP_OR_TABLE}{'|' + names if names else ''})"
    shapes = re.compile(
        rf"\b{_LACK}\b[^.!?]{{0,40}}?\b{_MATERIAL}[^.!?]{{0,50}}?\b{group}"
        rf"|\bsilence (?:du|de la|de l'|des|of the|of|from)\b[^.!?]{{0,10}}?{group}"
        rf"|{group}[^.!?]{{0,20}}?\bn'(?:a|ont|avai(?:t|ent)) (?:rien|pas|laissé|fourni|remis|transmis|aucun)"
        r"[^.!?]{0,30}?\b(?:not|écri|lais|rend|rem|document|consign|renseign|rempl|transm|fourn|produi"
        r"|exprim|répond|trace)"
        rf"|{group}[^.!?]{{0,20}}?\b(?:left|gave|wrote|handed in|returned|produced) (?:no|nothing|few)\b"
        rf"|{_MATERIAL} (?:du|de la|des|from|of)\b[^.!?]{{0,10}}?{group}[^.!?]{{0,40}}?\b(?:manqu|absent"
        rf"|vides?\b|vierge|perdu|inexistant"
        r"|non renseign|n'ont pas|n'a pas|missing|empty|blank|lost)",
        re.IGNORECASE,
    )
    nameless = re.compile(rf"\b{_LACK}\b[^.!?]{{0,30}}?\b{_STRONG}", re.IGNORECASE)
    concludes = re.compile(_CONCLUDES, re.IGNORECASE)
    found: list[tuple[int, int]] = []
    for index, sentence in enumerate(sentences):
        shape = shapes.search(sentence[0])
        following = sentences[index + 1][0] if index + 1 < len(sentences) else ""
        if shape is not None:
            claims = concludes.search(sentence[0], shape.end()) or re.match(
                rf"\s*(?:cela|ceci|ce qui|ce silence|this|which)\b[^.!?]{{0,20}}{_CONCLUDES}",
                following,
                re.IGNORECASE,
            )
        else:
            shape = nameless.search(sentence[0]) if is_something_missing else None
            claims = concludes.search(sentence[0], shape.end()) if shape is not None else None
            if claims is None:
                continue
        if claims or is_something_missing:
            found.append(sentence.span())
    return found


def missing_cells(cells: Sequence[CellStatus], table: int | None) -> list[CellStatus]:
    """The cells of a table, or of all, of which nothing can be concluded."""
    return [cell for cell in cells if cell.state in MISSING and table in (None, cell.table.number)]


def absences(passage: Passage, cells: Sequence[CellStatus], group_names: Sequence[str]) -> Iterator[Finding]:
    """A text of ours that turns missing notes into a finding."""
    if passage.role not in (Role.PROSE, Role.LABEL) or passage.where.column in ("question", "objectives"):
        return
    missing = bool(missing_cells(cells, passage.where.table))
    # An introduction may say what is missing, as long as it concludes nothing from it
    is_frame = passage.where.kind == "workshop"
    for span in absence_claims(passage.folded, group_names, is_something_missing=missing and not is_frame):
        yield passage.finding(
            "absence",
            Level.ERROR,
            N_("Notes that are missing are not a finding; say what was said, or take this out: “{excerpt}”"),
            span,
        )


def claims_in(text: str, cells: Sequence[CellStatus], group_names: Sequence[str], table: int | None) -> bool:
    """Whether a text about a table, or about all, turns missing notes into a finding."""
    passage = make_passage(Where("", "", "", table), text, Role.PROSE)
    return any(absences(passage, cells, group_names))
