"""A workshop whose people come in."""

from __future__ import annotations

from atelier.domain.change import Action
from atelier.domain.place import tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Movement, Workshop
from atelier.services.attendance import counting
from tests.services.preparing.cafe import NOW, after, cafe

THREE = {"usagers": 12, "professionnels": 8, "elus": 3}
"""Twenty-three people."""


def planned(state: State, each: int = 2) -> State:
    """The workshop with so many users, professionals and elected people expected in each group."""
    rows = [
        ("head_count", f"{group.id}/{key}", {"group_id": group.id, "profile": key, "people": each})
        for group in state.live(CafeGroup)
        for key in THREE
    ]
    return state.apply(rows)  # type: ignore[arg-type]


def come(state: State, people: dict[str, int]) -> State:
    """People come in, one profile after the other."""
    for profile, number in people.items():
        for _ in range(number):
            state = after(state, counting.arrive(state, profile))
    return state


def room(
    tables: int = 5, rounds: int = 3, people: dict[str, int] | None = None, groups: int | None = None
) -> State:
    """Thirty people were expected at some tables, and twenty-three have come."""
    state = planned(cafe(count=tables, rounds=rounds, groups=groups))
    state = after(state, counting.begin(state, NOW, keeps_numbers=False, everyone="Participants"))
    return come(state, THREE if people is None else people)


def moving(movement: Movement, tables: int = 4) -> State:
    """A workshop without groups."""
    state = cafe(count=tables, groups=0)
    return state.apply([(Workshop.KIND, state.workshop.id, {"movement": movement.value})])


def table(state: State, number: int) -> CafeTable:
    return next(each for each in tables(state) if each.number == number)


def labels(state: State) -> str:
    return "".join(group.label for group in state.live(CafeGroup))


def profile_totals(state: State) -> dict[str, int]:
    """How many people of each profile are counted, in groups or not."""
    found: dict[str, int] = {}
    for row in state.live(HeadCount):
        found[row.profile] = found.get(row.profile, 0) + row.people
    return {key: people for key, people in found.items() if people}


def saved(state: State, action: Action | None) -> State:
    return after(state, action)
