"""The room screen as a page: the scene of the terminal, for whoever has its address, and nothing else."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest

from atelier.domain.change import Action, Change
from atelier.domain.place import reading, tables
from atelier.domain.text import clean
from atelier.domain.workshop import CafeTable, Message, Profile
from atelier.services import room as room_service
from atelier.services import running
from atelier.services.collection.access import Role
from tests.data.hostile import HOSTILE
from tests.ui.workshops import FakeClock
from tests.web.participants import IDEAS, Room, served


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def to_harvest(room: Room) -> None:
    """Go on to where tables report."""
    for _ in range(20):
        try:
            room.session.save_now(
                room_service.show_table(
                    room.session.state, room.clock.now(), tables(room.session.state)[0].id
                )
            )
            return
        except room_service.AtelierError:
            room.session.save_now(running.go_next(room.session.state, room.clock.now()))
            room.clock.tick(5)
    raise AssertionError("the tables never report")


@pytest.mark.parametrize(
    ("language", "title", "goal"), [("fr", "Tour 1/2", "Groupe"), ("en", "Round 1/2", "Group")]
)
async def test_the_clock_its_colours_and_where_groups_go(
    tmp_path: Path, clock: FakeClock, language: str, title: str, goal: str
) -> None:
    async with served(tmp_path, clock) as room:
        left = reading(room.session.state, clock.now()).remaining
        for remaining, tone in ((600, "calm"), (170, "cue"), (45, "last"), (-20, "over")):
            clock.tick(left - remaining)
            left = remaining
            shown = await room.state(Role.ROOM, language=language)
            assert (shown["title"].replace("\u00a0", " "), shown["tone"]) == (title, tone)
            assert shown["digits"] == {600: "10:00", 170: "2:50", 45: "0:45", -20: "+0:20"}[remaining]
            assert [each["text"] for each in shown["destinations"]] == (
                [f"{goal} A → Table 2", f"{goal} B → Table 1"] if remaining < 60 else []
            )
        room.session.save_now(running.toggle_pause(room.session.state, clock.now()))
        assert (await room.state(Role.ROOM))["tone"] == "paused"


async def test_the_question_and_the_report_back_are_what_the_terminal_shows(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with served(tmp_path, clock) as room:
        first, second = (table.id for table in tables(room.session.state))
        asked = ((first, "Qui vient ? Pourquoi ?"), (second, ""))
        changes = tuple(Change(CafeTable.KIND, table, {"question": text}) for table, text in asked)
        room.session.save_now(Action("prepare.table", changes))
        room.session.save_now(room_service.toggle_question(room.session.state, clock.now()))
        shown = await room.state(Role.ROOM)
        assert [passage["text"] for passage in shown["passages"]] == ["Qui vient\u00a0? Pourquoi\u00a0?"]
        to_harvest(room)
        note = next(iter(room.session.state.tables_by_kind["note"]))
        await room.give("phone", {note: 2})
        shown = await room.state(Role.ROOM)
        assert [passage["text"] for passage in shown["passages"]] == list(IDEAS)
        assert [passage["tail"] for passage in shown["passages"]] == [" · 2 gommettes", "", ""]


async def test_it_follows_within_a_second(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        before = (await room.state(Role.ROOM))["title"]
        began = time.monotonic()
        room.session.save_now(running.go_next(room.session.state, clock.now()))
        while (await room.state(Role.ROOM))["title"] == before:
            assert time.monotonic() - began < 1
            await asyncio.sleep(0.02)


async def test_neither_profiles_nor_messages_nor_raw_notes_are_sent_to_the_room(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with served(tmp_path, clock) as room:
        changes = (
            Change(Profile.KIND, "secret", {"key": "secret", "label": "PROFIL", "position": 9}),
            Change(Message.KIND, "m", {"text": "MESSAGE", "at": "2025-10-15T10:00:00.000Z"}),
        )
        room.session.save_now(Action("prepare.people", changes))
        async with room.http.get(room.url(Role.ROOM, "state")) as answer:
            text = await answer.text()
        for hidden in ("PROFIL", "MESSAGE", *IDEAS):
            assert hidden not in text


async def test_it_is_off_until_somebody_shows_it(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock, shows_room=False) as room:
        for route in ("", "state"):
            async with room.http.get(room.url(Role.ROOM, route)) as answer:
                assert answer.status == 404
        room.ledger.change(shows_room=True)
        await asyncio.sleep(0.6)
        assert (await room.state(Role.ROOM))["title"]


async def test_it_can_only_be_looked_at(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        for route in ("", "state"):
            async with room.http.post(room.url(Role.ROOM, route), json={}) as answer:
                assert answer.status == 405
        for route in ("notes", "edits", "dots", "seated", "simple"):
            async with room.http.post(room.url(Role.ROOM, route), json={}) as answer:
                assert answer.status == 404


async def test_the_page_loads_nothing_and_says_its_policy(tmp_path: Path, clock: FakeClock) -> None:
    async with served(tmp_path, clock) as room:
        async with room.http.get(room.url(Role.ROOM)) as answer:
            text = await answer.text()
            assert "'unsafe" not in answer.headers["Content-Security-Policy"]
            assert "sha256-" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"https?://", text)
        assert IDEAS[0] not in text


async def test_hostile_titles_and_ideas_are_only_text(tmp_path: Path, clock: FakeClock) -> None:
    texts = [clean(case.text)[:2000] for case in HOSTILE]
    async with served(tmp_path, clock) as room:
        to_harvest(room)
        table = tables(room.session.state)[0].id
        for text in texts:
            room.session.save_now(
                Action("prepare.table", (Change(CafeTable.KIND, table, {"topic": text, "question": text}),))
            )
            async with room.http.get(room.url(Role.ROOM, "state")) as answer:
                assert answer.status == 200
                raw = await answer.read()
            assert b"\x1b" not in raw
            raw.decode("utf-8")
