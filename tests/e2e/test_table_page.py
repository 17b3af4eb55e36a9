"""A phone on the page of its table, whatever happens to the network, the server and the browser."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from aiohttp import web

from tests.e2e.browser import HOST
from tests.e2e.conftest import OpenPhone
from tests.e2e.fake_capture import FakeCapture
from tests.e2e.phone_page import correct, lines, note, queue, scan, value, wait_empty, wait_line

pytestmark = pytest.mark.e2e


def notes_only(request: web.Request) -> bool:
    """Whether a request brings notes."""
    return request.path.endswith("/notes")


async def test_a_note_takes_two_taps_and_is_received(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        assert await browser.run("isSecureContext") is False
        asked = [each["url"] for each in browser.requests]
        assert len(asked) <= 2 and all(HOST in url for url in asked), asked
        assert 0 < sum(browser.sizes.values()) <= 17_000
        await note(browser, "des stands au marché", "Pistes")
        await wait_line(browser, "des stands au marché", "bien reçu ✓")
        # The heading stays: the next one needs none
        await note(browser, "un recueil simple")
        await wait_line(browser, "un recueil simple", "bien reçu ✓")
        rows = list(capture.rows.values())
        assert [(row["heading"], row["round"], row["group"]) for row in rows] == [("pistes", 2, "B")] * 2
        assert await queue(browser) == {}
        assert "envoyé" not in (await browser.text()).lower()
        assert browser.troubles == []


async def test_a_dead_server_and_a_new_browser_cost_nothing(phone: OpenPhone, capture: FakeCapture) -> None:
    typed = ["boîte à idées", "café des usagers", "« recueil » & <b>suivi</b>"]
    async with phone() as browser:
        await scan(browser, capture)
        await capture.stop()
        for text in typed:
            await note(browser, text, "Constats" if text == typed[0] else "")
        await wait_line(browser, typed[-1], "sur ce téléphone")
        await browser.wait_text("#net", "Hors connexion")
        assert "3 notes gardées sur ce téléphone" in await browser.text("#net")
    async with phone() as browser:
        # Nothing listens any more: the page comes from what the browser kept of it
        await browser.open(capture.url(HOST))
        await wait_line(browser, typed[0], "sur ce téléphone")
        assert len(await lines(browser)) == 3
        assert "groupe B" in await browser.text("header")
        await browser.tap("textarea")
        await note(browser, "et une de plus")
        await capture.start()
        for text in (*typed, "et une de plus"):
            await wait_line(browser, text, "bien reçu ✓", seconds=40)
        await wait_empty(browser)
        assert sorted(row["text"] for row in capture.rows.values()) == sorted([*typed, "et une de plus"])
        assert browser.troubles == []


async def test_half_of_the_answers_are_lost_after_the_commit(phone: OpenPhone, capture: FakeCapture) -> None:
    turns = itertools.count()
    capture.fault = lambda request: "after" if notes_only(request) and next(turns) % 2 == 0 else ""
    async with phone() as browser:
        await scan(browser, capture)
        for number in range(8):
            await note(browser, f"idée {number}", "Pistes" if not number else "")
        await wait_empty(browser, seconds=60)
        for number in range(8):
            await wait_line(browser, f"idée {number}", "bien reçu ✓")
        assert sorted(row["text"] for row in capture.rows.values()) == [f"idée {n}" for n in range(8)]
        assert len(await lines(browser)) == 8


async def test_a_refused_note_is_kept_with_the_reason_and_can_be_corrected(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    capture.judge = lambda row: "Cette rubrique n’existe plus." if row["heading"] == "constats" else ""
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "à ranger ailleurs", "Constats")
        await wait_line(browser, "à ranger ailleurs", "à corriger : Cette rubrique n’existe plus.")
        await asyncio.sleep(0.5)
        batches = len(capture.batches)
        assert next(iter((await queue(browser)).values()))["why"]
        await note(browser, "une bonne", "Pistes")
        await wait_line(browser, "une bonne", "bien reçu ✓")
        assert len(capture.batches) == batches + 1, "what was refused is not sent for ever"
        await correct(browser, "#notes li.fix button")
        await browser.tap_text("Conditions", "#headings span")
        await browser.press("Enter")
        await browser.tap_text("Ajouter", "form button")
        await wait_line(browser, "à ranger ailleurs", "bien reçu ✓")
        await wait_empty(browser)
        await note(browser, "à oublier", "Constats")
        await wait_line(browser, "à oublier", "à corriger")
        await correct(browser, "#notes li.fix button")
        await browser.tap_text("Supprimer", "#aim button")
        await wait_empty(browser)
        assert not any("à oublier" in line for line in await lines(browser))
        assert {row["text"]: row["heading"] for row in capture.rows.values()} == {
            "à ranger ailleurs": "conditions",
            "une bonne": "pistes",
        }


async def test_the_round_changes_while_a_note_waits(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "dite à temps", "Pistes")
        await wait_line(browser, "dite à temps", "bien reçu ✓")
        await capture.stop()
        await note(browser, "du groupe B")
        await wait_line(browser, "du groupe B", "sur ce téléphone")
        capture.state["awaited"] = {"round": 3, "groups": [{"group": "C", "group_name": ""}]}
        await capture.start()
        await browser.wait_text("#bars", "Le groupe C est installé ?", seconds=30)
        await wait_line(browser, "du groupe B", "bien reçu ✓")
        await note(browser, "encore du groupe B")
        await wait_line(browser, "encore du groupe B", "bien reçu ✓")
        assert "groupe B" in await browser.text("#cell")
        await browser.tap_text("Oui, installé")
        await browser.wait_text("#cell", "groupe C")
        await note(browser, "du groupe C")
        await wait_line(browser, "du groupe C", "bien reçu ✓")
        placed = {row["text"]: (row["round"], row["group"]) for row in capture.rows.values()}
        assert placed == {
            "dite à temps": (2, "B"),
            "du groupe B": (2, "B"),
            "encore du groupe B": (2, "B"),
            "du groupe C": (3, "C"),
        }
        assert browser.troubles == []


async def test_a_yes_without_the_server_counts_at_once_and_is_told_later(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    capture.state["awaited"] = {"round": 3, "groups": [{"group": "C", "group_name": ""}]}
    async with phone() as browser:
        await scan(browser, capture)
        await browser.wait_text("#bars", "groupe C")
        await capture.stop()
        await browser.tap_text("Oui, installé")
        await note(browser, "arrivé sans réseau", "Pistes")
        await wait_line(browser, "arrivé sans réseau", "sur ce téléphone")
        await capture.start()
        await wait_line(browser, "arrivé sans réseau", "bien reçu ✓", seconds=30)
        await browser.wait_text("#cell", "groupe C")
        assert [(row["round"], row["group"]) for row in capture.rows.values()] == [(3, "C")]
        for _ in range(100):
            if capture.state["here"]["group"] == "C":
                break
            await asyncio.sleep(0.05)
        assert capture.state["here"]["group"] == "C"


@pytest.mark.parametrize("status", ["404", "421"])
async def test_an_address_that_is_no_longer_valid_keeps_everything(
    phone: OpenPhone, capture: FakeCapture, status: str
) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        capture.fault = lambda request: status
        await note(browser, "première", "Pistes")
        await note(browser, "deuxième")
        await browser.wait_text("#bars", "Vos 2 notes sont encore ici")
        assert "scannez de nouveau le QR de la table" in await browser.text("#bars")
        assert len(await queue(browser)) == 2
        await note(browser, "troisième")
        await browser.wait_text("#bars", "Vos 3 notes")
        capture.fault = lambda request: ""
        await wait_empty(browser, seconds=40)
        assert len(capture.rows) == 3


async def test_a_body_that_cannot_be_read_is_sent_again_note_by_note(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await capture.stop()
        for text in ("bonne", "poison", "bonne aussi"):
            await note(browser, text, "Pistes" if text == "bonne" else "")

        async def is_poisoned(request: web.Request) -> bool:
            return "poison" in await request.text()

        capture.reads = is_poisoned
        await capture.start()
        await wait_line(browser, "bonne aussi", "bien reçu ✓", seconds=30)
        await wait_line(browser, "poison", "à corriger : Note illisible")
        assert sorted(row["text"] for row in capture.rows.values()) == ["bonne", "bonne aussi"]
        assert len(await queue(browser)) == 1


async def test_a_server_that_is_asked_too_much_is_left_alone_for_as_long_as_it_says(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        capture.fault = lambda request: "429" if notes_only(request) else ""
        before = len(capture.asked)
        await note(browser, "patience", "Pistes")
        await asyncio.sleep(1.5)
        assert capture.asked[before:] == [("POST", "notes")]
        capture.fault = lambda request: ""
        await wait_line(browser, "patience", "bien reçu ✓")


async def test_two_windows_of_one_phone_do_not_fight(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await capture.stop()
        await note(browser, "de la première", "Pistes")
        await wait_line(browser, "de la première", "sur ce téléphone")
        other = await browser.other(capture.url(HOST))
        await wait_line(other, "de la première", "sur ce téléphone")
        await note(other, "de la seconde", "Constats")
        await wait_line(browser, "de la seconde", "sur ce téléphone")
        await capture.start()
        for window in (browser, other):
            for text in ("de la première", "de la seconde"):
                await wait_line(window, text, "bien reçu ✓", seconds=40)
        await wait_empty(browser)
        assert sorted(row["text"] for row in capture.rows.values()) == ["de la première", "de la seconde"]
        assert await value(browser) == ""
        assert browser.troubles + other.troubles == []
