"""When time is up: one sound and one flash, and nothing that stops anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from atelier.config import Places, Settings, load_settings
from atelier.i18n import Translator
from atelier.services import chime, running
from atelier.services.chime import Player
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.questions import Confirmation
from atelier.ui.widgets.flash import Flash, flash
from atelier.ui.widgets.note_field import NoteField
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, until
from tests.ui.workshops import FakeClock

SIZES = ((80, 24), (120, 40))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is played."""
    played: list[Path] = []

    def play(path: Path) -> str:
        played.append(path)
        return ""

    monkeypatch.setattr(chime, "find_players", lambda: (Player("a player", play),))
    return played


@pytest.fixture
def started(workshop: Session, clock: FakeClock) -> Iterator[Session]:
    """The workshop, its first step running."""
    workshop.save(running.start(workshop.state, clock.now())).result()
    workshop.catch_up()
    yield workshop


def flashes(app: AtelierApp) -> list[Flash]:
    """What lies over the screen."""
    return list(app.screen.query(Flash))


def press(app: AtelierApp, plan: Callable[..., object], *arguments: object) -> None:
    """Do something to the clock."""
    session = app.session
    assert session is not None
    app.save(plan(session.state, session.clock.now(), *arguments))  # type: ignore[arg-type]


async def pulses(pilot: Pilot[int], app: AtelierApp, count: int = 3) -> None:
    """Let the program look at the clock some times."""
    for _ in range(count):
        app._pulse()
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_time_up_sounds_and_lights_the_whole_screen_once(
    started: Session, make_app: MakeApp, clock: FakeClock, heard: list[Path], size: tuple[int, int]
) -> None:
    app = make_app("run", "en", started)
    async with app.run_test(size=size) as pilot:
        await pulses(pilot, app)
        assert not flashes(app)
        clock.tick(60 * 60)
        await pulses(pilot, app, 1)
        await until(pilot, lambda: flashes(app) and heard)
        (lit,) = flashes(app)
        await until(pilot, lambda: lit.region.size == app.screen.size)
        assert "Welcome" in lit.text
        assert not lit.is_banner
        clock.tick(60)
        await pulses(pilot, app, 4)
        assert len(heard) == 1
        await until(pilot, lambda: not flashes(app))
        assert app.screen.focused is not None, "keys go on"


async def test_a_step_that_was_over_already_is_not_heard(
    started: Session, make_app: MakeApp, clock: FakeClock, heard: list[Path]
) -> None:
    clock.tick(60 * 60)
    app = make_app("run", "en", started)
    async with app.run_test(size=(80, 24)) as pilot:
        await pulses(pilot, app)
        press(app, running.go_next)
        await pulses(pilot, app)
        press(app, running.go_back)
        await pulses(pilot, app)
        assert app.session is not None
        assert not heard
        assert not flashes(app)


async def test_whoever_types_sees_what_is_typed(
    started: Session, make_app: MakeApp, clock: FakeClock, heard: list[Path]
) -> None:
    app = make_app("capture", "en", started)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, NoteField))
        await pilot.press("a", "b")
        clock.tick(60 * 60)
        await pulses(pilot, app, 1)
        await until(pilot, lambda: flashes(app) and heard)
        (lit,) = flashes(app)
        assert lit.is_banner
        assert lit.region.height == 3
        await pilot.press("c")
        field = app.focused
        assert isinstance(field, NoteField)
        assert field.text == "abc"
        assert not field.region.overlaps(lit.region)


async def test_a_dialog_lights_up_and_stays(
    started: Session, make_app: MakeApp, clock: FakeClock, heard: list[Path]
) -> None:
    app = make_app("run", "en", started)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Confirmation("Really?", yes="Yes", no="No"))
        await until(pilot, lambda: isinstance(app.screen, Confirmation))
        clock.tick(60 * 60)
        await pulses(pilot, app, 1)
        await until(pilot, lambda: flashes(app))
        await until(pilot, lambda: not flashes(app))
        assert isinstance(app.screen, Confirmation)


async def test_without_animations_a_banner_stands_still(
    started: Session, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app("run", "en", started)
    async with app.run_test(size=(80, 24)) as pilot:
        app.animation_level = "none"
        assert flash(app.screen, "Time is up").is_banner
        app.animation_level = "full"
        assert not flash(app.screen, "Time is up").is_banner
        app.no_color = True
        assert flash(app.screen, "Time is up").is_banner
        await until(pilot, lambda: len(flashes(app)) == 1)


async def test_a_flash_shows_any_text_as_it_is(workshop: Session, make_app: MakeApp) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=(40, 12)) as pilot:
        lit = flash(app.screen, "[bold]" + "é" * 2000 + "\x1b[2J")
        await pilot.pause()
        rows = [lit.render_line(y) for y in range(lit.size.height)]
        assert all(row.cell_length == lit.size.width for row in rows)
        assert "[bold]" in "".join(segment.text for row in rows for segment in row)


async def test_the_sound_is_turned_off_and_on_by_name(
    started: Session, make_app: MakeApp, clock: FakeClock, heard: list[Path], places: Places
) -> None:
    app = make_app("run", "en", started)
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Sound: on/off")
        await until(pilot, lambda: not app.settings.has_sound)
        assert not load_settings(places).has_sound
        clock.tick(60 * 60)
        await pulses(pilot, app, 1)
        await until(pilot, lambda: flashes(app))
        assert not heard
        await by_palette(pilot, "Sound: on/off")
        await until(pilot, lambda: app.settings.has_sound)
        assert load_settings(places).has_sound


@pytest.mark.parametrize(
    ("players", "said"),
    [
        ((), "no player"),
        ((Player("paplay", lambda _: ""),), "paplay"),
        ((Player("paplay", lambda _: "connection refused"),), "connection refused"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
async def test_the_sound_test_says_what_came_of_it(
    workshop: Session,
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    players: tuple[Player, ...],
    said: str,
    lang: str,
) -> None:
    monkeypatch.setattr(chime, "find_players", lambda: players)
    app = make_app("run", lang)
    told: list[str] = []
    monkeypatch.setattr(app, "say", told.append)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_test_sound()
        await until(pilot, lambda: told)
    if lang == "en" or players:
        assert said in told[0]


async def test_the_sound_test_is_found_by_name(
    workshop: Session, make_app: MakeApp, heard: list[Path]
) -> None:
    app = make_app("prepare", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Test the sound")
        await until(pilot, lambda: heard)


async def test_a_player_that_fails_never_stops_the_workshop(
    started: Session, make_app: MakeApp, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chime, "find_players", lambda: (Player("bad", lambda _: "no server"),))
    app = make_app("run", "en", started)
    rung: list[bool] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pulses(pilot, app)
        clock.tick(60 * 60)
        await pulses(pilot, app, 1)
        await until(pilot, lambda: rung)
        assert chime.last_failure(app.places)


def test_a_sound_that_is_off_is_off_from_the_start(workshop: Session, clock: FakeClock) -> None:
    app = AtelierApp(
        tr=Translator("en"),
        clock=clock,
        places=Places.default(),
        settings=Settings(sound="off"),
        session=workshop,
        mode="run",
    )
    assert not app.settings.has_sound
