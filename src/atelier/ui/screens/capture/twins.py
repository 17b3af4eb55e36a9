"""« Doublon probable »: what is typed, or was just added, was said already at this table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import BindingType
from textual.timer import Timer

from atelier.domain.change import Action
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import CafeTable
from atelier.frozen import frozen
from atelier.ui.screens.capture.desk import shown_stop, stop_of, typed_stop
from atelier.ui.screens.capture.earlier import answerable
from atelier.ui.screens.capture.notices import Notices
from atelier.ui.widgets.bar import Part

if TYPE_CHECKING:
    from atelier.services.nearness import Twin, Twins

PAUSE_SECONDS: Final = 0.4
"""How long nothing is typed before the line is compared: no key ever waits for it."""
_SAVING_SECONDS: Final = 0.1
"""How long a note that is not in the file yet is waited for before it is looked for again."""


@frozen
class Compared:
    """A text that was compared: the line being typed, or the note that was just added."""

    table_id: str
    text: str
    note_id: str = ""
    """The note; empty for the line."""


@frozen
class Found:
    """What a text is like."""

    of: Compared
    twin: Twin
    can_link: bool
    """Whether the one can be linked to the other."""


class TwinWatch(Notices):
    """Looks, while nobody types, whether a text was said before; nothing is ever changed by it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._twins: Twins | None = None
        self._found: Found | None = None
        self._added: Compared | None = None
        """The note that was just added, until it is compared."""
        self._twin_timer: Timer | None = None
        self._typed_at = 0.0
        self._is_comparing = False

    # What is shown

    def twin_parts(self, room: int) -> Sequence[Part]:
        """What the line, or the last note, is like; nothing once that is said or gone."""
        found = self._shown_twin()
        if found is None:
            return ()
        from atelier.ui.screens.capture.twin_parts import Here, twin_parts

        desk, state = self.desk, self.state
        note = state.get(Note, found.of.note_id)
        is_meant = (note is None) == (not is_blank(desk.text))
        here = Here(
            stop_of(note) if note is not None else typed_stop(state, desk),
            note.heading if note is not None else self.prefixed(desk.text)[0] or desk.heading,
            self.key_of("capture.link") if found.can_link and is_meant else "",
        )
        return twin_parts(self.tr, state, found, here, room)

    def twin_of(self, note: Note | None) -> str | None:
        """The id of the note that a note is like, or the line being typed when there is none."""
        found = self._shown_twin()
        is_it = found is not None and found.of.note_id == (note.id if note is not None else "")
        return found.twin.note_id if found is not None and is_it else None

    def _shown_twin(self) -> Found | None:
        found, desk = self._found, self.desk
        if found is None or found.of.table_id != self._table_id or desk.editing is not None:
            return None
        if found.of.note_id:
            note = self.state.get(Note, found.of.note_id)
            return found if note is not None and note.link_to != found.twin.note_id else None
        is_linked = desk.link is not None and desk.link.note_id == found.twin.note_id
        return None if is_linked or is_blank(desk.text) else found

    # When to look

    def watch_line(self, before: str) -> None:
        """Something was typed: compare the line once it rests.

        Args:
            before: what stood there.
        """
        if self._found is not None and is_blank(before):
            # The key beside what is said of the last note would link the new line.
            self.draw_state()
        self._look_soon()

    def watch_added(self, action: Action) -> None:
        """A note was added: compare it once it is in the file."""
        ids = [change.row_id for change in action.changes if change.kind == Note.KIND]
        note = self._pending.get(ids[0]) if len(ids) == 1 else None
        found, self._found = self._found, None
        if note is None or note.is_rehearsal:
            return
        added = Compared(self._table_id, note.text, note.id)
        if found is not None and found.of == replace(added, note_id=""):
            self._found = replace(found, of=added)
            return
        self._added = added
        self._look_soon()

    def forget_twin(self) -> None:
        """Say no more of it."""
        self._found = None

    def _look_soon(self) -> None:
        self._typed_at = monotonic()
        if self._twin_timer is None and not self._is_comparing:
            self._twin_timer = self.set_timer(PAUSE_SECONDS, self._look)

    def _look(self) -> None:
        self._twin_timer = None
        if not self.is_whole or self.atelier.session is None or self._table_id not in self._desks:
            return
        left = self._typed_at + PAUSE_SECONDS - monotonic()
        is_waiting = self._added is not None and self._added.note_id in self._pending
        if is_waiting or (self._added is None and left > 0.0):
            self._twin_timer = self.set_timer(max(left, _SAVING_SECONDS), self._look)
            return
        compared, self._added = self._added, None
        compared = compared or self._line()
        if compared is None:
            if self._found is not None and not self._found.of.note_id:
                self._show_found(None)
            return
        tables = [compared.table_id]
        if self._reporting is not None and self._is_plenary(compared.table_id):
            tables.append(self._reporting.id)
        self._is_comparing = True
        self._compare(self.state, compared, tables)

    def _line(self) -> Compared | None:
        """The line being typed, where it is to become a note that counts."""
        desk = self.desk
        if desk.editing is not None or self.is_rehearsing:
            return None
        text = self.prefixed(self.field.text)[1].strip()
        return Compared(self._table_id, text) if text else None

    @work(thread=True, group="twins", exit_on_error=False)
    def _compare(self, state: State, compared: Compared, tables: Sequence[str]) -> None:
        from atelier.services.nearness import Twins

        twin: Twin | None = None
        try:
            if self._twins is None:
                self._twins = Twins()
            twin = self._twins.of(state, tables, compared.text, compared.note_id)
        finally:
            self.call_later(self._compared, compared, twin)

    def _compared(self, compared: Compared, twin: Twin | None) -> None:
        self._is_comparing = False
        if not self.is_whole or self.atelier.session is None:
            return
        line = self._line()
        if not compared.note_id and compared != line:
            self._look_soon()
            return
        found = Found(compared, twin, self._can_link(compared, twin)) if twin is not None else None
        self._show_found(found)
        if self._added is not None or (compared.note_id and line is not None):
            self._look_soon()

    def _show_found(self, found: Found | None) -> None:
        if found != self._found:
            self._found = found
            self.draw_state()

    def _can_link(self, compared: Compared, twin: Twin) -> bool:
        state, note = self.state, self.state.get(Note, compared.note_id)
        stop = stop_of(note) if note is not None else shown_stop(state, self.desk)
        return any(other.id == twin.note_id for other in answerable(state, compared.table_id, stop))

    def _is_plenary(self, table_id: str) -> bool:
        table = self.state.get(CafeTable, table_id)
        return table is not None and table.is_plenary
