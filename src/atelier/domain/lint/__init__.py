"""What stands between a workshop and its publication; lint warns and never blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from atelier.domain.coverage import CellStatus
from atelier.domain.lint.absence import absences
from atelier.domain.lint.breaks import breaks
from atelier.domain.lint.finding import Finding, Fix, Level, Where
from atelier.domain.lint.leftovers import leftovers
from atelier.domain.lint.passage import Passage, Role, read_corpus
from atelier.domain.lint.privacy import privacy
from atelier.domain.lint.references import known_places, references
from atelier.domain.lint.residue import residue
from atelier.domain.lint.structure import structure
from atelier.domain.state import State
from atelier.domain.typography import propose, typeset
from atelier.errors import N_

__all__ = ["Finding", "Fix", "Level", "Where", "lint"]

_KEPT_PASSAGES = 16_384
"""Texts whose findings are remembered: at the next look only those that changed are read again."""
_LEVELS = (Level.ERROR, Level.WARNING, Level.INFO)


def lint(state: State, cells: Sequence[CellStatus]) -> tuple[Finding, ...]:
    """Everything worth a look before publication, errors first, then in the order of the document.

    The first look at thousands of notes takes about a second; call it off the event loop.

    Args:
        state: the workshop.
        cells: its coverage grid, all of it.
    """
    findings = list(structure(state, cells))
    corpus = read_corpus(state)
    known = known_places(state)
    for passage in corpus.passages:
        findings += _read(passage)
        findings += breaks(passage, corpus)
        findings += absences(passage, cells, known.names)
        findings += references(passage, known)
        findings += _typography(passage, corpus.language)
    return tuple(sorted(findings, key=lambda finding: _LEVELS.index(finding.level)))


@lru_cache(_KEPT_PASSAGES)
def _read(passage: Passage) -> tuple[Finding, ...]:
    return (*residue(passage), *leftovers(passage), *privacy(passage))


def _typography(passage: Passage, language: str) -> Iterator[Finding]:
    if passage.role not in (Role.LABEL, Role.PROSE):
        return
    corrections = propose(passage.text, language)
    if corrections:
        yield passage.finding(
            "typography",
            Level.WARNING,
            N_(
                "Spacing or signs depart from usage in {n} place: “{excerpt}”",
                "Spacing or signs depart from usage in {n} places: “{excerpt}”",
            ),
            (corrections[0].start, corrections[0].end),
            fixed=typeset(passage.text, language),
            n=len(corrections),
        )
