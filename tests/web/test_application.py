"""Who is let in."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atelier.services.collection.access import Capability, Role
from atelier.web.application import host_name
from atelier.web.wording import wanted_language
from tests.web.conftest import Door, note

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@pytest.mark.parametrize("route", ["", "/simple", "/state", "/nothing"])
async def test_every_answer_says_what_browsers_may_do(door: Door, route: str) -> None:
    answer = await door.get(route)
    assert STRICT.items() <= answer.headers.items()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    is_kept = route == ""
    assert answer.headers["Cache-Control"] == ("private, max-age=86400" if is_kept else "no-store")


async def test_unknown_wrong_and_renewed_are_the_same(door: Door) -> None:
    token = door.token()
    door.wish(keys=door.application.wishes.keys.renewed())
    answers = [
        await door.ask("GET", path)
        for path in (f"/{token}", "/AAAAAAAAAAAAAAAAAAAA", "/", "/favicon.ico", f"/{door.token()}/../x")
    ]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    headers = [{**answer.headers, "Date": ""} for answer in answers]
    assert all(each == headers[0] for each in headers)
    assert (await door.get()).status == 200


async def test_the_post_of_a_renewed_address_keeps_the_queue(door: Door) -> None:
    path = f"/{door.token()}/notes"
    door.wish(keys=door.application.wishes.keys.renewed(Capability(Role.TABLE, "t1")))
    answer = await door.ask("POST", path, json={"notes": [note()]})
    assert (answer.status, answer.json["error"]) == (404, "unknown")
    assert "Scannez" in answer.json["message"] or "Scan" in answer.json["message"]
    assert door.texts == []


async def test_small_letters_do(door: Door) -> None:
    assert (await door.ask("GET", f"/{door.token().lower()}/state")).status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:1", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("LOCALHOST.", 200),
        ("cafe.test:28000", 200),
        ("192.168.1.20:28000", 200),
        ("evil.test", 421),
        ("127.0.0.1.evil.test", 421),
        ("evil.test:127.0.0.1", 421),
        ("", 421),
    ],
)
async def test_names_that_nobody_allowed_are_not_answered(door: Door, host: str, status: int) -> None:
    door.wish(address="192.168.1.20", allowed_hosts=("Cafe.test",))
    answer = await door.get("/state", headers={"Host": host})
    assert answer.status == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:28000", 200),
        ("http://evil.test", 403),
        ("http://evil.test:127.0.0.1", 403),
        ("null", 403),
        ("http://[", 403),
        ("", 403),
    ],
)
async def test_other_pages_send_nothing_here(door: Door, origin: str, status: int) -> None:
    answer = await door.post("notes", {"notes": [note()]}, headers={"Origin": origin})
    assert answer.status == status
    assert door.texts == (["des stands"] if status == 200 else [])


@pytest.mark.parametrize("route", ["notes", "edits", "help", "seated"])
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_only_json_is_read(door: Door, route: str, kind: str) -> None:
    answer = await door.ask(
        "POST", f"/{door.token()}/{route}", data=b'{"notes": []}', headers={"Content-Type": kind}
    )
    assert (answer.status, answer.json["error"]) == (415, "type")


async def test_nothing_that_is_compressed_is_read(door: Door) -> None:
    answer = await door.post("notes", {"notes": []}, headers={"Content-Encoding": "gzip"})
    assert answer.status == 415


@pytest.mark.parametrize(
    ("method", "route"), [("DELETE", ""), ("GET", "/notes"), ("POST", "/state"), ("PUT", "/simple")]
)
async def test_what_an_address_is_not_for(door: Door, method: str, route: str) -> None:
    assert (await door.ask(method, f"/{door.token()}{route}")).status == 405


async def test_a_body_has_64_kib(door: Door) -> None:
    path = f"/{door.token()}/notes"
    headers = {"Content-Type": "application/json"}
    answer = await door.ask("POST", path, data=b" " * 65_537, headers=headers)
    assert (answer.status, answer.json["error"]) == (413, "large")

    async def parts() -> object:
        for _ in range(9):
            yield b" " * 8_000

    answer = await door.ask("POST", path, data=parts(), headers=headers)
    assert answer.status == 413
    answer = await door.ask("POST", path, data=b" " * 65_000 + b'{"notes": []}', headers=headers)
    assert answer.status == 200


async def test_a_body_that_does_not_come_is_not_waited_for(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.web.application.BODY_SECONDS", 0.05)

    async def never() -> object:
        yield b"{"
        await asyncio.sleep(5)

    headers = {"Content-Type": "application/json"}
    answer = await door.ask("POST", f"/{door.token()}/notes", data=never(), headers=headers)
    assert answer.status == 408


class TestLimits:
    async def test_a_device_has_forty_then_five_a_second(self, door: Door) -> None:
        for _ in range(40):
            assert (await door.get("/state?device=d1")).status == 200
        answer = await door.get("/state?device=d1")
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        assert (await door.get("/state?device=d2")).status == 200
        assert (await door.send(note())).status == 429
        assert (await door.send(note(), device="d2")).status == 200
        door.ticks[0] = 1.0
        found = [(await door.get("/state?device=d1")).status for _ in range(6)]
        assert found == [200] * 5 + [429]

    async def test_without_a_device_an_address_has_five_hundred(self, door: Door) -> None:
        assert [(await door.get("/state")).status for _ in range(501)] == [200] * 500 + [429]
        assert (await door.get("/state", "t2")).status == 200

    async def test_made_up_devices_have_no_more_together(self, door: Door) -> None:
        found = [(await door.get(f"/state?device=d{number}")).status for number in range(501)]
        assert found == [200] * 500 + [429]

    async def test_whoever_guesses_is_stopped(self, door: Door) -> None:
        found = [(await door.ask("GET", f"/{'A' * 19}{letter}")).status for letter in "ABCDEFGHIJ" * 5]
        assert found == [404] * 40 + [429] * 10
        assert (await door.get()).status == 200

    async def test_what_cannot_be_read_counts_too(self, door: Door) -> None:
        headers = {"Content-Type": "application/json"}
        path = f"/{door.token()}/notes"
        found = [(await door.ask("POST", path, data=b"x", headers=headers)).status for _ in range(501)]
        assert found == [400] * 500 + [429]


async def test_the_log_knows_neither_tokens_nor_texts(door: Door, tmp_path: Path) -> None:
    await door.send(note(text="une confidence"))
    await door.post("notes", {"notes": "une confidence"})
    await door.ask("GET", "/AAAAAAAAAAAAAAAAAAAA/une-confidence")
    door.log.write(door.log.waiting())
    said = (tmp_path / "server.log").read_text()
    assert [line.split(" ", 1)[1] for line in said.splitlines()] == ["400 POST /notes", "404 GET /?"]


@pytest.mark.parametrize(
    ("given", "name"),
    [("A.test:80", "a.test"), ("[::1]:80", "[::1]"), ("[::1", "[::1]"), ("a.test.", "a.test"), ("", "")],
)
def test_the_name_in_a_host(given: str, name: str) -> None:
    assert host_name(given) == name


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de,fr;q=0.4,en;q=0.5", "en"),
        ("de", "fr"),
        ("en;q=0", "fr"),
        ("en;q=x, fr", "fr"),
        (",;,", "fr"),
    ],
)
def test_the_language_of_the_browser(accepted: str, language: str) -> None:
    assert wanted_language(accepted, "fr") == language
