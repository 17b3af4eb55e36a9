"""Where the notes of a fusion stand: in which points, set aside, or still to treat."""

from __future__ import annotations

from dataclasses import dataclass

from atelier.domain.note import Note
from atelier.domain.place import notes_at, notes_by_table, places
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus, TransversalSource


@dataclass(frozen=True, slots=True)
class Counts:
    """Where notes ended."""

    notes: int
    used: int
    set_aside: int
    pending: int


def themes_of(state: State, table_id: str, heading: str | None = None) -> tuple[Theme, ...]:
    """The points of a table in the facilitator's order, under one heading or all."""
    return tuple(
        theme
        for theme in state.live(Theme)
        if theme.table_id == table_id and (heading is None or theme.heading == heading)
    )


def sources_of(state: State, theme_id: str) -> tuple[Note, ...]:
    """The notes that a point rests on, in the order of their writing."""
    by_theme = state.kept("sources by theme", (ThemeSource,), lambda: _sources_by_theme(state))
    notes = (state.get(Note, note_id) for note_id in by_theme.get(theme_id, ()))
    return tuple(
        sorted((note for note in notes if note is not None), key=lambda note: (note.position, note.id))
    )


def themes_with(state: State, note_id: str) -> tuple[Theme, ...]:
    """The points that rest on a note."""
    by_note = state.kept("themes by note", (ThemeSource,), lambda: _themes_by_note(state))
    themes = (state.get(Theme, theme_id) for theme_id in by_note.get(note_id, ()))
    return tuple(theme for theme in themes if theme is not None)


def is_used(state: State, note_id: str) -> bool:
    """Whether a point that people accepted rests on a note."""
    return any(theme.status == ThemeStatus.ACCEPTED for theme in themes_with(state, note_id))


def pending_notes(state: State, table_id: str, heading: str | None = None) -> tuple[Note, ...]:
    """The notes of a table that are neither used nor set aside, in the order of their writing."""
    return tuple(
        note
        for note in notes_at(state, table_id)
        if (heading is None or note.heading == heading)
        and not note.set_aside_reason
        and not is_used(state, note.id)
    )


def count_notes(state: State, table_id: str | None = None, heading: str | None = None) -> Counts:
    """Where the notes of the workshop, of a table or of one of its headings ended."""
    tables = notes_by_table(state)
    chosen = [tables.get(table_id, ())] if table_id is not None else tables.values()
    used = aside = total = 0
    for notes in chosen:
        for note in notes:
            if heading is not None and note.heading != heading:
                continue
            total += 1
            if note.set_aside_reason:
                aside += 1
            elif is_used(state, note.id):
                used += 1
    return Counts(total, used, aside, total - used - aside)


def is_everything_frozen(state: State) -> bool:
    """Whether every table that has notes or points is frozen, and at least one is."""
    busy = [table for table in places(state) if notes_at(state, table.id) or themes_of(state, table.id)]
    return bool(busy) and all(table.is_frozen for table in busy)


def transversal_themes(state: State, transversal_id: str) -> tuple[Theme, ...]:
    """The tables' points that a transversal point rests on."""
    themes = (
        state.get(Theme, source.theme_id)
        for source in state.live(TransversalSource)
        if source.transversal_id == transversal_id
    )
    return tuple(theme for theme in themes if theme is not None)


def _sources_by_theme(state: State) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in state.all(ThemeSource).values():
        if not source.deleted:
            found.setdefault(source.theme_id, []).append(source.note_id)
    return found


def _themes_by_note(state: State) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in state.all(ThemeSource).values():
        if not source.deleted:
            found.setdefault(source.note_id, []).append(source.theme_id)
    return found
