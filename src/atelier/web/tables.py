"""The routes of a table: its page, what it shows, what its phones send."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import parse_qs

from aiohttp import web

from atelier.domain.identity import new_id
from atelier.errors import AtelierError
from atelier.services.collection.desk import Desk, Taken
from atelier.services.collection.devices import SeenDevices
from atelier.services.collection.table_page import Handovers, TablePage, table_page
from atelier.services.session import ChangeRefused, StorageTrouble
from atelier.web import payloads
from atelier.web.application import Visit
from atelier.web.pages import simple, table
from atelier.web.pages.assets import asset
from atelier.web.responses import Refused, json_answer, json_text, page, page_policy, redirect
from atelier.web.table_state import TableStates

P = TypeVar("P")
A_DAY: Final = "private, max-age=86400"
SAVED: Final = "saved"
"""What the address of the form has after it once a note was written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the things of one request."""

    accepted: list[str]
    refused: list[tuple[str, AtelierError]]
    trouble: StorageTrouble | None


class TablePages:
    """Answers the requests of tables.

    Args:
        desk: where notes are taken in.
        seen: which phones are there.
        wall: seconds since the epoch, by the real clock.
    """

    methods: Mapping[str, tuple[str, ...]] = {
        "": ("GET", "HEAD"),
        "simple": ("GET", "HEAD", "POST"),
        "state": ("GET", "HEAD"),
        "notes": ("POST",),
        "edits": ("POST",),
        "help": ("POST",),
        "seated": ("POST",),
    }

    def __init__(self, desk: Desk, seen: SeenDevices, wall: Callable[[], float] = time.time) -> None:
        self._desk = desk
        self._seen = seen
        self._wall = wall
        self._handovers = Handovers()
        self._states = TableStates()

    async def answer(self, visit: Visit) -> web.StreamResponse:
        """Answer a request."""
        match visit.route, visit.request.method:
            case "", _:
                return self._page(visit)
            case "simple", "POST":
                return await self._posted_form(visit)
            case "simple", _:
                return self._form(visit)
            case "state", _:
                return self._state(visit)
            case "notes", _:
                return await self._notes(visit)
            case "edits", _:
                return await self._edits(visit)
            case "help", _:
                return await self._help(visit)
            case _:
                return await self._seated(visit)

    def _page(self, visit: Visit) -> web.Response:
        visit.charge()
        shown = self._shown(visit)
        text = table.table_page_html(visit.tr, shown, visit.base)
        policy = page_policy([asset(table.SCRIPT)], [asset(table.STYLE)])
        return page(text, visit.tr.language, policy=policy, cache=A_DAY)

    def _state(self, visit: Visit) -> web.Response:
        query = parse_qs(visit.request.rel_url.raw_query_string[:500])
        sent = payloads.sent_presence({name: values[-1] for name, values in query.items()})
        visit.charge(sent.device)
        self._note(visit, sent.device, queued=sent.queued)
        return self._state_now(visit, sent.has)

    async def _notes(self, visit: Visit) -> web.Response:
        sent = await self._sent(visit, payloads.sent_notes)
        visit.charge(sent.device)
        outcome = await settled(self._desk.take_notes(visit.capability.table_id, sent.notes))
        self._note(visit, sent.device, has_written=bool(outcome.accepted))
        return self._told(visit, outcome)

    async def _edits(self, visit: Visit) -> web.Response:
        sent = await self._sent(visit, payloads.sent_edits)
        visit.charge(sent.device)
        outcome = await settled(self._desk.take_edits(visit.capability.table_id, sent.edits))
        self._note(visit, sent.device)
        return self._told(visit, outcome)

    async def _help(self, visit: Visit) -> web.Response:
        sent = await self._sent(visit, payloads.sent_help)
        visit.charge(sent.device)
        taken = self._desk.call_help(visit.capability.table_id, sent.is_on, sent.text)
        return await self._done(visit, sent.device, taken)

    async def _seated(self, visit: Visit) -> web.Response:
        sent = await self._sent(visit, payloads.sent_seated)
        visit.charge(sent.device)
        taken = self._desk.seat(visit.capability.table_id, sent.round, sent.group)
        return await self._done(visit, sent.device, taken)

    async def _done(self, visit: Visit, device: str, taken: Taken) -> web.Response:
        outcome = await settled([taken])
        if outcome.trouble is not None:
            raise outcome.trouble
        for _, reason in outcome.refused:
            raise Refused(409, "refused", visit.tr.of(reason))
        self._note(visit, device)
        return self._state_now(visit)

    # The form without a script

    def _form(self, visit: Visit, **typed: str) -> web.Response:
        if not typed:
            visit.charge()
        shown = self._shown(visit)
        is_saved = visit.request.rel_url.raw_query_string == SAVED
        note_id = typed.pop("note_id", "") or new_id(self._wall())
        text = simple.simple_page_html(visit.tr, shown, note_id, is_saved=is_saved and not typed, **typed)
        policy = page_policy(styles=[asset(simple.STYLE)])
        return page(text, visit.tr.language, policy=policy)

    async def _posted_form(self, visit: Visit) -> web.Response:
        body = await visit.form_body()
        visit.charge()
        try:
            fields = payloads.sent_form(body)
        except payloads.Unreadable as error:
            raise visit.refused(400, "unreadable", error.msgid, **error.params) from error
        seat = payloads.form_seat(fields)
        if seat is not None:
            outcome = await settled([self._desk.seat(visit.capability.table_id, *seat)])
        else:
            note = payloads.form_note(fields, new_id(self._wall()))
            outcome = await settled(self._desk.take_notes(visit.capability.table_id, [note]))
        if outcome.trouble is not None:
            raise outcome.trouble
        for _, reason in outcome.refused:
            return self._form(
                visit,
                note_id=fields.get("id", ""),
                text=fields.get("text", ""),
                heading=fields.get("heading", ""),
                problem=visit.tr.of(reason),
            )
        self._note(visit, "", has_written=seat is None)
        if seat is None:
            return redirect(f"{visit.base}/simple?{SAVED}")
        if text := fields.get("text", ""):
            # What was being typed when the group was confirmed is not sent yet
            return self._form(visit, text=text, heading=fields.get("heading", ""))
        return redirect(f"{visit.base}/simple")

    # Inside

    async def _sent(self, visit: Visit, read: Callable[[bytes], P]) -> P:
        body = await visit.json_body()
        try:
            return read(body)
        except payloads.Unreadable as error:
            visit.charge()
            raise visit.refused(400, "unreadable", error.msgid, **error.params) from error

    def _told(self, visit: Visit, outcome: Outcome) -> web.Response:
        if outcome.trouble is not None and not outcome.accepted and not outcome.refused:
            raise outcome.trouble
        # What is named neither here nor there stays on the phone, which sends it again
        refused = [{"id": sent_id, "reason": visit.tr.of(reason)} for sent_id, reason in outcome.refused]
        return json_answer({"accepted": outcome.accepted, "refused": refused})

    def _shown(self, visit: Visit) -> TablePage:
        now = self._desk.session.clock.now()
        return table_page(self._desk.state(), visit.capability.table_id, now, self._handovers)

    def _state_now(self, visit: Visit, has: str = "") -> web.Response:
        return json_text(self._states.text(visit.tr, self._shown(visit), has))

    def _note(
        self, visit: Visit, device: str, *, queued: int | None = None, has_written: bool = False
    ) -> None:
        self._seen.note(
            device, visit.capability.table_id, self._wall(), queued=queued, has_written=has_written
        )


async def settled(taken: Sequence[Taken]) -> Outcome:
    """What became of things once they are in the file, or are not."""
    accepted: list[str] = []
    refused: list[tuple[str, AtelierError]] = []
    trouble: StorageTrouble | None = None
    for each in taken:
        if each.refusal is not None:
            refused.append((each.id, each.refusal))
            continue
        if each.written is not None:
            try:
                await asyncio.wrap_future(each.written)
            except ChangeRefused as refusal:
                refused.append((each.id, refusal))
                continue
            except StorageTrouble as found:
                trouble = found
                continue
        accepted.append(each.id)
    return Outcome(accepted, refused, trouble)
