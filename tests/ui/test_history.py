"""The history screen: everything that was done, in words, and any of it taken back."""

from __future__ import annotations

from functools import partial

import pytest
from textual.pilot import Pilot

from atelier.domain.change import Action
from atelier.domain.note import Note
from atelier.domain.place import table_numbered
from atelier.domain.theme import Theme
from atelier.services import fusing, notes, running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.history.screen import PAGE, HistoryScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.ui.conftest import MakeApp
from tests.ui.fusion import make_point, take_notes
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock

WIDE = (120, 40)
NARROW = (80, 24)


def done(action: Action | None) -> Action:
    assert action is not None
    return action


@pytest.fixture
def lived(workshop: Session) -> Session:
    """Notes, one of them corrected, and a point."""
    ids = take_notes(workshop)
    first = ids["flyers ?"]
    workshop.save_now(done(notes.edit_text(workshop.state, first, "des affiches à la boulangerie")))
    make_point(workshop, 1, "pistes", "Une boîte à idées", "boîte à idées en salle d'attente")
    return workshop


def screen(app: AtelierApp) -> HistoryScreen:
    found = app.section_screen
    assert isinstance(found, HistoryScreen)
    return found


def actions(app: AtelierApp) -> LineList:
    return screen(app).query_one("#actions", LineList)


def details(app: AtelierApp) -> str:
    return "\n".join(texts(screen(app).query_one("#details", LineList)))


async def opened(pilot: Pilot[int], app: AtelierApp) -> None:
    await until(pilot, lambda: isinstance(app.section_screen, HistoryScreen) and actions(app).lines)


async def go_to(pilot: Pilot[int], app: AtelierApp, text: str) -> None:
    """Put the cursor on the first action whose sentence holds a text."""
    await until(pilot, lambda: any(text in line.text for line in actions(app).lines))
    actions(app).move_to(next(line.id for line in actions(app).lines if text in line.text))
    await until(pilot, lambda: text in details(app))


async def answered(pilot: Pilot[int], app: AtelierApp, key: str = "down") -> str:
    """What is asked, once it was said yes to."""
    await until(pilot, lambda: isinstance(app.screen, Dialog))
    asked = "\n".join(str(label.render()) for label in app.screen.query("Label"))
    await pilot.press(key, "enter")
    await until(pilot, lambda: not isinstance(app.screen, Dialog))
    return asked


async def test_it_says_who_did_what_newest_first(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        shown = texts(actions(app))
        assert shown[0] == "Wednesday 15 October 2025"
        assert shown[1] == "Point created: “Une boîte à idées”"
        assert shown[2].startswith("Note corrected: “")
        assert shown[-1].startswith("Workshop made")
        assert actions(app).lines[1].tail == "here"


async def test_details_tell_before_and_after_in_words(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Note corrected")
        shown = screen(app).query_one("#details", LineList).lines
        assert [(line.lead.strip(), line.text) for line in shown if line.lead.strip()] == [
            ("−", "flyers ?"),
            ("+", "des affiches à la boulangerie"),
        ]
        assert any(
            line.text.startswith("Note · T1 · round 2 · group B") and line.tone == "heading" for line in shown
        )


async def test_an_old_action_is_taken_back_and_done_again(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")

    def note_texts() -> list[str]:
        return [note.text for note in lived.state.live(Note)]

    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Note corrected")
        await pilot.press("u")
        assert "Take back? Note corrected" in await answered(pilot, app)
        await until(pilot, lambda: "flyers ?" in note_texts())
        await until(pilot, lambda: texts(actions(app))[1].startswith("Taken back: note corrected"))
        line = next(line for line in actions(app).lines if line.text.startswith("Note corrected"))
        assert line.text.endswith("(taken back)")
        await pilot.press("u")
        assert "Do again?" in await answered(pilot, app)
        await until(pilot, lambda: "flyers ?" not in note_texts())
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "flyers ?" in note_texts())
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "flyers ?" not in note_texts())


async def test_saying_no_changes_nothing(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        count = len(lived.actions())
        await pilot.press("u")
        await answered(pilot, app, "up")
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert len(lived.actions()) == count


async def test_a_later_change_is_told_with_its_author_before(make_app: MakeApp, lived: Session) -> None:
    theme = lived.state.live(Theme)[0]
    for title in ("Recueillir sans cesse", "Écouter chaque jour"):
        lived.save_now(done(fusing.write_theme(lived.state, theme.id, title=title)))
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        old = lived.actions(limit=2)[1].id
        actions(app).move_to(old)
        await until(pilot, lambda: "Changed since: title (by here" in details(app))
        await pilot.press("u")
        assert "Changed since: title" in await answered(pilot, app)
        await until(pilot, lambda: lived.state.live(Theme)[0].title == "Une boîte à idées")


async def test_a_note_that_a_point_rests_on_is_told(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "boîte à idées en salle")
        await until(pilot, lambda: "rests on the note" in details(app))


async def test_what_cannot_be_taken_back_says_why(
    make_app: MakeApp, lived: Session, clock: FakeClock
) -> None:
    lived.save_now(running.start(lived.state, clock.now()))
    table = table_numbered(lived.state, 1)
    assert table is not None
    lived.save_now(running.send_message("Finissez", clock.now(), table.id))
    app = make_app("history", "en")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await opened(pilot, app)

        def told(words: str) -> bool:
            return words in details(app)

        for name, words in (
            ("Message sent", "was read"),
            ("Clock started", "clock is not set back"),
            ("Workshop made", "nothing before"),
        ):
            await go_to(pilot, app, name)
            await until(pilot, partial(told, words))
            count = len(lived.actions())
            await pilot.press("u")
            await pilot.pause()
            assert not isinstance(app.screen, Dialog)
            assert len(lived.actions()) == count


async def test_filters_and_search_by_key(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot, app)
        whole = len(actions(app).lines)

        async def choose(key: str, downs: int) -> None:
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await pilot.press("home", *["down"] * downs, "enter")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))

        await choose("f", 2)
        await until(pilot, lambda: texts(actions(app))[1:] == ["Point created: “Une boîte à idées”"])
        await pilot.press("t")
        await until(pilot, lambda: len(actions(app).lines) == whole)
        await choose("s", 5)
        await until(pilot, lambda: len(actions(app).lines) == 2)
        await pilot.press("t")
        await choose("a", 1)
        await until(pilot, lambda: screen(app).wanted.authors == (lived.author,))
        await pilot.press("t", "slash")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_over(pilot, "BOULANGERÍE")
        await until(pilot, lambda: len(actions(app).lines) == 2)
        assert texts(actions(app))[1].startswith("Note corrected")
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_over(pilot, "workshop made")
        await until(pilot, lambda: texts(actions(app))[1:] != [] and "made" in texts(actions(app))[1])


async def test_every_command_by_palette(make_app: MakeApp, lived: Session) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.section_screen is not None)
        await by_palette(pilot, "History…")
        await opened(pilot, app)
        await by_palette(pilot, "Details")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "details")
        await by_palette(pilot, "Back to where")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "actions")
        for title in ("Take back", "Search", "What", "Who", "Where"):
            await by_palette(pilot, title)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await by_palette(pilot, "Everything")
        await by_palette(pilot, "Back to where")
        await until(pilot, lambda: app.current_mode == "run")


async def test_it_is_in_the_menu_of_sections(make_app: MakeApp, lived: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        lines = app.screen.query_one("#choices", LineList).lines
        letter = next(line.lead.strip() for line in lines if line.text == "History")
        await pilot.press(letter)
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: screen(app).query_one("#details").has_focus)
        assert not screen(app).query_one("#actions").display
        await pilot.press("escape")
        assert screen(app).query_one("#actions").display
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "fuse")


async def test_the_history_of_the_note_or_the_point_under_the_cursor(
    make_app: MakeApp, lived: Session
) -> None:
    app = make_app("fuse", "en")
    theme = lived.state.live(Theme)[0]
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.is_mounted)
        app.fuse_at(theme.table_id, theme.heading, theme.id)
        await until(
            pilot,
            lambda: (
                app.section_screen is not None
                and app.section_screen.query_one("#points", LineList).cursor == theme.id
            ),
        )
        assert app.section_screen is not None
        app.section_screen.query_one("#points").focus()
        await by_palette(pilot, "History of this note or point")
        await opened(pilot, app)
        await until(pilot, lambda: texts(actions(app))[1:] == ["Point created: “Une boîte à idées”"])
        bar = screen(app).query_one("#filter", Bar)
        assert "Une boîte à idées" in "".join(part.text for part in bar.fitted(100))


async def test_what_happens_meanwhile_comes_first(
    make_app: MakeApp, lived: Session, clock: FakeClock
) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Note corrected")
        cursor = actions(app).cursor
        note = lived.state.live(Note)[0]
        lived.save_now(notes.add_note(lived.state, note.cell, "arrivée après", clock.now()))
        await until(pilot, lambda: "arrivée après" in texts(actions(app))[1])
        assert actions(app).cursor == cursor


async def test_a_long_history_is_read_page_by_page(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    take_notes(workshop)
    cell = workshop.state.live(Note)[0].cell
    for number in range(PAGE + 60):
        workshop.save(notes.add_note(workshop.state, cell, f"note {number}", clock.now()))
    workshop.save_now(notes.add_note(workshop.state, cell, "la dernière", clock.now()))
    app = make_app("history", "en")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot, app)
        assert len(actions(app).lines) == PAGE + 1
        await pilot.press("end")
        await until(pilot, lambda: len(actions(app).lines) > PAGE + 1)
        await pilot.press("end")
        await until(pilot, lambda: texts(actions(app))[-1].startswith("Workshop made"))


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_both_languages(make_app: MakeApp, lived: Session, lang: str) -> None:
    app = make_app("history", lang)
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, partial(details, app))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, Dialog))


async def test_the_language_changes_every_line_and_the_place_stays(make_app: MakeApp, lived: Session) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Note corrected")
        cursor = actions(app).cursor
        await by_palette(pilot, "Français / English")
        await until(pilot, lambda: app.tr.language == "fr" and app.section_screen is not None)
        await until(pilot, lambda: len(actions(app).lines) > 3 and "15 octobre" in texts(actions(app))[0])
        assert not any(text.startswith("Note corrected") for text in texts(actions(app)))
        assert cursor in {line.id for line in actions(app).lines}


async def test_a_file_that_is_only_read_offers_no_taking_back(make_app: MakeApp, lived: Session) -> None:
    lived.read_only = True
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await pilot.press("u")
        await pilot.pause()
        assert not isinstance(app.screen, Dialog)


async def test_coming_back_keeps_what_was_read_and_shows_what_is_new(
    make_app: MakeApp, lived: Session, clock: FakeClock
) -> None:
    app = make_app("history", "en")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot, app)
        await go_to(pilot, app, "Note corrected")
        cursor = actions(app).cursor
        await pilot.press("f5")
        await until(pilot, lambda: app.current_mode == "fuse")
        note = lived.state.live(Note)[0]
        lived.save_now(notes.add_note(lived.state, note.cell, "pendant ce temps", clock.now()))
        await app.run_action("show_history")
        await opened(pilot, app)
        await until(pilot, lambda: "pendant ce temps" in texts(actions(app))[1])
        assert actions(app).cursor == cursor


async def test_the_history_of_a_note_from_note(make_app: MakeApp, lived: Session) -> None:
    app = make_app("capture", "en")
    note = next(note for note in lived.state.live(Note) if note.text.startswith("des affiches"))
    app.capture_target = note.cell
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.is_mounted)
        screen = app.section_screen
        assert screen is not None
        await until(
            pilot, lambda: any(one.id == note.id for found in screen.query(LineList) for one in found.lines)
        )
        listing = next(
            found for found in screen.query(LineList) if any(one.id == note.id for one in found.lines)
        )
        listing.move_to(note.id)
        listing.focus()
        await pilot.pause()
        await by_palette(pilot, "History of this note or point")
        await opened(pilot, app)
        await until(
            pilot,
            lambda: (
                [text.partition(":")[0] for text in texts(actions(app))[1:]]
                == ["Note corrected", "Note added"]
            ),
        )


async def test_without_a_note_under_the_cursor_it_says_so(make_app: MakeApp, lived: Session) -> None:
    app = make_app("prepare", "en")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.is_mounted)
        await app.run_action("show_history_of")
        await pilot.pause()
        assert app.current_mode == "prepare"
