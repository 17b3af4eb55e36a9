"""Rebuilding the tables from history, in whatever order its lines come.

For each column of each row the newest revision counts. So two files that hold the same lines hold the
same workshop, however the lines reached them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from typing import Final

from atelier.domain.change import Entry
from atelier.domain.record import Row, Scalar
from atelier.domain.state import KINDS, ROWS, State
from atelier.errors import N_, AtelierError
from atelier.storage.schema import SCHEMA

Upgrade = Callable[[Entry], Entry]

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""By schema number: turns a line of history of that schema into one of the next."""


class RevisionClash(AtelierError):
    """Two lines of history have the same revision and say different things."""


class Replay:
    """Lines of history on their way to a state."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._seen: dict[str, tuple[object, ...]] = {}
        self._rows: dict[str, dict[str, dict[str, tuple[str, Scalar]]]] = {cls.KIND: {} for cls in ROWS}
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in more lines; those that are known already change nothing.

        Raises:
            RevisionClash: a revision is known with another content.
        """
        for entry in entries:
            content = content_of(entry)
            known = self._seen.setdefault(entry.revision, content)
            if known is not content:
                if known != content:
                    raise RevisionClash(
                        N_("Two different changes have the same revision ({revision})."),
                        revision=entry.revision,
                    )
                continue
            self._apply(upgraded(entry))

    def columns(self) -> dict[str, dict[str, dict[str, Scalar]]]:
        """The column values of each row of each kind, as far as history names them."""
        return {
            kind: {
                row_id: {name: value for name, (_, value) in columns.items()}
                for row_id, columns in rows.items()
            }
            for kind, rows in self._rows.items()
        }

    def state(self) -> State:
        """The tables.

        A row whose first line is missing has empty values where it needs one.
        """
        return State.of(
            row_from(KINDS[kind], row_id, columns)
            for kind, rows in self.columns().items()
            for row_id, columns in rows.items()
        )

    def _apply(self, entry: Entry) -> None:
        rows = self._rows.get(entry.kind)
        if rows is None:
            return
        columns = rows.setdefault(entry.row_id, {})
        for name, value in entry.changes.items():
            known = columns.get(name)
            if known is None or known[0] < entry.revision:
                columns[name] = (entry.revision, value)


def upgraded(entry: Entry) -> Entry:
    """A line of history as the schema of today has it."""
    while entry.schema < SCHEMA and entry.schema in UPGRADES:
        entry = replace(UPGRADES[entry.schema](entry), schema=entry.schema + 1)
    return entry


def row_from(cls: type[Row], row_id: str, columns: Mapping[str, Scalar]) -> Row:
    """A row from what is known of it: unknown columns are passed over, missing ones are empty."""
    known = {name: value for name, value in columns.items() if name in cls.__dataclass_fields__}
    return cls.from_columns({**_needed(cls), **known, "id": row_id})


def _needed(cls: type[Row]) -> dict[str, Scalar]:
    empty: dict[str, Scalar] = {"str": "", "int": 0, "float": 0.0, "bool": 0}
    return {
        found.name: empty.get(str(found.type))
        for found in fields(cls)
        if found.default is MISSING and found.default_factory is MISSING
    }


def content_of(entry: Entry) -> tuple[object, ...]:
    """What a line of history says, its place in the file left out: two files that have it say the same."""
    changes = tuple(sorted(entry.changes.items(), key=lambda item: item[0]))
    return (entry.kind, entry.row_id, entry.schema, entry.action_id, changes, entry.author, entry.at)
