"""A small database of who was seen when: it is written often, and may be lost with the power."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_VERSION: Final = 1
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS device (device TEXT NOT NULL, table_id TEXT NOT NULL, seen_at REAL NOT NULL, "
    "queued INTEGER NOT NULL, last_note_at REAL, PRIMARY KEY (device, table_id)) STRICT, WITHOUT ROWID"
)
_PUT: Final = "INSERT OR REPLACE INTO device VALUES (?, ?, ?, ?, ?)"
_READ: Final = (
    "SELECT device, table_id, seen_at, queued, last_note_at FROM device ORDER BY seen_at DESC LIMIT ?"
)
_DROP: Final = (
    "DELETE FROM device WHERE seen_at < (SELECT seen_at FROM device ORDER BY seen_at DESC LIMIT 1 OFFSET ?)"
)
MOST: Final = 4_096
"""Devices that are remembered; those seen last."""


@dataclass(frozen=True, slots=True)
class Device:
    """A phone at a table."""

    device: str
    """As it calls itself; empty for those that do not say."""
    table_id: str
    seen_at: float
    """Seconds since the epoch, of the real clock."""
    queued: int = 0
    """Notes that it keeps and that were not received, as it said last."""
    last_note_at: float | None = None
    """When a note of its came in; None for never."""


def put_devices(file: Path, devices: Iterable[Device]) -> None:
    """Remember devices as they are now; never an error: what is lost is said again a second later."""
    rows = [(each.device, each.table_id, each.seen_at, each.queued, each.last_note_at) for each in devices]
    with suppress(sqlite3.Error, OSError), closing(_connect(file)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_PUT, rows)
        connection.execute(_DROP, (MOST,))
        connection.execute("COMMIT")


def read_devices(file: Path) -> list[Device]:
    """Every device that is remembered, the one seen last first; none when there is nothing to be read."""
    if not file.exists():
        return []
    with suppress(sqlite3.Error, OSError), closing(_connect(file)) as connection:
        return [Device(*row) for row in connection.execute(_READ, (MOST,))]
    return []


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=0.2, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            # Nothing in it is worth a migration
            connection.execute("DROP TABLE IF EXISTS device")
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
