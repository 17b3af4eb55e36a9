"""The codes of the dots and of the room screen, and how the room screen is shown as a page."""

from __future__ import annotations

import pytest

from atelier.config import Places
from atelier.services.collection.access import Role
from atelier.services.collection.addresses import address_of, spelled
from atelier.services.collection.ledger import Ledger
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.phones.page_code import PageCode, ask_room_page
from atelier.ui.screens.run.dots_list import DotsList
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import NARROW, WIDE, choose, said
from tests.ui.steering import until


def shown(app: AtelierApp) -> str:
    """All that stands on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.fixture
def ledger(second_round: Session, places: Places) -> Ledger:
    """What this computer remembers of the collection."""
    return Ledger(places, second_round.state.workshop.id)


@pytest.mark.parametrize(("role", "title"), [(Role.DOTS, "Gommettes"), (Role.ROOM, "Écran de salle")])
async def test_a_code_has_its_address_in_clear(
    make_app: MakeApp, second_round: Session, ledger: Ledger, role: Role, title: str
) -> None:
    wishes = ledger.change(takes_dots=True, shows_room=True)
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        code = PageCode(role)
        await app.push_screen(code)
        await until(pilot, lambda: spelled(address_of(wishes, role)) in shown(app))
        assert title in shown(app)
        assert code.text() == address_of(wishes, role)
        # Nothing serves it here
        assert "fermé pour l’instant" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not code)


async def test_the_code_of_the_dots_wants_an_open_vote_then_open_phones(
    make_app: MakeApp, second_round: Session, ledger: Ledger
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        await pilot.press("q")
        await until(pilot, lambda: any("Open the vote first" in text for text in said(app)))
        ledger.change(takes_dots=True)
        await pilot.press("q")
        await until(pilot, lambda: app.current_mode == "phones")
        assert not isinstance(app.screen, DotsList)


async def test_the_room_screen_is_shown_as_a_page_and_no_longer(
    make_app: MakeApp, second_round: Session, ledger: Ledger
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        app.run_worker(ask_room_page(app))
        await until(pilot, lambda: isinstance(app.screen, PageCode))
        assert ledger.wishes().shows_room
        assert "F11" in shown(app)
        await pilot.press("escape")
        app.run_worker(ask_room_page(app))
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await choose(pilot, "No longer")
        await until(pilot, lambda: not ledger.wishes().shows_room)
        assert not isinstance(app.screen, PageCode)
