"""What the engine proposes, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atelier.domain.text import clean, is_blank
from tests.cli.conftest import Run
from tests.data.hostile import HOSTILE
from tests.fusion.notes import LIBRARY


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """A file of JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two ideas in one cell of two tables, named."""
    return write(
        tmp_path / "notes.jsonl",
        [
            {
                "id": f"{table}-{note.id}",
                "text": note.text,
                "lang": "fr",
                "table": table,
                "group": note.group,
                "category": "pistes",
                "gold_theme": None if note.id == "n7" else "horaires" if note.id < "n4" else "cour",
            }
            for table in ("T1", "T2")
            for note in LIBRARY
        ],
    )


def test_notes_are_put_together_within_their_cell(run: Run, notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    code, said, _ = run("fuse", "--notes", notes, "--out", out)
    found = {row["id"]: row["theme"] for row in read(out)}
    assert (code, said.strip()) == (0, str(out))
    assert list(found) == [row["id"] for row in read(notes)]
    assert found["T1-n4"] == found["T1-n5"] == found["T1-n6"] is not None
    assert found["T1-n4"] != found["T2-n4"]
    assert found["T1-n7"] is None


def test_titles_pairs_and_transversal_themes_are_answered(run: Run, notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    assert run("fuse", "--notes", notes, "--titles", "--out", out)[0] == 0
    assert {(row["table"], row["category"], row["gold_theme"]) for row in read(out)} == {
        (table, "pistes", theme) for table in ("T1", "T2") for theme in ("horaires", "cour")
    }
    assert all(row["title"] for row in read(out))
    for field in ([], ["--theme-field", "gold_theme"]):
        assert run("fuse", "--notes", notes, "--transversal", *field, "--out", out)[0] == 0
        found = {row["id"]: row["theme"] for row in read(out)}
        assert found["T1-n5"] == found["T2-n5"] is not None
        assert found["T1-n7"] is None
    pairs = write(
        tmp_path / "pairs.jsonl",
        [
            {"id": "same", "a": "Ouvrir le samedi !", "b": "ouvrir le samedi"},
            {"id": "other", "a": "Ouvrir le samedi", "b": "planter des arbres", "lang": "fr"},
        ],
    )
    assert run("fuse", "--pairs", pairs, "--out", out)[0] == 0
    same, other = read(out)
    assert (same["id"], same["dup"], other["dup"]) == ("same", True, False)
    assert same["score"] > other["score"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "Line 1: this is no JSON"),
        (b"[]", "Line 1: a JSON object"),
        (b'{"id": "a"}', "\u201ctext\u201d is missing"),
        (b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}', "Line 2: the id a is there already"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 60_000, "no JSON"),
    ],
)
def test_a_line_that_is_wrong_is_named(content: bytes, said: str, run: Run, tmp_path: Path) -> None:
    notes, out = tmp_path / "notes.jsonl", tmp_path / "out.jsonl"
    notes.write_bytes(content)
    code, _, errors = run("fuse", "--notes", notes, "--out", out)
    assert code == 1
    assert said in errors
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("w.atelier", "--notes", "n"),
        ("--notes", "n"),
        ("--notes", "n", "--out", "o", "--json"),
        ("--notes", "n", "--out", "o", "--titles", "--transversal"),
        ("--pairs", "n", "--out", "o", "--titles"),
        ("w.atelier", "--titles"),
        ("--notes", "n", "--out", "o", "--engine", "magic"),
    ],
)
def test_a_use_that_makes_no_sense_is_refused(words: tuple[str, ...], run: Run) -> None:
    assert run("fuse", *words)[0] == 2


def test_an_engine_that_is_missing_is_said_and_the_other_answers(
    run: Run, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.fusion.encoder import SentenceEncoder

    def fail(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr(SentenceEncoder, "encode", fail)
    plain, other = tmp_path / "default.jsonl", tmp_path / "semantic.jsonl"
    assert run("fuse", "--notes", notes, "--out", plain)[0] == 0
    code, _, errors = run("fuse", "--notes", notes, "--out", other, "--engine", "semantic")
    assert code == 0
    assert "semantic engine could not be used" in errors
    assert other.read_bytes() == plain.read_bytes()


def test_hostile_texts_go_through(run: Run, tmp_path: Path) -> None:
    notes = write(
        tmp_path / "notes.jsonl",
        [{"id": f"h{number}", "text": case.text} for number, case in enumerate(HOSTILE)],
    )
    out = tmp_path / "out.jsonl"
    assert run("fuse", "--notes", notes, "--out", out)[0] == 0
    assert [row["id"] for row in read(out)] == [row["id"] for row in read(notes)]


@pytest.fixture
def noted(path: Path, run: Run) -> Path:
    """A workshop whose first table said two things."""
    for note in LIBRARY:
        words = ("--table", "1", "--round", "1", "--group", "A", "--heading", "pistes", note.text)
        assert run("note", path, *words)[0] == 0
    return path


def proposals(run: Run, path: Path) -> dict[str, Any]:
    """What `fuse --json` prints."""
    code, said, _ = run("fuse", path, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_workshop_is_answered_with_reasons(noted: Path, run: Run) -> None:
    found = proposals(run, noted)
    assert (found["format"], found["engine"]) == ("atelier-fusion/1", "default")
    (cell,) = found["cells"]
    assert (cell["table"], cell["heading"]) == (1, "pistes")
    theme = next(theme for theme in cell["themes"] if len(theme["notes"]) == 3)
    assert len(theme["titles"]) == 3
    assert theme["groups"] == theme["groups_in_cell"] == 1
    assert all(note["near"] and note["words"] and 0 < note["similarity"] <= 1 for note in theme["notes"])
    said = {source for sentence in theme["paragraph"] for source in sentence["sources"]}
    assert said == {note["id"] for note in theme["notes"]}
    placed = [note["id"] for one in cell["themes"] for note in one["notes"]] + cell["alone"]
    assert len(placed) == len(set(placed)) == len(LIBRARY)
    assert "arbres" in run("fuse", noted)[1]


def test_proposals_that_are_stored_leave_their_notes_to_be_treated(noted: Path, run: Run) -> None:
    def state() -> tuple[int, int]:
        found = json.loads(run("status", noted, "--json")[1])
        themes = next(one for one in found["themes"] if (one["table"], one["heading"]) == (1, "pistes"))
        return themes["count"], found["counts"]["pending"]

    assert state() == (0, len(LIBRARY))
    assert run("fuse", noted, "--apply")[0] == 0
    stored = state()
    assert stored[0] >= 2
    assert stored[1] == len(LIBRARY)
    # Proposals that nobody accepted make room for the next ones.
    assert run("fuse", noted, "--apply")[0] == 0
    assert state() == stored


def test_hostile_notes_of_a_workshop_are_answered(path: Path, run: Run) -> None:
    texts = [clean(case.text)[:2000] for case in HOSTILE if not is_blank(clean(case.text))]
    rows = [{"table": 1, "round": 1, "group": "A", "heading": "pistes", "text": text} for text in texts]
    notes = write(path.parent / "in.jsonl", rows)
    assert run("import", path, notes)[0] == 0
    found = proposals(run, path)
    assert sum(len(theme["notes"]) for theme in found["cells"][0]["themes"]) <= len(texts)
    assert run("fuse", path, "--apply")[0] == 0
