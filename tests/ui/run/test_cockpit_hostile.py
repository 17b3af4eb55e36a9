"""Hostile and very long texts in the lists of the cockpit, in both languages, and nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.note import LONGEST_NOTE
from atelier.domain.text import clean, is_blank
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services import help_calls, running
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.run.screen import RunScreen
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import NARROW, WIDE, begin, table_id
from tests.ui.steering import texts, until
from tests.ui.workshops import FakeClock

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def drawn(app: AtelierApp) -> str:
    """What stands on the screen, row by row."""
    rows = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in rows)


def says(app: AtelierApp, words: str) -> bool:
    return words in drawn(app)


def batches(size: int) -> Iterator[list[str]]:
    kept = [clean(row.text)[: LONGEST_NOTE - 10] for row in HOSTILE]
    kept = [text for text in kept if not is_blank(text)]
    kept.append("x " * (LONGEST_NOTE // 2 - 10))
    for start in range(0, len(kept), size):
        yield kept[start : start + size]


def named(session: Session, text: str) -> None:
    line = " ".join(text.split())[:300] or "x"
    state = session.state
    changes = [
        *(Change(CafeTable.KIND, row.id, {"topic": line}) for row in state.live(CafeTable)),
        *(Change(CafeGroup.KIND, row.id, {"name": line}) for row in state.live(CafeGroup)),
        *(Change(Heading.KIND, row.id, {"short": line, "title": line}) for row in state.live(Heading)),
    ]
    session.save_now(Action("prepare.workshop", tuple(changes)))


@pytest.mark.parametrize(("size", "lang"), [(NARROW, "fr"), (WIDE, "en")])
async def test_hostile_texts_are_shown_and_do_nothing(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int], lang: str
) -> None:
    begin(workshop, clock, 6)
    app = make_app("run", lang)
    width, height = size
    async with app.run_test(size=size) as pilot:
        for some in batches(25):
            named(workshop, some[0])
            for text in some:
                clock.tick(1)
                workshop.save_now(running.send_message(text, clock.now()))
            call = help_calls.call(workshop.state, clock.now(), table_id(workshop, 1), some[-1])
            if call is not None:
                workshop.save_now(call)
            workshop.put_draft(f"capture:{table_id(workshop, 2)}", some[-1])
            for key in ("j", "x", "f"):
                await pilot.press(key)
                await until(pilot, lambda: isinstance(app.screen, Dialog))
                await pilot.pause()
                shown = drawn(app)
                assert not FORBIDDEN.search(shown)
                box = app.screen.query_one(".dialog--box").region
                assert box.bottom <= height and box.right <= width, (key, box)
                await pilot.press("pagedown", "end", "escape")
                await until(pilot, lambda: isinstance(app.screen, RunScreen))
            await pilot.press("m", "enter")
            await pilot.pause()
            assert not FORBIDDEN.search(drawn(app))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: isinstance(app.screen, RunScreen))
        assert app._exit is False


async def test_nothing_of_the_workshop_is_needed(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    state = workshop.state
    kinds = (Step, CafeTable, CafeGroup, Heading)
    gone = [Change(kind.KIND, row.id, {"deleted": True}) for kind in kinds for row in state.live(kind)]
    workshop.save_now(Action("prepare.workshop", tuple(gone)))
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        for key in ("h", "u"):
            await pilot.press(key)
        for key, words in (
            ("j", "No message was sent yet"),
            ("x", "There are no sheets"),
            ("f", "Everything is here"),
        ):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await until(pilot, partial(says, app, words))
            for inner in ("r", "m", "u", "w", "space", "enter"):
                await pilot.press(inner)
                if inner == "m" and key == "j":
                    await pilot.press("escape")
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, RunScreen))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_many_tables_fit(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
) -> None:
    """Fifty tables, all of them calling, nothing noted anywhere."""
    begin(workshop, clock, 2)
    more = [
        Change(CafeTable.KIND, f"more{number}", {"number": number, "topic": f"Thème {number}"})
        for number in range(3, 51)
    ]
    workshop.save_now(Action("prepare.table", tuple(more)))
    for number in range(1, 51):
        clock.tick(1)
        call = help_calls.call(workshop.state, clock.now(), table_id(workshop, number))
        assert call is not None
        workshop.save_now(call)
    app = make_app("run", "en")
    async with app.run_test(size=size) as pilot:
        speech = app.screen.query_one("#speech", LineList)
        await until(pilot, lambda: any("and 49 other tables" in text for text in texts(speech)))
        for _ in range(3):
            await pilot.press("h")
        await until(pilot, lambda: len(help_calls.open_calls(workshop.state)) == 47)
        assert help_calls.open_calls(workshop.state)[0].table_id == table_id(workshop, 4)
