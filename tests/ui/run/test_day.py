"""A day with its troubles: sleep, restarts, another time zone, and texts that nobody asked for."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.widgets import Digits

from atelier.config import Places
from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.note import LONGEST_NOTE
from atelier.domain.place import current_cell, tables
from atelier.domain.record import Row
from atelier.domain.text import clean, is_blank
from atelier.domain.workshop import CafeGroup, CafeTable, Workshop
from atelier.services import running
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.run.coverage_grid import CoverageGrid
from atelier.ui.screens.run.screen import RunScreen
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.steering import texts, until
from tests.ui.workshops import FakeClock

NARROW, WIDE = (80, 24), (120, 40)


@dataclass
class RebootedClock(FakeClock):
    """The clock of a machine that was started anew."""

    boot_id: str = "after the restart"

    def now(self) -> Moment:
        moment = super().now()
        return Moment(moment.wall, moment.boot, self.boot_id)


def begin(session: Session, clock: FakeClock, position: int = 2) -> None:
    """Start, and go to a step."""
    session.save_now(running.start(session.state, clock.now()))
    for _ in range(position - 1):
        clock.tick(60)
        session.save_now(running.go_next(session.state, clock.now()))


def shown(app: AtelierApp) -> str:
    """What the big digits say."""
    screen = app.section_screen
    assert isinstance(screen, RunScreen)
    return screen.query_one("#digits", Digits).value


def drawn(app: AtelierApp) -> str:
    """All that is on the screen, a line a row."""
    screen = app.screen
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in screen._compositor.render_strips()
    )


async def test_after_a_sleep_the_time_is_right(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        clock.tick(60)
        await until(pilot, lambda: shown(app) == "14:00")
        clock.tick(7)
        await until(pilot, lambda: shown(app) == "13:53")
        clock.tick(3600)
        await until(pilot, lambda: shown(app) == "+46:07")


async def test_a_wall_clock_that_is_set_changes_no_time_left(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        clock.tick(60)
        await until(pilot, lambda: shown(app) == "14:00")
        clock.wall -= 7200
        await until(pilot, lambda: any("clock was set" in notice.message for notice in app._notifications))
        clock.tick(1)
        await until(pilot, lambda: shown(app) == "13:59")


async def test_the_same_step_resumes_after_a_restart_of_the_machine(
    path: Path, places: Places, workshop: Session, clock: FakeClock, make_app: MakeApp
) -> None:
    begin(workshop, clock)
    clock.tick(60)
    workshop.save_now(running.extend(workshop.state, clock.now(), 60))
    workshop.close()
    later = RebootedClock(wall=clock.wall + 100, boot=17.0)
    session = Session.open(path, clock=later, places=places)
    app = make_app("run", "en", session)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await until(pilot, lambda: shown(app) == "13:20")
        later.tick(20)
        await until(pilot, lambda: shown(app) == "13:00")
        session.save_now(running.toggle_pause(session.state, later.now()))
        later.tick(133)
        face = app.screen.query_one("#face", LineList)
        await until(pilot, lambda: "PAUSED for 2:13" in texts(face))


async def test_a_pause_goes_on_over_a_restart(
    path: Path, places: Places, workshop: Session, clock: FakeClock, make_app: MakeApp
) -> None:
    begin(workshop, clock)
    clock.tick(60)
    workshop.save_now(running.toggle_pause(workshop.state, clock.now()))
    workshop.close()
    later = RebootedClock(wall=clock.wall + 600, boot=17.0)
    session = Session.open(path, clock=later, places=places)
    app = make_app("run", "en", session)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: shown(app) == "14:00")
        assert "PAUSED for 10:00" in texts(app.screen.query_one("#face", LineList))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone")
async def test_another_time_zone_changes_times_of_day_alone(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    begin(workshop, clock)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        face = app.screen.query_one("#face", LineList)
        await until(pilot, lambda: "jusqu’à 12\u00a0h\u00a016" in texts(face))
        monkeypatch.setenv("TZ", "America/Cayenne")
        clock.tick(10)
        await until(pilot, lambda: "jusqu’à 7\u00a0h\u00a016" in texts(face))
        assert shown(app) == "14:50"
    monkeypatch.undo()
    time.tzset()


async def test_an_hour_and_more(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    first = workshop.state.live(Step)[0]
    workshop.save_now(Action("prepare.step", (Change(Step.KIND, first.id, {"seconds": 2 * 3600}),)))
    begin(workshop, clock, 1)
    app = make_app("run")
    async with app.run_test(size=NARROW) as pilot:
        for size in (NARROW, WIDE):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: shown(app) == "2:00:00")
            digits = app.screen.query_one("#digits", Digits)
            face = app.screen.query_one("#face", LineList)
            assert digits.region.intersection(face.region).area == 0
            assert digits.region.width >= 19


def _named(session: Session, *names: str) -> Action:
    """Call everything that people name by these names in turn."""
    lines = itertools.cycle([" ".join(clean(name).split())[:300] or "x" for name in names])
    state = session.state
    columns: list[tuple[type[Row], tuple[str, ...]]] = [
        (Workshop, ("title",)),
        (Step, ("label", "instruction")),
        (CafeTable, ("topic", "question")),
        (CafeGroup, ("name",)),
        (Heading, ("title", "short", "singular")),
    ]
    changes = [
        Change(kind.KIND, row.id, {column: next(lines) for column in names})
        for kind, names in columns
        for row in state.live(kind)
    ]
    return Action("prepare.workshop", tuple(changes))


def _noted(session: Session, clock: FakeClock, kept: list[str]) -> Action:
    """Write notes at the first table."""
    cell = current_cell(session.state, tables(session.state)[0], "pistes")
    actions = [add_note(session.state, cell, text, clock.now(), star=True) for text in kept]
    return Action("note.add", tuple(change for action in actions for change in action.changes))


@pytest.mark.parametrize(("size", "lang"), [(NARROW, "fr"), (WIDE, "en")])
async def test_hostile_texts_are_shown_and_do_nothing(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int], lang: str
) -> None:
    begin(workshop, clock, 1)
    kept = [clean(row.text)[:LONGEST_NOTE] for row in HOSTILE]
    kept = [text for text in kept if not is_blank(text)]
    kept.append("x " * (LONGEST_NOTE // 2))
    app = make_app("run", lang)
    async with app.run_test(size=size) as pilot:
        for start in range(0, len(kept), 10):
            clock.tick(11)
            some = kept[start : start + 10]
            workshop.save_now(_named(workshop, *some))
            workshop.save_now(_noted(workshop, clock, some))
            for key in ("g", "z", "l", "a", "t"):
                await pilot.press(key)
                await pilot.pause()
                assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", drawn(app)), start
        assert app._exit is False


async def test_a_table_list_and_dialogs_with_long_names(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    begin(workshop, clock, 4)
    workshop.save_now(_named(workshop, "[b]très[/b] long " * 30))
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        for key in ("c", "m", "e", "k"):
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(app.screen, RunScreen) or app._notifications)
            assert "[b]" in drawn(app) or isinstance(app.screen, RunScreen)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, RunScreen))


async def test_nothing_of_the_workshop_is_needed(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    """Without steps, tables, groups or headings the screen still comes up and takes its keys."""
    state = workshop.state
    kinds = (Step, CafeTable, CafeGroup, Heading)
    gone = [Change(kind.KIND, row.id, {"deleted": True}) for kind in kinds for row in state.live(kind)]
    workshop.save_now(Action("prepare.workshop", tuple(gone)))
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "The agenda is empty" in drawn(app)
        for key in (
            "d",
            "n",
            "p",
            "plus",
            "minus",
            "b",
            "k",
            "c",
            "m",
            "e",
            "g",
            "z",
            "escape",
            "a",
            "t",
            "l",
        ):
            await pilot.press(key)
            await pilot.press("escape")
        await pilot.press("g")
        assert app.screen.query_one(CoverageGrid).cell is None
