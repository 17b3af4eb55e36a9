"""What comes back from table to table, what opposes, what answers: proposed, never decided."""

from __future__ import annotations

import pytest

from atelier.domain.change import Action
from atelier.domain.decision import Decision
from atelier.domain.fusion import transversal_themes
from atelier.domain.note import CellKey, LinkKind
from atelier.domain.state import State
from atelier.domain.theme import Transversal
from atelier.services import conclusion, fusing
from atelier.services.crossing import (
    Crossing,
    accept_crossing,
    cross,
    cross_request,
    crossing_made_real,
    fresh_crossings,
    laid_across,
    refuse_crossing,
)
from atelier.services.facing import answered, opposed
from atelier.services.notes import add_note
from tests.data.cafe import START, cafe_rows
from tests.services.test_deciding import after

POINTS = (
    ("t1", "constats", "Les réunions publiques attirent peu de monde"),
    ("t1", "pistes", "Aller au marché rencontrer les habitants"),
    ("t1", "conditions", "Réserver des réunions à une heure où le public peut venir"),
    ("t1", "constats", "Xylophone"),
    ("t2", "pistes", "Rencontrer les habitants là où ils sont, au marché"),
    ("t2", "conditions", "Rembourser les trajets"),
)


@pytest.fixture
def state() -> State:
    """Points of two tables; two of them say the same."""
    made = State.of(cafe_rows())
    for number, (table, heading, title) in enumerate(POINTS):
        note_id = f"n{number}"
        cell = CellKey(table, 1, "A" if table == "t1" else "B", heading)
        made = after(made, add_note(made, cell, title.lower(), START, note_id=note_id))
        action = fusing.create_theme(
            made, table, heading, START, note_ids=[note_id], title=title, theme_id=f"p{number}"
        )
        made = after(made, action)
    return made


def crossing_of(state: State) -> Crossing:
    """What the engine answers."""
    return cross(cross_request(state), state)


def test_points_of_two_tables_that_say_the_same_are_proposed_as_one(state: State) -> None:
    crossing = crossing_of(state)
    ((row_id, theme),) = fresh_crossings(state, crossing).items()
    assert {link.key for link in theme.links} == {"p1", "p4"}
    shown = laid_across(state, crossing)
    assert [row.id for row in shown.live(Transversal)] == [row_id]
    assert {point.id for point in transversal_themes(shown, row_id)} == {"p1", "p4"}
    assert not state.live(Transversal)


def test_accepting_makes_it_and_it_is_not_proposed_again(state: State) -> None:
    crossing = crossing_of(state)
    row_id = next(iter(fresh_crossings(state, crossing)))
    made = after(state, accept_crossing(crossing, row_id, START))
    assert {point.id for point in transversal_themes(made, row_id)} == {"p1", "p4"}
    assert not fresh_crossings(made, crossing_of(made))


def test_refusing_keeps_the_points_apart(state: State) -> None:
    crossing = crossing_of(state)
    made = after(state, refuse_crossing(crossing, next(iter(crossing.ids)), START))
    assert made.live(Decision)
    assert not fresh_crossings(made, crossing_of(made))


@pytest.mark.parametrize("deed", ["rename", "attach", "detach", "remove"])
def test_whatever_is_done_with_a_proposal_makes_a_whole_point_of_it(state: State, deed: str) -> None:
    crossing = crossing_of(state)
    row_id = next(iter(fresh_crossings(state, crossing)))
    shown = laid_across(state, crossing)
    action: Action | None
    match deed:
        case "rename":
            action = conclusion.write_transversal(shown, row_id, title="Aller vers", based_on="old")
        case "attach":
            action = conclusion.attach_themes(shown, row_id, ["p5"])
        case "detach":
            action = conclusion.detach_themes(shown, row_id, ["p4"])
        case _:
            action = conclusion.remove_transversal(shown, row_id)
    assert action is not None
    made = after(state, crossing_made_real(action, state, crossing, START))
    wished = after(shown, action)
    row, expected = made.get(Transversal, row_id), wished.get(Transversal, row_id)
    assert (row is None) == (expected is None)
    if row is not None and expected is not None:
        assert row.title == expected.title
        assert transversal_themes(made, row_id) == transversal_themes(wished, row_id)
    if deed == "detach":
        # The link that was refused is not proposed elsewhere.
        assert made.live(Decision)
        again = after(made, conclusion.remove_transversal(made, row_id))
        assert not fresh_crossings(again, crossing_of(again))


def test_findings_are_shown_with_what_answers_them_and_those_that_nothing_answers(state: State) -> None:
    found = {one.finding.title: one for one in answered(state)}
    assert set(found) == {POINTS[0][2], "Xylophone"}
    assert found["Xylophone"].answers == ()
    first, likeness = found[POINTS[0][2]].answers[0]
    assert first.id == "p2"
    assert 0 < likeness <= 1


def test_notes_that_oppose_stand_face_to_face(state: State) -> None:
    made = state
    cell = CellKey("t1", 1, "A", "pistes")
    texts = {"a": "il y a trop de réunions", "b": "pas assez de réunions", "c": "marché", "d": "stand"}
    for note_id, text in texts.items():
        made = after(made, add_note(made, cell, text, START, note_id=note_id))
    linked = add_note(
        made, cell, "ni l’un ni l’autre", START, note_id="e", link_to="c", link_kind=LinkKind.CONTRADICTS
    )
    made = after(made, linked)
    held = [*texts, "e"]
    made = after(made, fusing.create_theme(made, "t1", "pistes", START, note_ids=held, theme_id="x"))
    pairs = [{pair.first, pair.second} for pair in opposed(made, "x")]
    assert pairs[0] == {"c", "e"}
    assert {"a", "b"} in pairs
