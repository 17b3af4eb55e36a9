"""The themes that form while people talk: read in the background, for the notes that are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Final

from atelier.domain.canvas import Heading
from atelier.domain.decision import Decision
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.ui.screens.run.latest import latest_notes

if TYPE_CHECKING:
    from atelier.services.nearness import NearestThemes
    from atelier.ui.base import WorkshopScreen

SECONDS: Final = 1.0
"""How long after the engine was asked it may be asked again."""
_KINDS: Final = tuple(row.KIND for row in (Note, Theme, ThemeSource, Decision, CafeGroup, CafeTable, Heading))


class FormingThemes:
    """Names the themes of the last notes, at most once a second, and never on the screen's own thread."""

    def __init__(self, screen: WorkshopScreen, tell: Callable[[], object]) -> None:
        """Nothing is known yet.

        Args:
            screen: the screen that shows the notes.
            tell: called once other titles are known.
        """
        self._screen = screen
        self._tell = tell
        self._nearest: NearestThemes | None = None
        self._titles: Mapping[str, str] = {}
        self._known: tuple[object, ...] = ()
        """The tables that the titles were made from."""
        self._asked_at = float("-inf")
        self._is_busy = False
        self._is_due = False

    def of(self, state: State) -> Mapping[str, str]:
        """The titles that are known, by the id of the note; what changed is read in the background."""
        if not _is_same(_basis(state), self._known) and not self._is_busy and not self._is_due:
            left = self._asked_at + SECONDS - monotonic()
            self._is_due = True
            # The page comes first: the engine would slow its painting down.
            self._screen.set_timer(max(left, 0.1), self._ask)
        return self._titles

    def _ask(self) -> None:
        self._is_due = False
        screen = self._screen
        if not screen.is_whole or screen.atelier.session is None:
            return
        state = screen.state
        self._is_busy, self._asked_at = True, monotonic()
        screen.run_worker(lambda: self._read(state), thread=True, group="forming", exit_on_error=False)

    def _read(self, state: State) -> None:
        from atelier.services.nearness import NearestThemes

        titles: Mapping[str, str] = {}
        try:
            if self._nearest is None:
                self._nearest = NearestThemes()
            titles = self._nearest.of(state, latest_notes(state), lambda: self._screen.is_running)
        finally:
            self._screen.call_later(self._answered, state, titles)

    def _answered(self, state: State, titles: Mapping[str, str]) -> None:
        self._is_busy, self._known = False, _basis(state)
        self._titles = titles
        if self._screen.is_whole and self._screen.atelier.session is not None:
            self._tell()


def _basis(state: State) -> tuple[object, ...]:
    return tuple(state.tables_by_kind.get(kind) for kind in _KINDS)


def _is_same(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    return len(left) == len(right) and all(one is other for one, other in zip(left, right, strict=True))
