"""Making a workshop file: whole under its name, or not there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from atelier.domain.change import Action, Change
from atelier.domain.record import Row, Scalar, column_names
from atelier.domain.state import KINDS, State
from atelier.storage import refusal
from atelier.storage.backup import copy_database, sync_folder
from atelier.storage.database import connect, make_empty
from atelier.storage.journal import Stamp, write_action, write_node

Fill = Callable[[sqlite3.Connection], None]


def create_file(path: Path, fill: Fill) -> None:
    """Make a new workshop file.

    Args:
        path: where nothing is yet.
        fill: writes what is in it, in one transaction.

    Raises:
        FileUnusable: something is there already, or it could not be written.
    """
    if not path.parent.is_dir():
        raise refusal.no_folder(path)
    part = path.with_name(f"{path.name}.part")
    try:
        # Taking the name first: whatever appears there meanwhile is not written over.
        with path.open("xb"):
            pass
    except FileExistsError:
        raise refusal.exists(path) from None
    except OSError as error:
        raise refusal.not_made(path, error) from error
    try:
        part.unlink(missing_ok=True)
        connection = make_empty(part)
        try:
            connection.execute("BEGIN IMMEDIATE")
            fill(connection)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        os.replace(part, path)
    except BaseException as error:
        for left in (path, part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error | OSError):
            raise refusal.not_made(path, error) from error
        raise
    sync_folder(path.parent)


def copy_file(source: sqlite3.Connection, path: Path) -> None:
    """Make a new workshop file of all that a connection sees.

    Raises:
        sqlite3.Error: the source could not be read, or the copy not be written.
        FileUnusable: something is there already.
        OSError: the copy could not be written.
    """
    try:
        with path.open("xb"):
            pass
    except FileExistsError:
        raise refusal.exists(path) from None
    try:
        copy_database(source, path)
        _check(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _check(path: Path) -> None:
    """Raise when a copy is damaged: copying takes a damaged page as it is."""
    connection = connect(path)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    finally:
        connection.close()
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def rows_as_action(name: str, rows: Iterable[Row]) -> Action:
    """The action that makes rows as they are."""
    return Action(name, tuple(Change(row.KIND, row.id, columns_of(row)) for row in rows))


def columns_of(row: Row) -> dict[str, Scalar]:
    """The columns of a row by name, its id left out."""
    names = column_names(type(row))  # type: ignore[arg-type]
    return {name: getattr(row, name) for name in names if name != "id"}


def insert_rows(connection: sqlite3.Connection, state: State) -> None:
    """Fill the empty tables of a new file with rows as they are; history is written apart."""
    for kind, rows in state.tables_by_kind.items():
        names = column_names(KINDS[kind])  # type: ignore[arg-type]
        places = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({places})",
            [tuple(getattr(rows[row_id], name) for name in names) for row_id in sorted(rows)],
        )


def filling(action: Action, stamp: Stamp) -> Fill:
    """What fills a new file with one action."""

    def fill(connection: sqlite3.Connection) -> None:
        write_node(connection, stamp.who)
        write_action(connection, action, stamp)

    return fill
