"""Counting at the door, by key and by name, and what becomes of the tables."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.place import tables
from atelier.domain.workshop import CafeGroup, CafeTable, Profile
from atelier.services.attendance import counting
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.door.screen import DoorScreen
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock

NARROW, WIDE = (80, 24), (120, 40)
TWENTY_THREE = "s" * 12 + "e" * 8 + "l" * 3
"""Service users, health professionals, elected officials."""


def door(app: AtelierApp) -> DoorScreen:
    found = app.section_screen
    assert isinstance(found, DoorScreen)
    return found


def bar(app: AtelierApp, name: str) -> str:
    return "".join(part.text for part in door(app).query_one(name, Bar)._parts)


def room(app: AtelierApp) -> str:
    return "\n".join(texts(door(app).query_one("#room", LineList)))


def dialog(app: AtelierApp) -> str:
    if not isinstance(app.screen, Dialog):
        return ""
    return "\n".join(text for listing in app.screen.query(LineList) for text in texts(listing))


async def asked(pilot: Pilot[Any], words: str = "") -> None:
    """Wait for a dialog that has the focus and shows some words."""
    app: Any = pilot.app
    await until(
        pilot,
        lambda: isinstance(app.screen, Dialog) and app.screen.focused is not None and words in dialog(app),
    )


async def answered(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys that close the dialog."""
    before = pilot.app.screen
    await pilot.press(*keys)
    await until(pilot, lambda: pilot.app.screen is not before)


async def came(pilot: Pilot[Any], session: Session, people: str = TWENTY_THREE) -> None:
    """Begin from nobody, and let people come in."""
    await asked(pilot, "From nobody")
    await answered(pilot, "enter")
    await until(pilot, lambda: counting.is_begun(session.state))
    await pilot.press(*people)
    await until(pilot, lambda: counting.present(session.state) == len(people))


@pytest.mark.parametrize("mode", ["run", "prepare"])
async def test_the_door_opens_with_o_and_leads_back(make_app: MakeApp, mode: str) -> None:
    app = make_app(mode, "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.section_screen is not None and app.section_screen.focused)
        await pilot.press("o")
        await asked(pilot, "From nobody")
        await answered(pilot, "escape")
        await pilot.press("o")
        await until(pilot, lambda: app.current_mode == mode)
        await by_palette(pilot, "At the door")
        await until(pilot, lambda: app.current_mode == "door")
        await by_palette(pilot, "Close the door")
        await until(pilot, lambda: app.current_mode == mode)


async def test_one_key_counts_someone_and_says_where_to_send_them(
    make_app: MakeApp, workshop: Session
) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop, "s")
        assert bar(app, "#letter").strip() == "+1  → group A · T1 Listening to users so that care fits better"
        assert "1 person is there  instead of 30" in bar(app, "#head")
        await pilot.press("s")
        await until(pilot, lambda: "group B" in bar(app, "#letter"))
        profiles = door(app).query_one("#profiles", LineList)
        assert profiles.lines[0].tail == "  2 /  15   → C"


async def test_every_way_to_count(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=WIDE) as pilot:
        await came(pilot, workshop, "")
        for number, key in enumerate(("plus", "equals_sign", "enter", "right", "s"), start=1):
            await pilot.press(key)
            await until(pilot, lambda number=number: counting.present(workshop.state) == number)
        for number, key in ((4, "minus"), (3, "left")):
            await pilot.press(key)
            await until(pilot, lambda number=number: counting.present(workshop.state) == number)
        await pilot.press("down", "plus")
        await until(pilot, lambda: counting.present(workshop.state, "patients-partenaires") == 1)
        await by_palette(pilot, "One more")
        await until(pilot, lambda: counting.present(workshop.state, "patients-partenaires") == 2)
        await by_palette(pilot, "One less")
        await until(pilot, lambda: counting.present(workshop.state, "patients-partenaires") == 1)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: counting.present(workshop.state, "patients-partenaires") == 2)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: counting.present(workshop.state, "patients-partenaires") == 1)


async def test_a_table_closes_in_four_keys_and_the_sentence_is_there(
    make_app: MakeApp, workshop: Session
) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop)
        assert "Keep 5 tables (5·5·5·4·4)" in room(app)
        await pilot.press("t")
        await asked(pilot, "Close a table: 4 are left")
        await answered(pilot, "enter")
        await asked(pilot, "T5 Topic 5")
        await answered(pilot, "enter")
        await asked(pilot, "Close table 5")
        assert "We close table 5, “Topic 5”. Group E spreads out: " in dialog(app)
        await answered(pilot, "enter")
        await until(pilot, lambda: len(tables(workshop.state)) == 4)
        assert counting.present(workshop.state) == 23 and counting.expected(workshop.state) == 30
        await until(pilot, lambda: "All the others stay where they are" in room(app))
        await pilot.press("v")
        await asked(pilot, "It was read")
        await answered(pilot, "enter")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(tables(workshop.state)) == 5)
        assert "".join(group.label for group in workshop.state.live(CafeGroup)) == "ABCDE"
        assert "All the others" not in room(app)


async def test_another_topic_may_go_and_it_opens_again(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop)
        await by_palette(pilot, "Close or open a table")
        await asked(pilot, "Close a table")
        await answered(pilot, "enter")
        await asked(pilot, "T5")
        await answered(pilot, "up", "up", "enter")
        await asked(pilot, "Close table 3")
        await answered(pilot, "enter")
        await until(pilot, lambda: [table.number for table in tables(workshop.state)] == [1, 2, 4, 5])
        await pilot.press("t")
        await asked(pilot, "Open a table")
        await answered(pilot, "end", "enter")
        await asked(pilot, "T3 Topic 3")
        await answered(pilot, "enter")
        await asked(pilot, "Open table 3")
        assert "We open table 3, “Topic 3”." in dialog(app)
        await answered(pilot, "enter")
        await until(pilot, lambda: len(tables(workshop.state)) == 5)
        assert "".join(group.label for group in workshop.state.live(CafeGroup)) == "ABCDE"


async def test_a_new_table_has_a_topic_that_is_typed(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=WIDE) as pilot:
        await came(pilot, workshop)
        await pilot.press("t")
        await asked(pilot, "Open a table: 6 in all")
        await answered(pilot, "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen.query("#text"))
        await type_over(pilot, "[b]Getting there[/b]")
        await asked(pilot, "Open table 6")
        await answered(pilot, "enter")
        await until(pilot, lambda: len(tables(workshop.state)) == 6)
        assert tables(workshop.state)[5].topic == "[b]Getting there[/b]"


async def test_nothing_is_changed_when_nothing_is_chosen(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop)
        before = workshop.state
        await pilot.press("t")
        await asked(pilot, "Keep 5 tables")
        await answered(pilot, "home", "enter")
        await pilot.press("t")
        await asked(pilot, "Close a table")
        await answered(pilot, "enter")
        await asked(pilot, "T5")
        await answered(pilot, "enter")
        await asked(pilot, "Close table 5")
        await answered(pilot, "end", "enter")
        await pilot.pause()
        assert workshop.state is before


async def test_fewer_tables_than_rounds_offer_fewer_rounds(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=WIDE) as pilot:
        await came(pilot, workshop, "s" * 9)
        for left in (4, 3, 2):
            await pilot.press("t")
            await asked(pilot, "Close a table")
            await answered(pilot, "enter")
            await asked(pilot, f"T{left + 1}")
            await answered(pilot, "enter")
            await asked(pilot, f"Close table {left + 1}")
            if left == 2:
                assert "3 rounds for 2 tables: groups A and B come to a table a second time." in dialog(app)
                assert "Close table 3, with 2 rounds" in dialog(app)
                await pilot.press("down")
                await asked(pilot, "2 rounds, 17 min less: the end is at ")
            await answered(pilot, "enter")
            await until(pilot, lambda left=left: len(tables(workshop.state)) == left)
        assert door(app).sentence.count("There will be 2 rounds.") == 1


async def test_a_number_a_host_and_groups_of_one_size(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await asked(pilot, "From the planned numbers")
        await answered(pilot, "down", "enter")
        await until(pilot, lambda: counting.is_begun(workshop.state))
        assert counting.present(workshop.state) == 30
        for press in (lambda: pilot.press("n"), lambda: by_palette(pilot, "Type a number")):
            await press()
            await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen.query("#text"))
            await type_over(pilot, "4")
            await until(pilot, lambda: counting.present(workshop.state, "usagers") == 4)
        for host, press in (
            ("Ana", lambda: pilot.press("h")),
            ("Léo", lambda: by_palette(pilot, "Change host…")),
        ):
            await press()
            await asked(pilot, "T5")
            await answered(pilot, "enter")
            await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen.query("#text"))
            await type_over(pilot, host)
            await until(pilot, lambda host=host: tables(workshop.state)[0].host == host)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: tables(workshop.state)[0].host == "Ana")


async def test_uneven_groups_are_evened_out(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop, "ssss")
        group = workshop.state.live(CafeGroup)[4]
        change = Change("head_count", f"{group.id}/usagers", {"people": 4})
        workshop.save_now(Action("test", (change,)))
        await until(pilot, lambda: "E 4" in room(app))
        await pilot.press("w")
        await until(pilot, lambda: "Groups: A 2 · B 2 · C 1 · D 1 · E 2" in room(app))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "E 4" in room(app))
        await by_palette(pilot, "Even out groups")
        await until(pilot, lambda: "E 2" in room(app))


async def test_counting_anew_asks_first(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop, "ss")
        await pilot.press("z")
        await asked(pilot, "go on with this count")
        await answered(pilot, "enter")
        assert counting.present(workshop.state) == 2
        await by_palette(pilot, "Count anew…")
        await asked(pilot, "go on with this count")
        await answered(pilot, "down", "enter")
        await until(pilot, lambda: counting.present(workshop.state) == 0)
        assert counting.expected(workshop.state) == 30


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_hostile_names_are_shown_as_they_are(
    make_app: MakeApp, workshop: Session, lang: str, size: tuple[int, int]
) -> None:
    nasty = [case.text[:300] for case in HOSTILE][:12]
    changes = [
        Change(Profile.KIND, f"p{number}", {"key": f"p{number}", "label": text, "position": 9 + number})
        for number, text in enumerate(nasty[:6])
    ]
    changes += [
        Change(CafeTable.KIND, table.id, {"topic": text, "host": text})
        for table, text in zip(tables(workshop.state), nasty[6:], strict=False)
    ]
    changes += [
        Change(CafeGroup.KIND, group.id, {"name": text})
        for group, text in zip(workshop.state.live(CafeGroup), nasty, strict=False)
    ]
    workshop.save_now(Action("test", tuple(changes)))
    app = make_app("door", lang)
    async with app.run_test(size=size) as pilot:
        await asked(pilot)
        await answered(pilot, "enter")
        await until(pilot, lambda: counting.is_begun(workshop.state))
        await pilot.press(*["plus", "down"] * 12)
        await until(pilot, lambda: counting.present(workshop.state) == 12)
        for _ in range(2):
            await pilot.press("t")
            await asked(pilot)
            await answered(pilot, "home", "down", "enter")
            await asked(pilot)
            await answered(pilot, "enter")
            await asked(pilot)
            await answered(pilot, "enter")
        await until(pilot, lambda: len(tables(workshop.state)) == 3)
        await pilot.press("h")
        await asked(pilot)
        await pilot.press("escape")


async def test_a_file_that_is_read_only_is_looked_at(
    make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "read_only", True)
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "30 people are planned" in bar(app, "#head"))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await type_over(pilot, "3")
        await until(pilot, lambda: any("read-only" in note.message for note in app._notifications))
        assert counting.present(workshop.state) == 30


@pytest.mark.parametrize("movement", ["mixed", "free"])
async def test_without_groups_heads_are_counted(
    make_app: MakeApp, workshop: Session, movement: str, places: Places
) -> None:
    change = Change("workshop", workshop.state.workshop.id, {"movement": movement})
    workshop.save_now(Action("test", (change,)))
    app = make_app("door", "en")
    async with app.run_test(size=NARROW) as pilot:
        await came(pilot, workshop, "ssse")
        where = "→ T4 Topic 4" if movement == "mixed" else "+1"
        assert bar(app, "#letter").strip().endswith(where)
        await pilot.press("t")
        await asked(pilot, "Close a table: 4 are left")
        await answered(pilot, "enter")
        await asked(pilot, "T5")
        await answered(pilot, "enter")
        await asked(pilot, "We close table 5, “Topic 5”.")
        await answered(pilot, "enter")
        await until(pilot, lambda: len(tables(workshop.state)) == 4)
        assert counting.present(workshop.state) == 4
