"""The fusion engine on sets of notes whose themes people named, and the folder's own judge."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from atelier.fusion.cell import Cell, read_cell, with_locks
from atelier.fusion.encoder import Memory
from atelier.fusion.locks import Lock
from atelier.fusion.proposal import FusionNote
from atelier.fusion.questions import REVIEW, questions
from atelier.fusion.tokens import normal
from atelier.fusion.words import lexicon

Row = dict[str, Any]
Cells = list[list[Row]]
FRENCH = ("seed-gold", "gdn", "rc-egalite")


def judge(folder: Path) -> ModuleType:
    """The folder's `score.py`."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(folder: Path, name: str) -> list[Row]:
    """The rows of one set."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


def cells_of(rows: Iterable[Row]) -> Cells:
    """The rows of each cell."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["table"], row["category"]), []).append(row)
    return list(found.values())


def note(row: Mapping[str, Any]) -> FusionNote:
    """A row as the engine takes it."""
    return FusionNote(row["id"], row["text"], row.get("group"))


def cell_of(rows: Sequence[Row], memory: Memory | None, locks: Iterable[Lock] = ()) -> Cell:
    """A cell, read in the language of its first row."""
    return read_cell((note(row) for row in rows), lexicon(rows[0].get("lang", "fr")), locks, memory)


def placed(cell: Cell, granularity: int = 0) -> list[Row]:
    """The engine's answer for one cell."""
    found = []
    for number, group in enumerate(cell.groups(granularity)):
        theme = f"{cell.notes[group[0]].id}/{number}" if len(group) > 1 else None
        found += [{"id": cell.notes[index].id, "theme": theme} for index in group]
    return found


def engine(memory: Memory | None) -> Callable[[Cells], list[Row]]:
    """The engine, over cells."""
    return lambda cells: [row for rows in cells for row in placed(cell_of(rows, memory))]


def alone(cells: Cells) -> list[Row]:
    """Every note alone."""
    return [{"id": row["id"], "theme": None} for rows in cells for row in rows]


def one_theme(cells: Cells) -> list[Row]:
    """One theme a cell."""
    return [{"id": row["id"], "theme": "one"} for rows in cells for row in rows]


def exact(cells: Cells) -> list[Row]:
    """Only equal notes together."""
    return [{"id": row["id"], "theme": normal(row["text"])} for rows in cells for row in rows]


def token_set(cells: Cells) -> list[Row]:
    """rapidfuzz's token_set_ratio from 60 on, chained: what one would write first.

    Raises:
        ImportError: rapidfuzz is not installed.
    """
    from rapidfuzz import fuzz, utils  # type: ignore[import-not-found]

    found = []
    for rows in cells:
        root = list(range(len(rows)))
        for left, row in enumerate(rows):
            for right in range(left):
                score = fuzz.token_set_ratio(
                    row["text"], rows[right]["text"], processor=utils.default_process
                )
                if score >= 60:
                    lost, kept = root[left], root[right]
                    root = [kept if value == lost else value for value in root]
        found += [{"id": row["id"], "theme": str(root[index])} for index, row in enumerate(rows)]
    return found


def asked(cells: Cells, memory: Memory | None, budget: float = 0.5) -> list[Row]:
    """The engine's answer after a truthful facilitator answered so many questions a note."""
    left = int(sum(len(rows) for rows in cells) * budget)
    total, seen, found = left, 0, []
    notes = sum(len(rows) for rows in cells)
    for rows in cells:
        # Each cell has its share of what the set may ask, rounded so that the sum is kept
        before, seen = seen, seen + len(rows)
        share = total * seen // notes - total * before // notes
        gold = {row["id"]: row["gold_theme"] for row in rows}
        cell, locks = cell_of(rows, memory), list[Lock]()
        for at in range(share):
            open_questions = questions(cell)
            if not open_questions:
                break
            first = open_questions[0]
            theme = gold[first.first]
            locks.append(first.answer(theme is not None and theme == gold[first.second], at))
            cell = with_locks(cell, locks)
        found += placed(cell, REVIEW)
    return found
