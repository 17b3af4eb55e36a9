"""Dots on the network: never more than a device has, whatever is sent, how often and in which order."""

from __future__ import annotations

import asyncio
import json
import random
import re
from pathlib import Path

import pytest

from atelier.domain.ballot import dots_by_note, idea_ids
from atelier.domain.change import Action, Change
from atelier.domain.dot import Dot
from atelier.domain.note import Note
from atelier.domain.text import clean, is_blank
from atelier.services.collection.access import Role
from atelier.services.dots import voter_of
from tests.data.hostile import HOSTILE
from tests.ui.workshops import FakeClock
from tests.web.participants import IDEAS, Room, served

DEVICE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def notes(room: Room) -> list[str]:
    """The ids of the key ideas, in their order."""
    return [note.id for note in room.session.state.live(Note)]


async def test_a_phone_sees_the_key_ideas_and_what_it_gave_itself(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        first, second, _ = notes(room)
        shown = await room.state(Role.DOTS, DEVICE)
        assert shown["each"] == 3
        assert [table["label"] for table in shown["tables"]] == ["Table 1"]
        assert [idea["text"] for idea in shown["tables"][0]["ideas"]] == list(IDEAS)
        assert shown["mine"] == {}
        status, told = await room.give(DEVICE, {first: 2, second: 1})
        assert (status, told["accepted"], told["mine"]) == (200, True, {first: 2, second: 1})
        # Nobody sees what others gave
        other = await room.state(Role.DOTS, "another-device")
        assert other["mine"] == {}
        assert {key for table in other["tables"] for idea in table["ideas"] for key in idea} == {
            "note",
            "text",
        }
        assert dots_by_note(room.session.state) == {first: 2, second: 1}


async def test_the_file_does_not_know_the_device(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        await room.give(DEVICE, {notes(room)[0]: 1})
        assert [dot.voter for dot in room.session.state.live(Dot)] == [
            voter_of(room.session.state.workshop.id, DEVICE)
        ]
        assert DEVICE.encode() not in (tmp_path / "café.atelier").read_bytes()
        assert DEVICE.encode() not in (tmp_path / "café.atelier-wal").read_bytes()


async def test_more_than_it_has_is_refused_with_a_reason(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        first, second, _ = notes(room)
        await room.give(DEVICE, {first: 3})
        status, told = await room.give(DEVICE, {first: 3, second: 1})
        assert (status, told["accepted"]) == (200, False)
        assert "3" in told["reason"]
        assert told["mine"] == {first: 3}


async def test_with_fewer_dots_than_before_they_are_taken_back_one_by_one(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with served(tmp_path, clock, dots_each=5) as room:
        first, second, _ = notes(room)
        await room.give(DEVICE, {first: 5})
        room.ledger.change(dots_each=2)
        await asyncio.sleep(0.6)
        for number, is_taken in ((4, True), (4, True), (3, True), (2, True), (1, True)):
            _, told = await room.give(DEVICE, {first: number})
            assert told["accepted"] is is_taken
        assert (await room.give(DEVICE, {first: 1, second: 2}))[1]["accepted"] is False


@pytest.mark.parametrize("seed", range(3))
async def test_many_requests_of_one_device_at_once_never_give_more(
    tmp_path: Path, clock: FakeClock, seed: int
) -> None:
    chance = random.Random(seed)
    async with served(tmp_path, clock) as room:
        ids = notes(room)
        wanted = [{note: chance.randint(0, 3) for note in ids} for _ in range(12)]
        answers = await asyncio.gather(*(room.give(DEVICE, given) for given in wanted * 2))
        for status, told in answers:
            assert status == 200
            assert sum(told["mine"].values()) <= 3
        await asyncio.sleep(0)
        room.session.catch_up()
        assert sum(dots_by_note(room.session.state).values()) <= 3
        accepted = [given for given in wanted if sum(given.values()) <= 3]
        last = accepted[-1]
        assert (await room.give(DEVICE, last))[1]["mine"] == {n: k for n, k in last.items() if k}


async def test_two_hundred_phones_at_once_are_all_counted(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        first, second, _ = notes(room)
        answers = await asyncio.gather(
            *(room.give(f"phone-{number}", {first: 1, second: 2}) for number in range(200))
        )
        assert {(status, told["accepted"]) for status, told in answers} == {(200, True)}
        room.session.catch_up()
        assert dots_by_note(room.session.state) == {first: 200, second: 400}


async def test_what_is_no_key_idea_any_more_frees_its_dots(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        first, second, _ = notes(room)
        await room.give(DEVICE, {first: 3})
        room.session.save_now(Action("note.unstar", (Change(Note.KIND, first, {"star": False}),)))
        assert (await room.state(Role.DOTS, DEVICE))["mine"] == {}
        # What the page still has of it is passed over
        assert (await room.give(DEVICE, {first: 3, second: 3}))[1]["mine"] == {second: 3}


async def test_dots_are_off_until_somebody_opens_them(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock, takes_dots=False) as room:
        for route in ("", "state", "simple"):
            async with room.http.get(room.url(Role.DOTS, route)) as answer:
                assert answer.status == 404
        assert (await room.give(DEVICE, {notes(room)[0]: 1}))[0] == 404
        assert dots_by_note(room.session.state) == {}
        room.ledger.change(takes_dots=True)
        await asyncio.sleep(0.6)
        assert (await room.give(DEVICE, {notes(room)[0]: 1}))[0] == 200
        room.ledger.change(takes_dots=False)
        await asyncio.sleep(0.6)
        assert (await room.give(DEVICE, {notes(room)[0]: 2}))[0] == 404
        # What was received counts
        assert dots_by_note(room.session.state) == {notes(room)[0]: 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 60_000,
        b'{"device": "d"}',
        b'{"given": {}}',
        b'{"device": "d", "given": []}',
        b'{"device": "d", "given": {"a": -1}}',
        b'{"device": "d", "given": {"a": 1.5}}',
        b'{"device": "d", "given": {"a": true}}',
        b'{"device": "d", "given": {"a": "1"}}',
        b'{"device": "d", "given": {"a": 1e400}}',
        b'{"device": "d", "given": {"a": 99999999999999999999}}',
        b'{"device": "d", "given": {"": 1}}',
        b'{"device": "d", "given": {"a": 1, "a": 2}}',
        b'{"device": "d\\u0000", "given": {}}',
        b'{"device": "", "given": {}}',
        json.dumps({"device": "d", "given": {str(number): 0 for number in range(201)}}).encode(),
        json.dumps({"device": "d", "given": {"x" * 201: 1}}).encode(),
    ],
    ids=lambda body: repr(body[:40]),
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(
    tmp_path: Path, clock: FakeClock, body: bytes
) -> None:
    async with served(tmp_path, clock) as room:
        headers = {"Content-Type": "application/json"}
        async with room.http.post(room.url(Role.DOTS, "dots"), data=body, headers=headers) as answer:
            assert answer.status == 400
            assert (await answer.json())["message"]
        assert not room.session.state.live(Dot)


async def test_a_foreign_page_gives_nothing(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        row = {"device": DEVICE, "given": {notes(room)[0]: 1}}
        headers = {"Origin": "http://elsewhere.example"}
        async with room.http.post(room.url(Role.DOTS, "dots"), json=row, headers=headers) as answer:
            assert answer.status == 403
        assert not room.session.state.live(Dot)


async def test_the_page_says_its_policy_and_holds_nothing_that_ages(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        for language, word in (("fr", "gommettes"), ("en", "dots")):
            async with room.http.get(room.url(Role.DOTS), headers={"Accept-Language": language}) as answer:
                text = await answer.text()
                assert "'unsafe" not in answer.headers["Content-Security-Policy"]
                assert "sha256-" in answer.headers["Content-Security-Policy"]
                assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert word in text
            assert IDEAS[0] not in text
            assert len(text.encode()) < 15_000
            assert not re.search(r"https?://(?!www\.w3\.org)", text)


# Without JavaScript


async def test_the_form_knows_a_browser_again_by_its_cookie(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        first, second, _ = notes(room)
        url = room.url(Role.DOTS, "simple")
        async with room.http.get(url) as answer:
            set_cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in set_cookie and "SameSite=Strict" in set_cookie
            assert f"Path={room.path(Role.DOTS)}" in set_cookie
            assert IDEAS[0] in (await answer.text()).replace("&#x27;", "’")
        cookie = {"Cookie": set_cookie.partition(";")[0]}
        async with room.http.post(
            url, data={f"dots.{first}": "2", f"dots.{second}": "1"}, headers=cookie, allow_redirects=False
        ) as answer:
            assert answer.status == 303
            where = answer.headers["Location"]
        async with room.http.get(f"http://127.0.0.1:{room.port}{where}", headers=cookie) as answer:
            text = await answer.text()
            assert "bien reçu ✓" in text
            assert re.search(rf'name="dots\.{first}">.*?<option value="2" selected>', text)
        async with room.http.post(
            url, data={f"dots.{first}": "3", f"dots.{second}": "3"}, headers=cookie
        ) as answer:
            assert "reprenez-en une" in await answer.text()
        assert dots_by_note(room.session.state) == {first: 2, second: 1}


async def test_a_browser_without_cookies_is_told_to_raise_a_hand(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        for cookie in ("", "atelier-dots=", "atelier-dots=../../x", "atelier-dots=" + "é" * 16, ";;=;"):
            headers = {"Cookie": cookie.encode("utf-8").decode("latin-1")} if cookie else {}
            async with room.http.post(
                room.url(Role.DOTS, "simple"),
                data={f"dots.{notes(room)[0]}": "1"},
                headers=headers,
                cookies={},
            ) as answer:
                assert answer.status == 200
                assert "levez plutôt la main" in await answer.text()
            room.http.cookie_jar.clear()
        assert not room.session.state.live(Dot)


async def test_a_form_that_makes_no_sense_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        for value in ("-1", "x", "1.5", "101", "²"):
            async with room.http.post(
                room.url(Role.DOTS, "simple"), data={f"dots.{notes(room)[0]}": value}
            ) as answer:
                assert answer.status == 400
        assert not room.session.state.live(Dot)


async def test_hostile_ideas_are_text_on_every_page(tmp_path: Path, clock: FakeClock) -> None:
    texts = tuple(clean(case.text)[:2000] for case in HOSTILE if not is_blank(case.text))
    async with served(tmp_path, clock, texts) as room:
        assert len(idea_ids(room.session.state)) == len(texts)
        shown = await room.state(Role.DOTS, DEVICE)
        assert [idea["text"] for table in shown["tables"] for idea in table["ideas"]] == list(texts)
        async with room.http.get(room.url(Role.DOTS, "simple")) as answer:
            page = await answer.text()
        body = page.partition("<main>")[2]
        tags = set(re.findall(r"<(/?[a-zA-Z!][^\s>]*)", body))
        assert tags <= {
            *("form", "/form", "h2", "/h2", "small", "/small", "ul", "/ul", "li", "/li", "label", "/label"),
            *("select", "/select", "option", "/option", "span", "/span", "p", "/p", "button", "/button"),
            *("/main", "/html"),
        }
        assert "\x1b" not in page
