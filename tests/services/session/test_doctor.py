"""What the doctor finds, and that looking changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.note import Note
from atelier.errors import AtelierError, FileUnusable
from atelier.services.doctor import Level, Report, examine, salvage
from atelier.services.session import Session
from tests.storage.fixtures import Open
from tests.storage.samples import FakeClock, add_note, edit_note


@pytest.fixture
def file(session: Session, path: Path) -> Path:
    """A workshop with a few notes, that nobody has open."""
    for number in range(30):
        session.save(add_note(f"note {number} " + "x" * 200, f"n{number:02d}", drafts=()))
    session.save(edit_note("n00", "autre texte"))
    session.close()
    return path


@pytest.fixture
def report(clock: FakeClock, places: Places) -> Callable[[Path], Report]:
    """Examines a file, and checks that it is as before."""

    def look(path: Path) -> Report:
        before = path.read_bytes()
        found = examine(path, clock=clock, places=places)
        assert path.read_bytes() == before
        for finding in found.findings:
            assert finding.msgid.format(**finding.params)
        return found

    return look


def codes(found: Report, level: Level = Level.ERROR) -> set[str]:
    return {finding.code for finding in found.findings if finding.level is level}


def run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_sound_file(file: Path, report: Callable[[Path], Report]) -> None:
    found = report(file)
    assert found.is_sound
    assert codes(found, Level.INFO) == {"integrity", "references", "replay", "size"}
    assert codes(found, Level.WARNING) == {"backups"}
    assert [file.name for file in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE note SET text = 'autre' WHERE id = 'n03'", "replay"),
        ("DELETE FROM note WHERE id = 'n03'", "replay"),
        ("UPDATE history SET changes = '{\"star\":1}' WHERE seq = 20", "replay"),
        ("DELETE FROM history WHERE seq = 20", "replay"),
        ("UPDATE history SET changes = '{oh' WHERE seq = 20", "history"),
        ("UPDATE history SET changes = '[]' WHERE seq = 20", "history"),
        ("UPDATE history SET revision = 'yesterday' WHERE seq = 20", "history"),
        ("UPDATE note SET table_id = 't9' WHERE id = 'n03'", "references"),
    ],
)
def test_what_is_wrong_is_named(
    file: Path, report: Callable[[Path], Report], statement: str, code: str
) -> None:
    run(file, statement)
    found = report(file)
    assert code in codes(found)
    assert not found.is_sound


def test_many_differences_are_counted(file: Path, report: Callable[[Path], Report]) -> None:
    run(file, "UPDATE note SET star = 1")
    found = [finding for finding in report(file).findings if finding.code == "replay"]
    assert len(found) == 6
    assert found[-1].params == {"count": 25}
    assert found[0].params["columns"] == "star"


def test_what_is_odd_is_a_warning(file: Path, report: Callable[[Path], Report], clock: FakeClock) -> None:
    run(file, "DELETE FROM action WHERE name = 'note.edit'")
    older = "'00000000000001-x', 'note', 'n00', 1, 'a', '{}', 'tui:x', ''"
    run(
        file,
        "INSERT INTO history (revision, kind, row_id, schema, action_id, changes, author, at) "
        f"VALUES ({older})",
    )
    clock.tick(-3600)
    found = report(file)
    assert found.is_sound or codes(found) == {"history"}
    assert codes(found, Level.WARNING) >= {"actions", "future", "backups"}


def test_drafts_backups_and_open_windows_are_told(
    session: Session, path: Path, report: Callable[[Path], Report], open_session: Open
) -> None:
    leaving = open_session()
    leaving.put_draft("note/t1", "à moitié")
    leaving.close()
    copy = session.backup("tour 1").result(10)
    found = report(path)
    assert codes(found, Level.WARNING) == {"drafts"}
    assert found.backups == (copy,)
    assert [finding.params["pid"] for finding in found.findings if finding.code == "open"] == [os.getpid()]
    assert session.save_now(add_note("on continue")).entries


@pytest.mark.parametrize("start", [100, 4096 * 3])
def test_a_damaged_file_is_a_finding(file: Path, report: Callable[[Path], Report], start: int) -> None:
    with file.open("r+b") as stream:
        stream.seek(start)
        stream.write(b"\xa5" * 60_000)
    found = report(file)
    assert not found.is_sound
    assert codes(found) & {"unreadable", "integrity"}
    said = " ".join(finding.msgid.format(**finding.params) for finding in found.findings)
    assert f"atelier doctor {file} --salvage OUT" in said


def test_damage_that_reading_does_not_meet_is_found(file: Path, report: Callable[[Path], Report]) -> None:
    """The actions are not read at all when a workshop is opened."""
    connection = sqlite3.connect(file)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'action'").fetchone()
    connection.close()
    with file.open("r+b") as stream:
        stream.seek((root - 1) * 4096 + 3000)
        stream.write(b"\xa5" * 64)
    assert "integrity" in codes(report(file))


def test_no_file_and_foreign_files_are_refused(tmp_path: Path, clock: FakeClock, places: Places) -> None:
    text = tmp_path / "lettre.txt"
    text.write_text("Chers amis")
    for path in (tmp_path / "rien.atelier", text, tmp_path):
        with pytest.raises(FileUnusable):
            examine(path, clock=clock, places=places)
        with pytest.raises(FileUnusable):
            salvage(path, tmp_path / "out.atelier", clock=clock, places=places)
    assert text.read_text() == "Chers amis"


def test_salvage_makes_a_sound_workshop(
    file: Path, tmp_path: Path, clock: FakeClock, places: Places, open_session: Open
) -> None:
    with file.open("r+b") as stream:
        stream.seek(4096 * 2)
        stream.write(b"\xa5" * 4096)
    out = tmp_path / "sauvé.atelier"
    saved = salvage(file, out, clock=clock, places=places)
    assert saved.rows["note"] == 30
    assert len(open_session(out).state.live(Note)) == 30
    assert examine(out, clock=clock, places=places).is_sound


def test_salvage_of_a_file_that_is_open_here_is_refused(
    session: Session, path: Path, tmp_path: Path, clock: FakeClock, places: Places
) -> None:
    with pytest.raises(AtelierError, match="is open in this program"):
        salvage(path, tmp_path / "out.atelier", clock=clock, places=places)
    assert session.save_now(add_note("on continue")).entries
