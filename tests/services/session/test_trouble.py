"""What goes wrong while the program runs: nothing is half written, the text is kept, a retry succeeds."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.errors import FileUnusable
from atelier.services.session import Saved, Session, StorageTrouble, TroubleCode
from atelier.storage import writer as writer_module
from atelier.storage.journal import write_action
from tests.storage.fixtures import Open
from tests.storage.samples import FakeClock, add_note, edit_note, workshop_rows


def fails(session: Session, note_id: str = "lost") -> StorageTrouble:
    """Save a note that cannot be saved; checks that it is kept and that the workshop is as before."""
    before = session.state.all(Note)
    action = add_note("ce que quelqu’un a dit", note_id)
    with pytest.raises(StorageTrouble) as caught:
        session.save_now(action)
    assert session.unsaved[-1] == action
    session.catch_up()
    assert session.state.all(Note) == before
    assert str(session.path) in str(caught.value)
    assert session.trouble is not None
    return caught.value


def retry(session: Session) -> None:
    """Save again what failed."""
    for action in session.unsaved:
        assert session.save_now(action).entries
    assert session.unsaved == ()
    assert session.trouble is None
    assert session.state.all(Note)["lost"].text == "ce que quelqu’un a dit"


# Full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "clé usb"
    folder.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a small disk takes rights that this user does not have")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no room at all."""
    junk = folder / "film.mkv"
    with junk.open("wb", buffering=0) as stream:
        for size in (65536, 4096, 512, 1):
            try:
                while stream.write(b"x" * size):
                    pass
            except OSError:
                continue
    return junk


def test_a_full_disk(small_disk: Path, clock: FakeClock, places: Places) -> None:
    file = small_disk / "w.atelier"
    with Session.create(file, workshop_rows(), clock=clock, places=places) as session:
        session.save_now(add_note("avant"))
        junk = fill(small_disk)
        # There may be room left in the page of the journal.
        while session.save(add_note("x" * 900)).exception(10) is None:
            pass
        trouble = fails(session)
        assert trouble.code is TroubleCode.FULL
        assert "is full (0 MB free)" in str(trouble)
        with pytest.raises(StorageTrouble):
            session.backup("plein").result(10)
        with pytest.raises(FileUnusable, match="the disk is full"):
            session.save_elsewhere(small_disk / "ailleurs.atelier")
        assert sorted(name.name for name in small_disk.iterdir() if name.suffix == ".atelier") == [
            "w.atelier"
        ]
        junk.unlink()
        retry(session)
    reread = sqlite3.connect(file)
    assert reread.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert reread.execute("SELECT count(*) FROM note WHERE id = 'lost'").fetchone() == (1,)


def test_making_a_workshop_on_a_full_disk(small_disk: Path, clock: FakeClock, places: Places) -> None:
    junk = fill(small_disk)
    with pytest.raises(FileUnusable, match=r"the disk is full \(0 MB free\)"):
        Session.create(small_disk / "w.atelier", workshop_rows(), clock=clock, places=places)
    assert list(small_disk.iterdir()) == [junk]


def test_a_disk_that_is_full_for_this_file(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a quota; this one needs no rights to be tried."""
    real = writer_module.connect

    def connect_small(path: Path) -> sqlite3.Connection:
        connection = real(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(writer_module, "connect", connect_small)
    for number in range(40):
        session.save(add_note("x" * 1900, f"n{number}")).exception(10)
    failed = session.unsaved
    assert failed
    assert {type(session.save(action).exception(10)) for action in failed} == {StorageTrouble}
    assert isinstance(session.trouble, StorageTrouble)
    assert session.trouble.code is TroubleCode.FULL
    monkeypatch.undo()
    assert all(session.save_now(action).entries for action in failed)
    assert session.unsaved == ()
    assert len(session.state.all(Note)) == 40


# Locked


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""

HOLD_AS_ATELIER = """
import sqlite3, sys
from pathlib import Path
from atelier.config import Places
from atelier.services.session import Session
from tests.storage.samples import FakeClock
home = Path(sys.argv[2])
places = Places(home / "config", home / "state", home / "cache")
session = Session.open(Path(sys.argv[1]), clock=FakeClock(), places=places)
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("code", [HOLD, HOLD_AS_ATELIER], ids=["another program", "another Atelier"])
def test_a_file_that_another_program_keeps_locked(
    session: Session, path: Path, places: Places, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr("atelier.storage.database.BUSY_SECONDS", 0.1)
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(places.state.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    trouble = fails(session)
    assert trouble.code is TroubleCode.BUSY
    assert (f"PID {holder.pid}" in str(trouble)) == (code is HOLD_AS_ATELIER)
    holder.communicate("\n", timeout=20)
    retry(session)


def test_a_lock_that_goes_in_time_is_waited_for(session: Session, path: Path) -> None:
    locker = sqlite3.connect(path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    answer = session.save(add_note("patience", "n1"))
    assert not answer.done()
    locker.execute("COMMIT")
    assert answer.result(10).entries


# Gone


def test_a_file_that_was_deleted(session: Session, path: Path, tmp_path: Path) -> None:
    session.save_now(add_note("avant", "n1"))
    assert session.check_in_place() is None
    path.unlink()
    gone = session.check_in_place()
    assert gone is not None
    assert gone.code is TroubleCode.GONE
    assert fails(session).code is TroubleCode.GONE
    assert not path.exists()
    session.save_elsewhere(tmp_path / "ailleurs.atelier")
    assert session.path == tmp_path / "ailleurs.atelier"
    assert session.check_in_place() is None
    assert session.unsaved == ()
    assert {note.id for note in session.state.live(Note)} == {"n1", "lost"}
    session.save_now(add_note("après"))


def test_a_file_that_was_moved_and_put_back(session: Session, path: Path) -> None:
    session.save_now(add_note("avant"))
    aside = path.with_name("aside.atelier")
    path.rename(aside)
    assert fails(session).code is TroubleCode.GONE
    aside.rename(path)
    assert session.check_in_place() is None
    retry(session)


def test_a_file_that_was_replaced(session: Session, path: Path, tmp_path: Path, open_session: Open) -> None:
    session.save_now(add_note("avant", "n1"))
    copy = session.backup("copie").result(10)
    session.save_now(add_note("après la copie", "n2"))
    os.replace(copy, path)
    assert fails(session).code is TroubleCode.GONE
    session.save_elsewhere(tmp_path / "ailleurs.atelier")
    assert {note.id for note in session.state.live(Note)} == {"n1", "n2", "lost"}
    # The copy that took its place is as it was.
    reread = sqlite3.connect(path)
    assert reread.execute("SELECT id FROM note").fetchall() == [("n1",)]
    reread.close()


def test_a_folder_that_was_removed(session: Session, path: Path, tmp_path: Path) -> None:
    session.save_now(add_note("avant"))
    shutil.rmtree(path.parent)
    assert fails(session).code is TroubleCode.GONE
    session.save_elsewhere(tmp_path / "ailleurs.atelier")
    assert len(session.state.live(Note)) == 2


def test_a_journal_that_was_deleted(session: Session, path: Path, tmp_path: Path) -> None:
    """What is written into a deleted journal is gone with the program."""
    session.save_now(add_note("avant", "n1"))
    Path(f"{path}-wal").unlink()
    assert fails(session).code is TroubleCode.GONE
    session.save_elsewhere(tmp_path / "ailleurs.atelier")
    assert {note.id for note in session.state.live(Note)} == {"n1", "lost"}


# Damaged


def test_a_file_that_is_damaged_under_the_program(
    session: Session, path: Path, open_session: Open, tmp_path: Path
) -> None:
    for number in range(200):
        session.save(add_note(f"note {number} " + "x" * 400, f"n{number:03d}")).result(10)
    session.close()
    running = open_session()
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (path.stat().st_size - 4096))
    assert fails(running).code is TroubleCode.DAMAGED
    running.save_elsewhere(tmp_path / "ailleurs.atelier")
    assert len(running.state.live(Note)) == 201
    assert running.unsaved == ()
    reread = sqlite3.connect(tmp_path / "ailleurs.atelier")
    assert reread.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert reread.execute("PRAGMA foreign_key_check").fetchall() == []


# Failing disk, and mistakes of ours


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_IOERR_FSYNC", TroubleCode.IO),
        ("SQLITE_IOERR_WRITE", TroubleCode.IO),
        ("SQLITE_READONLY", TroubleCode.READONLY),
        ("SQLITE_CANTOPEN", TroubleCode.READONLY),
        ("SQLITE_FULL", TroubleCode.FULL),
        ("SQLITE_CORRUPT_VTAB", TroubleCode.DAMAGED),
    ],
)
def test_an_error_in_the_middle_of_an_action(
    session: Session, monkeypatch: pytest.MonkeyPatch, name: str, code: TroubleCode
) -> None:
    def fail_after_writing(*arguments: Any) -> Saved:
        write_action(*arguments)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = name
        raise error

    monkeypatch.setattr(writer_module, "write_action", fail_after_writing)
    assert fails(session).code is code
    monkeypatch.undo()
    retry(session)


def test_a_mistake_of_ours_reaches_the_caller_and_not_the_thread(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blunder(*_: Any) -> Saved:
        raise AttributeError("on purpose")

    monkeypatch.setattr(writer_module, "write_action", blunder)
    with pytest.raises(AttributeError, match="on purpose"):
        session.save(add_note("x")).result(10)
    monkeypatch.undo()
    assert session.save_now(add_note("goes on")).entries


LIMITED = """
import os, resource, sys
from pathlib import Path
from atelier.config import Places
from atelier.services.session import Session, StorageTrouble
from tests.storage.samples import FakeClock, add_note
home = Path(sys.argv[2])
session = Session.open(Path(sys.argv[1]), clock=FakeClock(), places=Places(home, home, home))
session.save_now(add_note("avant", "n0"))
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(sys.argv[1] + "-wal"), hard))
troubles = 0
for number in range(20):
    try:
        session.save_now(add_note("x" * 1500, f"n{number + 1}"))
    except StorageTrouble as trouble:
        troubles += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
for action in session.unsaved:
    session.save_now(action)
print(troubles > 0, len(session.unsaved), len(session.state.tables_by_kind["note"]))
session.close()
"""


def test_a_disk_that_lets_no_file_grow(session: Session, path: Path, tmp_path: Path) -> None:
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), str(path), str(tmp_path / "h")],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split() == ["True", "0", "21"]


# Trying again


def test_trying_again_never_puts_an_old_text_over_a_new_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.save_now(add_note("un", "n1"))
    monkeypatch.setattr(writer_module, "write_action", _full)
    older = Action("note.edit", (Change("note", "n1", {"text": "deux", "star": True}),), "note")
    assert session.save(older).exception(10) is not None
    monkeypatch.undo()
    session.save_now(edit_note("n1", "trois"))
    assert [dict(change.columns) for action in session.unsaved for change in action.changes] == [
        {"star": True}
    ]
    for action in session.unsaved:
        session.save_now(action)
    note = session.state.all(Note)["n1"]
    assert (note.text, note.star) == ("trois", True)
    assert session.unsaved == ()


def test_what_failed_is_tried_again_in_its_order(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.save_now(add_note("un", "n1"))
    monkeypatch.setattr(writer_module, "write_action", _full)
    for text in ("deux", "trois", "quatre"):
        assert session.save(edit_note("n1", text)).exception(10) is not None
    first, second, third = session.unsaved
    monkeypatch.undo()
    session.save_now(first)
    assert session.unsaved == (second, third)
    session.save_now(third)
    assert session.unsaved == ()
    assert session.state.all(Note)["n1"].text == "quatre"


def _full(*_: Any) -> Saved:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    raise error


# Saving elsewhere


def test_saving_elsewhere_takes_everything_along(session: Session, path: Path, tmp_path: Path) -> None:
    session.save_now(add_note("un", "n1"))
    session.put_draft("note/t2", "à moitié")
    waiting = session.save(add_note("deux", "n2"))
    heard: list[frozenset[str]] = []
    session.subscribe(heard.append)
    target = tmp_path / "ailleurs.atelier"
    session.save_elsewhere(target)
    assert waiting.done()
    assert {note.id for note in session.state.live(Note)} == {"n1", "n2"}
    assert heard
    assert "note" in heard[-1]
    plan = session.plan_undo("note")
    assert plan is not None
    session.save_now(plan.action)
    session.put_draft("note/t2", "plus loin")
    session.close()
    names = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    assert names == ["ailleurs.atelier"]
    old, new = sqlite3.connect(path), sqlite3.connect(target)
    assert old.execute("SELECT count(*) FROM note WHERE deleted = 0").fetchone() == (2,)
    assert new.execute("SELECT count(*) FROM note WHERE deleted = 0").fetchone() == (1,)
    assert new.execute("SELECT text FROM draft").fetchall() == [("plus loin",)]


@pytest.mark.parametrize("where", ["w.atelier", "no folder/w.atelier"])
def test_saving_elsewhere_refuses_and_goes_on_here(session: Session, tmp_path: Path, where: str) -> None:
    target = tmp_path / where
    if target.parent.is_dir():
        target.write_text("something dear")
    with pytest.raises(FileUnusable):
        session.save_elsewhere(target)
    if target.parent.is_dir():
        assert target.read_text() == "something dear"
    session.save_now(add_note("goes on"))
    assert len(session.state.live(Note)) == 1
