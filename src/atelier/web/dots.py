"""The routes of dots: the page, what it shows, what phones give."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from aiohttp import web

from atelier.errors import N_
from atelier.services.collection.ballots import BallotBox, DotsPage
from atelier.services.collection.ledger import Wishes
from atelier.web import payloads
from atelier.web.application import Visit
from atelier.web.pages import dots
from atelier.web.pages.assets import asset
from atelier.web.responses import json_answer, page, page_policy, redirect
from atelier.web.tables import A_DAY, SAVED, settled
from atelier.web.wording import table_label

COOKIE: Final = "atelier-dots"
"""By this a browser without JavaScript is known again; it leads nowhere else."""
COOKIE_SECONDS: Final = 2 * 24 * 3600
VERSION: Final = 1


class DotsPages:
    """Answers the requests of those who give dots.

    Args:
        box: where dots are taken in.
        wishes: what people want of the collection now.
    """

    methods: Mapping[str, tuple[str, ...]] = {
        "": ("GET", "HEAD"),
        "simple": ("GET", "HEAD", "POST"),
        "state": ("GET", "HEAD"),
        "dots": ("POST",),
    }

    def __init__(self, box: BallotBox, wishes: Callable[[], Wishes]) -> None:
        self._box = box
        self._wishes = wishes
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

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
            case _:
                return await self._given(visit)

    def _page(self, visit: Visit) -> web.Response:
        visit.charge()
        shown = self._shown("")
        text = dots.dots_page_html(visit.tr, shown, visit.base)
        policy = page_policy([asset(dots.SCRIPT)], [asset(dots.STYLE)])
        return page(text, visit.tr.language, policy=policy, cache=A_DAY)

    def _state(self, visit: Visit) -> web.Response:
        query = parse_qs(visit.request.rel_url.raw_query_string[:500])
        sent = payloads.sent_presence({name: values[-1] for name, values in query.items()})
        visit.charge(sent.device)
        return json_answer(state_of(visit, self._shown(sent.device)))

    async def _given(self, visit: Visit) -> web.Response:
        body = await visit.json_body()
        try:
            sent = payloads.sent_dots(body)
        except payloads.Unreadable as error:
            visit.charge()
            raise visit.refused(400, "unreadable", error.msgid, **error.params) from error
        visit.charge(sent.device)
        reason = await self._put(visit, sent.device, sent.given)
        told = {"accepted": not reason, "reason": reason}
        return json_answer(told | state_of(visit, self._shown(sent.device)))

    async def _put(self, visit: Visit, device: str, given: Mapping[str, int]) -> str:
        """Why it was refused, in the language of whoever asks; empty when it was not."""
        turn = self._turns.setdefault(device, asyncio.Lock())
        async with turn:
            outcome = await settled([self._box.put(device, given, self._wishes().dots_each)])
            if outcome.trouble is not None:
                raise outcome.trouble
            # Whoever is next is to see it
            self._box.session.catch_up()
        return next((visit.tr.of(reason) for _, reason in outcome.refused), "")

    # The form without a script

    def _form(self, visit: Visit, problem: str = "") -> web.Response:
        if not problem:
            visit.charge()
        known = device_of(visit.request.headers.get("Cookie", ""))
        is_saved = not problem and visit.request.rel_url.raw_query_string == SAVED
        shown = self._shown(known)
        text = dots.simple_dots_html(visit.tr, shown, problem=problem, is_saved=is_saved)
        answer = page(text, visit.tr.language, policy=page_policy(styles=[asset(dots.STYLE)]))
        answer.headers["Set-Cookie"] = cookie(known or new_device(), visit.base, visit.request.secure)
        return answer

    async def _posted_form(self, visit: Visit) -> web.Response:
        body = await visit.form_body()
        visit.charge()
        try:
            given = payloads.form_dots(payloads.sent_form(body, payloads.MOST_IDEAS))
        except payloads.Unreadable as error:
            raise visit.refused(400, "unreadable", error.msgid, **error.params) from error
        device = device_of(visit.request.headers.get("Cookie", ""))
        if not device:
            # Each visit would have all its dots again
            problem = N_("This browser keeps no cookie, so it cannot give dots: raise your hand instead.")
            return self._form(visit, visit.tr(problem))
        reason = await self._put(visit, device, given)
        return self._form(visit, reason) if reason else redirect(f"{visit.base}/simple?{SAVED}")

    def _shown(self, device: str) -> DotsPage:
        return self._box.page(device, self._wishes().dots_each)


def state_of(visit: Visit, shown: DotsPage) -> dict[str, Any]:
    """What the page asks for again and again."""
    return {
        "v": VERSION,
        "each": shown.each,
        "tables": [
            {
                "label": table_label(visit.tr, table),
                "topic": table.topic,
                "ideas": [{"note": note.id, "text": note.text} for note in notes],
            }
            for table, notes in shown.tables
        ],
        "mine": dict(shown.mine),
    }


def new_device() -> str:
    """A name for a browser that cannot make one itself."""
    return secrets.token_hex(16)


def device_of(cookies: str) -> str:
    """The name that a browser was given; empty for none, and for one that we did not make."""
    try:
        found = SimpleCookie(cookies[:4096]).get(COOKIE)
    except CookieError:
        return ""
    value = found.value if found is not None else ""
    return value if len(value) == 32 and value.isascii() and value.isalnum() else ""


def cookie(device: str, base: str, is_secure: bool) -> str:
    """What gives a browser its name: for this page alone, and for no script."""
    text = f"{COOKIE}={device}; Path={base}; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict"
    return f"{text}; Secure" if is_secure else text
