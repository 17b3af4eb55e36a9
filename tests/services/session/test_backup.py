"""Backups: whole, dated, bounded, and never in the way of a save."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from atelier.domain.note import Note
from atelier.services.session import Session, StorageTrouble
from atelier.storage import backup
from atelier.storage.backup import KEPT, backups, folder_of, last_backup, superfluous
from tests.storage.fixtures import Open
from tests.storage.samples import NOON, FakeClock, add_note


def test_a_backup_holds_what_was_saved_and_opens_by_itself(
    session: Session, path: Path, open_session: Open
) -> None:
    session.save_now(add_note("dans le journal seulement", "n1"))
    copy = session.backup("étape : « tour 1 »").result(10)
    session.save_now(add_note("après", "n2"))
    local = datetime.fromtimestamp(NOON).strftime("%Y-%m-%d %Hh%Mm%S")
    assert copy == path.parent / "café.sauvegardes" / f"{local} etape-tour-1.atelier"
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    opened = open_session(copy)
    assert set(opened.state.all(Note)) == {"n1"}
    assert opened.state.workshop == session.state.workshop


def test_names_hold_nothing_that_windows_refuses(session: Session) -> None:
    copy = session.backup('a<b>c:d"e/f\\g|h?i*j\x00.. ').result(10)
    assert not set(copy.name) & set('<>:"/\\|?*\x00')
    assert not copy.stem.endswith((" ", "."))


def test_two_backups_of_one_second_are_two_files(session: Session, path: Path) -> None:
    answers = [session.backup("tour 1") for _ in range(3)]
    assert len({answer.result(10) for answer in answers}) == 3
    assert len(backups(path)) == 3


def test_saves_go_on_while_a_backup_is_made(session: Session) -> None:
    for number in range(300):
        session.save(add_note("x" * 1900, f"n{number:04d}"))
    answer = session.backup("gros")
    during = [session.save(add_note("pendant")) for _ in range(50)]
    assert all(one.result(10).entries for one in during)
    connection = sqlite3.connect(answer.result(10))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM workshop").fetchone() == (1,)
    connection.close()


def test_only_so_many_are_kept(session: Session, path: Path, clock: FakeClock) -> None:
    for _ in range(KEPT + 4):
        clock.tick(60)
        session.backup("tour").result(10)
    kept = backups(path)
    assert len(kept) == KEPT
    assert last_backup(path) == kept[-1]
    first = datetime.fromtimestamp(NOON + 60).strftime("%Y-%m-%d %Hh%Mm%S")
    assert kept[0].name.startswith(first)


def names(*days: int) -> list[Path]:
    return [Path(f"2025-10-{day:02d} 10h00m{index:02d} x.atelier") for index, day in enumerate(days)]


def test_the_first_of_each_day_outlives_the_others() -> None:
    files = names(1, 1, 1, 2, 2, 3, 3)
    assert superfluous(files, 5) == [files[1], files[2]]
    assert superfluous(files, 4) == [files[1], files[2], files[4]]
    assert superfluous(files, 7) == []


def test_the_newest_is_never_dropped() -> None:
    files = names(1, 2, 3, 3)
    assert superfluous(files, 1) == files[:3]


def test_files_of_others_in_that_folder_are_left_alone(
    session: Session, path: Path, clock: FakeClock
) -> None:
    folder_of(path).mkdir()
    mine = folder_of(path) / "à garder.txt"
    mine.write_text("x")
    for _ in range(KEPT + 2):
        clock.tick(60)
        session.backup("tour").result(10)
    assert mine.exists()
    assert mine not in backups(path)


def test_a_backup_that_fails_says_so_and_leaves_nothing(
    session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(path).write_text("a file where the folder should be")
    with pytest.raises(StorageTrouble):
        session.backup("tour").result(10)
    folder_of(path).unlink()

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(backup.os, "replace", fail)
    with pytest.raises(StorageTrouble):
        session.backup("tour").result(10)
    assert list(folder_of(path).iterdir()) == []
    assert session.save_now(add_note("goes on")).entries


def test_closing_waits_for_the_backup(session: Session, path: Path) -> None:
    answer = session.backup("fin")
    session.close()
    assert answer.done()
    assert len(backups(path)) == 1
