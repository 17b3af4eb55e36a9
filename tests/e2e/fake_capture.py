"""A capture server that does what a test tells it, the worst included."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from atelier.i18n import Translator
from atelier.web.pages.assets import asset
from atelier.web.pages.table import SCRIPT, STYLE, Shell, shell_html
from atelier.web.responses import page_policy

TOKEN: Final = "ABCDEFGHIJKLMNOPQRST"
STATE: Final[dict[str, Any]] = {
    "v": 1,
    "workshop": "MSP & usagers",
    "table": 1,
    "topic": "Écouter les usagers",
    "question": "Comment recueillir la parole des usagers dans une maison de santé ?",
    "open": True,
    "step": {"kind": "round", "round": 2, "label": "Tour 2/3"},
    "clock": {"state": "running", "remaining_s": 760.0},
    "here": {"round": 2, "group": "B", "group_name": "les Bleus"},
    "awaited": None,
    "rehearsal": False,
    "headings": [
        {
            "key": "constats",
            "title": "Constats / Situation actuelle",
            "short": "Constats",
            "gathers_stars": False,
        },
        {"key": "pistes", "title": "Idées / Pistes d’actions", "short": "Pistes", "gathers_stars": False},
        {
            "key": "conditions",
            "title": "Conditions de mise en œuvre",
            "short": "Conditions",
            "gathers_stars": False,
        },
        {
            "key": "phares",
            "title": "Idées phares à transmettre",
            "short": "Idées phares",
            "gathers_stars": True,
        },
    ],
    "profiles": [{"key": "usagers", "label": "Usagers"}],
    "notes": [],
    "said": [],
    "messages": [],
    "help": {"on": False, "answered": False},
}


class FakeCapture:
    """A server on a port of its own choice; started anew it is found on the same one.

    Args:
        language: of its pages.
    """

    def __init__(self, language: str = "fr") -> None:
        self.state = copy.deepcopy(STATE)
        self.rows: dict[str, dict[str, Any]] = {}
        """What it has committed, by id."""
        self.edits: dict[str, dict[str, Any]] = {}
        self.batches: list[list[str]] = []
        """The ids of each request for notes."""
        self.asked: list[tuple[str, str]] = []
        self.judge: Callable[[dict[str, Any]], str] = lambda note: ""
        """Why a note is refused; empty for a good one."""
        self.fault: Callable[[web.Request], str] = lambda request: ""
        """What goes wrong with a request: `before`, or `after` it was committed; or a status."""
        self.reads: Callable[[web.Request], Awaitable[bool]] | None = None
        """Whether a body is one that cannot be read."""
        self.delay = 0.0
        self.port = 0
        self._tr = Translator(language)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.router.add_route("*", "/{token}", self._answer)
        app.router.add_route("*", "/{token}/{part}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Be gone."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def url(self, host: str) -> str:
        """Where the page of its table is."""
        return f"http://{host}:{self.port}/{TOKEN}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        part = request.match_info.get("part", "")
        self.asked.append((request.method, part))
        await asyncio.sleep(self.delay)
        fault = self.fault(request)
        if fault == "before":
            return self._dropped(request)
        if fault.isdecimal():
            return web.json_response({"error": "fault"}, status=int(fault), headers={"Retry-After": "2"})
        if self.reads is not None and await self.reads(request):
            return web.json_response({"error": "unreadable"}, status=400)
        answer = await self._done(request, part)
        return self._dropped(request) if fault == "after" else answer

    def _dropped(self, request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _done(self, request: web.Request, part: str) -> web.StreamResponse:
        if part == "":
            shown = self.state
            headings = [(each["key"], each["short"]) for each in shown["headings"]]
            place = self._tr("Table {table}", table=shown["table"])
            about = (shown["workshop"], shown["topic"], shown["question"])
            text = shell_html(
                self._tr, Shell(place, shown["table"], *about, headings, "0123456789ab"), f"/{TOKEN}"
            )
            headers = {
                "Content-Security-Policy": page_policy([asset(SCRIPT)], [asset(STYLE)]),
                "Cache-Control": "private, max-age=86400",
                "Vary": "Accept-Language",
            }
            return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)
        if part == "state":
            return web.json_response(self._now(), headers={"Cache-Control": "no-store"})
        body = await request.json()
        if part == "notes":
            return web.json_response(self._take_notes(body["notes"]))
        if part == "edits":
            return web.json_response(self._take_edits(body["edits"]))
        if part == "help":
            self.state["help"] = {"on": body["on"], "answered": False}
        elif part == "seated":
            awaited = self.state["awaited"]
            group = next(each for each in awaited["groups"] if each["group"] == body["group"])
            self.state["here"] = {"round": body["round"], **group}
            self.state["awaited"] = None
        return web.json_response(self._now())

    def _take_notes(self, notes: list[dict[str, Any]]) -> dict[str, Any]:
        self.batches.append([note["id"] for note in notes])
        accepted, refused = [], []
        for note in notes:
            reason = self.judge(note)
            if reason:
                refused.append({"id": note["id"], "reason": reason})
            else:
                self.rows.setdefault(note["id"], note)
                accepted.append(note["id"])
        return {"accepted": accepted, "refused": refused}

    def _take_edits(self, edits: list[dict[str, Any]]) -> dict[str, Any]:
        reasons = {edit["id"]: self.judge(edit) for edit in edits}
        refused = [{"id": edit_id, "reason": reason} for edit_id, reason in reasons.items() if reason]
        taken = [edit for edit in edits if not reasons[edit["id"]]]
        for edit in taken:
            self.edits.setdefault(edit["id"], edit)
            row = self.rows[edit["note"]]
            if "text" in edit:
                assert row["text"] in (edit["was"], edit["text"]), "both versions would have to be kept"
            row.update({name: edit[name] for name in ("text", "heading", "star", "removed") if name in edit})
        return {"accepted": [edit["id"] for edit in taken], "refused": refused}

    def _now(self) -> dict[str, Any]:
        here = self.state["here"]
        notes = [
            {"link_to": None, "link_kind": None, **row, "note": row["id"], "mine": True}
            for row in self.rows.values()
            if (row["round"], row["group"]) == (here["round"], here["group"]) and not row.get("removed")
        ]
        return {**self.state, "notes": [*self.state["notes"], *notes]}
