"""Fusing while rounds still run: notes arrive, and nothing moves under the hand of whoever fuses."""

from __future__ import annotations

import threading

import pytest

from atelier.domain.note import CellKey, Note
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.theme import ThemeStatus
from atelier.services import fusing, workbench
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.services.workbench import Bench
from tests.fusion.notes import LIBRARY
from tests.ui.conftest import MakeApp
from tests.ui.fusion import lines, screen_of, texts, themes, until
from tests.ui.noting import run_round
from tests.ui.workshops import FakeClock

SIZES = [(80, 24), (120, 40)]


def arrives(session: Session, text: str, *, group: str = "A") -> str:
    """A note is taken at table 1, where the fusion is."""
    place, who = table_numbered(session.state, 1), group_labelled(session.state, group)
    assert place is not None
    assert who is not None
    cell = CellKey(place.id, 1 if group == "A" else 2, who.id, "constats")
    action = add_note(session.state, cell, text, session.clock.now())
    return session.save_now(action).entries[0].row_id


@pytest.fixture(autouse=True)
def noted(workshop: Session, clock: FakeClock) -> None:
    """Round 1 runs; some notes are there."""
    run_round(workshop, clock)
    for note in LIBRARY:
        arrives(workshop, note.text, group="A" if note.group == "A" else "B")


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_stays_on_its_note_while_others_come_above_it(
    make_app: MakeApp, workshop: Session, size: tuple[int, int]
) -> None:
    for number in range(30):
        arrives(workshop, f"une remarque numéro {number} qui dit autre chose", group="B")
    app = make_app("fuse", "en")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Suggestions" in texts(app, "points"))
        notes = lines(app, "notes")
        await pilot.press(*["down"] * 20)
        cursor, place = notes.cursor, notes._place()
        assert place is not None
        for number in range(6):
            arrives(workshop, f"le parking à vélos, remarque {number}")
            await until(
                pilot, lambda number=number: f"le parking à vélos, remarque {number}" in texts(app, "notes")
            )
            assert (notes.cursor, notes._place()) == (cursor, place)


async def test_the_cursor_stays_on_a_suggestion_that_gains_a_note(
    make_app: MakeApp, workshop: Session
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Suggestions" in texts(app, "points"))
        screen = screen_of(app)
        screen.focus_panel("points")
        await pilot.press("end")
        before = screen.bench
        assert before is not None
        cursor = lines(app, "points").cursor
        assert cursor is not None
        mates = set(before.ids[cursor].note_ids)
        new = ""
        for note_id in list(mates)[:1]:
            note = workshop.state.get(Note, note_id)
            assert note is not None
            new = arrives(workshop, note.text)
        await until(pilot, lambda: screen.bench is not before and lines(app, "points").cursor != cursor)
        await pilot.pause()
        theme = screen.theme
        assert theme is not None
        bench = screen.bench
        assert bench is not None
        assert mates | {new} == set(bench.ids[theme.id].note_ids)
        await pilot.press("y")
        await until(pilot, lambda: themes(app))
        (made,) = themes(app)
        assert made.status == ThemeStatus.ACCEPTED


async def test_notes_that_pour_in_do_not_put_the_answer_off(
    make_app: MakeApp, workshop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, asked = threading.Event(), []
    real = workbench.answer

    def slow(*arguments: object) -> Bench:
        asked.append(1)
        go_on.wait(20)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(workbench, "answer", slow)
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: asked)
        for number in range(5):
            arrives(workshop, f"une remarque de plus, la {number}")
            await until(
                pilot, lambda number=number: f"une remarque de plus, la {number}" in texts(app, "notes")
            )
        assert len(asked) == 1
        go_on.set()
        await until(pilot, lambda: "Suggestions" in texts(app, "points"))
        last = workshop.state.live(Note)[-1].id

        def knows_all() -> bool:
            bench = screen_of(app).bench
            return bench is not None and last in {note.id for note in bench.request.notes}

        await until(pilot, knows_all)
        assert len(asked) == 2


async def test_a_point_is_made_before_the_last_round_and_new_notes_are_suggested_into_it(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    state = workshop.state
    samedi = next(note for note in state.live(Note) if note.text == LIBRARY[0].text)
    workshop.save_now(
        fusing.create_theme(
            state, samedi.table_id, "constats", clock.now(), note_ids=[samedi.id], title="Ouvrir plus"
        )
    )
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        new = "horaires de la bibliothèque : le samedi"
        arrives(workshop, new)

        def is_suggested() -> bool:
            found = [line for line in lines(app, "notes").lines if line.text == new]
            return bool(found) and any("→ 1 Ouvrir plus" in text for text, _ in found[0].below)

        await until(pilot, is_suggested)
        assert len(themes(app)) == 1
