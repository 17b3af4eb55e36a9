"""The routes of a table."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from atelier.domain.note import Note, Origin
from atelier.domain.theme import Variant
from atelier.services import notes as note_services
from atelier.services import running
from atelier.services.help_calls import open_calls
from tests.data.hostile import HOSTILE, Hostile
from tests.web.conftest import Door, note

ID = "01999999-0000-7000-8000-000000000001"


class Elements(HTMLParser):
    """What there is in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[tuple[str, str]] = []
        """Its scripts and styles; not what is only data."""
        self.attributes: list[str] = []
        self.hidden: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        found = {name: value or "" for name, value in attrs}
        self.attributes += found
        if tag in ("script", "style") and "type" not in found:
            self._inside = tag
        if tag == "input" and found.get("type") == "hidden":
            self.hidden[found["name"]] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        """Take note of what is in it."""
        if self._inside:
            self.inline.append((self._inside, data))

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        self._inside = ""


class TestNotes:
    async def test_what_is_accepted_is_in_the_file(self, door: Door) -> None:
        answer = await door.send(note(ID, star=True), note("note-0002", "une autre"))
        assert answer.json == {"accepted": [ID, "note-0002"], "refused": []}
        found = door.state.all(Note)[ID]
        assert (found.text, found.star, found.origin) == ("des stands", True, Origin.PHONE)
        assert door.texts == ["des stands", "une autre"]

    async def test_sent_again_it_is_accepted_and_there_once(self, door: Door) -> None:
        for _ in range(3):
            assert (await door.send(note(), note())).json["accepted"] == ["note-0001", "note-0001"]
        assert door.texts == ["des stands"]

    async def test_sent_twice_at_once_it_is_there_once(self, door: Door) -> None:
        answers = await asyncio.gather(*(door.send(note(), device=f"d{index}") for index in range(20)))
        assert [answer.json["accepted"] for answer in answers] == [["note-0001"]] * 20
        assert door.texts == ["des stands"]

    async def test_each_is_refused_for_itself(self, door: Door) -> None:
        answer = await door.send(note(), note("note-0002", " "), note("note-0003", heading="menaces"))
        assert answer.json["accepted"] == ["note-0001"]
        assert [each["id"] for each in answer.json["refused"]] == ["note-0002", "note-0003"]
        assert all(each["reason"] for each in answer.json["refused"])

    async def test_reasons_are_in_the_language_of_the_phone(self, door: Door) -> None:
        found = [
            (await door.post("notes", {"notes": [note(text="")]}, headers={"Accept-Language": language})).json
            for language in ("fr", "en")
        ]
        french, english = (each["refused"][0]["reason"] for each in found)
        assert english.startswith("There is nothing")
        assert french != english

    async def test_they_stay_in_the_order_in_which_they_were_typed(self, door: Door) -> None:
        texts = [f"ligne {number}" for number in range(20)]
        await door.send(*(note(f"note-{index:04}", text) for index, text in enumerate(texts)))
        assert [each["text"] for each in (await door.get("/state")).json["notes"]] == texts

    async def test_a_link_to_a_note_of_the_same_batch_is_kept(self, door: Door) -> None:
        await door.send(note(ID), note("note-0002", link_to=ID, link_kind="nuances"))
        assert [each.link_to for each in door.state.live(Note)] == [None, ID]

    async def test_twenty_at_most(self, door: Door) -> None:
        answer = await door.send(*(note(f"note-{index:04}") for index in range(21)))
        assert (answer.status, answer.json["error"]) == (400, "unreadable")
        assert door.texts == []

    async def test_when_the_file_is_gone_the_queue_is_kept(self, door: Door) -> None:
        door.session.path.rename(door.session.path.with_suffix(".moved"))
        answer = await door.send(note())
        assert (answer.status, answer.json["error"], answer.headers["Retry-After"]) == (503, "trouble", "5")
        assert str(door.session.path.parent) not in answer.text
        assert door.session.unsaved == ()

    @pytest.mark.parametrize("hostile", HOSTILE, ids=str)
    async def test_whatever_is_typed_comes_back_as_text(self, door: Door, hostile: Hostile) -> None:
        answer = await door.send(note(text=hostile.text[:2_000].encode("utf-8", "replace").decode()))
        assert answer.status == 200
        state = await door.get("/state")
        assert state.status == 200
        for text in (each["text"] for each in state.json["notes"]):
            assert not any(character in text for character in "\x1b\x00\x9b\u202e")
        for route in ("", "/simple"):
            page = await door.get(route)
            assert page.status == 200
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text


class TestState:
    async def test_it_is_as_agreed(self, door: Door) -> None:
        await door.send(note(ID))
        door.session.save_now(running.send_message("Encore 5 minutes", door.clock.now()))
        found = (await door.get("/state?device=d1&queued=2", headers={"Accept-Language": "en"})).json
        assert {name: found[name] for name in ("v", "table", "topic", "open", "rehearsal")} == {
            "v": 1,
            "table": 1,
            "topic": "Thème 1",
            "open": True,
            "rehearsal": False,
        }
        assert found["step"] == {"kind": "round", "round": 1, "label": "Round 1/2"}
        assert found["clock"]["state"] == "running"
        assert found["here"] == {"round": 1, "group": "A", "group_name": ""}
        assert found["awaited"] is None
        assert found["headings"][1]["key"] == "pistes"
        assert found["notes"] == [
            {
                "id": ID,
                "note": ID,
                "round": 1,
                "group": "A",
                "heading": "pistes",
                "text": "des stands",
                "star": False,
                "mine": True,
                "link_to": None,
                "link_kind": None,
            }
        ]
        assert found["said"] == []
        assert [each["text"] for each in found["messages"]] == ["Encore 5 minutes"]
        assert found["help"] == {"on": False, "answered": False}
        assert [(each.device, each.queued) for each in door.seen.changed()] == [("d1", 2)]

    async def test_notes_that_the_page_has_are_left_out(self, door: Door) -> None:
        await door.send(note())
        first = (await door.get("/state")).json
        second = (await door.get(f"/state?has={first['tag']}")).json
        assert "notes" not in second
        assert second == {name: value for name, value in first.items() if name not in ("notes", "said")}
        await door.send(note("note-0002"))
        third = (await door.get(f"/state?has={first['tag']}")).json
        assert len(third["notes"]) == 2

    async def test_what_others_write_is_seen_at_once(self, door: Door) -> None:
        await door.get("/state")
        cell = note_services.CellKey("t1", 1, "A", "pistes")
        door.session.save_now(note_services.add_note(door.session.state, cell, "tapée", door.clock.now()))
        found = (await door.get("/state")).json["notes"]
        assert [(each["text"], each["mine"]) for each in found] == [("tapée", False)]

    async def test_a_long_one_is_compressed_for_those_who_can(self, door: Door) -> None:
        for index in range(20):
            await door.send(note(f"note-{index:04}", "une idée assez longue " * 10))
        plain = await door.get("/state", headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        reader, writer = await asyncio.open_connection("127.0.0.1", int(door.root.rpartition(":")[2]))
        request = (
            f"GET /{door.token()}/state HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n\r\n"
        )
        writer.write(request.encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        assert b"Content-Encoding: gzip" in head
        assert len(body) < len(plain.text) / 4
        assert b'"notes"' in gzip.decompress(body)

    @pytest.mark.parametrize(
        "query", ["device=%FF&queued=x", "device=" + "d" * 999, "queued=-1&queued=9999999", "%"]
    )
    async def test_a_question_that_makes_no_sense_is_answered_all_the_same(
        self, door: Door, query: str
    ) -> None:
        assert (await door.ask("GET", f"/{door.token()}/state?{query}")).status == 200
        assert [(each.device, each.queued) for each in door.seen.changed()] == [("", 0)]


class TestEdits:
    async def edit(self, door: Door, **more: Any) -> Any:
        """Send one edit of the note."""
        answer = await door.post(
            "edits", {"device": "d1", "edits": [{"id": "edit-0001", "note": ID, **more}]}
        )
        assert answer.status == 200
        return answer.json

    async def test_a_note_is_changed_and_a_retry_changes_nothing(self, door: Door) -> None:
        await door.send(note(ID))
        for _ in range(2):
            found = await self.edit(door, was="des stands", text="un stand", star=True)
            assert found == {"accepted": ["edit-0001"], "refused": []}
        kept = door.state.all(Note)[ID]
        assert (kept.text, kept.star) == ("un stand", True)
        assert door.state.live(Variant) == ()
        assert len(door.session.row_history(Note.KIND, ID)) == 2

    async def test_over_what_somebody_else_wrote_both_are_kept(self, door: Door) -> None:
        await door.send(note(ID))
        changed = note_services.edit_text(door.state, ID, "corrigé ici")
        assert changed is not None
        door.session.save_now(changed)
        for _ in range(2):
            await self.edit(door, was="des stands", text="corrigé là")
        assert door.state.all(Note)[ID].text == "corrigé là"
        assert [variant.text for variant in door.state.live(Variant)] == ["corrigé ici"]

    async def test_an_edit_that_was_done_is_not_done_over_a_later_one(self, door: Door) -> None:
        await door.send(note(ID))
        await self.edit(door, was="des stands", text="un stand")
        changed = note_services.edit_text(door.state, ID, "un stand, le samedi")
        assert changed is not None
        door.session.save_now(changed)
        await self.edit(door, was="des stands", text="un stand")
        assert door.state.all(Note)[ID].text == "un stand, le samedi"

    async def test_it_is_removed(self, door: Door) -> None:
        await door.send(note(ID))
        for _ in range(2):
            assert (await self.edit(door, removed=True))["accepted"] == ["edit-0001"]
        assert door.texts == []

    async def test_another_tables_note_is_refused(self, door: Door) -> None:
        await door.send(note(ID, table=2, group="B"), table_id="t2")
        assert [each["id"] for each in (await self.edit(door, removed=True))["refused"]] == ["edit-0001"]
        assert door.texts == ["des stands"]


class TestCalls:
    async def test_help_is_called_once_and_taken_back(self, door: Door) -> None:
        for _ in range(2):
            answer = await door.post("help", {"device": "d1", "on": True, "text": "le micro"})
            assert answer.json["help"] == {"on": True, "answered": False}
        assert [call.text for call in open_calls(door.state)] == ["le micro"]
        answer = await door.post("help", {"on": False})
        assert answer.json["help"]["on"] is False

    async def test_a_group_is_seated(self, door: Door) -> None:
        answer = await door.post("seated", {"device": "d1", "round": 2, "group": "B"})
        assert answer.json["here"] == {"round": 2, "group": "B", "group_name": ""}
        answer = await door.post("seated", {"round": 2, "group": "Z"})
        assert (answer.status, answer.json["error"]) == (409, "refused")


class TestPages:
    async def test_the_policy_names_what_is_in_the_page_and_nothing_else(self, door: Door) -> None:
        answer = await door.get()
        assert answer.headers["Vary"].startswith("Accept-Language")
        found = Elements(answer.text)
        for kind, text in found.inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            policy = answer.headers["Content-Security-Policy"]
            assert f"'sha256-{digest}'" in next(part for part in policy.split("; ") if part.startswith(kind))
        assert found.inline
        assert not [name for name in found.attributes if name.startswith("on") or name == "style"]

    async def test_a_page_that_is_kept_for_a_day_holds_nothing_that_was_made_for_it(self, door: Door) -> None:
        first = await door.get()
        await door.send(note())
        assert (await door.get()).text == first.text

    async def test_the_language_of_the_browser(self, door: Door) -> None:
        found = [(await door.get(headers={"Accept-Language": language})).text for language in ("fr", "en")]
        assert [re.search(r'lang="?(\w\w)', text)[1] for text in found] == ["fr", "en"]  # type: ignore[index]


class TestForm:
    async def fields(self, door: Door) -> dict[str, str]:
        """The hidden fields of the form, as a browser would send them."""
        return Elements((await door.get("/simple")).text).hidden

    async def submit(self, door: Door, **fields: str) -> Any:
        """Send the form."""
        return await door.ask("POST", f"/{door.token()}/simple", data=fields, headers={"Origin": "null"})

    async def test_a_note_is_written_once(self, door: Door) -> None:
        fields = {**await self.fields(door), "heading": "pistes", "text": "sans script"}
        for _ in range(2):
            answer = await self.submit(door, **fields)
            assert answer.status == 303
        assert door.texts == ["sans script"]
        after = await door.ask("GET", answer.headers["Location"])
        assert "sans script" in after.text

    async def test_what_is_refused_stays_in_the_form(self, door: Door) -> None:
        fields = {**await self.fields(door), "heading": "pistes", "text": "long <b>" + "é" * 2_000}
        answer = await self.submit(door, **fields)
        assert answer.status == 200
        assert "long &lt;b&gt;" in answer.text
        assert fields["id"] in answer.text
        assert door.texts == []

    async def test_it_lands_where_the_table_was_when_the_form_was_opened(self, door: Door) -> None:
        fields = {**await self.fields(door), "heading": "pistes", "text": "tour 1"}
        await door.post("seated", {"round": 2, "group": "B"})
        await self.submit(door, **fields)
        (kept,) = door.state.live(Note)
        assert (kept.round, kept.group_id, kept.is_late) == (1, "A", True)

    async def test_a_group_is_seated_by_the_form(self, door: Door) -> None:
        answer = await self.submit(door, seated="2 B")
        assert answer.status == 303
        assert (await door.get("/state")).json["here"]["group"] == "B"

    async def test_what_is_being_typed_while_a_group_is_seated_stays_in_the_form(self, door: Door) -> None:
        fields = {**await self.fields(door), "heading": "pistes", "text": "pas encore <b>fini</b>"}
        answer = await self.submit(door, **fields, seated="2 B")
        assert answer.status == 200
        assert "pas encore &lt;b&gt;fini&lt;/b&gt;" in answer.text
        assert re.search(r'value="?pistes"? required checked', answer.text)
        assert door.texts == []
        assert (await door.get("/state")).json["here"]["group"] == "B"

    async def test_a_form_that_makes_no_sense(self, door: Door) -> None:
        for body in (b"\xff\xfe=1", b"text=%FF%FE", b"a=1&" * 60, "text=é".encode()):
            answer = await door.ask(
                "POST",
                f"/{door.token()}/simple",
                data=body,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            assert answer.status == 400
        assert (await self.submit(door)).status == 200
        assert door.texts == []
