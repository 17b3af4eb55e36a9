"""Dots on key ideas, from Run: the vote opened and closed, raised hands typed, what the screens show."""

from __future__ import annotations

import unicodedata

import pytest

from atelier.config import Places
from atelier.domain.ballot import dots_on, hands_on
from atelier.domain.change import Action, Change
from atelier.domain.dot import Dot
from atelier.domain.note import Note
from atelier.domain.place import current_step, reading, tables
from atelier.domain.report_back import may_report
from atelier.domain.text import clean, is_blank
from atelier.errors import AtelierError
from atelier.services import dots, room
from atelier.services.collection.ledger import Ledger
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.room.board import RoomBoard
from atelier.ui.screens.run.dots_list import DotsList, read_number
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.noting import next_step
from tests.ui.run.steps import NARROW, WIDE, asked, said
from tests.ui.steering import by_palette, type_over, until
from tests.ui.workshops import FakeClock


def idea(session: Session) -> Note:
    """The only key idea of the workshop."""
    return next(note for note in session.state.live(Note) if note.star)


def give(session: Session, device: str, number: int) -> None:
    """A phone gives dots to it."""
    voter = dots.voter_of(session.state.workshop.id, device)
    action = dots.give(session.state, voter, {idea(session).id: number}, 3)
    assert action is not None
    session.save_now(action)


def heading(app: AtelierApp) -> str:
    """The line above the list."""
    return "".join(part.text for part in app.screen.query_one("#live-title", Bar).fitted(1000))


def shown(app: AtelierApp) -> str:
    """All that stands on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def tails(app: AtelierApp) -> list[str]:
    """What stands at the end of each line."""
    return [line.tail for line in app.screen.query_one("#live", LineList).lines]


async def test_raised_hands_are_typed_added_to_dots_and_undone(
    make_app: MakeApp, second_round: Session
) -> None:
    give(second_round, "phone one", 2)
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        await until(pilot, lambda: tails(app) == ["2 gommettes", "2 gommettes"])
        assert "1 téléphone a voté" in heading(app)
        assert "vote fermé" in heading(app)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, DotsList))
        await asked(pilot)
        await type_over(pilot, "beaucoup")
        await pilot.pause()
        assert not isinstance(app.screen, DotsList)
        await type_over(pilot, "5")
        await until(pilot, lambda: hands_on(second_round.state, idea(second_round).id) == 5)
        await until(pilot, lambda: tails(app) == ["7 gommettes", "7 gommettes"])
        below = app.screen.query_one("#live", LineList).lines[1].below
        assert below[0][0] == "dont 5 mains levées"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: dots_on(second_round.state, idea(second_round).id) == 2)
        # What the phone gave is not undone by anybody else
        assert (
            second_round.plan_undo("run") is None or "dots" not in second_round.plan_undo("run").undoes_name
        )
        assert dots_on(second_round.state, idea(second_round).id) == 2


async def test_the_vote_is_opened_and_closed(
    make_app: MakeApp, second_round: Session, places: Places
) -> None:
    ledger = Ledger(places, second_round.state.workshop.id)
    assert ledger.known() is None
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await by_palette(pilot, "Dots on key ideas")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        await pilot.press("plus")
        assert ledger.known() is None
        await pilot.press("o")
        await until(pilot, lambda: (wishes := ledger.known()) is not None and wishes.takes_dots)
        assert any("phones do not reach this computer yet" in text for text in said(app))
        await pilot.press("plus", "plus", "minus")
        await until(pilot, lambda: "4 dots each" in heading(app))
        assert ledger.wishes().dots_each == 4
        for _ in range(9):
            await pilot.press("minus")
        assert ledger.wishes().dots_each == 1
        await pilot.press("o")
        await until(pilot, lambda: "vote closed" in heading(app))
        assert not ledger.wishes().takes_dots


async def test_a_state_folder_that_cannot_be_written_is_said(
    make_app: MakeApp, second_round: Session, places: Places
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        # Root may write into any folder: a file in its place stops everybody
        places.state.mkdir(parents=True, exist_ok=True)
        (places.state / "collection").write_text("")
        await pilot.press("o")
        await until(pilot, lambda: any("cannot be written" in text for text in said(app)))
        assert isinstance(app.screen, DotsList)


async def test_dots_that_come_while_the_list_is_open_are_shown(
    make_app: MakeApp, second_round: Session
) -> None:
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        assert tails(app) == ["", "–"]
        give(second_round, "one", 1)
        give(second_round, "two", 3)
        await until(pilot, lambda: tails(app) == ["4 dots", "4 dots"])
        assert "2 phones have voted" in heading(app)


@pytest.mark.parametrize("text", ["-1", "1000", "²", "٣", "3 4", "1e3", "99999999999999999999"])
def test_what_is_no_number_of_hands_is_refused(text: str) -> None:
    with pytest.raises(AtelierError):
        read_number(text)


@pytest.mark.parametrize(("text", "number"), [("", 0), (" 7 ", 7), ("0", 0), ("999", 999)])
def test_what_is_one_is_read(text: str, number: int) -> None:
    assert read_number(text) == number


async def test_hostile_ideas_in_the_list(make_app: MakeApp, second_round: Session) -> None:
    note = idea(second_round)
    texts = [clean(case.text)[:2000] for case in HOSTILE if not is_blank(case.text)]
    changes = [
        Change(
            Note.KIND,
            f"h{number}",
            {
                "text": text,
                "star": True,
                "table_id": note.table_id,
                "round": note.round,
                "group_id": note.group_id,
                "heading": note.heading,
            },
        )
        for number, text in enumerate(texts)
    ]
    second_round.save_now(Action("note.import", tuple(changes)))
    app = make_app("run", "fr")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, DotsList))
        for _ in range(len(texts)):
            await pilot.press("down")
            assert not any(unicodedata.category(letter) == "Cc" for letter in shown(app).replace("\n", ""))
        assert len(tails(app)) == len(texts) + 2


async def test_the_room_sees_the_dots_of_the_table_that_reports(
    make_app: MakeApp, second_round: Session, clock: FakeClock
) -> None:
    give(second_round, "one", 3)
    while not may_report(
        second_round.state,
        clock_now := reading(second_round.state, clock.now()),
        current_step(second_round.state, clock_now),
    ):
        next_step(second_round, clock)
    now = clock.now()
    second_round.save_now(room.show_table(second_round.state, now, tables(second_round.state)[0].id))
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: bool(app.screen.query(RoomBoard)))
        board = app.screen.query_one(RoomBoard)
        await until(pilot, lambda: board.scene is not None and bool(board.scene.passages))
        assert board.scene is not None and board.scene.passages is not None
        assert [passage.line for passage in board.scene.passages] == ["stands au marché · 3 gommettes"]


async def test_history_names_what_was_given_to_and_never_by_whom(
    make_app: MakeApp, second_round: Session
) -> None:
    give(second_round, "one", 3)
    voter = next(iter(second_round.state.live(Dot))).voter
    app = make_app("run", "fr")
    async with app.run_test(size=WIDE) as pilot:
        await by_palette(pilot, "Historique")
        await until(pilot, lambda: "gommettes" in shown(app).casefold())
        assert voter not in shown(app)
