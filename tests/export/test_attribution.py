"""Who carried a point, without naming those who are few."""

from __future__ import annotations

import pytest

from atelier.domain.note import CellKey, Note
from atelier.domain.place import table_numbered
from atelier.domain.record import Row
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Seating
from atelier.export.attribution import carried_by
from atelier.export.composition import compose
from atelier.i18n import Translator
from tests.data.workshops import NOON, note_row, with_changes

EN = Translator("en")


def said_by(*voices: tuple[str | None, str | None], rows: tuple[Row, ...] = (), table: int = 1) -> str:
    """The attribution of a point that rests on one note of each voice: a group and a profile."""
    state = with_changes(*rows)
    place = table_numbered(state, table)
    assert place is not None
    notes: list[Note] = [
        note_row(number, CellKey(place.id, 1, group, "pistes"), "x", profile=profile)
        for number, (group, profile) in enumerate(voices)
    ]
    return carried_by(EN, state, place, notes)


@pytest.mark.parametrize(
    ("voices", "said"),
    [
        ([("ga", None)], "carried by group A"),
        ([("ga", None), ("ga", "usagers")], "carried by group A"),
        ([("gb", None), ("ga", None)], "carried by groups A and B (les Bleus)"),
        ([("ga", "usagers")], "carried by group A – Usagers"),
        ([("ga", "usagers"), ("ga", "pros")], "carried by group A – Usagers and Professionnels"),
        ([("gb", "usagers")], "carried by one group"),
        ([("gb", "usagers"), ("gb", "pros")], "carried by one group"),
        ([("ga", "usagers"), ("gb", "usagers")], "carried by groups A and B (les Bleus) – Usagers"),
        ([("ga", "inconnu")], "carried by group A"),
    ],
)
def test_groups_and_profiles(voices: list[tuple[str | None, str | None]], said: str) -> None:
    assert said_by(*voices) == said


def test_two_people_in_two_groups_are_still_two_people() -> None:
    few = tuple(HeadCount(id=f"{g}/usagers", group_id=g, profile="usagers", people=1) for g in ("ga", "gb"))
    assert said_by(("ga", "usagers"), ("gb", "usagers"), rows=few) == "carried by groups A and B (les Bleus)"


def test_a_profile_that_nobody_counted_is_not_published() -> None:
    none = (HeadCount(id="ga/usagers", group_id="ga", profile="usagers", people=0),)
    assert said_by(("ga", "usagers"), rows=none) == "carried by one group"


def test_the_plenary_and_mixed_rounds() -> None:
    assert said_by((None, None), rows=(CafeTable(id="t0", number=0),), table=0) == "carried by the plenary"
    assert said_by((None, None)) == "noted in round 1"


def test_all_of_many_groups_are_not_listed() -> None:
    groups = tuple(CafeGroup(id=f"g{label}", label=label) for label in "CDE")
    seats = tuple(
        Seating(id=f"1/{group.id}/t1", round=1, table_id="t1", group_id=group.id) for group in groups
    )
    everybody = [(group, None) for group in ("ga", "gb", "gC", "gD", "gE")]
    assert said_by(*everybody, rows=groups + seats) == "carried by all groups"
    assert said_by(*everybody[:4], rows=groups + seats) == "carried by groups A, B (les Bleus), C and D"


@pytest.mark.parametrize(("people", "is_shown"), [(1, False), (2, False), (3, True)])
def test_the_annex_names_a_profile_from_three_people_of_the_group(people: int, is_shown: bool) -> None:
    note = note_row(95, CellKey("t1", 1, "ga", "pistes"), "une voix", profile="usagers")
    count = HeadCount(id="ga/usagers", group_id="ga", profile="usagers", people=people)
    state: State = with_changes(note, count)
    annex = compose(state, NOON, EN).annex
    assert annex is not None
    (remarks,) = [
        each.remarks
        for cell in annex.tables[0].stops[0].cells
        for each in cell.notes
        if each.text == "une voix"
    ]
    assert ("Usagers" in remarks) is is_shown
