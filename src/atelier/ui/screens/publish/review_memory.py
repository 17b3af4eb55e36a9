"""Where one stopped in a reviewed text: its file, and the differences that were left as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier import atomic_file

if TYPE_CHECKING:
    from atelier.config import Places

_WORKSHOPS: Final = 50
_LEFT: Final = 5_000
"""Differences of one workshop that are remembered as left."""
_SUFFIXES: Final = frozenset((".md", ".txt", ".docx", ".odt", ".text", ".markdown"))
_WORDS: Final = ("relire", "review", "relu", "corrig")
_OFFERED: Final = 9


@dataclass(frozen=True, slots=True)
class Memory:
    """What is worth finding again."""

    path: str = ""
    left: frozenset[str] = frozenset()
    """Keys of differences."""


def recall(places: Places, workshop_id: str) -> Memory:
    """Where one stopped in a workshop."""
    row = _read(places).get(workshop_id)
    if not isinstance(row, dict):
        return Memory()
    path, left = row.get("file"), row.get("left")
    keys = left if isinstance(left, list) else []
    return Memory(
        path if isinstance(path, str) else "", frozenset(key for key in keys if isinstance(key, str))
    )


def remember(places: Places, workshop_id: str, memory: Memory) -> None:
    """Keep where one is; never an error."""
    rows = {name: row for name, row in _read(places).items() if name != workshop_id}
    rows[workshop_id] = {"file": memory.path, "left": sorted(memory.left)[:_LEFT]}
    kept = dict(list(rows.items())[-_WORKSHOPS:])
    try:
        atomic_file.write(_file(places), json.dumps(kept, indent=1).encode())
    except OSError:
        return


def candidates(folders: Iterable[Path], last: str = "") -> list[Path]:
    """Files that may well be a reviewed text, the one read last first, then the newest.

    Args:
        folders: where to look; those that are not there are passed over.
        last: the file that was read last.
    """
    found: dict[Path, float] = {}
    for folder in folders:
        try:
            for path in folder.iterdir():
                name = path.name.casefold()
                if path.suffix.casefold() in _SUFFIXES and any(word in name for word in _WORDS):
                    found[path] = path.stat().st_mtime
        except OSError:
            continue
    paths = sorted(found, key=lambda path: (str(path) != last, -found[path]))
    if last and Path(last) not in found and _is_file(Path(last)):
        paths.insert(0, Path(last))
    return paths[:_OFFERED]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _file(places: Places) -> Path:
    return places.state / "review.json"


def _read(places: Places) -> dict[str, object]:
    try:
        rows = json.loads(_file(places).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}
