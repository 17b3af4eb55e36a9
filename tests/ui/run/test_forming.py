"""The facilitator sees themes form beside the last notes, without touching anything."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.glance import look
from atelier.domain.note import CellKey, Note
from atelier.domain.place import group_labelled, reading, tables
from atelier.domain.text import clean, is_blank
from atelier.i18n import Translator
from atelier.services import fusing
from atelier.services.notes import add_note
from atelier.services.session import Session
from atelier.ui.screens.run import forming
from atelier.ui.screens.run.latest import latest_lines
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.fusion.notes import LIBRARY
from tests.ui.conftest import MakeApp
from tests.ui.run.steps import NARROW, WIDE, begin, screen
from tests.ui.steering import until
from tests.ui.workshops import FakeClock, coll_occ_rows


def take(session: Session, text: str, *, table: int = 0, group: str = "A", trial: bool = False) -> str:
    who = group_labelled(session.state, group)
    assert who is not None
    assert isinstance(session.clock, FakeClock)
    session.clock.tick(1)
    cell = CellKey(tables(session.state)[table].id, 1, who.id, "constats")
    action = add_note(session.state, cell, text, session.clock.now(), is_rehearsal=trial)
    return session.save_now(action).entries[0].row_id


def take_all(session: Session) -> None:
    for note in LIBRARY:
        take(session, note.text, group="A" if note.group == "A" else "B")


def below(latest: LineList) -> dict[str, str]:
    """What stands under each note that has something there."""
    return {line.text: line.below[0][0] for line in latest.lines if line.below}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine be asked as often as it likes: tests are not the day."""
    monkeypatch.setattr(forming, "SECONDS", 0.0)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_each_note_shows_its_nearest_theme(
    make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int], lang: str
) -> None:
    take_all(workshop)
    begin(workshop, clock, 2)
    app = make_app("run", lang)
    async with app.run_test(size=size) as pilot:
        await pilot.press("l")
        latest = screen(app).query_one("#latest", LineList)
        await until(pilot, lambda: below(latest))
        shown = below(latest)
        assert all(text.startswith("→ ") for text in shown.values())
        assert LIBRARY[6].text not in shown
        assert shown[LIBRARY[0].text] == shown[LIBRARY[1].text] != shown[LIBRARY[3].text]


async def test_a_note_that_arrives_and_a_point_that_is_made_are_followed(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    take_all(workshop)
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        latest = screen(app).query_one("#latest", LineList)
        await until(pilot, lambda: below(latest))
        new = "horaires de la bibliothèque le samedi"
        take(workshop, new)
        await until(pilot, lambda: new in below(latest))
        assert latest.lines[0].text == new
        state = workshop.state
        first = next(note for note in state.live(Note) if note.text == LIBRARY[0].text)
        workshop.save_now(
            fusing.create_theme(
                state, first.table_id, "constats", clock.now(), note_ids=[first.id], title="Ouvrir plus"
            )
        )
        await until(pilot, lambda: below(latest).get(new) == "→ Ouvrir plus")
        assert below(latest)[first.text] == "→ Ouvrir plus"


async def test_a_rehearsal_shows_none(make_app: MakeApp, workshop: Session, clock: FakeClock) -> None:
    for text in ("horaires de la bibliothèque", "la bibliothèque : ses horaires"):
        take(workshop, text, trial=True)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        latest = screen(app).query_one("#latest", LineList)
        take_all(workshop)
        await until(pilot, lambda: below(latest))
        assert not any(line.text == "horaires de la bibliothèque" for line in latest.lines)


async def test_the_newest_note_stays_in_sight_unless_one_reads_further_down(
    make_app: MakeApp, workshop: Session, clock: FakeClock
) -> None:
    take_all(workshop)
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("l")
        latest = screen(app).query_one("#latest", LineList)
        await until(pilot, lambda: below(latest))
        for number in range(30):
            take(workshop, f"la remarque numéro {number} du matin")
        await until(pilot, lambda: latest.lines[0].text.startswith("la remarque numéro 29"))
        assert latest.cursor == latest.lines[0].id
        await pilot.press("down", "down")
        read = latest.cursor
        take(workshop, "encore une remarque")
        await until(pilot, lambda: latest.lines[0].text == "encore une remarque")
        assert latest.cursor == read


async def test_the_engine_is_asked_once_for_all_that_comes_within_a_second(
    make_app: MakeApp, workshop: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.services.nearness import NearestThemes

    moment = 100.0
    monkeypatch.setattr(forming, "SECONDS", 1.0)
    monkeypatch.setattr(forming, "monotonic", lambda: moment)
    runs: list[int] = []
    real = NearestThemes.of

    def of(self: NearestThemes, *arguments: object) -> dict[str, str]:
        runs.append(1)
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(NearestThemes, "of", of)
    take_all(workshop)
    begin(workshop, clock, 2)
    app = make_app("run", "en")
    async with app.run_test(size=WIDE) as pilot:
        latest = screen(app).query_one("#latest", LineList)
        await until(pilot, lambda: below(latest))
        assert len(runs) == 1
        for number in range(10):
            take(workshop, f"les horaires de la bibliothèque, remarque {number}")
            await pilot.pause()
        assert len(runs) == 1
        await until(pilot, lambda: len(runs) == 2)
        await until(pilot, lambda: len(below(latest)) >= 10)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_title_is_one_plain_line(tmp_path: Path, lang: str) -> None:
    clock = FakeClock()
    session = Session.create(
        tmp_path / "w.atelier", coll_occ_rows(clock), clock=clock, places=Places.default()
    )
    note_id = take(session, "une note")
    glance = look(session.state, reading(session.state, clock.now()), clock.now())
    for hostile in HOSTILE:
        text = clean(hostile.text)
        if hostile.expect == "rejected" or is_blank(text):
            continue
        (line,) = latest_lines(Translator(lang), glance, {note_id: text[:3000]})
        ((shown, tone),) = line.below
        assert (shown[:2], tone) == ("→ ", "dim")
        assert not any(unicodedata.category(letter) == "Cc" for letter in shown)
    session.close()
