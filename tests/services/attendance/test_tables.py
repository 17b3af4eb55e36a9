"""A table is closed or opened: groups, letters, seats, agenda, and what that means for each profile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.attendance import group_sizes
from atelier.domain.change import Action
from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Seating
from atelier.errors import AtelierError
from atelier.services import rehearsal, running
from atelier.services.attendance import counting
from atelier.services.attendance.facts import facts, round_now, seats_by_round, table_of
from atelier.services.attendance.tables import (
    Kind,
    Rearrangement,
    close_table,
    closed_tables,
    open_table,
    options,
    refuse_to_close,
)
from atelier.services.preparing.undoing import refuse_if_harmful
from tests.services.attendance.room import THREE, come, labels, moving, profile_totals, room, table
from tests.services.preparing.cafe import NOW, after, begun, cafe, later


def sizes(state: State) -> list[int]:
    groups = [group.id for group in state.live(CafeGroup)]
    return list(group_sizes(counting.in_groups(state), groups).values())


def where(state: State, number: int) -> dict[str, int]:
    """The number of the table of each group, by its letter, in a round."""
    found = {}
    for group in state.live(CafeGroup):
        at = table_of(state, number, group)
        if at is not None:
            found[group.label] = at.number
    return found


def inverse(state: State, action: Action) -> Action:
    """What undo saves."""
    changes = []
    for change in action.changes:
        row = state.tables_by_kind[change.kind].get(change.row_id)
        columns = {name: getattr(row, name) for name in change.columns} if row else {"deleted": True}
        changes.append(type(change)(change.kind, change.row_id, columns))
    return Action("undo", tuple(changes))


def check_whole(before: State, plan: Rearrangement) -> None:
    """Nobody is lost, groups are equal, each group sits at one table in each round."""
    state = after(before, plan.action)
    assert profile_totals(state) == profile_totals(before)
    assert counting.expected(state) == counting.expected(before)
    assert max(sizes(state)) - min(sizes(state)) <= 1
    places = {place.id for place in tables(state)}
    groups = {group.id for group in state.live(CafeGroup)}
    seats = [seat for seat in state.live(Seating) if seat.planned]
    for number in rounds_of(state.live(Step)):
        here = [seat for seat in seats if seat.round == number]
        assert sorted(seat.group_id or "" for seat in here) == sorted(groups), f"round {number}"
        assert {seat.table_id for seat in here} <= places
    rows = [(change.kind, change.row_id) for change in plan.action.changes]
    assert len(rows) == len(set(rows)), "one change a row"
    assert plan.after == facts(state, NOW)


def test_keep_five_tables_or_close_one() -> None:
    found = options(room(), NOW)
    assert [(option.kind, option.tables, option.sizes) for option in found] == [
        (Kind.KEEP, 5, (5, 5, 5, 4, 4)),
        (Kind.CLOSE, 4, (6, 6, 6, 5)),
        (Kind.OPEN, 6, (4, 4, 4, 4, 4, 3)),
    ]
    assert [option.is_advised for option in found] == [True, False, False]


def test_the_number_of_people_advises() -> None:
    few, many = room(people={"usagers": 15}), room(people={"usagers": 45})
    assert [option.kind for option in options(few, NOW) if option.is_advised] == [Kind.CLOSE]
    assert [option.kind for option in options(many, NOW) if option.is_advised] == [Kind.OPEN]
    assert options(room(tables=0, rounds=0, people={}), NOW) == ()


def test_closing_the_fifth_table_gives_up_group_e_and_moves_nobody_else() -> None:
    before = room()
    plan = close_table(before, NOW, table(before, 5).id)
    check_whole(before, plan)
    state = after(before, plan.action)
    assert labels(state) == "ABCD" and sorted(sizes(state)) == [5, 6, 6, 6]
    assert [place.number for place in tables(state)] == [1, 2, 3, 4]
    assert where(state, 1) == {"A": 1, "B": 2, "C": 3, "D": 4}
    assert [group.label for group in plan.dissolved] == ["E"]
    assert sum(move.people for move in plan.moves) == 4
    assert plan.walks == () and plan.seconds == 0
    assert plan.after.twice == () and plan.after.unvisited == ()


def test_whichever_topic_goes_those_who_sit_elsewhere_stay_there() -> None:
    before = room()
    plan = close_table(before, NOW, table(before, 2).id)
    check_whole(before, plan)
    state = after(before, plan.action)
    assert [group.label for group in plan.dissolved] == ["B"]
    assert [place.number for place in tables(state)] == [1, 3, 4, 5], "numbers stand on the tables"
    assert where(state, 1) == {"A": 1, "C": 3, "D": 4, "E": 5}
    assert where(state, 2) == {"A": 3, "C": 4, "D": 5, "E": 1}
    assert plan.walks == ()


def test_people_who_come_later_fill_the_groups_that_are_left() -> None:
    state = room()
    state = come(after(state, close_table(state, NOW, table(state, 2).id).action), {"usagers": 5})
    assert sizes(state) == [7, 7, 7, 7] and labels(state) == "ACDE"


def test_more_rounds_than_tables_is_said_and_a_round_can_go() -> None:
    before = room(tables=3, rounds=3)
    kept = close_table(before, NOW, table(before, 3).id)
    assert [group.label for group in kept.after.twice] == ["A", "B"]
    assert kept.after.rounds == 3 and kept.seconds == 0
    shorter = close_table(before, NOW, table(before, 3).id, drops_rounds=True)
    check_whole(before, shorter)
    assert shorter.after.twice == () and shorter.after.rounds == 2
    assert shorter.seconds == -(15 + 2) * 60
    assert [step.position for step in shorter.state.live(Step)] == list(
        range(1, len(shorter.state.live(Step)) + 1)
    )


def test_opening_a_table_makes_a_group_of_people_of_the_others() -> None:
    before = room(people={"usagers": 27, "professionnels": 18})
    plan = open_table(before, NOW, topic="  Se déplacer ")
    check_whole(before, plan)
    state = after(before, plan.action)
    assert labels(state) == "ABCDEF" and sizes(state) == [8, 8, 8, 7, 7, 7]
    assert (plan.table.number, plan.table.topic) == (6, "Se déplacer")
    assert {move.goal for move in plan.moves} == {group.id for group in plan.created}
    assert where(state, 1) == {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}
    assert plan.walks == ()


def test_a_round_can_be_added_so_that_everyone_still_meets_every_table() -> None:
    before = room(tables=2, rounds=2, people={"usagers": 20})
    plan = open_table(before, NOW, adds_round=True)
    check_whole(before, plan)
    assert plan.after.rounds == 3 and plan.seconds == (15 + 2) * 60
    met = [set(seats.values()) for seats in zip_by_group(plan.state)]
    assert all(len(places) == 3 for places in met)


def zip_by_group(state: State) -> list[dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for number, seats in seats_by_round(state).items():
        for group, at in seats.items():
            found.setdefault(group, {})[number] = at
    return list(found.values())


def test_a_closed_table_opens_again_with_its_topic_number_and_letter() -> None:
    before = room()
    topic = table(before, 2).topic
    closed = after(before, close_table(before, NOW, table(before, 2).id).action)
    (old,) = closed_tables(closed)
    plan = open_table(closed, NOW, reopened=old.id)
    check_whole(closed, plan)
    state = after(closed, plan.action)
    assert table(state, 2).topic == topic
    assert [group.label for group in plan.created] == ["B"]
    assert where(state, 1) == {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}
    assert plan.walks == () and closed_tables(state) == ()


def test_a_table_that_notes_stand_on_is_never_closed() -> None:
    state = begun(room(tables=3))
    at = table(state, 3)
    with pytest.raises(AtelierError, match="People sat at table 3"):
        close_table(state, later(60), at.id)
    note = {"table_id": at.id, "round": 0, "group_id": None, "heading": "pistes", "text": "une note"}
    noted = room(tables=3).apply([(Note.KIND, "n", note)])
    at = table(noted, 3)
    noted = noted.apply([(Note.KIND, "n", {"table_id": at.id})])
    with pytest.raises(AtelierError, match="holds 1 note"):
        refuse_to_close(noted, NOW, at)
    refusals = {option.kind: option.refusal for option in options(state, later(60))}
    assert refusals[Kind.CLOSE] is not None and refusals[Kind.KEEP] is None


def test_what_was_typed_to_try_the_program_holds_no_table() -> None:
    state = room(tables=3)
    at, group = table(state, 3), state.live(CafeGroup)[2]
    note = {"table_id": at.id, "round": 1, "group_id": group.id, "heading": "pistes", "text": "test"}
    state = state.apply([(Note.KIND, "n", {**note, "is_rehearsal": 1})])
    plan = close_table(state, NOW, at.id)
    check_whole(state, plan)
    assert [gone.label for gone in plan.dissolved] == ["C"]
    assert rehearsal.keep(plan.state) is None, "it cannot become a note of a table that is gone"


def test_the_only_table_stays() -> None:
    state = room(tables=1, rounds=1)
    with pytest.raises(AtelierError, match="only table"):
        close_table(state, NOW, table(state, 1).id)
    assert [option.kind for option in options(state, NOW)] == [Kind.KEEP, Kind.OPEN]


def test_with_two_tables_one_group_is_left() -> None:
    before = room(tables=2, rounds=2)
    plan = close_table(before, NOW, table(before, 1).id)
    check_whole(before, plan)
    assert labels(plan.state) == "B" and [group.label for group in plan.after.twice] == ["B"]
    dropped = close_table(before, NOW, table(before, 1).id, drops_rounds=True)
    assert dropped.after.rounds == 1 and dropped.after.twice == ()


def test_several_groups_at_a_table_stay_several() -> None:
    before = room(tables=3, rounds=3, groups=6)
    plan = close_table(before, NOW, table(before, 3).id)
    check_whole(before, plan)
    assert [group.label for group in plan.dissolved] == ["C", "F"]
    opened = open_table(before, NOW)
    check_whole(before, opened)
    assert [group.label for group in opened.created] == ["G", "H"]


def test_fewer_groups_than_tables_all_stay() -> None:
    before = room(tables=5, groups=4)
    plan = close_table(before, NOW, table(before, 2).id)
    check_whole(before, plan)
    assert plan.dissolved == () and labels(plan.state) == "ABCD"
    assert len(plan.walks) > 0, "whose table was closed goes elsewhere"


def test_while_the_first_round_begins_only_those_of_the_closed_table_move() -> None:
    state = room(tables=4, rounds=3)
    for seconds in (0, 600):
        state = after(state, running.go_next(state, later(seconds)))
    assert round_now(state, later(601)) == 1
    plan = close_table(state, later(601), table(state, 2).id)
    state = after(state, plan.action)
    assert where(state, 1) == {"A": 1, "C": 3, "D": 4}
    assert where(state, 2) == {"A": 3, "C": 4, "D": 1}
    opened = open_table(state, later(602), topic="Autre")
    assert where(opened.state, 1) == {"A": 1, "C": 3, "D": 4, "E": 5}


def test_rounds_that_have_run_keep_their_seats() -> None:
    state = begun(room(tables=3, rounds=3))
    before = {seat.id: seat for seat in state.live(Seating) if seat.round == 1}
    plan = open_table(state, later(1_000), topic="Autre")
    kept = {seat.id: seat for seat in plan.state.live(Seating) if seat.round == 1}
    assert before.items() <= kept.items()
    assert {number for number in where(plan.state, 2).values()} <= {1, 2, 3, 4}
    assert where(plan.state, 1)["D"] == 4


def test_when_all_rounds_are_over_the_tables_stay() -> None:
    state = room(tables=2, rounds=2)
    for number in range(len(state.live(Step)) + 1):
        state = after(state, running.go_next(state, later(60 * number)))
    assert {option.kind for option in options(state, later(900)) if option.refusal} == {Kind.CLOSE, Kind.OPEN}
    with pytest.raises(AtelierError, match="rounds are over"):
        open_table(state, later(900))
    with pytest.raises(AtelierError, match="rounds are over"):
        close_table(state, later(900), table(state, 2).id)


@pytest.mark.parametrize("movement", [Movement.MIXED, Movement.FREE])
def test_without_groups_only_the_table_goes(movement: Movement) -> None:
    before = come(moving(movement), {"usagers": 10})
    plan = close_table(before, NOW, table(before, 2).id)
    assert profile_totals(plan.state) == {"usagers": 10}
    assert plan.moves == () and plan.dissolved == () and plan.after.sizes == (4, 3, 3)
    assert {seat.table_id for seat in plan.state.live(Seating)} == {place.id for place in tables(plan.state)}
    opened = open_table(before, NOW, topic="Autre")
    assert opened.created == () and opened.after.sizes == (2, 2, 2, 2, 2)
    assert plan.after.twice == ()


def test_profiles_that_a_table_lacks_are_found() -> None:
    state = room(tables=5, rounds=2)
    found = facts(state, NOW)
    missing = {key: [at.number for at in places] for key, places in found.missing}
    assert set(missing) == {"elus"} and len(missing["elus"]) == 2
    ever = {key: [at.number for at in places] for key, places in found.unmet}
    assert len(ever.get("elus", [])) < len(missing["elus"])


def test_tables_that_nobody_meets_are_found() -> None:
    state = cafe(count=4, rounds=1, groups=2)
    assert [at.number for at in facts(state, NOW).unvisited] == [3, 4]


def test_what_was_done_is_taken_back_as_a_whole() -> None:
    before = room()
    for plan in (
        close_table(before, NOW, table(before, 3).id, drops_rounds=True),
        open_table(before, NOW, topic="Autre", adds_round=True),
    ):
        state = after(before, plan.action)
        undone = inverse(before, plan.action)
        refuse_if_harmful(state, NOW, undone)
        state = after(state, undone)
        for row in (CafeTable, CafeGroup, Seating, Step):
            assert state.live(row) == before.live(row)
        assert counting.in_groups(state) == counting.in_groups(before)


def test_a_table_that_is_gone_or_hostile_is_told() -> None:
    state = room()
    with pytest.raises(AtelierError, match="no longer there"):
        close_table(state, NOW, "nothing")
    with pytest.raises(AtelierError, match="characters"):
        open_table(state, NOW, topic="é" * 301)
    plan = open_table(state, NOW, topic="[b]\x1b[2J‮ /x")
    assert "\x1b" not in plan.table.topic and plan.table.topic.startswith("[b]")


@given(
    st.integers(1, 7),
    st.integers(1, 5),
    st.fixed_dictionaries({key: st.integers(0, 20) for key in THREE}),
    st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.booleans()), min_size=1, max_size=4),
)
@settings(max_examples=30, deadline=None)
def test_whatever_closes_and_opens_everyone_has_a_place(
    count: int, rounds: int, people: dict[str, int], presses: list[tuple[bool, int, bool]]
) -> None:
    state = room(tables=count, rounds=rounds, people=people)
    for closes, index, fits in presses:
        places = tables(state)
        if closes and len(places) > 1:
            plan = close_table(state, NOW, places[index % len(places)].id, drops_rounds=fits)
        elif closed_tables(state) and index % 2:
            plan = open_table(state, NOW, reopened=closed_tables(state)[0].id, adds_round=fits)
        else:
            plan = open_table(state, NOW, topic="Autre", adds_round=fits)
        check_whole(state, plan)
        state = after(state, plan.action)
        assert len({place.number for place in tables(state)}) == len(tables(state))
        assert len({group.label for group in state.live(CafeGroup)}) == len(state.live(CafeGroup))
