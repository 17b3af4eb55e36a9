"""Saving, and seeing what was saved: by this session and by others."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.workshop import CafeTable, Workshop
from atelier.errors import FileUnusable
from atelier.services.session import ChangeRefused, Saved, Session
from tests.storage.fixtures import Open
from tests.storage.samples import FakeClock, add_note, edit_note, workshop_rows


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_new_workshop_has_its_rows_and_one_action(session: Session, path: Path) -> None:
    assert session.state.workshop.title == "Santé et voisinage"
    assert [table.number for table in session.state.live(CafeTable)] == [1, 2]
    assert rows_of(path, "SELECT name, screen FROM action") == [("workshop.create", "")]
    assert rows_of(path, "SELECT count(*), count(DISTINCT action_id) FROM history") == [(6, 1)]


def test_creating_never_writes_over_something(
    session: Session, path: Path, clock: FakeClock, places: Places
) -> None:
    before = path.read_bytes()
    with pytest.raises(FileUnusable, match="exists already"):
        Session.create(path, workshop_rows(), clock=clock, places=places)
    assert path.read_bytes() == before
    assert session.save_now(add_note("encore là")).entries


def test_creating_leaves_nothing_when_a_row_does_not_fit(
    path: Path, clock: FakeClock, places: Places
) -> None:
    with pytest.raises(ChangeRefused):
        Session.create(path, [Workshop(id="w", title=3)], clock=clock, places=places)  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


def test_opening_writes_nothing(session: Session, path: Path, open_session: Open) -> None:
    session.close()
    before = path.read_bytes(), path.stat().st_mtime_ns
    opened = open_session()
    opened.catch_up()
    opened.drafts("note/t1")
    opened.plan_undo("note")
    opened.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_saved_note_is_in_the_state_the_table_and_history(session: Session, path: Path) -> None:
    saved = session.save_now(add_note("Un café ouvert", "n1", star=True))
    note = session.state.all(Note)["n1"]
    assert (note.text, note.star, note.round) == ("Un café ouvert", True, 1)
    assert rows_of(path, "SELECT text, star FROM note") == [("Un café ouvert", 1)]
    (entry,) = saved.entries
    assert entry.changes["text"] == "Un café ouvert"
    assert entry.author == session.author
    assert entry.at == "2025-10-15T10:00:00.000Z"
    stored = rows_of(path, "SELECT seq, revision, changes FROM history ORDER BY seq DESC LIMIT 1")
    assert stored == [
        (
            entry.seq,
            entry.revision,
            json.dumps(dict(entry.changes), ensure_ascii=False, separators=(",", ":")),
        )
    ]


def test_history_has_the_changed_columns_only(session: Session) -> None:
    session.save_now(add_note("Un", "n1"))
    change = Change("note", "n1", {"text": "Deux", "round": 1, "star": False, "heading": "phares"})
    saved = session.save_now(Action("note.edit", (change,)))
    assert dict(saved.entries[0].changes) == {"text": "Deux", "heading": "phares"}


def test_saving_what_is_so_already_writes_nothing(session: Session, path: Path) -> None:
    action = add_note("Un", "n1")
    session.save_now(action)
    assert session.save_now(action) == Saved("", ())
    assert rows_of(path, "SELECT count(*) FROM action") == [(2,)]


def test_an_action_writes_its_rows_in_any_order(session: Session) -> None:
    source = Change("theme_source", "th/n1", {"theme_id": "th", "note_id": "n1"})
    theme = Change("theme", "th", {"table_id": "t1", "heading": "pistes", "title": "Un point"})
    note = add_note("Un", "n1").changes[0]
    saved = session.save_now(Action("theme.create", (source, theme, note)))
    assert len(saved.entries) == 3
    assert len({entry.action_id for entry in saved.entries}) == 1


def test_revisions_grow_even_when_the_clock_goes_back(session: Session, clock: FakeClock) -> None:
    revisions = [session.save_now(add_note("a")).entries[0].revision]
    for step in (0.0, -3600.0, 5.0, -0.5):
        clock.tick(step)
        revisions.append(session.save_now(add_note("b")).entries[0].revision)
    assert revisions == sorted(set(revisions))
    assert session.seconds_in_future > 3500


def test_two_sessions_never_make_the_same_revision(session: Session, open_session: Open) -> None:
    other = open_session(origin="phone")
    answers = [who.save(add_note("x")) for _ in range(40) for who in (session, other)]
    revisions = [answer.result(10).entries[0].revision for answer in answers]
    assert len(set(revisions)) == 80
    session.catch_up()
    assert len(session.state.all(Note)) == 80


@pytest.mark.parametrize(
    "change",
    [
        Change("mood", "m1", {"text": "x"}),
        Change("note", "n1", {"mood": "x"}),
        Change("note", "n1", {"text": "x"}),
        Change("note", "n1", {**add_note("x").changes[0].columns, "round": "first"}),
        Change("note", "n1", {**add_note("x").changes[0].columns, "round": 1 << 70}),
        Change("note", "n1", {**add_note("x").changes[0].columns, "text": "\ud800"}),
        Change("note", "n1", {**add_note("x").changes[0].columns, "table_id": "no such table"}),
        Change(
            "clock_event", "e", {"number": 1, "kind": "x", "wall": float("inf"), "boot": 0.0, "boot_id": ""}
        ),
    ],
)
def test_what_does_not_fit_is_refused_whole(session: Session, change: Change, path: Path) -> None:
    good = add_note("good", "n2").changes[0]
    with pytest.raises(ChangeRefused):
        session.save_now(Action("mixed", (good, change)))
    assert rows_of(path, "SELECT count(*) FROM note") == [(0,)]
    assert session.state.all(Note) == {}
    assert session.save_now(add_note("still works", "n3")).entries
    assert session.unsaved == ()


def test_one_action_that_fails_does_not_take_the_others_with_it(session: Session, path: Path) -> None:
    """They wait together while another program holds the lock, and are committed together."""
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    first = session.save(add_note("held up"))
    wrong = [
        session.save(Action("bad", (Change("note", "nope", {"mood": 1}),))),
        session.save(add_note("points nowhere", table_id="no such table")),
    ]
    good = [session.save(add_note("good")) for _ in range(5)]
    locker.execute("ROLLBACK")
    locker.close()
    assert all(answer.result(10).entries for answer in (first, *good))
    for answer in wrong:
        with pytest.raises(ChangeRefused):
            answer.result(10)
    session.catch_up()
    assert len(session.state.all(Note)) == 6


def test_a_screen_that_goes_away_does_not_stop_the_writer(session: Session) -> None:
    answer = session.save(add_note("written all the same", "n1"))
    assert not answer.cancel()
    assert answer.result(10).entries
    assert session.save_now(add_note("next")).entries


def test_catch_up_says_which_kinds_were_touched(session: Session, open_session: Open) -> None:
    session.catch_up()
    assert session.catch_up() == frozenset()
    heard: list[frozenset[str]] = []
    unsubscribe = session.subscribe(heard.append)
    other = open_session(origin="phone")
    other.save_now(add_note("from elsewhere", "n9"))
    assert session.catch_up() == {"note"}
    assert session.state.all(Note)["n9"].text == "from elsewhere"
    unsubscribe()
    other.save_now(edit_note("n9", "again"))
    assert session.catch_up() == {"note"}
    assert heard == [frozenset({"note"})]


def test_the_state_a_reader_has_is_what_a_new_opening_reads(session: Session, open_session: Open) -> None:
    for number in range(20):
        session.save_now(add_note(f"n {number}", f"n{number % 7}", star=bool(number % 2), link_to=None))
    fresh = open_session()
    assert fresh.state.tables_by_kind == session.state.tables_by_kind
    assert type(fresh.state.all(Note)["n1"].star) is bool


def test_lines_of_a_merge_that_are_older_do_not_win(session: Session, path: Path) -> None:
    """A merge writes older lines of history and leaves the tables as the newest revisions have them."""
    saved = session.save_now(add_note("the newest text", "n1"))
    session.catch_up()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        "INSERT INTO history (revision, kind, row_id, schema, action_id, changes, author, at) VALUES "
        "('00000000000001-x', 'note', 'n1', 1, 'a', '{\"text\":\"old\",\"star\":1}', 'tui:x', '')"
    )
    connection.execute("UPDATE note SET star = 1 WHERE id = 'n1'")
    connection.close()
    assert session.catch_up() == {"note"}
    note = session.state.all(Note)["n1"]
    assert (note.text, note.star) == ("the newest text", True)
    assert session.revision_of("note", "n1", "text") == saved.entries[0].revision


def test_others_who_have_it_open_are_known(session: Session, open_session: Open) -> None:
    assert session.others() == []
    other = open_session()
    assert [process.pid for process in session.others()] == [os.getpid()]
    other.close()
    assert session.others() == []


def test_callbacks_of_a_save_run_when_it_is_committed(session: Session, path: Path) -> None:
    seen: list[tuple[str, list[tuple[object, ...]]]] = []
    done = threading.Event()

    def look(answer: Future[Saved]) -> None:
        seen.append((answer.result().action_id, rows_of(path, "SELECT text FROM note")))
        done.set()

    session.save(add_note("there", "n1")).add_done_callback(look)
    assert done.wait(10)
    assert seen[0][1] == [("there",)]


def test_closing_writes_what_waits_and_leaves_one_file(session: Session, path: Path) -> None:
    answers = [session.save(add_note(f"n {number}")) for number in range(30)]
    session.close()
    assert all(answer.done() for answer in answers)
    assert rows_of(path, "SELECT count(*) FROM note") == [(30,)]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    session.close()


def test_the_machine_is_the_same_next_time_and_the_node_is_not(
    session: Session, open_session: Open, path: Path
) -> None:
    session.save_now(add_note("one"))
    session.close()
    again = open_session()
    again.save_now(add_note("two"))
    assert again.author == session.author
    assert again.author.startswith("tui:")
    nodes = rows_of(path, "SELECT id, machine, process FROM node")
    assert len({node[0] for node in nodes}) == 2
    assert len({node[1] for node in nodes}) == 1


def test_the_name_of_the_machine_is_nowhere_in_the_file(session: Session, path: Path) -> None:
    import platform

    session.save_now(add_note("one"))
    session.close()
    assert platform.node().encode() not in path.read_bytes()


def test_a_file_from_the_future_is_reported(session: Session, open_session: Open, clock: FakeClock) -> None:
    clock.tick(7200)
    session.save_now(add_note("later"))
    clock.tick(-7200)
    other = open_session()
    assert [str(warning) for warning in other.warnings if "120 minutes in the future" in str(warning)]
    clock.tick(7200)
    assert open_session().warnings == ()


SAVES = """
import sys
from pathlib import Path
from atelier.config import Places
from atelier.services.session import Session
from atelier.services.time import SystemClock
from tests.storage.samples import add_note
home = Path(sys.argv[2])
session = Session.open(Path(sys.argv[1]), clock=SystemClock(), places=Places(home, home / "state", home))
for number in range(40):
    session.save_now(add_note("x", f"{sys.argv[3]}-{number}"))
session.close()
"""


def test_several_processes_save_at_once(session: Session, path: Path, tmp_path: Path) -> None:
    """None waits for ever, none loses anything, and each change is seen here."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", SAVES, str(path), str(tmp_path / "home"), name],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for name in "abc"
    ]
    seen: set[str] = set()
    session.subscribe(seen.update)
    while any(child.poll() is None for child in children):
        session.save_now(add_note("ici"))
    assert [child.returncode for child in children] == [0, 0, 0]
    session.catch_up()
    assert seen == {"note"}
    assert sum(note_id[0] in "abc" for note_id in session.state.all(Note)) == 120
    order = rows_of(path, "SELECT revision FROM history ORDER BY seq")
    assert order == sorted(order)


def test_what_is_new_is_written_once_by_whichever_process(session: Session, open_session: Open) -> None:
    other = open_session()
    action = add_note("des stands", "n1")
    as_new = replace(action, changes=(replace(action.changes[0], is_new=True),))
    assert session.save_now(as_new).entries
    session.save_now(edit_note("n1", "un stand"))
    saved = other.save_now(as_new)
    assert (saved.action_id, saved.entries) == ("", ())
    assert other.state.all(Note)["n1"].text == "un stand"
    assert len(other.row_history(Note.KIND, "n1")) == 2


def test_both_of_two_that_arrive_together_are_answered(session: Session) -> None:
    action = add_note("des stands", "n1")
    as_new = replace(action, changes=(replace(action.changes[0], is_new=True),))
    answers = [session.save(as_new) for _ in range(5)]
    assert sum(len(answer.result().entries) for answer in answers) == 1
