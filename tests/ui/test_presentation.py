"""The presentation: every key of a clicker, and back to where one was."""

from __future__ import annotations

from functools import partial

import pytest
from textual.pilot import Pilot

from atelier.services import conclusion
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.presentation.screen import PresentationScreen, SlideBoard
from atelier.ui.screens.publish.screen import PublishScreen
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.fusion import make_point, take_notes
from tests.ui.steering import by_palette, until

NARROW = (80, 24)
LONG = "Ceci est une première phrase. Et " + " ".join(f"mot{number}" for number in range(700))


@pytest.fixture
def pointed(workshop: Session) -> Session:
    """Two points, one of them long, and a conclusion."""
    take_notes(workshop)
    make_point(
        workshop, 1, "pistes", "Une boîte à idées", "boîte à idées en salle d'attente", paragraph="Court."
    )
    make_point(workshop, 2, "constats", "Être invités", "on se sent invités", paragraph=LONG)
    action = conclusion.write_workshop(
        workshop.state, conclusion="Tous pareil ☂", further="Guide ☂ https://a.fr"
    )
    assert action is not None
    workshop.save_now(action)
    return workshop


def presentation(app: AtelierApp) -> PresentationScreen:
    screen = app.screen
    assert isinstance(screen, PresentationScreen)
    return screen


def shown(app: AtelierApp) -> str:
    return presentation(app).query_one(SlideBoard).text


def has_size(app: AtelierApp, size: tuple[int, int]) -> bool:
    return presentation(app).size == size


async def present(pilot: Pilot[int], app: AtelierApp) -> None:
    await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
    await pilot.press("p")
    await until(pilot, lambda: isinstance(app.screen, PresentationScreen) and "1/" in shown(app))


async def walk(pilot: Pilot[int], app: AtelierApp, key: str) -> list[str]:
    """What is seen by pressing a key until nothing changes any more."""
    seen = [shown(app)]
    for _ in range(60):
        await pilot.press(key)
        await pilot.pause()
        if shown(app) == seen[-1]:
            return seen
        seen.append(shown(app))
    raise AssertionError("there is no end")


@pytest.mark.parametrize(
    ("onward", "back"),
    [("right", "left"), ("pagedown", "pageup"), ("down", "up"), ("space", "backspace"), ("enter", "left")],
)
async def test_a_clicker_goes_on_and_back_through_every_page(
    make_app: MakeApp, pointed: Session, onward: str, back: str
) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=NARROW) as pilot:
        await present(pilot, app)
        there = await walk(pilot, app, onward)
        again = await walk(pilot, app, back)
        assert again == there[::-1]
        whole = " ".join(there)
        assert all(f"mot{number}" in whole for number in range(700))
        assert "Tous pareil ☂" in whole
        assert "https://a.fr" in whole


async def test_first_last_and_dark(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=NARROW) as pilot:
        await present(pilot, app)
        first = shown(app)
        await pilot.press("end")
        await until(pilot, lambda: shown(app) != first)
        last = shown(app)
        await pilot.press("b")
        await until(pilot, lambda: shown(app).strip() == "")
        await pilot.press("right")
        await until(pilot, lambda: shown(app) == last)
        await pilot.press("full_stop")
        await until(pilot, lambda: presentation(app).is_blank)
        await pilot.press("full_stop", "f5")
        await until(pilot, lambda: shown(app) == first)
        await pilot.press("end", "home")
        await until(pilot, lambda: shown(app) == first)


async def test_escape_goes_back_to_where_one_was(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: len(app.screen.query_one("#todo", LineList).lines) > 3)
        await pilot.press("down")
        cursor = app.screen.query_one("#todo", LineList).cursor
        await present(pilot, app)
        await pilot.press("right", "escape")
        await until(pilot, lambda: isinstance(app.screen, PublishScreen))
        assert app.screen.query_one("#todo", LineList).cursor == cursor
        assert app.focused is app.screen.query_one("#todo")


async def test_one_line_a_point_on_the_same_slide(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=NARROW) as pilot:
        await present(pilot, app)
        while not presentation(app).slide.title.startswith("Être"):
            await pilot.press("right")
        assert "mot400" in str(presentation(app).slide)
        title = presentation(app).slide.title
        await pilot.press("l")
        await until(pilot, lambda: "mot400" not in str(presentation(app).slide))
        assert presentation(app).slide.title == title
        await pilot.press("l")
        await until(pilot, lambda: "mot400" in str(presentation(app).slide))


async def test_an_unfinished_synthesis_says_so_and_an_empty_one_shows(make_app: MakeApp) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=(60, 18)) as pilot:
        await present(pilot, app)
        assert await walk(pilot, app, "right")
        assert presentation(app).slide.remark != ""


async def test_the_window_may_change_its_size(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=(200, 60)) as pilot:
        await present(pilot, app)
        await pilot.press("end", "left")
        for size in ((60, 18), (20, 5), (120, 40)):
            await pilot.resize_terminal(*size)
            await until(pilot, partial(has_size, app, size))
            await pilot.pause()
            assert presentation(app).slide.title


async def test_every_command_by_palette(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        await by_palette(pilot, "Present")
        await until(pilot, lambda: isinstance(app.screen, PresentationScreen) and "1/" in shown(app))
        first = shown(app)
        await by_palette(pilot, "Next slide")
        await until(pilot, lambda: shown(app) != first)
        await by_palette(pilot, "Previous slide")
        await until(pilot, lambda: shown(app) == first)
        await by_palette(pilot, "Last slide")
        await until(pilot, lambda: shown(app) != first)
        await by_palette(pilot, "First slide")
        await until(pilot, lambda: shown(app) == first)
        await by_palette(pilot, "Dark screen")
        await until(pilot, lambda: presentation(app).is_blank)
        await by_palette(pilot, "Leave")
        await until(pilot, lambda: isinstance(app.screen, PublishScreen))


async def test_no_notice_lies_over_a_slide(make_app: MakeApp, pointed: Session) -> None:
    app = make_app("publish", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await present(pilot, app)
        app.say("something for the facilitator")
        await until(pilot, lambda: list(app.screen.query("Toast")))
        await pilot.pause()
        assert not any(toast.region for toast in app.screen.query("Toast"))
