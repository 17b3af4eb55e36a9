"""The wheel holds the content, and finds it wherever it is."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from atelier import resources
from atelier.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built as installers build it."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    assert list(folder.iterdir()) == [built], "the build leaves nothing else behind"
    return built


def shipped(folder: str) -> set[str]:
    """The content of the clone that a wheel must hold."""
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {
        f"atelier/{path.relative_to(ROOT).as_posix()}"
        for path in files
        if path.suffix not in (".po", ".mo") and not path.name.startswith(".")
    }


def test_a_wheel_holds_the_content_and_the_compiled_catalogues(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert (shipped("data") | shipped("themes")) <= set(names)
    assert shipped("data")
    assert shipped("themes")
    catalogues = {f"atelier/data/locales/{language}/LC_MESSAGES/atelier.mo" for language in LANGUAGES}
    assert catalogues <= set(names)
    assert not [name for name in names if name.endswith((".po", ".pyc")) or "/." in name]
    assert "atelier/py.typed" in names


def test_a_wheel_holds_nothing_of_the_clone_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top.split("-")[0] for top in tops} == {"atelier", "atelier_cafe"}


def test_the_catalogues_of_a_wheel_are_those_of_the_clone(wheel: Path) -> None:
    content = zipfile.ZipFile(wheel).read("atelier/data/locales/fr/LC_MESSAGES/atelier.mo")
    assert gettext.GNUTranslations(io.BytesIO(content)).gettext("Usage:") == "Utilisation\u00a0:"


def test_an_unpacked_wheel_runs_and_finds_its_content(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site with spaces é"
    zipfile.ZipFile(wheel).extractall(site)
    code = f"""
import sys
sys.path.insert(0, {str(site)!r})
from atelier import resources
from atelier.cli.app import main
assert str(resources.data("formats")).startswith({str(site)!r}), resources.data()
assert str(resources.themes()).startswith({str(site)!r})
assert list(resources.data("formats").glob("*.toml")) and list(resources.themes().glob("*.toml"))
raise SystemExit(main(["--help"]))
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    assert "Utilisation\u00a0:" in answer.stdout


def test_a_clone_finds_its_content_too() -> None:
    assert resources.data("formats").is_dir()
    assert resources.themes().is_dir()


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build"]
    subprocess.run([*build, "-t", "sdist", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    subprocess.run([*build, "-t", "wheel", "-d", str(tmp_path)], cwd=source, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())
