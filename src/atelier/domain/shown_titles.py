"""The titles that the room may see while the fusion goes on: by table and heading, key messages first."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.domain.canvas import Heading
from atelier.domain.fusion import themes_of
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeTable
from atelier.frozen import frozen


@frozen
class ShownTitle:
    """One title, with nothing of who said it."""

    text: str
    is_key: bool
    table: CafeTable | None
    """None for what comes back from table to table."""
    heading: Heading | None


def shown_titles(state: State) -> tuple[ShownTitle, ...]:
    """The titles of the points that people stand behind, those across tables last.

    Points without a title are left out: nothing but the words of a note could stand in for one.
    """
    kinds = (Theme, Transversal, Heading, CafeTable)
    return state.kept("shown titles", kinds, lambda: (*_of_tables(state), *_across(state)))


def _of_tables(state: State) -> Iterator[ShownTitle]:
    for table in places(state):
        for heading in state.live(Heading):
            themes = [
                theme
                for theme in themes_of(state, table.id, heading.key)
                if theme.status == ThemeStatus.ACCEPTED and theme.title.strip()
            ]
            for theme in sorted(themes, key=lambda theme: not theme.star):
                yield ShownTitle(theme.title, theme.star, table, heading)


def _across(state: State) -> Iterator[ShownTitle]:
    for theme in state.live(Transversal):
        if theme.title.strip():
            yield ShownTitle(theme.title, False, None, None)
