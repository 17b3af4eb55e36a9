"""Sentences that the facilitator sent to the tables; each function plans one action."""

from __future__ import annotations

from operator import attrgetter

from atelier.domain.change import Action, Change
from atelier.domain.state import State
from atelier.domain.workshop import Message, MessageKind


def sent(state: State) -> tuple[Message, ...]:
    """Every message to the tables, those that were withdrawn too, newest first."""

    def choose() -> tuple[Message, ...]:
        found = [message for message in state.all(Message).values() if message.kind == MessageKind.TO_TABLES]
        return tuple(sorted(found, key=attrgetter("at", "id"), reverse=True))

    return state.kept("messages sent", (Message,), choose)


def withdraw(state: State, message_id: str) -> Action | None:
    """Take a message back from the screens of the tables; None when it is not there any more."""
    message = state.get(Message, message_id)
    if message is None or message.kind != MessageKind.TO_TABLES:
        return None
    return Action("message.withdraw", (Change(Message.KIND, message_id, {"deleted": True}),))
