"""What was done: read a page at a time, looked into, and any of it taken back."""

from __future__ import annotations

import time

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.record import Scalar
from atelier.domain.theme import Theme, ThemeSource
from atelier.errors import AtelierError
from atelier.services.session import Session, Wanted
from atelier.services.taking_back import losses, refuse_harm, why_final
from tests.storage.fixtures import Open
from tests.storage.samples import add_note, edit_note


def names(session: Session, **options: object) -> list[str]:
    return [past.name for past in session.actions(**options)]  # type: ignore[arg-type]


def turn(session: Session, action_id: str) -> str:
    """Take an action back, or do it again; what it was called."""
    plan = session.plan_taking_back(action_id, "history")
    assert plan is not None
    session.save_now(plan.action)
    return plan.undoes_name


def note_text(session: Session, note_id: str) -> str:
    return session.state.all(Note)[note_id].text


def make_point(session: Session, theme_id: str = "th", *note_ids: str) -> str:
    changes = [Change("theme", theme_id, {"table_id": "t1", "heading": "pistes", "title": "Un point"})]
    changes += [
        Change("theme_source", f"{theme_id}/{note_id}", {"theme_id": theme_id, "note_id": note_id})
        for note_id in note_ids
    ]
    return session.save_now(Action("theme.create", tuple(changes), "fuse", "Un point")).action_id


def test_actions_come_newest_first_and_a_page_at_a_time(session: Session) -> None:
    for number in range(5):
        session.save_now(add_note(f"note {number}", f"n{number}"))
    first = session.actions(limit=2)
    assert [past.about for past in first] == ["note 4", "note 3"]
    second = session.actions(before=first[-1].id, limit=10)
    assert [past.about for past in second] == ["note 2", "note 1", "note 0", ""]
    assert second[-1].name == "workshop.create"
    session.save_now(add_note("new", "n9"))
    assert [past.about for past in session.actions(after=first[0].id)] == ["new"]


def test_who_did_it_is_told(session: Session, open_session: Open) -> None:
    session.save_now(add_note("mine", "n1"))
    phone = open_session(origin="phone")
    phone.save_now(add_note("theirs", "n2"))
    theirs, mine = session.actions(limit=2)
    assert (mine.author, mine.node) == (session.author, session.node)
    assert (theirs.author, theirs.node) == (phone.author, phone.node)
    assert session.authors() == sorted({session.author, phone.author})


def test_actions_are_found_by_what_where_who_and_words(session: Session, open_session: Open) -> None:
    session.save_now(add_note("Un Café ouvert le soir, et puis encore autre chose", "n1"))
    session.save_now(add_note("des flyers", "n2", screen="run"))
    make_point(session, "th", "n1")
    open_session(origin="phone").save_now(edit_note("n2", "des affiches"))
    assert names(session, wanted=Wanted(subjects=("theme",))) == ["theme.create"]
    assert names(session, wanted=Wanted(screens=("run",))) == ["note.add"]
    assert names(session, wanted=Wanted(authors=(session.author,)))[0] == "theme.create"
    assert names(session, wanted=Wanted(words="CAFE")) == ["note.add"]
    assert names(session, wanted=Wanted(words="autre chose")) == ["note.add"]
    assert names(session, wanted=Wanted(words="affiches")) == ["note.edit"]
    assert names(session, wanted=Wanted(words="heading")) == []
    assert names(session, wanted=Wanted(words="xyz", names=frozenset({"theme.create"}))) == ["theme.create"]
    assert names(session, wanted=Wanted(row=("note", "n2"))) == ["note.edit", "note.add"]
    assert names(session, wanted=Wanted(row=("theme", "th"))) == ["theme.create"]


def test_details_have_what_was_and_what_became_of_it(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    edited = session.save_now(edit_note("n1", "deux")).action_id
    details = session.details(edited)
    assert details.total == 1
    (change,) = details.changes
    assert (change.before, dict(change.after), change.is_new) == ({"text": "un"}, {"text": "deux"}, False)
    session.save_now(edit_note("n1", "trois"))
    assert session.details(edited) == details
    (added,) = session.details(session.actions(limit=3)[-1].id).changes
    assert added.is_new
    assert added.after["text"] == "un"


def test_details_of_a_large_action_are_a_part_of_it(session: Session) -> None:
    changes = tuple(add_note(f"n {n}", f"n{n}").changes[0] for n in range(30))
    saved = session.save_now(Action("note.import", changes, "", "30"))
    details = session.details(saved.action_id, 10)
    assert (len(details.changes), details.total) == (10, 30)


def test_any_action_is_taken_back_and_done_again(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    old = session.save_now(edit_note("n1", "deux")).action_id
    session.save_now(add_note("autre", "n2"))
    assert turn(session, old) == "note.edit"
    assert note_text(session, "n1") == "un"
    assert session.taken_back() == {old}
    undo = session.actions(limit=1)[0]
    assert (undo.is_undo, undo.undoes, undo.name, undo.screen) == (True, old, "note.edit", "history")
    assert turn(session, old) == "note.edit"
    assert note_text(session, "n1") == "deux"
    assert old not in session.taken_back()
    # Taking back what took back is doing it again, and so on.
    turn(session, session.actions(limit=1)[0].id)
    assert note_text(session, "n1") == "un"
    turn(session, undo.id)
    assert note_text(session, "n1") == "deux"


def test_what_others_did_is_taken_back_too(session: Session, open_session: Open, places: Places) -> None:
    elsewhere = Places(places.config, places.state / "elsewhere", places.cache)
    phone, laptop = open_session(origin="phone"), open_session(places=elsewhere)
    ids = [phone.save_now(add_note("phone", "n1")).action_id]
    ids.append(laptop.save_now(add_note("laptop", "n2")).action_id)
    session.catch_up()
    for action_id in ids:
        turn(session, action_id)
    assert session.state.live(Note) == ()


def test_a_later_change_is_a_conflict_with_its_author(session: Session, open_session: Open) -> None:
    session.save_now(add_note("un", "n1"))
    old = session.save_now(edit_note("n1", "deux")).action_id
    other = open_session(origin="phone")
    other.save_now(edit_note("n1", "trois"))
    session.catch_up()
    plan = session.plan_taking_back(old, "history")
    assert plan is not None
    assert [(conflict.column, conflict.author) for conflict in plan.conflicts] == [("text", other.author)]


def test_undo_on_a_screen_passes_over_what_history_took_back(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    last = session.save_now(add_note("deux", "n2")).action_id
    turn(session, last)
    plan = session.plan_undo("note")
    assert plan is not None
    assert plan.about == "un"
    assert session.plan_redo("note") is None
    again = session.plan_undo("history")
    assert again is None
    redo = session.plan_redo("history")
    assert redo is not None
    session.save_now(redo.action)
    assert [note.id for note in session.state.live(Note)] == ["n1", "n2"]


def test_what_cannot_be_taken_back_says_so(session: Session) -> None:
    message = Change("message", "m1", {"text": "Finissez"})
    clock: dict[str, Scalar] = {"number": 1, "kind": "start", "wall": 1.0, "boot": 1.0, "boot_id": "b"}
    event = Change("clock_event", "c1", clock)
    for action in (Action("message.send", (message,)), Action("clock.start", (event,))):
        session.save_now(action)
    reasons = set()
    for past in session.actions():
        plan = session.plan_taking_back(past.id, "history")
        assert plan is not None
        reasons.add(why_final(past.name, plan.action))
        with pytest.raises(AtelierError):
            refuse_harm(session.state, session.clock.now(), past.name, plan.action)
    assert len(reasons) == 3
    assert "" not in reasons


def test_what_rests_on_it_is_told_first(session: Session) -> None:
    noted = session.save_now(add_note("un", "n1")).action_id
    pointed = make_point(session, "th", "n1")
    plan = session.plan_taking_back(noted, "history")
    assert plan is not None
    (loss,) = losses(session.state, plan.action)
    assert loss.params == {"point": "Un point", "note": "un"}
    refuse_harm(session.state, session.clock.now(), plan.undoes_name, plan.action)
    # A point goes with its sources: nothing is lost that the action did not bring.
    plan = session.plan_taking_back(pointed, "history")
    assert plan is not None
    assert losses(session.state, plan.action) == ()


def test_what_comes_back_needs_its_place(session: Session) -> None:
    session.save_now(add_note("un", "n1"))
    make_point(session, "th", "n1")
    gone = session.save_now(Action("note.remove", (Change("note", "n1", {"deleted": True}),), "note"))
    loose = session.save_now(
        Action("theme.detach", (Change("theme_source", "th/n1", {"deleted": True}),), "fuse")
    )
    session.save_now(Action("theme.remove", (Change("theme", "th", {"deleted": True}),), "fuse"))
    session.save_now(Action("prepare.table", (Change("cafe_table", "t1", {"deleted": True}),), "prepare"))
    for saved in (gone, loose):
        plan = session.plan_taking_back(saved.action_id, "history")
        assert plan is not None
        with pytest.raises(AtelierError, match="removed since"):
            refuse_harm(session.state, session.clock.now(), plan.undoes_name, plan.action)


def test_points_of_a_frozen_table_stay(session: Session) -> None:
    made = make_point(session)
    frozen = session.save_now(
        Action("table.freeze", (Change("cafe_table", "t1", {"frozen_at": "2025-10-15"}),), "fuse")
    )
    for action_id, is_refused in ((made, True), (frozen.action_id, False)):
        plan = session.plan_taking_back(action_id, "history")
        assert plan is not None
        if is_refused:
            with pytest.raises(AtelierError, match="frozen"):
                refuse_harm(session.state, session.clock.now(), plan.undoes_name, plan.action)
        else:
            refuse_harm(session.state, session.clock.now(), plan.undoes_name, plan.action)
    assert session.state.live(Theme)
    assert session.state.live(ThemeSource) == ()


def test_an_unknown_action_has_no_plan(session: Session) -> None:
    assert session.plan_taking_back("nothing", "history") is None
    assert session.details("nothing").total == 0


def test_pages_of_a_long_history_come_at_once(session: Session) -> None:
    saves = [session.save(add_note(f"note {number}", f"n{number:05d}")) for number in range(3_000)]
    for save in saves:
        save.result()
    session.catch_up()
    begun = time.perf_counter()
    page = session.actions(limit=200)
    middle = session.actions(before=page[-1].id, limit=200)
    session.details(middle[-1].id)
    session.plan_taking_back(middle[-1].id, "history")
    assert time.perf_counter() - begun < 1.0
    assert len(page) == len(middle) == 200
    assert len({past.id for past in (*page, *middle)}) == 400
