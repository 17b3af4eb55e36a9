"""Two people edit one text: both versions are kept."""

from __future__ import annotations

from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Variant
from atelier.services.session import Session
from tests.storage.fixtures import Open
from tests.storage.samples import add_note, edit_note


def variants(session: Session) -> list[tuple[str, str, str, str, str]]:
    session.catch_up()
    return [(v.of_kind, v.of_id, v.of_column, v.text, v.author) for v in session.state.live(Variant)]


def test_both_versions_of_a_text_are_kept(session: Session, open_session: Open) -> None:
    session.save_now(add_note("before", "n1"))
    other = open_session(origin="phone")
    seen = session.revision_of("note", "n1", "text")
    other.save_now(edit_note("n1", "from the phone", based_on=other.revision_of("note", "n1", "text")))
    saved = session.save_now(edit_note("n1", "from here", based_on=seen))
    assert session.state.all(Note)["n1"].text == "from here"
    assert variants(session) == [("note", "n1", "text", "from the phone", other.author)]
    assert len({entry.action_id for entry in saved.entries}) == 1


def test_no_variant_when_nobody_else_wrote(session: Session) -> None:
    session.save_now(add_note("one", "n1"))
    for text in ("two", "three"):
        session.save_now(edit_note("n1", text, based_on=session.revision_of("note", "n1", "text")))
    assert variants(session) == []


def test_no_variant_when_both_wrote_the_same(session: Session, open_session: Open) -> None:
    session.save_now(add_note("before", "n1"))
    seen = session.revision_of("note", "n1", "text")
    open_session(origin="phone").save_now(edit_note("n1", "the same"))
    session.save_now(edit_note("n1", "the same", based_on=seen))
    assert variants(session) == []


def test_no_variant_when_another_column_changed(session: Session, open_session: Open) -> None:
    session.save_now(add_note("before", "n1"))
    seen = session.revision_of("note", "n1", "text")
    open_session().save_now(Action("note.star", (Change("note", "n1", {"star": True}),)))
    session.save_now(edit_note("n1", "after", based_on=seen))
    assert variants(session) == []
    assert session.state.all(Note)["n1"].star


def test_no_variant_of_what_is_no_text(session: Session, open_session: Open) -> None:
    session.save_now(add_note("before", "n1"))
    seen = session.revision_of("note", "n1", "heading")
    open_session().save_now(Action("note.move", (Change("note", "n1", {"round": 2, "star": True}),)))
    change = Change("note", "n1", {"heading": "phares", "round": 0, "text": "after"}, seen)
    session.save_now(Action("note.edit", (change,)))
    assert variants(session) == []
    assert session.state.all(Note)["n1"].round == 0


def test_a_save_without_a_base_wins_silently(session: Session) -> None:
    session.save_now(add_note("before", "n1"))
    session.save_now(edit_note("n1", "after"))
    assert variants(session) == []


def test_undoing_the_save_takes_the_variant_back_too(session: Session, open_session: Open) -> None:
    session.save_now(add_note("before", "n1"))
    seen = session.revision_of("note", "n1", "text")
    open_session(origin="phone").save_now(edit_note("n1", "from the phone"))
    session.save_now(edit_note("n1", "from here", based_on=seen))
    plan = session.plan_undo("note")
    assert plan is not None
    session.save_now(plan.action)
    assert session.state.all(Note)["n1"].text == "from the phone"
    assert variants(session) == []
