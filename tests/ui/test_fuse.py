"""Fusing by keys: points made of notes, their texts, their order, and what is set aside."""

from __future__ import annotations

import pytest

from atelier.domain.fusion import count_notes, sources_of, themes_of
from atelier.domain.note import Note
from atelier.domain.theme import Theme, ThemeStatus
from atelier.services.session import Session
from atelier.ui.screens.fuse.notes_view import NotesView
from atelier.ui.screens.fuse.where import Where
from tests.ui.conftest import MakeApp
from tests.ui.fusion import (
    bar,
    dialog,
    lines,
    make_point,
    screen_of,
    take_notes,
    texts,
    themes,
    type_over,
    until,
    write,
)

WIDE = (120, 40)


@pytest.fixture
def ids(workshop: Session) -> dict[str, str]:
    """The ids of the notes that were taken, by text."""
    return take_notes(workshop)


def page(session: Session, heading: str = "pistes", table: int = 1) -> Where:
    from atelier.domain.place import table_numbered

    place = table_numbered(session.state, table)
    assert place is not None
    return Where(place.id, heading)


async def test_enter_makes_a_point_of_the_marked_notes(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        assert "4 notes: 0 used · 0 set aside · 4 to treat" in bar(app, "fuse-counts")
        lines(app, "notes").move_to(ids["boîte à idées en salle d'attente"])
        await pilot.press("space")
        lines(app, "notes").move_to(ids["une boîte à idées, mais relevée"])
        await pilot.press("space")
        await until(pilot, lambda: "2 marked" in bar(app, "notes-title"))
        await pilot.press("enter")
        await dialog(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: themes(app))
        theme = themes(app)[0]
        assert theme.title == "Boîte à idées en salle d'attente"
        assert len(sources_of(workshop.state, theme.id)) == 2
        assert lines(app, "points").cursor == theme.id
        assert lines(app, "notes").marked == frozenset()
        assert "4 notes: 2 used · 0 set aside · 2 to treat" in bar(app, "fuse-counts")
        await until(pilot, lambda: "boîte à idées en salle d'attente" in texts(app, "detail"))
        assert lines(app, "points").lines[0].tail == "to write A·B ●● 2"


async def test_escape_in_the_title_makes_nothing(make_app: MakeApp, ids: dict[str, str]) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "n")
        await dialog(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert themes(app) == []


async def test_an_empty_point_is_filled_later(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "N")
        await type_over(pilot, "Un point vide")
        await until(pilot, lambda: themes(app))
        theme = themes(app)[0]
        await pilot.press("plus")
        await until(pilot, lambda: sources_of(workshop.state, theme.id))
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.press("a")
        await dialog(pilot)
        await pilot.press("a")
        await until(pilot, lambda: len(sources_of(workshop.state, theme.id)) == 2)


async def test_a_note_supports_two_points(make_app: MakeApp, workshop: Session, ids: dict[str, str]) -> None:
    one = make_point(workshop, 1, "pistes", "Un", "flyers ?")
    two = make_point(workshop, 1, "pistes", "Deux")
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "v")
        assert screen_of(app).listing.view is NotesView.ALL
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.press("a")
        await dialog(pilot)
        await pilot.press("b")
        await until(pilot, lambda: sources_of(workshop.state, two))
        assert sources_of(workshop.state, one) == sources_of(workshop.state, two)
        assert count_notes(workshop.state, page(workshop).table_id, "pistes").used == 1


async def test_sources_are_detached_and_split(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    three = ["boîte à idées en salle d'attente", "stand au marché du samedi", "flyers ?"]
    theme_id = make_point(workshop, 1, "pistes", "Tout", *three)
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "x")
        await until(pilot, lambda: lines(app, "detail").has_focus)
        lines(app, "detail").move_to(ids["flyers ?"])
        await pilot.press("d")
        await until(pilot, lambda: len(sources_of(workshop.state, theme_id)) == 2)
        lines(app, "detail").move_to(ids["stand au marché du samedi"])
        await pilot.press("enter", "x")
        await type_over(pilot, "Aller au marché")
        await until(pilot, lambda: len(themes(app)) == 2)
        assert [theme.title for theme in themes(app)] == ["Tout", "Aller au marché"]
        assert len(sources_of(workshop.state, theme_id)) == 1


async def test_marked_points_are_united_under_a_chosen_title(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    for title, text in (("Un", "flyers ?"), ("Deux", "stand au marché du samedi"), ("Trois", "")):
        make_point(workshop, 1, "pistes", title, text)
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "space", "space", "u")
        await type_over(pilot, "Un et deux")
        await until(pilot, lambda: len(themes(app)) == 2)
        assert [theme.title for theme in themes(app)] == ["Un et deux", "Trois"]
        assert len(sources_of(workshop.state, themes(app)[0].id)) == 2
        # Without marks the other one is chosen.
        await pilot.press("u")
        await dialog(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await type_over(pilot, "Le tout")
        await until(pilot, lambda: [theme.title for theme in themes(app)] == ["Le tout"])


async def test_texts_are_written_beside_their_sources(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    theme_id = make_point(workshop, 1, "pistes", "Un", "flyers ?")

    def theme() -> Theme:
        return workshop.state.all(Theme)[theme_id]

    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "e")
        await dialog(pilot)
        from atelier.ui.widgets.line_list import LineList

        assert [line.text for line in app.screen.query_one("#beside", LineList).lines] == ["flyers ?"]
        await write(pilot, "Les groupes hésitent.\nIls en parlent.")
        await until(pilot, lambda: theme().paragraph == "Les groupes hésitent.\nIls en parlent.")
        await pilot.press("l")
        await write(pilot, "Une ligne.")
        await until(pilot, lambda: theme().short == "Une ligne.")
        await pilot.press("i")
        await write(pilot, "Les uns oui, les autres non.")
        await until(pilot, lambda: theme().divergence)
        assert "≠" in lines(app, "points").lines[0].tail
        await pilot.press("r")
        await type_over(pilot, "Un vrai titre")
        await until(pilot, lambda: theme().title == "Un vrai titre")
        await pilot.press("s")
        await until(pilot, lambda: theme().star)
        assert "★" in lines(app, "points").lines[0].lead
        assert "key message" in bar(app, "detail-title")


async def test_the_texts_of_an_opened_point_open_by_enter(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    make_point(workshop, 1, "pistes", "Un", "flyers ?")
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "enter")
        assert lines(app, "detail").has_focus
        for line_id in ("@title", "@paragraph", "@short", "@divergence"):
            lines(app, "detail").move_to(line_id)
            await pilot.press("enter")
            await dialog(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_points_are_ordered_and_put_under_another_heading(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    for title in ("Un", "Deux"):
        make_point(workshop, 1, "pistes", title)

    def titles(heading: str = "pistes") -> list[str]:
        return [theme.title for theme in themes_of(workshop.state, page(workshop).table_id, heading)]

    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "shift+down")
        await until(pilot, lambda: titles() == ["Deux", "Un"])
        await pilot.press("k")
        await until(pilot, lambda: titles() == ["Un", "Deux"])
        await pilot.press("j")
        await until(pilot, lambda: titles() == ["Deux", "Un"])
        await pilot.press("h")
        await dialog(pilot)
        await pilot.press("c")
        await until(pilot, lambda: titles("constats") == ["Un"])


async def test_notes_are_put_under_another_heading(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.press("h")
        await dialog(pilot)
        await pilot.press("c")
        await until(pilot, lambda: workshop.state.all(Note)[ids["flyers ?"]].heading == "constats")
        assert workshop.state.all(Note)[ids["flyers ?"]].first_heading == "pistes"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workshop.state.all(Note)[ids["flyers ?"]].heading == "pistes")


async def test_a_removed_point_comes_back_with_undo(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    theme_id = make_point(workshop, 1, "pistes", "Un", "flyers ?")
    app = make_app("fuse")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "tab", "delete")
        await until(pilot, lambda: not themes(app))
        assert not count_notes(workshop.state).used
        await pilot.press("ctrl+z")
        await until(pilot, lambda: themes(app))
        assert len(sources_of(workshop.state, theme_id)) == 1
        await pilot.press("ctrl+y")
        await until(pilot, lambda: not themes(app))


async def test_notes_are_set_aside_with_a_reason_and_taken_back(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "space", "w")
        await dialog(pilot)
        await pilot.press("d")
        await until(pilot, lambda: count_notes(workshop.state).set_aside == 1)
        # The document is in French: so is the reason that it prints.
        assert workshop.state.all(Note)[ids["boîte à idées en salle d'attente"]].set_aside_reason == "doublon"
        await pilot.press("w")
        await dialog(pilot)
        await pilot.press("end", "enter")
        await pilot.pause()
        await type_over(pilot, "déjà sur la feuille 3")
        await until(pilot, lambda: count_notes(workshop.state).set_aside == 2)
        await pilot.press("v", "v")
        assert "SET ASIDE (2)" in bar(app, "notes-title")
        assert any(
            "déjà sur la feuille 3" in text for line in lines(app, "notes").lines for text, _ in line.below
        )
        await pilot.press("b")
        await until(pilot, lambda: count_notes(workshop.state).set_aside == 1)


async def test_a_key_idea_cites_any_heading(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        screen_of(app).go(page(workshop, "phares"))
        # A starred note of another heading is offered at once, any other on demand.
        assert texts(app, "notes")[:2] == ["Group B · round 2", "aller là où les gens vivent"]
        assert "stand au marché du samedi" in texts(app, "notes")
        assert "flyers ?" not in texts(app, "notes")
        await pilot.press("g")
        assert "every heading" in bar(app, "notes-title")
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.press("enter")
        await type_over(pilot, "Une idée")
        await until(pilot, lambda: themes(app))
        assert themes(app)[0].heading == "phares"
        assert [note.text for note in sources_of(workshop.state, themes(app)[0].id)] == ["flyers ?"]
        await pilot.press("g")
        assert "peu de monde aux réunions" not in texts(app, "notes")


async def test_notes_are_found_by_words(make_app: MakeApp, workshop: Session, ids: dict[str, str]) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right", "slash")
        await type_over(pilot, "BOITE idees")
        assert [line.text for line in lines(app, "notes").lines if line.is_selectable] == [
            "boîte à idées en salle d'attente",
            "une boîte à idées, mais relevée",
        ]
        assert "“BOITE idees” · Esc shows all" in bar(app, "notes-title")
        await pilot.press("ctrl+f")
        await type_over(pilot, "rien de tel")
        assert texts(app, "notes")[0] == "No note here holds “rien de tel”."
        await pilot.press("escape")
        assert len([line for line in lines(app, "notes").lines if line.is_selectable]) == 4


async def test_a_note_is_shown_where_it_was_taken(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("right")
        lines(app, "notes").move_to(ids["flyers ?"])
        await pilot.press("m")
        await until(pilot, lambda: app.current_mode == "capture")
        await pilot.press("f5")
        await until(pilot, lambda: app.current_mode == "fuse")
        assert lines(app, "notes").cursor == ids["flyers ?"]


async def test_a_suggestion_is_shown_apart_accepted_or_refused(
    make_app: MakeApp, workshop: Session, ids: dict[str, str]
) -> None:
    from atelier.domain.change import Action, Change

    first, second = (make_point(workshop, 1, "pistes", title, "flyers ?") for title in ("Un", "Deux"))
    for theme_id in (first, second):
        workshop.save_now(
            Action("theme.propose", (Change(Theme.KIND, theme_id, {"status": ThemeStatus.PROPOSED.value}),))
        )
    app = make_app("fuse", "en")
    async with app.run_test(size=WIDE) as pilot:
        screen_of(app).proposes = False
        await pilot.press("right")
        assert texts(app, "points") == ["Suggestions", "Un", "Deux"]
        assert "POINTS (0)" in bar(app, "points-title")
        assert "4 to treat" in bar(app, "fuse-counts")
        await pilot.press("tab", "y")
        await until(pilot, lambda: workshop.state.all(Theme)[first].status == ThemeStatus.ACCEPTED)
        assert texts(app, "points") == ["Un", "Suggestions", "Deux"]
        assert "3 to treat" in bar(app, "fuse-counts")
        lines(app, "points").move_to(second)
        await pilot.press("backspace")
        await until(pilot, lambda: len(themes(app)) == 1)


@pytest.mark.parametrize(
    "key", ["a", "plus", "d", "x", "u", "r", "e", "l", "i", "s", "shift+down", "y", "delete", "b"]
)
async def test_a_key_without_something_to_do_says_what_to_choose(make_app: MakeApp, key: str) -> None:
    app = make_app("fuse", "en")
    said: list[str] = []
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        app.warn = lambda error: said.append(app.tr.of(error))  # type: ignore[method-assign]
        await pilot.press(key)
        await until(pilot, lambda: said)
        assert len(app.screen_stack) == 1
