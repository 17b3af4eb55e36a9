"""Connections to a workshop file, and the steps that bring its tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.domain.state import ROWS
from atelier.storage.schema import APPLICATION_ID, SCHEMA, STEPS, Step

if TYPE_CHECKING:
    from sqlite_utils import Database

Connection = sqlite3.Connection
"""A connection to a workshop file, for those who only hold it and hand it on."""
Failure = sqlite3.Error
"""Whatever a connection raises."""
BUSY_SECONDS: Final = 5.0
"""How long a write waits for another writer."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that exists; each transaction is begun and ended by hand."""
    connection = sqlite3.connect(
        _address(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def make_empty(path: Path) -> sqlite3.Connection:
    """A connection to a new file that has our tables and no row."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    for _, work in STEPS:
        work(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")
    return connection


def schema_of(connection: sqlite3.Connection) -> int:
    """The number of the schema that a file has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def data_version(connection: sqlite3.Connection) -> int:
    """A number that changes for a connection when another one has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def foreign_keys() -> dict[str, dict[str, str]]:
    """By table and column, the table that it points at."""
    connection = sqlite3.connect(":memory:")
    for _, work in STEPS:
        work(connection)
    found = {
        cls.KIND: {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({cls.KIND})")}
        for cls in ROWS
    }
    connection.close()
    return found


def upgrade(path: Path) -> None:
    """Take the steps that a file of an older version lacks, each in a transaction of its own."""
    # A file is nearly always up to date, and importing sqlite_utils costs 50 ms.
    from sqlite_utils import Database, Migrations

    connection = connect(path)
    try:
        # A step that rebuilds a table cannot do so while other tables point at it.
        connection.execute("PRAGMA foreign_keys = OFF")
        migrations = Migrations("atelier")
        for number, (name, work) in enumerate(STEPS, start=1):
            migrations(name=name)(_migration(number, work))
        migrations.apply(Database(connection, execute_plugins=False))
    finally:
        connection.close()


def _migration(number: int, work: Step) -> Callable[[Database], None]:
    def migrate(database: Database) -> None:
        # A new file is made without sqlite_utils, which then does not know the steps that it has.
        if schema_of(database.conn) < number:
            work(database.conn)
            database.conn.execute(f"PRAGMA user_version = {number}")

    return migrate


def _address(path: Path) -> str:
    absolute = path.absolute()
    if absolute.drive.startswith("\\\\"):  # a Windows network share has no address that SQLite takes
        return str(absolute)
    return f"{absolute.as_uri()}?mode=rw"
