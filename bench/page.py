"""The page of a table in a real browser the size of a phone, its processor slowed down four times.

    python bench/page.py [ROUNDS]

A server of the same machine answers at once and commits nothing: what is measured is the page. Beside it, in
the same run and turn by turn, an empty page with one field, and a request made by hand. Goals: at most 15 kB
in at most 2 requests, the first input usable within 300 ms, a note received within 100 ms of the key.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aiohttp import web
from tests.e2e.browser import CHROMIUM, HOST, Browser
from tests.e2e.fake_capture import FakeCapture

SLOWER: Final = 4
NOTES_THERE: Final = 100
"""Notes that the table has already."""
WATCH: Final = """
document.addEventListener('DOMContentLoaded', () => {
  const field = document.querySelector('textarea, input')
  field.focus()
  window.usable = performance.now()
})
"""
SEND: Final = """
new Promise(done => {
  const field = document.querySelector('textarea')
  const text = 'mesure ' + Math.random()
  const key = name => new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true})
  field.focus()
  field.value = text
  const start = performance.now()
  field.dispatchEvent(key('Enter'))
  const look = () => {
    const line = [...document.querySelectorAll('#notes li')].find(each => each.textContent.includes(text))
    if (line && line.className === 'ok') requestAnimationFrame(() => done(performance.now() - start))
    else setTimeout(look, 1)
  }
  look()
})
"""
POST: Final = """
(async () => {
  const start = performance.now()
  const line = document.createElement('p')
  await (await fetch('/', {method: 'POST', body: JSON.stringify({text: 'mesure'})})).text()
  line.textContent = 'mesure'
  document.body.append(line)
  return new Promise(done => requestAnimationFrame(() => done(performance.now() - start)))
})()
"""
EMPTY: Final = "<!doctype html><meta charset=utf-8><title>empty</title><input>"


async def main() -> None:
    """Measure as many times as the command line says."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    if CHROMIUM is None:
        sys.exit("chromium is missing")
    usable: dict[str, list[float]] = {"page": [], "again, from the cache": [], "an empty page": []}
    sent: list[float] = []
    posted: list[float] = []
    sizes: list[int] = []
    asked = 0
    async with FakeCapture() as capture:
        capture.state["notes"] = [
            {
                **{"id": f"n{number}", "note": f"n{number}", "round": 2, "group": "B", "heading": "pistes"},
                **{"text": f"une idée de la table, {number}", "star": False, "mine": True},
                **{"link_to": None, "link_kind": None},
            }
            for number in range(NOTES_THERE)
        ]
        empty = await _empty()
        port = empty.addresses[0][1]
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                async with Browser(Path(folder) / "profile") as browser:
                    await browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
                    await browser.call("Emulation.setCPUThrottlingRate", rate=SLOWER)
                    await browser.open(f"http://{HOST}:{port}/")
                    usable["an empty page"].append(await browser.run("usable"))
                    posted += [await browser.run(POST) for _ in range(5)]
                    capture.asked.clear()
                    await browser.open(capture.url(HOST))
                    await browser.wait("document.querySelector('#net.online')")
                    usable["page"].append(await browser.run("usable"))
                    sizes.append(sum(browser.sizes.values()))
                    asked = len(browser.requests)
                    await browser.run("document.querySelector('[value=pistes]').click()")
                    sent += [await browser.run(SEND) for _ in range(5)]
                    await browser.open(capture.url(HOST))
                    usable["again, from the cache"].append(await browser.run("usable"))
        await empty.cleanup()
    base = statistics.median(usable["an empty page"])
    print(f"requests until it is online: {asked}; bytes with their headers: {statistics.median(sizes):.0f}")
    print(f"  of which the state of a table with {NOTES_THERE} notes; nothing is compressed")
    for name, times in usable.items():
        median = statistics.median(times)
        print(f"{name:24} first input {median:6.1f} ms  × {median / base:.1f}")
    note, post = statistics.median(sent), statistics.median(posted)
    print(f"key -> received                      {note:6.1f} ms  × {note / post:.1f}")
    print(f"a request and one line, by hand      {post:6.1f} ms")


async def _empty() -> web.AppRunner:
    """A server of the empty page."""
    app = web.Application()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=EMPTY, content_type="text/html")

    app.router.add_route("*", "/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


if __name__ == "__main__":
    asyncio.run(main())
