"""Panels, the grid and the big clock, and what opens from them."""

from __future__ import annotations

import pytest
from textual.widgets import Digits

from atelier.domain.note import CellKey, Note
from atelier.domain.place import current_cell, current_seating, tables
from atelier.services import running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.main_view import MainView
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import (
    NARROW,
    WIDE,
    begin,
    screen,
    table_id,
)
from tests.ui.steering import texts, until
from tests.ui.workshops import FakeClock


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_panels_are_reached_by_their_letters(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=size) as pilot:
        for key, name in (("a", "agenda"), ("t", "tables"), ("l", "latest")):
            await pilot.press(key)
            listing = screen(app).query_one(f"#{name}", LineList)
            await until(pilot, lambda listing=listing: listing.has_focus)
            shown = [
                other for other in ("agenda", "tables", "latest") if screen(app).query_one(f"#{other}").size
            ]
            assert shown == ([name] if size == NARROW else ["agenda", "tables", "latest"])


async def test_the_tables_come_up_when_it_starts(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        main = screen(app).query_one(MainView)
        assert main.panel == "agenda"
        workshop.save_now(running.start(workshop.state, clock.now()))
        await until(pilot, lambda: main.panel == "tables")
        await until(pilot, lambda: screen(app).query_one("#tables").has_focus)


async def test_enter_on_a_table_opens_it_in_note(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened.append(target))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("t", "down", "enter")
        await until(pilot, lambda: opened)
        seat = current_seating(workshop.state, table_id(workshop, 2))
        assert seat is not None
        assert opened == [(table_id(workshop, 2), 1, seat.group_id)]


async def test_enter_on_a_note_opens_its_cell(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(workshop, clock, 2)
    table = tables(workshop.state)[0]
    cell = current_cell(workshop.state, table, "pistes")
    workshop.save_now(add_note(workshop.state, cell, "une piste", clock.now()))
    app = make_app("run")
    opened: list[tuple[object, ...]] = []
    monkeypatch.setattr(app, "capture_at", lambda *target: opened.append(target))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("l", "enter")
        await until(pilot, lambda: opened)
        assert opened == [(cell.table_id, cell.round, cell.group_id, "pistes")]


async def test_the_grid_opens_a_cell_in_note(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("g")
        grid = screen(app).query_one(CoverageGrid)
        await until(pilot, lambda: grid.has_focus and grid.cell is not None)
        await pilot.press("right", "down")
        cell = grid.cell
        assert cell is not None
        wanted: list[CellKey | None] = []
        app.switch_mode = lambda mode: wanted.append(app.capture_target)  # type: ignore[assignment,method-assign,return-value,func-returns-value]
        await pilot.press("enter")
        await until(pilot, lambda: wanted)
        assert wanted == [cell.key]
        assert (cell.key.round, cell.key.heading) == (2, "pistes")


async def test_views_are_opened_and_closed(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:

        def shown() -> list[str]:
            return [view.id or "" for view in screen(app).query("#main, #grid-view") if view.display]

        await pilot.press("g")
        await until(pilot, lambda: shown() == ["grid-view"])
        await pilot.press("escape")
        await until(pilot, lambda: shown() == ["main"])
        await until(pilot, lambda: screen(app).query_one("#tables").has_focus)
        await pilot.press("g", "g")
        await until(pilot, lambda: shown() == ["main"])
        await pilot.press("g", "t")
        await until(pilot, lambda: shown() == ["main"])


async def test_notes_of_others_appear(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        latest = screen(app).query_one("#latest", LineList)
        assert latest.lines == ()
        cell = current_cell(workshop.state, tables(workshop.state)[0], "pistes")
        workshop.save(add_note(workshop.state, cell, "une piste", clock.now())).result()
        await until(pilot, lambda: texts(latest) == ["une piste"])
        assert len(workshop.state.live(Note)) == 1


async def test_another_language_fills_the_screen_anew(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("l")
        await pilot.press("g")
        app.action_change_language()
        await until(pilot, lambda: screen(app).query_one("#grid-view").display)
        await until(pilot, lambda: not screen(app).query_one("#main").display)
        await pilot.press("escape")
        await until(pilot, lambda: screen(app).query_one(MainView).panel == "latest")
        face = screen(app).query_one("#face", LineList)
        await until(pilot, lambda: "Round 1/2" in texts(face))
        assert screen(app).query_one("#digits", Digits).value.startswith("14:5")
