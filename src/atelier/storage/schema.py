"""The tables of a workshop file, written out so that a step of the schema never changes again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

APPLICATION_ID: Final = 0x41544C52
"""« ATLR » in the header of every workshop file."""
SCHEMA: Final = 4
"""The schema that this version writes: the `user_version` of the file."""
KEPT_APART: Final = frozenset({"history", "action", "node", "draft"})
"""Tables that history does not rebuild."""

_FIRST: Final = (
    """CREATE TABLE workshop (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
        organiser TEXT NOT NULL DEFAULT '', objectives TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT 'fr', format TEXT NOT NULL DEFAULT '',
        canvas TEXT NOT NULL DEFAULT '', movement TEXT NOT NULL DEFAULT 'rotating',
        starts_at TEXT NOT NULL DEFAULT '', hard_end TEXT NOT NULL DEFAULT '',
        introduction TEXT NOT NULL DEFAULT '', conclusion TEXT NOT NULL DEFAULT '',
        further TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE profile (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        key TEXT NOT NULL, label TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE heading (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        key TEXT NOT NULL, title TEXT NOT NULL, short TEXT NOT NULL DEFAULT '',
        singular TEXT NOT NULL DEFAULT '', prefix TEXT NOT NULL DEFAULT '',
        gathers_stars INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cafe_table (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        number INTEGER NOT NULL, topic TEXT NOT NULL DEFAULT '', question TEXT NOT NULL DEFAULT '',
        host TEXT NOT NULL DEFAULT '', signed_at TEXT NOT NULL DEFAULT '',
        frozen_at TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cafe_group (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        label TEXT NOT NULL, name TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE head_count (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        group_id TEXT NOT NULL REFERENCES cafe_group (id) DEFERRABLE INITIALLY DEFERRED,
        profile TEXT NOT NULL, people INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE step (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        position INTEGER NOT NULL, kind TEXT NOT NULL, round INTEGER NOT NULL DEFAULT 0,
        seconds INTEGER NOT NULL, label TEXT NOT NULL DEFAULT '', instruction TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE seating (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        round INTEGER NOT NULL,
        table_id TEXT NOT NULL REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        group_id TEXT REFERENCES cafe_group (id) DEFERRABLE INITIALLY DEFERRED,
        confirmed_at TEXT NOT NULL DEFAULT '', planned INTEGER NOT NULL DEFAULT 1
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE clock_event (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        number INTEGER NOT NULL, kind TEXT NOT NULL,
        step_id TEXT REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
        seconds INTEGER NOT NULL DEFAULT 0, wall REAL NOT NULL, boot REAL NOT NULL, boot_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cell (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        table_id TEXT NOT NULL REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        round INTEGER NOT NULL,
        group_id TEXT REFERENCES cafe_group (id) DEFERRABLE INITIALLY DEFERRED,
        heading TEXT NOT NULL REFERENCES heading (id) DEFERRABLE INITIALLY DEFERRED,
        state TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE note (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        table_id TEXT NOT NULL REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        round INTEGER NOT NULL,
        group_id TEXT REFERENCES cafe_group (id) DEFERRABLE INITIALLY DEFERRED,
        heading TEXT NOT NULL REFERENCES heading (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL, star INTEGER NOT NULL DEFAULT 0, profile TEXT,
        link_to TEXT REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, link_kind TEXT,
        set_aside_reason TEXT, origin TEXT NOT NULL DEFAULT 'tui', first_heading TEXT,
        is_rehearsal INTEGER NOT NULL DEFAULT 0, is_late INTEGER NOT NULL DEFAULT 0,
        written_at TEXT NOT NULL DEFAULT '', position TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE theme (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        table_id TEXT NOT NULL REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        heading TEXT NOT NULL REFERENCES heading (id) DEFERRABLE INITIALLY DEFERRED,
        title TEXT NOT NULL DEFAULT '', paragraph TEXT NOT NULL DEFAULT '', short TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL DEFAULT 'accepted', star INTEGER NOT NULL DEFAULT 0,
        divergence TEXT NOT NULL DEFAULT '', position TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE theme_source (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        theme_id TEXT NOT NULL REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED,
        note_id TEXT NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE transversal (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL DEFAULT '', paragraph TEXT NOT NULL DEFAULT '',
        position TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE transversal_source (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        transversal_id TEXT NOT NULL REFERENCES transversal (id) DEFERRABLE INITIALLY DEFERRED,
        theme_id TEXT NOT NULL REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE message (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        text TEXT NOT NULL, table_id TEXT REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        at TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE variant (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        of_kind TEXT NOT NULL, of_id TEXT NOT NULL, of_column TEXT NOT NULL, text TEXT NOT NULL,
        author TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE history (
        seq INTEGER PRIMARY KEY, revision TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, row_id TEXT NOT NULL,
        schema INTEGER NOT NULL, action_id TEXT NOT NULL, changes TEXT NOT NULL, author TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    # One page more to write for each note. Without it undo would read all of history for each row.
    "CREATE INDEX history_row ON history (row_id)",
    """CREATE TABLE action (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, screen TEXT NOT NULL, about TEXT NOT NULL, undoes TEXT,
        redoes INTEGER NOT NULL, origin TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE node (
        id TEXT PRIMARY KEY, machine TEXT NOT NULL, process TEXT NOT NULL, opened_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE draft (
        field TEXT NOT NULL,
        node TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (field, node)
    ) STRICT, WITHOUT ROWID""",
)


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


_REAL_DAY: Final = (
    "ALTER TABLE workshop ADD COLUMN counted_at TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cafe_table ADD COLUMN is_on_paper INTEGER NOT NULL DEFAULT 0",
    # Where people are mixed or free, they are counted without any group.
    """CREATE TABLE head_count_2 (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        group_id TEXT REFERENCES cafe_group (id) DEFERRABLE INITIALLY DEFERRED,
        profile TEXT NOT NULL, people INTEGER NOT NULL DEFAULT 0, expected INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO head_count_2 (id, deleted, group_id, profile, people)
        SELECT id, deleted, group_id, profile, people FROM head_count""",
    "DROP TABLE head_count",
    "ALTER TABLE head_count_2 RENAME TO head_count",
    "ALTER TABLE step ADD COLUMN is_dropped INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE seating ADD COLUMN sheet TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE message ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE message ADD COLUMN answered_at TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE room (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        shows TEXT NOT NULL DEFAULT '',
        table_id TEXT REFERENCES cafe_table (id) DEFERRABLE INITIALLY DEFERRED,
        step_id TEXT REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
        elapsed REAL NOT NULL DEFAULT 0.0
    ) STRICT, WITHOUT ROWID""",
)


def _real_day(connection: sqlite3.Connection) -> None:
    for statement in _REAL_DAY:
        connection.execute(statement)


_FUSION: Final = (
    """CREATE TABLE decision (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        verdict TEXT NOT NULL,
        first TEXT NOT NULL, second TEXT NOT NULL,
        at REAL NOT NULL DEFAULT 0.0
    ) STRICT, WITHOUT ROWID""",
)


def _fusion(connection: sqlite3.Connection) -> None:
    for statement in _FUSION:
        connection.execute(statement)


_DOTS: Final = (
    """CREATE TABLE dot (
        id TEXT PRIMARY KEY, deleted INTEGER NOT NULL DEFAULT 0,
        note_id TEXT NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED,
        voter TEXT NOT NULL,
        count INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
)


def _dots(connection: sqlite3.Connection) -> None:
    for statement in _DOTS:
        connection.execute(statement)


Step = Callable[[sqlite3.Connection], None]

STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("0001_first", _first),
    ("0002_real_day", _real_day),
    ("0003_fusion", _fusion),
    ("0004_dots", _dots),
)
"""Name and work of each step: the n-th one (from 1) leads to schema n. Names are ids: never rename one."""
