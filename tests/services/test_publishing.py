"""Documents written to a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atelier.errors import WRONG_USAGE, AtelierError
from atelier.export.registry import EVERY
from atelier.services.publishing import EVERY_FORMAT, check, write_documents
from tests.data.workshops import NOON, changed_workshop, with_changes


def test_every_format_is_written_under_the_workshops_name(tmp_path: Path) -> None:
    paths = write_documents(with_changes(), tmp_path / "new" / "folder", now=NOON)
    assert [path.name.removeprefix("sante-et-voisinage") for path in paths] == [
        ".md",
        ".html",
        ".paste.html",
        "-notes.csv",
        "-points.csv",
        "-coverage.csv",
        ".json",
    ]
    assert all(path.is_absolute() and path.stat().st_size for path in paths)
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        path.name for path in paths
    )
    assert EVERY_FORMAT == ("md", "html", "paste", "csv", "json")


def test_the_language_is_the_workshops_unless_another_is_asked_for(tmp_path: Path) -> None:
    state = with_changes(changed_workshop(language="en"))
    (english,) = write_documents(state, tmp_path, now=NOON, formats=["md"])
    assert "carried by groups" in english.read_text("utf-8")
    (french,) = write_documents(state, tmp_path, now=NOON, formats=["md"], language="fr")
    assert "porté par les groupes" in french.read_text("utf-8")


def test_short_documents_and_annexes(tmp_path: Path) -> None:
    (short,) = write_documents(with_changes(), tmp_path, now=NOON, formats=["md"], length="short")
    assert "Annex" not in short.read_text("utf-8")
    (both,) = write_documents(with_changes(), tmp_path, now=NOON, formats=["md"], length="short", annex=True)
    assert "note 1 sur constats" in both.read_text("utf-8")


def test_a_format_that_is_unknown_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(AtelierError) as raised:
        write_documents(with_changes(), tmp_path, now=NOON, formats=["md", "docx"])
    assert raised.value.exit_code == WRONG_USAGE
    assert "docx" in str(raised.value)
    assert raised.value.params["known"] == ", ".join(each.key for each in EVERY)
    assert {"md", "paste", "followup", "sheets", "agenda"} <= {each.key for each in EVERY}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "language", "names"),
    [
        ("followup", "en", ["-followup.html", "-followup.md"]),
        ("followup", "fr", ["-suivi.html", "-suivi.md"]),
        ("sheets", "en", ["-sheets.html"]),
        ("sheets", "fr", ["-feuilles.html"]),
        ("cards", "en", ["-cards.html"]),
        ("cards", "fr", ["-cartons.html"]),
        ("guide", "en", ["-guide.html"]),
        ("guide", "fr", ["-guide.html"]),
        ("agenda", "en", ["-agenda.html"]),
        ("agenda", "fr", ["-deroule.html"]),
    ],
)
def test_what_is_printed_is_written_when_it_is_asked_for(
    tmp_path: Path, key: str, names: list[str], language: str
) -> None:
    paths = write_documents(with_changes(), tmp_path, now=NOON, formats=[key], language=language)
    assert [path.name.removeprefix("sante-et-voisinage") for path in paths] == names
    assert f'<html lang="{language}">' in paths[0].read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AtelierError, match=r"sante-et-voisinage\.md"):
        write_documents(with_changes(), tmp_path / "file", now=NOON)


def test_exporting_again_replaces_the_files(tmp_path: Path) -> None:
    first = write_documents(with_changes(), tmp_path, now=NOON, formats=["json", ".JSON"])
    (path,) = write_documents(
        with_changes(changed_workshop(place="Ailleurs")), tmp_path, now=NOON, formats=["json"]
    )
    assert first == [path]
    assert json.loads(path.read_text("utf-8"))["tables"]["workshop"][0]["place"] == "Ailleurs"


def test_lint_is_one_call_away() -> None:
    assert {finding.level.value for finding in check(with_changes(changed_workshop(date="")), NOON)} == {
        "warning"
    }
