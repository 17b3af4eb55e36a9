"""The messages that were sent to the tables: to whom, when, and what; send again, or withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from atelier.domain.instant import to_wall
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.workshop import CafeTable, Message
from atelier.figures import time_of_day
from atelier.services import messages, running
from atelier.ui.screens.run.live_list import LiveList
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator


def message_lines(tr: Translator, state: State) -> list[Line]:
    """One line a message, newest first."""
    return [_line(tr, state, message) for message in messages.sent(state)]


def _line(tr: Translator, state: State, message: Message) -> Line:
    whom = tr("all tables") if message.table_id is None else _name(tr, state, message.table_id)
    at = time_of_day(tr, to_wall(message.at), full=True) if message.at else ""
    tail = tr("{whom}, withdrawn", whom=whom) if message.deleted else whom
    tone = "dim" if message.deleted else ""
    return Line(message.id, one_line(message.text), f"{at}  ", f"→ {tail}", tone)


def _name(tr: Translator, state: State, table_id: str) -> str:
    table = state.all(CafeTable).get(table_id)
    return table_name(tr, table) if table is not None else "?"


class MessagesList(LiveList):
    """Every message to the tables."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,delete", "withdraw", show=False),
        Binding("m,n", "new", show=False),
    ]

    def heading(self) -> str:
        """The line above."""
        return self.tr("Messages sent to the tables")

    def hint(self) -> str:
        """The keys."""
        return self.tr("Enter: send again · w: withdraw · m: a new message · Esc: close")

    def nothing(self) -> str:
        """What stands in an empty list."""
        return self.tr("No message was sent yet: m writes one.")

    def lines(self) -> Sequence[Line]:
        """One line a message."""
        return message_lines(self.tr, self.state)

    @on(LineList.Chosen, "#live")
    def _send_again(self, event: LineList.Chosen) -> None:
        event.stop()
        message = self.state.all(Message).get(event.line_id)
        if message is None:
            return
        table = self.state.get(CafeTable, message.table_id)
        if message.table_id is not None and table is None:
            self.atelier.say(self.tr("This table is no longer there: write a new message."))
            return
        who = table_title(self.tr, table) if table is not None else self.tr("all tables")
        now = self.run.session.clock.now()
        self.perform(
            lambda: running.send_message(message.text, now, message.table_id),
            self.tr("Message sent to {who}.", who=who),
        )

    def action_withdraw(self) -> None:
        """Take the message under the cursor back."""
        message_id = self.listing.cursor
        if message_id is not None:
            self.perform(
                lambda: messages.withdraw(self.state, message_id),
                self.tr("Message withdrawn: the tables no longer see it."),
            )

    @work(exit_on_error=False)
    async def action_new(self) -> None:
        """Write another one."""
        from atelier.ui.screens.run.table_questions import ask_message

        await ask_message(self.run, None)
