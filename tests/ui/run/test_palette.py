"""Every command by its name."""

from __future__ import annotations

import pytest

from atelier.domain.clock import ClockPhase
from atelier.services.session import Session
from atelier.ui.dialogs.dialog import Dialog
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import (
    NARROW,
    asked,
    begin,
    choose,
    left,
    phase,
    screen,
    step,
)
from tests.ui.steering import by_palette, until
from tests.ui.workshops import FakeClock


@pytest.mark.parametrize(
    ("title", "position"),
    [("Next step", 3), ("Previous step", 1)],
)
async def test_steps_by_palette(
    make_app: MakeApp, workshop: Session, clock: FakeClock, title: str, position: int
) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, title)
        await choose(pilot, "Go to")
        await until(pilot, lambda: step(workshop, clock) == position)


async def test_the_clock_by_palette(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Start")
        await choose(pilot, "Start")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.RUNNING)
        await by_palette(pilot, "Pause")
        await until(pilot, lambda: phase(workshop, clock) is ClockPhase.PAUSED)
        before = left(workshop, clock)
        await by_palette(pilot, "1 min more")
        await until(pilot, lambda: left(workshop, clock) == before + 60)
        await by_palette(pilot, "1 min less")
        await until(pilot, lambda: left(workshop, clock) == before)


@pytest.mark.parametrize(
    ("title", "position"), [("Group seated", 4), ("Message", 4), ("Empty cells", 6), ("Skip a step", 4)]
)
async def test_questions_by_palette(
    make_app: MakeApp, workshop: Session, clock: FakeClock, title: str, position: int
) -> None:
    begin(workshop, clock, position)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, title)
        await asked(pilot)
        assert isinstance(app.screen, Dialog)


async def test_views_by_palette(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Coverage")
        await until(pilot, lambda: screen(app).query_one("#grid-view").display)
        await by_palette(pilot, "Back to the tables")
        await until(pilot, lambda: screen(app).query_one("#main").display)
        for title, name in (("Agenda", "agenda"), ("Last notes", "latest"), ("Tables", "tables")):
            await by_palette(pilot, title)
            await until(pilot, lambda name=name: screen(app).query_one(f"#{name}").has_focus)
