"""What is being written: shown at once, and planned upon, so that three presses of + count three."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from atelier.domain.change import Action
from atelier.domain.state import State

if TYPE_CHECKING:
    from atelier.services.session import Saved, Session


class Ahead:
    """The actions that were handed to the writer and are not in the session's state yet."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Action, Future[Saved]]] = []

    def add(self, action: Action, future: Future[Saved]) -> None:
        """Take in an action that was just handed over."""
        self._waiting.append((action, future))

    def arrived(self, action: Action) -> None:
        """The session's state holds an action now."""
        self._waiting = [row for row in self._waiting if row[0] is not action]

    def state(self, session: Session) -> State:
        """The workshop as it is once everything is written; what was refused is left out."""
        unsaved = session.unsaved
        self._waiting = [row for row in self._waiting if not _was_refused(row[1]) or row[0] in unsaved]
        state = session.state
        for action, _ in self._waiting:
            state = state.apply((change.kind, change.row_id, change.columns) for change in action.changes)
        return state


def _was_refused(future: Future[Saved]) -> bool:
    return future.done() and future.exception() is not None
