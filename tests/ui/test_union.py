"""Uniting from the palette, and choosing afterwards between the versions that it left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atelier.config import Places
from atelier.domain.change import Action, Change
from atelier.domain.note import Note
from atelier.domain.theme import Variant
from atelier.domain.workshop import CafeTable
from atelier.services.session import Session
from atelier.services.uniting.files import unite_files
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.dialogs.union import UnionRead
from atelier.ui.screens.home.opening import OpenFile
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.noting import table
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock

HOSTILE_TEXTS = [case.text for case in HOSTILE if case.expect != "rejected"]


def question(session: Session, text: str) -> None:
    """Ask another question at table 1."""
    session.save_now(Action("prepare.table", (Change("cafe_table", table(session).id, {"question": text}),)))


@pytest.fixture
def other(workshop: Session, path: Path, clock: FakeClock, places: Places) -> Path:
    """The file of another laptop; both have another question for table 1."""
    copy = path.with_name("autre.atelier")
    workshop.backup("copie").result()
    (backup,) = path.with_name("café.sauvegardes").iterdir()
    shutil.copyfile(backup, copy)
    clock.tick(5)
    question(workshop, "Selon le premier ?")
    clock.tick(5)
    with Session.open(copy, clock=clock, places=places) as there:
        question(there, "Selon le second ?")
    return copy


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("opens", [True, False])
async def test_the_file_of_another_laptop_is_united_and_opened(
    make_app: MakeApp,
    workshop: Session,
    other: Path,
    path: Path,
    lang: str,
    size: tuple[int, int],
    opens: bool,
) -> None:
    app = make_app("publish", lang)
    async with app.run_test(size=size) as pilot:
        await by_palette(pilot, "Unir avec un autre" if lang == "fr" else "Unite with another")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await type_over(pilot, str(other))
        await until(pilot, lambda: isinstance(app.screen, OneLine))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UnionRead) and app.screen.query_one(LineList).lines)
        said = texts(app.screen.query_one("#report", LineList))
        assert any("autre.atelier" in line for line in said)
        assert any(
            "«\u00a0Selon le premier ?\u00a0»" in line or "“Selon le premier ?”" in line for line in said
        )
        united = path.with_name("café-uni.atelier")
        assert united.exists()
        await pilot.press("enter" if opens else "escape")
        await until(pilot, lambda: not isinstance(app.screen, UnionRead))
        assert app.session is not None
        assert app.session.path == (united if opens else path)
        assert len(app.session.state.live(Variant)) == (1 if opens else 0)
        assert app.current_mode == "publish"


async def test_giving_up_at_any_point_changes_nothing(
    make_app: MakeApp, workshop: Session, other: Path, path: Path
) -> None:
    app = make_app("prepare", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Unite with another")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, OpenFile))
        await by_palette(pilot, "Unite with another")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await type_over(pilot, str(path))
        await until(pilot, lambda: any("choose the other" in one.message for one in app._notifications))
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await type_over(pilot, str(other))
        await until(pilot, lambda: isinstance(app.screen, OneLine))
        await type_over(pilot, str(other))
        await until(pilot, lambda: "exists already" in str(app.screen.query_one("#error").render()))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, OneLine))
        assert app.session is workshop
        assert not path.with_name("café-uni.atelier").exists()


async def test_a_file_that_cannot_be_united_is_told(make_app: MakeApp, workshop: Session, path: Path) -> None:
    bad = path.with_name("texte.atelier")
    bad.write_text("Compte rendu [bold]\n" * 40)
    app = make_app("prepare", "en")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await by_palette(pilot, "Unite with another")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await type_over(pilot, str(bad))
        await until(pilot, lambda: isinstance(app.screen, OneLine))
        await pilot.press("enter")
        await until(pilot, lambda: any("is a text file" in one.message for one in app._notifications))
        assert app.session is workshop


@pytest.mark.parametrize(("line", "kept"), [("other", "Selon le premier ?"), ("mine", "Selon le second ?")])
async def test_a_version_that_no_other_screen_shows_is_chosen_in_publish(
    make_app: MakeApp, workshop: Session, other: Path, path: Path, places: Places, clock: FakeClock,
    line: str, kept: str,
) -> None:  # fmt: skip
    out = path.with_name("uni.atelier")
    unite_files(out, (path, other), clock=clock, places=places)
    clock.tick(5)
    session = Session.open(out, clock=clock, places=places)
    app = make_app("publish", "en", session)
    async with app.run_test(size=(80, 24)) as pilot:
        todo = app.screen.query_one("#todo", LineList)
        await until(pilot, lambda: any("version" in each.id for each in todo.lines))
        todo.move_to(next(each.id for each in todo.lines if each.id.startswith("version/")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        app.screen.query_one("#choices", LineList).move_to(line)
        await pilot.press("enter")
        await until(pilot, lambda: not session.state.live(Variant))
        assert next(row for row in session.state.live(CafeTable) if row.number == 1).question == kept
        await until(pilot, lambda: not any(each.id.startswith("version/") for each in todo.lines))


async def test_both_texts_of_a_note_can_be_kept(
    make_app: MakeApp, second_round: Session, path: Path, places: Places, clock: FakeClock
) -> None:
    note = second_round.state.live(Note)[0]
    second_round.backup("copie").result()
    (backup,) = path.with_name("café.sauvegardes").iterdir()
    for file, text in ((path, "selon A"), (backup, "selon B")):
        clock.tick(5)
        with Session.open(file, clock=clock, places=places) as there:
            there.save_now(Action("note.edit", (Change("note", note.id, {"text": text}),)))
    out = path.with_name("uni.atelier")
    unite_files(out, (backup, path), clock=clock, places=places)
    clock.tick(5)
    session = Session.open(out, clock=clock, places=places)
    app = make_app("publish", "fr", session)
    async with app.run_test(size=(80, 24)) as pilot:
        todo = app.screen.query_one("#todo", LineList)
        await until(pilot, lambda: any("version" in each.id for each in todo.lines))
        todo.move_to(next(each.id for each in todo.lines if each.id.startswith("version/")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        app.screen.query_one("#choices", LineList).move_to("both")
        await pilot.press("enter")
        await until(pilot, lambda: not session.state.live(Variant))
        assert session.state.all(Note)[note.id].text == "selon B / selon A"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(session.state.live(Variant)) == 1)


async def test_hostile_texts_are_only_shown(
    make_app: MakeApp, workshop: Session, path: Path, places: Places, clock: FakeClock
) -> None:
    from atelier.domain.text import clean

    copy = path.with_name("autre [b] .atelier")
    workshop.backup("copie").result()
    (backup,) = path.with_name("café.sauvegardes").iterdir()
    shutil.copyfile(backup, copy)
    texts_of = [clean(text)[:500] for text in HOSTILE_TEXTS][:20]
    for index, text in enumerate(texts_of):
        clock.tick(1)
        question(workshop, f"{index} {text}")
        with Session.open(copy, clock=clock, places=places) as there:
            clock.tick(1)
            question(there, f"{text} {index}")
    app = make_app("publish", "fr")
    async with app.run_test(size=(80, 24)) as pilot:
        await by_palette(pilot, "Unir avec un autre")
        await until(pilot, lambda: isinstance(app.screen, OpenFile))
        await type_over(pilot, str(copy))
        await until(pilot, lambda: isinstance(app.screen, OneLine))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UnionRead) and app.screen.query_one(LineList).lines)
        await pilot.press("end", "enter")
        await until(pilot, lambda: app.session is not None and app.session.path != path)
        assert app.session is not None
        assert len(app.session.state.live(Variant)) == 1
