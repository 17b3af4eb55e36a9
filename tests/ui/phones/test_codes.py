"""Codes on the whole window: read by a camera as they are painted, and told when they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atelier.config import Places, Settings
from atelier.domain.place import places as places_of
from atelier.domain.place import tables
from atelier.i18n import Translator
from atelier.services.collection.access import Role
from atelier.services.collection.addresses import address_of, spelled
from atelier.services.collection.ledger import Wifi
from atelier.services.collection.trial import PATIENCE_SECONDS, PHONE, TRIAL
from atelier.services.session import Session
from atelier.storage.devices import Device, put_devices
from atelier.ui.app import AtelierApp
from atelier.ui.screens.phones.full_code import FullCode
from atelier.ui.screens.phones.table_code import TableCode
from atelier.ui.screens.phones.trial import TrialCode
from atelier.ui.screens.phones.wifi_code import WifiCode
from atelier.ui.screens.room.screen import RoomScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from atelier.ui.widgets.qr_code import QrCode
from tests.qr_reading import needs_zbar, read_code, write_png
from tests.ui.conftest import MakeApp
from tests.ui.phones.cells import cells_of
from tests.ui.phones.conftest import FakeServer
from tests.ui.phones.test_screen import NARROW, WIDE, advice, head, words
from tests.ui.steering import by_palette, texts, until
from tests.ui.workshops import FakeClock

Follow = Callable[..., Any]


def code(app: AtelierApp) -> str:
    """What the code on the whole window says; empty while there is none."""
    screen = app.screen
    if not isinstance(screen, FullCode) or not screen.query(QrCode):
        return ""
    found = screen.query_one(QrCode)
    return found.text if found.size.width else ""


def said(app: AtelierApp) -> str:
    found = app.screen.query("#said")
    return "\n".join(texts(found.only_one(LineList))) if found else ""


def url(server: FakeServer, role: Role, table_id: str = "") -> str:
    return address_of(server.ledger.wishes(), role, table_id)


@needs_zbar
@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("theme", ["nuit", "projecteur"])
async def test_the_code_of_a_table_is_read_from_the_window(
    workshop: Session,
    clock: FakeClock,
    places: Places,
    server: FakeServer,
    follow: Follow,
    tmp_path: Path,
    size: tuple[int, int],
    theme: str,
) -> None:
    server.open()
    app = AtelierApp(
        tr=Translator("fr"),
        clock=clock,
        places=places,
        settings=Settings(theme=theme),
        session=workshop,
        mode="phones",
    )
    async with app.run_test(size=size) as pilot:
        await follow(pilot, lambda: "● ouvert" in head(app))
        await pilot.press("q")
        for table in places_of(workshop.state):
            expected = url(server, Role.TABLE, table.id)
            await until(pilot, lambda expected=expected: code(app) == expected)
            await pilot.pause()
            assert spelled(expected) in said(app)
            assert "« Pas d’Internet » ? Choisissez « Rester connecté »." in said(app).replace("\u00a0", " ")
            assert read_code(write_png(cells_of(app), tmp_path / "window.png")) == expected
            await pilot.press("right")
        await until(pilot, lambda: code(app) == url(server, Role.TABLE, tables(workshop.state)[0].id))
        await pilot.press("left")
        await until(pilot, lambda: code(app) == expected)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)


async def test_q_in_run_shows_the_table_under_the_cursor(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await follow(pilot, lambda: app.phones.is_open)
        await pilot.press("t", "down", "q")
        await until(pilot, lambda: code(app) == url(server, Role.TABLE, tables(workshop.state)[1].id))


async def test_q_in_run_leads_to_opening_while_phones_are_closed(
    make_app: MakeApp, server: FakeServer
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.focused)
        await pilot.press("q")
        await until(pilot, lambda: app.current_mode == "phones" and "closed" in head(app))
        assert "o lets them" in advice(app)


async def test_the_room_screen_shows_codes_only_while_phones_can_write(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await follow(pilot, lambda: app.phones.is_open)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen))
        await pilot.press("q")
        await until(pilot, lambda: code(app) == url(server, Role.TABLE, tables(workshop.state)[0].id))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen))
        server.ledger.change(is_open=False)
        await follow(pilot, lambda: not app.phones.is_open)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)


async def test_a_code_that_cannot_be_scanned_now_says_so(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open" in head(app))
        await pilot.press("enter")
        await until(pilot, lambda: code(app))
        server.ledger.change(is_open=False)
        await follow(pilot, lambda: "not open now" in words(app.screen.query_one("#code-title", Bar)))


@needs_zbar
async def test_a_long_wifi_takes_the_whole_small_window_or_says_that_it_does_not_fit(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "closed" in head(app))
        app.push_screen(WifiCode(Wifi("A hall of the town that has a name", "p" * 20)))
        await until(pilot, lambda: code(app))
        await pilot.pause()
        assert read_code(write_png(cells_of(app), tmp_path / "w.png")).endswith("p" * 20 + ";;")
        await pilot.press("escape")
        app.push_screen(WifiCode(Wifi("N" * 32, "p" * 63)))
        await until(pilot, lambda: isinstance(app.screen, WifiCode) and "This code needs" in said(app))
        assert code(app) == ""
        assert "printed cards" in said(app) and "Password: " + "p" * 63 in said(app)
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: code(app))


async def test_a_window_that_is_too_small_for_anything_says_so(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("phones", "en")
    async with app.run_test(size=(40, 12)) as pilot:
        await follow(pilot, lambda: app.phones.is_open)
        app.push_screen(TableCode())
        await until(pilot, lambda: isinstance(app.screen, TableCode) and "33×17" in said(app))


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_a_trial_waits_for_a_phone(
    make_app: MakeApp, server: FakeServer, follow: Follow, clock: FakeClock, lang: str
) -> None:
    server.open()
    app = make_app("phones", lang)
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "●" in head(app))
        await by_palette(pilot, "Essayer avec un" if lang == "fr" else "Try with a phone")
        await until(pilot, lambda: code(app) == url(server, Role.TEST))
        await until(pilot, lambda: "…" in said(app))
        put_devices(server.ledger.devices, [Device(PHONE, TRIAL, clock.wall)])
        await follow(pilot, lambda: "✓" in said(app))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_trial_without_a_phone_says_what_is_likely_wrong_and_the_ways_on(
    make_app: MakeApp, server: FakeServer, follow: Follow, size: tuple[int, int]
) -> None:
    server.open()
    app = make_app("phones", "fr")
    async with app.run_test(size=size) as pilot:
        await follow(pilot, lambda: "●" in head(app))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, TrialCode) and code(app))
        began = server.clock.wall
        await follow(pilot, lambda: "✗ Personne en" in said(app))
        assert server.clock.wall - began >= PATIENCE_SECONDS - 1
        listing = app.screen.query_one("#said", LineList)
        for word in ("isolation", "pare-feu", "partage de connexion", "atelier merge", "Le papier"):
            assert word in said(app)
        await pilot.pause()
        assert listing.get_content_height(listing.size, app.size, listing.size.width) <= listing.size.height
        if size == NARROW:
            assert code(app) == "", "the advice takes its place"
            await pilot.press("e")
            await until(pilot, lambda: code(app) == url(server, Role.TEST))
            await pilot.press("e")
            await until(pilot, lambda: code(app) == "")
        else:
            assert code(app) == url(server, Role.TEST)
