"""What every stored row has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import ClassVar, Self, TypeVar, dataclass_transform

from atelier.frozen import frozen

Scalar = str | int | float | None
"""What one column holds, in the file and in history."""

C = TypeVar("C")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def stored(cls: type[C]) -> type[C]:
    """Make a class of columns: frozen, slotted, given by name, compared as `Row` says."""
    return frozen(cls, kw_only=True, eq=False)


@stored
class Row:
    """One row of one table of the workshop file; subclasses name the table and its columns."""

    KIND: ClassVar[str] = ""
    """The table's name in the file."""

    id: str
    deleted: bool = False

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _names(self))

    def __hash__(self) -> int:
        return hash((self.KIND, self.id))

    @classmethod
    def from_columns(cls, columns: Mapping[str, Scalar]) -> Self:
        """Build a row from stored columns; missing ones take their default.

        Args:
            columns: column name to stored value; booleans are stored as 0 and 1.
        """
        values: dict[str, object] = dict(columns)
        for name in boolean_columns(cls):  # type: ignore[arg-type]
            if name in values:
                values[name] = bool(values[name])
        return cls(**values)  # type: ignore[arg-type]


@cache
def column_names(row: type[Row]) -> tuple[str, ...]:
    """The columns of a row's table, in the order of its fields."""
    return tuple(field.name for field in fields(row))


@cache
def boolean_columns(row: type[Row]) -> frozenset[str]:
    """The columns that are stored as 0 and 1."""
    return frozenset(field.name for field in fields(row) if field.type in ("bool", bool))


def _names(row: Row) -> tuple[str, ...]:
    return column_names(type(row))  # type: ignore[arg-type]
