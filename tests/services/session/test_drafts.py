"""Drafts: what was typed and not saved survives the program that it was typed into."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from atelier.config import Places
from atelier.services.session import Session
from tests.storage.fixtures import Open
from tests.storage.samples import FakeClock, add_note

FIELD = "note/t1"

DIES = """
import os, sys
from pathlib import Path
from atelier.config import Places
from atelier.services.session import Session
from tests.storage.samples import FakeClock, add_note

path, home, text = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
places = Places(home / "config", home / "state", home / "cache")
session = Session.open(path, clock=FakeClock(), places=places)
session.put_draft("note/t1", text)
session.save(add_note("a note behind the draft", drafts=())).result(10)
os._exit(9)
"""


def stored(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT field, text FROM draft").fetchall()
    finally:
        connection.close()


def settle(session: Session) -> None:
    """Wait until the drafts that were put are written."""
    session.save(add_note("elsewhere", drafts=())).result(10)


def texts(session: Session, field: str = FIELD) -> list[tuple[str, bool]]:
    return [(draft.text, draft.is_mine) for draft in session.drafts(field)]


def test_a_draft_is_there_at_once_and_in_the_file_soon(session: Session, path: Path) -> None:
    session.put_draft(FIELD, "une idée à moit")
    assert texts(session) == [("une idée à moit", True)]
    settle(session)
    assert stored(path) == [(FIELD, "une idée à moit")]


def test_later_typing_replaces_what_waits(session: Session, path: Path) -> None:
    for length in range(1, 200):
        session.put_draft(FIELD, "x" * length)
    settle(session)
    assert stored(path) == [(FIELD, "x" * 199)]


def test_the_save_that_names_a_draft_drops_it(session: Session, path: Path) -> None:
    session.put_draft(FIELD, "une idée")
    settle(session)
    session.put_draft(FIELD, "une idée entière")
    session.save_now(add_note("une idée entière"))
    assert texts(session) == []
    assert stored(path) == []


def test_typing_after_the_save_is_kept(session: Session, path: Path) -> None:
    session.put_draft(FIELD, "first")
    answer = session.save(add_note("first"))
    session.put_draft(FIELD, "second, alrea")
    answer.result(10)
    settle(session)
    assert texts(session) == [("second, alrea", True)]
    assert stored(path) == [(FIELD, "second, alrea")]


def test_a_refused_save_keeps_the_draft(session: Session, path: Path) -> None:
    session.put_draft(FIELD, "typed")
    settle(session)
    answer = session.save(add_note("typed", table_id="no such table"))
    assert answer.exception(10) is not None
    assert stored(path) == [(FIELD, "typed")]


def test_emptying_a_field_drops_its_draft(session: Session, path: Path) -> None:
    session.put_draft(FIELD, "typed")
    settle(session)
    session.put_draft(FIELD, "")
    settle(session)
    assert stored(path) == []
    session.drop_draft(FIELD)
    assert texts(session) == []


def test_the_draft_of_a_living_program_is_its_own(session: Session, open_session: Open) -> None:
    session.put_draft(FIELD, "mine")
    settle(session)
    assert texts(open_session()) == []


def test_the_draft_of_a_dead_program_comes_back(session: Session, path: Path, places: Places) -> None:
    home = places.state.parent
    code = [sys.executable, "-c", DIES, str(path), str(home), "typed before the power cut"]
    assert subprocess.run(code, check=False).returncode == 9
    assert texts(session) == [("typed before the power cut", False)]
    session.save_now(add_note("typed before the power cut"))
    assert texts(session) == []
    assert stored(path) == []


def test_drafts_of_several_dead_programs_come_newest_first(
    session: Session, open_session: Open, clock: FakeClock
) -> None:
    for text in ("older", "newer"):
        clock.tick()
        other = open_session()
        other.put_draft(FIELD, text)
        settle(other)
        other.close()
    assert texts(session) == [("newer", False), ("older", False)]
    session.drop_draft(FIELD)
    settle(session)
    assert texts(session) == []


def test_drafts_of_other_machines_stay_there(session: Session, open_session: Open, places: Places) -> None:
    elsewhere = Places(places.config, places.state / "elsewhere", places.cache)
    other = open_session(places=elsewhere)
    other.put_draft(FIELD, "on another machine")
    settle(other)
    other.close()
    assert texts(session) == []


def test_a_draft_is_no_change_of_the_workshop(session: Session) -> None:
    settle(session)
    session.catch_up()
    session.put_draft(FIELD, "typed")
    settle(session)
    assert session.catch_up() == {"note"}


def test_looking_at_every_draft_gives_none_away(
    session: Session, open_session: Open, clock: FakeClock
) -> None:
    session.put_draft("note/t2", "mine")
    clock.tick()
    other = open_session()
    other.put_draft(FIELD, "left behind")
    settle(other)
    other.close()
    found = {
        field: [(draft.text, draft.is_mine) for draft in kept]
        for field, kept in session.every_draft().items()
    }
    assert found == {"note/t2": [("mine", True)], FIELD: [("left behind", False)]}
    session.save_now(add_note("another line"))
    assert texts(session) == [("left behind", False)], "nobody has seen it yet where it was typed"
    living = open_session()
    living.put_draft(FIELD, "a living one")
    settle(living)
    assert len(session.every_draft()[FIELD]) == 1
