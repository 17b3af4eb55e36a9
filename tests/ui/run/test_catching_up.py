"""Catching up on the screen: the choices, their previews, one action that can be taken back."""

from __future__ import annotations

from datetime import datetime

import pytest

from atelier.domain.agenda import Step
from atelier.domain.change import Action, Change
from atelier.domain.glance import look
from atelier.domain.place import dropped_rounds
from atelier.domain.workshop import CafeTable, Workshop
from atelier.i18n import Translator
from atelier.services import running
from atelier.services.catching_up import catch_up, look_ahead
from atelier.services.session import Session
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.catching_up import CatchingUp
from atelier.ui.screens.run.catching_up_words import headline, on_time, preview_lines, title, way_lines
from atelier.ui.screens.run.face import face_lines
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import LineList
from tests.data.cafe import Cafe, agenda
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import MINUTE, NARROW, WIDE, asked, choose, said, screen
from tests.ui.steering import by_palette, texts, until
from tests.ui.workshops import FakeClock

SIZES = (NARROW, WIDE)


def plan_day(session: Session, clock: FakeClock) -> None:
    """A start now, and a hard end when the agenda ends."""
    now = clock.now().wall
    total = sum(step.seconds for step in session.state.live(Step))
    columns = {
        "date": datetime.fromtimestamp(now).date().isoformat(),
        "starts_at": f"{datetime.fromtimestamp(now):%H:%M}",
        "hard_end": f"{datetime.fromtimestamp(now + total):%H:%M}",
    }
    change = Change(Workshop.KIND, session.state.workshop.id, columns)
    session.save_now(Action("prepare.workshop", (change,)))


def late(session: Session, clock: FakeClock, minutes: int = 7) -> None:
    """The welcome took some minutes too long; the first round has just begun."""
    plan_day(session, clock)
    session.save_now(running.start(session.state, clock.now()))
    clock.tick(session.state.live(Step)[0].seconds + minutes * MINUTE)
    session.save_now(running.go_next(session.state, clock.now()))
    clock.tick(2)


def lines_of(app_screen: Dialog[object], name: str) -> list[str]:
    return texts(app_screen.query_one(name, LineList))


def ends(session: Session, clock: FakeClock) -> float:
    return look_ahead(session.state, clock.now()).schedule.end


@pytest.mark.parametrize("size", SIZES)
async def test_a_choice_is_previewed_taken_and_taken_back(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    late(workshop, clock)
    before = workshop.state.live(Step)
    app = make_app("run", "en")
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, CatchingUp))
        dialog = app.screen
        assert isinstance(dialog, CatchingUp)
        box = dialog.query_one(".dialog--box").region
        hint = dialog.query_one(".dialog--hint").region
        assert box.height <= size[1]
        assert box.width <= size[0]
        assert hint.height == 1
        assert box.contains_region(hint)
        await pilot.press("down")
        await until(pilot, lambda: any("ask first" in text for text in lines_of(dialog, "#preview")))
        await pilot.press("up")
        await until(pilot, lambda: any("never meet" in text for text in lines_of(dialog, "#preview")))
        preview = "\n".join(lines_of(dialog, "#preview"))
        assert "The harvest keeps its 18 min." in preview
        assert "Round 2/2" in preview
        await pilot.press("enter")
        await until(pilot, lambda: dropped_rounds(workshop.state) == {2})
        await until(pilot, lambda: any("Drop round 2" in text for text in said(app)))
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workshop.state.live(Step) == before)
        assert not dropped_rounds(workshop.state)
        await until(pilot, lambda: any("catching up" in text for text in said(app)))


async def test_shortening_by_palette_and_back(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    late(workshop, clock, 4)
    before = ends(workshop, clock)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await by_palette(pilot, "Catch up")
        await asked(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: ends(workshop, clock) < before - 3 * MINUTE)
        bar = screen(app).query_one("#ends", Bar)
        await until(pilot, lambda: "on time" in bar.render_line(0).text)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: abs(ends(workshop, clock) - before) < 1)


async def test_escape_changes_nothing(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    late(workshop, clock)
    state = workshop.state
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("r")
        await asked(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert workshop.state is state


async def test_on_time_there_is_only_a_notice(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    late(workshop, clock, 0)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: any("Nothing to catch up" in text for text in said(app)))
        assert not isinstance(app.screen, Dialog)


async def test_ending_later_moves_the_hard_end(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    late(workshop, clock)
    before = workshop.state.workshop.hard_end
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("r")
        await choose(pilot, "Change nothing and end later")
        await until(pilot, lambda: workshop.state.workshop.hard_end != before)


async def test_being_late_is_said_first_among_the_keys(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    late(workshop, clock)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        keys = screen(app).query_one("#keys", KeyBar)
        await until(pilot, lambda: keys.render_line(0).text.strip().startswith("r Catch up"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_end_is_in_sight_on_every_panel_and_on_the_grid(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    late(workshop, clock)
    app = make_app("run", "en")
    async with app.run_test(size=size) as pilot:
        bar = screen(app).query_one("#ends", Bar)
        for key in ("a", "t", "l", "g"):
            await pilot.press(key)
            await pilot.pause()
            assert bar.region.height == 1
            assert bar.region.y <= 3
            text = bar.render_line(0).text
            for words in ("expected end", "hard end", "7 min late"):
                assert words in text
        before = bar.render_line(0).text
        clock.tick(61)
        await until(pilot, lambda: bar.render_line(0).text != before)


# The words alone


def cafe_that_is_late(minutes: int, *, rounds: int = 4, groups: int | None = None) -> Cafe:
    steps = agenda(rounds)
    cafe = Cafe(tables=rounds, groups=groups, rounds=rounds, steps=steps)
    start = cafe.now.wall
    end = start + sum(step.seconds for step in steps)
    columns = {
        "starts_at": f"{datetime.fromtimestamp(start):%H:%M}",
        "hard_end": f"{datetime.fromtimestamp(end):%H:%M}",
    }
    cafe.state = cafe.state.apply([(Workshop.KIND, "w", columns)])
    cafe.start()
    cafe.clock.advance(steps[0].seconds + minutes * MINUTE)
    cafe.next()
    return cafe


EN = Translator("en")


def preview(cafe: Cafe, key: str, tr: Translator = EN) -> list[str]:
    outlook = look_ahead(cafe.state, cafe.now)
    way = next(way for way in outlook.ways if way.key == key)
    lines = preview_lines(tr, cafe.state, cafe.now, outlook, way)
    return [f"{line.lead}{line.text} {line.tail}".strip() for line in lines]


def test_each_choice_says_what_it_does() -> None:
    cafe = cafe_that_is_late(7)
    outlook = look_ahead(cafe.state, cafe.now)
    assert [title(EN, way) for way in outlook.ways] == [
        "Shorten 4 rounds by 2 min each",
        "Drop round 2",
        "Drop round 3",
        "Drop round 4",
        "Change nothing and end later",
    ]
    assert all(line.tail.startswith("ends ") for line in way_lines(EN, outlook))
    assert headline(EN, outlook).endswith("7 min to catch up.")
    combined = look_ahead(cafe_that_is_late(20).state, cafe_that_is_late(20).now)
    assert title(EN, combined.ways[0]) == "Drop round 2 and shorten 3 others by 1 min"


def test_the_preview_shows_the_rest_of_the_day() -> None:
    cafe = cafe_that_is_late(7)
    shown = preview(cafe, "/cut")
    assert shown[0] == "The harvest keeps its 18 min."
    assert sum("13 min (−2 min)" in line for line in shown) == 4
    shown = preview(cafe, "3/")
    assert "Will never meet: group A: T3 · group B: T4 · group C: T1 · group D: T2" in shown
    assert any("Round 3/4 dropped" in line for line in shown)
    shown = preview(cafe, "/")
    assert "ask first" in shown[0]
    assert "7 min are lost" in shown[0]


def test_a_round_under_twelve_minutes_is_advised_against() -> None:
    shown = preview(cafe_that_is_late(20, rounds=3), "/cut/tight")
    assert "Advised against: under 12 min a round is better dropped." in shown


def test_many_groups_are_counted_and_none_are_not_named() -> None:
    shown = preview(cafe_that_is_late(7, rounds=9), "3/")
    assert any("9 groups miss a table" in line for line in shown)
    shown = preview(cafe_that_is_late(7, groups=0), "3/")
    assert any("Each of the 4 tables loses a round." in line for line in shown)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_hostile_names_stay_themselves(lang: str) -> None:
    for case in HOSTILE[:30]:
        cafe = cafe_that_is_late(7)
        label = case.text[:2000]
        cafe.state = cafe.state.apply(
            [(Step.KIND, "s4", {"label": label}), (CafeTable.KIND, "t1", {"topic": label})]
        )
        assert preview(cafe, "2/", Translator(lang))
        assert preview(cafe, "/cut", Translator(lang))


def test_nothing_to_catch_up_is_said_with_the_end() -> None:
    cafe = cafe_that_is_late(0)
    outlook = look_ahead(cafe.state, cafe.now)
    assert "Nothing to catch up" in on_time(EN, outlook)
    assert headline(EN, outlook) == on_time(EN, outlook)
    empty = Cafe(steps=[])
    assert "empty" in on_time(EN, look_ahead(empty.state, empty.now))


def test_a_step_to_come_is_announced_with_the_time_it_has_left() -> None:
    cafe = cafe_that_is_late(7)
    outlook = look_ahead(cafe.state, cafe.now)
    cafe.apply(catch_up(cafe.state, cafe.now, outlook.ways[0]))
    cafe.next()
    glance = look(cafe.state, cafe.reading, cafe.now)
    assert face_lines(EN, glance)[-1].text == "next: Round 2/4, 13 min"
