"""Messages that are withdrawn, and tables that are said to write on paper."""

from __future__ import annotations

import pytest

from atelier.domain.change import Action
from atelier.domain.workshop import CafeTable, Message
from atelier.errors import AtelierError
from atelier.services import help_calls, messages, running
from tests.data.cafe import Cafe


def send(cafe: Cafe, text: str, table_id: str | None = None) -> str:
    cafe.clock.advance(10)
    action = running.send_message(text, cafe.now, table_id)
    cafe.apply(action)
    return action.changes[0].row_id


def withdraw(cafe: Cafe, message_id: str) -> Action | None:
    action = messages.withdraw(cafe.state, message_id)
    if action is not None:
        cafe.apply(action)
    return action


def test_messages_are_listed_newest_first_withdrawn_ones_too() -> None:
    cafe = Cafe()
    first, second = send(cafe, "Bonjour"), send(cafe, "À table 1", "t1")
    call = help_calls.call(cafe.state, cafe.now, "t2", "Par ici")
    assert call is not None
    cafe.apply(call)
    assert [message.id for message in messages.sent(cafe.state)] == [second, first], (
        "calls are not among them"
    )
    assert withdraw(cafe, first) is not None
    assert [(one.text, one.deleted) for one in messages.sent(cafe.state)] == [
        ("À table 1", False),
        ("Bonjour", True),
    ]
    assert [one.text for one in cafe.state.live(Message) if not one.kind] == ["À table 1"]


def test_what_is_gone_or_is_a_call_is_not_withdrawn() -> None:
    cafe = Cafe()
    message = send(cafe, "Bonjour")
    withdraw(cafe, message)
    assert withdraw(cafe, message) is None
    assert withdraw(cafe, "unknown") is None
    call = help_calls.call(cafe.state, cafe.now, "t1")
    assert call is not None
    cafe.apply(call)
    assert withdraw(cafe, call.changes[0].row_id) is None
    assert len(help_calls.open_calls(cafe.state)) == 1


def test_a_table_writes_on_paper_or_types() -> None:
    cafe = Cafe()
    action = running.set_paper(cafe.state, "t1", True)
    assert action is not None and (action.name, action.about, action.screen) == ("table.paper", "T1", "run")
    cafe.apply(action)
    assert cafe.state.all(CafeTable)["t1"].is_on_paper
    assert running.set_paper(cafe.state, "t1", True) is None
    back = running.set_paper(cafe.state, "t1", False)
    assert back is not None and back.name == "table.types"


@pytest.mark.parametrize("table_id", ["t0", "unknown"])
def test_no_other_place_writes_on_paper(table_id: str) -> None:
    with pytest.raises(AtelierError):
        running.set_paper(Cafe().state, table_id, True)
