"""Every command on a real file: what it prints, what it answers, what it writes."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from atelier.domain.text import clean
from tests.cli.conftest import Run
from tests.data.hostile import HOSTILE, Hostile


def status(run: Run, path: Path) -> dict[str, Any]:
    """What `status --json` says."""
    code, out, _ = run("status", path, "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def exported_notes(run: Run, path: Path, folder: Path) -> list[str]:
    """The texts of the notes' CSV, without the guard against formulas."""
    from atelier.export.csv import unguard

    code, out, _ = run("export", path, "--as", "csv", "--to", folder)
    assert code == 0
    name = next(line for line in out.splitlines() if line.endswith("-notes.csv"))
    rows = csv.DictReader(io.StringIO(Path(name).read_text("utf-8-sig"), newline=""), delimiter=";")
    return [unguard(row["text"]) for row in rows]


def is_harmless(shown: str) -> bool:
    """Whether a terminal would only print it."""
    return all(character == "\n" or unicodedata.category(character) != "Cc" for character in shown)


def test_a_new_workshop_is_never_written_over(run: Run, path: Path) -> None:
    before = path.read_bytes()
    code, out, err = run("new", path)
    assert (code, out) == (3, "")
    assert str(path) in err
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["coll-occ", "world-cafe-90", "demi-journee", "retour-experience", "vierge"])
def test_each_format_makes_a_workshop(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "new.atelier"
    assert run("new", path, "--format", name)[0] == 0
    assert status(run, path)["clock"]["state"] == "ready"


def test_a_note_goes_to_the_only_group_seated_there(run: Run, path: Path) -> None:
    code, out, _ = run("note", path, "--table", "2", "--round", "1", "--heading", "pistes", "des stands")
    assert code == 0
    assert len(out.strip()) == 36
    cell = next(cell for cell in status(run, path)["coverage"] if cell["notes"])
    assert (cell["table"], cell["round"], cell["group"], cell["heading"]) == (2, 1, "B", "pistes")


@pytest.mark.parametrize(
    "words",
    [
        ("--table", "9", "--heading", "pistes"),
        ("--table", "1", "--heading", "nowhere"),
        ("--table", "1", "--round", "7", "--heading", "pistes"),
        ("--table", "1", "--group", "Z", "--heading", "pistes"),
        ("--table", "1", "--heading", "pistes", "--profile", "martians"),
    ],
)
def test_a_place_that_does_not_exist_is_answered_with_those_that_do(
    run: Run, path: Path, words: tuple[str, ...]
) -> None:
    code, out, err = run("note", path, *words, "texte")
    assert (code, out) == (2, "")
    assert "there are:" in err
    assert status(run, path)["counts"]["notes"] == 0


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_a_hostile_note_is_stored_clean_or_refused(
    run: Run, path: Path, tmp_path: Path, hostile: Hostile
) -> None:
    code, out, err = run("note", path, "--table", "1", "--heading", "pistes", hostile.text)
    assert is_harmless(out + err)
    texts = exported_notes(run, path, tmp_path / "out")
    if hostile.expect == "rejected" or len(clean(hostile.text)) > 2_000:
        assert code == 1
        assert err
        assert texts == []
        return
    assert code == 0, err
    assert texts == [clean(hostile.text)]
    if hostile.expect == "kept":
        assert texts == [unicodedata.normalize("NFC", hostile.text).strip()]
    for words in (("status", path), ("lint", path), ("doctor", path)):
        _, shown, said = run(*words)
        assert is_harmless(shown + said)


def test_hostile_notes_are_imported_once(run: Run, path: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"table": 1, "round": 1, "heading": "pistes", "text": hostile.text}) for hostile in HOSTILE
    ]
    source = tmp_path / "notes.jsonl"
    source.write_text("\n".join(lines), "ascii")
    code, out, err = run("import", path, source)
    found = json.loads(out)
    assert is_harmless(err)
    assert code == (1 if found["bad"] else 0)
    assert found["added"] + found["known"] + len(found["bad"]) == len(HOSTILE)
    again = json.loads(run("import", path, source)[1])
    assert again["added"] == 0
    assert status(run, path)["counts"]["notes"] == found["added"]


def test_an_exported_workshop_is_rebuilt_equal(run: Run, path: Path, tmp_path: Path) -> None:
    run("note", path, "--table", "1", "--heading", "pistes", "--star", "une idée phare")
    _, out, _ = run("export", path, "--as", "json", "--to", tmp_path / "one")
    copy = tmp_path / "copy.atelier"
    assert run("new", copy, "--from", out.strip())[0] == 0
    _, again, _ = run("export", copy, "--as", "json", "--to", tmp_path / "two")
    assert Path(again.strip()).read_bytes() == Path(out.strip()).read_bytes()


def test_a_format_of_a_later_version_is_refused_with_those_of_this_one(
    run: Run, path: Path, tmp_path: Path
) -> None:
    code, out, err = run("export", path, "--as", "md,docx", "--to", tmp_path / "out")
    assert (code, out) == (2, "")
    assert "docx" in err
    assert "md, html" in err


def test_lint_says_what_stands_before_publication(run: Run, path: Path) -> None:
    run("note", path, "--table", "1", "--heading", "pistes", "une note à traiter")
    code, out, _ = run("lint", path, "--json")
    assert code == 1
    assert any(finding["level"] == "error" for finding in json.loads(out)["findings"])


def test_the_demonstration_is_exported_without_a_terminal(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("demo", "--to", tmp_path / "demo")
    assert code == 0
    written = [Path(line) for line in out.splitlines()]
    assert len(written) == 7
    assert all(file.stat().st_size > 500 for file in written)


def test_screens_need_a_terminal(run: Run, path: Path) -> None:
    for words in ((), ("open", path)):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert "terminal" in err


def test_a_damaged_file_is_salvaged(run: Run, path: Path, tmp_path: Path) -> None:
    run("note", path, "--table", "1", "--heading", "pistes", "une note à sauver")
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"x" * 4096
    path.write_bytes(content)
    assert run("doctor", path)[0] == 3
    saved = tmp_path / "saved.atelier"
    assert run("doctor", path, "--salvage", saved)[0] == 0
    assert status(run, saved)["counts"]["notes"] == 1


def test_what_this_computer_offers_is_told(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    assert "Python" in out


def test_keys_formats_and_themes_are_listed(run: Run) -> None:
    assert "capture.star" in run("keys")[1]
    assert "coll-occ" in run("formats")[1]
    assert "projecteur" in run("themes")[1]


def test_a_text_is_imported_once_where_its_titles_and_the_options_say(
    run: Run, path: Path, tmp_path: Path
) -> None:
    source = tmp_path / "notes.md"
    source.write_text(
        "c: trop d'attente\n- un bus\n\n# Table 2\nGroupe B\np: une appli\n# Divers\n- perdu", "utf-8"
    )
    words = ("import", path, source, "--table", "1", "--round", "1", "--group", "A")
    code, out, err = run(*words)
    found = json.loads(out)
    assert (code, found["added"], found["known"], [bad["line"] for bad in found["bad"]]) == (1, 3, 0, [7, 8])
    assert "7" in err
    assert json.loads(run(*words)[1])["added"] == 0
    cells = [cell for cell in status(run, path)["coverage"] if cell["notes"]]
    assert [(cell["table"], cell["round"], cell["group"], cell["notes"]) for cell in cells] == [
        (1, 1, "A", 2),
        (2, 1, "B", 1),
    ]


def test_a_workshop_like_an_earlier_one(run: Run, path: Path, tmp_path: Path) -> None:
    run("note", path, "--table", "1", "--round", "1", "--heading", "pistes", "un banc")
    new = tmp_path / "next.atelier"
    code, out, _ = run("new", new, "--like", path, "--title", "L’an prochain")
    assert (code, out.strip()) == (0, str(new))
    found, old = status(run, new), status(run, path)
    assert found["workshop"]["title"] == "L’an prochain" and found["workshop"]["date"] == ""
    assert found["workshop"]["id"] != old["workshop"]["id"]
    assert [table["question"] for table in found["tables"]] == [table["question"] for table in old["tables"]]
    assert found["counts"]["notes"] == 0 and old["counts"]["notes"] == 1
    run("export", path, "--as", "json", "--to", tmp_path / "out")
    (export,) = (tmp_path / "out").glob("*.json")
    assert run("new", tmp_path / "third.atelier", "--like", export)[0] == 0


def test_like_stands_alone_and_needs_a_workshop(run: Run, path: Path, tmp_path: Path) -> None:
    new = tmp_path / "next.atelier"
    assert run("new", new, "--like", path, "--tables", "3")[0] == 2
    assert run("new", new, "--like", path, "--from", path)[0] == 2
    assert run("new", new, "--like", tmp_path / "none.atelier")[0] == 3
    assert not new.exists()
    assert "--like" in run("new", "--help")[1]
