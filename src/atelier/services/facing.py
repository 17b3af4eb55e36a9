"""What stands face to face: notes of one point that oppose, findings and what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.fusion import sources_of, themes_of
from atelier.domain.note import LinkKind
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeTable
from atelier.fusion.divergence import Divergence, divergences
from atelier.fusion.encoder import Memory
from atelier.fusion.proposal import FusionNote
from atelier.fusion.transversal import TableTheme, theme_likeness
from atelier.services.proposing import words_of

_ASKS: Final = frozenset(("constats", "freins", "faiblesses", "menaces", "interrogations"))
"""Headings under which people say what is wrong, or ask; in other canvases the first heading."""
_LEAST: Final = 0.06
"""The likeness from which a point may answer another one."""
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding of a table, and the points of the same table that may answer it, the most alike first."""

    table: CafeTable
    finding: Theme
    answers: tuple[tuple[Theme, float], ...]


def opposed(state: State, theme_id: str) -> tuple[Divergence, ...]:
    """The notes of a point that may contradict each other, those that people linked first."""
    notes = sources_of(state, theme_id)
    linked = [
        (note.id, note.link_to)
        for note in notes
        if note.link_kind == LinkKind.CONTRADICTS and note.link_to is not None
    ]
    read = [FusionNote(note.id, note.text, note.group_id, note.profile) for note in notes]
    return divergences(read, words_of(state), linked)


def answered(state: State, memory: Memory | None = None) -> tuple[Answered, ...]:
    """Which findings are answered by which actions and conditions, and which by none.

    Args:
        state: the workshop; only points that people stand behind count.
        memory: the encoder, for the semantic engine.
    """
    headings = state.live(Heading)
    asking = {heading.key for heading in headings} & _ASKS or {heading.key for heading in headings[:1]}
    gathering = {heading.key for heading in headings if heading.gathers_stars}
    found: list[Answered] = []
    for table in places(state):
        themes = [theme for theme in themes_of(state, table.id) if theme.status == ThemeStatus.ACCEPTED]
        themes = [theme for theme in themes if theme.heading not in gathering]
        alike = theme_likeness(_as_read(state, table, themes), words_of(state), memory)
        for at, finding in enumerate(themes):
            if finding.heading not in asking:
                continue
            near = sorted(
                (
                    (other, round(alike[at][index], 6))
                    for index, other in enumerate(themes)
                    if other.heading not in asking and alike[at][index] >= _LEAST
                ),
                key=lambda pair: (-pair[1], pair[0].position, pair[0].id),
            )
            found.append(Answered(table, finding, tuple(near[:_MOST])))
    return tuple(found)


def _as_read(state: State, table: CafeTable, themes: Sequence[Theme]) -> list[TableTheme]:
    return [
        TableTheme(
            theme.id,
            str(table.number),
            theme.title,
            (*(note.text for note in sources_of(state, theme.id)), theme.paragraph),
            theme.heading,
        )
        for theme in themes
    ]
