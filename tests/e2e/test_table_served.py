"""The page of a table, from the real capture server to the workshop's file."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.data.hostile import HOSTILE
from tests.e2e.browser import HOST
from tests.e2e.conftest import ATELIER, OpenPhone
from tests.e2e.phone_page import correct, note, wait_empty, wait_line

pytestmark = pytest.mark.e2e


@dataclass
class Served:
    """A workshop that is open to phones; its server can be killed and started again."""

    file: Path
    port: int
    process: subprocess.Popen[str] | None = None
    urls: dict[int, str] = field(default_factory=dict)

    def start(self) -> None:
        """Open it."""
        words = [*ATELIER, "serve", str(self.file), "--port", str(self.port), "--allow-host", HOST, "--json"]
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        said = json.loads(self.process.stdout.readline())
        self.urls = {page["table"]: page["url"].replace("127.0.0.1", HOST) for page in said["pages"]}

    def kill(self) -> None:
        """End its server in the middle of whatever it does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
        self.process = None

    def notes(self) -> list[tuple[str, str, int]]:
        """The text of each note in the file, where it came from, and whether it was removed."""
        with closing(sqlite3.connect(self.file)) as database:
            return database.execute(
                "SELECT text, origin, deleted FROM note ORDER BY written_at, id"
            ).fetchall()


def atelier(*words: str) -> str:
    """What a command says."""
    return subprocess.run([*ATELIER, *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A new workshop of two tables."""
    file = tmp_path / "cafe.atelier"
    atelier("new", str(file), "--format", "coll-occ", "--title", "Café & <b>soins</b>", "--tables", "2")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = Served(file, port)
    found.start()
    yield found
    if found.process is not None:
        found.kill()


async def test_what_is_typed_is_in_the_file_exactly_once(
    phone: OpenPhone, served: Served, tmp_path: Path
) -> None:
    folder = tmp_path / "downloads"
    async with phone() as browser:
        await browser.open(served.urls[1])
        await browser.wait("document.querySelector('#net.online')")
        total = sum(browser.sizes.values())
        assert len(browser.requests) <= 2 and total <= 15_360, (browser.requests, total)
        await note(browser, "avant la panne", "Pistes")
        await wait_line(browser, "avant la panne", "bien reçu ✓")
        await browser.wait(
            "Object.keys(localStorage).some(key => /:state$/.test(key) && /avant/.test(localStorage[key]))"
        )
        served.kill()
        for text in ("pendant la panne", "« œuvre » & Cie"):
            await note(browser, text)
            await wait_line(browser, text, "sur ce téléphone")
    async with phone() as browser:
        await browser.open(served.urls[1])
        await wait_line(browser, "« œuvre » & Cie", "sur ce téléphone")
        await note(browser, "après un nouveau départ")
        await browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        await browser.tap_text("Exporter mes notes")
        for _ in range(100):
            if list(folder.glob("*.jsonl")):
                break
            await asyncio.sleep(0.05)
        served.start()
        await wait_empty(browser, seconds=60)
        await wait_line(browser, "après un nouveau départ", "bien reçu ✓")
        # Another phone at the table finds everything, and goes on
        async with phone(profile="other") as other:
            await other.open(served.urls[1])
            await wait_line(other, "pendant la panne", "bien reçu ✓")
            await correct(other, "#notes li:first-child button")
            await other.run("document.querySelector('textarea').select()")
            await other.type("avant la panne, corrigé")
            await other.press("Enter")
            await wait_line(other, "avant la panne, corrigé", "bien reçu ✓")
        await wait_line(browser, "avant la panne, corrigé", "bien reçu ✓")
        await correct(browser, "#notes li:last-child button")
        await browser.tap_text("Supprimer", "#aim button")
        await wait_empty(browser)
        assert browser.troubles == []
    assert served.notes() == [
        ("avant la panne, corrigé", "phone", 0),
        ("pendant la panne", "phone", 0),
        ("« œuvre » & Cie", "phone", 0),
        ("après un nouveau départ", "phone", 1),
    ]
    exported = next(folder.glob("*.jsonl"))
    said = json.loads(atelier("import", str(served.file), str(exported)))
    assert said == {"added": 0, "known": 4, "bad": []}


async def test_hostile_texts_come_back_as_text(phone: OpenPhone, served: Served) -> None:
    async with phone() as browser:
        await browser.open(served.urls[2])
        await browser.wait("document.querySelector('#net.online')")
        await browser.tap_text("Constats", "#headings span")
        for each in HOSTILE:
            if each.text.strip() and len(each.text) <= 2000:
                text = each.text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
                await browser.run(f"document.querySelector('textarea').value = {json.dumps(text)}")
                await browser.tap_text("Ajouter", "form button")
        await browser.wait(
            "Object.keys(localStorage).every(key => !/:n:/.test(key) || JSON.parse(localStorage[key]).why)",
            seconds=60,
        )
        kept = {text for text, _, _ in served.notes()}
        wanted = {each.text for each in HOSTILE if each.expect == "kept" and len(each.text) <= 2000}
        assert {text for text in wanted if text not in kept and text.strip() not in kept} == set()
        await browser.open(served.urls[2])
        await browser.wait("document.querySelectorAll('#notes li').length > 20")
        alive = "body [onclick], img, main a, main script, iframe, svg"
        assert await browser.run(f"document.querySelectorAll('{alive}').length") == 0
        assert await browser.run("document.documentElement.scrollWidth <= innerWidth")
        assert browser.troubles == []


async def test_the_form_without_scripts_writes_notes_too(phone: OpenPhone, served: Served) -> None:
    async with phone(width=320, height=640) as browser:
        await browser.call("Emulation.setScriptExecutionDisabled", value=True)
        await browser.open(served.urls[1])
        assert await browser.text("noscript a") == "Utiliser le formulaire simple"
        await browser.open(served.urls[1] + "/simple")
        await browser.tap("textarea")
        await browser.type("sans aucun script")
        await browser.tap("#headings label:nth-child(2)")
        await browser.tap("form p button")
        await browser.wait_text("#bars", "bien reçu ✓")
        assert "sans aucun script" in await browser.text("ul")
    assert served.notes() == [("sans aucun script", "phone", 0)]
