"""Home: three keystrokes to a workshop, recent ones, files that do not open."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from atelier.config import Places, RecentFile, Settings, recent_files, remember_file
from atelier.domain.place import tables
from atelier.i18n import Translator
from atelier.services import running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.home.listing import matching, read_folder, split_typed
from atelier.ui.screens.home.making import ChooseFormat, NameFile
from atelier.ui.screens.home.opening import OpenFile
from atelier.ui.screens.home.recent import home_lines, opened_on, recent_index
from atelier.ui.screens.home.screen import HomeScreen
from atelier.ui.screens.home.start import first_section
from atelier.ui.widgets.line_list import LineList
from atelier.ui.widgets.note_field import NoteField
from tests.data.hostile import HOSTILE
from tests.ui.steering import by_palette, texts, until
from tests.ui.workshops import FakeClock, coll_occ_rows

TODAY = datetime.date(2025, 10, 15)


def make(clock: FakeClock, places: Places, lang: str = "en") -> AtelierApp:
    return AtelierApp(tr=Translator(lang), clock=clock, places=places, settings=Settings())


def home_list(pilot: Pilot[Any]) -> LineList:
    return pilot.app.screen.query_one("#home", LineList)


@pytest.fixture
def recent(tmp_path: Path, clock: FakeClock, places: Places) -> Path:
    """A workshop that was open lately, and one whose file is gone."""
    path = tmp_path / "café.atelier"
    Session.create(path, coll_occ_rows(clock), clock=clock, places=places).close()
    remember_file(places, RecentFile(tmp_path / "gone.atelier", "Perdu", "2025-10-01T08:00:00.000Z"))
    remember_file(places, RecentFile(path, "MSP & usagers", "2025-10-14T08:00:00.000Z"))
    return path


# What is shown


def test_recent_workshops_are_listed_with_their_day_and_folder() -> None:
    tr = Translator("en")
    files = [
        RecentFile(Path.home() / "Documents" / "a.atelier", "Un", "2025-10-14T08:00:00.000Z"),
        RecentFile(Path("/media/usb/b.atelier"), "", ""),
        RecentFile(Path("/x/c.atelier"), "[b]Trois[/b]", "2025-10-15T08:00:00.000Z"),
    ]
    lines = home_lines(tr, files, {files[1].path}, TODAY)
    assert [(line.text, line.tail, line.tone, line.below[0][0]) for line in lines[-3:]] == [
        ("Un", "yesterday", "", str(files[0].path)),
        ("Untitled workshop", "not found", "dim", str(files[1].path)),
        ("[b]Trois[/b]", "today", "", str(files[2].path)),
    ]
    assert recent_index(lines[-1].id) == 2 and recent_index("new") is None


def test_days_are_told_as_people_do() -> None:
    tr = Translator("en")

    def said(at: str) -> str:
        return opened_on(tr, RecentFile(Path("x"), "", at), TODAY)

    assert said("2025-10-01T08:00:00.000Z") == "1 October 2025"
    assert said("2024-10-01T08:00:00.000Z") == "01/10/2024"
    assert said("nonsense") == ""


def test_without_recent_workshops_home_says_how_to_begin() -> None:
    lines = home_lines(Translator("en"), [], set(), TODAY)
    assert lines[-1].text.startswith("None yet") and not lines[-1].is_selectable


def test_a_workshop_opens_where_its_day_stands(workshop: Session, clock: FakeClock) -> None:
    state = workshop.state
    assert first_section(state, clock.now()) == "run"
    assert first_section(state, FakeClock(clock.wall - 86_400).now()) == "prepare"
    for _ in range(7):
        workshop.save_now(running.go_next(workshop.state, clock.now()))
    assert first_section(workshop.state, clock.now()) == "fuse"


# Folders


def test_a_folder_is_read_without_opening_its_files(tmp_path: Path) -> None:
    for name in ("b.atelier", "A.ATELIER", "notes.txt", ".hidden.atelier"):
        (tmp_path / name).write_text("x")
    (tmp_path / "Dossier").mkdir()
    (tmp_path / ".git").mkdir()
    listing = read_folder(tmp_path)
    assert (listing.files, listing.folders) == (("A.ATELIER", "b.atelier"), ("Dossier",))
    assert matching(listing, "B") == (["b.atelier"], [])
    assert matching(listing, "atel") == (["A.ATELIER", "b.atelier"], [])


def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    gone = read_folder(tmp_path / "gone")
    assert gone.problem is not None and "no folder" in str(gone.problem)
    (tmp_path / "file").write_text("x")
    assert read_folder(tmp_path / "file").problem is not None


def test_a_typed_path_is_a_folder_and_the_beginning_of_a_name(tmp_path: Path) -> None:
    assert split_typed("", tmp_path) == (tmp_path, "")
    assert split_typed("caf", tmp_path) == (tmp_path, "caf")
    assert split_typed(f"{tmp_path}/x/", Path("/")) == (tmp_path / "x", "")
    assert split_typed("~/y", tmp_path) == (Path.home(), "y")
    assert split_typed("~nobody-of-that-name/y", tmp_path)[1] == "y"


# Commands


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_new_coll_occ_workshop_is_ready_in_three_keystrokes(
    clock: FakeClock, places: Places, lang: str, size: tuple[int, int]
) -> None:
    app = make(clock, places, lang)
    async with app.run_test(size=size) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ChooseFormat))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NameFile))
        await pilot.press("enter")
        await until(pilot, lambda: app.session is not None and app.current_mode == "prepare")
        assert app.session is not None
        assert len(tables(app.session.state)) == 2
        assert app.session.path.name.endswith("-2025-10-15.atelier")
        assert app.session.state.workshop.language == lang
        assert recent_files(places)[0].path == app.session.path


async def test_the_file_follows_the_title_until_it_is_named_by_hand(
    clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ChooseFormat))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NameFile))
        title, file = (app.screen.query_one(name, NoteField) for name in ("#title", "#file"))
        await pilot.press(*"Faim")
        await until(pilot, lambda: file.text.endswith("faim-2025-10-15.atelier"))
        await pilot.press("tab")
        assert file.has_focus
        taken = tmp_path / "taken.atelier"
        taken.write_text("mine")
        file.text = str(taken)
        await pilot.press("up")
        title.text = "Autre"
        await pilot.press("enter")
        error = app.screen.query_one("#error")
        await until(pilot, lambda: "exists already" in str(error.render()))
        assert file.text == str(taken) and taken.read_text() == "mine"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.session is None


async def test_a_recent_workshop_opens_and_home_comes_back(
    recent: Path, clock: FakeClock, places: Places
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("not found" in line.tail for line in home_list(pilot).lines))
        await pilot.press("enter")
        await until(pilot, lambda: app.session is not None)
        assert app.session is not None and app.session.path == recent
        app.action_show_home()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.session is None)
        assert recent_files(places)[0].opened_at.startswith("2025-10-15")
        await until(pilot, lambda: any(line.tail.startswith("today") for line in home_list(pilot).lines))


async def test_a_missing_file_is_taken_off_the_list(recent: Path, clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        assert home_list(pilot).cursor == "recent 1"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        assert "gone.atelier" in str(app.screen.query_one(".dialog--body").render())
        await pilot.press("down", "enter")
        await until(pilot, lambda: [file.path for file in recent_files(places)] == [recent])
        await pilot.press("end", "x")
        await until(pilot, lambda: not recent_files(places))
        assert recent.exists()


async def test_a_file_that_is_no_workshop_is_left_alone_and_told_in_full(
    clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    path = tmp_path / "lettre [b]x[-b].atelier"
    path.write_text("Chère Madame,")
    remember_file(places, RecentFile(path, "Lettre", ""))
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        said = str(app.screen.query_one(".dialog--body").render())
        assert "is a text file" in said and "lettre [b]x[-b].atelier" in said
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert path.read_text() == "Chère Madame," and len(recent_files(places)) == 1


async def test_a_file_is_found_by_typing_and_by_choosing(
    recent: Path, clock: FakeClock, places: Places, tmp_path: Path
) -> None:
    (tmp_path / "ailleurs").mkdir()
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        entries = app.screen.query_one("#entries", LineList)
        await until(pilot, lambda: "café.atelier" in texts(entries))
        await pilot.press(*"aill")
        await until(pilot, lambda: "café.atelier" not in texts(entries))
        await pilot.press("enter")
        field = app.screen.query_one("#path", NoteField)
        await until(pilot, lambda: "No workshop in this folder." in texts(entries))
        assert entries.has_focus and field.text.endswith("ailleurs" + os.sep)
        entries.move_to("..")
        await pilot.press("enter")
        await until(pilot, lambda: "café.atelier" in texts(entries))
        entries.move_to("café.atelier")
        await pilot.press("up")
        assert field.has_focus
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.session is not None)
        assert app.session is not None and app.session.path == recent


async def test_a_name_that_only_one_file_has_is_enough(
    recent: Path, clock: FakeClock, places: Places
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        entries = app.screen.query_one("#entries", LineList)
        await until(pilot, lambda: "café.atelier" in texts(entries))
        await pilot.press(*"caf")
        await pilot.press("enter")
        await until(pilot, lambda: app.session is not None)
        assert app.session is not None and app.session.path == recent


async def test_looking_for_a_file_can_be_given_up(clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.session is None


async def test_the_demonstration_opens_ready_to_fuse(clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: app.session is not None and app.current_mode == "fuse")


async def test_the_language_changes_at_once_and_is_kept(
    recent: Path, clock: FakeClock, places: Places
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "RECENT WORKSHOPS" in texts(home_list(pilot))
        await pilot.press("l")
        await until(pilot, lambda: app.tr.language == "fr" and home_list(pilot).has_focus)
        await until(pilot, lambda: "MSP & usagers" in texts(home_list(pilot)))
        await pilot.press("l")
        await until(pilot, lambda: "RECENT WORKSHOPS" in texts(home_list(pilot)))
        assert 'lang = "en"' in places.settings.read_text()


async def test_colours_are_chosen(clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        before = app.theme
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.theme != before)


@pytest.mark.parametrize(
    ("title", "kind"), [("New", ChooseFormat), ("Open a file", OpenFile), ("Colours", Choice)]
)
async def test_commands_are_found_by_name(
    clock: FakeClock, places: Places, title: str, kind: type[object]
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, title)
        await until(pilot, lambda: isinstance(app.screen, kind))


async def test_the_list_and_the_demonstration_are_found_by_name(
    recent: Path, clock: FakeClock, places: Places
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await by_palette(pilot, "Take off the list")
        await until(pilot, lambda: len(recent_files(places)) == 1)
        await by_palette(pilot, "Demonstration")
        await until(pilot, lambda: app.session is not None)


async def test_the_workshop_under_the_cursor_opens_by_name(
    recent: Path, clock: FakeClock, places: Places
) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Open")
        await until(pilot, lambda: app.session is not None or isinstance(app.screen, OpenFile))


async def test_lines_do_what_they_say(clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        assert home_list(pilot).cursor == "new"
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_hostile_titles_are_only_shown(clock: FakeClock, places: Places, lang: str) -> None:
    texts_of = [hostile.text[:2_000] for hostile in HOSTILE]
    for start in range(0, len(texts_of), 20):
        for number, text in enumerate(texts_of[start : start + 20]):
            remember_file(places, RecentFile(Path(f"/nowhere/{number}.atelier"), text, ""))
        app = make(clock, places, lang)
        async with app.run_test(size=(80, 50)) as pilot:
            await until(pilot, lambda: len(home_list(pilot).lines) > 20)
            await pilot.press("end")
            shown = "\n".join("".join(segment.text for segment in strip) for strip in _strips(pilot))
            assert not any(ord(character) < 32 and character != "\n" for character in shown)


def _strips(pilot: Pilot[Any]) -> list[Any]:
    listing = home_list(pilot)
    return [listing.render_line(row) for row in range(listing.size.height)]


# Another one like it


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("by_name", [False, True])
async def test_last_years_workshop_is_prepared_again(
    recent: Path, clock: FakeClock, places: Places, tmp_path: Path, lang: str, by_name: bool
) -> None:
    app = make(clock, places, lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: home_list(pilot).cursor == "recent 0")
        if by_name and lang == "en":
            await by_palette(pilot, "Another like it")
        else:
            await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, NameFile))
        fields = list(app.screen.query(NoteField))
        assert fields[0].text == "MSP & usagers"
        fields[1].text = str(tmp_path / "next.atelier")
        await pilot.press("enter")
        await until(pilot, lambda: app.session is not None and app.current_mode == "prepare")
        assert app.session is not None
        state = app.session.state
        assert state.workshop.date == "" and len(tables(state)) == 2
        assert app.session.path == tmp_path / "next.atelier"


async def test_a_model_that_is_gone_says_so(recent: Path, clock: FakeClock, places: Places) -> None:
    app = make(clock, places)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: home_list(pilot).cursor == "recent 0")
        await pilot.press("down", "r")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        assert "Take off the list" in texts(app.screen.query_one(LineList))
