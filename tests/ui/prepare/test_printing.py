"""Printing from Prepare: what is chosen is written where one says, and can be opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atelier.ui.dialogs.questions import Choice, OneLine, Several
from atelier.ui.screens.prepare import printing
from atelier.ui.widgets.line_list import LineList
from tests.ui.prepare.opened import Prepared, notices
from tests.ui.steering import by_palette, texts, type_over

ALL = ("-cartons.html", "-deroule.html", "-feuilles.html", "-guide.html")


async def written(it: Prepared, folder: Path) -> list[str]:
    """The ends of the names of what is in a folder, once something is offered to be opened."""
    await it.dialog(Choice)
    return sorted(f"-{path.name.rpartition('-')[2]}" for path in folder.iterdir())


async def test_everything_is_written_beside_the_file_and_its_place_is_said(prepared: Any) -> None:
    async with prepared() as it:
        await it.press("i")
        await it.dialog(Several)
        await it.press("enter")
        await it.dialog(OneLine)
        await it.press("enter")
        folder = it.session.path.parent / f"{it.session.path.stem}-documents"
        assert await written(it, folder) == list(ALL)
        question = it.pilot.app.screen.query_one(".dialog--body")
        assert folder.name in "".join(str(question.render()).split())


async def test_one_document_goes_to_the_folder_that_was_typed_and_is_opened(
    prepared: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(printing, "open_outside", opened.append)
    async with prepared() as it:
        await by_palette(it.pilot, "Print…")
        await it.dialog(Several)
        await it.press("space", "down", "space", "space", "enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, str(tmp_path / "à imprimer"))
        assert await written(it, tmp_path / "à imprimer") == ["-cartons.html"]
        await it.press("enter")
        await it.until(lambda: opened)
        assert [path.parent for path in opened] == [tmp_path / "à imprimer"]
        assert opened[0].name.endswith("-cartons.html")


async def test_the_folder_can_be_opened_and_a_trouble_with_it_is_said(prepared: Any, tmp_path: Path) -> None:
    async with prepared() as it:
        await it.press("i")
        await it.dialog(Several)
        await it.press("enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, str(tmp_path / "out"))
        await it.dialog(Choice)
        offered = texts(it.pilot.app.screen.query_one(LineList))
        assert len(offered) == 5
        assert offered[0].startswith("Paper sheets"), "called by what it is, not by the name of its file"
        await it.press("end", "enter")
        # There is no desktop in a test
        await it.until(lambda: any(str(tmp_path / "out") in notice for notice in notices(it)))


async def test_a_folder_that_cannot_be_made_is_said(prepared: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    async with prepared() as it:
        await it.press("i")
        await it.dialog(Several)
        await it.press("enter")
        await it.dialog(OneLine)
        await type_over(it.pilot, str(tmp_path / "file"))
        await it.until(lambda: any("cannot be written" in notice for notice in notices(it)))


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape")])
async def test_giving_up_writes_nothing(prepared: Any, keys: tuple[str, ...]) -> None:
    async with prepared() as it:
        before = sorted(it.session.path.parent.iterdir())
        await it.press("i")
        await it.dialog(Several)
        if len(keys) > 1:
            await it.press(keys[0])
            await it.dialog(OneLine)
        await it.press(keys[-1])
        await it.until(lambda: it.pilot.app.screen is it.screen)
        assert [path.suffix for path in sorted(it.session.path.parent.iterdir()) if path not in before] == []
