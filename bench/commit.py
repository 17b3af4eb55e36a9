"""One saved note against one fdatasync, taken in turns; and how many syncs a note costs.

Run: python bench/commit.py [--notes 1000]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from atelier.config import Places
from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.note import Note
from atelier.domain.record import Row
from atelier.domain.workshop import CafeGroup, CafeTable, Workshop
from atelier.services.session import Session
from atelier.services.time import SystemClock

PAGE: Final = 4096
TABLES: Final = 50
NOTES: Final = 5_000
NOWHERE: Final = 1_000_000
"""A descriptor that is not open."""
TEXT: Final = "Un café ouvert le soir, où chacun peut passer sans rendez-vous"


def workshop(path: Path, folder: Path, notes: int = NOTES) -> Session:
    """A big workshop, open."""
    clock = SystemClock()
    rows: list[Row] = [Workshop(id="w", title="Mesures"), CafeGroup(id="g", label="A")]
    rows += [Heading(id=f"h{index}", key=f"h{index}", title="Pistes") for index in range(4)]
    rows += [CafeTable(id=f"t{index}", number=index + 1) for index in range(TABLES)]
    rows += [
        Note(
            id=new_id(clock.now().wall),
            table_id=f"t{index % TABLES}",
            round=1,
            group_id="g",
            heading=f"h{index % 4}",
            text=TEXT,
            position=order.at(clock.now().wall),
        )
        for index in range(notes)
    ]
    return Session.create(path, rows, clock=clock, places=places(folder))


def places(folder: Path) -> Places:
    """The user's folders, inside the one of this measurement."""
    return Places(folder, folder / "state", folder)


def one_note(wall: float) -> Action:
    """What the note field saves."""
    columns = {
        "table_id": "t1",
        "round": 1,
        "group_id": "g",
        "heading": "h1",
        "text": TEXT,
        "written_at": to_text(wall),
        "position": order.at(wall),
    }
    return Action("note.add", (Change("note", new_id(wall), columns),), "note", TEXT[:20], ("note/t1",))


def measure(folder: Path, count: int) -> None:
    """Save and sync in turns, and print both."""
    session = workshop(folder / "w.atelier", folder)
    reference = os.open(folder / "reference", os.O_RDWR | os.O_CREAT)
    # Written over like a journal that was folded once: a file that grows takes longer to sync.
    os.write(reference, b"x" * PAGE * count)
    os.fsync(reference)
    os.lseek(reference, 0, os.SEEK_SET)
    syncs: list[float] = []
    saves: list[float] = []
    catches: list[float] = []
    sync = getattr(os, "fdatasync", os.fsync)
    for _ in range(count):
        os.write(reference, b"y" * PAGE)
        started = time.perf_counter()
        sync(reference)
        syncs.append(time.perf_counter() - started)
        action = one_note(time.time())
        started = time.perf_counter()
        session.save(action).result()
        saves.append(time.perf_counter() - started)
        started = time.perf_counter()
        session.catch_up()
        catches.append(time.perf_counter() - started)
    started = time.perf_counter()
    for _ in range(1000):
        session.catch_up()
    idle = (time.perf_counter() - started) / 1000
    session.close()
    os.close(reference)
    show("one fdatasync", syncs)
    show("one saved note", saves)
    print(f"  ratio of medians {statistics.median(saves) / statistics.median(syncs):.2f}")
    show("its catch-up", catches)
    print(f"catch-up with nothing new {idle * 1e6:.1f} us")
    openings: list[float] = []
    for _ in range(9):
        started = time.perf_counter()
        opened = Session.open(folder / "w.atelier", clock=SystemClock(), places=places(folder))
        openings.append(time.perf_counter() - started)
        opened.close()
    show(f"opening {TABLES} tables, {NOTES + count} notes", openings)


def count_syncs(folder: Path, count: int) -> None:
    """How many times the disk was asked to keep something, per note; journal folding included."""
    strace = shutil.which("strace")
    if strace is None:
        print("syncs per note: strace is not here")
        return
    log = folder / "strace"
    command = [strace, "-f", "-e", "trace=fsync,fdatasync", "-o", str(log), sys.executable, __file__]
    subprocess.run([*command, "--save", str(folder / "counted.atelier"), "--notes", str(count)], check=True)
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    # The process marks the beginning and the end of the saves with a sync of nothing.
    marks = [index for index, line in enumerate(lines) if f"fsync({NOWHERE})" in line]
    between = [line for line in lines[marks[0] + 1 : marks[1]] if re.search(r"f(data)?sync\(\d", line)]
    print(f"syncs per note: {len(between) / count:.3f} ({len(between)} for {count} notes)")


def save_only(path: Path, count: int) -> None:
    """What `count_syncs` watches."""
    session = workshop(path, path.parent, notes=100)
    session.save(one_note(time.time())).result()
    mark()
    for _ in range(count):
        session.save(one_note(time.time())).result()
    mark()
    session.close()


def mark() -> None:
    """Leave a trace that is no sync."""
    try:
        os.fsync(NOWHERE)
    except OSError:
        return


def show(name: str, seconds: Sequence[float]) -> None:
    """One line of figures."""
    ordered = sorted(seconds)
    ninth = ordered[int(len(ordered) * 0.95)]
    print(f"{name}: median {statistics.median(ordered) * 1e3:.3f} ms, p95 {ninth * 1e3:.3f} ms")


def main() -> None:
    """Measure, or be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--save", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.save is not None:
        save_only(given.save, given.notes)
        return
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), given.notes)
        count_syncs(Path(name), given.notes)


if __name__ == "__main__":
    main()
