"""The texts that lint reads: every word that a document would print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from atelier.domain.fusion import themes_of
from atelier.domain.lint.finding import Finding, Fix, Level, Where
from atelier.domain.place import notes_by_table, places
from atelier.domain.state import State
from atelier.domain.theme import ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable

_FOLDED: Final = str.maketrans("’‘ʼ“”\u00a0\u202f", "'''\"\"  ")
_WORD: Final = re.compile(r"[^\W\d_]+")
_AROUND: Final = 28
"""Characters shown on each side of what was found."""


class Role(StrEnum):
    """What a text is, which says what may be asked of it."""

    LABEL = "label"
    """A few words: a title, a topic, a question."""
    PROSE = "prose"
    """Sentences of ours: a paragraph, a conclusion."""
    LINKS = "links"
    """Lines with addresses."""
    NOTE = "note"
    """What people said: reported, never corrected."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text and where it stands."""

    where: Where
    text: str
    role: Role
    folded: str
    """The same text, letter for letter, with plain quotes and spaces: what patterns are matched with."""

    def finding(
        self,
        code: str,
        level: Level,
        msgid: str,
        span: tuple[int, int] | None = None,
        fixed: str | None = None,
        **params: object,
    ) -> Finding:
        """A finding about this text; about a note it is a warning at most, because notes are not corrected.

        Args:
            code: the rule.
            level: how much it weighs.
            msgid: the sentence; it may use `{excerpt}` when there is a span.
            span: the place in the text.
            fixed: the corrected text to propose.
            **params: other places of the sentence.
        """
        if self.role is Role.NOTE and level is Level.ERROR:
            level = Level.WARNING
        if span is not None:
            params = {"excerpt": excerpt(self.text, *span)} | params
        fix = None
        if fixed is not None and fixed != self.text and self.role is not Role.NOTE:
            fix = Fix(self.where.kind, self.where.row_id, self.where.column, self.text, fixed)
        return Finding(code, level, msgid, self.where, params, fix)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was written, to compare a text with."""

    passages: tuple[Passage, ...]
    language: str
    words: Mapping[str, int] = field(default_factory=dict)
    """How often each word, in small letters, occurs in all texts."""


def read_corpus(state: State) -> Corpus:
    """Every text that a document of this workshop would print."""
    passages = tuple(passage for passage in _passages(state) if passage.text.strip())
    words: dict[str, int] = {}
    for passage in passages:
        for word in _WORD.findall(passage.text):
            words[word.lower()] = words.get(word.lower(), 0) + 1
    return Corpus(passages, state.workshop.language, words)


def excerpt(text: str, start: int, end: int) -> str:
    """The words around a place of a text, on one line."""
    left, right = max(0, start - _AROUND), min(len(text), max(end, start + 1) + _AROUND)
    if end - start > 3 * _AROUND:
        right = start + 3 * _AROUND
    inner = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{inner}{'…' if right < len(text) else ''}"


def make_passage(where: Where, text: str, role: Role) -> Passage:
    """A passage ready to be read."""
    return Passage(where, text, role, text.translate(_FOLDED))


def _passages(state: State) -> Iterator[Passage]:
    workshop = state.workshop
    for column, role in (
        ("title", Role.LABEL),
        ("objectives", Role.PROSE),
        ("introduction", Role.PROSE),
        ("conclusion", Role.PROSE),
        ("further", Role.LINKS),
    ):
        where = Where(workshop.KIND, workshop.id, column)
        yield make_passage(where, getattr(workshop, column), role)
    for table in places(state):
        yield from _passages_of(state, table)
    for point in state.live(Transversal):
        yield make_passage(Where(point.KIND, point.id, "title"), point.title, Role.LABEL)
        yield make_passage(Where(point.KIND, point.id, "paragraph"), point.paragraph, Role.PROSE)


def _passages_of(state: State, table: CafeTable) -> Iterator[Passage]:
    for column in ("topic", "question"):
        where = Where(table.KIND, table.id, column, table.number)
        yield make_passage(where, getattr(table, column), Role.LABEL)
    for theme in themes_of(state, table.id):
        if theme.status != ThemeStatus.ACCEPTED:
            continue
        for column, role in (
            ("title", Role.LABEL),
            ("paragraph", Role.PROSE),
            ("short", Role.PROSE),
            ("divergence", Role.PROSE),
        ):
            where = Where(theme.KIND, theme.id, column, table.number, theme.heading)
            yield make_passage(where, getattr(theme, column), role)
    for note in notes_by_table(state).get(table.id, ()):
        where = Where(note.KIND, note.id, "text", table.number, note.heading)
        yield make_passage(where, note.text, Role.NOTE)
