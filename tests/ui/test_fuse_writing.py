"""Writing in the fusion: drafts, two versions of one text, and the conclusion across tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from atelier.config import Places
from atelier.domain.fusion import transversal_themes
from atelier.domain.theme import Theme, Transversal, Variant
from atelier.services import fusing
from atelier.services.session import Session
from atelier.ui.dialogs.editor import Editor
from atelier.ui.screens.fuse.where import Where
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from atelier.ui.widgets.note_field import NoteField
from tests.ui.conftest import MakeApp
from tests.ui.fusion import (
    bar,
    dialog,
    lines,
    make_point,
    screen_of,
    take_notes,
    texts,
    type_over,
    until,
    write,
)
from tests.ui.workshops import FakeClock

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture
def theme_id(workshop: Session) -> str:
    """A point of table 1 under the first heading, whose paragraph is written."""
    take_notes(workshop)
    return make_point(workshop, 1, "constats", "Un", "peu de monde aux réunions", paragraph="Comme avant.")


@pytest.fixture
def other(path: Path, clock: FakeClock, places: Places, theme_id: str) -> Iterator[Session]:
    """Somebody else's program on the same file."""
    session = Session.open(path, clock=clock, places=places)
    yield session
    session.close()


def shown(app_bar: Bar) -> str:
    return "".join(part.text for part in app_bar.fitted(500))


async def test_a_text_that_is_not_kept_waits_as_a_draft(
    make_app: MakeApp, workshop: Session, theme_id: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await write(pilot, "Un début de phrase", key="escape")
        assert workshop.state.all(Theme)[theme_id].paragraph == "Comme avant."
        await until(pilot, lambda: any("draft" in line.tail for line in lines(app, "detail").lines))
        await pilot.press("e")
        await dialog(pilot)
        area = app.screen.query_one(TextArea)
        assert area.text == "Un début de phrase"
        assert "F9" in shown(app.screen.query_one("#editor-count", Bar))
        await pilot.press("f9")
        assert area.text == "Comme avant."
        await pilot.press("f9")
        assert area.text == "Un début de phrase"
        await pilot.press("ctrl+j")
        await until(pilot, lambda: workshop.state.all(Theme)[theme_id].paragraph == "Un début de phrase")
        assert workshop.drafts(f"theme/{theme_id}/paragraph") == []
        assert not any("draft" in line.tail for line in lines(app, "detail").lines)


async def test_what_is_typed_is_a_draft_within_a_second(
    make_app: MakeApp, workshop: Session, theme_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atelier.ui.dialogs.editor.DRAFT_SECONDS", 0.02)
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        await pilot.press(*" encore")
        field = f"theme/{theme_id}/paragraph"
        await until(
            pilot, lambda: [draft.text for draft in workshop.drafts(field)] == ["Comme avant. encore"]
        )
        assert "draft kept" in shown(app.screen.query_one("#editor-count", Bar))
        app.screen.query_one(TextArea).text = "Comme avant."
        await until(pilot, lambda: workshop.drafts(field) == [])


async def test_a_draft_remembers_what_it_was_based_on(
    make_app: MakeApp, workshop: Session, other: Session, theme_id: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await write(pilot, "Mon brouillon.", key="escape")
        action = fusing.write_theme(other.state, theme_id, paragraph="Écrit entre-temps.")
        assert action is not None
        other.save_now(action)
        await until(pilot, lambda: workshop.state.all(Theme)[theme_id].paragraph == "Écrit entre-temps.")
        await pilot.press("e")
        await dialog(pilot)
        assert app.screen.query_one(TextArea).text == "Mon brouillon."
        await pilot.press("ctrl+j")
        await until(pilot, lambda: workshop.state.live(Variant))
        assert workshop.state.live(Variant)[0].text == "Écrit entre-temps."
        assert workshop.state.all(Theme)[theme_id].paragraph == "Mon brouillon."
        assert workshop.drafts(f"theme/{theme_id}/paragraph/base") == []


async def test_what_is_typed_is_kept_when_the_program_is_left(
    make_app: MakeApp, path: Path, clock: FakeClock, places: Places, theme_id: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        await pilot.press(*" et puis")
        await pilot.press("ctrl+q")
    again = Session.open(path, clock=clock, places=places)
    texts_found = [draft.text for draft in again.drafts(f"theme/{theme_id}/paragraph")]
    again.close()
    assert texts_found == ["Comme avant. et puis"]


async def test_words_are_counted(make_app: MakeApp, theme_id: str) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        count = app.screen.query_one("#editor-count", Bar)
        assert shown(count).strip() == "2 words · aim: 30 to 80"
        app.screen.query_one(TextArea).text = "mot " * 40 + "« » :"
        await until(pilot, lambda: "40 words" in shown(count))
        screen = app.screen
        regions = [
            screen.query_one(name).region for name in ("#beside", "#written", "#editor-count", "#editor-keys")
        ]
        assert all(region in screen.region and region.area for region in regions)
        assert not any(a.overlaps(b) for a in regions for b in regions if a is not b)
        await pilot.press("tab")
        assert screen.query_one("#beside", LineList).has_focus


async def test_a_text_that_cannot_be_stored_stays_open(
    make_app: MakeApp, workshop: Session, other: Session, theme_id: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        app.screen.query_one(TextArea).text = "Des mots précieux"
        table_id = other.state.all(Theme)[theme_id].table_id
        other.save_now(fusing.sign_table(other.state, table_id, other.clock.now()))
        other.save_now(fusing.freeze_table(other.state, table_id, other.clock.now()))
        await until(pilot, lambda: screen_of(app).table.is_frozen)  # type: ignore[union-attr]
        await pilot.press("ctrl+j")
        assert isinstance(app.screen, Editor)
        assert app.screen.query_one("#error").has_class("-shown")
        assert app.screen.query_one(TextArea).text == "Des mots précieux"
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert [draft.text for draft in workshop.drafts(f"theme/{theme_id}/paragraph")] == [
            "Des mots précieux"
        ]


@pytest.mark.parametrize(("key", "kept"), [("down", "Le sien."), ("up", "Le mien.")])
async def test_two_people_who_write_at_once_lose_nothing(
    make_app: MakeApp, workshop: Session, other: Session, theme_id: str, key: str, kept: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        action = fusing.write_theme(other.state, theme_id, paragraph="Le sien.")
        assert action is not None
        other.save_now(action)
        await write(pilot, "Le mien.")
        await until(pilot, lambda: workshop.state.live(Variant))
        variant = workshop.state.live(Variant)[0]
        await until(pilot, lambda: "Other version — Enter chooses: Le sien." in texts(app, "detail"))
        await pilot.press("tab")
        lines(app, "detail").move_to(f"@variant {variant.id}")
        await pilot.press("enter")
        await dialog(pilot)
        await pilot.press(key, "enter")
        await until(pilot, lambda: not workshop.state.live(Variant))
        assert workshop.state.all(Theme)[theme_id].paragraph == kept
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workshop.state.live(Variant))


async def test_what_is_pasted_is_harmless(make_app: MakeApp, workshop: Session, theme_id: str) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "e")
        await dialog(pilot)
        area = app.screen.query_one(TextArea)
        area.text = ""
        area.post_message(events.Paste("a\x1b[2Jb\x00 [/b]"))
        await until(pilot, lambda: area.text == "a[2Jb [/b]")
        await pilot.press("ctrl+j")
        await until(pilot, lambda: workshop.state.all(Theme)[theme_id].paragraph == "a[2Jb [/b]")


async def test_the_conclusion_is_written_across_tables(
    make_app: MakeApp, workshop: Session, theme_id: str
) -> None:
    second = make_point(workshop, 2, "constats", "Deux", "on se sent invités")
    app = make_app("fuse", "en")

    def rows() -> list[Transversal]:
        return list(workshop.state.live(Transversal))

    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        assert screen_of(app).where == Where()
        assert "2 points in the tables · 0 key messages · 0 transversal points · 0 of 2" in bar(
            app, "fuse-counts"
        )
        assert texts(app, "notes") == ["T1 · Constats", "Un", "T2 · Constats", "Deux"]
        await pilot.press("space", "space", "enter")
        await type_over(pilot, "Partout pareil")
        await until(pilot, rows)
        assert [theme.id for theme in transversal_themes(workshop.state, rows()[0].id)] == [theme_id, second]
        assert lines(app, "notes").lines[1].tail == "→ 1"
        assert lines(app, "points").cursor == rows()[0].id
        await pilot.press("tab", "e")
        await dialog(pilot)
        beside = [line.text for line in app.screen.query_one("#beside", LineList).lines]
        assert beside == ["Un", "Comme avant.", "Deux", "(its paragraph is not written)"]
        await write(pilot, "Les deux tables le disent.")
        await until(pilot, lambda: rows()[0].paragraph == "Les deux tables le disent.")
        await pilot.press("r")
        await type_over(pilot, "Un titre")
        await until(pilot, lambda: rows()[0].title == "Un titre")
        await pilot.press("enter")
        lines(app, "detail").move_to(second)
        await pilot.press("d")
        await until(pilot, lambda: len(transversal_themes(workshop.state, rows()[0].id)) == 1)
        await pilot.press("N")
        await type_over(pilot, "Un autre")
        await until(pilot, lambda: len(rows()) == 2)
        lines(app, "notes").move_to(second)
        lines(app, "points").move_to(rows()[1].id)
        await pilot.press("plus")
        await until(pilot, lambda: len(transversal_themes(workshop.state, rows()[1].id)) == 1)
        await pilot.press("a")
        await dialog(pilot)
        await pilot.press("a")
        await until(pilot, lambda: len(transversal_themes(workshop.state, rows()[0].id)) == 2)
        lines(app, "points").move_to(rows()[1].id)
        await pilot.pause()
        await pilot.press("k")
        await until(pilot, lambda: [row.title for row in rows()] == ["Un autre", "Un titre"])
        await pilot.press("delete")
        await until(pilot, lambda: [row.title for row in rows()] == ["Un titre"])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(rows()) == 2)


async def test_y_goes_from_one_suggestion_of_the_conclusion_to_the_next(
    make_app: MakeApp, workshop: Session
) -> None:
    said = {
        "Boîte à idées en salle d'attente": "Une boîte à idées relevée chaque mois",
        "Stand au marché du samedi": "Aller au marché avec un stand",
    }
    for one, other in said.items():
        make_point(workshop, 1, "constats", one)
        make_point(workshop, 2, "pistes", other)
    app = make_app("fuse", "en")

    def rows() -> list[Transversal]:
        return list(workshop.state.live(Transversal))

    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Suggestions" in texts(app, "points"))
        shown = texts(app, "points")
        first, second = shown[shown.index("Suggestions") + 1 :][:2]
        assert {first, second} <= {*said, *said.values()}
        assert "0 transversal points" in bar(app, "fuse-counts")
        await pilot.press("y")  # from anywhere it first shows what it is about
        current = screen_of(app).transversal
        assert current is not None
        assert current.title == first
        assert not rows()
        await pilot.press("r")
        await dialog(pilot)
        await pilot.press("tab")
        pair = next(pair for pair in said.items() if first in pair)
        assert app.screen.query_one(NoteField).text == next(title for title in pair if title != first)
        await pilot.press("escape")
        await pilot.press("y")
        await until(pilot, lambda: len(rows()) == 1)
        await until(pilot, lambda: screen_of(app).transversal is not None)
        current = screen_of(app).transversal
        assert current is not None
        assert current.title == second
        await pilot.press("y")
        await until(pilot, lambda: len(rows()) == 2)
        assert {row.title for row in rows()} == {first, second}


@pytest.mark.parametrize("column", ["introduction", "conclusion", "further"])
async def test_the_texts_of_the_workshop_are_written(
    make_app: MakeApp, workshop: Session, theme_id: str, column: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("c", "tab")
        lines(app, "points").move_to(f"@{column}")
        await pilot.press("enter")
        await write(pilot, "Ce qui suit.")
        await until(pilot, lambda: getattr(workshop.state.workshop, column) == "Ce qui suit.")
        await until(pilot, lambda: "Ce qui suit." in texts(app, "detail"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not getattr(workshop.state.workshop, column))


async def test_what_the_conclusion_does_not_know_does_nothing_there(
    make_app: MakeApp, workshop: Session, theme_id: str
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c", "tab")
        before = workshop.state
        for key in ("w", "x", "u", "i", "l", "s", "f", "h", "v", "g", "y", "b"):
            await pilot.press(key)
            assert len(app.screen_stack) == 1
        assert workshop.state is before
