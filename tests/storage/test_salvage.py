"""Saving what can be read: what one page has lost, another one mostly has."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable
from atelier.errors import FileUnusable
from atelier.services.session import Session
from atelier.storage.database import foreign_keys
from atelier.storage.journal import Signature, Stamp, read_entries
from atelier.storage.loading import load_state
from atelier.storage.pages import Pages
from atelier.storage.replay import Replay
from atelier.storage.salvage import Salvaged, salvage_file
from tests.storage.samples import NOON, FakeClock, add_note, edit_note, workshop_rows

PAGE = 4096


@pytest.fixture
def file(path: Path, clock: FakeClock, places: Places) -> Path:
    """A workshop with a past: long and short notes, edits, points, removed rows; nobody has it open."""
    session = Session.create(path, workshop_rows(), clock=clock, places=places)
    answers = []
    for number in range(150):
        clock.tick()
        text = f"note {number} " + "é" * (number * 7 % 900)
        answers.append(session.save(add_note(text, f"n{number:04d}", drafts=(), star=number % 3 == 0)))
        if number % 4 == 0:
            answers.append(session.save(edit_note(f"n{number // 2:04d}", f"again {number}")))
        if number % 10 == 0:
            theme = Change(
                "theme", f"th{number}", {"table_id": "t1", "heading": "pistes", "paragraph": text * 4}
            )
            source = Change(
                "theme_source", f"th{number}/n0000", {"theme_id": f"th{number}", "note_id": "n0000"}
            )
            answers.append(session.save(Action("theme.create", (theme, source), "fuse")))
        if number % 15 == 0:
            answers.append(
                session.save(Action("note.remove", (Change("note", f"n{number:04d}", {"deleted": True}),)))
            )
    session.put_draft("note/t1", "à moitié tapé")
    assert all(answer.result(20).entries for answer in answers)
    session.close()
    return path


def stamp() -> Stamp:
    return Stamp(
        Signature("salvagenode", "machine", "1", "2025-10-15T10:00:00.000Z", "cli"), NOON + 9_000, ""
    )


def salvage(path: Path, target: Path | None = None) -> tuple[Salvaged, Path]:
    target = target or path.with_name(f"salvaged-{random.getrandbits(64)}.atelier")
    return salvage_file(path, target, stamp()), target


def rows(path: Path) -> dict[str, object]:
    connection = sqlite3.connect(path)
    try:
        return dict(load_state(connection).tables_by_kind)
    finally:
        connection.close()


def assert_sound(path: Path) -> None:
    """A salvaged file is a workshop like any other."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert (
            Replay(read_entries(connection, "1")).state().tables_by_kind
            == load_state(connection).tables_by_kind
        )
    finally:
        connection.close()


def test_a_sound_file_comes_back_whole(file: Path) -> None:
    expected = rows(file)
    report, target = salvage(file)
    assert rows(target) == expected
    assert_sound(target)
    assert (report.lost_entries, report.bad_pages, report.stand_ins) == (0, 0, 0)
    assert report.rows["note"] == 140
    old, new = sqlite3.connect(file), sqlite3.connect(target)
    for query in (
        "SELECT revision, kind, row_id, action_id, changes, author, at FROM history ORDER BY revision",
        "SELECT * FROM action ORDER BY id",
        "SELECT * FROM draft",
    ):
        assert new.execute(query).fetchall() == old.execute(query).fetchall()


def test_every_single_page_can_be_lost(file: Path) -> None:
    """Whichever page is destroyed, every row is still in the file somewhere."""
    expected = rows(file)
    whole = file.read_bytes()
    assert len(whole) > 60 * PAGE
    # The roots are on the first pages. Of the others a sample will do: each costs a file.
    for number in (*range(6), *range(6, len(whole) // PAGE, 6)):
        filler = (b"\x00", b"\xa5")[number // 6 % 2]
        file.write_bytes(whole[: number * PAGE] + filler * PAGE + whole[(number + 1) * PAGE :])
        _, target = salvage(file)
        assert rows(target) == expected, f"page {number + 1}"
        target.unlink()


@pytest.mark.parametrize("share", [0.9, 0.5, 0.2])
def test_a_file_that_was_cut_off_gives_what_is_left(file: Path, share: float) -> None:
    expected = rows(file)["note"]
    os.truncate(file, int(file.stat().st_size * share))
    report, target = salvage(file)
    assert_sound(target)
    found = rows(target)["note"]
    assert report.rows["note"] > 140 * share * 0.5
    # Some notes may have an older text. None may have a text that nobody wrote.
    assert all(note.text.startswith(("note ", "again ")) or note.deleted for note in found.values())  # type: ignore[attr-defined]
    assert set(found) <= set(expected)  # type: ignore[call-overload]


@pytest.mark.parametrize("seed", range(12))
def test_scattered_damage_never_stops_it(file: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice((5, 60, 900))):
        at = chance.randrange(len(data) - 64)
        length = chance.randint(1, 64)
        data[at : at + length] = chance.randbytes(length)
    file.write_bytes(data)
    report, target = salvage(file)
    assert_sound(target)
    assert sum(report.rows.values()) > 0


def test_what_only_the_journal_has_is_found(
    file: Path, clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    session = Session.open(file, clock=clock, places=places)
    session.save_now(add_note("dans le journal", "journal"))
    copy = tmp_path / "copie.atelier"
    copy.write_bytes(file.read_bytes())
    journal = Path(f"{file}-wal").read_bytes()
    Path(f"{copy}-wal").write_bytes(journal)
    session.close()
    _, target = salvage(copy)
    assert rows(target) == rows(file)
    # A commit that was cut in the middle does not count, and those before it do.
    Path(f"{copy}-wal").write_bytes(journal[:-100])
    _, cut = salvage(copy)
    assert "journal" not in rows(cut)["note"]  # type: ignore[operator]
    assert len(rows(cut)["note"]) == 150  # type: ignore[arg-type]


def test_rows_that_were_lost_are_stood_in_for(tmp_path: Path, clock: FakeClock, places: Places) -> None:
    """Notes of a table whose own row is nowhere any more must still be seen somewhere."""
    path = tmp_path / "w.atelier"
    Session.create(path, workshop_rows(), clock=clock, places=places).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    with Session.open(path, clock=clock, places=places) as session:
        session.save_now(add_note("à la table 1", "n1"))
        theme = Change("theme", "th", {"table_id": "t2", "heading": "phares", "title": "Point"})
        source = Change("theme_source", "th/n1", {"theme_id": "th", "note_id": "n1"})
        session.save_now(Action("theme.create", (theme, source)))
    for table, row_id in (("cafe_table", "t1"), ("heading", "phares"), ("note", "n1"), ("workshop", "w")):
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        connection.execute("DELETE FROM history WHERE row_id = ?", (row_id,))
    connection.execute("VACUUM")
    connection.close()
    report, target = salvage(path)
    assert_sound(target)
    with Session.open(target, clock=clock, places=places) as session:
        state = session.state
        assert state.workshop.title == "w"
        assert {table.number for table in state.live(CafeTable)} >= {2}
        assert [found.title for found in state.live(Theme)] == ["Point"]
        assert state.live(Note) == ()
        session.save_now(add_note("on continue", heading="phares", table_id="t2"))
    assert report.stand_ins == 2
    assert report.lost_entries >= 4


def test_nothing_readable_is_said(tmp_path: Path) -> None:
    junk = tmp_path / "junk.atelier"
    junk.write_bytes(random.Random(1).randbytes(200_000))
    with pytest.raises(FileUnusable, match="Nothing of a workshop could be read"):
        salvage(junk)
    assert list(tmp_path.iterdir()) == [junk]


def test_it_never_writes_over_something(file: Path, tmp_path: Path) -> None:
    dear = tmp_path / "dear.atelier"
    dear.write_text("dear")
    with pytest.raises(FileUnusable, match="exists already"):
        salvage(file, dear)
    assert dear.read_text() == "dear"


def test_pages_that_are_no_pages_do_not_break_the_reader() -> None:
    chance = random.Random(3)
    for kind in (0x0D, 0x05, 0x0A, 0x02, 0x77):
        for _ in range(60):
            pages = Pages(bytes(PAGE) + bytes([kind]) + chance.randbytes(PAGE - 1), chance.randbytes(9_000))
            assert isinstance(list(pages.walk(2)), list)
            assert isinstance(list(pages.records(2)), list)


def test_references_are_known_by_table_and_column() -> None:
    found = foreign_keys()
    assert found["theme_source"] == {"theme_id": "theme", "note_id": "note"}
    assert found["workshop"] == {}
