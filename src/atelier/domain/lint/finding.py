"""What lint says: findings, where they are, and the correction that it can propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atelier.domain.change import Action, Change


class Level(StrEnum):
    """How much a finding weighs; none of them blocks anything."""

    ERROR = "error"
    """It should not be published like this."""
    WARNING = "warning"
    """Worth a look."""
    INFO = "info"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Where:
    """The place that a finding is about."""

    kind: str
    """The row's table, as in `Row.KIND`."""
    row_id: str
    column: str = ""
    table: int | None = None
    """The table's number; 0 is the plenary, None when it is about no table."""
    heading: str = ""
    """The heading's key, or empty."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A new text for one column, for a person to accept."""

    kind: str
    row_id: str
    column: str
    before: str
    after: str

    def action(self, based_on: str | None = None, screen: str = "publish") -> Action:
        """The action that accepts it.

        Args:
            based_on: the revision of the text that was checked.
            screen: the screen where undo takes it back.
        """
        change = Change(self.kind, self.row_id, {self.column: self.after}, based_on)
        return Action("lint.fix", (change,), screen, self.after[:60])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands between a workshop and its publication."""

    code: str
    """Names the rule: `residue`, `alt-text`, `cut`…"""
    level: Level
    msgid: str
    where: Where
    params: Mapping[str, object] = field(default_factory=dict)
    fix: Fix | None = None
