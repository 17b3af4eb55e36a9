"""Téléphones: open, watch, renew, close; by key and by name, on small and large terminals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Label

from atelier.domain.change import Action, Change
from atelier.domain.place import places as places_of
from atelier.domain.place import tables
from atelier.domain.workshop import CafeTable
from atelier.services import running
from atelier.services.collection.access import Role
from atelier.services.collection.addresses import address_of
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.phones.screen import PhonesScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from atelier.ui.widgets.qr_code import QrCode
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.phones.conftest import CABLE, ITSELF, WIFI, FakeServer
from tests.ui.run.steps import choose
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock

NARROW, WIDE = (80, 24), (120, 40)
Follow = Callable[..., Any]


def phones(app: AtelierApp) -> PhonesScreen:
    found = app.section_screen
    assert isinstance(found, PhonesScreen)
    return found


def words(bar: Bar) -> str:
    return "".join(part.text for part in bar._parts)


def head(app: AtelierApp) -> str:
    found = app.section_screen
    return words(found.query_one("#head", Bar)) if isinstance(found, PhonesScreen) and found.is_whole else ""


def status(app: AtelierApp) -> str:
    assert app.section_screen is not None
    return words(app.section_screen.query_one("#status", Bar))


def advice(app: AtelierApp) -> str:
    return " ".join(texts(phones(app).query_one("#advice", LineList)))


def entries(app: AtelierApp) -> list[str]:
    """Each table with all that is said of it."""
    return [
        " | ".join((line.text, line.tail, *(text for text, _ in line.below))).rstrip(" |")
        for line in phones(app).query_one("#places", LineList).lines
    ]


def question(app: AtelierApp) -> str:
    if not isinstance(app.screen, Dialog) or app.screen.focused is None:
        return ""
    return str(app.screen.query(Label).first().render())


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_open_to_phones_is_one_key_and_closing_asks(
    make_app: MakeApp, server: FakeServer, follow: Follow, size: tuple[int, int]
) -> None:
    app = make_app("run", "fr")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.focused)
        await pilot.press("Q")
        await until(pilot, lambda: "○ fermé" in head(app))
        assert "o leur ouvre l’atelier" in advice(app)
        assert "téléphone" not in status(app), "nothing is said of phones while none were asked for"
        await pilot.press("o")
        await follow(pilot, lambda: "● ouvert" in head(app))
        assert "http://192.168.1.23:" in head(app)
        assert server.commands[0][-2:] == ["--lan", WIFI.address]
        assert "0 téléphone" in status(app)
        await pilot.press("c")
        await until(pilot, lambda: "Fermer aux téléphones" in question(app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert server.ledger.wishes().is_open, "the safe answer is under the cursor"
        await pilot.press("c")
        await choose(pilot, "Fermer")
        await follow(pilot, lambda: "○ fermé" in head(app))
        assert "téléphone" not in status(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "run")


async def test_the_address_is_asked_for_when_there_are_several(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.networks = (WIFI, CABLE, ITSELF)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.focused)
        await pilot.press("Q")
        await until(pilot, lambda: "closed" in head(app))
        await by_palette(pilot, "Open to phones")
        await until(pilot, lambda: "Under which address" in question(app))
        offered = texts(app.screen.query_one(LineList))
        assert offered == [
            "192.168.1.23     Wi-Fi · wlp2s0",
            "10.0.0.5         cable · enp3s0",
            "127.0.0.1        this computer alone · lo",
        ]
        await choose(pilot, "cable")
        await follow(pilot, lambda: "● open now" in head(app))
        assert server.ledger.wishes().address == CABLE.address


async def test_another_address_changes_codes_and_asks_first(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.networks = (WIFI, CABLE, ITSELF)
    server.open()
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open now" in head(app))
        assert server.commands == [], "the server that lived already is adopted"
        await pilot.press("a")
        await choose(pilot, "cable")
        await until(pilot, lambda: "printed cards are printed again" in question(app))
        await choose(pilot, "Go to the new address")
        await follow(pilot, lambda: f"http://{CABLE.address}" in head(app) and "● open" in head(app))
        assert len(server.commands) == 1


async def test_tables_say_who_is_there_and_what_is_still_on_phones(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow
) -> None:
    first, second = tables(workshop.state)
    server.open()
    server.see(first.id, ago=3)
    server.see(first.id, ago=4, queued=3, noted=60)
    server.see(second.id, ago=70)
    app = make_app("phones", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● ouvert" in head(app) and "2 téléphones" in head(app))
        assert "3 notes gardées sur téléphone" in head(app)
        one, two, plenary = entries(app)
        assert "● 2 téléphones" in one and "3 notes gardées sur téléphone" in one
        assert "dernière note reçue à" in one
        assert "! ne répond plus" in two and "vu il y a 1\u00a0min" in two
        assert plenary.endswith("○ personne encore")
        assert "2 téléphones" in status(app)


async def test_silent_phones_are_told_in_every_section_and_on_their_card(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow, clock: FakeClock
) -> None:
    workshop.save_now(running.start(workshop.state, clock.now()))
    table = tables(workshop.state)[0]
    server.open()
    server.see(table.id, ago=100, noted=300)
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await follow(pilot, lambda: "1 ne répond plus" in status(app))

        def card() -> str:
            listing = app.screen.query_one("#tables", LineList)
            return " ".join(text for text, _ in listing.lines[0].below)

        await follow(pilot, lambda: "ne répond plus, dernière note reçue à" in card())
        server.see(table.id, ago=0)
        await follow(pilot, lambda: "ne répond plus" not in status(app))
        await follow(pilot, lambda: "ne répond plus" not in card())


async def test_a_new_code_asks_first_and_changes_one_table(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow
) -> None:
    server.open()
    first, second, *_ = places_of(workshop.state)

    def urls() -> list[str]:
        wishes = server.ledger.wishes()
        return [address_of(wishes, Role.TABLE, table.id) for table in (first, second)]

    before = urls()
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open now" in head(app))
        await pilot.press("n")
        await until(pilot, lambda: "A new code for T1" in question(app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert urls() == before
        await by_palette(pilot, "New code")
        await choose(pilot, "Change")
        await until(pilot, lambda: urls()[0] != before[0])
        assert urls()[1] == before[1]
        await pilot.press("N")
        await until(pilot, lambda: "New codes for all tables" in question(app))
        await choose(pilot, "Change")
        await until(pilot, lambda: urls()[1] != before[1])


async def test_another_port_is_taken_only_when_it_is_wanted(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.open()
    port = server.ledger.wishes().port
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open now" in head(app))
        await by_palette(pilot, "Another port")
        await choose(pilot, "Take another port")
        await follow(pilot, lambda: f":{port + 1}" in head(app) and "● open" in head(app))


@pytest.mark.parametrize(
    ("lang", "told"),
    [("fr", "Un autre programme de cet ordinateur occupe le port"), ("en", "Another program of this")],
)
async def test_a_port_that_is_taken_is_told(
    make_app: MakeApp,
    server: FakeServer,
    follow: Follow,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    told: str,
) -> None:
    monkeypatch.setattr("atelier.services.collection.process.is_free", lambda *_: False)
    app = make_app("phones", lang)
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "○" in head(app))
        await pilot.press("o")
        await follow(pilot, lambda: told in advice(app))
        assert server.commands == []
        assert "! " in head(app)


async def test_a_network_that_was_left_is_told(make_app: MakeApp, server: FakeServer, follow: Follow) -> None:
    server.open()
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open now" in head(app))
        server.networks = (CABLE, ITSELF)
        await follow(pilot, lambda: "! address lost" in head(app))
        assert "no longer 192.168.1.23" in advice(app)
        assert "phones: see why" in status(app)
        server.networks = (WIFI, ITSELF)
        await follow(pilot, lambda: "● open now" in head(app))


async def test_leaving_asks_what_becomes_of_phones(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("phones", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● ouvert" in head(app))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Que faire en quittant" in question(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert app.is_running
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Que faire en quittant" in question(app))
        await pilot.press("enter")
        await until(pilot, lambda: not app.is_running)
    wishes = server.ledger.wishes()
    assert wishes.is_open and wishes.closes_at is not None
    assert wishes.closes_at - server.clock.wall > 23 * 3600


async def test_leaving_can_close_and_going_home_asks_too(
    make_app: MakeApp, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "● open now" in head(app))
        await by_palette(pilot, "Home")
        await choose(pilot, "Close")
        await until(pilot, lambda: app.current_mode == "home")
    assert not server.ledger.wishes().is_open


async def test_the_code_beside_the_tables_follows_the_cursor(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow
) -> None:
    server.open()
    app = make_app("phones", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await follow(pilot, lambda: "● ouvert" in head(app))
        wishes = server.ledger.wishes()
        for table in places_of(workshop.state):
            url = address_of(wishes, Role.TABLE, table.id)
            await until(pilot, lambda url=url: phones(app).query_one(QrCode).text == url)
            await pilot.press("down")
        assert phones(app).query_one(QrCode).size == (33, 17)


async def test_a_rehearsal_and_a_file_that_can_only_be_read_are_refused(
    make_app: MakeApp, server: FakeServer, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.ui.phones.is_rehearsal", lambda _: True)
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await until(pilot, lambda: "closed" in head(app))
        await pilot.press("o")
        await until(pilot, lambda: any("rehearsal" in each.message for each in app._notifications))
    assert server.commands == [] and server.ledger.known() is None


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
async def test_hostile_topics_are_shown_as_they_are(
    make_app: MakeApp, workshop: Session, server: FakeServer, follow: Follow, hostile: Any
) -> None:
    table = tables(workshop.state)[0]
    change = Change(
        CafeTable.KIND, table.id, {"topic": hostile.text[:300].encode("utf-8", "replace").decode()}
    )
    workshop.save_now(Action("table.topic", (change,), screen="prepare"))
    server.open()
    server.see(table.id)
    app = make_app("phones", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await follow(pilot, lambda: "1 téléphone" in head(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not app.section_screen)
        await until(pilot, lambda: app.screen.query(QrCode) and app.screen.query_one(QrCode).size.width)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)


async def test_phones_are_in_the_menu_of_letters(make_app: MakeApp, server: FakeServer) -> None:
    app = make_app("capture", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.focused)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen.focused is not None)
        await pilot.press("t")
        await until(pilot, lambda: app.current_mode == "phones")
        await until(pilot, lambda: phones(app).focused is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "capture")


async def test_the_wifi_is_asked_for_once_and_kept_out_of_the_file(
    make_app: MakeApp, server: FakeServer, follow: Follow, workshop: Session
) -> None:
    app = make_app("phones", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "closed" in head(app))
        await pilot.press("w")
        await until(pilot, lambda: "name of the Wi-Fi" in question(app))
        await type_over(pilot, "Salle; du fond")
        await until(pilot, lambda: "Its password" in question(app))
        await type_over(pilot, "court")
        await until(pilot, lambda: "8 to 63" in str(app.screen.query_one("#error", Label).render()))
        await type_over(pilot, "sesame:ouvre-toi")
        await until(pilot, lambda: app.screen.query(QrCode) and app.screen.query_one(QrCode).text)
        assert app.screen.query_one(QrCode).text == r"WIFI:T:WPA;S:Salle\; du fond;P:sesame\:ouvre-toi;;"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)
        await pilot.press("w")
        await until(pilot, lambda: app.screen.query("#code") and app.screen.query_one(QrCode).text)
        await pilot.press("escape")
    files = [file for file in workshop.path.parent.iterdir() if file.name.startswith(workshop.path.name)]
    assert files and not any(b"sesame" in file.read_bytes() for file in files)
