"""Where one stopped in the fusion of each workshop: kept in the user's state folder, across restarts."""

from __future__ import annotations

import json
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier import atomic_file
from atelier.frozen import frozen
from atelier.ui.screens.fuse.where import Where

if TYPE_CHECKING:
    from atelier.config import Places

_LIMIT: Final = 50
"""Workshops that are remembered."""


@frozen
class Memory:
    """What is worth finding again."""

    workshop_id: str = ""
    where: Where | None = None
    lines: dict[str, str] = field(default_factory=dict)
    """The line under the cursor in each list, by the list's id."""


def recall(places: Places, workshop_id: str) -> Memory:
    """Where one stopped in a workshop; nothing more than its id when that is not known."""
    row = _read(places).get(workshop_id)
    if not isinstance(row, dict):
        return Memory(workshop_id)
    table_id, heading, lines = row.get("table"), row.get("heading"), row.get("lines")
    if not isinstance(table_id, str) or not isinstance(heading, str):
        return Memory(workshop_id)
    pairs = lines.items() if isinstance(lines, dict) else ()
    found = {str(name): line for name, line in pairs if isinstance(line, str)}
    return Memory(workshop_id, Where(table_id, heading), found)


def remember(places: Places, memory: Memory) -> None:
    """Keep where one is; never an error."""
    if memory.where is None:
        return
    row = {"table": memory.where.table_id, "heading": memory.where.heading, "lines": memory.lines}
    rows = {name: other for name, other in _read(places).items() if name != memory.workshop_id}
    kept = dict(list({**rows, memory.workshop_id: row}.items())[-_LIMIT:])
    try:
        atomic_file.write(_file(places), json.dumps(kept, indent=1).encode())
    except OSError:
        return


def _file(places: Places) -> Path:
    return places.state / "fusion.json"


def _read(places: Places) -> dict[str, object]:
    try:
        rows = json.loads(_file(places).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}
