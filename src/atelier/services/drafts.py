"""Text that was typed and not saved yet: kept in the file, and found again after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atelier.domain.clock import Clock
from atelier.domain.instant import to_text
from atelier.frozen import frozen
from atelier.storage import presence
from atelier.storage.database import Connection
from atelier.storage.journal import Signature
from atelier.storage.writer import Writer


@frozen
class Draft:
    """Text that was typed and not saved yet."""

    field: str
    text: str
    at: str
    """UTC, ISO 8601."""
    is_mine: bool
    """False when a process that has died left it."""


class Drafts:
    """The drafts that an open workshop sees: its own, and those of processes of this machine that died.

    Args:
        clock: for the time of each draft.
        signature: who types.
        state_dir: the folder where living processes are known.
    """

    def __init__(self, clock: Clock, signature: Signature, state_dir: Path) -> None:
        self._clock = clock
        self._signature = signature
        self._state_dir = state_dir
        self._own: dict[str, Draft] = {}
        self._dead_nodes: dict[str, tuple[str, ...]] = {}

    def put(self, writer: Writer, field: str, text: str) -> None:
        """Keep the text of a field, or drop it when it is empty."""
        known = self._own.get(field)
        if (known.text if known else "") == text:
            return
        if text:
            self._own[field] = Draft(field, text, to_text(self._clock.now().wall), True)
        else:
            del self._own[field]
        writer.put_draft(field, text)

    def of(self, reader: Connection, field: str) -> list[Draft]:
        """The drafts of a field, newest first."""
        rows = reader.execute(
            "SELECT draft.node, text, at FROM draft JOIN node ON node.id = draft.node "
            "WHERE field = ? AND machine = ?",
            (field, self._signature.machine),
        ).fetchall()
        # Screens ask often, and mostly there is nothing: then nobody needs to be counted.
        rows = [row for row in rows if row[0] != self._signature.node]
        living = {process.node for process in presence.processes(self._state_dir)} if rows else set()
        dead = [row for row in rows if row[0] not in living]
        self._dead_nodes[field] = tuple(node for node, _, _ in dead)
        found = [Draft(field, text, at, False) for _, text, at in dead]
        if field in self._own:
            found.append(self._own[field])
        return sorted(found, key=lambda draft: draft.at, reverse=True)

    def every(self, reader: Connection) -> dict[str, list[Draft]]:
        """All drafts by field, newest first; saving a field leaves those alone that only this showed."""
        rows = reader.execute(
            "SELECT field, draft.node, text, at FROM draft JOIN node ON node.id = draft.node "
            "WHERE machine = ? AND draft.node != ?",
            (self._signature.machine, self._signature.node),
        ).fetchall()
        living = {process.node for process in presence.processes(self._state_dir)} if rows else set()
        found: dict[str, list[Draft]] = {field: [draft] for field, draft in self._own.items()}
        for field, node, text, at in rows:
            if node not in living:
                found.setdefault(field, []).append(Draft(field, text, at, False))
        for drafts in found.values():
            drafts.sort(key=lambda draft: draft.at, reverse=True)
        return found

    def drop(self, writer: Writer, field: str) -> None:
        """Drop what `of` showed for a field."""
        dead = self._dead_nodes.pop(field, ())
        if self._own.pop(field, None) or dead:
            writer.put_draft(field, "", dead)

    def saved(self, fields: Iterable[str]) -> list[str]:
        """Forget the drafts of fields whose text is being saved; whose drafts go with it, beside our own."""
        nodes: list[str] = []
        for field in fields:
            self._own.pop(field, None)
            nodes += self._dead_nodes.get(field, ())
        return nodes
