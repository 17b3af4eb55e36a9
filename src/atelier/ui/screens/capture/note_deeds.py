"""What is done to the note under the cursor, to the last one, or to the line being typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType

from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.note import LinkKind, Note
from atelier.domain.record import column_names
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.domain.workshop import Profile
from atelier.errors import AtelierError
from atelier.services import notes as service
from atelier.ui.dialogs.questions import Choice
from atelier.ui.safe import clip
from atelier.ui.screens.capture.block_deeds import BlockDeeds
from atelier.ui.screens.capture.desk import Link, Stop, cell_of, shown_stop, stop_of
from atelier.ui.screens.capture.earlier import answerable, earlier_lines, found_lines
from atelier.ui.screens.capture.sheet import note_id_of
from atelier.ui.screens.capture.stops import line_of, stop_lines, stop_name
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import heading_name, profile_name

QUOTED: Final = 50
"""Terminal cells of a note that a question quotes."""


class NoteDeeds(BlockDeeds):
    """The commands that act on notes."""

    BINDINGS: ClassVar[list[BindingType]] = []

    # Which note

    @property
    def is_listing(self) -> bool:
        """Whether the list of notes has the focus, so that letters act on the note under the cursor."""
        return self.focused is self.notes

    @property
    def has_line(self) -> bool:
        """Whether a line is being typed that is to become a note."""
        return self.desk.editing is None and not self.is_listing and not is_blank(self.field.text)

    def note(self, note_id: str | None) -> Note | None:
        """A note, be it still on its way to the file."""
        return self.state.get(Note, note_id) or self._pending.get(note_id or "")

    def chosen(self) -> list[Note]:
        """The marked notes, else the one under the cursor; while typing, the last one."""
        if not self.is_listing:
            last = self._sheet.last
            return [last] if last is not None else []
        ids = dict.fromkeys(note_id_of(line_id) for line_id in self.notes.chosen_ids)
        return [note for note in map(self.note, ids) if note is not None]

    def one(self) -> Note | None:
        """The note under the cursor; while typing, the last one. Says so when there is none."""
        note = self.note(note_id_of(self.notes.cursor)) if self.is_listing else self._sheet.last
        if note is None:
            self.say(self.tr("no note here yet"), "warning")
        return note

    def quoted(self, notes: Sequence[Note]) -> str:
        """A note in a few words, or how many there are."""
        if len(notes) == 1:
            return self.tr("“{text}”", text=clip(notes[0].text, QUOTED))
        return self.tr.n("{n} note", "{n} notes", len(notes))

    # Doing

    def do(
        self,
        plan: Callable[[State], Action | None],
        said: str,
        *,
        stays: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Save what a service plans, say what was done, and come back to the field.

        Args:
            plan: plans the action from the state.
            said: what to say once it is saved, translated.
            stays: whether the focus stays in the list, because people press such a key several times.
            then: what else to do once it is saved.
        """
        if not stays:
            self.notes.clear_marks()
            self.back_to_field()
        if not self.may_write():
            return
        try:
            action = plan(self._planning_state())
        except AtelierError as error:
            self.say(self.tr.of(error), "alarm")
            return
        if action is None:
            self.say(self.tr("nothing to change"))
            return

        def done() -> None:
            self.say(said)
            if then is not None:
                then()

        self.say("…")
        self.atelier.save(action, lambda _: done(), lambda _: self.say(""))

    def _planning_state(self) -> State:
        """The state with the notes that are on their way to the file: the writer keeps the order."""
        if not self._pending:
            return self.state
        return self.state.apply(
            (Note.KIND, note.id, {name: getattr(note, name) for name in column_names(Note)})
            for note in self._pending.values()
        )

    @on(LineList.Left, "#notes")
    def _left(self, event: LineList.Left) -> None:
        event.stop()
        if event.direction > 0:
            self.back_to_field()

    def back_to_field(self) -> None:
        """Type again."""
        if self._followed is not None:
            self._followed = None
            self.draw_notes()
        self.remove_class("-earlier")
        self.field.focus()

    # Commands

    def action_edit(self) -> None:
        """Correct a note in the field."""
        note = self.one()
        if note is None:
            return
        if note.id in self._pending:
            self.say(self.tr("wait until this note is saved"), "warning")
            return
        self.take_text()
        self.correct(note)

    @on(LineList.Chosen, "#notes")
    def _note_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_edit()

    def action_star(self) -> None:
        """Make an idée phare of a line or a note, or no longer."""
        if self.has_line:
            self.desk.star = not self.desk.star
            self.draw_state()
            return
        note = self.one()
        if note is not None:
            said = self.tr("no longer a key idea") if note.star else self.tr("★ key idea")
            self.do(lambda state: service.toggle_star(state, note.id), f"{said} {self.quoted([note])}")

    def action_remove(self) -> None:
        """Remove notes."""
        notes = self.chosen()
        if notes:
            said = self.tr("removed: {what} — ctrl+z brings it back", what=self.quoted(notes))
            self.do(lambda state: service.remove_notes(state, [note.id for note in notes]), said)

    def action_change_heading(self) -> None:
        """Put notes under a heading that is chosen."""
        notes = self.chosen()
        if not notes:
            return
        headings = self.state.live(Heading)
        lines = [Line(heading.key, heading.title) for heading in headings]
        letters = "".join(heading.prefix or " " for heading in headings)
        question = self.tr("Under which heading: {what}?", what=self.quoted(notes))
        dialog = Choice(
            question, lines, letters=letters if _are_distinct(letters) else "", cursor=notes[0].heading
        )
        self.app.push_screen(dialog, lambda key: self._put_under(notes, key))

    def _put_under(self, notes: Sequence[Note], key: str | None, *, stays: bool = False) -> None:
        heading = self.heading(key) if key is not None else None
        if key is None or heading is None:
            self.back_to_field()
            return
        ids = [note.id for note in notes]

        def follow() -> None:
            if self.is_listing:
                self._followed = key
                self.draw_notes(cursor=ids[0])

        said = self.tr("{what} → {heading}", what=self.quoted(notes), heading=heading_name(heading))
        self.do(
            lambda state: service.change_heading(state, ids, key),
            said,
            stays=stays,
            then=follow if stays else None,
        )

    def put_under_neighbour(self, step: int) -> None:
        """Put the chosen notes under the next heading, or the one before; the list follows them."""
        notes = self.chosen()
        keys = [heading.key for heading in self.state.live(Heading)]
        if notes and keys:
            at = keys.index(notes[0].heading) if notes[0].heading in keys else -step
            self._put_under(notes, keys[(at + step) % len(keys)], stays=True)

    def action_move(self) -> None:
        """Move notes to another group, round or table."""
        notes = self.chosen()
        if not notes:
            return
        lines, stops = stop_lines(self.tr, self.state, notes[0].table_id, without=stop_of(notes[0]))
        question = self.tr("Move {what} to which cell?", what=self.quoted(notes))
        self.app.push_screen(Choice(question, lines), lambda line: self._move(notes, stops.get(line or "")))

    def _move(self, notes: Sequence[Note], goal: tuple[str, Stop] | None) -> None:
        if goal is None:
            self.back_to_field()
            return
        table_id, stop = goal
        cell = cell_of(table_id, stop, notes[0].heading)
        said = self.tr("{what} → {goal}", what=self.quoted(notes), goal=stop_name(self.tr, self.state, stop))
        self.do(lambda state: service.move_notes(state, [note.id for note in notes], cell), said)

    def action_send_back(self) -> None:
        """Give the last notes to another group of this table."""
        stop = shown_stop(self.state, self.desk)
        last = sorted(self._sheet.notes, key=lambda note: (note.written_at, note.position), reverse=True)[:20]
        lines, stops = stop_lines(self.tr, self.state, self._table_id, only=self._table_id, without=stop)
        if not last or not stops:
            self.say(self.tr("no note here yet") if not last else self.tr("no other group here"), "warning")
            return
        numbered = [Line(str(n), note.text, f"{n:>2}  ") for n, note in enumerate(last, 1)]
        question = self.tr("How many of the last notes? From the newest down to the one you choose.")

        def counted(answer: str | None) -> None:
            if answer is None:
                self.back_to_field()
                return
            notes = last[: int(answer)]
            before = [line.id for line in lines if line.is_selectable]
            here = line_of(self._table_id, stop)
            cursor = max((line for line in before if line < here), default=before[0])
            goal = self.tr("Give {what} to whom?", what=self.quoted(notes))
            self.app.push_screen(
                Choice(goal, lines, cursor=cursor), lambda line: self._move(notes, stops.get(line or ""))
            )

        self.app.push_screen(Choice(question, numbered, cursor=str(min(3, len(last)))), counted)

    def action_profile(self) -> None:
        """Say which profile a line or a note came from."""
        profiles = self.state.live(Profile)
        if not profiles:
            self.say(self.tr("no profiles: add them in Prepare (F2)"), "warning")
            return
        note = None if self.has_line else self.one()
        if note is None and not self.has_line:
            return
        current = note.profile if note is not None else self.desk.profile
        lines = [Line(profile.key, profile.label) for profile in profiles]
        lines.append(Line("/none", self.tr("no profile"), tone="dim"))
        question = self.tr("Who carried it? Published from 3 people of that profile only.")

        def answered(key: str | None) -> None:
            if key is None:
                self.back_to_field()
                return
            profile = None if key == "/none" else key
            if note is None:
                self.desk.profile = profile
                self.back_to_field()
                self.draw_state()
                return
            said = profile_name(self.state, profile) or self.tr("no profile")
            self.do(lambda state: service.set_profile(state, note.id, profile), said)

        self.app.push_screen(Choice(question, lines, cursor=current), answered)

    def action_link(self) -> None:
        """Say what a line or a note says of an earlier note."""
        from atelier.ui.screens.capture.link_dialog import LinkDialog

        focused, cursor = self.focused, self.earlier.cursor
        note = None if self.has_line else self.one()
        if note is None and not self.has_line:
            return
        stop = stop_of(note) if note is not None else shown_stop(self.state, self.desk)
        notes = [
            found
            for found in answerable(self.state, self._table_id, stop)
            if note is None or found.id != note.id
        ]
        if not notes:
            self.say(self.tr("nothing was said here before"), "warning")
            return
        text = note.text if note is not None else self.field.text
        question = self.tr("What does “{text}” answer?", text=clip(text, QUOTED))
        linked = note.link_to if note is not None else (self.desk.link.note_id if self.desk.link else None)
        start = cursor if focused is self.earlier else linked or self.twin_of(note)
        # While a table reports back, what the room adds is about its notes; a search finds those of all.
        reporting = self._reporting.id if self._reporting else ""
        near = [found for found in notes if reporting and (found.table_id == reporting or found.id == start)]
        dialog = LinkDialog(
            question,
            earlier_lines(self.tr, self.state, near or notes, self._table_id),
            searched=found_lines(self.tr, self.state, notes, self._table_id),
            is_linked=linked is not None,
            cursor=start or "",
        )
        self.app.push_screen(dialog, lambda link: self._link(note, link))

    def _link(self, note: Note | None, link: Link | None) -> None:
        if link is None:
            self.back_to_field()
        elif note is None:
            self.desk.link = link if link.note_id else None
            self.back_to_field()
            self.draw_state()
        else:
            kind: LinkKind | None = link.kind if link.note_id else None
            said = self.tr("linked") if link.note_id else self.tr("no link")
            self.do(lambda state: service.link_note(state, note.id, link.note_id or None, kind), said)

    @on(LineList.Chosen, "#earlier")
    def _earlier_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_link()

    def action_divide(self) -> None:
        """Make several notes of one."""
        from atelier.ui.screens.capture.divide_dialog import DivideDialog

        note = self.one()
        if note is None:
            return

        def answered(parts: list[str] | None) -> None:
            if parts is None:
                self.back_to_field()
                return
            self._divide(note, parts)

        self.app.push_screen(DivideDialog(note.text), answered)

    def divide_correction(self) -> None:
        """Divide the note that is being corrected where the cursor stands."""
        editing = self.desk.editing
        note = self.note(editing.note_id) if editing is not None else None
        parts = self.field.parts
        if note is None or any(is_blank(part) for part in parts):
            self.say(self.tr("put the cursor where the note says something else"), "warning")
            return
        self.end_correction()
        self._divide(note, parts)

    def _divide(self, note: Note, parts: Sequence[str]) -> None:
        now = self.session.clock.now()
        self.do(lambda state: service.divide_note(state, note.id, parts, now), self.tr("note divided"))

    def action_raise_note(self) -> None:
        """Move the note up."""
        self._reorder(-1)

    def action_lower_note(self) -> None:
        """Move the note down."""
        self._reorder(1)

    def _reorder(self, steps: int) -> None:
        note = self.one()
        if note is not None:
            self.do(
                lambda state: service.reorder_note(state, note.id, steps), self.tr("note moved"), stays=True
            )


def _are_distinct(letters: str) -> bool:
    return " " not in letters and len(set(letters)) == len(letters)
