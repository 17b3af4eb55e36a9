"""Uniting real files: what is read is left as it is, whatever state it is in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Variant
from atelier.errors import FILE_UNUSABLE, PROBLEM, AtelierError, FileUnusable
from atelier.services.doctor import examine, salvage
from atelier.services.session import Session
from atelier.services.uniting.files import proposed_union, unite_files
from atelier.storage.replay import RevisionClash
from atelier.storage.schema import SCHEMA
from tests.data.hostile import HOSTILE
from tests.services.uniting.conftest import Unite, Write
from tests.storage.fixtures import Open
from tests.storage.samples import NOON, FakeClock, add_note, edit_note, workshop_rows
from tests.storage.test_opening import as_nobody


def content(file: Path) -> list[str]:
    """Everything in a file, as SQL."""
    connection = sqlite3.connect(file)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def left_alone(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def damage(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_both_ways_twice_and_nested_give_the_same_file(
    two: tuple[Path, Path], write: Write, unite: Unite, tmp_path: Path
) -> None:
    a, b = two
    write(a, *(add_note(f"de A {number}", drafts=()) for number in range(3)), edit_note("n0", "selon A"))
    write(b, *(add_note(f"de B {number}", drafts=()) for number in range(2)), edit_note("n0", "selon B"))
    before = left_alone(a.parent), b.read_bytes()
    ab, ba = unite(a, b, out="ab.atelier").out, unite(b, a, out="ba.atelier").out
    again = unite(ab, a, ba, out="again.atelier").out
    assert content(ab) == content(ba) == content(again)
    assert (left_alone(a.parent), b.read_bytes()) == before
    beside = {"ab.atelier", "ba.atelier", "again.atelier", b.name}
    assert {file.name for file in tmp_path.glob("*.atelier*")} == beside


def test_the_united_file_is_sound_and_goes_on(
    two: tuple[Path, Path], write: Write, unite: Unite, clock: FakeClock, places: Places
) -> None:
    a, b = two
    write(a, edit_note("n0", "selon A"), add_note("de A", drafts=()))
    write(b, edit_note("n0", "selon B"), add_note("de B", drafts=()))
    out = unite(a, b).out
    report = examine(out, clock=clock, places=places)
    assert report.is_sound
    assert [finding.code for finding in report.findings if finding.level != "info"] == ["backups"]
    clock.tick()
    with Session.open(out, clock=clock, places=places) as opened:
        (variant,) = opened.state.live(Variant)
        opened.save_now(Action("variant.settle", (Change("variant", variant.id, {"deleted": True}),), "note"))
        plan = opened.plan_undo("note")
        assert plan is not None
        opened.save_now(plan.action)
        assert opened.state.live(Variant) == (variant,)
        (union,) = [past for past in opened.actions() if past.name == "workshop.merge"]
        details = opened.details(union.id)
        assert ([change.kind for change in details.changes], details.total) == (["variant"], 1)
        assert opened.plan_taking_back(union.id, "history") is not None
    assert examine(out, clock=clock, places=places).is_sound


def test_what_was_repaired_still_knows_what_was_made_side_by_side(
    two: tuple[Path, Path], write: Write, unite: Unite, clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    a, b = two
    write(a, edit_note("n0", "selon A"))
    write(b, edit_note("n0", "selon B"))
    out = unite(a, b).out
    repaired = tmp_path / "repaired.atelier"
    salvage(out, repaired, clock=clock, places=places)
    again = unite(repaired, out, out="again.atelier")
    assert [variant.text for variant in again.state.live(Variant)] == ["selon A"]


def test_a_journal_beside_a_file_is_read_and_stays(
    two: tuple[Path, Path], unite: Unite, open_session: Open, tmp_path: Path
) -> None:
    a, b = two
    live = open_session(b)
    live.save(add_note("encore au journal", "n1", drafts=())).result()
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in (b, Path(f"{b}-wal")):
        shutil.copyfile(file, crashed / file.name)
    before = left_alone(crashed)
    assert "n1" in unite(a, crashed / b.name).state.all(Note)
    assert left_alone(crashed) == before


def test_a_file_that_is_open_here_and_elsewhere_is_read_as_it_is_now(
    two: tuple[Path, Path], unite: Unite, open_session: Open
) -> None:
    a, b = two
    live, other = open_session(b), open_session(b)
    live.save_now(add_note("à l’instant", "n1", drafts=()))
    assert "n1" in unite(a, b).state.all(Note)
    live.save_now(add_note("ensuite", "n2", drafts=()))
    other.catch_up()
    assert "n2" in other.state.all(Note)
    assert "n2" in unite(a, b, out="later.atelier").state.all(Note)


def test_files_in_a_folder_that_is_read_only_are_read(two: tuple[Path, Path], write: Write) -> None:
    write(two[0], add_note("de A", "n1", drafts=()))

    def work() -> str:
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            places = Places(home, home / "state", home)
            found = unite_files(home / "uni.atelier", inputs, clock=FakeClock(NOON + 60), places=places)
            return " ".join(sorted(found.state.all(Note)))

    with tempfile.TemporaryDirectory() as name:
        inputs = [Path(shutil.copyfile(file, Path(name) / file.name)) for file in two]
        for file in inputs:
            file.chmod(0o444)
        Path(name).chmod(0o555)
        try:
            assert as_nobody(work) == "n0 n1"
        finally:
            Path(name).chmod(0o755)


def test_an_older_file_is_brought_up_to_date_in_the_copy_alone(
    two: tuple[Path, Path], write: Write, unite: Unite
) -> None:
    a, b = two
    write(b, add_note("d’une ancienne version", "n1", drafts=()))
    damage(b, "DROP TABLE dot", "DROP TABLE decision", "PRAGMA user_version = 2")
    before = b.read_bytes()
    out = unite(a, b).out
    assert b.read_bytes() == before
    assert not b.with_name(f"{b.stem}.sauvegardes").exists()
    assert sqlite3.connect(out).execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert sqlite3.connect(out).execute("SELECT count(*) FROM note").fetchone() == (2,)


BROKEN: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", Path.unlink, "There is no file"),
    ("text", lambda file: file.write_text("Compte rendu\n" * 50), "is a text file"),
    ("truncated", lambda file: os.truncate(file, file.stat().st_size // 2), "is cut off"),
    ("newer", lambda file: damage(file, f"PRAGMA user_version = {SCHEMA + 1}"), "newer version"),
    ("foreign", lambda file: damage(file, "PRAGMA application_id = 1"), "another program"),
    ("no line", lambda file: damage(file, "UPDATE history SET changes = '{' WHERE seq = 2"), "is damaged"),
    (
        "lost line",
        lambda file: damage(file, "DELETE FROM history WHERE row_id = 'n0'"),
        "history does not tell",
    ),
    ("other program", lambda file: damage(file, "UPDATE note SET text = 'x'"), "history does not tell"),
]


@pytest.mark.parametrize(("work", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_cannot_be_read_is_told_and_nothing_is_made(
    two: tuple[Path, Path], unite: Unite, tmp_path: Path, work: Callable[[Path], object], words: str
) -> None:
    a, b = two
    work(b)
    before = b.read_bytes() if b.exists() else b""
    with pytest.raises(FileUnusable, match=words) as caught:
        unite(a, b)
    assert caught.value.exit_code == FILE_UNUSABLE
    assert str(b) in str(caught.value)
    assert not (tmp_path / "uni.atelier").exists()
    assert (b.read_bytes() if b.exists() else b"") == before


def test_a_line_that_its_history_lost_is_united_after_a_repair(
    two: tuple[Path, Path], unite: Unite, clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    a, b = two
    damage(b, "DELETE FROM history WHERE row_id = 'n0'", "UPDATE note SET text = 'ce qui restait'")
    repaired = tmp_path / "repaired.atelier"
    salvage(b, repaired, clock=clock, places=places)
    found = unite(a, repaired)
    texts = {found.state.all(Note)["n0"].text, *(variant.text for variant in found.state.live(Variant))}
    assert texts == {"au début", "ce qui restait"}


def test_a_name_that_is_taken_is_left_as_it_is(two: tuple[Path, Path], unite: Unite, tmp_path: Path) -> None:
    a, b = two
    with pytest.raises(FileUnusable, match="exists already"):
        unite(a, b, out=b.name)
    (tmp_path / "gone.atelier").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileUnusable, match="exists already"):
        unite(a, b, out="gone.atelier")
    with pytest.raises(FileUnusable, match="does not exist"):
        unite(a, b, out="nowhere/uni.atelier")


def test_another_workshop_is_not_united(
    two: tuple[Path, Path], unite: Unite, clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.atelier"
    rows = [row for row in workshop_rows() if row.KIND != "workshop"]
    made = type(workshop_rows()[0])(id="w2", title="Un autre")  # type: ignore[call-arg]
    Session.create(stranger, [made, *rows], clock=clock, places=places).close()
    with pytest.raises(AtelierError, match="atelier import") as caught:
        unite(two[0], stranger)
    assert caught.value.exit_code == PROBLEM


def test_two_contents_under_one_revision_stop_everything(
    two: tuple[Path, Path], unite: Unite, tmp_path: Path
) -> None:
    a, b = two
    statement = "UPDATE {} SET {} = replace({}, 'au début', 'faux') WHERE {} LIKE '%au début%'"
    damage(b, statement.format("history", *["changes"] * 3), statement.format("note", *["text"] * 3))
    with pytest.raises(RevisionClash) as caught:
        unite(a, b)
    assert str(a) in str(caught.value) and str(b) in str(caught.value)
    assert not (tmp_path / "uni.atelier").exists()


def test_drafts_stay_and_are_told(two: tuple[Path, Path], unite: Unite, open_session: Open) -> None:
    a, b = two
    typing = open_session(b)
    typing.put_draft("note/t1", "pas encore envoy")
    typing.close()
    report = unite(a, b)
    assert [one.drafts for one in report.inputs] == [0, 1]
    assert sqlite3.connect(report.out).execute("SELECT count(*) FROM draft").fetchone() == (0,)
    nodes = {row for file in two for row in sqlite3.connect(file).execute("SELECT * FROM node")}
    assert set(sqlite3.connect(report.out).execute("SELECT * FROM node")) == nodes


def test_a_file_from_the_future_is_reported(
    two: tuple[Path, Path], write: Write, unite: Unite, clock: FakeClock
) -> None:
    a, b = two
    clock.tick(900)
    write(b, add_note("demain", drafts=()))
    clock.tick(-900)
    assert [str(warning) for warning in unite(a, b).warnings if str(b) in str(warning)]


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_hostile_texts_come_through_as_they_were(
    two: tuple[Path, Path], write: Write, unite: Unite, hostile: object
) -> None:
    from atelier.domain.text import clean, is_blank

    text = clean(hostile.text)[:2_000]  # type: ignore[attr-defined]
    if is_blank(text):
        text = f"{text}."
    a, b = two
    write(a, edit_note("n0", text))
    write(b, edit_note("n0", "l’autre"), add_note(text, "n1", drafts=()))
    state = unite(a, b).state
    assert [variant.text for variant in state.live(Variant)] == [text]
    assert state.all(Note)["n1"].text == text


def test_ten_thousand_notes_take_a_few_seconds(two: tuple[Path, Path], write: Write, unite: Unite) -> None:
    a, b = two
    for name, file in (("A", a), ("B", b)):
        changes = [
            change
            for number in range(5_000)
            for change in add_note(
                f"{name} {number} une note de longueur moyenne, dite vite", drafts=()
            ).changes
        ]
        write(file, Action("note.import", tuple(changes)))
    start = time.process_time()
    report = unite(a, b)
    assert time.process_time() - start < 10
    assert report.notes.only == (5_000, 5_000)


def test_a_free_name_beside_is_proposed(two: tuple[Path, Path]) -> None:
    a, _ = two
    first = proposed_union(a)
    assert first == a.with_name("café-uni.atelier")
    first.touch()
    assert proposed_union(a) == a.with_name("café-uni-2.atelier")
