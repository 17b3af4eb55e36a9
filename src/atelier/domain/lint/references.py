"""Groups, tables and rounds that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.lint.finding import Finding, Level
from atelier.domain.lint.passage import Passage, Role
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup
from atelier.errors import N_

_ORDINALS: Final = {
    word: index
    for index, words in enumerate(
        (
            "premier première 1er 1re 1ère first",
            "second seconde deuxième 2e 2ème 2nd 2nde",
            "troisième 3e 3ème third 3rd",
            "quatrième 4e 4ème fourth 4th",
            "cinquième 5e 5ème fifth 5th",
            "sixième 6e 6ème sixth 6th",
            "septième 7e 7ème seventh 7th",
            "huitième 8e 8ème eighth 8th",
            "neuvième 9e 9ème ninth 9th",
            "dixième 10e 10ème tenth 10th",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBERS: Final = {
    word: index
    for index, words in enumerate(
        (
            "deux two",
            "trois three",
            "quatre four",
            "cinq five",
            "six",
            "sept seven",
            "huit eight",
            "neuf nine",
            "dix ten",
        ),
        2,
    )
    for word in words.split()
}
_ORDINAL: Final = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NUMBER: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_OTHER: Final = r"(?! (?:de|d'|du|of|des|ronde))"
"""« le premier groupe de parole » is another kind of group."""
GROUP_OR_TABLE: Final = (
    rf"(?:\b(?:{_ORDINAL}|dernière?|autre|last|other)s? (?:groupes?|groups?|tables?|tours?|rounds?)\b{_OTHER}"
    rf"|\b(?:groupe|group|table|tour|round) (?:[A-Z]{{1,2}}|\d{{1,2}}|n° ?\d{{1,2}})\b"
    r"|\b(?:l'un|un|aucun|certains|plusieurs|one|some) (?:des |of the )(?:\w+ )?(?:groupes|groups)\b"
    rf"|\bce groupe\b{_OTHER}|\bthis group\b{_OTHER})"
)
"""A way of naming a group, a table or a round of the workshop; to be matched without regard to case."""

_ORDINAL_OF: Final = re.compile(rf"\b({_ORDINAL}) (groupe|group|table|tour|round)\b{_OTHER}", re.IGNORECASE)
_LETTER: Final = re.compile(r"\b([Gg]roupe|[Gg]roup) ([A-Z]{1,2})\b(?![\w'-])")
_NUMBERED: Final = re.compile(r"\b(table|tour|round) (?:n° ?)?(\d{1,2})\b(?! *(?:%|h\b|min))", re.IGNORECASE)
_HOW_MANY: Final = re.compile(
    rf"\b(?:les|ces|aux|des|the) ({_NUMBER}) (groupes|tables|tours|groups|rounds)\b{_OTHER}", re.IGNORECASE
)
_SORTS: Final = {
    "groupe": "group",
    "groupes": "group",
    "groups": "group",
    "tables": "table",
    "tour": "round",
    "tours": "round",
    "rounds": "round",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to be named."""

    labels: frozenset[str]
    names: tuple[str, ...]
    counts: dict[str, int]
    """How many groups, tables and rounds there are."""


def known_places(state: State) -> Known:
    """The groups, tables and rounds of a workshop."""
    groups = state.live(CafeGroup)
    return Known(
        labels=frozenset(group.label for group in groups),
        names=tuple(group.name for group in groups if group.name),
        counts={"group": len(groups), "table": len(tables(state)), "round": len(rounds_of(state.live(Step)))},
    )


def references(passage: Passage, known: Known) -> Iterator[Finding]:
    """A group, table or round that a text names and that this workshop does not have."""
    if passage.role is not Role.PROSE and passage.role is not Role.LABEL:
        return
    for found in _unknown(passage.folded, known):
        yield passage.finding(
            "reference",
            Level.WARNING,
            N_("“{name}” is named here, but this workshop has none: “{excerpt}”"),
            found.span(),
            name=found[0],
        )


def _unknown(text: str, known: Known) -> Iterator[re.Match[str]]:
    for found in _ORDINAL_OF.finditer(text):
        if _exceeds(found[2], _ORDINALS[found[1].lower()], known):
            yield found
    for found in _LETTER.finditer(text):
        if known.labels and found[2] not in known.labels:
            yield found
    for found in _NUMBERED.finditer(text):
        if _exceeds(found[1], int(found[2]), known):
            yield found
    for found in _HOW_MANY.finditer(text):
        if _exceeds(found[2], _NUMBERS[found[1].lower()], known):
            yield found


def _exceeds(sort: str, number: int, known: Known) -> bool:
    count = known.counts[_SORTS.get(sort.lower(), sort.lower())]
    return count > 0 and number > count
