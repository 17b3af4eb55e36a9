"""What becomes of what people did: saved, or loudly not saved, tried again, saved elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.message import Message

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.errors import AtelierError

if TYPE_CHECKING:
    from atelier.services.session import Saved, Session
    from atelier.ui.app import AtelierApp

RETRY_SECONDS: Final = 5.0
"""How long after a failed write it is tried again."""
LOOK_SECONDS: Final = 3.0
"""How often it is checked that the file is still where it was."""
STEP_CHANGES: Final = frozenset({"clock.start", "clock.go", "clock.finish"})
"""Actions after which the file is backed up."""


@dataclass(repr=False, eq=False)
class Committed(Message):
    """The writer thread is done with an action, well or not."""

    future: Future[Saved]
    action: Action
    then: Callable[[Saved], None] | None
    otherwise: Callable[[AtelierError], None] | None


class Saving:
    """Hands actions to the open workshop and tells what became of them."""

    def __init__(self, app: AtelierApp) -> None:
        self._app = app
        self._retry_at = 0.0
        self._looked_at = 0.0
        self.trouble: AtelierError | None = None
        """Why something is not saved; None when all is well."""

    @property
    def trouble_text(self) -> str:
        """The trouble in the user's language, or nothing."""
        return "" if self.trouble is None else self._app.tr.of(self.trouble)

    def forget(self) -> None:
        """The workshop was closed: its troubles are over."""
        self.trouble = None

    def save(
        self,
        session: Session,
        action: Action,
        then: Callable[[Saved], None] | None,
        otherwise: Callable[[AtelierError], None] | None,
    ) -> Future[Saved]:
        """Hand an action to the writer thread; `Committed` comes when it is done."""
        future = session.save(action)
        future.add_done_callback(
            lambda done: self._app.post_message(Committed(done, action, then, otherwise))
        )
        return future

    def settle(self, session: Session, event: Committed) -> None:
        """Follow what the writer thread did."""
        error = event.future.exception()
        if error is None:
            session.catch_up()
            if self.trouble is not None and not session.unsaved:
                self._calm()
            if event.action.name in STEP_CHANGES:
                session.backup(event.action.name)
            if event.then is not None:
                event.then(event.future.result())
        elif isinstance(error, AtelierError):
            if session.unsaved:
                self._alarm(error)
            else:
                self._app.warn(error)
            if event.otherwise is not None:
                event.otherwise(error)
        else:
            raise error

    def watch(self, session: Session, now: Moment) -> None:
        """Look whether the file is still there, and try again what failed; called a few times a second."""
        if now.boot - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now.boot
            found = session.check_in_place()
            if found is not None and self.trouble is None:
                self._alarm(found)
            elif found is None and self.trouble is not None and not session.unsaved:
                self._calm()
        if session.unsaved and now.boot >= self._retry_at:
            self._retry_at = now.boot + RETRY_SECONDS
            self.retry(session)

    def retry(self, session: Session) -> None:
        """Try again to write what failed."""
        for action in session.unsaved:
            self.save(session, action, None, None)

    async def move(self, session: Session) -> bool:
        """Ask for another place, write the whole workshop there and go on there; whether it was done."""
        from atelier.ui.dialogs.questions import OneLine

        tr = self._app.tr
        start = str(Path.home() / session.path.name)
        question = tr("Where shall the workshop be saved? (full path of a new file)")
        answer = await self._app.push_screen_wait(OneLine(question, start))
        if not answer or not answer.strip():
            return False
        try:
            session.save_elsewhere(Path(answer.strip()).expanduser())
        except AtelierError as error:
            self._app.warn(error)
            return False
        session.catch_up()
        self._calm()
        self._app.say(tr("You are now working in {path}.", path=session.path))
        return True

    def back_up(self, session: Session) -> None:
        """Copy the file beside itself and say where."""
        future = session.backup("manual")
        future.add_done_callback(lambda done: self._app.call_later(self._backed_up, done))

    def _backed_up(self, done: Future[Path]) -> None:
        error = done.exception()
        if isinstance(error, AtelierError):
            self._app.warn(error)
        elif error is None:
            self._app.say(self._app.tr("Backed up to {path}", path=done.result()))

    def _alarm(self, error: AtelierError) -> None:
        self._retry_at = self._app.clock.now().boot + RETRY_SECONDS
        if self.trouble is None:
            self._app.bell()
        self.trouble = error
        self._tell()

    def _calm(self) -> None:
        self.trouble = None
        self._tell()
        self._app.say(self._app.tr("Everything is saved again."))

    def _tell(self) -> None:
        screen = self._app.section_screen
        if screen is not None:
            screen.tell_trouble()
