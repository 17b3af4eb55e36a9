"""Publier: a text goes out for review and comes back, difference by difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from atelier.config import Places
from atelier.domain.text import clean, one_line
from atelier.domain.theme import Theme
from atelier.services.review.differences import Kind
from atelier.services.session import Session
from atelier.ui.app import AtelierApp
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.screens.fuse.screen import FuseScreen
from atelier.ui.screens.publish.review_memory import candidates, recall
from atelier.ui.screens.publish.review_screen import ReviewScreen
from atelier.ui.screens.publish.reviewing import existing_file
from atelier.ui.widgets.bar import Bar
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE, Hostile
from tests.services.review.reviewed import PARAGRAPHS, sent_out, synthesis
from tests.ui.conftest import MakeApp
from tests.ui.steering import by_palette, texts, type_over, until
from tests.ui.workshops import FakeClock

SIZE = (80, 24)
POINT = "p-t1-constats"


@pytest.fixture
def synthesised(path: Path, clock: FakeClock, places: Places) -> Iterator[Session]:
    """Two tables whose synthesis is written."""
    rows = [row for rows in synthesis().tables_by_kind.values() for row in rows.values()]
    session = Session.create(path.with_name("soir.atelier"), rows, clock=clock, places=places)
    yield session
    session.close()


@pytest.fixture
def folder(path: Path) -> Path:
    """Where documents go."""
    found = path.parent / "soir-documents"
    found.mkdir()
    return found


def review(app: AtelierApp) -> ReviewScreen:
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


def listed(app: AtelierApp) -> list[str]:
    return texts(review(app).query_one("#differences", LineList))


def whole(app: AtelierApp) -> str:
    return str(review(app).query_one("#difference").render())


def title_bar(app: AtelierApp) -> str:
    return "".join(part.text for part in review(app).query_one("#review-title", Bar).fitted(500))


async def open_text(pilot: Pilot[int], app: AtelierApp, path: Path, text: str) -> None:
    """Write a reviewed text and let Publier read it."""
    path.write_text(text, "utf-8")
    await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
    await pilot.press("r")
    await until(pilot, lambda: isinstance(app.screen, Dialog))
    app.screen.query_one("#choices", LineList).move_to("0")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and bool(listed(app)))


def point(session: Session, theme_id: str = POINT) -> Theme:
    found = session.state.get(Theme, theme_id)
    assert found is not None
    return found


async def test_the_text_goes_out_and_comes_back(
    make_app: MakeApp, synthesised: Session, folder: Path
) -> None:
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        await pilot.press("t")
        await until(pilot, lambda: list(folder.glob("*.md")))
        (written,) = folder.glob("*.md")
        text = written.read_text("utf-8-sig")
        assert PARAGRAPHS[0] in text
        await open_text(
            pilot, app, folder / "review-anna.md", text.replace("sans savoir", "sans bien savoir")
        )
        assert "1 difference" in title_bar(app)
        assert "sans bien savoir" in whole(app)
        await pilot.press("a")
        await until(pilot, lambda: "sans bien savoir" in point(synthesised).paragraph)
        await until(pilot, lambda: "nothing more" in listed(app)[0])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: point(synthesised).paragraph == PARAGRAPHS[0])
        await until(pilot, lambda: "sans bien savoir" in whole(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)


async def test_what_is_left_is_hidden_until_it_is_wanted_again(
    make_app: MakeApp, synthesised: Session, folder: Path, places: Places
) -> None:
    text = sent_out(synthesised.state)
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.txt", text.replace("sans savoir", "sans rien savoir"))
        await pilot.press("s")
        await until(pilot, lambda: "accepted or left" in listed(app)[0])
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.section_screen)
        assert len(recall(places, "w").left) == 1
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and bool(listed(app)))
        assert "1 left as it was" in title_bar(app)
        await pilot.press("h")
        await until(pilot, lambda: len(listed(app)) == 2)
        await pilot.press("s", "h")
        await until(pilot, lambda: "1 difference" in title_bar(app) and "left" not in title_bar(app))
    assert point(synthesised).paragraph == PARAGRAPHS[0]


async def test_all_of_a_kind_are_accepted_as_one_and_taken_back_as_one(
    make_app: MakeApp, synthesised: Session, folder: Path
) -> None:
    text = sent_out(synthesised.state).replace("sans savoir", "sans rien savoir")
    text = text.replace("trop peu", "trop peu de temps")
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.md", text)
        await by_palette(pilot, "Accept all of these")
        await until(pilot, lambda: "nothing more" in listed(app)[0])
        assert "de temps" in point(synthesised, "p-t1-pistes").paragraph
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "de temps" not in point(synthesised, "p-t1-pistes").paragraph)
        assert point(synthesised).paragraph == PARAGRAPHS[0]


async def test_both_corrections_are_kept(make_app: MakeApp, synthesised: Session, folder: Path) -> None:
    from atelier.services.fusing import write_theme

    text = sent_out(synthesised.state).replace("ni comment y entrer", "ni comment s’y rendre")
    changed = write_theme(
        synthesised.state, POINT, paragraph=PARAGRAPHS[0].replace("Chacun", "Chaque voisin")
    )
    assert changed is not None
    synthesised.save_now(changed)
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_text(pilot, app, folder / "relu.md", text)
        assert "both corrections" in whole(app)
        await by_palette(pilot, "Keep both")
        await until(pilot, lambda: "s’y rendre" in point(synthesised).paragraph)
        assert point(synthesised).paragraph.startswith("Chaque voisin")


async def test_a_new_paragraph_becomes_a_point(make_app: MakeApp, synthesised: Session, folder: Path) -> None:
    fresh = "Les jardins partagés donnent rendez-vous chaque dimanche aux volontaires."
    text = sent_out(synthesised.state).replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]}\n\n{fresh}")
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.md", text)
        await by_palette(pilot, "New point")
        await until(pilot, lambda: any(theme.paragraph == fresh for theme in synthesised.state.live(Theme)))


async def test_an_absent_point_goes_only_when_somebody_says_so(
    make_app: MakeApp, synthesised: Session, folder: Path
) -> None:
    lines = sent_out(synthesised.state, with_notes=False).split("\n")
    start = next(i for i, line in enumerate(lines) if "Un numéro unique" in line)
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.md", "\n".join(lines[:start] + lines[start + 4 :]))
        for key, is_there in (("enter", True), ("down", False)):
            await pilot.press("a")
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await pilot.press(*((key, "enter") if key == "down" else (key,)))
            await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
            await until(
                pilot,
                lambda wanted=is_there: (synthesised.state.get(Theme, "p-third") is not None) is wanted,
            )


async def test_every_other_key_and_name(make_app: MakeApp, synthesised: Session, folder: Path) -> None:
    text = sent_out(synthesised.state).replace("sans savoir", "sans rien savoir")
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.md", text)
        await pilot.press("v")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "whole")
        await by_palette(pilot, "Read again")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("v")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "differences")
        await by_palette(pilot, "Leave all of these")
        await until(pilot, lambda: "accepted or left" in listed(app)[0])
        await by_palette(pilot, "Those left")
        await until(pilot, lambda: len(listed(app)) == 2)
        await by_palette(pilot, "In Fuse")
        await until(pilot, lambda: isinstance(app.screen, FuseScreen))
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await by_palette(pilot, "Back")
        await until(pilot, lambda: app.screen is app.section_screen)
        await by_palette(pilot, "Text to review")
        await until(pilot, lambda: list(folder.glob("*-review.md")) or list(folder.glob("*-a-relire.md")))
        await by_palette(pilot, "Reviewed text")
        await until(pilot, lambda: isinstance(app.screen, Dialog))


async def test_any_file_can_be_named_and_what_is_no_text_is_told(
    make_app: MakeApp, synthesised: Session, tmp_path: Path
) -> None:
    odd = tmp_path / "notes de Zoé.txt"
    odd.write_text(sent_out(synthesised.state).replace("sans savoir", "sans rien savoir"), "utf-16")
    app = make_app("publish", "en", synthesised)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#preview", LineList).lines))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        if app.screen.query("#choices"):
            app.screen.query_one("#choices", LineList).move_to("other")
            await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("#text")))
        await type_over(pilot, f"'{odd}'")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and bool(listed(app)))
        assert review(app).difference is not None
        odd.write_bytes(b"%PDF-1.7 ...")
        await pilot.press("r")
        await until(pilot, lambda: any("no text" in note.message for note in app._notifications))
        odd.write_text("Une autre histoire.\n\nSans aucun code.", "utf-8")
        await pilot.press("r")
        await until(pilot, lambda: any("right file" in note.message for note in app._notifications))
        await until(pilot, lambda: review(app).difference is not None)
        assert all(each.kind in (Kind.NEW_POINT, Kind.ABSENT, Kind.STRAY) for each in review(app).shown)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("hostile", HOSTILE[::4], ids=str)
async def test_hostile_corrections_are_shown_and_accepted(
    make_app: MakeApp, synthesised: Session, folder: Path, hostile: Hostile, lang: str
) -> None:
    said = one_line(hostile.text)[:3_000]
    text = sent_out(synthesised.state).replace("sans savoir", f"sans savoir {said} mot").replace("\n", "\r\n")
    app = make_app("publish", lang, synthesised)
    async with app.run_test(size=SIZE) as pilot:
        await open_text(pilot, app, folder / "relu.md", clean(text))
        each = review(app).difference
        assert each is not None
        assert each.kind is Kind.PARAGRAPH
        await pilot.press("a")
        await until(pilot, lambda: point(synthesised).paragraph == each.after)


def test_files_that_may_be_reviewed_texts_are_found(tmp_path: Path) -> None:
    for name in ("a-relire.md", "Corrigé.docx", "x-review.txt", "other.md", "review.png"):
        (tmp_path / name).write_text("x")
    found = candidates([tmp_path, tmp_path / "gone"], str(tmp_path / "x-review.txt"))
    assert found[0].name == "x-review.txt"
    assert {path.name for path in found} == {"a-relire.md", "Corrigé.docx", "x-review.txt"}
    assert existing_file(f'"{tmp_path}/a-relire.md"').name == "a-relire.md"
