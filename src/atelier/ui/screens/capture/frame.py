"""The widgets of the screen and how they are drawn from the state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Label

from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockEvent
from atelier.domain.note import CellKey, Note, Origin
from atelier.domain.place import places
from atelier.domain.text import heading_prefix
from atelier.domain.workshop import CafeTable
from atelier.services.help_calls import call_at
from atelier.services.rehearsal import is_rehearsing, rehearsal_notes
from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.capture import CAPTURE
from atelier.ui.screens.capture.bars import (
    Word,
    heading_parts,
    place_parts,
    prompt_text,
    spread,
    state_parts,
)
from atelier.ui.screens.capture.desk import Desk, Stop, live_stop, shown_stop
from atelier.ui.screens.capture.earlier import earlier_lines, handed_over, reading_minutes, said_before
from atelier.ui.screens.capture.field import CaptureField
from atelier.ui.screens.capture.sheet import Marks, Sheet, SheetLines, placeholder, sheet_of
from atelier.ui.widgets.bar import Bar, Part
from atelier.ui.widgets.line_list import Line, LineList

MESSAGE_SECONDS: Final = 15 * 60.0
"""Messages that are older when the screen opens are not shown."""
_EVERYTHING: Final = frozenset(("cafe_table", "cafe_group", "heading", "profile", "seating", "step"))
_NOTES: Final = frozenset((Note.KIND, "variant", "cell", "clock_event"))


class CaptureFrame(WorkshopScreen):
    """What the screen shows; subclasses add what people do on it."""

    CSS_PATH = "capture.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#field"

    def __init__(self) -> None:
        super().__init__()
        self._desks: dict[str, Desk] = {}
        self._table_id = ""
        self._pending: dict[str, Note] = {}
        """Notes on their way to the file, in the order of their writing."""
        self._unsaved: set[str] = set()
        """Those of them that could not be written."""
        self._shows_all = False
        self.goes_to_end = False
        """Whether the list goes to its last note when it is drawn next."""
        self._followed: str | None = None
        """The heading that the list shows while a note is put under it; None for the one typed in."""
        self._word = Word()
        self._sheet = Sheet("", Stop(0, None), {}, {})
        self._lines_of_sheets = SheetLines(self.tr)
        self._said: tuple[object, ...] = ()
        self._earlier: tuple[Note, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The widgets between the lines above and the keys below."""
        yield Bar(id="place")
        yield Bar(id="question")
        yield Bar(id="waiting")
        yield Label(id="message")
        yield Bar(id="cue")
        with Horizontal(id="middle"):
            yield LineList(id="earlier")
            with Vertical(id="sheet"):
                yield Bar(id="headings")
                yield LineList(id="notes", can_mark=True)
        yield Bar(id="hint")
        yield Bar(id="state")
        with Horizontal(id="typing"):
            yield Bar(id="prompt")
            yield CaptureField(id="field")

    # What is where

    @property
    def desk(self) -> Desk:
        """What is in hand at the table that is shown."""
        if self._table_id not in self._desks:
            # Somebody types, or a second passes, before the screen was drawn for the first time.
            self._settle_table()
        return self._desks[self._table_id]

    @property
    def field(self) -> CaptureField:
        """Where one types."""
        return self.query_one("#field", CaptureField)

    @property
    def notes(self) -> LineList:
        """The notes of the table."""
        return self.query_one("#notes", LineList)

    @property
    def earlier(self) -> LineList:
        """What earlier groups said."""
        return self.query_one("#earlier", LineList)

    @property
    def shown_heading(self) -> str:
        """The heading whose notes are shown, unless all are."""
        return self._followed or self.desk.heading

    @property
    def is_rehearsing(self) -> bool:
        """Whether what is typed now is only a trial."""
        return self.desk.late is None and is_rehearsing(self.reading())

    def heading(self, key: str) -> Heading | None:
        """A heading of the canvas."""
        return next((heading for heading in self.state.live(Heading) if heading.key == key), None)

    def prefixed(self, text: str) -> tuple[str | None, str]:
        """The heading that a prefix names, and the rest of the text."""
        prefixes = {heading.prefix: heading.key for heading in self.state.live(Heading) if heading.prefix}
        return heading_prefix(text, prefixes)

    def key_of(self, command_id: str) -> str:
        """The name of the key that a command has while one types."""
        command = next(command for command in CAPTURE if command.id == command_id)
        names = self.atelier.key_names(command)
        return names[-1] if names else ""

    def say(self, text: str, tone: str = "") -> None:
        """Answer what was done, beside the field."""
        self._word = Word(text, tone)
        self.draw_state()

    def tells(self, text: str) -> bool:
        """Show a notice beside the field, where there is room: what pops up hides what is typed."""
        if cell_len(text) > self.size.width // 2 + 10:
            return False
        self.say(text)
        return True

    # When to draw

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw what depends on the tables that changed."""
        self._settle_table()
        self._settle_pending()
        if ClockEvent.KIND in kinds:
            self._come_live()
        everything = not kinds or bool(kinds & _EVERYTHING)
        if everything:
            self._lines_of_sheets = SheetLines(self.tr)
            self.draw_place()
        if everything or kinds & _NOTES:
            self.draw_notes()
            self.draw_earlier()
            self.draw_state()

    def on_resize(self) -> None:
        """Draw the lines whose parts stand at both ends."""
        if self._table_id:
            self.call_after_refresh(self.draw_place)
            self.call_after_refresh(self.draw_state)

    # Drawing

    def draw_place(self) -> None:
        """Where notes go, the question, and the prompt."""
        desk, tr = self.desk, self.tr
        parts = place_parts(tr, self.state, desk, self.key_of("capture.go_live"))
        if call_at(self.state, desk.table_id) is not None:
            parts = [Part(f" {tr('help asked for')} ", "alarm", "screen.call_help"), *parts]
        earlier = [
            Part(self.key_of("capture.show_earlier"), "key", "screen.show_earlier"),
            Part(f" {tr('already said')} {len(self._earlier)} ", "", "screen.show_earlier"),
        ]
        is_narrow = self.has_class("-narrow")
        self.query_one("#place", Bar).show(
            spread(parts, earlier, self.size.width) if is_narrow and desk.late is None else parts
        )
        table = self.state.get(CafeTable, desk.table_id)
        question = table.question if table is not None else ""
        self.query_one("#question", Bar).show(
            [Part(" "), Part(question, "dim", "screen.show_earlier", is_flexible=True)]
        )
        self.set_class(desk.late is not None, "-late")
        self.draw_prompt()

    def draw_prompt(self) -> None:
        """What a line is called under the heading that it goes to."""
        desk = self.desk
        key = self.prefixed(desk.text[:12])[0] if desk.editing is None else None
        if desk.editing is not None:
            note = self.state.get(Note, desk.editing.note_id)
            key = note.heading if note is not None else None
        prompt = self.query_one("#prompt", Bar)
        prompt.show([Part(prompt_text(self.heading(key or desk.heading)))])
        longest = max((cell_len(prompt_text(heading)) for heading in self.state.live(Heading)), default=2)
        width = min(longest + 1, 24)
        if prompt.styles.width is None or prompt.styles.width.value != width:
            prompt.styles.width = width

    def draw_notes(self, *, at_end: bool = False, cursor: str | None = None) -> None:
        """The headings with their counts, and the notes.

        Args:
            at_end: whether to go to the last note.
            cursor: the line to go to.
        """
        desk, state, tr = self.desk, self.state, self.tr
        stop = shown_stop(state, desk)
        trials = rehearsal_notes(state) if self.is_rehearsing else ()
        self._sheet = sheet_of(state, desk.table_id, stop, (*trials, *self._pending.values()))
        self.query_one("#headings", Bar).show(
            heading_parts(
                tr,
                state,
                self._sheet,
                self.shown_heading,
                shows_all=self._shows_all,
                key=self.key_of("capture.toggle_all"),
            )
        )
        edited = desk.editing.note_id if desk.editing is not None else ""
        marks = Marks(self._pending, self._unsaved, edited)
        heading = None if self._shows_all else self.shown_heading
        lines = self._lines_of_sheets.of(state, self._sheet, heading, marks)
        if not any(line.is_selectable for line in lines):
            words = placeholder(tr, state, self._sheet, self.shown_heading)
            lines.append(Line("/empty", words, "  ", tone="dim", is_selectable=False))
        at_end, self.goes_to_end = at_end or self.goes_to_end, False
        if at_end:
            cursor = next((line.id for line in reversed(lines) if line.is_selectable), None)
        self.notes.show(lines, cursor=cursor, at_end=at_end)

    def draw_earlier(self, *, anew: bool = False) -> None:
        """What earlier groups said, below the question in full.

        Args:
            anew: whether the table, the question or the language may be others.
        """
        desk, state, tr = self.desk, self.state, self.tr
        stop = shown_stop(state, desk)
        said = said_before(state, desk.table_id, stop)
        if said == self._said and not anew and self.earlier.lines:
            return
        self._said = said
        notes = self._earlier = handed_over(state, desk.table_id, stop)
        table = state.get(CafeTable, desk.table_id)
        lines = []
        if table is not None and table.question:
            lines.append(Line("/question", table.question, tone="strong", is_selectable=False))
            lines.append(Line("/gap", "", is_selectable=False))
        is_plenary = table is not None and table.is_plenary
        title = tr("Key ideas of the tables") if is_plenary else tr("Already said at this table")
        minutes = tr("≈ {n} min", n=reading_minutes(notes)) if notes else ""
        lines.append(Line("/title", title.upper(), tail=minutes, tone="heading", is_selectable=False))
        if notes:
            lines += earlier_lines(tr, state, notes, desk.table_id)
        else:
            words = tr("Nothing yet: this group is the first one here.")
            if is_plenary:
                words = tr("None yet.")
            lines.append(Line("/none", words, tone="dim", is_selectable=False))
        self.earlier.show(lines)
        self.draw_place()

    def draw_state(self) -> None:
        """What is true of the line being typed, and what became of the last one."""
        word = self._word
        if self._unsaved:
            word = Word(self.tr("NOT SAVED — kept here, tried again every 5 s"), "alarm")
        elif self._pending:
            word = Word("…")
        bar = self.query_one("#state", Bar)
        parts = state_parts(self.tr, self.state, self.desk, word, self.size.width, self.twin_parts)
        bar.show(parts)

    # Settling on what there is

    def _settle_table(self) -> None:
        """Stay at a table that exists, with a heading that exists."""
        state = self.state
        known = [place.id for place in places(state)]
        if self._table_id not in known or self._table_id not in self._desks:
            if not self._desks:
                self.forget_old_messages()
            self._table_id = self._table_id if self._table_id in known else self._first_table(known)
            self.arrive()
        desk = self.desk
        headings = [heading.key for heading in state.live(Heading)]
        if desk.heading not in headings:
            desk.heading = headings[0] if headings else ""
        if self._followed is not None and self._followed not in headings:
            self._followed = None

    def _first_table(self, known: list[str]) -> str:
        """The table where this machine noted last, else the first one."""
        mine = [
            note
            for note in self.state.live(Note)
            if note.origin == Origin.TUI and note.table_id in known and not note.is_late
        ]
        last = max(mine, key=lambda note: note.written_at, default=None)
        if last is not None:
            return last.table_id
        return known[0] if known else ""

    def _come_live(self) -> None:
        """What was chosen before the start is where the table is now: it is late entry no longer."""
        if is_rehearsing(self.reading()):
            return
        for desk in self._desks.values():
            if not desk.is_paper and desk.late == live_stop(self.state, desk.table_id):
                desk.late = None
                self.draw_place()
                self.refresh_bindings()

    def _settle_pending(self) -> None:
        """Let go of the notes that are in the file now."""
        saved = [note_id for note_id in self._pending if note_id in self.state.all(Note)]
        for note_id in saved:
            del self._pending[note_id]
            self._unsaved.discard(note_id)
        if saved and not self._pending:
            self._word = Word(self.tr("saved ✓"))

    # What subclasses do

    def twin_parts(self, room: int) -> Sequence[Part]:
        """Whether the line or the last note was said before; what fits a number of terminal cells."""
        return ()

    def forget_old_messages(self) -> None:
        """The first table is shown: what was said long ago is no news."""

    def arrive(self) -> None:
        """A table is shown for the first time: make its desk."""
        self._desks[self._table_id] = Desk(self._table_id, self._last_heading())

    def _last_heading(self) -> str:
        """The heading that the present group of the table was noted under last, else the first one."""
        last = sheet_of(self.state, self._table_id, live_stop(self.state, self._table_id)).last
        keys = [heading.key for heading in self.state.live(Heading)]
        if last is not None and last.heading in keys:
            return last.heading
        return keys[0] if keys else ""

    def open_cell(self, cell: CellKey) -> None:
        """Show a cell."""
