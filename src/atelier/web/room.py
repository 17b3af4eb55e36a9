"""The routes of the room screen: its page, and the scene that it shows now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from aiohttp import web

from atelier.domain.glance import look
from atelier.domain.place import reading
from atelier.i18n import Translator
from atelier.services.fast_clock import pace_of
from atelier.services.session import Session
from atelier.web.application import Visit
from atelier.web.pages import room
from atelier.web.pages.assets import asset
from atelier.web.responses import json_answer, page, page_policy
from atelier.web.tables import A_DAY
from atelier.wording.names import pace_phrase
from atelier.wording.scene import Scene, scene
from atelier.wording.ties import tied

VERSION: Final = 1


class RoomPages:
    """Answers the requests of those who look at the room screen; they change nothing.

    Args:
        session: the workshop.
    """

    methods: Mapping[str, tuple[str, ...]] = {"": ("GET", "HEAD"), "state": ("GET", "HEAD")}

    def __init__(self, session: Session) -> None:
        self._session = session

    async def answer(self, visit: Visit) -> web.StreamResponse:
        """Answer a request."""
        visit.charge()
        if visit.route == "state":
            return json_answer(self.shown(visit.tr))
        text = room.room_page_html(visit.tr, self._session.state.workshop.title, visit.base)
        policy = page_policy([asset(room.SCRIPT)], [asset(room.STYLE)])
        return page(text, visit.tr.language, policy=policy, cache=A_DAY)

    def shown(self, tr: Translator) -> dict[str, Any]:
        """What the room is shown now, the same as in the terminal."""
        session = self._session
        session.catch_up()
        now = session.clock.now()
        glance = look(session.state, reading(session.state, now), now)
        return scene_row(scene(tr, glance, note=self._note(tr)))

    def _note(self, tr: Translator) -> str:
        trouble, pace = self._session.trouble, pace_of(self._session.clock)
        if trouble is not None:
            return tr("The file cannot be read at the moment: this is what it said last.")
        return pace_phrase(tr, pace.speed, rehearses=bool(pace.rehearses)) if pace is not None else ""


def scene_row(shown: Scene) -> dict[str, Any]:
    """A scene as the page's script takes it."""
    return {"v": VERSION, **_tied(asdict(shown)), "share": round(shown.share, 4)}


def _tied(value: Any) -> Any:
    """The same with every text ready to be broken into lines."""
    if isinstance(value, str):
        return tied(value)
    if isinstance(value, dict):
        return {name: _tied(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_tied(each) for each in value]
    return value
