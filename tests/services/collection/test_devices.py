"""Which phones are there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from atelier.services.collection.devices import (
    CONNECTED_SECONDS,
    Device,
    SeenDevices,
    TableSeen,
    devices,
    keep_devices,
    seen_by_table,
)

NOON = 1_760_522_400.0


def test_what_the_server_saw_is_read_by_others(tmp_path: Path) -> None:
    file = tmp_path / "w.devices"
    seen = SeenDevices(file)
    seen.note("d1", "t1", NOON, queued=3)
    seen.note("d1", "t1", NOON + 1, has_written=True)
    seen.note("d2", "t2", NOON + 2, queued=0)
    keep_devices(file, seen.changed())
    assert seen.changed() == []
    assert devices(file) == [Device("d2", "t2", NOON + 2), Device("d1", "t1", NOON + 1, 3, NOON + 1)]
    again = SeenDevices(file)
    again.note("d1", "t1", NOON + 9)
    assert again.changed() == [Device("d1", "t1", NOON + 9, 3, NOON + 1)]


def test_tables_and_their_phones() -> None:
    found = [
        Device("d1", "t1", NOON, 2, NOON - 60),
        Device("d2", "t1", NOON - CONNECTED_SECONDS - 1, 1),
        Device("d3", "t2", NOON - 5),
    ]
    assert seen_by_table(found, NOON) == {
        "t1": TableSeen(1, NOON, 3, NOON - 60),
        "t2": TableSeen(1, NOON - 5, 0, None),
    }


def test_nothing_is_made_where_nothing_is_read(tmp_path: Path) -> None:
    assert devices(tmp_path / "none" / "w.devices") == []
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_database_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "w.devices"
    file.write_text("something else entirely, and long enough to be looked at")
    assert devices(file) == []
    keep_devices(file, [Device("d1", "t1", NOON)])
    assert devices(file) == []


def test_that_of_another_version_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "w.devices"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE device (device TEXT)")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    keep_devices(file, [Device("d1", "t1", NOON)])
    assert devices(file) == [Device("d1", "t1", NOON)]
