"""Undo and redo: by screen, by machine, across restarts, and never silently over somebody else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Theme, ThemeSource
from atelier.services.session import Session
from atelier.services.time import SystemClock
from tests.storage.fixtures import Open
from tests.storage.samples import add_note, edit_note, workshop_rows


def undo(session: Session, screen: str = "note") -> str:
    plan = session.plan_undo(screen)
    if plan is None:
        return ""
    assert plan.conflicts == ()
    session.save_now(plan.action)
    return plan.undoes_name


def redo(session: Session, screen: str = "note") -> str:
    plan = session.plan_redo(screen)
    if plan is None:
        return ""
    assert plan.conflicts == ()
    session.save_now(plan.action)
    return plan.undoes_name


def texts(session: Session) -> list[str]:
    return [note.text for note in session.state.live(Note)]


def test_undo_removes_what_was_added_and_redo_brings_it_back(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    assert undo(session) == "note.add"
    assert texts(session) == []
    assert redo(session) == "note.add"
    assert texts(session) == ["un"]
    assert undo(session) == "note.add"
    assert texts(session) == []


def test_undo_restores_what_columns_held_before(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(edit_note("n1", "deux"))
    session.save_now(
        Action("note.move", (Change("note", "n1", {"heading": "phares", "star": True}),), "note")
    )
    before = session.state.all(Note)["n1"]
    assert undo(session) == "note.move"
    note = session.state.all(Note)["n1"]
    assert (note.heading, note.star, note.text) == ("pistes", False, "deux")
    assert undo(session) == "note.edit"
    assert texts(session) == ["un"]
    assert redo(session) == "note.edit"
    assert redo(session) == "note.move"
    assert session.state.all(Note)["n1"] == before
    assert redo(session) == ""


def test_undo_goes_back_step_by_step_to_nothing(session: Session) -> None:
    for number in range(4):
        session.save_now(add_note(f"n {number}", f"n{number}"))
    assert [undo(session) for _ in range(5)] == ["note.add"] * 4 + [""]
    assert texts(session) == []
    assert [redo(session) for _ in range(5)] == ["note.add"] * 4 + [""]
    assert len(texts(session)) == 4


def test_a_new_action_clears_redo(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    undo(session)
    session.save_now(add_note("deux", "n2"))
    assert session.plan_redo("note") is None
    assert undo(session) == "note.add"
    assert session.plan_undo("note") is None
    assert redo(session) == "note.add"
    assert texts(session) == ["deux"]


def test_each_screen_has_its_own_stack(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    theme = Change("theme", "th", {"table_id": "t1", "heading": "pistes", "title": "Point"})
    source = Change("theme_source", "th/n1", {"theme_id": "th", "note_id": "n1"})
    session.save_now(Action("theme.create", (theme, source), "fuse"))
    assert session.plan_undo("home") is None
    assert undo(session, "note") == "note.add"
    assert session.state.get(Theme, "th") is not None
    assert undo(session, "fuse") == "theme.create"
    assert session.state.live(Theme) == session.state.live(ThemeSource) == ()


def test_clock_and_messages_are_left_alone(session: Session) -> None:
    session.save_now(Action("message.send", (Change("message", "m1", {"text": "Finissez"}),)))
    assert session.plan_undo("") is None
    assert session.plan_undo("note") is None
    assert session.plan_redo("") is None


def test_undo_goes_on_after_a_restart(session: Session, open_session: Open) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(add_note("deux", "n2"))
    undo(session)
    session.close()
    again = open_session()
    assert redo(again) == "note.add"
    assert undo(again) == "note.add"
    assert undo(again) == "note.add"
    assert texts(again) == []


def test_what_phones_and_other_machines_did_is_not_taken_back(
    session: Session, open_session: Open, places: Places
) -> None:
    session.save_now(add_note("mine", "n1"))
    open_session(origin="phone").save_now(add_note("phone", "n2"))
    elsewhere = Places(places.config, places.state / "elsewhere", places.cache)
    open_session(places=elsewhere).save_now(add_note("other laptop", "n3"))
    session.catch_up()
    assert undo(session) == "note.add"
    assert undo(session) == ""
    assert sorted(texts(session)) == ["other laptop", "phone"]


def test_a_change_by_somebody_else_is_named_and_may_be_taken_back(
    session: Session, open_session: Open
) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(edit_note("n1", "deux"))
    other = open_session(origin="phone")
    other.save_now(edit_note("n1", "trois"))
    session.catch_up()
    plan = session.plan_undo("note")
    assert plan is not None
    (conflict,) = plan.conflicts
    assert (conflict.kind, conflict.row_id, conflict.column) == ("note", "n1", "text")
    assert (conflict.author, conflict.is_mine) == (other.author, False)
    session.save_now(plan.action)
    assert texts(session) == ["un"]


def test_a_column_that_the_addition_left_empty_counts_too(session: Session, open_session: Open) -> None:
    session.save_now(add_note("un", "n1"))
    open_session(origin="phone").save_now(Action("note.star", (Change("note", "n1", {"star": True}),)))
    plan = session.plan_undo("note")
    assert plan is not None
    assert [conflict.column for conflict in plan.conflicts] == ["star"]


def test_a_change_of_mine_from_another_screen_is_mine(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(Action("note.star", (Change("note", "n1", {"star": True}),), "fuse"))
    plan = session.plan_undo("note")
    assert plan is not None
    assert [conflict.is_mine for conflict in plan.conflicts] == [True]


def test_a_change_that_was_taken_back_is_no_conflict(session: Session, open_session: Open) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(edit_note("n1", "deux"))
    other = open_session(origin="phone")
    other.save_now(edit_note("n1", "trois"))
    other.save_now(edit_note("n1", "deux"))
    assert undo(session) == "note.edit"


def test_a_change_between_the_plan_and_its_save_is_kept_aside(session: Session, open_session: Open) -> None:
    session.save_now(add_note("un", "n1"))
    session.save_now(edit_note("n1", "deux"))
    plan = session.plan_undo("note")
    assert plan is not None
    open_session(origin="phone").save_now(edit_note("n1", "trois"))
    saved = session.save_now(plan.action)
    assert texts(session) == ["un"]
    assert [entry.changes["text"] for entry in saved.entries if entry.kind == "variant"] == ["trois"]


def test_the_plan_says_what_it_is_about(session: Session) -> None:
    session.save_now(add_note("Un café ouvert le soir", "n1"))
    plan = session.plan_undo("note")
    assert plan is not None
    assert plan.about == "Un café ouvert le so"
    assert plan.action.undoes == session.row_history("note", "n1")[0].action_id
    assert plan.action.screen == "note"


STEPS = st.lists(st.sampled_from(["add", "edit", "star", "remove", "undo", "redo"]), max_size=14)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undo_and_redo_walk_a_stack_of_states(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Compared with the simplest model there is: a list of states and a place in it."""
    folder = tmp_path_factory.mktemp("walk")
    places = Places(folder, folder / "state", folder)
    with Session.create(folder / "w.atelier", workshop_rows(), clock=SystemClock(), places=places) as session:
        seen = [session.state.live(Note)]
        place = 0
        for number, step in enumerate(steps):
            live = session.state.live(Note)
            if step == "undo":
                assert bool(undo(session)) == (place > 0)
                place = max(0, place - 1)
            elif step == "redo":
                assert bool(redo(session)) == (place < len(seen) - 1)
                place = min(len(seen) - 1, place + 1)
            elif step == "add" or live:
                changes = {
                    "edit": {"text": f"edited {number}"},
                    "star": {"star": number % 2 == 0},
                    "remove": {"deleted": True},
                }
                action = (
                    add_note(f"note {number}", f"n{number}")
                    if step == "add"
                    else Action(f"note.{step}", (Change("note", live[0].id, changes[step]),), "note")
                )
                if session.save_now(action).entries:
                    del seen[place + 1 :]
                    seen.append(session.state.live(Note))
                    place += 1
            assert session.state.live(Note) == seen[place]
