"""What is told around the field: who is awaited, cues, hints, messages and calls for help."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widgets import Label

from atelier.domain.agenda import CUE_SECONDS, StepKind
from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockReading
from atelier.domain.place import current_step
from atelier.domain.report_back import report_back
from atelier.domain.silence import neglected
from atelier.domain.workshop import CafeTable, Message, MessageKind
from atelier.services.help_calls import call_at
from atelier.services.rehearsal import is_rehearsing
from atelier.ui.safe import plain
from atelier.ui.screens.capture.bars import cue_parts, waiting_parts
from atelier.ui.screens.capture.desk import Stop, live_stop
from atelier.ui.screens.capture.frame import CaptureFrame
from atelier.ui.screens.capture.hints import neglected_parts, precision_parts, rehearsal_parts, report_parts
from atelier.ui.screens.capture.waiting import Waiting, waiting_at
from atelier.ui.widgets.bar import Bar, Part

MESSAGE_SECONDS: Final = 15 * 60.0
"""Messages that are older when the screen opens are not shown."""
_TABLES: Final = frozenset(("cafe_table", "cafe_group", "heading", "profile", "seating", "step"))


class Notices(CaptureFrame):
    """The lines that come and go."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Waiting | None = None
        self._seen_messages: set[str] = set()
        self._seen_cues: set[tuple[str, Stop]] = set()
        self._message: Message | None = None
        self._called: str | None = None
        """The call for help of this table that is not answered yet."""
        self._neglected: tuple[Heading, ...] = ()
        """The headings that the hint asks about."""
        self._seen_hints: set[tuple[str, Stop]] = set()
        self._reporting: CafeTable | None = None
        """The table that reports back."""

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Draw what depends on the tables that changed."""
        super().state_changed(kinds)
        if not kinds or Message.KIND in kinds or kinds & _TABLES:
            self.draw_message()
            self.follow_call()
        if Message.KIND in kinds:
            self.draw_place()
        self.draw_hint(self.reading())

    def tick(self, reading: ClockReading) -> None:
        """Draw what depends on the time."""
        self.draw_waiting(reading)
        self.draw_cue(reading)
        self.draw_hint(reading)

    def draw_waiting(self, reading: ClockReading) -> None:
        """Whether the next group is seated."""
        desk, state = self.desk, self.state
        waiting = waiting_at(state, desk.table_id, reading, self.session.clock.now())
        bar = self.query_one("#waiting", Bar)
        bar.set_class(waiting is not None, "-shown")
        was_waiting = self._waiting is not None
        self._waiting = waiting
        if waiting is not None:
            bar.show(waiting_parts(self.tr, state, desk, waiting, self.key_of("capture.confirm_group")))
        if was_waiting != (waiting is not None):
            self.refresh_bindings()

    def draw_cue(self, reading: ClockReading) -> None:
        """The cue for the idée phare, in the last minutes of a round."""
        desk, state = self.desk, self.state
        step = current_step(state, reading)
        live = live_stop(state, desk.table_id)
        is_time = (
            step is not None
            and step.kind == StepKind.ROUND
            and step.round == live.round
            and reading.is_ticking
            and reading.remaining <= min(CUE_SECONDS, reading.allotted / 3)
        )
        is_shown = (
            is_time
            and desk.late is None
            and (desk.table_id, live) not in self._seen_cues
            and not self._sheet.has_key_idea
        )
        bar = self.query_one("#cue", Bar)
        bar.set_class(is_shown, "-shown")
        if is_shown:
            bar.show(cue_parts(self.tr, self.key_of("capture.star")))

    def draw_hint(self, reading: ClockReading) -> None:
        """A trial, the table that reports back, or the headings that nobody has spoken of."""
        desk, state, tr = self.desk, self.state, self.tr
        table = state.get(CafeTable, desk.table_id)
        reports = report_back(state, reading)
        parts: list[Part] = []
        self._neglected = ()
        if desk.late is None and is_rehearsing(reading):
            parts = rehearsal_parts(tr, self.key_of("capture.type_sheets"))
        elif reports is not None and table is not None and table.is_plenary:
            parts = precision_parts(tr, reports.table, self.key_of("capture.link"))
        elif reports is not None and desk.late is None:
            parts = report_parts(tr, reports.table, self.key_of("capture.go_plenary"))
        elif table is not None and desk.late is None:
            stop = live_stop(state, desk.table_id)
            if (desk.table_id, stop) not in self._seen_hints:
                self._neglected = neglected(state, reading, table)
            parts = neglected_parts(tr, self._neglected) if self._neglected else []
        bar = self.query_one("#hint", Bar)
        bar.set_class(bool(parts), "-shown")
        bar.show(parts)
        reporting = reports.table if reports is not None else None
        before, self._reporting = self._reporting, reporting
        if (reporting is None) != (before is None):
            self.refresh_bindings()

    def put_hints_away(self) -> None:
        """The cue and the hint that show were seen."""
        here = (self._table_id, live_stop(self.state, self._table_id))
        if self.query_one("#cue", Bar).has_class("-shown"):
            self._seen_cues.add(here)
        if self._neglected:
            self._seen_hints.add(here)
        self.tick(self.reading())

    def draw_message(self) -> None:
        """The facilitator's last message to this table or to all."""
        found = [
            message
            for message in self.state.live(Message)
            if message.kind == MessageKind.TO_TABLES
            and message.id not in self._seen_messages
            and message.table_id in (None, self._table_id)
        ]
        message = found[-1] if found else None
        label = self.query_one("#message", Label)
        label.set_class(message is not None, "-shown")
        if message is not None and message != self._message:
            text = self.tr("Message: {text}", text=message.text)
            label.update(plain(f"✉ {text}  ({self.tr('Esc: seen')})"))
        self._message = message

    def follow_call(self) -> None:
        """Say when the facilitator takes up the call of this table."""
        calling = call_at(self.state, self._table_id)
        before, self._called = self._called, calling.id if calling is not None else None
        answered = self.state.get(Message, before) if before and calling is None else None
        if answered is not None and answered.answered_at and answered.table_id == self._table_id:
            self.say(self.tr("the facilitator is coming"))

    def forget_old_messages(self) -> None:
        """Messages of long ago are no news."""
        now = self.session.clock.now().wall
        for message in self.state.live(Message):
            if _age(message, now) > MESSAGE_SECONDS:
                self._seen_messages.add(message.id)


def _age(message: Message, now: float) -> float:
    try:
        return now - datetime.fromisoformat(message.at).timestamp()
    except ValueError:
        return 0.0
