"""Publier: where the documents are, opening them, and the second copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label

from atelier.config import Places, load_settings
from atelier.errors import AtelierError
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.publish import copying
from atelier.ui.screens.publish.copying import existing_folder
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.fusion import take_notes
from tests.ui.steering import by_palette, type_over, until

SIZE = (80, 24)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened outside."""
    found: list[Path] = []
    monkeypatch.setattr(copying, "open_outside", found.append)
    return found


def written(app: AtelierApp) -> str:
    label = app.screen.query_one("#written", Label)
    return str(label.render()) if label.display else ""


async def export(pilot: Pilot[int], app: AtelierApp) -> None:
    await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
    await pilot.press("x")
    await until(pilot, lambda: written(app))


async def choose(pilot: Pilot[int], app: AtelierApp, key: str, line: str) -> None:
    """Press a key and choose a line of what it asks."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, Dialog))
    app.screen.query_one("#choices", LineList).move_to(line)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, Dialog))


async def test_the_whole_path_is_shown_and_opened(
    make_app: MakeApp, workshop: Session, path: Path, opened: list[Path]
) -> None:
    take_notes(workshop)
    app = make_app("publish", "en")
    folder = path.parent / "café-documents"
    async with app.run_test(size=SIZE) as pilot:
        await export(pilot, app)
        assert str(folder) in written(app).replace("\n", "")
        assert "y Second copy" in written(app), "nothing else tells of it"
        await pilot.press("e")
        await until(pilot, lambda: opened == [folder])
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: len(opened) == 2)
        assert opened[1].suffix == ".html"
        assert opened[1].parent == folder


async def test_nothing_is_opened_that_was_not_written(
    make_app: MakeApp, workshop: Session, path: Path, opened: list[Path]
) -> None:
    (path.parent / "café-documents").mkdir()
    (path.parent / "café-documents" / "other.html").write_text("x")
    app = make_app("publish", "en")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        for key in ("o", "e"):
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(app.screen, Dialog)
        assert opened == []


async def test_without_an_opener_the_path_is_said(
    make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise AtelierError("Open it by hand: {path}", path=path)

    monkeypatch.setattr(copying, "open_outside", fail)
    app = make_app("publish", "en")
    async with app.run_test(size=SIZE) as pilot:
        await export(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: "by hand" in written(app))
        monkeypatch.setattr(copying, "open_outside", lambda path: None)
        await pilot.press("e")
        await until(pilot, lambda: "by hand" not in written(app))


async def test_each_export_is_copied_to_the_folder_that_was_chosen_once(
    make_app: MakeApp, workshop: Session, places: Places, tmp_path: Path
) -> None:
    key = tmp_path / "clé USB"
    key.mkdir()
    app = make_app("publish", "en")
    async with app.run_test(size=SIZE) as pilot:
        await export(pilot, app)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_over(pilot, str(tmp_path / "nowhere"))
        await pilot.pause()
        assert isinstance(app.screen, Dialog)
        await type_over(pilot, f'"{key}"')
        # What was written before is copied at once.
        await until(pilot, lambda: "second copy" in written(app))
        assert "y Second copy" not in written(app)
        assert load_settings(places).copy_to == str(key)
        copies = list((key / "café-documents").iterdir())
        assert {copy.name for copy in copies} == {file.name for file in app_folder(workshop).iterdir()}
        for copy in copies:
            copy.unlink()
        await pilot.press("x")
        await until(pilot, lambda: any((key / "café-documents").iterdir()))
        await until(pilot, lambda: "second copy" in written(app))


def app_folder(workshop: Session) -> Path:
    return workshop.path.parent / "café-documents"


async def test_a_key_that_was_pulled_out_fails_the_copy_only(
    make_app: MakeApp, workshop: Session, tmp_path: Path
) -> None:
    app = make_app("publish", "en")
    key = tmp_path / "key"
    async with app.run_test(size=SIZE) as pilot:
        key.mkdir()
        screen = app.section_screen
        assert isinstance(screen, copying.Copying)
        assert screen._remember_second(str(key))
        key.rmdir()
        await export(pilot, app)
        await until(pilot, lambda: "plugged in" in written(app))
        assert any(app_folder(workshop).iterdir())
        assert not key.exists()


async def test_the_workshop_itself_is_copied_and_the_copy_stopped(
    make_app: MakeApp, workshop: Session, places: Places, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.mkdir()
    app = make_app("publish", "en")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        screen = app.section_screen
        assert isinstance(screen, copying.Copying)
        assert screen._remember_second(str(key))
        await choose(pilot, app, "y", "workshop")
        await until(pilot, lambda: list(key.rglob("*.atelier")))
        await choose(pilot, app, "y", "stop")
        await until(pilot, lambda: load_settings(places).copy_to == "")
        await export(pilot, app)
        assert "second copy" not in written(app)


async def test_every_command_by_palette(make_app: MakeApp, workshop: Session, opened: list[Path]) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await export(pilot, app)
        await by_palette(pilot, "Open the folder")
        await until(pilot, lambda: len(opened) == 1)
        for title in ("Open the document", "Second copy"):
            await by_palette(pilot, title)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))


def test_a_folder_may_be_pasted_with_its_quotes(tmp_path: Path) -> None:
    assert existing_folder(f"  '{tmp_path}' ") == tmp_path
    for text in ("", '""', "\0", "x" * 5_000, str(tmp_path / "missing")):
        with pytest.raises(AtelierError):
            existing_folder(text)
