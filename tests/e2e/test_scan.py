"""The whole way of a note: scanned from the screen, typed while nothing answers, there in the end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from atelier.services.collection.ledger import Ledger, Running
from tests.e2e.browser import HOST, Browser
from tests.e2e.conftest import ATELIER, OpenPhone, OpenTerminal
from tests.e2e.phone_page import lines, note, wait_empty, wait_line
from tests.e2e.phones_window import cells, show_phones, until, wish_for_phones
from tests.e2e.tmux import Tmux
from tests.qr_reading import needs_zbar, read_code, write_png

pytestmark = pytest.mark.e2e

WORDS = {
    "fr": {"heading": "Pistes", "here": "sur ce téléphone", "received": "bien reçu ✓"},
    "en": {"heading": "Actions", "here": "on this phone", "received": "received ✓"},
}


@pytest.fixture
def ledger(tmp_path: Path, lang: str) -> Iterator[tuple[Path, Ledger]]:
    """A workshop and what this computer remembers of its collection; its server is ended after the test."""
    path, home = tmp_path / "café.atelier", tmp_path / "home"
    environ = {**os.environ, "ATELIER_HOME": str(home), "ATELIER_LANG": lang}
    subprocess.run([*ATELIER, "new", str(path)], env=environ, check=True, capture_output=True)
    # A page on 127.0.0.1 may do what none on a local network may: phones come by another name
    found = wish_for_phones(path, home, HOST)
    yield path, found
    running = found.running()
    if running is not None:
        os.kill(running.pid, signal.SIGTERM)


@needs_zbar
@pytest.mark.parametrize(("lang", "width"), [("fr", 390), ("en", 320)])
async def test_what_is_typed_arrives_whatever_fails(
    open_terminal: OpenTerminal,
    phone: OpenPhone,
    ledger: tuple[Path, Ledger],
    tmp_path: Path,
    lang: str,
    width: int,
) -> None:
    path, book = ledger
    words = WORDS[lang]
    terminal = open_terminal(80, 24, lang=lang, COLORTERM="truecolor")
    terminal.start([*ATELIER, "open", str(path)])
    terminal.wait("F3")
    start_round(terminal)
    show_phones(terminal)
    url = scanned(terminal, tmp_path)

    async with phone(width=width, language=lang) as browser:
        await browser.open(url)
        assert await browser.run("isSecureContext") is False
        await browser.wait("document.querySelector('#net.online')")
        await note(browser, "avant la panne", words["heading"])
        await wait_line(browser, "avant la panne", words["received"])

        # The program is gone, and nobody starts the server again
        os.kill(terminal.child(), signal.SIGKILL)
        os.kill(living(book).pid, signal.SIGKILL)
        await note(browser, "pendant la panne, « à côté » & loin")
        await note(browser, "une autre idée")
        await wait_line(browser, "une autre idée", words["here"])
        assert await fits(browser, width)

    async with phone(width=width, language=lang) as browser:
        await browser.open(url)
        await wait_line(browser, "pendant la panne", words["here"])
        await note(browser, "après le redémarrage du téléphone")
        await wait_line(browser, "après le redémarrage", words["here"])

        terminal = open_terminal(80, 24, lang=lang)
        terminal.start([*ATELIER, "open", str(path)])
        terminal.wait("1 téléphone|1 phone")
        await wait_empty(browser, seconds=60)
        for text in ("avant la panne", "pendant la panne", "une autre idée", "après le redémarrage"):
            await wait_line(browser, text, words["received"])
        assert len(await lines(browser)) == 4
        assert browser.troubles == []

    found = _status(path)
    assert found["counts"]["notes"] == 4
    (cell,) = (each for each in found["coverage"] if each["notes"])
    assert (cell["table"], cell["round"], cell["group"], cell["heading"]) == (1, 1, "A", "pistes")
    terminal.wait(r"(Pistes|Actions)\s4")


def start_round(terminal: Tmux) -> None:
    """Start the workshop and come to the first round."""
    terminal.press("F3")
    terminal.wait("pas commencé|not started")
    terminal.press("d")
    terminal.wait("Pas encore|Not yet")
    terminal.press("Down", "Enter")
    terminal.wait_gone("pas commencé|not started")
    for _ in range(40):
        if re.search("Tour 1|Round 1", terminal.screen().splitlines()[0]):
            return
        terminal.press("n")
        time.sleep(1.1)
    raise AssertionError(terminal.screen())


def scanned(terminal: Tmux, folder: Path) -> str:
    """The address that a phone reads from the window, under the name that phones of the test come by."""
    terminal.press("Enter")
    shown = terminal.wait(r"http://[0-9.]+:\d+/[A-Z2-7]{20}")
    found = re.search(r"http://\S+", shown)
    assert found is not None
    until(lambda: read_code(write_png(cells(terminal), folder / "code.png")).strip() == found[0].upper())
    address = urlsplit(found[0])
    return f"http://{HOST}:{address.port}{address.path}"


def living(book: Ledger) -> Running:
    """The server, once it says that it lives."""
    until(lambda: book.running() is not None)
    running = book.running()
    assert running is not None
    return running


async def fits(browser: Browser, width: int) -> bool:
    """Whether nothing stands beyond the edge of the screen."""
    return bool(await browser.run(f"document.documentElement.scrollWidth <= {width}"))


def _status(path: Path) -> dict[str, Any]:
    done = subprocess.run([*ATELIER, "status", str(path), "--json"], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
