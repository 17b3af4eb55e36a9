"""The screen `capture`: one line is one note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.workshop import CafeTable
from atelier.services.notes import SCREEN, join_versions
from atelier.services.variants import settle_variant
from atelier.ui.commands.capture import CAPTURE
from atelier.ui.commands.registry import bindings
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.capture.bars import Word
from atelier.ui.screens.capture.room_deeds import RoomDeeds
from atelier.ui.screens.capture.sheet import variants_of
from atelier.ui.widgets.line_list import Line

_ON_NOTES = frozenset(
    (
        "edit",
        "change_heading",
        "next_heading",
        "previous_heading",
        "remove",
        "move",
        "divide",
        "raise_note",
        "lower_note",
        "settle",
        "send_back",
        "star",
        "profile",
        "toggle_all",
    )
)
"""Actions that mean nothing while the panel of earlier notes has the focus."""


class CaptureScreen(RoomDeeds):
    """Where a note-taker works."""

    SECTION: ClassVar[str] = SCREEN
    BINDINGS: ClassVar[list[BindingType]] = bindings(CAPTURE)

    def __init__(self) -> None:
        super().__init__()
        self._is_giving_up = False

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw; first go to the cell that another screen asked for."""
        super().state_changed(kinds)
        target = self.atelier.capture_target
        if target is not None and not kinds:
            self.atelier.capture_target = None
            self.open_cell(target)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is possible here and now."""
        if action in _ON_NOTES and self.focused is not None and self.focused.id == "earlier":
            return False
        match action:
            case "send":
                return self.focused is None or self.focused is self.field
            case "back":
                return self.focused is not None and self.focused is not self.field
            case "confirm_group":
                return self._waiting is not None and self.desk.late is None
            case "go_live":
                return self._table_id in self._desks and self.desk.late is not None
            case "go_plenary":
                return self._reporting is not None and self._waiting is None and self._may_go_to_plenary()
            case "type_sheets":
                return self._table_id not in self._desks or not self.desk.is_paper
            case "next_sheet" | "previous_sheet" | "tick_sheet":
                return self._table_id in self._desks and self.desk.is_paper
            case "next_table":
                return self._table_id not in self._desks or not self.desk.is_paper
            case "read_message":
                return self._message is not None
            case _:
                return True

    def _may_go_to_plenary(self) -> bool:
        table = self.state.get(CafeTable, self._table_id)
        return table is not None and not table.is_plenary and self.desk.late is None

    @property
    def first_actions(self) -> Sequence[str]:
        """What is done over and over: with sheets, turning them."""
        if self._table_id in self._desks and self.desk.is_paper:
            return ("send", "next_sheet", "tick_sheet", "next_heading", "previous_sheet")
        return ()

    # Headings

    def go_to(self, heading: str) -> None:
        """Type under a heading."""
        self.desk.heading = heading
        self._followed = None
        self.draw_prompt()
        self.draw_notes(at_end=True)

    def action_go_to_heading(self, index: int) -> None:
        """Type under the heading at an index; a click on its tab."""
        headings = self.state.live(Heading)
        if index < len(headings):
            self.go_to(headings[index].key)
            self.field.focus()

    def action_next_heading(self) -> None:
        """Go to the next heading, alone or with the note."""
        self._neighbour(1)

    def action_previous_heading(self) -> None:
        """Go to the heading before, alone or with the note."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        if self.is_listing:
            self.put_under_neighbour(step)
            return
        keys = [heading.key for heading in self.state.live(Heading)]
        if keys:
            at = keys.index(self.desk.heading) if self.desk.heading in keys else -step
            self.go_to(keys[(at + step) % len(keys)])

    def action_toggle_all(self) -> None:
        """Show all headings, or only one."""
        self._shows_all = not self._shows_all
        self.draw_notes(at_end=not self.is_listing)

    # Where the focus is

    def action_to_list(self) -> None:
        """Go to the last note, or to what was said earlier where that is shown instead."""
        if self.has_class("-earlier"):
            self.earlier.focus()
            return
        last = next((line.id for line in reversed(self.notes.lines) if line.is_selectable), None)
        if last is None:
            self.say(self.tr("no note here yet"))
            return
        self.notes.move_to(last)
        self.notes.focus()

    def action_show_earlier(self) -> None:
        """Show what earlier groups said, and go there to read it; again: back to typing."""
        if self.focused is self.earlier:
            self.back_to_field()
            return
        self.add_class("-earlier")
        self.earlier.focus()

    def action_back(self) -> None:
        """Come back to the field; there, give up what is in hand, or put away a message."""
        if self.focused is not self.field:
            self.back_to_field()
            return
        desk = self.desk
        giving_up, self._is_giving_up = self._is_giving_up, False
        if desk.editing is not None:
            if self.field.text != desk.editing.text and not giving_up:
                self._is_giving_up = True
                self.say(self.tr("Esc again: the note stays as it was"), "warning")
                return
            self.end_correction()
            self.say("")
        elif desk.star or desk.profile or desk.link is not None:
            desk.star, desk.profile, desk.link = False, None, None
            self.draw_state()
        elif self._message is not None:
            self._seen_messages.add(self._message.id)
            self.draw_message()
        else:
            self.put_hints_away()
            self.forget_twin()
            self._word = Word()
            self.draw_state()

    # Reading and choosing

    def action_read_message(self) -> None:
        """Show the facilitator's message in full."""
        if self._message is not None:
            seen = self._message.id
            dialog = Choice(self._message.text, [Line("seen", self.tr("Seen"))])

            def read(answer: str | None) -> None:
                if answer is not None:
                    self._seen_messages.add(seen)
                    self.draw_message()
                self.back_to_field()

            self.app.push_screen(dialog, read)

    def action_settle(self) -> None:
        """Choose between two versions of a note."""
        candidates = self.chosen() if self.is_listing else self._sheet.notes
        note = next((note for note in candidates if variants_of(self.state, note.id)), None)
        if note is None:
            self.say(self.tr("no other version here"))
            return
        variant = variants_of(self.state, note.id)[0]
        lines = [
            Line("mine", note.text, "· "),
            Line("other", variant.text, "≠ "),
            Line("both", f"{note.text} / {variant.text}", "+ "),
        ]
        question = self.tr("Two people wrote this note at once. Which text stays?")
        self.app.push_screen(Choice(question, lines), lambda answer: self._settled(note, variant.id, answer))

    def _settled(self, note: Note, variant_id: str, answer: str | None) -> None:
        if answer is None:
            self.back_to_field()
        elif answer == "both":
            self.do(lambda state: join_versions(state, variant_id), self.tr("both texts are kept"))
        else:
            other = answer == "other"
            self.do(
                lambda state: settle_variant(state, variant_id, take_other=other, screen=SCREEN),
                self.tr("chosen"),
            )
