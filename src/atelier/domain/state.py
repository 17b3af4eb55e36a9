"""A whole workshop in memory: the tables as history left them, frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, Self, TypeVar

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell
from atelier.domain.clock import ClockEvent
from atelier.domain.decision import Decision
from atelier.domain.dot import Dot
from atelier.domain.note import Note
from atelier.domain.record import Row, Scalar, boolean_columns, column_names
from atelier.domain.room import Room
from atelier.domain.theme import Theme, ThemeSource, Transversal, TransversalSource, Variant
from atelier.domain.workshop import (
    CafeGroup,
    CafeTable,
    HeadCount,
    Message,
    Profile,
    Seating,
    Workshop,
)

R = TypeVar("R", bound=Row)
V = TypeVar("V")

ROWS: Final[tuple[type[Row], ...]] = (
    Workshop,
    Profile,
    Heading,
    CafeTable,
    CafeGroup,
    HeadCount,
    Step,
    Seating,
    ClockEvent,
    Cell,
    Note,
    Theme,
    ThemeSource,
    Transversal,
    TransversalSource,
    Message,
    Variant,
    Room,
    Decision,
    Dot,
)
"""Every kind of row that history keeps."""

KINDS: Final[Mapping[str, type[Row]]] = {row.KIND: row for row in ROWS}
"""The row class of each table."""

_ORDERS: Final[Mapping[type[Row], Callable[[Any], Any]]] = {
    Profile: attrgetter("position", "key"),
    Heading: attrgetter("position", "key"),
    CafeTable: attrgetter("number", "id"),
    CafeGroup: lambda group: (len(group.label), group.label, group.id),
    Step: attrgetter("position", "id"),
    Seating: attrgetter("round", "table_id", "id"),
    ClockEvent: attrgetter("number", "id"),
    Note: attrgetter("position", "id"),
    Theme: attrgetter("position", "id"),
    Transversal: attrgetter("position", "id"),
    Message: attrgetter("at", "id"),
}

_MOST_FOLLOWED: Final = 100
"""Rows that change at once up to which derived values follow; beyond it they are computed anew."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Every row of the workshop by kind and id; a change makes a new state and shares the rest."""

    tables_by_kind: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    _kept: dict[object, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """The state that holds these rows."""
        tables: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        for row in rows:
            tables[row.KIND][row.id] = row
        return cls(tables)

    def all(self, row: type[R]) -> Mapping[str, R]:
        """Every row of a kind by id, deleted ones too."""
        return self.tables_by_kind.get(row.KIND, {})  # type: ignore[return-value]

    def get(self, row: type[R], row_id: str | None) -> R | None:
        """The row with this id unless it is deleted or unknown."""
        found = self.all(row).get(row_id) if row_id is not None else None
        return None if found is None or found.deleted else found

    def live(self, row: type[R]) -> tuple[R, ...]:
        """The rows of a kind that are not deleted, in their order."""

        def choose() -> tuple[R, ...]:
            rows = [found for found in self.all(row).values() if not found.deleted]
            rows.sort(key=_ORDERS.get(row, attrgetter("id")))
            return tuple(rows)

        return self.kept(("live", row.KIND), (row,), choose)

    def kept(
        self,
        key: object,
        depends_on: tuple[type[Row], ...],
        compute: Callable[[], V],
        follow: Callable[[V, Sequence[tuple[Any, Any]]], V] | None = None,
    ) -> V:
        """A derived value, computed once for as long as the tables it depends on stay the same.

        Args:
            key: names the value; hashable.
            depends_on: the kinds of row that it is computed from.
            compute: computes it.
            follow: makes it after a few rows changed, from the value before and each of these rows
                before (None when it is new) and after; only where it depends on one kind.
        """
        found = self._kept.get(key)
        if found is None:
            found = (frozenset(row.KIND for row in depends_on), compute(), follow)
            self._kept[key] = found
        return found[1]

    def apply(self, changes: Iterable[tuple[str, str, Mapping[str, Scalar]]]) -> State:
        """The state after these changes.

        Args:
            changes: kind, row id and new column values, oldest first; kinds and columns that this
                version does not know are passed over.
        """
        tables: dict[str, Mapping[str, Row]] = dict(self.tables_by_kind)
        touched: dict[str, dict[str, Row]] = {}
        befores: dict[str, dict[str, Row | None]] = {}
        for kind, row_id, columns in changes:
            cls = KINDS.get(kind)
            if cls is None:
                continue
            if kind not in touched:
                touched[kind] = dict(tables.get(kind, {}))
                tables[kind] = touched[kind]
                befores[kind] = {}
            rows = touched[kind]
            known = {name: value for name, value in columns.items() if name in _columns(cls)}
            before = rows.get(row_id)
            befores[kind].setdefault(row_id, before)
            if before is None:
                rows[row_id] = cls.from_columns({**known, "id": row_id})
            else:
                rows[row_id] = _with(before, known)
        changed = {
            kind: [(before, touched[kind][row_id]) for row_id, before in rows.items()]
            for kind, rows in befores.items()
        }
        return State(tables, dict(self._kept_after(changed)))

    def _kept_after(
        self, changed: Mapping[str, Sequence[tuple[Row | None, Row]]]
    ) -> Iterable[tuple[object, tuple[frozenset[str], Any, Any]]]:
        for key, (kinds, value, follow) in self._kept.items():
            if not kinds & changed.keys():
                yield key, (kinds, value, follow)
            elif follow is not None:
                (kind,) = kinds
                if len(changed[kind]) <= _MOST_FOLLOWED:
                    yield key, (kinds, follow(value, changed[kind]), follow)

    @property
    def workshop(self) -> Workshop:
        """The workshop's own row."""
        return next(iter(self.all(Workshop).values()))


def _columns(row: type[Row]) -> frozenset[str]:
    return frozenset(column_names(row))  # type: ignore[arg-type]


def _with(row: R, columns: Mapping[str, Scalar]) -> R:
    values = {name: getattr(row, name) for name in column_names(type(row))}  # type: ignore[arg-type]
    flags = boolean_columns(type(row))  # type: ignore[arg-type]
    for name, value in columns.items():
        values[name] = bool(value) if name in flags else value
    return type(row)(**values)
