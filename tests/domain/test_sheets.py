"""The order of paper sheets."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.clock import Moment
from atelier.domain.coverage import coverage
from atelier.domain.place import reading
from atelier.domain.record import Row
from atelier.domain.rotation import plan_seatings
from atelier.domain.sheets import sheets
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Seating, Workshop, group_label

NOW = Moment(wall=1_760_522_400.0, boot=10_000.0, boot_id="test")


def workshop(tables: int, groups: int, rounds: int, *, has_plenary: bool = True) -> State:
    """A workshop with seats and one heading."""
    places = [CafeTable(id=f"t{number}", number=number) for number in range(1, tables + 1)]
    moving = [CafeGroup(id=f"g{index}", label=group_label(index)) for index in range(groups)]
    rows: list[Row] = [Workshop(id="w"), Heading(id="h", key="h", title="Pistes"), *places, *moving]
    if has_plenary:
        rows.append(CafeTable(id="t0", number=0))
    return State.of([*rows, *plan_seatings(moving, places, range(1, rounds + 1))])


def told(state: State) -> list[str]:
    """Each sheet in a few letters."""
    return [
        f"{sheet.number}/{sheet.total} T{sheet.table.number} r{sheet.round}"
        f" {sheet.group.label if sheet.group else '-'}"
        for sheet in sheets(state)
    ]


def test_sheets_follow_tables_then_rounds_and_end_with_the_plenary() -> None:
    assert told(workshop(2, 2, 2)) == [
        "1/5 T1 r1 A",
        "2/5 T1 r2 B",
        "3/5 T2 r1 B",
        "4/5 T2 r2 A",
        "5/5 T0 r0 -",
    ]


def test_groups_that_share_a_table_have_a_sheet_each() -> None:
    assert told(workshop(1, 2, 2, has_plenary=False)) == [
        "1/4 T1 r1 A",
        "2/4 T1 r1 B",
        "3/4 T1 r2 A",
        "4/4 T1 r2 B",
    ]


def test_people_who_are_mixed_or_free_leave_one_sheet_a_table_and_round() -> None:
    assert told(workshop(2, 0, 2)) == [
        "1/5 T1 r1 -",
        "2/5 T1 r2 -",
        "3/5 T2 r1 -",
        "4/5 T2 r2 -",
        "5/5 T0 r0 -",
    ]


def test_a_workshop_in_plenary_has_one_sheet() -> None:
    assert told(workshop(0, 0, 0)) == ["1/1 T0 r0 -"]
    assert sheets(workshop(0, 0, 0))[0].seating is None


def test_a_group_that_nobody_expected_leaves_printed_numbers_as_they_are() -> None:
    state = workshop(2, 2, 1)
    before = [(sheet.number, sheet.table.id, sheet.round, sheet.group) for sheet in sheets(state)]
    seat = Seating(id="1/g1/t1", round=1, table_id="t1", group_id="g1", planned=False)
    after = sheets(State.of([*_rows(state), seat]))
    assert [(sheet.number, sheet.table.id, sheet.round, sheet.group) for sheet in after[:-1]] == before
    assert (after[-1].number, after[-1].seating) == (4, seat)


def test_closed_tables_and_removed_groups_have_no_sheet() -> None:
    rows = [replace(row, deleted=True) if row.id in ("t2", "g0") else row for row in _rows(workshop(2, 2, 2))]
    assert told(State.of(rows)) == ["1/2 T1 r2 B", "2/2 T0 r0 -"]


def test_a_round_that_was_dropped_keeps_its_numbers() -> None:
    state = workshop(2, 2, 2)
    kinds = ((1, False), (2, True))
    steps = [
        Step(
            id=f"s{number}",
            position=number,
            kind="round",
            round=number,
            seconds=600,
            is_dropped=gone,
            deleted=gone,
        )
        for number, gone in kinds
    ]
    found = sheets(State.of([*_rows(state), *steps]))
    assert [sheet.number for sheet in found] == [1, 2, 3, 4, 5]
    assert [sheet.number for sheet in found if sheet.is_dropped] == [2, 4]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5), st.integers(0, 30), st.integers(0, 4))
def test_every_cell_of_a_round_is_on_one_sheet_and_in_the_same_order(
    tables: int, groups: int, rounds: int
) -> None:
    state = workshop(tables, groups, rounds)
    stops = [
        (cell.table.id, cell.key.round, cell.key.group_id)
        for cell in coverage(state, reading(state, NOW))
        if not cell.table.is_plenary
    ]
    found = [
        (sheet.table.id, sheet.round, sheet.group.id if sheet.group else None)
        for sheet in sheets(state)
        if not sheet.is_plenary
    ]
    assert found == stops
    assert [sheet.number for sheet in sheets(state)] == list(range(1, len(found) + 2))


def _rows(state: State) -> list[Row]:
    return [row for rows in state.tables_by_kind.values() for row in rows.values()]
