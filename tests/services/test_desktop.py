"""Opening a document outside: what is started, and what is said where nothing can be."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from atelier.errors import AtelierError
from atelier.services import desktop
from atelier.services.desktop import open_outside, opener

DISPLAY = {"DISPLAY": ":0"}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "-l’été; rm «x».html"
    path.write_text("x", "utf-8")
    return path


def put_opener(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An `xdg-open` that does what a script says."""
    program = folder / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent) + os.pathsep + os.environ["PATH"])


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, None),
        ("linux", {"DISPLAY": ":0"}, ("xdg-open",)),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, ("xdg-open",)),
        ("darwin", {}, ("open",)),
        ("darwin", {"SSH_CONNECTION": "1"}, None),
        ("win32", {}, ()),
    ],
)
def test_each_system_has_its_opener(
    platform: str,
    environ: Mapping[str, str],
    expected: tuple[str, ...] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert opener(environ, platform) == expected


def test_without_the_program_there_is_no_opener(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert opener(DISPLAY, "linux") is None


def test_without_a_display_the_path_is_said(document: Path) -> None:
    with pytest.raises(AtelierError) as raised:
        open_outside(document, environ={}, platform="linux")
    assert str(document) in str(raised.value)


def test_what_is_not_there_any_more_is_said(tmp_path: Path) -> None:
    with pytest.raises(AtelierError, match="not there any more"):
        open_outside(tmp_path / "gone.html", environ=DISPLAY, platform="linux")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the opener")
def test_the_opener_gets_the_whole_path_and_no_terminal(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    put_opener(tmp_path, monkeypatch, f'echo noise; echo noise >&2; cat; printf %s "$1" > "{tmp_path}/got"')
    open_outside(document, environ=DISPLAY, platform="linux")
    assert (tmp_path / "got").read_text("utf-8") == str(document)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the opener")
def test_an_opener_that_fails_is_said(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_opener(tmp_path, monkeypatch, "exit 3")
    with pytest.raises(AtelierError, match="Open it by hand") as raised:
        open_outside(document, environ=DISPLAY, platform="linux")
    assert str(document) in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the opener")
def test_an_opener_that_stays_is_not_waited_for(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_opener(tmp_path, monkeypatch, "sleep 5")
    monkeypatch.setattr(desktop, "WAIT_SECONDS", 0.05)
    begun = time.perf_counter()
    open_outside(document, environ=DISPLAY, platform="linux")
    assert time.perf_counter() - begun < 2


def test_windows_opens_it_itself(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    open_outside(document, environ={}, platform="win32")
    assert opened == [document]


def test_windows_without_a_program_for_it_says_so(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise OSError("no association")

    monkeypatch.setattr(os, "startfile", fail, raising=False)
    with pytest.raises(AtelierError, match="by hand"):
        open_outside(document, environ={}, platform="win32")
