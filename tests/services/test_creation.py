"""New workshops from formats."""

from __future__ import annotations

from collections import Counter

import pytest

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.clock import Moment
from atelier.domain.place import tables
from atelier.domain.rotation import missed_tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile, Seating
from atelier.errors import UsageError
from atelier.services.catalogue.canvases import shipped_canvas
from atelier.services.catalogue.formats import shipped_format
from atelier.services.creation import plan_workshop

NOW = Moment(1_760_000_000.0, 5.0, "boot")


def plan(key: str = "coll-occ", lang: str = "fr", **wishes: object) -> State:
    chosen = shipped_format(key, lang)
    rows = plan_workshop(chosen, shipped_canvas(chosen.canvas, lang), lang=lang, now=NOW, **wishes)  # type: ignore[arg-type]
    assert len({(row.KIND, row.id) for row in rows}) == len(rows)
    return State.of(rows)


def where(state: State) -> dict[tuple[int, str | None], int]:
    """The table of each group in each round."""
    numbers = {table.id: table.number for table in state.live(CafeTable)}
    labels: dict[str | None, str | None] = {group.id: group.label for group in state.live(CafeGroup)}
    return {(seat.round, labels.get(seat.group_id)): numbers[seat.table_id] for seat in state.live(Seating)}


def test_a_coll_occ_workshop_is_ready_to_run() -> None:
    state = plan()
    assert [table.number for table in state.live(CafeTable)] == [0, 1, 2]
    assert where(state) == {(1, "A"): 1, (1, "B"): 2, (2, "A"): 2, (2, "B"): 1}
    assert [heading.key for heading in state.live(Heading)] == ["constats", "pistes", "conditions", "phares"]
    assert len(state.live(Profile)) == 6
    assert len(state.live(HeadCount)) == 12
    assert sum(step.seconds for step in state.live(Step)) == 3600
    workshop = state.workshop
    assert (workshop.format, workshop.canvas, workshop.language) == ("coll-occ", "coll-occ", "fr")
    assert workshop.date in ("2025-10-08", "2025-10-09", "2025-10-10")
    assert workshop.created_at == "2025-10-09T08:53:20.000Z"


def test_texts_are_in_the_language_of_the_workshop() -> None:
    assert plan(lang="en").live(CafeTable)[1].topic == "Listening to users so that care fits better"
    assert plan(lang="fr").live(CafeTable)[1].topic.startswith("Écouter")


def test_title() -> None:
    assert plan(title="  Ma\nsanté ").workshop.title == "Ma santé"
    assert plan(title=" \u200b").workshop.title == "MSP & usagers"


def test_more_tables_are_empty_and_get_their_groups() -> None:
    state = plan(tables=4, rounds=4)
    assert [table.topic != "" for table in tables(state)] == [True, True, False, False]
    assert [group.label for group in state.live(CafeGroup)] == ["A", "B", "C", "D"]
    assert missed_tables(state.live(CafeGroup), tables(state), state.live(Seating)) == {}


def test_fewer_rounds_than_tables_leave_some_unmet() -> None:
    state = plan("world-cafe-90")
    missed = missed_tables(state.live(CafeGroup), tables(state), state.live(Seating))
    assert [len(missing) for missing in missed.values()] == [1, 1, 1, 1]


def test_more_groups_than_tables_share() -> None:
    state = plan(groups=5)
    assert Counter(where(state).values()) == {1: 5, 2: 5}


def test_plenary_only() -> None:
    state = plan("retour-experience")
    assert [table.number for table in state.live(CafeTable)] == [0]
    assert state.live(Seating) == state.live(CafeGroup) == state.live(HeadCount) == ()
    assert all(step.round == 0 for step in state.live(Step))


def test_people_by_group_and_profile() -> None:
    state = plan(people={"A": {"usagers": 3}, "B": {"elus": 1}})
    labels = {group.id: group.label for group in state.live(CafeGroup)}
    counted = {(labels[c.group_id], c.profile): c.people for c in state.live(HeadCount) if c.people}
    assert counted == {("A", "usagers"): 3, ("B", "elus"): 1}


def test_ids_of_head_counts_and_seatings() -> None:
    state = plan()
    assert all(count.id == f"{count.group_id}/{count.profile}" for count in state.live(HeadCount))
    assert all(seat.id == f"{seat.round}/{seat.group_id}/{seat.table_id}" for seat in state.live(Seating))


@pytest.mark.parametrize(
    "wishes",
    [
        {"tables": -1},
        {"tables": 100},
        {"rounds": 21},
        {"rounds": -1},
        {"minutes": 0},
        {"minutes": 241},
        {"groups": 100},
        {"tables": 0},
    ],
)
def test_impossible_wishes_are_refused(wishes: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        plan(**wishes)
