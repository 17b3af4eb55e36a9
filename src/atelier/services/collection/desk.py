"""Where what phones send is taken in: planned on the state of this instant, and handed to the writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.note import Note
from atelier.errors import AtelierError
from atelier.services.collection import receiving
from atelier.services.collection.receiving import PhoneEdit, PhoneNote
from atelier.services.session import Saved, Session


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one thing that a phone sent."""

    id: str
    """As the phone made it."""
    written: Future[Saved] | None = None
    """Done once it is in the file; None for what was there already, and for what is refused."""
    refusal: AtelierError | None = None


class Desk:
    """The open workshop, for those who receive.

    Args:
        session: the workshop; used from one thread.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._last = 0.0

    def take_notes(self, table_id: str, notes: Sequence[PhoneNote]) -> list[Taken]:
        """Take in the notes of one request, each on its own."""
        self.session.catch_up()
        arriving: set[str] = set()
        return [self._take(note.id, partial(self._noted, table_id, note, arriving)) for note in notes]

    def take_edits(self, table_id: str, edits: Sequence[PhoneEdit]) -> list[Taken]:
        """Take in the changes of one request, each on its own."""
        self.session.catch_up()
        return [self._take(edit.id, partial(self._edited, table_id, edit)) for edit in edits]

    def call_help(self, table_id: str, is_on: bool, text: str) -> Taken:
        """Take in a call for help, or its end."""
        self.session.catch_up()
        now = self.session.clock.now()
        return self._take("", partial(receiving.help_call, self.session.state, table_id, now, is_on, text))

    def seat(self, table_id: str, round_number: int, group: str | None) -> Taken:
        """Take in that a group is seated."""
        self.session.catch_up()
        now = self.session.clock.now()
        return self._take(
            "", partial(receiving.seated, self.session.state, table_id, now, round_number, group)
        )

    def _take(self, sent_id: str, plan: Callable[[], Action | None]) -> Taken:
        try:
            action = plan()
        except AtelierError as refusal:
            return Taken(sent_id, refusal=refusal)
        return Taken(sent_id, None if action is None else self.session.save(action))

    def _noted(self, table_id: str, note: PhoneNote, arriving: set[str]) -> Action | None:
        action = receiving.new_note(self.session.state, table_id, note, self._later(), arriving)
        if action is not None:
            arriving.add(action.changes[0].row_id)
        return action

    def _edited(self, table_id: str, edit: PhoneEdit) -> Action | None:
        state = self.session.state
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
        self._last = max(now.wall, self._last + 1e-6)
        return replace(now, wall=self._last)
