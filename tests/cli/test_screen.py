"""`atelier screen`: what it answers where it cannot show anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.cli import app


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATELIER_LANG", "en")
    made = tmp_path / "a.atelier"
    assert app.main(["new", str(made)]) == 0
    return made


def test_without_a_terminal_it_is_wrong_usage(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert app.main(["screen", str(path)]) == 2
    shown = capsys.readouterr()
    assert "needs a terminal" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("content", [None, b"hello\n", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "b.atelier"
    if content is not None:
        file.write_bytes(content)
    assert app.main(["screen", str(file)]) == 3
    assert str(file) in capsys.readouterr().err


def test_a_file_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["screen"]) == 2
    assert capsys.readouterr().out == ""


def test_it_is_no_longer_announced_for_later(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--lang", "en", "--help"]) == 0
    assert "screen" in capsys.readouterr().out
    assert "screen" in app.COMMANDS and "screen" not in app.LATER


def test_an_unknown_theme_is_said(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.cli.invocation import Invocation

    monkeypatch.setattr(Invocation, "is_terminal", True)
    assert app.main(["screen", str(path), "--theme", "nope"]) == 1
    assert "nope" in capsys.readouterr().err
