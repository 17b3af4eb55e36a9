"""Typing: a line becomes a note, and what is not saved yet is kept as a draft."""

from __future__ import annotations

from contextlib import ExitStack
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from atelier.domain.change import Action
from atelier.domain.note import CellKey, Note, Origin
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import is_blank, printable
from atelier.errors import AtelierError
from atelier.services.notes import add_note, edit_text
from atelier.services.session import Session, StorageTrouble
from atelier.services.sheets import noted
from atelier.ui.screens.capture.bars import COUNT_FROM, Word
from atelier.ui.screens.capture.desk import Editing, cell_of, live_stop, stop_at, typed_stop
from atelier.ui.screens.capture.field import CaptureField
from atelier.ui.screens.capture.twins import TwinWatch
from atelier.ui.widgets.note_field import NoteField

DRAFT_SECONDS: Final = 0.5
"""How long after a key what was typed is kept; a crash may cost one second of typing at the most."""
PENDING_SECONDS: Final = 0.015
"""How long a commit may take before a note is shown on its way. Textual paints once in 17 to 33 ms: painting
the emptied field at once would put off what most commits show a few milliseconds later."""


class Typist(TwinWatch):
    """What the field does."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._seating: Action | None = None
        """Who was just said to be seated, while that is being saved."""
        self._file: Session | None = None
        """The file that the desks are of; another one may be open when this screen goes."""
        self._held = ExitStack()
        """While it holds something, nothing is painted."""
        self._draft_timer: Timer | None = None
        self._prefix = ""

    # Tables and their drafts

    def arrive(self) -> None:
        """Make the desk of a table, with what a program that died left there."""
        typed = self.field.text if not self._desks else ""
        super().arrive()
        self._file = self.session
        desk = self.desk
        found = [draft for draft in self.session.drafts(desk.draft) if not is_blank(draft.text)]
        if found:
            # Several programs may have died here: no word of theirs is dropped.
            texts = dict.fromkeys(printable(draft.text) for draft in reversed(found))
            desk.text = "\n".join(texts)
            desk.begun = stop_at(self.state, desk.table_id, found[0].at)
        corrected = next((draft for draft in self.session.drafts(desk.edit_draft) if draft.text), None)
        if corrected is not None:
            note_id, _, text = corrected.text.partition("\n")
            note = self.state.get(Note, note_id)
            if note is not None and text != note.text:
                desk.stash, desk.text = desk.text, printable(text)
                desk.editing = self._editing(note)
        if desk.text:
            self._word = Word(self.tr("unsaved line found again"), "warning")
        if typed:
            # Keys that were pressed before the screen was drawn for the first time.
            desk.begun = desk.begun or live_stop(self.state, desk.table_id)
            desk.text += typed
        self.fill_field()

    def fill_field(self) -> None:
        """Put in the field what is in hand at this table."""
        self.field.put(self.desk.text)
        self.draw_prompt()
        self.draw_state()
        if self.desk.text:
            self.watch_line(self.desk.text)

    def keep_draft(self) -> None:
        """Keep what is typed now."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if self.atelier.session is None or self.session.read_only or self._table_id not in self._desks:
            return
        desk = self.desk
        typed, corrected = desk.text, ""
        if desk.editing is not None:
            typed, corrected = desk.stash, f"{desk.editing.note_id}\n{desk.text}"
        for field, text in ((desk.draft, typed), (desk.edit_draft, corrected)):
            if text.strip():
                self.session.put_draft(field, text)
            else:
                self.session.drop_draft(field)

    def keep_typing(self) -> None:
        """Keep what is typed before the file is closed."""
        self.take_text()
        self.keep_draft()

    def on_unmount(self) -> None:
        """Keep what is typed when the program ends."""
        self._held.close()
        if self._file is self.atelier.session:
            self.keep_draft()

    def on_screen_suspend(self) -> None:
        """Keep what is typed when another screen is shown."""
        self.keep_typing()

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw; and look after what is being corrected."""
        had_pending = bool(self._pending)
        super().state_changed(kinds)
        if had_pending and not self._pending and self.desk.text:
            # A commit clears the draft of its field, be it of a line that was typed after it.
            self._draft_soon()
        if not self._pending:
            self._held.close()

    async def recompose(self) -> None:
        """Make the widgets anew, the field with what it holds."""
        self.take_text()
        await super().recompose()

    def recomposed(self) -> None:
        """Draw everything in the new widgets, and go on typing."""
        super().recomposed()
        self.fill_field()
        self.field.focus()

    def take_text(self) -> None:
        """Know what stands in the field, be its last change not told yet."""
        fields = self.query(CaptureField)
        if fields and self._table_id in self._desks:
            self.desk.text = fields.first().text

    def _draft_soon(self) -> None:
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self.keep_draft)

    # Keys in the field

    @on(TextArea.Changed, "#field")
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        desk, text = self.desk, self.field.text
        if text == desk.text:
            return
        before, was_long = desk.text, len(desk.text) > COUNT_FROM
        if not text:
            desk.begun = None
        elif not desk.text and desk.late is None and desk.editing is None:
            desk.begun = live_stop(self.soon, desk.table_id)
        desk.text = text
        self._draft_soon()
        prefix = text[:12].partition(":")[0] if ":" in text[:12] else ""
        if prefix != self._prefix:
            self._prefix = prefix
            self.draw_prompt()
        if self._word.tone:
            self.say("")
        elif was_long or len(text) > COUNT_FROM or not text:
            self.draw_state()
        self.watch_line(before)

    def heard(self, message: Message) -> None:
        """Do what a key of the field asks for."""
        match message:
            case NoteField.Sent():
                self.action_send()
            case NoteField.Tabbed(step=step) if step > 0:
                self.action_next_heading()
            case NoteField.Tabbed():
                self.action_previous_heading()
            case NoteField.LeftUp():
                self.action_to_list()
            case NoteField.Escaped():
                self.action_back()

    @on(CaptureField.Undone, "#field")
    def _undone(self, event: CaptureField.Undone) -> None:
        event.stop()
        if event.is_redo:
            self.atelier.action_redo()
        else:
            self.atelier.action_undo()

    # Sending

    @property
    def soon(self) -> State:
        """The state with the group that was just said to be seated: what is typed from then on is its own."""
        if self._seating is None:
            return self.state
        changes = self._seating.changes
        return self.state.apply((change.kind, change.row_id, change.columns) for change in changes)

    def action_send(self) -> None:
        """Make a note of the line, or keep the correction."""
        desk = self.desk
        self.take_text()
        if desk.editing is not None:
            self._send_correction(desk.editing)
            return
        heading, rest = self.prefixed(desk.text)
        if is_blank(rest):
            if heading is not None:
                self.empty_field()
                self.go_to(heading)
            return
        if not self.may_write():
            return
        now = self.session.clock.now()
        state = self.soon
        cell = cell_of(desk.table_id, typed_stop(state, desk), heading or desk.heading)
        try:
            action = add_note(
                state,
                cell,
                rest,
                now,
                star=desk.star,
                profile=desk.profile,
                link_to=desk.link.note_id if desk.link is not None else None,
                link_kind=desk.link.kind if desk.link is not None else None,
                origin=self.origin,
                is_rehearsal=self.is_rehearsing,
                drafts=(desk.draft,),
            )
        except AtelierError as error:
            self.refuse(error)
            return
        self.write(self.from_sheet(cell, action))
        self.watch_added(action)

    @property
    def origin(self) -> Origin:
        """Where what is typed now comes from."""
        return Origin.PAPER if self.desk.is_paper else Origin.TUI

    def from_sheet(self, cell: CellKey, action: Action) -> Action:
        """What adds notes; those that are typed from a sheet show that it came back."""
        return noted(self.soon, cell, action) if self.desk.is_paper else action

    def write(self, action: Action) -> None:
        """Save new notes, and make room for the next line."""
        ids = []
        for change in action.changes:
            if change.kind == Note.KIND:
                columns: dict[str, Scalar] = {**change.columns, "id": change.row_id}
                self._pending[change.row_id] = Note.from_columns(columns)
                ids.append(change.row_id)
        self.goes_to_end = True
        self._held.close()
        self._held.enter_context(self.app.batch_update())
        self.set_timer(PENDING_SECONDS, self._show_pending)
        self.atelier.save(action, lambda _: self._written(), lambda error: self._not_written(ids, error))
        self.empty_field()

    def _written(self) -> None:
        """Say so after what earlier deeds had to say: several may be committed, and thus drawn, at once."""
        if not self._pending and self.is_whole:
            self.say(self.tr("saved ✓"))

    def _show_pending(self) -> None:
        """Show what is still on its way to the file."""
        if self._pending and self.is_mounted:
            self.draw_notes()
            self.draw_state()
        self._held.close()

    def _not_written(self, note_ids: list[str], error: AtelierError) -> None:
        lost = [self._pending[note_id] for note_id in note_ids if note_id in self._pending]
        if isinstance(error, StorageTrouble):
            self._unsaved.update(note.id for note in lost)
        else:
            # The file will never take it as it is: the words go back to where they were typed.
            for note in lost:
                del self._pending[note.id]
            desk = self.desk
            desk.text = "\n".join([note.text for note in lost] + ([desk.text] if desk.text else []))
            self.fill_field()
        self.draw_notes()
        self.draw_state()

    def _send_correction(self, editing: Editing) -> None:
        text = self.desk.text
        if not self.may_write():
            return
        try:
            action = edit_text(
                self.state,
                editing.note_id,
                text,
                based_on=editing.based_on or None,
                drafts=(self.desk.edit_draft,),
            )
        except AtelierError as error:
            self.refuse(error)
            return
        table_id = self._table_id
        self.end_correction()
        if action is not None:
            self.say("…")
            self.atelier.save(
                action,
                lambda _: self.say(self.tr("saved ✓")),
                lambda _: self._correct_again(table_id, editing, text),
            )

    def _correct_again(self, table_id: str, editing: Editing, text: str) -> None:
        """A correction could not be written: it stays on screen."""
        desk = self._desks[table_id]
        if desk.editing is None:
            desk.stash, desk.text, desk.editing = desk.text, text, editing
        if table_id == self._table_id:
            self.fill_field()
            self.say(self.tr("NOT SAVED — kept here, tried again every 5 s"), "alarm")

    def empty_field(self) -> None:
        """Make room for the next line."""
        self.desk.clear()
        self._prefix = ""
        self.field.put("")
        self.draw_prompt()

    def refuse(self, error: AtelierError) -> None:
        """Say why the line cannot be saved; it stays."""
        self.say(self.tr.of(error), "alarm")

    def may_write(self) -> bool:
        """Whether the file can be written; says so when it cannot."""
        if self.session.read_only:
            self.say(self.tr("This file is read-only: nothing can be noted."), "alarm")
        return not self.session.read_only

    # Corrections

    def correct(self, note: Note) -> None:
        """Put a note in the field to correct it; what stood there comes back afterwards."""
        desk = self.desk
        if desk.editing is None:
            desk.stash = desk.text
        desk.text = note.text
        desk.editing = self._editing(note)
        self.fill_field()
        self.draw_notes()
        self.field.focus()

    def end_correction(self) -> None:
        """Go back to the line that was being typed."""
        desk = self.desk
        desk.editing = None
        desk.text, desk.stash = desk.stash, ""
        self.fill_field()
        self.keep_draft()
        self.draw_notes()

    def _editing(self, note: Note) -> Editing:
        return Editing(note.id, note.text, self.session.revision_of(Note.KIND, note.id, "text"))

    # What subclasses do

    @property
    def has_line(self) -> bool:
        """Whether a line is being typed that is to become a note."""
        return self.desk.editing is None and not is_blank(self.field.text)

    def go_to(self, heading: str) -> None:
        """Type under a heading."""

    def action_next_heading(self) -> None:
        """Go to the next heading."""

    def action_previous_heading(self) -> None:
        """Go to the heading before."""

    def action_to_list(self) -> None:
        """Go to the last note."""

    def action_back(self) -> None:
        """Come back to the field, or give up what is in hand there."""
