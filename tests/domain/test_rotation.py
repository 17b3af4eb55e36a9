"""Groups meet each table once, or as many as there are rounds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from atelier.domain.rotation import missed_tables, plan_seatings
from atelier.domain.workshop import CafeGroup, CafeTable, group_label

_SIZES = (st.integers(1, 12), st.integers(1, 15), st.integers(1, 14))


def _tables(count: int) -> list[CafeTable]:
    return [CafeTable(id=f"t{number}", number=number) for number in range(1, count + 1)]


def _groups(count: int) -> list[CafeGroup]:
    return [CafeGroup(id=group_label(index), label=group_label(index)) for index in range(count)]


def test_two_groups_swap() -> None:
    seats = {
        (seat.round, seat.group_id): seat.table_id for seat in plan_seatings(_groups(2), _tables(2), [1, 2])
    }
    assert seats == {(1, "A"): "t1", (1, "B"): "t2", (2, "A"): "t2", (2, "B"): "t1"}


@given(*_SIZES)
def test_every_group_sits_once_a_round_and_follows_the_formula(tables: int, groups: int, rounds: int) -> None:
    seatings = plan_seatings(_groups(groups), _tables(tables), range(1, rounds + 1))
    labels = [group_label(index) for index in range(groups)]
    assert Counter((seat.round, seat.group_id) for seat in seatings) == Counter(
        (number, label) for number in range(1, rounds + 1) for label in labels
    )
    for seat in seatings:
        index = labels.index(seat.group_id or "")
        assert seat.table_id == f"t{(index + seat.round - 1) % tables + 1}"
    assert len({seat.id for seat in seatings}) == len(seatings)


@given(*_SIZES)
def test_tables_are_shared_out_evenly(tables: int, groups: int, rounds: int) -> None:
    seatings = plan_seatings(_groups(groups), _tables(tables), range(1, rounds + 1))
    for number in range(1, rounds + 1):
        loads = Counter(seat.table_id for seat in seatings if seat.round == number)
        sizes = [loads[f"t{table}"] for table in range(1, tables + 1)]
        assert max(sizes) - min(sizes) <= 1


@given(*_SIZES)
def test_no_table_twice_while_there_are_others(tables: int, groups: int, rounds: int) -> None:
    seated, places = _groups(groups), _tables(tables)
    seatings = plan_seatings(seated, places, range(1, rounds + 1))
    missed = missed_tables(seated, places, seatings)
    for group in seated:
        met = {seat.table_id for seat in seatings if seat.group_id == group.id}
        assert len(met) == min(rounds, tables)
        assert {table.id for table in missed.get(group.id, ())} == {table.id for table in places} - met


def test_without_groups_every_table_is_open_to_all() -> None:
    seatings = plan_seatings([], _tables(3), iter([1, 2]))
    assert [(seat.round, seat.table_id, seat.group_id) for seat in seatings] == [
        (number, f"t{table}", None) for number in (1, 2) for table in (1, 2, 3)
    ]


def test_without_tables_nobody_sits() -> None:
    assert plan_seatings(_groups(2), [], [1, 2]) == []
