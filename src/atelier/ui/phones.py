"""The phones of the open workshop: watched once a second, off the event loop, once they were asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from atelier.domain.place import reading
from atelier.errors import N_, AtelierError
from atelier.services.fast_clock import is_rehearsal
from atelier.ui.widgets.bar import Part

if TYPE_CHECKING:
    from atelier.services.collection.process import CaptureProcess, Status
    from atelier.services.collection.reach import Reach
    from atelier.services.session import Session
    from atelier.ui.app import AtelierApp

T = TypeVar("T")
LOOK_SECONDS: Final = 1.0
"""How often the server and its phones are looked at, at most."""


class Phones:
    """What the program knows of the capture server of its workshop.

    Args:
        app: the program.
    """

    def __init__(self, app: AtelierApp) -> None:
        self._app = app
        self._session: Session | None = None
        self._process: CaptureProcess | None = None
        self._lock = asyncio.Lock()
        self._looked_at = float("-inf")
        self._failure = ""
        self.status: Status | None = None
        """Where the collection stands; None while phones were never asked for."""
        self.reach: Reach | None = None
        """The phones of the tables; None likewise."""

    def take(self, session: Session | None) -> None:
        """Another workshop is open, or none."""
        self._session, self._process = session, None
        self.status = self.reach = None
        self._looked_at = float("-inf")

    @property
    def refusal(self) -> AtelierError | None:
        """Why phones cannot be opened on this workshop at all; None when they can."""
        if self._session is None or self._session.read_only:
            return AtelierError(N_("This file can only be read: phones cannot write into it."))
        if is_rehearsal(self._session.clock):
            text = N_("This is a rehearsal on a copy: phones are opened in the workshop itself.")
            return AtelierError(text)
        return None

    @property
    def is_open(self) -> bool:
        """Whether phones are to be served."""
        return self.status is not None and self.status.is_wished

    @property
    def process(self) -> CaptureProcess:
        """The server of the open workshop."""
        from atelier.services.collection.process import CaptureProcess

        session = self._session
        if session is None:
            raise RuntimeError("phones belong to an open workshop")
        if self._process is None:
            workshop_id = session.state.workshop.id
            self._process = CaptureProcess(self._app.places, session.path, workshop_id, self._app.real_clock)
        return self._process

    # Watching

    def watch(self) -> None:
        """Look at the server, if phones were ever asked for on this computer."""
        boot = self._app.real_clock.now().boot
        if self._session is None or 0 <= boot - self._looked_at < LOOK_SECONDS or self._lock.locked():
            return
        self._looked_at = boot
        if self._process is None and not (self._app.places.state / "collection").is_dir():
            return
        if self.refusal is None:
            self._app.run_worker(self.look(), group="phones", exit_on_error=False)

    async def look(self) -> None:
        """Look at the server and its phones, and draw what changed."""
        await self.do(lambda _: None)

    async def do(self, deed: Callable[[CaptureProcess], T]) -> T:
        """Do something with the server off the event loop, then look at it and draw what changed.

        Args:
            deed: what is done.

        Raises:
            AtelierError: it cannot be done.
        """
        async with self._lock:
            process = self.process
            try:
                return await asyncio.to_thread(deed, process)
            finally:
                await self._refresh(process)

    async def _refresh(self, process: CaptureProcess) -> None:
        from atelier.services.collection.devices import devices, seen_by_table
        from atelier.services.collection.process import Phase
        from atelier.services.collection.reach import reach

        now = self._app.real_clock.now()
        try:
            status = await asyncio.to_thread(process.look)
        except AtelierError as error:
            self._warn_once(error)
            return
        self._failure = ""
        if status.wishes is None:
            return
        if status.phase is Phase.CLOSED and self.status == status:
            return  # no server writes who is there
        found = await asyncio.to_thread(devices, process.ledger.devices)
        session = self._session
        if session is not None and process is self._process:
            shown = reading(session.state, session.clock.now())
            before = (self.status, self.reach)
            self.status = status
            self.reach = reach(session.state, shown, seen_by_table(found, now.wall), now.wall)
            if (self.status, self.reach) != before:
                self._draw()

    def _warn_once(self, error: AtelierError) -> None:
        text = self._app.tr.of(error)
        if text != self._failure:
            self._failure = text
            self._app.warn(error)

    def _draw(self) -> None:
        section = self._app.section_screen
        if section is not None and section.is_mounted and self._app.session is not None:
            section.phones_changed()

    # Telling

    def lost_words(self) -> Mapping[str, str]:
        """What is to be said of each table whose phones no longer answer, by its id."""
        reach = self.reach
        if reach is None or not reach.lost or not self.is_open:
            return {}
        from atelier.ui.screens.phones.words import lost_words

        tr = self._app.tr
        return {table_id: lost_words(tr, reach.seen[table_id]) for table_id in sorted(reach.lost)}

    def parts(self) -> list[Part]:
        """A few words for the line above, only while phones are served."""
        status, reach, tr = self.status, self.reach, self._app.tr
        if status is None or reach is None or not status.is_wished:
            return []
        from atelier.services.collection.process import Phase

        goal = "app.show_phones"
        match status.phase:
            case Phase.OPEN | Phase.STARTING:
                count = tr.n("{n} phone", "{n} phones", reach.connected)
                parts = [Part("  "), Part(count, "dim", goal)]
            case _:
                return [Part("  "), Part(tr("phones: see why"), "warning", goal)]
        if reach.lost:
            lost = tr.n("{n} no longer answers", "{n} no longer answer", len(reach.lost))
            parts += [Part(" · ", "dim"), Part(lost, "warning", goal)]
        return parts
