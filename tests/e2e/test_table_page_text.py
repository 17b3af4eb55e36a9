"""What is typed on the page of a table: changed, removed, linked, exported, and never more than text."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.hostile import HOSTILE
from tests.e2e.conftest import OpenPhone
from tests.e2e.fake_capture import FakeCapture
from tests.e2e.phone_page import correct, lines, note, queue, scan, value, wait_empty, wait_line

pytestmark = pytest.mark.e2e

NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
)
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"


async def test_own_notes_are_changed_and_removed(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "une faute dee frappe", "Pistes")
        await wait_line(browser, "une faute", "bien reçu ✓")
        await browser.tap("textarea")
        await browser.type("pas encore finie")
        await correct(browser)
        assert await value(browser) == "une faute dee frappe"
        await browser.run("document.querySelector('textarea').select()")
        await browser.type("une faute de frappe")
        await browser.tap_text("Conditions", "#headings span")
        await browser.tap_text("Idée phare", "p label span")
        await browser.tap_text("Ajouter", "form button")
        await wait_line(browser, "une faute de frappe", "bien reçu ✓")
        await wait_empty(browser)
        row = next(iter(capture.rows.values()))
        assert (row["text"], row["heading"], row["star"]) == ("une faute de frappe", "conditions", True)
        assert await value(browser) == "pas encore finie", "what was being typed waits for its turn"
        assert await browser.run("document.querySelector('[value=pistes]').checked"), "so does its heading"

        await correct(browser)
        await browser.tap_text("Supprimer", "#aim button")
        await browser.tap_text("Annuler", "#notes button")
        await wait_line(browser, "une faute de frappe", "bien reçu ✓")
        await correct(browser)
        await browser.tap_text("Supprimer", "#aim button")
        await browser.wait_text("#notes", "Note supprimée")
        await browser.wait("!document.querySelector('#notes li')")
        await wait_empty(browser)
        assert next(iter(capture.rows.values()))["removed"] is True
        assert browser.troubles == []


async def test_changes_without_a_server_arrive_in_their_order(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "un", "Pistes")
        await wait_line(browser, "un", "bien reçu ✓")
        await capture.stop()
        for text in ("deux", "trois"):
            await correct(browser)
            await browser.run("document.querySelector('textarea').select()")
            await browser.type(text)
            await browser.press("Enter")
            await wait_line(browser, text, "sur ce téléphone")
        await note(browser, "retirée avant d’arriver")
        await correct(browser, "#notes li:last-child button")
        await browser.tap_text("Supprimer", "#aim button")
        await browser.wait("document.querySelectorAll('#notes li').length === 1")
        await capture.start()
        await wait_line(browser, "trois", "bien reçu ✓", seconds=40)
        await wait_empty(browser)
        assert {row["text"]: row.get("removed") for row in capture.rows.values()} == {
            "trois": None,
            "retirée avant d’arriver": True,
        }
        assert [edit["was"] for edit in capture.edits.values() if "was" in edit] == ["un", "deux"]


async def test_a_refused_change_is_kept_and_can_be_corrected(phone: OpenPhone, capture: FakeCapture) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "bonne", "Pistes")
        await wait_line(browser, "bonne", "bien reçu ✓")
        capture.judge = lambda row: "Pas ce mot." if "mauvaise" in row.get("text", "") else ""
        for text in ("mauvaise", "meilleure"):
            await correct(browser)
            await browser.run("document.querySelector('textarea').select()")
            await browser.type(text)
            await browser.press("Enter")
            await wait_line(
                browser, text, "à corriger : Pas ce mot." if text == "mauvaise" else "bien reçu ✓"
            )
        await wait_empty(browser)
        assert [row["text"] for row in capture.rows.values()] == ["meilleure"]
        assert [edit["was"] for edit in capture.edits.values()] == ["bonne"]


async def test_a_note_answers_what_an_earlier_group_said(phone: OpenPhone, capture: FakeCapture) -> None:
    earlier = {
        "note": "n1",
        "round": 1,
        "group": "A",
        "heading": "pistes",
        "text": "aller au marché",
        "star": True,
    }
    capture.state["said"] = [earlier]
    async with phone() as browser:
        await scan(browser, capture)
        await browser.tap_text("Déjà dit à cette table (1)", "summary")
        await browser.tap_text("aller au marché", "#earlier summary")
        await browser.tap_text("nuance", "#earlier button")
        await browser.wait_text("#aim", "nuance « aller au marché »")
        await browser.type("pas perdu")
        await browser.tap_text("Annuler", "#aim button")
        await browser.wait("document.querySelector('#aim').hidden")
        assert await value(browser) == "pas perdu", "only the link is given up"
        await browser.run("document.querySelector('textarea').select()")
        await browser.tap_text("nuance", "#earlier button")
        await note(browser, "mais pas le samedi", "Conditions")
        await wait_line(browser, "mais pas le samedi", "bien reçu ✓")
        row = next(iter(capture.rows.values()))
        assert (row["link_to"], row["link_kind"]) == ("n1", "nuances")
        await note(browser, "la suivante ne répond à rien")
        await wait_line(browser, "la suivante", "bien reçu ✓")
        assert "link_to" not in list(capture.rows.values())[1]


async def test_messages_help_and_the_pause_are_shown(phone: OpenPhone, capture: FakeCapture) -> None:
    capture.state["messages"] = [{"id": "m1", "text": "Cinq minutes !", "at": ""}]
    async with phone() as browser:
        await scan(browser, capture)
        await browser.wait_text("#bars", "Cinq minutes !")
        await browser.tap("#bars button")
        await browser.wait("!document.querySelector('#bars').innerText")
        await browser.tap_text("Besoin d’aide")
        await browser.wait_text("#help", "Aide appelée ✓")
        assert capture.state["help"]["on"]
        capture.state["help"] = {"on": False, "answered": True}
        capture.state["clock"] = {"state": "paused", "remaining_s": 95.0}
        await note(browser, "pendant la pause", "Pistes")
        await browser.wait_text("#help", "On arrive ✓")
        await browser.wait_text("#clock", "en pause, reste 1:35")
        await scan(browser, capture)
        assert "Cinq minutes" not in await browser.text(), "what was closed stays closed"
        await capture.stop()
        await browser.tap_text("On arrive")
        await browser.wait_text("#help", "levez la main")


@pytest.mark.parametrize("broken", [NO_STORAGE, FULL_STORAGE], ids=["blocked", "full"])
async def test_a_phone_that_keeps_nothing_says_so_and_the_text_stays(
    phone: OpenPhone, capture: FakeCapture, broken: str
) -> None:
    async with phone() as browser:
        await browser.call("Page.addScriptToEvaluateOnNewDocument", source=broken)
        await scan(browser, capture)
        await note(browser, "reçue tout de suite", "Pistes")
        await wait_line(browser, "reçue tout de suite", "bien reçu ✓")
        assert await value(browser) == ""
        await capture.stop()
        await note(browser, "à garder", "")
        await browser.wait_text("#bars", "Ce téléphone ne garde rien")
        assert await value(browser) == "à garder"
        assert not any("à garder" in line for line in await lines(browser)), (
            "nothing pretends that it is kept"
        )
        await browser.press("Enter")
        await browser.press("Enter")
        await capture.start()
        await wait_line(browser, "à garder", "bien reçu ✓", seconds=40)
        assert await value(browser) == ""
        assert sorted(row["text"] for row in capture.rows.values()) == ["reçue tout de suite", "à garder"]
        assert browser.troubles == []


async def test_what_is_too_long_or_has_no_heading_stays_in_the_field(
    phone: OpenPhone, capture: FakeCapture
) -> None:
    async with phone() as browser:
        await scan(browser, capture)
        await note(browser, "sans rubrique")
        await browser.wait_text("#trouble", "Choisissez d’abord une rubrique")
        assert await value(browser) == "sans rubrique"
        await browser.tap_text("Pistes", "#headings span")
        await browser.run("document.querySelector('textarea').value = 'é'.repeat(2001)")
        await browser.tap("textarea")
        await browser.press("Enter")
        await browser.wait_text("#trouble", "2 000 caractères au plus")
        assert len(await value(browser)) == 2001
        await browser.run("document.querySelector('textarea').value = '👩‍👩‍👧'.repeat(400)")
        await browser.press("Enter")
        await wait_line(browser, "👩‍👩‍👧", "bien reçu ✓")


async def test_hostile_texts_are_only_ever_text(phone: OpenPhone, capture: FakeCapture) -> None:
    texts = [each.text for each in HOSTILE]
    sent = [text.encode("utf-8", "replace").decode() for text in texts if text.strip() and len(text) <= 2000]
    async with phone() as browser:
        await scan(browser, capture)
        await browser.tap_text("Pistes", "#headings span")
        for text in sent:
            await browser.run(f"document.querySelector('textarea').value = {json.dumps(text)}")
            await browser.tap_text("Ajouter", "form button")
        await wait_empty(browser, seconds=60)
        assert len(capture.rows) >= 0.9 * len(sent)
        capture.state["said"] = [
            {"note": f"s{n}", "round": 1, "group": "A", "heading": text[:40], "text": text, "star": False}
            for n, text in enumerate(sent[:200])
        ]
        capture.state["messages"] = [{"id": "m", "text": sent[0] + "<img src=x onerror=alert(1)>", "at": ""}]
        capture.state["topic"] = "</script><script>window.hit = 1</script><b onclick=x>"
        capture.state["question"] = "<!--<script>$style {{}} &lt;"
        await scan(browser, capture)
        await browser.wait_text("h2", "</script><script>window.hit = 1</script>")
        await browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        alive = ", ".join(
            f"body {tag}" for tag in ("[onclick]", "img", "main a", "main script", "iframe", "svg")
        )
        assert await browser.run(f"document.querySelectorAll('{alive}').length") == 0
        assert await browser.run("typeof window.hit") == "undefined"
        assert await browser.run("document.documentElement.scrollWidth <= innerWidth")
        shown = await browser.run(
            "[...document.querySelectorAll('#notes li p')].map(each => each.textContent)"
        )
        assert set(shown) == {row["text"] for row in capture.rows.values()}
        assert browser.troubles == []
        assert await browser.run("1 + 1") == 2


async def test_exported_notes_can_be_imported_once(
    phone: OpenPhone, capture: FakeCapture, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()

    def atelier(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "atelier", *words],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        return done.stdout

    workshop = str(tmp_path / "demo.atelier")
    atelier("new", workshop, "--format", "coll-occ", "--title", "Essai", "--tables", "2")
    async with phone() as browser:
        await browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        await scan(browser, capture)
        await capture.stop()
        await note(browser, 'gardée, avec « é » et "guillemets"', "Pistes")
        await note(browser, "<b>une autre</b>")
        await wait_line(browser, "une autre", "sur ce téléphone")
        waiting = await queue(browser)
        await browser.tap_text("Exporter mes notes")
        for _ in range(100):
            if found := list(folder.glob("*.jsonl")):
                break
            await asyncio.sleep(0.05)
        file = found[0]
        assert file.name == "atelier-table-1.jsonl"
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert {row["id"] for row in rows} == {each["id"] for each in waiting.values()}
        assert all(
            not set(row) - {"id", "table", "round", "group", "heading", "text", "star", "written_at"}
            for row in rows
        )
        await capture.start()
        await wait_empty(browser, seconds=40)
    assert json.loads(atelier("import", workshop, str(file)))["added"] == 2
    assert json.loads(atelier("import", workshop, str(file))) == {"added": 0, "known": 2, "bad": []}
