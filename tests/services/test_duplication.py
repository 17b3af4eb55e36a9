"""A workshop like last year's: what was prepared is there, what was said and who came is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.config import Places
from atelier.domain.agenda import Step, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockEvent
from atelier.domain.note import Note
from atelier.domain.place import tables
from atelier.domain.record import Row
from atelier.domain.state import ROWS, State
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating
from atelier.errors import AtelierError
from atelier.export.json import write_workshop
from atelier.services.attendance.tables import close_table
from atelier.services.duplication import duplicate
from atelier.services.new_file import make_duplicate, read_model
from atelier.services.preparing import seatings
from atelier.services.preparing.readiness import Weight, check_readiness
from atelier.services.rebuilding import read_workshop
from atelier.services.session import Session
from tests.data.hostile import HOSTILE
from tests.data.workshops import finished_workshop
from tests.services.attendance.room import room, table
from tests.services.preparing.cafe import NOW, after, begun, cafe, later
from tests.ui.workshops import FakeClock


def copy(state: State, title: str = "") -> State:
    return State.of(duplicate(state, later(3_000_000), title=title))


def finished() -> State:
    return State.of(finished_workshop().values())


def test_what_was_prepared_is_the_same() -> None:
    old = finished()
    new = copy(old)
    for column in (
        "title",
        "objectives",
        "language",
        "format",
        "canvas",
        "movement",
        "starts_at",
        "hard_end",
    ):
        assert getattr(new.workshop, column) == getattr(old.workshop, column)
    assert [(row.number, row.topic, row.question) for row in tables(new)] == [
        (row.number, row.topic, row.question) for row in tables(old)
    ]
    assert new.live(Heading) == old.live(Heading) and new.live(Profile) == old.live(Profile)
    assert [(row.label, row.name) for row in new.live(CafeGroup)] == [
        (row.label, row.name) for row in old.live(CafeGroup)
    ]
    assert [(row.kind, row.round, row.seconds, row.label, row.instruction) for row in new.live(Step)] == [
        (row.kind, row.round, row.seconds, row.label, row.instruction) for row in old.live(Step)
    ]
    assert not [found for found in check_readiness(new, NOW) if found.weight is Weight.NEEDED]


def test_what_was_said_and_who_came_is_not() -> None:
    old = finished()
    assert old.live(Note) and old.live(Theme) and old.live(ClockEvent) and old.live(HeadCount)
    new = copy(old)
    for row in ROWS:
        if row.KIND in ("workshop", "profile", "heading", "cafe_table", "cafe_group", "step", "seating"):
            continue
        assert not new.all(row), row.KIND
    for column in ("date", "introduction", "conclusion", "further", "counted_at"):
        assert getattr(new.workshop, column) == ""
    assert not any(place.host or place.is_signed or place.is_frozen for place in new.live(CafeTable))
    assert not any(seat.confirmed_at or seat.sheet for seat in new.live(Seating))


def test_ids_are_new_and_fit_each_other() -> None:
    old = finished()
    new = copy(old)
    for row in (CafeTable, CafeGroup, Step, Seating):
        assert not set(new.all(row)) & set(old.all(row)), row.KIND
    assert new.workshop.id != old.workshop.id
    read_workshop(write_workshop(new))


def test_the_title_may_be_another() -> None:
    assert copy(finished(), "  Deuxième \n édition ").workshop.title == "Deuxième édition"
    assert copy(finished(), "   ").workshop.title == finished().workshop.title


def test_seats_that_were_chosen_by_hand_are_kept() -> None:
    old = cafe(count=3, rounds=2)
    group, goal = old.live(CafeGroup)[0], tables(old)[2]
    old = after(old, seatings.seat_group(old, NOW, 2, group.id, goal.id))
    new = copy(old)

    def seats(state: State) -> set[tuple[int, str, int]]:
        return {
            (
                seat.round,
                state.all(CafeGroup)[seat.group_id or ""].label,
                state.all(CafeTable)[seat.table_id].number,
            )
            for seat in state.live(Seating)
        }

    assert seats(new) == seats(old)


def test_a_table_that_was_closed_leaves_no_gap() -> None:
    old = room()
    old = after(old, close_table(old, NOW, table(old, 2).id).action)
    new = copy(old)
    assert [place.number for place in tables(new)] == [1, 2, 3, 4]
    assert [group.label for group in new.live(CafeGroup)] == ["A", "B", "C", "D"]
    assert [place.topic for place in tables(new)] == [place.topic for place in tables(old)]


def test_a_group_that_sat_elsewhere_is_planned_where_it_should_have_been() -> None:
    old = begun(cafe(count=3, rounds=2))
    extra = Seating(
        id="x", round=1, table_id=tables(old)[2].id, group_id=old.live(CafeGroup)[0].id, planned=False
    )
    old = old.apply(
        [
            (
                Seating.KIND,
                "x",
                {name: getattr(extra, name) for name in ("round", "table_id", "group_id", "planned")},
            )
        ]
    )
    new = copy(old)
    assert len(new.live(Seating)) == 3 * 2


def test_a_round_that_was_dropped_on_the_day_is_planned_again() -> None:
    old = cafe(count=3, rounds=3)
    last = [step for step in old.live(Step) if step.round == 2]
    old = old.apply((Step.KIND, step.id, {"deleted": True, "is_dropped": True}) for step in last)
    old = old.apply(
        (Seating.KIND, seat.id, {"deleted": True}) for seat in old.live(Seating) if seat.round == 2
    )
    new = copy(old)
    assert rounds_of(new.live(Step)) == (1, 2, 3)
    assert len(new.live(Seating)) == 9


@pytest.mark.parametrize("movement", ["mixed", "free", "rotating"])
def test_however_people_move(movement: str) -> None:
    old = cafe(count=2, groups=None if movement == "rotating" else 0)
    old = old.apply([("workshop", old.workshop.id, {"movement": movement})])
    new = copy(old)
    assert new.workshop.movement == movement
    assert len(new.live(Seating)) == 4


def test_hostile_texts_come_along_as_they_are() -> None:
    text = "".join(case.text[:40] for case in HOSTILE)[:300]
    old = cafe()
    old = old.apply([(CafeTable.KIND, tables(old)[0].id, {"topic": text, "question": text, "host": text})])
    (first, _) = tables(copy(old))
    assert (first.topic, first.question, first.host) == (text, text, "")


@given(st.integers(0, 6), st.integers(0, 5), st.integers(0, 7))
@settings(max_examples=25, deadline=None)
def test_everyone_has_a_table_in_every_round(count: int, rounds: int, groups: int) -> None:
    new = copy(cafe(count=count, rounds=rounds if count else 0, groups=groups))
    for number in rounds_of(new.live(Step)):
        seats = [seat.group_id for seat in new.live(Seating) if seat.round == number and seat.group_id]
        assert sorted(seats) == sorted(group.id for group in new.live(CafeGroup))


# Files


@pytest.fixture
def model(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "2024.atelier"
    Session.create(path, finished_workshop().values(), clock=FakeClock(), places=Places.default()).close()
    yield path
    path.chmod(0o644)


def test_a_file_is_a_model_even_when_it_is_read_only(model: Path, tmp_path: Path) -> None:
    before = model.read_bytes()
    model.chmod(0o444)
    os.chmod(tmp_path, 0o755)
    clock, places = FakeClock(), Places.default()
    state = read_model(model, clock=clock, places=places)
    path = tmp_path / "2025.atelier"
    session = make_duplicate(path, state, title="2025", clock=clock, places=places)
    assert session.state.workshop.title == "2025" and len(tables(session.state)) == 2
    session.close()
    assert model.read_bytes() == before


def test_an_export_is_a_model_too(tmp_path: Path) -> None:
    path = tmp_path / "2024.json"
    path.write_bytes(write_workshop(finished()))
    state = read_model(path, clock=FakeClock(), places=Places.default())
    assert state.workshop == finished().workshop


@pytest.mark.parametrize("name", ["nothing.json", "nothing.atelier", "wrong.json"])
def test_a_model_that_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    (tmp_path / "wrong.json").write_text("{")
    with pytest.raises(AtelierError):
        read_model(tmp_path / name, clock=FakeClock(), places=Places.default())


def test_rows_are_not_shared() -> None:
    old = finished()
    rows: list[Row] = list(duplicate(old, NOW))
    assert all(not row.deleted for row in rows)
    assert replace(old.workshop, id="x") != rows[0]
