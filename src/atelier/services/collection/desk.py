"""Where what phones send is taken in: planned on the state of this instant, and handed to the writer."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.services.collection import receiving
from atelier.services.collection.receiving import PhoneEdit, PhoneNote
from atelier.services.session import Saved, Session, StorageTrouble


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one thing that a phone sent."""

    id: str
    """As the phone made it."""
    written: Future[Saved] | None = None
    """Done once it is in the file; None for what was there already, and for what is refused."""
    refusal: AtelierError | None = None


OLD_SECONDS: Final = 0.02
"""How old the state may be that things are planned on; what was written through this desk is always in it."""

APART_SECONDS: Final = 0.000_01
"""Between the places of notes that come together: a float of our days tells no smaller steps apart."""


class Desk:
    """The open workshop, for those who receive.

    Looking into the file for what is new waits for the writer, hundreds of times when everybody sends at
    once: what arrives together is planned on one state.

    Args:
        session: the workshop; used from one thread.
        clock: seconds that only go forward.
    """

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self.session = session
        self._clock = clock
        self._last = 0.0
        self._looked_at = -math.inf
        self._has_written = False

    def state(self) -> State:
        """The workshop as it is now."""
        now = self._clock()
        if self._has_written or now - self._looked_at >= OLD_SECONDS:
            self._has_written = False
            self._looked_at = now
            self.session.catch_up()
        return self.session.state

    def take_notes(self, table_id: str, notes: Sequence[PhoneNote]) -> list[Taken]:
        """Take in the notes of one request, each on its own."""
        state = self.state()
        arriving: set[str] = set()
        return [self._take(note.id, partial(self._noted, state, table_id, note, arriving)) for note in notes]

    def take_edits(self, table_id: str, edits: Sequence[PhoneEdit]) -> list[Taken]:
        """Take in the changes of one request, each on its own."""
        state = self.state()
        return [self._take(edit.id, partial(self._edited, state, table_id, edit)) for edit in edits]

    def call_help(self, table_id: str, is_on: bool, text: str) -> Taken:
        """Take in a call for help, or its end."""
        now = self.session.clock.now()
        return self._take("", partial(receiving.help_call, self.state(), table_id, now, is_on, text))

    def seat(self, table_id: str, round_number: int, group: str | None) -> Taken:
        """Take in that a group is seated."""
        now = self.session.clock.now()
        return self._take("", partial(receiving.seated, self.state(), table_id, now, round_number, group))

    def _take(self, sent_id: str, plan: Callable[[], Action | None]) -> Taken:
        try:
            action = plan()
        except StorageTrouble:
            raise
        except AtelierError as refusal:
            return Taken(sent_id, refusal=refusal)
        if action is None:
            return Taken(sent_id)
        written = self.session.save(action)
        written.add_done_callback(self._wrote)
        return Taken(sent_id, written)

    def _wrote(self, _: Future[Saved]) -> None:
        """Called on the writer's thread, before whoever waits for the answer goes on."""
        self._has_written = True

    def _noted(self, state: State, table_id: str, note: PhoneNote, arriving: set[str]) -> Action | None:
        action = receiving.new_note(state, table_id, note, self._later(), arriving)
        if action is not None:
            arriving.add(action.changes[0].row_id)
        return action

    def _edited(self, state: State, table_id: str, edit: PhoneEdit) -> Action | None:
        note = receiving.edited_note(state, table_id, edit)
        based_on, past = "", []
        if edit.text is not None:
            entries = self.session.row_history(Note.KIND, note.id)
            texts = [entry for entry in entries if "text" in entry.changes]
            based_on = texts[-1].revision if texts else ""
            past = [str(entry.changes["text"]) for entry in texts]
        return receiving.edit_note(state, table_id, edit, based_on, past)

    def _later(self) -> Moment:
        """This instant, and never the same one twice: notes that come together stay in their order."""
        now = self.session.clock.now()
        self._last = max(now.wall, self._last + APART_SECONDS)
        return replace(now, wall=self._last)
