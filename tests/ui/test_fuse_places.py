"""Going from page to page, finishing tables, stopping and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.place import table_numbered
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable
from atelier.services import fusing
from atelier.services.session import Session
from atelier.ui.commands.fuse import FUSE
from atelier.ui.commands.palette import CommandProvider
from atelier.ui.screens.fuse.lists import PANELS
from atelier.ui.screens.fuse.memory import Memory, recall, remember
from atelier.ui.screens.fuse.where import Where
from tests.ui.conftest import MakeApp
from tests.ui.fusion import bar, dialog, lines, make_point, screen_of, take_notes, texts, themes, until
from tests.ui.workshops import FakeClock

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture(autouse=True)
def ids(workshop: Session) -> dict[str, str]:
    """The ids of the notes that were taken, by text."""
    return take_notes(workshop)


def table(session: Session, number: int = 1) -> CafeTable:
    found = table_numbered(session.state, number)
    assert found is not None
    return found


async def test_arrows_go_through_headings_and_tables_to_the_conclusion(
    make_app: MakeApp, workshop: Session
) -> None:
    one, two = table(workshop, 1).id, table(workshop, 2).id
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        seen = [screen_of(app).where]
        for _ in range(9):
            await pilot.press("right")
            seen.append(screen_of(app).where)
        headings = ["constats", "pistes", "conditions", "phares"]
        expected = [Where(place, heading) for place in (one, two) for heading in headings]
        assert seen == [*expected, Where(), Where(one, "constats")]
        await pilot.press("left", "left")
        assert screen_of(app).where == Where(two, "phares")
        await pilot.press("T")
        assert screen_of(app).where == Where(one, "phares")
        await pilot.press("t", "t")
        assert screen_of(app).where == Where()
        await pilot.press("c", "right", "c", "c")
        assert screen_of(app).where == Where(one, "pistes")


async def test_what_remains_is_one_key_away(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        seen = []
        for _ in range(5):
            await pilot.press("p")
            seen.append((screen_of(app).where.table_id, screen_of(app).where.heading))
        one, two = table(workshop, 1).id, table(workshop, 2).id
        assert seen == [
            (one, "pistes"),
            (one, "phares"),
            (two, "constats"),
            (one, "constats"),
            (one, "pistes"),
        ]


async def test_the_overview_counts_and_leads(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "pistes", "Un", "flyers ?")
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        await dialog(pilot)
        from atelier.ui.widgets.line_list import LineList

        found = app.screen.query_one("#choices", LineList)
        tails = {line.text: line.tail for line in found.lines}
        assert tails["Pistes"] == "0 points · 0 notes"
        first = next(line for line in found.lines if line.text == "Pistes")
        assert first.tail == "1 point · 4 notes · 3 to treat"
        found.move_to(f"{table(workshop, 2).id}\nconstats")
        await pilot.press("enter")
        await until(pilot, lambda: screen_of(app).where == Where(table(workshop, 2).id, "constats"))
        assert texts(app, "notes")[1] == "on se sent invités"


async def test_bars_can_be_clicked(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#fuse-tables", offset=(12, 0))
        await until(pilot, lambda: screen_of(app).where.table_id == table(workshop, 2).id)
        await pilot.click("#fuse-headings", offset=(20, 0))
        await until(pilot, lambda: screen_of(app).where.heading != "constats")


async def test_a_table_is_signed_frozen_and_freed(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    app = make_app("fuse", "en")
    said: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        app.warn = lambda error: said.append(app.tr.of(error))  # type: ignore[method-assign]
        await pilot.press("f")
        await dialog(pilot)
        await pilot.press("s")
        await until(pilot, lambda: table(workshop).is_signed)
        assert "signed off" in bar(app, "fuse-counts")
        await pilot.press("f")
        await dialog(pilot)
        await pilot.press("f")
        await until(pilot, lambda: table(workshop).is_frozen)
        assert "FROZEN" in bar(app, "fuse-counts")
        for key in ("tab", "e", "r", "s", "delete", "shift+down", "N", "i", "l", "u", "x"):
            await pilot.press(key)
            assert len(app.screen_stack) == 1
        await until(pilot, lambda: len(said) >= 8)
        assert all("frozen" in text for text in said if "Mark with Space" not in text)
        assert len(themes(app)) == 1
        await pilot.press("f")
        await dialog(pilot)
        await pilot.press("u")
        await until(pilot, lambda: not table(workshop).is_frozen)
        for action, done in (("unsign", False), ("sign", True)):
            await app.run_action(f"screen.{action}")
            await until(pilot, lambda done=done: table(workshop).is_signed is done)
        await app.run_action("screen.freeze")
        await until(pilot, lambda: table(workshop).is_frozen)
        await app.run_action("screen.unfreeze")
        await until(pilot, lambda: not table(workshop).is_frozen)


async def test_undo_changes_no_point_of_a_table_that_someone_froze(
    make_app: MakeApp, workshop: Session
) -> None:
    app = make_app("fuse", "en")
    said: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        app.warn = lambda error: said.append(app.tr.of(error))  # type: ignore[method-assign]
        await pilot.press("n")
        await dialog(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: themes(app))
        for action in (
            fusing.sign_table(workshop.state, table(workshop).id, workshop.clock.now()),
            None,
        ):
            from dataclasses import replace

            action = action or fusing.freeze_table(workshop.state, table(workshop).id, workshop.clock.now())
            workshop.save_now(replace(action, screen="elsewhere"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: said)
        assert "frozen" in said[0]
        assert themes(app)


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_every_command_is_found_in_the_palette_by_its_name(make_app: MakeApp, lang: str) -> None:
    app = make_app("fuse", lang)
    ran: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        screen = screen_of(app)

        async def run_action(action: str, *_: object) -> bool:
            ran.append(action)
            return True

        app.run_action = run_action  # type: ignore[method-assign]
        for command in FUSE:
            if command.action in ("unsign", "freeze", "unfreeze"):
                continue  # they show once a table is signed or frozen
            provider = CommandProvider(screen)
            found = [hit async for hit in provider.search(app.tr(command.title))]
            for hit in found:
                await hit.command()  # type: ignore[misc]
            assert command.action in ran, command.title
        await pilot.pause()


async def test_one_stops_here_and_comes_back_here(
    make_app: MakeApp, workshop: Session, path: Path, clock: FakeClock, places: Places, ids: dict[str, str]
) -> None:
    first, second = (make_point(workshop, 1, "pistes", title) for title in ("Un", "Deux"))
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab")
        assert lines(app, "points").cursor == first
        await pilot.press("down")
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.pause()
        app.exit()
    again = Session.open(path, clock=clock, places=places)
    app = make_app("fuse", session=again)
    async with app.run_test(size=WIDE) as pilot:
        assert screen_of(app).where == Where(table(again).id, "pistes")
        assert lines(app, "points").cursor == second
        assert lines(app, "notes").cursor == ids["flyers ?"]


def test_what_is_remembered_may_be_damaged_or_too_much(places: Places) -> None:
    assert recall(places, "w") == Memory("w")
    for index in range(60):
        remember(places, Memory(f"w{index}", Where("t", "h"), {"points": "p"}))
    assert recall(places, "w59") == Memory("w59", Where("t", "h"), {"points": "p"})
    assert recall(places, "w0").where is None
    for damaged in ("{", "[1]", '{"w": 3}', '{"w": {"table": 1}}', "[" * 100_000):
        (places.state / "fusion.json").write_text(damaged)
        assert recall(places, "w") == Memory("w")


async def test_another_screen_can_send_one_to_a_point(make_app: MakeApp, workshop: Session) -> None:
    theme_id = make_point(workshop, 2, "pistes", "Là-bas")
    app = make_app("capture")
    async with app.run_test(size=WIDE) as pilot:
        app.fuse_at(table(workshop, 2).id, "pistes", theme_id)
        await until(pilot, lambda: app.current_mode == "fuse" and screen_of(app).is_mounted)
        assert screen_of(app).where == Where(table(workshop, 2).id, "pistes")
        await until(pilot, lambda: lines(app, "points").has_focus)
        assert lines(app, "points").cursor == theme_id
        assert app.fuse_target is None


async def test_a_narrow_screen_shows_notes_or_points(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    app = make_app("fuse")
    async with app.run_test(size=NARROW) as pilot:
        shown = [[name for name in PANELS if lines(app, name).region.area]]
        for key in ("tab", "tab", "tab", "shift+tab", "escape"):
            await pilot.press(key)
            await pilot.pause()
            shown.append([name for name in PANELS if lines(app, name).region.area])
            assert lines(app, screen_of(app).panel).has_focus
        right = ["points", "detail"]
        assert shown == [["notes"], right, right, ["notes"], right, right]
        screen = app.screen
        assert all(
            widget.region in screen.region for widget in screen.query("Bar, LineList") if widget.region.area
        )


async def test_no_point_is_changed_out_of_sight(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    make_point(workshop, 1, "constats", "Deux")
    app = make_app("fuse")
    async with app.run_test(size=NARROW) as pilot:
        before = workshop.state
        for key in ("s", "j", "delete", "y"):
            screen_of(app).focus_panel("notes")
            await pilot.pause()
            await pilot.press(key)
            await until(pilot, lambda: lines(app, "points").has_focus)
        assert workshop.state is before
        await pilot.press("s")
        await until(pilot, lambda: themes(app)[0].star)


async def test_no_point_is_removed_from_the_list_of_notes(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        screen_of(app).focus_panel("notes")
        await pilot.press("backspace")
        await until(pilot, lambda: lines(app, "points").has_focus)
        assert len(themes(app)) == 1


async def test_what_was_done_is_said_where_the_keys_are(
    make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    app = make_app("fuse", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("tab", "delete")
        await until(pilot, lambda: bar(app, "keys").startswith(" Point removed"))
        monkeypatch.setattr("atelier.ui.widgets.key_bar.NOTICE_SECONDS", 0.01)
        app.say("Once more")
        await until(pilot, lambda: "Tab next list" in bar(app, "keys"))
        app.say("x" * 90)
        assert "x" not in bar(app, "keys").replace("next", "")


async def test_a_wide_screen_shows_all_lists_side_by_side(make_app: MakeApp) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE):
        regions = [lines(app, name).region for name in PANELS]
        assert all(region.width >= 40 and region.height >= 8 for region in regions)
        assert not any(a.overlaps(b) for a in regions for b in regions if a is not b)


async def test_what_another_program_does_shows(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        theme_id = make_point(workshop, 1, "pistes", "D’ailleurs")
        await until(pilot, lambda: "D’ailleurs" in texts(app, "points"))
        assert workshop.state.get(Theme, theme_id) is not None


async def test_the_language_changes_where_one_is(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        before = screen_of(app).where
        await app.run_action("app.change_language")
        await pilot.pause()
        assert screen_of(app).where == before
        assert "4 notes : 0 reprise" in bar(app, "fuse-counts").replace("\u00a0", " ")


async def test_escape_unmarks_then_goes_back(make_app: MakeApp) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "space", "tab", "escape")
        assert not lines(app, "notes").marked
        assert screen_of(app).panel == "points"
        await pilot.press("escape", "escape")
        assert screen_of(app).panel == "notes"


async def test_keys_pressed_while_something_is_saved_wait_for_it(
    make_app: MakeApp, workshop: Session
) -> None:
    for title in ("Un", "Deux", "Trois", "Quatre"):
        make_point(workshop, 1, "constats", title)
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab")
        for _ in range(3):
            screen_of(app).action_move_down()
        screen_of(app).action_star()
        screen_of(app).action_star()
        screen_of(app).action_star()
        await until(pilot, lambda: [theme.title for theme in themes(app)][-1] == "Un")
        await until(pilot, lambda: themes(app)[-1].star)
        assert lines(app, "points").cursor == themes(app)[-1].id


async def test_a_file_that_cannot_be_written_is_looked_at(make_app: MakeApp, workshop: Session) -> None:
    make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions")
    workshop.read_only = True
    app = make_app("fuse", "en")
    said: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        app.warn = lambda error: said.append(app.tr.of(error))  # type: ignore[method-assign]
        before = workshop.state
        for key in (
            "right",
            "enter",
            "n",
            "N",
            "a",
            "w",
            "h",
            "f",
            "tab",
            "left",
            "e",
            "r",
            "s",
            "k",
            "delete",
            "u",
        ):
            await pilot.press(key)
            assert len(app.screen_stack) == 1, key
        await pilot.press("c", "e", "N", "r")
        assert len(app.screen_stack) == 1
        assert workshop.state is before
        assert len(said) >= 12
        assert all("read-only" in text for text in said)
