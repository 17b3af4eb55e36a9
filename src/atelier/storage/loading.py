"""Reading the tables of a workshop file into a state, fast: it is what the first screen waits for."""

from __future__ import annotations

import gc
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

from atelier.domain.record import Row, boolean_columns, column_names
from atelier.domain.state import ROWS, State


def load_state(connection: sqlite3.Connection) -> State:
    """Every row of a file.

    Raises:
        sqlite3.Error: the file could not be read.
    """
    with _without_collections():
        return State({cls.KIND: read_rows(connection, cls) for cls in ROWS})


def read_rows(
    connection: sqlite3.Connection, cls: type[Row], row_ids: tuple[str, ...] | None = None
) -> dict[str, Row]:
    """The rows of one table by id.

    Args:
        connection: any connection to the file.
        cls: the kind of row.
        row_ids: which ones; all of them when None.
    """
    names = column_names(cls)  # type: ignore[arg-type]
    query = f"SELECT {', '.join(names)} FROM {cls.KIND}"
    if row_ids is None:
        found = connection.execute(query).fetchall()
    else:
        found = connection.execute(
            f"{query} WHERE id IN ({', '.join('?' * len(row_ids))})", row_ids
        ).fetchall()
    # Filling the slots of empty rows, a column at a time, takes a fifth of the time of their constructor.
    rows = list(map(object.__new__, repeat(cls, len(found))))
    flags = boolean_columns(cls)  # type: ignore[arg-type]
    for name, column in zip(names, zip(*found, strict=True), strict=False):
        values = map(bool, column) if name in flags else column
        deque(map(getattr(cls, name).__set__, rows, values), maxlen=0)
    return {row.id: row for row in rows}


@contextmanager
def _without_collections() -> Iterator[None]:
    """Thousands of new rows would set off several full collections, and none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
