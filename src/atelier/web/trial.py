"""The test page: a phone that opens it has found its way; nothing can be done there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from html import escape

from aiohttp import web

from atelier.services.collection.devices import SeenDevices
from atelier.services.collection.trial import PHONE, THIS_COMPUTER, TRIAL
from atelier.web.application import Visit
from atelier.web.responses import NOTHING, page


class TrialPage:
    """Answers whoever tries to get through.

    Args:
        seen: which phones are there.
        wall: seconds since the epoch, by the real clock.
    """

    methods: Mapping[str, tuple[str, ...]] = {"": ("GET",)}

    def __init__(self, seen: SeenDevices, wall: Callable[[], float] = time.time) -> None:
        self._seen = seen
        self._wall = wall

    async def answer(self, visit: Visit) -> web.StreamResponse:
        """Say that it works, and take note of it."""
        visit.charge()
        tr = visit.tr
        is_here = _is_this_computer(visit.request)
        self._seen.note(THIS_COMPUTER if is_here else PHONE, TRIAL, self._wall())
        told = tr("It works: this phone gets through to Atelier.")
        if is_here:
            told = tr("This computer gets through to itself. Now try with a phone.")
        more = tr("You can close this page, and scan the code of your table.")
        text = (
            f'<!doctype html><html lang="{tr.language}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>Atelier</title><h1>✓ {escape(told)}</h1><p>{escape(more)}</p></html>"
        )
        return page(text, tr.language, policy=NOTHING)


def _is_this_computer(request: web.BaseRequest) -> bool:
    """Whether it comes from where it goes to."""
    transport = request.transport
    if transport is None:
        return False
    peer, own = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
    return bool(peer and own and peer[0] == own[0])
