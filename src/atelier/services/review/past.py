"""What a passage was when the text went out: found in history by the version that its code names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.record import Scalar
from atelier.domain.review.passage import Passage, passage_from, passages
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeStatus

History = Callable[[str, str], Sequence[Entry]]
"""Everything that happened to a row, by its kind and id, oldest first."""

_MINUTE: Final = len("2025-10-15T10:00")


class Past:
    """Earlier versions of the passages of one workshop; what it has read once it does not read again.

    Args:
        history: where they are looked up; without it only the present ones are known.
    """

    def __init__(self, history: History | None = None) -> None:
        self._history = history
        self._lives: dict[str, tuple[tuple[str, Passage, bool], ...]] = {}

    def version(self, name: str, version: str, current: Passage | None) -> Passage | None:
        """A passage as it was when its code named this version; None when nobody knows.

        Args:
            name: the passage.
            version: the second half of its code.
            current: as it is now.
        """
        if current is not None and current.version == version:
            return current
        lives = (passage for _, passage, _ in reversed(self._life(name)))
        return next((passage for passage in lives if passage.version == version), None)

    def at(self, name: str, stamp: str) -> Passage | None:
        """A passage as it was at a minute; None when it was not printed then, or nobody knows.

        Args:
            name: the passage.
            stamp: UTC, to the minute.
        """
        then = [life for life in self._life(name) if life[0][:_MINUTE] <= stamp]
        return then[-1][1] if stamp and then and then[-1][2] else None

    def was_there(self, passage: Passage, stamp: str) -> bool:
        """Whether a passage that is there now was there when the text went out, as far as one knows."""
        if not stamp or not self._life(passage.name):
            return True
        return self.at(passage.name, stamp) is not None

    def _life(self, name: str) -> tuple[tuple[str, Passage, bool], ...]:
        """When it changed, what it was then, and whether it was printed."""
        if self._history is None:
            return ()
        kind, rest = name.split("/", 1)
        row_id, _, slot = rest.rpartition("/")
        if name not in self._lives:
            columns: dict[str, Scalar] = {}
            lives: list[tuple[str, Passage, bool]] = []
            for entry in self._history(kind, row_id):
                columns |= entry.changes
                status = columns.get("status", ThemeStatus.ACCEPTED.value)
                is_there = not columns.get("deleted") and (
                    kind != Theme.KIND or status == ThemeStatus.ACCEPTED
                )
                lives.append((entry.at, passage_from(kind, row_id, slot, columns), is_there))
            self._lives[name] = tuple(lives)
        return self._lives[name]


def by_name(state: State) -> dict[str, Passage]:
    """The passages as they are now."""
    return {passage.name: passage for passage in passages(state)}
