"""What the fusion engine withstands and what it costs: typing mistakes, other orders, time, memory."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice

from atelier.fusion.encoder import Memory
from atelier.fusion.engine import proposal, propose
from atelier.fusion.neighbours import Neighbourhood
from atelier.fusion.words import lexicon
from fusion_sets import Cells, Row, cell_of, note

KEYS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


def with_typos(rows: list[Row], seed: int) -> list[Row]:
    """One mistake in every tenth word of four letters or more."""
    chance = random.Random(seed)
    made = []
    for row in rows:
        words = row["text"].split(" ")
        made.append({**row, "text": " ".join(_typo(word, chance) for word in words)})
    return made


def _typo(word: str, chance: random.Random) -> str:
    if sum(letter.isalpha() for letter in word) < 4 or chance.random() >= 0.1:
        return word
    at = chance.randrange(len(word) - 1)
    kind = chance.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    row = next((keys for keys in KEYS if word[at].lower() in keys), "")
    place = row.find(word[at].lower())
    return word[:at] + (row[max(0, place - 1)] if row else word[at]) + word[at + 1 :]


def shuffles(cells: Cells, memory: Memory | None, times: int = 50) -> tuple[int, int]:
    """How many shuffled cells gave the same proposal with every note once, and out of how many."""
    chance, same, total = random.Random(0), 0, 0
    for rows in cells:
        words = lexicon(rows[0].get("lang", "fr"))
        first = propose([note(row) for row in rows], words, memory=memory)
        placed = [*(note_id for theme in first.themes for note_id in theme.note_ids), *first.alone]
        is_whole = sorted(placed) == sorted(row["id"] for row in rows)
        for _ in range(times):
            mixed = chance.sample(rows, len(rows))
            total += 1
            again = propose([note(row) for row in mixed], words, memory=memory)
            same += is_whole and repr(again) == repr(first)
    return same, total


def milliseconds(action: Callable[[], object], times: int = 7) -> float:
    """The best time of several runs, on the processor: others may be using the machine."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best * 1000


def speeds(rows: list[Row], memory: Memory | None) -> tuple[float, float, float]:
    """Nearest theme among 500 notes; re-fusing a cell of 60; moving its slider. Milliseconds."""
    words = lexicon("fr")
    among = rows[:500]
    place = Neighbourhood([note(row) for row in among], words, memory)
    themes: dict[str, list[str]] = {}
    for row in among:
        themes.setdefault(str(row["gold_theme"]), []).append(row["id"])
    asked = note(rows[501])
    one_cell = rows[:60]
    cell = cell_of(one_cell, memory)
    return (
        milliseconds(lambda: place.nearest_theme(asked, themes.items())),
        milliseconds(lambda: propose([note(row) for row in one_cell], words, memory=memory)),
        milliseconds(lambda: proposal(cell, 2)),
    )


def many(rows: list[Row], notes: int = 30_000, size: int = 60) -> float:
    """Seconds on the processor to fuse so many notes in cells of one size with the default engine."""
    words = lexicon("fr")
    start = time.process_time()
    for cell in range(notes // size):
        chosen = [rows[(cell * 37 + at) % len(rows)] for at in range(size)]
        propose([note({**row, "id": f"{cell}-{at}"}) for at, row in enumerate(chosen)], words)
    return time.process_time() - start


_CHILD = """
import json, sys
sys.path[:0] = [{bench!r}, {source!r}]
import psutil
rows = json.loads(sys.stdin.read())
before = psutil.Process().memory_info().rss
from fusion_sets import note
from atelier.fusion.encoder import Memory, SentenceEncoder
from atelier.fusion.engine import propose
from atelier.fusion.words import lexicon
from fusion_cost import many
if {kind!r} == "many":
    many(rows)
else:
    memory = Memory(SentenceEncoder()) if {kind!r} == "semantic" else None
    propose(map(note, rows), lexicon("fr"), memory=memory)
print((psutil.Process().memory_info().rss - before) / 1e6)
"""


def memory_of(rows: list[Row], kind: str) -> float:
    """Megabytes that a fusion adds to a fresh process: `default`, `semantic` or `many`."""
    import json
    from pathlib import Path

    bench = Path(__file__).resolve().parent
    code = _CHILD.format(bench=str(bench), source=str(bench.parent / "src"), kind=kind)
    unique = [{**row, "id": str(index)} for index, row in enumerate(islice(rows, 300))]
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(unique), capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])
