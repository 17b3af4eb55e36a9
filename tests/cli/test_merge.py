"""`atelier merge`: what it prints, answers and writes."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from atelier.cli import app
from tests.cli.conftest import Run

A_NOTE = ("--table", "1", "--round", "1", "--heading", "pistes", "--group", "A")


@pytest.fixture
def other(path: Path, run: Run) -> Path:
    """The same workshop on another laptop; each has a note of its own."""
    copy = path.with_name("b.atelier")
    shutil.copyfile(path, copy)
    assert run("note", path, *A_NOTE, "du premier")[0] == 0
    assert run("note", copy, *A_NOTE, "du second")[0] == 0
    return copy


def test_it_is_a_command_of_this_version() -> None:
    assert "merge" in app.COMMANDS and "merge" not in app.LATER


def test_the_path_comes_first_then_the_report(run: Run, path: Path, other: Path) -> None:
    out = path.with_name("uni.atelier")
    code, said, err = run("merge", out, path, other)
    assert (code, err) == (0, "")
    lines = said.splitlines()
    assert lines[0] == str(out)
    assert lines[1:4] == [
        "Only in atelier.atelier: 1 note, 0 points, 1 action",
        "Only in b.atelier: 1 note, 0 points, 1 action",
        "In several: 0 notes, 0 points, 1 action",
    ]
    assert lines[-1] == "Clock: not started"


def test_the_report_speaks_french(run: Run, path: Path, other: Path) -> None:
    out = path.with_name("uni.atelier")
    code, said, _ = run("--lang", "fr", "merge", out, path, other)
    assert code == 0
    assert "Seulement dans b.atelier\u00a0: 1 note, 0 point, 1 action" in said
    code, said, err = run("--lang", "fr", "merge", out, path, other)
    assert (code, said) == (3, "")
    assert "existe déjà" in err


def test_json_has_a_stable_form(run: Run, path: Path, other: Path) -> None:
    code, said, _ = run("merge", path.with_name("uni.atelier"), path, other, "--json")
    found = json.loads(said)
    assert code == 0
    assert found["format"] == "atelier-merge/1"
    assert set(found) == {
        *("format", "out", "workshop", "inputs", "notes", "points", "actions", "tables", "clock"),
        *("conflicts", "removals", "same_lines"),
    }
    assert found["inputs"][1] == {"file": str(other), "notes": 1, "points": 0, "actions": 1, "drafts": 0}
    assert found["notes"] == {"total": 2, "only": [1, 1], "shared": 0}
    assert found["tables"][0]["only"] == [1, 1]
    assert found["clock"] == {"files": [], "last_press": None, "presses_left_out": [0, 0]}


@pytest.mark.parametrize("words", [(), ("out.atelier",), ("out.atelier", "one.atelier")])
def test_too_few_files_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    code, said, err = run("merge", *words)
    assert (code, said) == (2, "")
    assert err


def test_another_workshop_is_a_problem_that_names_import(run: Run, path: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.atelier"
    assert run("new", stranger)[0] == 0
    out = tmp_path / "uni.atelier"
    code, said, err = run("merge", out, path, stranger)
    assert (code, said) == (1, "")
    assert "atelier import" in err and str(stranger) in err
    assert not out.exists()


def test_a_file_that_cannot_be_read_is_unusable(run: Run, path: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.atelier"
    text.write_text("Compte rendu\n" * 40)
    for bad in (text, tmp_path / "gone.atelier", tmp_path):
        code, said, err = run("merge", tmp_path / "uni.atelier", path, bad)
        assert (code, said) == (3, "")
        assert str(bad) in err


def test_hostile_names_and_texts_are_only_printed(run: Run, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "b \x1b[31m [bold].atelier"
    shutil.copyfile(path, copy)
    for file in (path, copy):
        assert run("note", file, *A_NOTE, "[red]x[/] \u202e = 1+1")[0] == 0
    code, said, err = run("merge", tmp_path / "uni.atelier", path, copy)
    assert code == 0
    assert "1 line that seems typed on both sides" in said
    shown = said + err
    assert all(letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf") for letter in shown)
