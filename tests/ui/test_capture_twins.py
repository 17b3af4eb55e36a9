"""« Doublon probable » in Noter: said quietly, in time, and never in the way."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import TextArea

from atelier.domain.note import CellKey, LinkKind, Note
from atelier.domain.place import group_labelled
from atelier.domain.text import clean, is_blank
from atelier.fusion.neighbours import Level
from atelier.i18n import Translator
from atelier.services.nearness import Twin
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.screens.capture.desk import Stop, stop_of
from atelier.ui.screens.capture.link_dialog import LinkDialog
from atelier.ui.screens.capture.twin_parts import Here, twin_parts
from atelier.ui.screens.capture.twins import Compared, Found
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    bar,
    dialog,
    no_dialog,
    note_down,
    notes,
    run_round,
    saved,
    screen_of,
    table,
    type_text,
)
from tests.ui.steering import until
from tests.ui.test_capture_room import reporting
from tests.ui.workshops import FakeClock

EN = Translator("en")
SAID = "une boîte à idées, mais relevée"


def earlier(session: Session, text: str = SAID, *, group: str = "B", heading: str = "pistes") -> str:
    """A note of another group at table 1, in round 2; its id."""
    who = group_labelled(session.state, group)
    assert who is not None
    cell = CellKey(table(session).id, 0 if group == "B" else 1, who.id, heading)
    saved = session.save_now(add_note(session.state, cell, text, session.clock.now()))
    return saved.entries[0].row_id


async def at_ease(pilot: Pilot[int]) -> None:
    """Wait until nothing is about to be compared."""
    screen = screen_of(pilot)
    await until(
        pilot,
        lambda: screen._twin_timer is None and not screen._is_comparing and screen._added is None,
    )
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_line_that_was_said_before_is_told_while_it_is_typed(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=size) as pilot:
        await type_text(pilot, "boîte à idées relevée")
        await until(pilot, lambda: "probable duplicate" in bar(pilot, "state"))
        assert f"“{SAID[:10]}" in bar(pilot, "state")
        # Enter is never in the way of that.
        await pilot.press("enter")
        await saved(pilot)
        assert "boîte à idées relevée" in [note.text for note in notes(workshop)]
        assert "last note: probable duplicate" in bar(pilot, "state")
        assert len(pilot.app.screen_stack) == 1


async def test_the_same_words_are_already_noted_and_stay_two_notes(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await note_down(pilot, SAID.upper())
        await until(pilot, lambda: "last note: already noted" in bar(pilot, "state"))
        assert [note.text for note in notes(workshop)].count(SAID.upper()) == 1
        assert len(notes(workshop)) == 2
        assert all(note.link_to is None for note in notes(workshop))


async def test_it_goes_once_the_line_says_something_else(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await type_text(pilot, SAID)
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))
        screen_of(pilot).field.load_text("un parking à vélos derrière la gare")
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))
        screen_of(pilot).field.load_text(SAID)
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))
        screen_of(pilot).field.load_text("")
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))
        assert not [note for note in notes(workshop) if note.text != SAID]


async def test_the_key_of_links_begins_with_the_other_note(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop, "flyers et affiches en mairie")
    said = earlier(workshop)
    earlier(workshop, "réunions trop longues", heading="constats")
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await note_down(pilot, "boîte à idées relevée")
        await until(pilot, lambda: "probable duplicate" in bar(pilot, "state"))
        assert "ctrl+l link" in bar(pilot, "state").lower()
        await pilot.press("ctrl+l")
        await dialog(pilot)
        assert isinstance(pilot.app.screen, LinkDialog)
        await pilot.press("enter")
        await no_dialog(pilot)
        await until(pilot, lambda: any(note.link_to == said for note in notes(workshop)))
        linked = next(note for note in notes(workshop) if note.link_to)
        assert (linked.text, linked.link_kind) == ("boîte à idées relevée", LinkKind.EXTENDS)
        await until(pilot, lambda: "probable duplicate" not in bar(pilot, "state"))


async def test_the_line_being_typed_is_linked_when_it_is_the_one_that_is_meant(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop, "flyers et affiches en mairie")
    said = earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await type_text(pilot, "boîte à idées relevée")
        await until(pilot, lambda: "probable duplicate" in bar(pilot, "state"))
        await pilot.press("ctrl+l")
        await dialog(pilot)
        await pilot.press("enter")
        await no_dialog(pilot)
        await until(pilot, lambda: "probable duplicate" not in bar(pilot, "state"))
        await pilot.press("enter")
        await saved(pilot)
        assert [note.link_to for note in notes(workshop) if note.text.startswith("boîte")] == [said]


async def test_a_new_line_hides_the_key_that_would_link_it_instead(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await note_down(pilot, SAID)
        await until(pilot, lambda: "last note: already noted" in bar(pilot, "state"))
        assert "ctrl+l" in bar(pilot, "state").lower()
        await type_text(pilot, "x")
        assert "last note: already noted" in bar(pilot, "state")
        assert "ctrl+l" not in bar(pilot, "state").lower()
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))


async def test_undo_and_escape_put_it_away(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await note_down(pilot, SAID)
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))
        await note_down(pilot, SAID)
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))
        await pilot.press("escape")
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))


async def test_before_the_start_and_while_correcting_nothing_is_compared(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await note_down(pilot, SAID)
        await at_ease(pilot)
        assert "already noted" not in bar(pilot, "state")
        run_round(workshop, clock)
        await until(pilot, lambda: not screen_of(pilot).is_rehearsing)
        await note_down(pilot, "un parking à vélos derrière la gare")
        await pilot.press("up", "e")
        screen_of(pilot).field.load_text(SAID)
        await at_ease(pilot)
        assert "already noted" not in bar(pilot, "state")


async def test_another_table_shows_nothing_of_it(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    run_round(workshop, clock)
    earlier(workshop)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        await type_text(pilot, SAID)
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "already noted" not in bar(pilot, "state"))
        await note_down(pilot, SAID)
        await at_ease(pilot)
        assert "already noted" not in bar(pilot, "state")


async def test_keys_that_follow_each_other_start_nothing(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.ui.screens.capture import twins

    run_round(workshop, clock)
    earlier(workshop)
    moment = 100.0
    monkeypatch.setattr(twins, "monotonic", lambda: moment)
    async with make_app(lang="en").run_test(size=WIDE) as pilot:
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.is_whole)
        await type_text(pilot, SAID)
        timer = screen._twin_timer
        assert timer is not None
        # As if the timer went off while somebody still types: it waits for the pause.
        screen._look()
        assert not screen._is_comparing
        assert screen._twin_timer is not None
        moment += 1.0
        await until(pilot, lambda: "already noted" in bar(pilot, "state"))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_and_long_texts_are_told_as_plain_words(
    make_app: MakeApp, workshop: Session, clock: FakeClock, lang: str, size: tuple[int, int]
) -> None:
    run_round(workshop, clock)
    chosen = [
        clean(hostile.text)
        for hostile in HOSTILE[::4]
        if hostile.expect != "rejected" and not is_blank(hostile.text) and len(clean(hostile.text)) <= 2000
    ]
    for text in (*chosen, "é" * 1999):
        earlier(workshop, text)
    async with make_app(lang=lang).run_test(size=size) as pilot:
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.is_whole)
        for text in ("é" * 1999, "[b]un[/b] \x1b[2J " + "mot " * 400, *chosen[:6]):
            screen.query_one("#field", TextArea).load_text(text)
            await at_ease(pilot)
            strip = screen.query_one("#state").render_line(0)
            assert strip.cell_length == size[0]
            assert not any(unicodedata.category(letter) == "Cc" for letter in strip.text)


class TestParts:
    def found(self, workshop: Session, level: Level = Level.PROBABLE, *, note_id: str = "") -> Found:
        here = table(workshop).id
        return Found(Compared(here, "x", note_id), Twin(earlier(workshop), level), can_link=True)

    def words(self, workshop: Session, found: Found, here: Here, room: int, lang: str = "en") -> str:
        parts = twin_parts(Translator(lang), workshop.state, found, here, room)
        return "".join(part.text for part in parts)

    @pytest.mark.parametrize("lang", ["en", "fr"])
    def test_it_never_takes_more_than_the_room(self, workshop: Session, lang: str) -> None:
        found = self.found(workshop, note_id="a")
        here = Here(Stop(1, None), "constats", "ctrl+l")
        for room in range(-3, 130):
            assert cell_len(self.words(workshop, found, here, room, lang)) <= max(0, room)

    def test_with_room_it_says_where_who_and_how_to_link(self, workshop: Session) -> None:
        text = self.words(workshop, self.found(workshop), Here(Stop(1, None), "constats", "ctrl+l"), 120)
        assert text.startswith("≈ probable duplicate, ")
        assert f"B: “{SAID}”" in text
        assert text.endswith("ctrl+l link")

    def test_with_less_room_the_place_then_the_key_then_the_text_go(self, workshop: Session) -> None:
        found, here = self.found(workshop), Here(Stop(1, None), "pistes", "ctrl+l")
        narrow = self.words(workshop, found, here, 54)
        assert "link" in narrow
        assert "outside" not in narrow
        bare = self.words(workshop, found, here, 40)
        assert "ctrl+l" not in bare
        assert "“une" in bare
        assert self.words(workshop, found, here, 24).strip() == "≈ probable duplicate"
        assert self.words(workshop, found, here, 10) == ""

    def test_the_same_group_is_named_so_and_a_note_that_is_gone_not_at_all(self, workshop: Session) -> None:
        found = self.found(workshop, Level.NEAR)
        note = workshop.state.get(Note, found.twin.note_id)
        assert note is not None
        text = self.words(workshop, found, Here(stop_of(note), "pistes", ""), 100)
        assert text == f"≈ similar, same group: “{SAID}”"
        gone = Found(found.of, Twin("gone", Level.NEAR), can_link=False)
        assert self.words(workshop, gone, Here(stop_of(note), "pistes", ""), 100) == ""


async def test_while_a_table_reports_back_its_notes_are_compared_with_those_of_the_room(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    said = earlier(workshop, heading="constats")
    earlier(workshop, "flyers et affiches en mairie")
    reporting(workshop, clock, 1)
    app = make_app(lang="en")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: screen_of(pilot)._reporting is not None)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: screen_of(pilot)._is_plenary(screen_of(pilot)._table_id))
        await note_down(pilot, "boîte à idées relevée")
        await until(pilot, lambda: "last note: probable duplicate, T1" in bar(pilot, "state"))
        await pilot.press("ctrl+l")
        await dialog(pilot)
        await pilot.press("enter")
        await no_dialog(pilot)
        await until(pilot, lambda: any(note.link_to == said for note in notes(workshop)))
        (linked,) = [note for note in notes(workshop) if note.link_to]
        assert linked.table_id == table(workshop, 0).id
