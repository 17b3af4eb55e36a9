"""A table calls the facilitator, who answers; each function plans one action."""

from __future__ import annotations

from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.state import State
from atelier.domain.text import check_note, is_blank
from atelier.domain.workshop import CafeTable, Message, MessageKind
from atelier.errors import N_, AtelierError


def open_calls(state: State) -> tuple[Message, ...]:
    """The calls for help that nobody has answered, the oldest first."""
    return tuple(
        message
        for message in state.live(Message)
        if message.kind == MessageKind.HELP and not message.answered_at
    )


def call_at(state: State, table_id: str) -> Message | None:
    """The call of a table that nobody has answered; None when it has not called."""
    return next((message for message in open_calls(state) if message.table_id == table_id), None)


def call(state: State, now: Moment, table_id: str, text: str = "") -> Action | None:
    """Call the facilitator to a table; None when it has called already and says nothing else.

    Args:
        state: the workshop.
        now: this instant.
        table_id: the table that calls.
        text: what it is about, if they say so.

    Raises:
        AtelierError: the table is not there, or the text is too long.
    """
    if state.get(CafeTable, table_id) is None:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    text = "" if is_blank(text) else check_note(text)
    waiting = call_at(state, table_id)
    if waiting is not None:
        if text in ("", waiting.text):
            return None
        return Action("help.call", (Change(Message.KIND, waiting.id, {"text": text}),))
    columns = {"text": text, "table_id": table_id, "at": to_text(now.wall), "kind": MessageKind.HELP.value}
    # Without a screen: a call that somebody goes to is not taken back by ctrl+z
    return Action("help.call", (Change(Message.KIND, new_id(now.wall), columns),))


def cancel(state: State, table_id: str) -> Action | None:
    """Take a table's call back; None when it has none."""
    waiting = call_at(state, table_id)
    if waiting is None:
        return None
    return Action("help.cancel", (Change(Message.KIND, waiting.id, {"deleted": True}),))


def answer(state: State, now: Moment, message_id: str) -> Action | None:
    """Say that the facilitator takes up a call; None when that is done, or the call taken back."""
    message = state.get(Message, message_id)
    if message is None or message.kind != MessageKind.HELP or message.answered_at:
        return None
    return Action("help.answer", (Change(Message.KIND, message_id, {"answered_at": to_text(now.wall)}),))
