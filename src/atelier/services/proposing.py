"""What the engine proposes for the cells of a workshop, with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.decision import Decision
from atelier.domain.fusion import Standing, sources_of, standing, themes_of
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.place import notes_at, places
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.frozen import frozen
from atelier.fusion.encoder import Memory
from atelier.fusion.engine import propose
from atelier.fusion.locks import Lock, LockKind, apart, together
from atelier.fusion.proposal import DEFAULT, FusionNote, Proposal, ProposedTheme
from atelier.fusion.words import Lexicon, lexicon

FORMAT: Final = "atelier-fusion/1"
SCREEN: Final = "fuse"
_STANDING: Final = 1 << 60
"""Newer than any answer: a point that stands is what people decided last."""
_VERDICTS: Final = frozenset(LockKind)
_APART: Final = 0.000_01
"""Seconds between the positions of points that are stored together."""


@frozen
class CellProposal:
    """What the engine proposes for one table and heading."""

    table: CafeTable
    heading: Heading
    proposal: Proposal


def words_of(state: State) -> Lexicon:
    """The words of the workshop's language."""
    return lexicon("en" if state.workshop.language == "en" else "fr")


def fusion_notes(state: State, table_id: str, heading: str) -> tuple[FusionNote, ...]:
    """The notes of a table and a heading as the engine reads them; those set aside are left out."""
    labels = {group.id: group.label for group in state.live(CafeGroup)}
    return tuple(
        FusionNote(note.id, note.text, labels.get(note.group_id or ""), note.profile, heading, note.star)
        for note in notes_at(state, table_id)
        if note.heading == heading and standing(state, note) is not Standing.SET_ASIDE
    )


def locks_of(state: State, table_id: str, heading: str) -> tuple[Lock, ...]:
    """What people decided about the notes of a table and a heading.

    Notes of one accepted point belong together, those of two do not; a point that stands today counts
    for more than an answer that was given on the way to it.
    """
    held: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for theme in themes_of(state, table_id, heading):
        if theme.status != ThemeStatus.ACCEPTED:
            continue
        # A note that feeds two points must not make one of them: it stands for the first.
        ids = tuple(note.id for note in sources_of(state, theme.id) if note.id not in taken)
        taken.update(ids)
        if ids:
            held.append(ids)
    found = [lock for ids in held for lock in together(ids, _STANDING)]
    for at, ids in enumerate(held):
        for others in held[:at]:
            found += apart(ids[:1], others[:1], _STANDING)
    known = {note.id for note in notes_at(state, table_id) if note.heading == heading}
    return (*found, *decided(state, known))


def decided(state: State, note_ids: Collection[str]) -> tuple[Lock, ...]:
    """What people said of some notes, two by two, newest last."""
    rows = sorted(state.live(Decision), key=lambda row: (row.at, row.id))
    return tuple(
        Lock(LockKind(row.verdict), row.first, row.second, at)
        for at, row in enumerate(rows)
        if row.verdict in _VERDICTS and row.first in note_ids and row.second in note_ids
    )


def propose_cell(
    state: State, table: CafeTable, heading: Heading, memory: Memory | None = None, granularity: int = 0
) -> CellProposal:
    """What the engine proposes for one cell.

    Args:
        state: the workshop.
        table: the table.
        heading: the heading.
        memory: the encoder, for the semantic engine.
        granularity: the place of the slider; 0 is the automatic cut, higher is coarser.
    """
    notes = fusion_notes(state, table.id, heading.key)
    locks = locks_of(state, table.id, heading.key)
    return CellProposal(table, heading, propose(notes, words_of(state), locks, memory, granularity))


def propose_all(state: State, memory: Memory | None = None) -> tuple[CellProposal, ...]:
    """What the engine proposes for every cell that has notes, by table and heading."""
    return tuple(
        propose_cell(state, table, heading, memory)
        for table in places(state)
        for heading in state.live(Heading)
        if any(note.heading == heading.key for note in notes_at(state, table.id))
    )


def store(state: State, cells: Iterable[CellProposal], now: Moment) -> Action | None:
    """Store proposals as points that await a person; None when there is nothing to propose.

    Earlier proposals of the same cells make room. Points that people accepted stay as they are, and so
    do the cells of frozen tables; the notes of a proposed point stay to be treated.

    Args:
        state: the workshop.
        cells: what is proposed.
        now: when it is stored.
    """
    changes: list[Change] = []
    made = 0
    for cell in cells:
        if cell.table.is_frozen:
            continue
        for earlier in themes_of(state, cell.table.id, cell.heading.key):
            if earlier.status == ThemeStatus.PROPOSED:
                changes.append(Change(Theme.KIND, earlier.id, {"deleted": True}))
                changes += [
                    Change(ThemeSource.KIND, source.id, {"deleted": True})
                    for source in state.live(ThemeSource)
                    if source.theme_id == earlier.id
                ]
        for theme in fresh_themes(state, cell.proposal):
            made += 1
            changes += _stored(cell, theme, now, made)
    return Action("theme.propose", tuple(changes), SCREEN) if changes else None


def fresh_themes(state: State, proposal: Proposal) -> tuple[ProposedTheme, ...]:
    """The proposed themes that none of people's points is in already."""
    return tuple(
        theme for theme in proposal.themes if not any(_is_used(state, note_id) for note_id in theme.note_ids)
    )


def paragraph_of(theme: ProposedTheme) -> str:
    """The draft paragraph of a proposed theme as one text."""
    return " ".join(sentence.text for sentence in theme.paragraph)


def document(cells: Sequence[CellProposal]) -> dict[str, Any]:
    """Proposals with their explanations, ready to be written as JSON."""
    engines = [cell.proposal.engine for cell in cells]
    return {
        "format": FORMAT,
        "engine": next((engine for engine in engines if engine != DEFAULT), DEFAULT),
        "cells": [
            {
                "table": cell.table.number,
                "heading": cell.heading.key,
                "themes": [_as_json(theme) for theme in cell.proposal.themes],
                "alone": list(cell.proposal.alone),
            }
            for cell in cells
        ],
    }


def _as_json(theme: ProposedTheme) -> dict[str, Any]:
    return {
        "key": theme.key,
        "titles": list(theme.titles),
        "paragraph": [
            {"sentence": sentence.text, "sources": list(sentence.sources)} for sentence in theme.paragraph
        ],
        "notes": [
            {
                "id": member.id,
                "near": member.near,
                "words": [span.surface for span in member.words],
                "similarity": member.similarity,
                **({} if member.meaning is None else {"meaning": member.meaning}),
            }
            for member in theme.notes
        ],
        "groups": theme.groups,
        "groups_in_cell": theme.groups_in_cell,
        "profiles": list(theme.profiles),
        "cohesion": theme.cohesion,
        "nearest": None
        if theme.nearest is None
        else {"key": theme.nearest.key, "similarity": theme.nearest.similarity},
    }


def _stored(cell: CellProposal, theme: ProposedTheme, now: Moment, rank: int) -> list[Change]:
    theme_id = new_id(now.wall)
    columns: dict[str, Scalar] = {
        "table_id": cell.table.id,
        "heading": cell.heading.key,
        "title": theme.titles[0],
        "paragraph": paragraph_of(theme),
        "status": ThemeStatus.PROPOSED.value,
        "position": order.at(now.wall + rank * _APART),
    }
    return [Change(Theme.KIND, theme_id, columns)] + [
        Change(ThemeSource.KIND, f"{theme_id}/{note_id}", {"theme_id": theme_id, "note_id": note_id})
        for note_id in theme.note_ids
    ]


def _is_used(state: State, note_id: str) -> bool:
    note = state.get(Note, note_id)
    return note is not None and standing(state, note) is Standing.USED
