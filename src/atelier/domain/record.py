"""What every stored row has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar, Self

Scalar = str | int | float | None
"""What one column holds, in the file and in history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of one table of the workshop file; subclasses name the table and its columns."""

    KIND: ClassVar[str] = ""
    """The table's name in the file."""

    id: str
    deleted: bool = False

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
