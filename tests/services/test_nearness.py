"""What a note is near to: an earlier note, a theme that forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.note import CellKey, Note
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.state import State
from atelier.domain.text import clean, is_blank
from atelier.fusion.neighbours import Level
from atelier.services import fusing, notes, running
from atelier.services.nearness import SHORTEST, NearestThemes, Twins
from atelier.services.session import Session
from tests.data.hostile import HOSTILE
from tests.fusion.notes import LIBRARY
from tests.ui.workshops import FakeClock, coll_occ_rows


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two tables and the plenary; under the first heading of table 1 the notes of a library."""
    clock = FakeClock()
    session = Session.create(
        tmp_path / "w.atelier", coll_occ_rows(clock), clock=clock, places=Places.default()
    )
    for note in LIBRARY:
        add(session, note.text, group="A" if note.group == "A" else "B")
    yield session
    session.close()


def add(session: Session, text: str, *, table: int = 1, heading: str = "constats", group: str = "A") -> str:
    place, who = table_numbered(session.state, table), group_labelled(session.state, group)
    assert place is not None
    cell = CellKey(place.id, 1, who.id if who is not None and table else None, heading)
    saved = session.save_now(notes.add_note(session.state, cell, text, session.clock.now()))
    return saved.entries[0].row_id


def table_id(state: State, number: int = 1) -> str:
    place = table_numbered(state, number)
    assert place is not None
    return place.id


def text_of(state: State, note_id: str) -> str:
    note = state.get(Note, note_id)
    assert note is not None
    return note.text


class TestTwins:
    def test_the_same_words_are_already_noted_whatever_their_case_and_accents(self, session: Session) -> None:
        here = table_id(session.state)
        twin = Twins().of(session.state, [here], LIBRARY[0].text.upper() + " !")
        assert twin is not None
        assert twin.level is Level.EQUAL
        assert text_of(session.state, twin.note_id) == LIBRARY[0].text

    def test_a_note_is_not_its_own_twin(self, session: Session) -> None:
        here = table_id(session.state)
        note_id = add(session, "un grand parking à vélos couvert derrière la gare")
        twins = Twins()
        text = text_of(session.state, note_id)
        assert twins.of(session.state, [here], text, note_id) is None
        other = twins.of(session.state, [here], text)
        assert other is not None
        assert other.note_id == note_id

    def test_what_was_added_removed_or_corrected_since_counts(self, session: Session) -> None:
        twins, here, text = Twins(), table_id(session.state), "un grand parking à vélos couvert"
        assert twins.of(session.state, [here], text) is None
        note_id = add(session, text)
        assert twins.of(session.state, [here], text) is not None
        session.save_now(notes.remove_notes(session.state, [note_id]))
        assert twins.of(session.state, [here], text) is None

    def test_only_the_tables_that_are_named_are_compared(self, session: Session) -> None:
        here, there = table_id(session.state), table_id(session.state, 2)
        text = LIBRARY[0].text
        assert Twins().of(session.state, [there], text) is None
        assert Twins().of(session.state, [there, here], text) is not None

    def test_a_line_that_has_just_begun_is_not_compared(self, session: Session) -> None:
        here = table_id(session.state)
        add(session, "oui")
        assert Twins().of(session.state, [here], "oui") is None
        add(session, "oui oui " * 2)
        assert Twins().of(session.state, [here], ("oui oui " * 2)[:SHORTEST]) is not None

    def test_hostile_and_very_long_texts_are_compared(self, session: Session) -> None:
        here, twins = table_id(session.state), Twins()
        for hostile in HOSTILE:
            text = clean(hostile.text)
            if hostile.expect != "rejected" and not is_blank(text) and len(text) <= 2000:
                add(session, text)
        for hostile in HOSTILE:
            text = clean(hostile.text)
            if hostile.expect != "rejected" and SHORTEST <= len(text) <= 2000 and not is_blank(text):
                twin = twins.of(session.state, [here], text)
                assert twin is None or session.state.get(Note, twin.note_id) is not None


class TestNearestThemes:
    def test_notes_that_say_the_same_show_the_title_that_the_engine_would_give(
        self, session: Session
    ) -> None:
        titles = NearestThemes().of(session.state, session.state.live(Note))
        assert len(titles) >= 4
        assert len(set(titles.values())) >= 2
        assert all(title.strip() for title in titles.values())

    def test_the_title_of_a_point_goes_first_and_reaches_the_notes_near_it(self, session: Session) -> None:
        state, themes = session.state, NearestThemes()
        before = themes.of(state, state.live(Note))
        title = next(iter(before.values()))
        mates = [note_id for note_id, other in before.items() if other == title]
        action = fusing.create_theme(
            state, table_id(state), "constats", session.clock.now(), note_ids=mates[:1], title="Accueillir"
        )
        session.save_now(action)
        after = themes.of(session.state, session.state.live(Note))
        assert [after[note_id] for note_id in mates] == ["Accueillir"] * len(mates)
        theme_id = action.changes[0].row_id
        session.save_now(fusing.write_theme(session.state, theme_id, title="Recevoir"))
        renamed = themes.of(session.state, session.state.live(Note))
        assert renamed[mates[-1]] == "Recevoir"

    def test_a_rehearsal_note_and_one_that_stands_alone_have_none(self, session: Session) -> None:
        alone = add(session, "un grand parking à vélos couvert derrière la gare")
        trial = replace(session.state.live(Note)[0], is_rehearsal=True)
        assert NearestThemes().of(session.state, [trial]) == {}
        assert alone not in NearestThemes().of(session.state, session.state.live(Note))

    def test_a_frozen_table_shows_its_points_only(self, session: Session) -> None:
        themes, state = NearestThemes(), session.state
        assert themes.of(state, state.live(Note))
        first = state.live(Note)[0]
        session.save_now(
            fusing.create_theme(
                state, table_id(state), "constats", session.clock.now(), note_ids=[first.id], title="Un point"
            )
        )
        session.save_now(fusing.sign_table(session.state, table_id(session.state), session.clock.now()))
        session.save_now(fusing.freeze_table(session.state, table_id(state), session.clock.now()))
        assert themes.of(session.state, session.state.live(Note)) == {first.id: "Un point"}

    def test_what_did_not_change_is_not_asked_again(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from atelier.services import nearness

        asked: list[tuple[str, str]] = []
        real = nearness.answer

        def answer(request: nearness.Request, state: State) -> object:
            asked.append((request.table_id, request.heading))
            return real(request, state)

        monkeypatch.setattr(nearness, "answer", answer)
        themes = NearestThemes()
        add(session, "une autre salle pour les jeunes", heading="pistes")
        titles = themes.of(session.state, session.state.live(Note))
        assert len(asked) == 2
        assert themes.of(session.state, session.state.live(Note)) == titles
        assert len(asked) == 2
        add(session, "encore une salle pour les jeunes", heading="pistes")
        themes.of(session.state, session.state.live(Note))
        assert asked[2:] == [(table_id(session.state), "pistes")]

    def test_once_it_need_not_go_on_nothing_more_is_asked(self, session: Session) -> None:
        assert NearestThemes().of(session.state, session.state.live(Note), lambda: False) == {}

    def test_hostile_texts_form_themes_too(self, session: Session) -> None:
        session.save_now(running.start(session.state, session.clock.now()))
        for hostile in HOSTILE:
            text = clean(hostile.text)
            if hostile.expect != "rejected" and not is_blank(text) and len(text) <= 2000:
                add(session, text, heading="pistes")
                add(session, text, heading="pistes", group="B")
        titles = NearestThemes().of(session.state, session.state.live(Note))
        known = {note.id for note in session.state.live(Note)}
        assert titles.keys() <= known
        assert any(note.heading == "pistes" for note in session.state.live(Note) if note.id in titles)
