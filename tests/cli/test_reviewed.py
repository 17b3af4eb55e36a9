"""`export --as review`, `import --review`, and what remains in `status`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.services.session import Session
from atelier.services.time import SystemClock
from tests.cli.conftest import Run
from tests.services.review.reviewed import PARAGRAPHS, synthesis


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A workshop whose synthesis is written."""
    path = tmp_path / "soir.atelier"
    rows = [row for rows in synthesis().tables_by_kind.values() for row in rows.values()]
    Session.create(path, rows, clock=SystemClock(), places=Places.default()).close()
    return path


@pytest.fixture
def reviewed(run: Run, written: Path, tmp_path: Path) -> Path:
    """Its text, with a correction, a new paragraph and a remark."""
    code, out, _ = run("export", written, "--as", "review", "--lang", "en", "--to", tmp_path / "out")
    assert code == 0
    path = Path(out.strip())
    assert path.name.endswith("-review.md")
    text = path.read_text("utf-8-sig").replace("sans savoir", "sans bien savoir")
    fresh = "Les jardins partagés donnent rendez-vous chaque dimanche aux volontaires."
    text = text.replace(PARAGRAPHS[2], f"{PARAGRAPHS[2]}\n\n{fresh}") + "\n> Bravo !\n"
    path.write_text(text, "utf-8")
    return path


def told(run: Run, written: Path, reviewed: Path, *options: str) -> tuple[int, dict[str, object]]:
    code, out, _ = run("import", written, reviewed, "--review", "--json", *options)
    return code, json.loads(out)


def test_differences_are_told_and_nothing_is_changed(run: Run, written: Path, reviewed: Path) -> None:
    code, document = told(run, written, reviewed)
    assert code == 0
    assert document["format"] == "atelier-review/1"
    rows = document["differences"]
    assert isinstance(rows, list)
    assert [row["kind"] for row in rows] == ["paragraph", "new_paragraph", "stray"]
    assert told(run, written, reviewed)[1] == document
    code, out, _ = run("import", written, reviewed, "--review")
    assert (code, "sans bien savoir" in out, "Bravo" in out) == (0, True, True)


def test_only_what_is_sure_is_accepted(run: Run, written: Path, reviewed: Path) -> None:
    code, document = told(run, written, reviewed, "--apply")
    assert (code, document["accepted"]) == (1, 1)
    code, document = told(run, written, reviewed)
    assert isinstance(document["differences"], list)
    assert [row["kind"] for row in document["differences"]] == ["new_paragraph", "stray"]


def test_a_document_of_a_word_processor_is_read(
    run: Run, written: Path, reviewed: Path, tmp_path: Path
) -> None:
    from xml.sax.saxutils import escape

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = reviewed.read_text("utf-8").split("\n")
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(line)}</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        for line in lines
    )
    document = tmp_path / "relu.docx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>"
        )
    found = told(run, written, document)[1]["differences"]
    assert isinstance(found, list)
    assert [row["kind"] for row in found] == ["paragraph", "new_paragraph", "stray"]


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0", b"\0" * 50])
def test_what_is_no_text_is_refused(run: Run, written: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd").write_bytes(content)
    code, _, err = run("import", written, tmp_path / "odd", "--review")
    assert (code, "no text" in err) == (1, True)


def test_entities_of_a_document_are_not_followed(run: Run, written: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    code, _, err = run("import", written, bomb, "--review")
    assert (code, "no text" in err) == (1, True)


def test_options_of_a_review_need_it(run: Run, written: Path, reviewed: Path) -> None:
    assert run("import", written, reviewed, "--apply")[0] == 2
    assert run("import", written, "no such file", "--review")[0] == 1


def test_status_counts_what_remains(run: Run, written: Path) -> None:
    code, out, _ = run("status", written)
    assert code == 0
    assert "Remains:" in out.splitlines()[-1]
    assert "not signed off" in out.splitlines()[-1]
