"""Each way in which a file cannot be opened: the sentence says what and what next, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.note import Note
from atelier.errors import FILE_UNUSABLE, FileUnusable
from atelier.services.session import Session, StorageTrouble
from atelier.storage.backup import make_backup
from atelier.storage.schema import APPLICATION_ID, SCHEMA
from tests.storage.fixtures import Open
from tests.storage.samples import NOON, FakeClock, add_note, workshop_rows


@pytest.fixture
def closed(session: Session, path: Path) -> Path:
    """A workshop with a few notes that nobody has open."""
    for number in range(300):
        session.save(add_note(f"une note un peu longue pour remplir des pages {number}", drafts=()))
    session.close()
    return path


def refused(open_session: Open, file: Path) -> FileUnusable:
    """The error that opening a file gives, after a look that nothing was changed by it."""
    before = file.read_bytes() if file.is_file() else None
    beside = sorted(file.parent.iterdir()) if file.parent.is_dir() else []
    with pytest.raises(FileUnusable) as caught:
        open_session(file)
    assert caught.value.exit_code == FILE_UNUSABLE
    assert (file.read_bytes() if file.is_file() else None) == before
    assert (sorted(file.parent.iterdir()) if file.parent.is_dir() else []) == beside
    assert str(file) in str(caught.value)
    return caught.value


def damage(change: Callable[[sqlite3.Connection], object]) -> Callable[[Path], None]:
    def work(file: Path) -> None:
        connection = sqlite3.connect(file, isolation_level=None)
        change(connection)
        connection.close()

    return work


def overwrite(start: int, length: int) -> Callable[[Path], None]:
    def work(file: Path) -> None:
        with file.open("r+b") as stream:
            stream.seek(start)
            stream.write(b"\xa5" * length)

    return work


def shorten(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def replace_by(content: bytes) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(content) and None


def make_foreign(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


CASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", Path.unlink, "There is no file"),
    ("empty", replace_by(b""), "is empty"),
    ("text", replace_by("Compte rendu de l’été\n".encode() * 40), "is a text file"),
    ("bytes", replace_by(bytes(range(256)) * 40), "is not a workshop, or its beginning is damaged"),
    ("short", replace_by(b"SQLite format 3\x00"), "is not a workshop, or its beginning is damaged"),
    ("foreign", make_foreign, "belongs to another program"),
    (
        "newer",
        damage(lambda c: c.execute(f"PRAGMA user_version = {SCHEMA + 7}")),
        f"file version {SCHEMA + 7}",
    ),
    ("truncated", shorten, "is cut off"),
    ("damaged schema page", overwrite(100, 3000), "is damaged"),
    ("damaged pages", overwrite(4096, 200_000), "is damaged"),
    ("table lost", damage(lambda c: c.execute("DROP TABLE theme")), "is damaged"),
    ("no workshop", damage(lambda c: c.execute("DELETE FROM workshop")), "holds no workshop"),
]


@pytest.mark.parametrize(("work", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_cannot_be_opened_is_told(
    closed: Path, open_session: Open, work: Callable[[Path], object], words: str
) -> None:
    work(closed)
    assert words in str(refused(open_session, closed))


LOST = ("missing", "empty", "text", "bytes", "truncated", "damaged pages", "no workshop")


@pytest.mark.parametrize(
    "work",
    [work for name, work, _ in CASES if name in LOST],
    ids=[name for name, *_ in CASES if name in LOST],
)
def test_the_last_backup_is_named(closed: Path, open_session: Open, work: Callable[[Path], object]) -> None:
    make_backup(closed, "tour 1", NOON)
    last = make_backup(closed, "tour 2", NOON + 900)
    work(closed)
    assert str(last) in str(refused(open_session, closed))
    assert len(open_session(last).state.all(Note)) == 300


def test_a_folder_and_a_missing_folder_are_told_apart(tmp_path: Path, open_session: Open) -> None:
    assert "is a folder" in str(refused(open_session, tmp_path))
    assert "does not exist" in str(refused(open_session, tmp_path / "usb" / "w.atelier"))


def test_an_older_file_is_upgraded_after_a_backup(closed: Path, open_session: Open) -> None:
    damage(lambda c: c.execute("PRAGMA user_version = 0"))(closed)
    for table in ("draft", "node"):
        damage(lambda c, table=table: c.execute(f"DROP TABLE {table}"))(closed)  # type: ignore[misc]
    # Version 0 never had tables: here it stands for a file that a step can really be taken on.
    with pytest.raises(FileUnusable):
        open_session(closed)
    assert [file.name for file in closed.with_name("café.sauvegardes").iterdir()] == [
        f"{name} before-upgrade.atelier" for name in [_local_name()]
    ]


def _local_name() -> str:
    from datetime import datetime

    return datetime.fromtimestamp(NOON).strftime("%Y-%m-%d %Hh%Mm%S")


def test_a_file_that_another_program_holds_alone_is_told(
    closed: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.storage.database.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(closed, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileUnusable, match="is locked by another program"):
        open_session(closed)
    holder.close()
    assert len(open_session(closed).state.all(Note)) == 300


# Read-only files. The tests may run as root, whom no mode stops; so these run as somebody else when they can.


def as_nobody(work: Callable[[], str]) -> str:
    """What a function says when a user without rights runs it, in a process of its own."""
    if os.geteuid() != 0:
        return work()
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            said = work()
        except BaseException as error:  # whatever it is, the parent shows it
            said = f"failed: {error!r}"
        os.write(inlet, said.encode())
        os._exit(0)
    os.close(inlet)
    os.waitpid(child, 0)
    with os.fdopen(outlet, encoding="utf-8") as stream:
        return stream.read()


def look(path: Path) -> str:
    """Open a workshop and try everything that must not change it; what came of it, as text."""
    with tempfile.TemporaryDirectory() as name:
        return _look(path, Path(name))


def _look(path: Path, home: Path) -> str:
    try:
        session = Session.open(path, clock=FakeClock(), places=Places(home, home / "state", home))
    except FileUnusable as error:
        return f"refused {error}"
    said = [
        f"read_only {session.read_only} notes {len(session.state.all(Note))}",
        *map(str, session.warnings),
    ]
    failure = session.save(add_note("no")).exception()
    said.append(f"save {type(failure).__name__} {failure}")
    session.put_draft("note/t1", "x")
    said.append(f"catch up {session.catch_up()}")
    session.save_elsewhere(home / "elsewhere.atelier")
    said.append(f"elsewhere {session.read_only} {len(session.state.all(Note))} {len(session.unsaved)}")
    session.close()
    return "\n".join(said)


@pytest.fixture
def public(tmp_path_factory: pytest.TempPathFactory, closed: Path) -> Path:
    """A workshop in a folder that everybody may enter, with a note that only the journal has."""
    if not hasattr(os, "geteuid"):
        pytest.skip("modes are POSIX")
    folder = Path(tempfile.mkdtemp(prefix="atelier-test-"))
    file = folder / "café.atelier"
    shutil.copyfile(closed, file)
    folder.chmod(0o755)
    yield file  # type: ignore[misc]
    folder.chmod(0o755)
    shutil.rmtree(folder)


def leave_a_journal(file: Path) -> None:
    """Write a note and die, so that the note is in the journal only."""
    child = os.fork()
    if child == 0:
        home = file.parent / "home"
        session = Session.open(file, clock=FakeClock(), places=Places(home, home, home))
        session.save_now(add_note("only in the journal", "journal"))
        os._exit(0)
    os.waitpid(child, 0)
    assert Path(f"{file}-wal").stat().st_size > 0


@pytest.mark.parametrize("with_journal", [False, True])
@pytest.mark.parametrize("mode", ["file", "folder"])
def test_a_file_that_cannot_be_written_is_looked_at(public: Path, mode: str, with_journal: bool) -> None:
    if with_journal:
        leave_a_journal(public)
    for file in public.parent.iterdir():
        if file.is_file():
            file.chmod(0o444 if mode == "file" else 0o666)
    public.parent.chmod(0o777 if mode == "file" else 0o555)
    before = public.read_bytes()
    out = as_nobody(lambda: look(public))
    expected = 301 if with_journal else 300
    assert f"read_only True notes {expected}" in out
    assert "is read-only: you can look and export" in out
    assert "save StorageTrouble Not saved" in out
    assert "catch up frozenset()" in out
    assert f"elsewhere False {expected + 1} 0" in out
    assert public.read_bytes() == before


def test_a_workshop_cannot_be_made_in_a_read_only_folder(public: Path) -> None:
    public.parent.chmod(0o555)
    target = public.with_name("nouveau.atelier")

    def create() -> str:
        home = target.parent / "home that cannot be made"
        with pytest.raises(FileUnusable) as caught:
            Session.create(target, workshop_rows(), clock=FakeClock(), places=Places(home, home, home))
        return str(caught.value)

    assert f"the folder {public.parent} is read-only" in as_nobody(create)
    assert not target.exists()


def test_a_file_without_the_right_to_read_is_told(public: Path) -> None:
    public.chmod(0o600)
    assert "refused You have no right to read" in as_nobody(lambda: look(public))


def test_a_file_that_sqlite_alone_finds_read_only_is_looked_at(
    closed: Path, open_session: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a share whose rights `os.access` does not know."""
    from atelier.storage import opening

    real = opening._read

    def fail_in_place(path: Path, source: Path, *rest: object) -> object:
        if source == closed:
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorname = "SQLITE_READONLY_DIRECTORY"
            raise error
        return real(path, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_read", fail_in_place)
    session = open_session()
    assert session.read_only
    assert len(session.state.all(Note)) == 300
    assert isinstance(session.save(add_note("no")).exception(), StorageTrouble)


def test_a_link_leads_to_the_file_and_its_journal(closed: Path, tmp_path: Path, open_session: Open) -> None:
    link = tmp_path / "bureau.atelier"
    try:
        link.symlink_to(closed)
    except OSError:
        pytest.skip("no links here")
    session = open_session(link)
    session.save_now(add_note("par le lien", "lien"))
    assert session.path == closed
    assert session.check_in_place() is None
    assert Path(f"{closed}-wal").exists()
    assert "lien" in open_session(closed).state.all(Note)
    assert session.backup("tour").result(10).parent.parent == closed.parent


def test_a_second_session_in_this_process_leaves_the_locks_alone(
    session: Session, open_session: Open, path: Path, places: Places
) -> None:
    """Closing a file that was opened by hand drops every lock that the process holds on it.

    Then another program would take itself for the last one, and remove the journal that is in use here.
    """
    session.save_now(add_note("one"))
    open_session().close()
    assert count_notes(path) == "1"
    assert Path(f"{path}-wal").exists()
    assert session.check_in_place() is None
    session.save_now(add_note("two"))
    assert count_notes(path) == "2"


def count_notes(path: Path) -> str:
    """What another program sees."""
    code = """
    import sqlite3, sys
    connection = sqlite3.connect(sys.argv[1])
    print(*connection.execute("SELECT count(*) FROM note").fetchone())
    connection.close()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_header_says_whose_file_it_is_without_sqlite(closed: Path) -> None:
    from atelier.storage.header import Header

    header = Header.read(closed)
    assert header.is_sqlite
    assert not header.is_text
    assert (header.application_id, header.schema, header.page_size) == (APPLICATION_ID, SCHEMA, 4096)
    assert header.pages * header.page_size == closed.stat().st_size
    assert not header.is_truncated


def test_the_clock_of_tests_stands_still(clock: FakeClock) -> None:
    assert clock.now() == clock.now()
