"""The union of workshop files: all their lines of history, and the tables that these give.

What only follows from those lines is made anew each time. So neither the order of the files nor what was
united before changes anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.state import State
from atelier.errors import N_, AtelierError
from atelier.storage.concurrence import Concurrence, found_between
from atelier.storage.creation import create_file, insert_rows
from atelier.storage.journal import encoded
from atelier.storage.replay import Replay, RevisionClash, content_of
from atelier.storage.side_by_side import ACTION, AUTHOR, Lost, consequences
from atelier.storage.source import ACTION_COLUMNS, NODE_COLUMNS, Columns, Source

_ENTRY_COLUMNS: Final = "revision, kind, row_id, schema, action_id, changes, author, at"


@dataclass(frozen=True, slots=True)
class Union:
    """What a united file holds."""

    state: State
    entries: tuple[Entry, ...]
    """Every line of history, by revision."""
    concurrence: Concurrence
    lost: tuple[Lost, ...]
    """The texts that gave way."""
    actions: tuple[Columns, ...]
    nodes: tuple[Columns, ...]


def unite(sources: Sequence[Source]) -> Union:
    """Unite what some files hold.

    Args:
        sources: one or more files.

    Raises:
        AtelierError: they are not of the same workshop.
        RevisionClash: two of them say different things under one revision.
    """
    _refuse_strangers(sources)
    entries: dict[str, tuple[Entry, Source]] = {}
    actions: dict[str, tuple[Columns, Source]] = {}
    nodes: dict[str, Columns] = {}
    for source in sources:
        for revision, entry in source.entries.items():
            known, owner = entries.setdefault(revision, (entry, source))
            if known is not entry and content_of(known) != content_of(entry):
                raise _clash(revision, owner, source)
        for action_id, action in source.actions.items():
            done, owner = actions.setdefault(action_id, (action, source))
            if done != action:
                raise _clash(action_id, owner, source)
        for node_id, node in source.nodes.items():
            nodes[node_id] = min(node, nodes.get(node_id, node), key=str)
    written = [entries[revision][0] for revision in sorted(entries)]
    pairs = set(found_between([source.entries for source in sources]))
    concurrence = Concurrence.of(pairs.union(*(source.pairs for source in sources)))
    found = consequences(written, concurrence)
    lines = sorted((*written, *found.lines), key=lambda entry: entry.revision)
    done_here = [action for action, _ in actions.values()]
    if found.lines:
        first = found.lines[0]
        done_here.append((first.action_id, ACTION, "", "", None, 0, "merge", AUTHOR, first.at))
    return Union(
        Replay(lines).state(),
        tuple(lines),
        concurrence,
        found.lost,
        tuple(sorted(done_here, key=lambda action: str(action[0]))),
        tuple(nodes[node_id] for node_id in sorted(nodes)),
    )


def write_union(union: Union, path: Path) -> None:
    """Write a united file where nothing is yet.

    Raises:
        FileUnusable: something is there already, or it could not be written.
    """

    def fill(connection: sqlite3.Connection) -> None:
        _insert(connection, "node", NODE_COLUMNS, union.nodes)
        _insert(connection, "history", _ENTRY_COLUMNS, map(_columns, union.entries))
        _insert(connection, "action", ACTION_COLUMNS, union.actions)
        insert_rows(connection, union.state)

    create_file(path, fill)


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[Columns]) -> None:
    places = ", ".join("?" * len(columns.split(", ")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _columns(entry: Entry) -> Columns:
    return (
        entry.revision,
        entry.kind,
        entry.row_id,
        entry.schema,
        entry.action_id,
        encoded(entry.changes),
        entry.author,
        entry.at,
    )


def _refuse_strangers(sources: Sequence[Source]) -> None:
    first = sources[0]
    for other in sources[1:]:
        if other.state.workshop.id != first.state.workshop.id:
            raise AtelierError(
                N_(
                    "{first} and {second} are not files of the same workshop (“{title}” and “{other}”). "
                    "To bring the notes of one into the other: "
                    "atelier export {second} --as csv, then atelier import {first} …-notes.csv"
                ),
                first=first.path,
                second=other.path,
                title=first.state.workshop.title,
                other=other.state.workshop.title,
            )


def _clash(revision: str, one: Source, other: Source) -> RevisionClash:
    return RevisionClash(
        N_(
            "{first} and {second} say two different things under the same revision ({revision}): one of them "
            "was changed by another program. Nothing was united. Look through both: atelier doctor FILE"
        ),
        first=one.path,
        second=other.path,
        revision=revision,
    )
