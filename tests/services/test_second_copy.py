"""A second copy: of the documents, and of the workshop itself."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from atelier import atomic_file
from atelier.cli import app
from atelier.config import Places, load_settings, save_setting
from atelier.errors import AtelierError
from atelier.services.publishing import copy_documents
from atelier.services.session import Session
from tests.storage.fixtures import clock, open_session, path, places, session

__all__ = ["clock", "open_session", "path", "places", "session"]


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    """Two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    files = [folder / "a.md", folder / "b.html"]
    for file in files:
        file.write_text(f"content of {file.name}", "utf-8")
    return files


def test_documents_are_copied_into_a_folder_of_the_key(written: list[Path], tmp_path: Path) -> None:
    key = tmp_path / "clé USB"
    key.mkdir()
    copies = copy_documents(written, key, "msp-documents")
    assert copies == [key / "msp-documents" / "a.md", key / "msp-documents" / "b.html"]
    assert [copy.read_bytes() for copy in copies] == [file.read_bytes() for file in written]
    written[0].write_text("new", "utf-8")
    copy_documents(written, key, "msp-documents")
    assert copies[0].read_text("utf-8") == "new"


def test_a_key_that_is_not_there_is_not_made(written: list[Path], tmp_path: Path) -> None:
    with pytest.raises(AtelierError, match="plugged in"):
        copy_documents(written, tmp_path / "key", "msp-documents")
    assert not (tmp_path / "key").exists()


def test_the_folder_of_the_documents_is_no_second_place(written: list[Path]) -> None:
    with pytest.raises(AtelierError, match="already"):
        copy_documents(written, written[0].parent)
    assert written[0].read_text("utf-8") == "content of a.md"


def test_a_full_key_is_said_with_the_file(
    written: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_file, "write", full)
    with pytest.raises(AtelierError, match=r"a\.md.*No space left"):
        copy_documents(written, tmp_path)


def test_the_workshop_itself_is_copied_dated_into_another_folder(session: Session, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.mkdir()
    copy = session.backup("second copy", key).result(10)
    assert copy.parent == key / "café.sauvegardes"
    assert copy.name.endswith("second-copy.atelier")
    assert list(session.path.parent.iterdir()) != []
    assert not (session.path.parent / "café.sauvegardes").exists()
    with pytest.raises(AtelierError, match="backup could not be made"):
        session.backup("second copy", tmp_path / "gone").result(10)


def test_the_folder_is_remembered(places: Places) -> None:
    folder = 'D:\\Clé USB\\"été"\\'
    save_setting(places, "copy_to", folder)
    save_setting(places, "lang", "en")
    assert load_settings(places).copy_to == folder
    save_setting(places, "copy_to", "")
    assert replace(load_settings(places), lang="").copy_to == ""
    assert load_settings(places).problems == ()


def test_the_command_copies_too_and_says_when_it_could_not(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_LANG", "en")
    key = tmp_path / "key"
    words = ["export", str(session.path), "--as", "md", "--to", str(tmp_path / "out"), "--copy-to", str(key)]
    assert app.main(words) == 1
    shown = capsys.readouterr()
    assert "plugged in" in shown.err
    assert [Path(line).parent.name for line in shown.out.splitlines()] == ["out"]
    key.mkdir()
    assert app.main(words) == 0
    assert [Path(line).parent.name for line in capsys.readouterr().out.splitlines()] == ["out", "key"]
