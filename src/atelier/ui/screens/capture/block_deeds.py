"""A block becomes several notes: pasted into the field, or where F10 makes room for it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from atelier.domain.canvas import Heading
from atelier.domain.text import is_blank, printable
from atelier.errors import AtelierError
from atelier.services.block_notes import NewNote, add_notes
from atelier.ui.dialogs.questions import LongText
from atelier.ui.screens.capture.desk import cell_of, typed_stop
from atelier.ui.screens.capture.field import CaptureField
from atelier.ui.screens.capture.typist import Typist


class BlockDeeds(Typist):
    """What is done with several lines at once."""

    BINDINGS: ClassVar[list[BindingType]] = []

    @on(CaptureField.Pasted, "#field")
    def _pasted(self, event: CaptureField.Pasted) -> None:
        event.stop()
        if self.desk.editing is None:
            self.take_text()
            self._preview(self.field.text)

    def action_split_block(self) -> None:
        """Make notes of the lines in the field; make room for a block when there is none."""
        self.take_text()
        if not self.may_write():
            return
        if self.desk.editing is not None:
            self.divide_correction()
        elif "\n" in self.field.text.strip():
            self._preview(self.field.text)
        else:
            self._ask_block()

    def divide_correction(self) -> None:
        """Divide the note that is being corrected where the cursor stands."""

    def _ask_block(self) -> None:
        question = self.tr(
            "Paste or type a block: one line, one note. Bullets go; headings such as “Ideas:” or “i:” are"
            " recognised."
        )
        hint = self.tr("ctrl+j: look at the notes · Esc: nothing")

        def given(text: str | None) -> None:
            self.field.focus()
            if text is None or is_blank(text):
                return
            self.desk.text = printable(text)
            self.fill_field()
            self.keep_draft()
            self._preview(text)

        self.app.push_screen(LongText(question, self.field.text, hint=hint), given)

    def _preview(self, text: str) -> None:
        from atelier.ui.screens.capture.block import BlockDialog

        headings = self.state.live(Heading)
        dialog = BlockDialog(text, headings, self.desk.heading)
        if len(dialog.items) and headings and self.may_write():
            self.app.push_screen(dialog, self._split)

    def _split(self, split: object) -> None:
        from atelier.ui.screens.capture.block import Split

        self.field.focus()
        if not isinstance(split, Split):
            return
        desk, state = self.desk, self.soon
        stop = typed_stop(state, desk)
        notes = [
            NewNote(cell_of(desk.table_id, stop, item.heading), item.text, item.star) for item in split.notes
        ]
        try:
            action = add_notes(
                state,
                notes,
                self.session.clock.now(),
                origin=self.origin,
                is_rehearsal=self.is_rehearsing,
                drafts=(desk.draft,),
            )
        except AtelierError as error:
            self.refuse(error)
            return
        if action is None:
            return
        self.write(self.from_sheet(notes[0].cell, action))
        if split.rest:
            desk.text = "\n".join(item.text for item in split.rest)
            self.fill_field()
            self.keep_draft()
            words = self.tr.n(
                "{n} line is too long: it stays here",
                "{n} lines are too long: they stay here",
                len(split.rest),
            )
            self.say(words, "alarm")
