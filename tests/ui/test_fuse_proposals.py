"""The workbench: proposals among the points, their reasons, the slider, the quick review."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, Static

from atelier.domain.decision import Decision, Verdict
from atelier.domain.fusion import Standing, sources_of, standing
from atelier.domain.note import CellKey, Note
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.text import clean, is_blank
from atelier.domain.theme import Theme, ThemeStatus
from atelier.services import fusing, notes
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.screens.fuse.reasons import Reasons
from atelier.ui.screens.fuse.review import Review
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.note_field import NoteField
from tests.data.hostile import HOSTILE
from tests.fusion.notes import LIBRARY
from tests.ui.conftest import MakeApp
from tests.ui.fusion import bar, dialog, lines, screen_of, texts, themes, until
from tests.ui.steering import by_palette

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def noted(workshop: Session) -> dict[str, str]:
    """Under the first heading of table 1: two things said three times each, and another once."""
    place = table_numbered(workshop.state, 1)
    assert place is not None
    ids: dict[str, str] = {}
    for note in LIBRARY:
        group = group_labelled(workshop.state, "A" if note.group == "A" else "B")
        assert group is not None
        cell = CellKey(place.id, 1 if note.group == "A" else 2, group.id, "constats")
        saved = workshop.save_now(notes.add_note(workshop.state, cell, note.text, workshop.clock.now()))
        ids[note.id] = saved.entries[0].row_id
    return ids


def asked(app: AtelierApp) -> list[str]:
    """What the quick review says: how much is left, and the two notes."""
    return [
        str(app.screen.query_one(f"#review-{name}", Label).content) for name in ("rest", "first", "second")
    ]


def is_asking(app: AtelierApp) -> bool:
    """Whether the quick review waits for an answer."""
    return isinstance(app.screen, Review) and app.screen.is_asking


def key_line(app: AtelierApp) -> str:
    """What the key bar shows."""
    bar = screen_of(app).query_one("#keys", KeyBar)
    return "".join(part.text for part in bar.fitted(bar.size.width))


async def proposals(pilot: Pilot[int], app: AtelierApp) -> list[str]:
    """The suggestions of the page, once the engine has answered."""
    await until(pilot, lambda: "Suggestions" in texts(app, "points"))
    shown = texts(app, "points")
    return shown[shown.index("Suggestions") + 1 :]


@pytest.mark.parametrize("size", SIZES)
async def test_a_proposal_is_accepted_by_one_key_and_taken_back(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=size) as pilot:
        shown = await proposals(pilot, app)
        assert len(shown) >= 2
        assert not themes(app)
        await pilot.press("tab", "y")
        await until(pilot, lambda: themes(app))
        (theme,) = themes(app)
        assert (theme.title, theme.status) == (shown[0], ThemeStatus.ACCEPTED)
        assert theme.paragraph
        assert app.session is not None
        held = sources_of(app.session.state, theme.id)
        assert len(held) >= 2
        assert all(standing(app.session.state, note) is Standing.USED for note in held)
        await until(pilot, lambda: texts(app, "points")[0] == shown[0])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not themes(app))
        assert shown[0] in await proposals(pilot, app)


async def test_a_proposal_that_is_refused_does_not_come_back(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await proposals(pilot, app)
        bench = screen_of(app).bench
        assert bench is not None
        screen_of(app).focus_panel("points")
        await pilot.pause()
        theme = screen_of(app).theme
        assert theme is not None
        held = set(bench.ids[theme.id].note_ids)
        await pilot.press("delete")
        await until(pilot, lambda: workshop.state.live(Decision))
        await until(pilot, lambda: screen_of(app).bench is not bench)
        after = screen_of(app).bench
        assert after is not None
        assert held not in [set(one.note_ids) for one in after.proposal.themes]
        assert {row.verdict for row in workshop.state.live(Decision)} == {Verdict.APART}
        assert not themes(app)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not workshop.state.live(Decision))


async def test_writing_the_title_of_a_proposal_makes_a_point_of_it(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await proposals(pilot, app)
        screen_of(app).focus_panel("points")
        await pilot.press("r")
        await dialog(pilot)
        await pilot.press("ctrl+a", "ctrl+k", "N", "e", "w", "enter")
        await until(pilot, lambda: themes(app))
        (theme,) = themes(app)
        assert theme.title.endswith("New")
        assert theme.table_id
        assert theme.paragraph


async def test_tab_goes_through_the_drafts_of_a_title(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")

    def typed() -> str:
        return app.screen.query_one(NoteField).text

    async with app.run_test(size=(80, 24)) as pilot:
        await proposals(pilot, app)
        screen_of(app).focus_panel("points")
        await pilot.press("r")
        await dialog(pilot)
        assert "Tab: another title" in str(app.screen.query(Label).last().content)
        first = typed()
        await pilot.press("tab")
        second = typed()
        await pilot.press("tab")
        third = typed()
        assert len({first, second, third}) == 3
        await pilot.press("tab")
        assert typed() == first
        await pilot.press("exclamation_mark", "shift+tab")
        assert typed() == third
        await pilot.press("tab")
        assert typed() == f"{first}!"
        await pilot.press("tab", "enter")
        await until(pilot, lambda: themes(app))
        assert [theme.title for theme in themes(app)] == [second]
        await pilot.press("r")
        await dialog(pilot)
        await pilot.press("tab")
        assert typed() == first


async def test_the_reasons_are_told(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await proposals(pilot, app)
        screen_of(app).focus_panel("points")
        await pilot.pause()
        theme = screen_of(app).theme
        assert theme is not None
        held = sources_of(screen_of(app).state, theme.id)
        await pilot.press("question_mark")
        await dialog(pilot)
        assert isinstance(app.screen, Reasons)
        said = str(app.screen.query_one("#reasons Static", Static).content)
        assert all(note.text in said for note in held)
        assert "groups" in said
        assert "like “" in said
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_the_slider_proposes_more_or_fewer_points(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await proposals(pilot, app)
        for _ in range(8):
            await pilot.press("greater_than_sign")
        await until(pilot, lambda: (bench := screen_of(app).bench) and bench.request.granularity == 6)
        coarse = screen_of(app).bench
        for _ in range(14):
            await pilot.press("less_than_sign")
        await until(pilot, lambda: (bench := screen_of(app).bench) and bench.request.granularity == -6)
        fine = screen_of(app).bench
        assert coarse is not None
        assert fine is not None
        assert len(fine.proposal.alone) + len(fine.proposal.themes) > len(coarse.proposal.alone) + len(
            coarse.proposal.themes
        )
        assert not themes(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_quick_review_keeps_each_answer(
    make_app: MakeApp, workshop: Session, size: tuple[int, int]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=size) as pilot:
        await proposals(pilot, app)
        await pilot.press("q")
        await dialog(pilot)
        assert isinstance(app.screen, Review)
        for kept, key in ((1, "o"), (2, "n"), (2, "p"), (3, "y")):
            await until(pilot, lambda: is_asking(app))
            before = asked(app)
            assert all(before)
            assert "Answer" in before[0]
            await pilot.press(key)
            await until(pilot, lambda before=before: asked(app) != before)
            await until(pilot, lambda kept=kept: len(workshop.state.live(Decision)) == kept)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert {row.verdict for row in workshop.state.live(Decision)} == {"together", "apart"}


async def test_the_review_counts_highlights_and_takes_back(make_app: MakeApp, workshop: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await proposals(pilot, app)
        await pilot.press("q")
        await until(pilot, lambda: is_asking(app))
        assert asked(app)[0].startswith("Answer 1 of about")
        who = [
            str(app.screen.query_one(f"#review-{name}-who", Label).content) for name in ("first", "second")
        ]
        assert all("round" in text and "roup" in text for text in who)
        first = asked(app)[1:]
        await pilot.press("o")
        await until(pilot, lambda: is_asking(app) and asked(app)[0].startswith("Answer 2"))
        await pilot.press("left")
        await until(pilot, lambda: is_asking(app) and asked(app)[0].startswith("Answer 1"))
        assert asked(app)[1:] == first, "it is asked again"
        assert not workshop.state.live(Decision)
        await pilot.press("backspace")
        await pilot.pause(0.05)
        assert is_asking(app), "there is nothing to take back"
        seen = 0
        for _ in range(60):
            await until(pilot, lambda: is_asking(app) or not asked(app)[1])
            if not asked(app)[1]:
                break
            seen += 1
            before = asked(app)
            await pilot.press("n")
            await until(pilot, lambda before=before: asked(app) != before)
        assert not asked(app)[1]
        assert len(workshop.state.live(Decision)) == seen
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert "answers kept" in key_line(app)


@pytest.mark.parametrize("size", SIZES)
async def test_y_again_and_again_accepts_every_suggestion(
    make_app: MakeApp, workshop: Session, size: tuple[int, int]
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=size) as pilot:
        shown = await proposals(pilot, app)
        await pilot.press("tab")
        for done in range(1, len(shown) + 1):
            cursor = lines(app, "points").cursor
            assert cursor is not None
            assert screen_of(app).is_proposal(cursor), "the next suggestion is under the cursor"
            await pilot.press("y")
            await until(pilot, lambda done=done: len(themes(app)) == done)
            await pilot.pause(0.05)
        assert [theme.title for theme in themes(app)] == shown
        await until(pilot, lambda: "No suggestion is left here" in key_line(app))


@pytest.mark.parametrize("by_name", [True, False])
async def test_all_suggestions_are_accepted_at_once_and_taken_back_at_once(
    make_app: MakeApp, workshop: Session, by_name: bool
) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await proposals(pilot, app)
        if by_name:
            await by_palette(pilot, "accept all")
        else:
            await pilot.press("Y")
        await until(pilot, lambda: len(themes(app)) == len(shown))
        assert [theme.title for theme in themes(app)] == shown, "in the order in which they were proposed"
        assert {theme.status for theme in themes(app)} == {ThemeStatus.ACCEPTED}
        await until(pilot, lambda: "Suggestions" not in texts(app, "points"))
        await pilot.press("Y")
        await pilot.pause(0.05)
        assert len(themes(app)) == len(shown)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not themes(app))
        assert await proposals(pilot, app) == shown


async def test_a_note_leads_to_its_suggestion(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await proposals(pilot, app)
        bench = screen_of(app).bench
        assert bench is not None
        held = [theme for theme_id, theme in bench.ids.items() if screen_of(app).is_proposal(theme_id)][-1]
        note_id = held.note_ids[-1]
        assert "Tab suggestions" in key_line(app)
        assert "suggestions: Tab shows them" in bar(app, "notes-title")
        lines(app, "notes").move_to(note_id)
        await until(pilot, lambda: "y its suggestion" in key_line(app))
        await pilot.press("y")
        theme = screen_of(app).theme
        assert theme is not None
        assert bench.ids[theme.id] is held
        assert screen_of(app).panel == "points"
        assert not themes(app), "nothing is accepted yet"
        named = [
            (active.binding.action, active.binding.description)
            for active in screen_of(app).active_bindings.values()
            if active.binding.action in screen_of(app).first_actions[:5]
        ]
        assert {("accept", "accept"), ("remove", "refuse"), ("accept_all", "accept all")} < set(named)
        assert {("why", "why?"), ("review", "quick review")} < set(named)


async def test_a_late_note_points_at_its_point_and_one_key_attaches_it(
    make_app: MakeApp, workshop: Session, noted: dict[str, str]
) -> None:
    place, group = table_numbered(workshop.state, 1), group_labelled(workshop.state, "B")
    assert place is not None
    assert group is not None
    held = [noted["n1"], noted["n2"], noted["n3"]]
    made = fusing.create_theme(
        workshop.state, place.id, "constats", workshop.clock.now(), note_ids=held, title="Horaires"
    )
    workshop.save_now(made)
    cell = CellKey(place.id, 2, group.id, "constats")
    late = notes.add_note(workshop.state, cell, "des horaires le samedi, biblio !", workshop.clock.now())
    note_id = workshop.save_now(late).entries[0].row_id
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:

        def pointed() -> bool:
            return any(
                line.id == note_id and any("→ 1 Horaires" in text for text, _ in line.below)
                for line in lines(app, "notes").lines
            )

        await until(pilot, pointed)
        lines(app, "notes").move_to(note_id)
        await pilot.press("y")
        note = workshop.state.get(Note, note_id)
        assert note is not None
        await until(pilot, lambda: standing(workshop.state, note) is Standing.USED)
        assert {row.id for row in sources_of(workshop.state, made.changes[0].row_id)} == {*held, note_id}


async def test_proposals_can_be_hidden(make_app: MakeApp) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await proposals(pilot, app)
        screen_of(app).action_toggle_proposals()
        await until(pilot, lambda: "Suggestions" not in texts(app, "points"))
        assert "POINTS (0)" in bar(app, "points-title")
        screen_of(app).action_toggle_proposals()
        await proposals(pilot, app)


@pytest.mark.parametrize("lang", ["fr", "en"])
async def test_hostile_notes_are_proposed_and_explained_as_they_are(
    make_app: MakeApp, workshop: Session, lang: str
) -> None:
    place, group = table_numbered(workshop.state, 1), group_labelled(workshop.state, "A")
    assert place is not None
    assert group is not None
    cell = CellKey(place.id, 1, group.id, "constats")
    for case in HOSTILE:
        text = clean(case.text)[:2000]
        if not is_blank(text):
            workshop.save(notes.add_note(workshop.state, cell, text, workshop.clock.now()))
            workshop.save(notes.add_note(workshop.state, cell, text[:1990] + " bis", workshop.clock.now()))
    app = make_app("fuse", lang)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: (bench := screen_of(app).bench) and len(bench.cell.notes) > 50)
        screen_of(app).focus_panel("points")
        await pilot.pause()
        for _ in range(6):
            await pilot.press("question_mark")
            await dialog(pilot)
            await pilot.press("escape", "down")
        screen_of(app).focus_panel("notes")
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, Review))
        for _ in range(3):
            await until(pilot, lambda: is_asking(app))
            await pilot.press("n")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert workshop.state.live(Theme) == ()
