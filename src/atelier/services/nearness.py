"""What a note is near to while the day goes on: an earlier note that says the same, a theme that forms.

Everything here may take a while: screens call it from a thread, one call at a time for each object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from atelier.domain.fusion import themes_with
from atelier.domain.note import Note
from atelier.domain.place import notes_at
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.fusion.neighbours import Level, Neighbourhood
from atelier.fusion.proposal import FusionNote
from atelier.services.proposing import words_of
from atelier.services.workbench import Request, answer, request_for

SHORTEST: Final = 6
"""Characters from which on a line is compared: before that it says nothing yet."""
_FEWEST: Final = 2
"""Notes of a proposed theme that is worth naming."""

Place = tuple[str, str]
"""A table and a heading."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A note that says about the same as another text."""

    note_id: str
    level: Level


class Twins:
    """Finds what was said already; the notes that it read last are kept."""

    def __init__(self) -> None:
        self._basis: tuple[str, tuple[tuple[str, str], ...]] = ("", ())
        self._neighbourhood: Neighbourhood | None = None

    def of(self, state: State, table_ids: Sequence[str], text: str, note_id: str = "") -> Twin | None:
        """The note that is most like a text; None when none is near.

        Args:
            state: the workshop.
            table_ids: the tables whose notes are compared, whoever said them.
            text: what is typed, or what a note says.
            note_id: that note; empty for a line that is not one yet.
        """
        if len(text.strip()) < SHORTEST:
            return None
        notes = [note for table_id in dict.fromkeys(table_ids) for note in notes_at(state, table_id)]
        lexicon = words_of(state)
        basis = (lexicon.language, tuple((note.id, note.text) for note in notes))
        if self._neighbourhood is None or basis != self._basis:
            self._neighbourhood = Neighbourhood((FusionNote(*pair) for pair in basis[1]), lexicon)
            self._basis = basis
        found = self._neighbourhood.duplicates(FusionNote(note_id, text), most=1)
        return Twin(found[0].id, found[0].level) if found else None


@dataclass(frozen=True, slots=True)
class _Formed:
    """The themes of one table and heading: what each note stands with, and how that may be called."""

    request: Request
    themes: Mapping[str, tuple[str, tuple[str, ...]]]


class NearestThemes:
    """Names the theme that each of some notes is nearest to; what no new note touches is not asked again."""

    def __init__(self) -> None:
        self._formed: dict[Place, _Formed] = {}

    def of(
        self, state: State, notes: Iterable[Note], goes_on: Callable[[], bool] = lambda: True
    ) -> dict[str, str]:
        """The title of a theme by the id of each note that has one.

        It is the title of a point that people made, be it one that the note is only near to; else what the
        engine would call the notes that say the same. Notes of a rehearsal have none.

        Args:
            state: the workshop.
            notes: the notes.
            goes_on: asked before each table and heading; once it says no, what is known so far is enough.
        """
        by_place: dict[Place, list[Note]] = {}
        for note in notes:
            if not note.deleted and not note.is_rehearsal:
                by_place.setdefault((note.table_id, note.heading), []).append(note)
        known = {place: self._formed[place] for place in by_place if place in self._formed}
        found: dict[str, str] = {}
        for place, here in by_place.items():
            if not _may_change(state, place[0]):
                known.pop(place, None)
            elif goes_on():
                known[place] = _formed(state, place, known.get(place))
            for note in here:
                title = _title(state, note, known.get(place))
                if title:
                    found[note.id] = title
        self._formed = known
        return found


def _may_change(state: State, table_id: str) -> bool:
    table = state.get(CafeTable, table_id)
    return table is not None and not table.is_frozen


def _formed(state: State, place: Place, before: _Formed | None) -> _Formed:
    request = request_for(state, *place)
    if before is not None and before.request == request:
        return before
    themes: dict[str, tuple[str, tuple[str, ...]]] = {}
    for theme in answer(request, state).proposal.themes:
        if len(theme.note_ids) >= _FEWEST:
            themes |= dict.fromkeys(theme.note_ids, (theme.titles[0], theme.note_ids))
    return _Formed(request, themes)


def _title(state: State, note: Note, formed: _Formed | None) -> str:
    own = _titled(themes_with(state, note.id), note.heading)
    if own:
        return own
    title, mates = formed.themes.get(note.id, ("", ())) if formed is not None else ("", ())
    if not title:
        return ""
    for mate in mates:
        made = [theme for theme in themes_with(state, mate) if theme.status == ThemeStatus.ACCEPTED]
        theirs = _titled(made, note.heading)
        if theirs:
            return theirs
    return title


def _titled(themes: Sequence[Theme], heading: str) -> str:
    """The title of the first of some points: of those that people made, of the same heading, at best."""
    ranked = sorted(
        themes, key=lambda theme: (theme.status != ThemeStatus.ACCEPTED, theme.heading != heading)
    )
    return next((theme.title for theme in ranked if theme.title), "")
