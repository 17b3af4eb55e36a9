"""A process that saves and is killed, and a look at what it left; for the test and for `bench/crash.py`."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.services.session import Session
from atelier.services.time import SystemClock
from atelier.storage.journal import read_entries
from atelier.storage.loading import load_state
from atelier.storage.replay import Replay
from tests.storage.samples import add_note, workshop_rows

FIELD: Final = "note/t1"
DRAFT_EVERY: Final = 7


def places(folder: Path) -> Places:
    """The user's folders, inside a test's own."""
    return Places(folder / "config", folder / "state", folder / "cache")


def save_until_killed(path: Path, folder: Path, seed: int) -> None:
    """Save notes one after the other and in bursts, and print the id of each when it is acknowledged."""
    chance = random.Random(seed)
    session = Session.open(path, clock=SystemClock(), places=places(folder))
    number = 0
    while True:
        burst = chance.choice((1, 1, 1, 4))
        answers = []
        for _ in range(burst):
            number += 1
            note_id = f"k{seed:06d}-{number:06d}"
            if number % DRAFT_EVERY == 0:
                session.put_draft(FIELD, f"draft {number}")
            note = add_note(
                "une idée " * chance.randint(1, 60), note_id, drafts=(FIELD,) if number % 2 else ()
            )
            edited = Change("cafe_table", "t2", {"topic": f"topic {seed} {number}"})
            answers.append(
                (note_id, session.save(Action("note.add", (*note.changes, edited), "note", "", note.drafts)))
            )
        for note_id, answer in answers:
            answer.result()
            os.write(1, f"{note_id}\n".encode())
        session.catch_up()
        if number % 50 == 0:
            session.backup("tour")


@dataclass(slots=True)
class Round:
    """What one kill left behind."""

    acknowledged: set[str]
    stored: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    """What is wrong; empty when all is well."""


def kill_once(path: Path, folder: Path, seed: int) -> Round:
    """Start a process that saves, kill it at a random moment, and look at the file."""
    command = [sys.executable, "-c", _CODE, str(path), str(folder), str(seed)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
    assert child.stdout is not None
    # The moment is counted from the first answer: before it the process does not write.
    first = child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.0, 0.12))
    child.send_signal(signal.SIGKILL)
    said = (first + child.stdout.read()).decode()
    child.wait()
    # The last line may have been cut by the kill.
    acknowledged = {line for line in said.split("\n")[:-1] if line}
    found = Round(acknowledged)
    if not acknowledged:
        found.faults.append("the process acknowledged nothing")
    _look(path, folder, found)
    return found


def _look(path: Path, folder: Path, found: Round) -> None:
    with Session.open(path, clock=SystemClock(), places=places(folder)) as session:
        found.stored = set(session.state.tables_by_kind["note"])
        lost = found.acknowledged - found.stored
        if lost:
            found.faults.append(f"lost {sorted(lost)}")
        if len(session.drafts(FIELD)) > 200:
            found.faults.append("drafts pile up")
        if session.warnings:
            found.faults.append(f"warned {session.warnings}")
    connection = sqlite3.connect(path)
    try:
        checked = connection.execute("PRAGMA integrity_check").fetchall()
        if checked != [("ok",)]:
            found.faults.append(f"integrity {checked}")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            found.faults.append("dangling references")
        replayed = Replay(read_entries(connection, "1")).state().tables_by_kind
        if replayed != load_state(connection).tables_by_kind:
            found.faults.append("replay differs from the tables")
        orphans = "SELECT count(*) FROM history WHERE action_id NOT IN (SELECT id FROM action)"
        if connection.execute(orphans).fetchone()[0]:
            found.faults.append("history without its action")
    finally:
        connection.close()


def make_workshop(path: Path, folder: Path) -> None:
    """A workshop to kill processes on."""
    Session.create(path, workshop_rows(), clock=SystemClock(), places=places(folder)).close()


_CODE: Final = """
import sys
from pathlib import Path
from tests.storage.crash import save_until_killed
save_until_killed(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
"""
