"""What is still to do before the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atelier.domain.agenda import Step
from atelier.domain.change import Change
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Seating, Workshop
from atelier.services.preparing import plan
from atelier.services.preparing.readiness import (
    Weight,
    check_readiness,
    end_minute,
    minute_of_day,
    minutes_over,
)
from tests.services.preparing.cafe import NOW, cafe, later, table_of


def messages(state: State, weight: Weight | None = None) -> list[str]:
    found = check_readiness(state, NOW)
    return [finding.msgid.format(**finding.params) for finding in found if weight in (None, finding.weight)]


def with_details(state: State, **columns: str) -> State:
    return plan.applied(state, [Change(Workshop.KIND, state.workshop.id, columns)])


def test_a_new_coll_occ_workshop_can_be_run() -> None:
    assert messages(cafe(), Weight.NEEDED) == []
    advised = messages(cafe(), Weight.ADVISED)
    assert advised == ["Say when it starts: the agenda then shows times of day."]


def test_findings_come_in_the_order_of_their_weight() -> None:
    state = cafe(count=5, rounds=3, groups=2)
    weights = [finding.weight for finding in check_readiness(state, NOW)]
    assert weights == sorted(weights, key=list(Weight).index) and len(set(weights)) > 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Give the workshop a title"),
        ({"date": ""}, "Give the date."),
        ({"date": "2025-10-14"}, "The date is over."),
        ({"starts_at": "14:00", "hard_end": "14:45"}, "The agenda ends 15 minute"),
    ],
)
def test_details_that_are_missing_or_do_not_fit_are_said(changes: dict[str, str], message: str) -> None:
    assert any(found.startswith(message) for found in messages(with_details(cafe(), **changes)))


def test_the_end_is_told_over_midnight() -> None:
    state = with_details(cafe(), starts_at="23:30", hard_end="00:45")
    assert end_minute(state) == 24 * 60 + 30
    assert minutes_over(state) == 0
    assert minutes_over(with_details(state, hard_end="00:15")) == 15
    assert minutes_over(with_details(state, starts_at="")) == 0
    assert minute_of_day("25:00") is None


def test_a_question_is_looked_at() -> None:
    state = cafe()
    table = table_of(state, 1)
    state = plan.applied(state, [Change(CafeTable.KIND, table.id, {"question": "Faut-il changer ?"})])
    found = next(finding for finding in check_readiness(state, NOW) if finding.column == "question")
    assert (found.weight, found.kind, found.row_id) == (Weight.HINT, "cafe_table", table.id)
    state = plan.applied(state, [Change(CafeTable.KIND, table.id, {"question": " "})])
    assert "Table 1 has no question." in messages(state)


def test_rounds_without_tables_or_groups_are_needed() -> None:
    state = cafe()
    gone = plan.applied(
        state, [Change(CafeTable.KIND, table.id, {"deleted": True}) for table in state.live(CafeTable)]
    )
    assert "There are rounds but no table: add tables." in messages(gone, Weight.NEEDED)
    gone = plan.applied(
        state, [Change(CafeGroup.KIND, group.id, {"deleted": True}) for group in state.live(CafeGroup)]
    )
    assert "There is no group to move: add groups." in messages(gone, Weight.NEEDED)
    gone = plan.applied(state, [Change(Step.KIND, step.id, {"deleted": True}) for step in state.live(Step)])
    assert messages(gone, Weight.NEEDED) == ["The agenda is empty: add steps."]


def test_a_squeezed_harvest_and_short_rounds_are_said() -> None:
    state = cafe()
    steps = state.live(Step)
    state = plan.applied(
        state,
        [
            Change(Step.KIND, steps[-1].id, {"seconds": 60}),
            Change(Step.KIND, steps[1].id, {"seconds": 600}),
            Change(Step.KIND, steps[2].id, {"deleted": True}),
        ],
    )
    found = messages(state, Weight.ADVISED)
    assert "The rounds leave 1 minutes to the harvest: a fifth of the time is needed, 8." in found
    assert "Round 1 takes 10 minutes: under twelve, better drop a round." in found
    assert "No time to change tables between rounds 1 and 2." in found


def test_who_misses_what_is_said_once_when_there_are_too_few_rounds() -> None:
    found = messages(cafe(count=5, rounds=3))
    assert found.count("3 rounds for 5 tables: no group meets them all.") == 1
    assert not any("does not meet" in message for message in found)


def test_a_group_that_could_meet_all_tables_and_does_not_is_named() -> None:
    state = cafe()
    seat = next(seat for seat in state.live(Seating) if seat.round == 2)
    state = plan.applied(state, [Change(Seating.KIND, seat.id, {"deleted": True})])
    found = messages(state)
    assert any("has no table in round 2" in message for message in found)
    assert any("does not meet: T" in message for message in found)


def test_a_date_that_has_come_is_fine() -> None:
    state = with_details(cafe(), date="2025-10-15")
    assert "The date is over." not in messages(state)
    assert replace(state.workshop).date == "2025-10-15"
    assert any(finding.msgid == "The date is over." for finding in check_readiness(state, later(3 * 86_400)))
