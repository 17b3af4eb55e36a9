"""Publier: what became of the notes is written when it is asked for, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.services.session import Session
from atelier.ui.dialogs.questions import Several
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.fusion import take_notes
from tests.ui.steering import until


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_became_of_the_notes_is_written_when_it_is_asked_for(
    make_app: MakeApp, workshop: Session, path: Path, size: tuple[int, int]
) -> None:
    take_notes(workshop)
    app = make_app("publish", "en")
    folder = path.parent / "café-documents"
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        await pilot.press("x")
        await until(pilot, lambda: folder.exists() and any(folder.glob("*-coverage.csv")))
        await until(pilot, lambda: any(folder.glob("*.json")))
        assert not list(folder.glob("*suivi*"))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, Several))
        choices = app.screen.query_one("#choices", LineList)
        choices.move_to("followup")
        assert "What became of your notes?" in "".join(line.text for line in choices.lines)
        await pilot.press("space", "enter")
        await until(pilot, lambda: not isinstance(app.screen, Several))
        await pilot.press("x")
        await until(pilot, lambda: len(list(folder.glob("*-suivi.*"))) == 2)
        (page,) = folder.glob("*-suivi.html")
        assert "Group A" in page.read_text("utf-8") or "Groupe A" in page.read_text("utf-8")
