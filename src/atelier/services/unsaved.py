"""Actions that could not be written, kept until they are."""

from __future__ import annotations

import threading
from dataclasses import replace

from atelier.domain.change import Action, Change
from atelier.storage.faults import StorageTrouble


class Unsaved:
    """What failed and was not saved since, oldest first; told by the writer thread, read by others.

    Args:
        is_kept: whether anything is kept at all; not where whoever sent it keeps it, and sends it again.
    """

    def __init__(self, is_kept: bool = True) -> None:
        self._is_kept = is_kept
        self._actions: list[Action] = []
        self._lock = threading.Lock()

    def actions(self) -> tuple[Action, ...]:
        """What is to be saved again, in this order."""
        with self._lock:
            return tuple(self._actions)

    def settle(self, action: Action, error: Exception | None) -> None:
        """Take note of what became of an action.

        What was written since makes older attempts on the same columns superfluous: trying them again
        would put an old text over a new one.

        Args:
            action: what was to be saved, for the first time or again.
            error: what kept it from being written, or None.
        """
        if not self._is_kept:
            return
        with self._lock:
            known = action in self._actions
            if isinstance(error, StorageTrouble):
                if not known:
                    self._actions.append(action)
                return
            place = self._actions.index(action) if known else len(self._actions)
            older, newer = self._actions[:place], self._actions[place + 1 :]
            if error is None:
                older = [left for other in older if (left := _without(other, action)) is not None]
            self._actions = older + newer


def _without(action: Action, written: Action) -> Action | None:
    """An action without the columns that a later one has written; None when nothing is left of it."""
    columns = {(change.kind, change.row_id): change.columns.keys() for change in written.changes}
    changes: list[Change] = []
    for change in action.changes:
        over = frozenset(columns.get((change.kind, change.row_id), ()))
        left = {name: value for name, value in change.columns.items() if name not in over}
        if left:
            changes.append(replace(change, columns=left) if len(left) < len(change.columns) else change)
    if not changes:
        return None
    return action if changes == list(action.changes) else replace(action, changes=tuple(changes))
