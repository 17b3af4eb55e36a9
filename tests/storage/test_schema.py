"""The tables are written out by hand; here they are compared with the rows of the domain."""

from __future__ import annotations

import sqlite3
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from atelier.domain.record import Row, column_names
from atelier.domain.state import ROWS
from atelier.storage import database
from atelier.storage.database import connect, make_empty, schema_of, upgrade
from atelier.storage.prose import PROSE
from atelier.storage.replay import row_from
from atelier.storage.schema import APPLICATION_ID, KEPT_APART, SCHEMA, STEPS

TYPES = {"str": "TEXT", "int": "INTEGER", "bool": "INTEGER", "float": "REAL"}


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return make_empty(tmp_path / "new.atelier")


def test_there_is_a_table_for_each_kind_and_no_other(connection: sqlite3.Connection) -> None:
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert found == {row.KIND for row in ROWS} | KEPT_APART


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.KIND)
def test_columns_are_those_of_the_row(connection: sqlite3.Connection, row: type[Row]) -> None:
    stored = {
        name: (kind, bool(required), default)
        for _, name, kind, required, default, _ in connection.execute(f"PRAGMA table_info({row.KIND})")
    }
    assert tuple(stored) == column_names(row)
    for field in fields(row):
        base, _, optional = str(field.type).partition(" | ")
        kind, required, default = stored[field.name]
        assert kind == TYPES[base]
        assert required == (not optional), f"{row.KIND}.{field.name}"
        if field.name != "id" and not optional:
            expected = None if field.default is MISSING else field.default
            plain = int(expected) if isinstance(expected, bool) else expected
            written = f"'{plain}'" if isinstance(plain, str) else str(plain)
            assert default == (None if expected is None else written), f"{row.KIND}.{field.name}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.KIND)
def test_every_table_is_strict_and_keyed_by_id(connection: sqlite3.Connection, row: type[Row]) -> None:
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (row.KIND,)).fetchone()[0]
    assert sql.endswith("STRICT, WITHOUT ROWID")
    assert "id TEXT PRIMARY KEY" in sql


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.KIND)
def test_every_row_id_points_somewhere(connection: sqlite3.Connection, row: type[Row]) -> None:
    pointing = {found[3] for found in connection.execute(f"PRAGMA foreign_key_list({row.KIND})")}
    ids = {name for name in column_names(row) if name.endswith("_id")} - {"boot_id", "of_id"}
    assert ids <= pointing


def test_prose_names_columns_that_exist() -> None:
    columns = {row.KIND: set(column_names(row)) for row in ROWS}
    assert all(names <= columns[kind] for kind, names in PROSE.items())


def test_a_new_file_says_whose_it_is(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID == 0x41544C52
    assert schema_of(connection) == SCHEMA == len(STEPS)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_an_old_file_becomes_what_a_new_one_is(tmp_path: Path, connection: sqlite3.Connection) -> None:
    old = tmp_path / "old.atelier"
    sqlite3.connect(old).execute(f"PRAGMA application_id = {APPLICATION_ID}").connection.close()
    upgrade(old)
    upgraded = connect(old)
    query = "SELECT sql FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY name"
    assert schema_of(upgraded) == SCHEMA
    assert upgraded.execute(query).fetchall() == connection.execute(query).fetchall()


def test_a_step_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "now.atelier"
    make_empty(file).close()

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE note ADD COLUMN mood TEXT")
        raise sqlite3.OperationalError("on purpose")

    monkeypatch.setattr(database, "STEPS", (*STEPS, ("0002_mood", second)))
    with pytest.raises(sqlite3.OperationalError, match="on purpose"):
        upgrade(file)
    connection = connect(file)
    assert schema_of(connection) == SCHEMA
    assert "mood" not in {row[1] for row in connection.execute("PRAGMA table_info(note)")}


def test_only_missing_steps_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "now.atelier"
    make_empty(file).close()

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE note ADD COLUMN mood TEXT")

    monkeypatch.setattr(database, "STEPS", (*STEPS, ("0002_mood", second)))
    upgrade(file)
    upgrade(file)
    connection = connect(file)
    assert schema_of(connection) == SCHEMA + 1
    assert [row[1] for row in connection.execute("PRAGMA table_info(note)")][-1] == "mood"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.KIND)
def test_a_row_can_be_made_of_nothing_but_its_id(row: type[Row]) -> None:
    made = row_from(row, "x", {"column of tomorrow": 1})
    assert made.id == "x"
    assert not made.deleted


def test_a_file_of_the_first_schema_keeps_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "first.atelier"
    old = sqlite3.connect(file, isolation_level=None)
    STEPS[0][1](old)
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.execute("INSERT INTO cafe_table (id, number, topic) VALUES ('t', 1, 'Écouter')")
    old.execute("INSERT INTO seating (id, round, table_id) VALUES ('1/-/t', 1, 't')")
    old.execute(
        "INSERT INTO head_count (id, group_id, profile, people) VALUES ('g/usagers', 'g', 'usagers', 7)"
    )
    old.close()
    upgrade(file)
    upgraded = connect(file)
    assert schema_of(upgraded) == SCHEMA
    assert upgraded.execute("SELECT * FROM head_count").fetchall() == [("g/usagers", 0, "g", "usagers", 7, 0)]
    assert upgraded.execute("SELECT topic, is_on_paper FROM cafe_table").fetchall() == [("Écouter", 0)]
    assert upgraded.execute("SELECT planned, sheet FROM seating").fetchall() == [(1, "")]


def test_a_file_of_the_third_schema_has_room_for_dots(tmp_path: Path) -> None:
    file = tmp_path / "third.atelier"
    old = sqlite3.connect(file, isolation_level=None)
    for _, step in STEPS[:3]:
        step(old)
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 3")
    old.execute("INSERT INTO cafe_table (id, number) VALUES ('t', 1)")
    old.execute("INSERT INTO heading (id, key, title) VALUES ('pistes', 'pistes', 'Pistes')")
    old.execute(
        "INSERT INTO note (id, table_id, round, heading, text) VALUES ('n', 't', 1, 'pistes', 'une idée')"
    )
    old.close()
    upgrade(file)
    upgraded = connect(file)
    assert schema_of(upgraded) == SCHEMA == 4
    assert upgraded.execute("SELECT id, text FROM note").fetchall() == [("n", "une idée")]
    upgraded.execute("INSERT INTO dot (id, note_id, voter, count) VALUES ('n/d', 'n', 'd', 3)")
    assert upgraded.execute("SELECT * FROM dot").fetchall() == [("n/d", 0, "n", "d", 3)]
