"""The pages of participants in a real browser: dots on a phone, the room screen on a projector."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from atelier.domain.ballot import dots_by_note
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.place import current_cell, reading, tables
from atelier.domain.text import clean, is_blank
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services import notes, running
from atelier.services import room as room_service
from atelier.services.collection.access import Role
from tests.data.hostile import HOSTILE
from tests.e2e.browser import HOST, Browser
from tests.e2e.conftest import OpenPhone
from tests.ui.workshops import FakeClock
from tests.web.participants import IDEAS, Room, served

pytestmark = pytest.mark.e2e

PROJECTORS = ((1024, 768), (1920, 1080), (390, 844), (320, 640))
CONTRAST = """(() => {
  const sum = colour => colour.map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((all, c, n) => all + c * [.2126, .7152, .0722][n], 0)
  const parts = text => text.match(/[\\d.]+/g).map(Number)
  const ground = one => {
    for (; one; one = one.parentElement) {
      const found = parts(getComputedStyle(one).backgroundColor)
      if (found.length < 4 || found[3] > 0) return found.slice(0, 3)
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('body, body *')]
    .filter(one => one.offsetParent)
    .filter(one => [...one.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
    .map(one => {
      const ink = parts(getComputedStyle(one).color).slice(0, 3)
      const [high, low] = [sum(ink), sum(ground(one))].sort((a, b) => b - a)
      return [(high + .05) / (low + .05), one.tagName + ' ' + one.innerText.slice(0, 30)]
    }).sort((a, b) => a[0] - b[0])[0]
})()"""
"""The least contrast of a text with what is behind it, and which text that is."""
CUT_OFF = """[...document.querySelectorAll('header, section, ul, main, #instruction, footer')]
  .filter(one => one.offsetParent && one.clientHeight)
  .filter(one => one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2)
  .map(one => one.tagName + ' ' + one.id + ' ' + one.scrollWidth + '/' + one.clientWidth + ' '
    + one.scrollHeight + '/' + one.clientHeight)"""
"""What does not fit into its box."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def give(browser: Browser, number: int, sign: str = "add") -> None:
    """Tap a button of the idea with this number."""
    which = {"add": "button.add", "less": "button:not(.add)"}[sign]
    place = f"document.querySelectorAll('#ideas li')[{number}].querySelector({json.dumps(which)})"
    await browser.run(f"{place}.setAttribute('data-here', '')")
    await browser.tap("[data-here]")
    await browser.run(f"{place}.removeAttribute('data-here')")


async def numbers(browser: Browser) -> list[int]:
    """The dots that the page shows for each idea."""
    found = await browser.run("[...document.querySelectorAll('#ideas li b')].map(one => +one.textContent)")
    return list(found)


async def wait_for_status(browser: Browser, text: str, *, seconds: float = 15.0) -> None:
    """Wait until the page says something."""
    await browser.wait(
        f"document.querySelector('#status').innerText.includes({json.dumps(text)})", seconds=seconds
    )


async def open_dots(browser: Browser, room: Room) -> None:
    """Scan the code of the dots; the ideas are there."""
    await browser.open(room.url(Role.DOTS, host=HOST))
    await browser.wait(f"document.querySelectorAll('#ideas li').length == {len(notes_of(room))}")


def notes_of(room: Room) -> list[str]:
    """The ids of the ideas in their order."""
    room.session.catch_up()
    return [note.id for note in room.session.state.live(Note)]


async def test_dots_are_given_taken_back_and_received(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone() as browser:
        await open_dots(browser, room)
        assert await browser.run("isSecureContext") is False
        asked = [each["url"] for each in browser.requests]
        assert all(HOST in url for url in asked) and len(asked) <= 2, asked
        assert 0 < sum(browser.sizes.values()) <= 15_000
        assert "Il vous reste 3 gommettes" in (await browser.text()).replace("\u00a0", " ")
        for number in (0, 0, 2):
            await give(browser, number)
        assert await numbers(browser) == [2, 0, 1]
        await wait_for_status(browser, "bien reçu ✓")
        # A fourth one is not there to be given
        await give(browser, 1)
        assert await numbers(browser) == [2, 0, 1]
        await give(browser, 0, "less")
        await give(browser, 1)
        await wait_for_status(browser, "bien reçu ✓")
        first, second, third = notes_of(room)
        await _until(room, {first: 1, second: 1, third: 1})
        assert "envoyé" not in (await browser.text()).lower()
        assert browser.troubles == []


async def test_a_dead_server_and_a_new_browser_cost_no_dot(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room:
        first, second, _ = notes_of(room)
        async with phone() as browser:
            await open_dots(browser, room)
            await give(browser, 0)
            await wait_for_status(browser, "bien reçu ✓")
            await room.stop()
            await give(browser, 1)
            await give(browser, 1)
            await wait_for_status(browser, "Pas de connexion")
            assert await numbers(browser) == [1, 2, 0]
            assert dots_by_note(room.session.state) == {first: 1}
        await room.start()
        async with phone() as browser:
            await open_dots(browser, room)
            await wait_for_status(browser, "bien reçu ✓", seconds=30)
            assert await numbers(browser) == [1, 2, 0]
            await _until(room, {first: 1, second: 2})
            assert browser.troubles == []


async def test_a_closed_vote_says_so_honestly_and_opens_again(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone(language="en") as browser:
        await open_dots(browser, room)
        await give(browser, 0)
        await wait_for_status(browser, "received ✓")
        room.ledger.change(takes_dots=False)
        await asyncio.sleep(0.6)
        await give(browser, 1)
        await wait_for_status(browser, "Your last choice was not received")
        first, second, _ = notes_of(room)
        assert dots_by_note(room.session.state) == {first: 1}
        room.ledger.change(takes_dots=True)
        await browser.run("dispatchEvent(new Event('online'))")
        await asyncio.sleep(0.6)
        await browser.run("dispatchEvent(new Event('online'))")
        await _until(room, {first: 1, second: 1})


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("is_dark", [False, True])
async def test_the_page_of_dots_fits_a_thumb_and_can_be_read(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone, width: int, is_dark: bool
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone(width=width) as browser:
        await browser.darken(is_dark)
        await open_dots(browser, room)
        await give(browser, 0)
        await wait_for_status(browser, "bien reçu ✓")
        for route in ("", "simple"):
            if route:
                await browser.open(room.url(Role.DOTS, route, host=HOST))
            assert await browser.run("document.documentElement.scrollWidth <= innerWidth")
            small = await browser.run(
                "[...document.querySelectorAll('button, select')].map(one => one.getBoundingClientRect())"
                ".filter(box => box.width < 44 || box.height < 44).length"
            )
            assert small == 0
            least, text = await browser.run(CONTRAST)
            assert least >= 4.5, text
        assert browser.troubles == []


async def test_hostile_ideas_are_only_text_on_a_phone(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    texts = tuple(clean(case.text)[:2000] for case in HOSTILE if not is_blank(case.text))
    async with served(tmp_path, clock, texts, allowed_hosts=(HOST,)) as room, phone(width=320) as browser:
        await open_dots(browser, room)
        shown = await browser.run("[...document.querySelectorAll('#ideas li p')].map(one => one.textContent)")
        assert shown == list(texts)
        assert (
            await browser.run("document.querySelectorAll('#ideas :is(script, img, a, svg, iframe)').length")
            == 0
        )
        assert await browser.run("document.documentElement.scrollWidth <= innerWidth")
        await give(browser, len(texts) - 1)
        await wait_for_status(browser, "bien reçu ✓")
        assert browser.troubles == []


# The room screen


async def test_the_room_screen_follows_within_a_second(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone() as browser:
        await browser.resize(1024, 768)
        await browser.open(room.url(Role.ROOM, host=HOST))
        await browser.wait("document.querySelector('#title').innerText.includes('Tour')")
        delays = []
        for _ in range(4):
            before = await browser.text("#digits")
            began = time.monotonic()
            clock.tick(61)
            await browser.wait(f"document.querySelector('#digits').innerText != {json.dumps(before)}")
            delays.append(time.monotonic() - began)
        assert sorted(delays)[1] < 1, delays
        await browser.wait("document.body.className.includes('calm')")
        await room.stop()
        await browser.wait("document.querySelector('#note').innerText.includes('Sans nouvelles')")
        await room.start()
        await browser.wait("!document.querySelector('#note').innerText")
        room.ledger.change(shows_room=False)
        await browser.wait("document.querySelector('#note').innerText.includes('plus montré')")
        assert browser.troubles == []


@pytest.mark.parametrize(("width", "height"), PROJECTORS)
async def test_every_scene_fits_and_can_be_read_from_afar(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone, width: int, height: int
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone(language="fr") as browser:
        await browser.resize(width, height)
        await browser.open(room.url(Role.ROOM, host=HOST))
        await browser.wait("document.querySelector('#title').innerText")
        left = reading(room.session.state, clock.now()).remaining
        for remaining in (170, 45, -20):
            clock.tick(left - remaining)
            left = remaining
            await _settled(browser, room)
            await _check_scene(browser)
            assert (await browser.run(_LETTERS.format(place="digits"))) >= width * 0.1
        room.session.save_now(running.toggle_pause(room.session.state, clock.now()))
        await _settled(browser, room)
        await _check_scene(browser)
        room.session.save_now(room_service.toggle_question(room.session.state, clock.now()))
        await _settled(browser, room)
        await _check_scene(browser)
        room.session.save_now(running.toggle_pause(room.session.state, clock.now()))
        room.session.save_now(room_service.show_clock(room.session.state))
        _report(room)
        await _settled(browser, room)
        await _check_scene(browser)
        texts = await browser.text("#texts")
        assert all(idea.replace("’", "’") in texts for idea in IDEAS)
        assert browser.troubles == []


async def test_many_key_ideas_are_paged_and_each_is_seen(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone() as browser:
        table = tables(room.session.state)[0]
        wanted = [f"idée numéro {number}, avec tout ce qu’il faut pour la comprendre" for number in range(30)]
        for text in wanted:
            clock.tick(1)
            cell = current_cell(room.session.state, table, "pistes")
            room.session.save_now(notes.add_note(room.session.state, cell, text, clock.now(), star=True))
        _report(room)
        await browser.resize(1024, 768)
        await browser.open(room.url(Role.ROOM, host=HOST))
        await browser.wait("document.querySelector('#pages').innerText")
        seen = ""
        pages = int((await browser.text("#pages")).partition("/")[2])
        assert 2 <= pages <= 8
        for _ in range(pages):
            await _settled(browser, room)
            await _check_scene(browser)
            assert await browser.run(_LETTERS.format(place="texts")) >= 768 * 0.04
            seen += await browser.text("#texts")
            clock.tick(12)
        assert [text for text in wanted if text not in seen] == []


async def test_hostile_titles_break_nothing_on_the_room_screen(
    tmp_path: Path, clock: FakeClock, phone: OpenPhone
) -> None:
    async with served(tmp_path, clock, allowed_hosts=(HOST,)) as room, phone() as browser:
        _report(room)
        await browser.resize(1024, 768)
        await browser.open(room.url(Role.ROOM, host=HOST))
        await browser.wait("document.querySelector('#texts').innerText")
        table = tables(room.session.state)[0].id
        note = notes_of(room)[0]
        for case in HOSTILE:
            text = clean(case.text)[:2000]
            changes = (
                Change(CafeTable.KIND, table, {"topic": text}),
                Change(Note.KIND, note, {"text": text or "x"}),
            )
            room.session.save_now(Action("prepare.table", changes))
            await _settled(browser, room)
            assert await browser.run("document.querySelectorAll('body :is(img, a, svg, iframe)').length") == 0
            assert await browser.run("document.documentElement.scrollWidth <= innerWidth"), case.label
            assert await browser.run("document.querySelector('#digits').offsetParent != null"), case.label
        assert browser.troubles == []


_LETTERS = "parseFloat(document.querySelector('#{place}').style.fontSize)"


async def _until(room: Room, wanted: dict[str, int]) -> None:
    end = time.monotonic() + 15
    while True:
        room.session.catch_up()
        if dots_by_note(room.session.state) == wanted:
            return
        assert time.monotonic() < end, dots_by_note(room.session.state)
        await asyncio.sleep(0.03)


def _report(room: Room) -> None:
    """Go on to where tables report; the first one does."""
    for _ in range(20):
        state, now = room.session.state, room.clock.now()
        try:
            room.session.save_now(room_service.show_table(state, now, tables(state)[0].id))
            return
        except AtelierError:
            room.session.save_now(running.go_next(state, now))
            room.clock.tick(5)
    raise AssertionError("the tables never report")


async def _settled(browser: Browser, room: Room) -> None:
    """Wait until the page shows what the server says."""
    shown: dict[str, Any] = await room.state(Role.ROOM)
    wanted = json.dumps(shown["digits"] if not shown["word"] or shown["passages"] is not None else "")
    title = json.dumps(shown["subtitle"])
    await browser.wait(
        f"document.querySelector('#digits').textContent == {wanted}"
        f" && document.querySelector('#subtitle').textContent == {title}"
    )
    # What was drawn with it
    await asyncio.sleep(0.6)


async def _check_scene(browser: Browser) -> None:
    assert await browser.run(CUT_OFF) == []
    assert await browser.run(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
    least, text = await browser.run(CONTRAST)
    assert least >= 7, text
