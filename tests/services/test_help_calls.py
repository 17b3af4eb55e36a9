"""A table calls for help."""

from __future__ import annotations

import pytest

from atelier.domain.change import Action
from atelier.domain.workshop import MessageKind
from atelier.errors import AtelierError
from atelier.services import help_calls
from tests.data.cafe import Cafe


def happen(cafe: Cafe, action: Action | None) -> None:
    """Let a planned action happen; there must be one."""
    assert action is not None
    assert action.screen == ""
    cafe.clock.advance(1)
    cafe.apply(action)


def test_a_call_waits_until_it_is_answered() -> None:
    cafe = Cafe()
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t2", " Une question\x07 ? "))
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t1"))
    first, second = help_calls.open_calls(cafe.state)
    assert (first.table_id, first.text, first.kind) == ("t2", "Une question ?", MessageKind.HELP)
    assert (second.table_id, second.text) == ("t1", "")
    happen(cafe, help_calls.answer(cafe.state, cafe.now, first.id))
    assert help_calls.call_at(cafe.state, "t2") is None
    assert help_calls.open_calls(cafe.state) == (second,)
    assert help_calls.answer(cafe.state, cafe.now, first.id) is None


def test_a_table_calls_once_and_may_say_more() -> None:
    cafe = Cafe()
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t1"))
    assert help_calls.call(cafe.state, cafe.now, "t1") is None
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t1", "le micro"))
    assert [call.text for call in help_calls.open_calls(cafe.state)] == ["le micro"]


def test_a_call_is_taken_back_and_made_again() -> None:
    cafe = Cafe()
    assert help_calls.cancel(cafe.state, "t1") is None
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t1"))
    happen(cafe, help_calls.cancel(cafe.state, "t1"))
    assert not help_calls.open_calls(cafe.state)
    happen(cafe, help_calls.call(cafe.state, cafe.now, "t1"))
    assert len(help_calls.open_calls(cafe.state)) == 1


def test_a_table_that_is_gone_cannot_call() -> None:
    cafe = Cafe()
    with pytest.raises(AtelierError, match="no longer there"):
        help_calls.call(cafe.state, cafe.now, "t9")
