"""Whatever people wrote, the fusion shows it as it is and goes on."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.note import LONGEST_NOTE, CellKey
from atelier.domain.place import group_labelled, table_numbered
from atelier.domain.text import clean, is_blank, printable
from atelier.services import conclusion, fusing, notes
from atelier.services.session import Session
from atelier.ui.screens.fuse.notes_view import Listing, NotesView
from atelier.ui.screens.fuse.where import Where, pages
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.fusion import lines, screen_of, until

TEXTS = [text for text in (clean(hostile.text)[:LONGEST_NOTE] for hostile in HOSTILE) if not is_blank(text)]


@pytest.fixture
def hostile(workshop: Session) -> Session:
    """Every hostile text as a note, as a reason, as each text of a point, and in the conclusion."""
    clock = workshop.clock
    place, group = table_numbered(workshop.state, 1), group_labelled(workshop.state, "A")
    assert place is not None
    assert group is not None
    saves = []
    headings = [heading.key for heading in workshop.state.live(Heading)]
    for index, text in enumerate(TEXTS):
        cell = CellKey(place.id, 1, group.id, headings[index % 4])
        saves.append(
            workshop.save(notes.add_note(workshop.state, cell, text, clock.now(), star=index % 3 == 0))
        )
    ids = [save.result().entries[0].row_id for save in saves]
    workshop.catch_up()
    for index, (note_id, text) in enumerate(zip(ids, TEXTS, strict=True)):
        state, heading = workshop.state, headings[index % 4]
        if index % 3 == 0:
            workshop.save_now(_done(notes.set_aside(state, [note_id], text)))
            continue
        theme_id = f"theme-{index}"
        workshop.save_now(
            fusing.create_theme(
                state, place.id, heading, clock.now(), note_ids=[note_id], title=text, theme_id=theme_id
            )
        )
        action = fusing.write_theme(workshop.state, theme_id, paragraph=text, short=text, divergence=text)
        workshop.save_now(_done(action))
    for text in TEXTS[:10]:
        workshop.save_now(conclusion.create_transversal(clock.now(), title=text, paragraph=text))
    for column in conclusion.COLUMNS:
        workshop.save_now(_done(conclusion.write_workshop(workshop.state, **{column: "\n".join(TEXTS)})))
    return workshop


def _done(action: Action | None) -> Action:
    assert action is not None
    return action


@pytest.mark.parametrize(("lang", "size"), [("fr", (80, 24)), ("en", (120, 40))], ids=["fr", "en"])
async def test_hostile_texts_are_shown_on_every_page(
    make_app: MakeApp, hostile: Session, lang: str, size: tuple[int, int]
) -> None:
    app = make_app("fuse", lang)
    async with app.run_test(size=size) as pilot:
        screen = screen_of(app)
        for where in (*pages(hostile.state)[:4], Where()):
            screen.go(where)
            for view in NotesView:
                screen.listing = Listing(view)
                screen.draw()
                for panel in ("notes", "points", "detail"):
                    screen.focus_panel(panel)
                    found = lines(app, panel)
                    found.action_edge(1)
                    await pilot.pause()
                    for y in range(found.size.height):
                        row = found.render_line(y)
                        assert row.cell_length == found.size.width == cell_len(row.text)
                        assert row.text == printable(row.text)


async def test_dialogs_show_hostile_texts(make_app: MakeApp, hostile: Session) -> None:
    app = make_app("fuse", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = screen_of(app)
        for where in pages(hostile.state)[:2]:
            screen.go(where)
            screen.focus_panel("notes")
            for key in (
                "v",
                "a",
                "escape",
                "h",
                "escape",
                "w",
                "escape",
                "n",
                "escape",
                "o",
                "escape",
                "f",
                "escape",
            ):
                await pilot.press(key)
            screen.focus_panel("points")
            for key in (
                "r",
                "escape",
                "e",
                "escape",
                "l",
                "escape",
                "i",
                "escape",
                "u",
                "escape",
                "h",
                "escape",
            ):
                await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.return_code in (None, 0)


async def test_a_very_long_note_can_be_read_to_its_end(make_app: MakeApp, workshop: Session) -> None:
    place, group = table_numbered(workshop.state, 1), group_labelled(workshop.state, "A")
    assert place is not None
    assert group is not None
    cell = CellKey(place.id, 1, group.id, "constats")
    long = "mot " * 480 + "Dernier mot."
    for text in ("avant", long, "après"):
        workshop.save_now(notes.add_note(workshop.state, cell, text, workshop.clock.now()))
    app = make_app("fuse")
    async with app.run_test(size=(80, 24)) as pilot:
        found = lines(app, "notes")

        def seen() -> str:
            return "\n".join(found.render_line(y).text for y in range(found.size.height))

        read = ""
        for _ in range(12):
            await pilot.press("down")
            read += seen()
        assert "Dernier mot." in read
        assert "après" in read
        last = next(line for line in found.lines if line.text == "après")
        assert found.cursor == last.id
        for _ in range(12):
            await pilot.press("up")
        assert found.cursor == found.lines[1].id
