"""What people do on the page of a table, with one thumb."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.e2e.browser import HOST, Browser
from tests.e2e.fake_capture import FakeCapture


async def scan(browser: Browser, capture: FakeCapture) -> None:
    """Open the page of the table; it has heard what the server knows."""
    await browser.open(capture.url(HOST))
    await browser.wait("document.querySelector('#net.online')")


async def note(browser: Browser, text: str, heading: str = "") -> None:
    """Write a note and send it by the key of the keyboard."""
    if heading:
        await browser.tap_text(heading, "#headings span")
    await browser.tap("textarea")
    await browser.type(text)
    await browser.press("Enter")


async def lines(browser: Browser) -> list[str]:
    """What each note says, with what is known of it."""
    found = await browser.run("[...document.querySelectorAll('#notes li')].map(each => each.innerText)")
    return [line.replace("\u00a0", " ") for line in found]


async def wait_line(browser: Browser, text: str, state: str, *, seconds: float = 15.0) -> None:
    """Wait until the note with this text is in this state."""
    end = time.monotonic() + seconds
    while not any(text in line and state in line for line in await lines(browser)):
        assert time.monotonic() < end, f"{text!r} is never {state!r}:\n{await browser.text()}"
        await asyncio.sleep(0.03)


async def queue(browser: Browser) -> dict[str, Any]:
    """What the phone keeps: notes and changes by the end of their keys."""
    found = await browser.run(
        "Object.fromEntries(Object.keys(localStorage).filter(key => /^atelier:\\w+:[ne]:/.test(key))"
        ".map(key => [key.split(':').slice(2).join(':'), JSON.parse(localStorage[key])]))"
    )
    return dict(found)


async def wait_empty(browser: Browser, *, seconds: float = 30.0) -> None:
    """Wait until everything left the phone."""
    await browser.wait(
        "!Object.keys(localStorage).some(key => /^atelier:\\w+:[ne]:/.test(key))", seconds=seconds
    )


async def value(browser: Browser) -> str:
    """What is in the field."""
    return str(await browser.run("document.querySelector('textarea').value"))


async def correct(browser: Browser, selector: str = "#notes button") -> None:
    """Begin to correct a note: tap until the form is about it, for lines move as news comes."""
    for _ in range(10):
        await browser.tap_text("Modifier", selector)
        for _ in range(20):
            if await browser.run("!document.querySelector('#aim').hidden"):
                return
            await asyncio.sleep(0.05)
    raise AssertionError(f"nothing is being corrected:\n{await browser.text()}")
