"""Where the notes of a fusion stand: in which points, set aside, or still to treat.

Every note is exactly one of the three. What two people did at once is settled here, so that no note is
counted twice nor lost: a source counts only when its note and its point are both there and of one
table, and a note that an accepted point rests on is used, whatever else was said of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.place import notes_at, notes_by_table, places
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus, Transversal, TransversalSource
from atelier.domain.workshop import CafeGroup
from atelier.frozen import frozen


class Standing(StrEnum):
    """Where one note ended."""

    USED = "used"
    """Repris: an accepted point rests on it."""
    SET_ASIDE = "set_aside"
    """Mis de côté, with a reason."""
    PENDING = "pending"
    """À traiter: none of the two, be it in a point that is only proposed."""


@frozen
class Counts:
    """Where notes ended."""

    notes: int
    used: int
    set_aside: int
    pending: int


@frozen
class Support:
    """Who carried a point."""

    notes: int
    groups: tuple[CafeGroup, ...]
    """In the order of their labels; empty when people were mixed or free."""
    profiles: tuple[str, ...]
    """Keys of the profiles that its notes name."""


@frozen
class _Sources:
    """Which notes stand behind which points."""

    by_theme: Mapping[str, tuple[Note, ...]]
    by_note: Mapping[str, tuple[Theme, ...]]
    used: frozenset[str]


def themes_of(state: State, table_id: str, heading: str | None = None) -> tuple[Theme, ...]:
    """The points of a table in the facilitator's order, under one heading or all."""
    by_table = state.kept("themes by table", (Theme,), lambda: _themes_by_table(state))
    themes = by_table.get(table_id, ())
    return themes if heading is None else tuple(theme for theme in themes if theme.heading == heading)


def sources_of(state: State, theme_id: str) -> tuple[Note, ...]:
    """The notes that a point rests on, in the order of their writing."""
    return _sources(state).by_theme.get(theme_id, ())


def themes_with(state: State, note_id: str) -> tuple[Theme, ...]:
    """The points that rest on a note, in the facilitator's order."""
    return _sources(state).by_note.get(note_id, ())


def support_of(state: State, theme_id: str) -> Support:
    """Who carried a point."""
    notes = sources_of(state, theme_id)
    carried = {note.group_id for note in notes}
    profiles = dict.fromkeys(note.profile for note in notes if note.profile)
    groups = tuple(group for group in state.live(CafeGroup) if group.id in carried)
    return Support(len(notes), groups, tuple(profiles))


def is_used(state: State, note_id: str) -> bool:
    """Whether a point that people accepted rests on a note."""
    return note_id in _sources(state).used


def standing(state: State, note: Note) -> Standing:
    """Where a note ended."""
    if is_used(state, note.id):
        return Standing.USED
    return Standing.SET_ASIDE if note.set_aside_reason else Standing.PENDING


def pending_notes(state: State, table_id: str, heading: str | None = None) -> tuple[Note, ...]:
    """The notes of a table that are neither used nor set aside, in the order of their writing."""
    return _notes_standing(state, table_id, heading, Standing.PENDING)


def set_aside_notes(state: State, table_id: str, heading: str | None = None) -> tuple[Note, ...]:
    """The notes of a table that were set aside, in the order of their writing."""
    return _notes_standing(state, table_id, heading, Standing.SET_ASIDE)


def starred_elsewhere(state: State, table_id: str, heading: str) -> tuple[Note, ...]:
    """Starred notes of a table's other headings that show under a heading which gathers stars.

    Those that were set aside, or that a point of that heading rests on already, are left out.
    """
    found = state.get(Heading, heading)
    if found is None or not found.gathers_stars:
        return ()
    return tuple(
        note
        for note in notes_at(state, table_id)
        if note.star
        and note.heading != heading
        and standing(state, note) is not Standing.SET_ASIDE
        and not any(theme.heading == heading for theme in themes_with(state, note.id))
    )


def count_notes(state: State, table_id: str | None = None, heading: str | None = None) -> Counts:
    """Where the notes of the workshop, of a table or of one of its headings ended."""
    by_table = state.kept("note counts", (Note, Theme, ThemeSource), lambda: _count_all(state))
    total = used = aside = 0
    tables = by_table.values() if table_id is None else [by_table.get(table_id, {})]
    for by_heading in tables:
        chosen = by_heading.values() if heading is None else [by_heading.get(heading, _NOTHING)]
        for counts in chosen:
            total += counts.notes
            used += counts.used
            aside += counts.set_aside
    return Counts(total, used, aside, total - used - aside)


def is_everything_frozen(state: State) -> bool:
    """Whether every table that has notes or points is frozen, and at least one is."""
    busy = [table for table in places(state) if notes_at(state, table.id) or themes_of(state, table.id)]
    return bool(busy) and all(table.is_frozen for table in busy)


def transversal_themes(state: State, transversal_id: str) -> tuple[Theme, ...]:
    """The tables' points that a transversal point rests on, by table, heading and their order."""
    kinds = (Theme, Transversal, TransversalSource, Heading)
    by_transversal = state.kept("themes by transversal", kinds, lambda: _themes_by_transversal(state))
    found = by_transversal.get(transversal_id, ())
    ranks = {table.id: rank for rank, table in enumerate(places(state))}
    return tuple(sorted(found, key=lambda theme: ranks.get(theme.table_id, len(ranks))))


_NOTHING = Counts(0, 0, 0, 0)


def _sources(state: State) -> _Sources:
    return state.kept("sources", (Note, Theme, ThemeSource), lambda: _read_sources(state))


def _read_sources(state: State) -> _Sources:
    notes: dict[str, list[Note]] = {}
    themes: dict[str, list[Theme]] = {}
    used: set[str] = set()
    for source in state.all(ThemeSource).values():
        if source.deleted:
            continue
        note, theme = state.get(Note, source.note_id), state.get(Theme, source.theme_id)
        if note is None or theme is None or note.table_id != theme.table_id or note.is_rehearsal:
            continue
        notes.setdefault(theme.id, []).append(note)
        themes.setdefault(note.id, []).append(theme)
        if theme.status == ThemeStatus.ACCEPTED:
            used.add(note.id)
    return _Sources(
        {key: tuple(sorted(found, key=lambda row: (row.position, row.id))) for key, found in notes.items()},
        {key: tuple(sorted(found, key=lambda row: (row.position, row.id))) for key, found in themes.items()},
        frozenset(used),
    )


def _themes_by_table(state: State) -> dict[str, tuple[Theme, ...]]:
    found: dict[str, list[Theme]] = {}
    for theme in state.live(Theme):
        found.setdefault(theme.table_id, []).append(theme)
    return {table_id: tuple(themes) for table_id, themes in found.items()}


def _notes_standing(state: State, table_id: str, heading: str | None, wanted: Standing) -> tuple[Note, ...]:
    return tuple(
        note
        for note in notes_at(state, table_id)
        if (heading is None or note.heading == heading) and standing(state, note) is wanted
    )


def _count_all(state: State) -> dict[str, dict[str, Counts]]:
    found: dict[str, dict[str, Counts]] = {}
    for table_id, notes in notes_by_table(state).items():
        tallies: dict[str, list[int]] = {}
        for note in notes:
            tally = tallies.setdefault(note.heading, [0, 0, 0])
            ended = standing(state, note)
            tally[0] += 1
            tally[1] += ended is Standing.USED
            tally[2] += ended is Standing.SET_ASIDE
        found[table_id] = {
            heading: Counts(total, used, aside, total - used - aside)
            for heading, (total, used, aside) in tallies.items()
        }
    return found


def _themes_by_transversal(state: State) -> dict[str, tuple[Theme, ...]]:
    ranks = {heading.id: rank for rank, heading in enumerate(state.live(Heading))}
    found: dict[str, list[Theme]] = {}
    for source in state.live(TransversalSource):
        theme = state.get(Theme, source.theme_id)
        if theme is not None:
            found.setdefault(source.transversal_id, []).append(theme)
    for themes in found.values():
        themes.sort(key=lambda theme: (ranks.get(theme.heading, len(ranks)), theme.position, theme.id))
    return {transversal_id: tuple(themes) for transversal_id, themes in found.items()}
