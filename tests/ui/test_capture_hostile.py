"""Hostile and very long texts in Noter."""

from __future__ import annotations

import unicodedata

import pytest

from atelier.domain.change import Action, Change
from atelier.domain.place import notes_at
from atelier.domain.text import clean
from atelier.services.session import Session
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    dialog,
    no_dialog,
    note_down,
    notes,
    paste,
    run_round,
    saved,
    screen_of,
    table,
)
from tests.ui.workshops import FakeClock


def _acts(text: str) -> bool:
    """Whether a text holds a character that does something to a terminal, or to the order of letters."""
    return any(
        unicodedata.category(letter) == "Cc"
        or "\u202a" <= letter <= "\u202e"
        or "\u2066" <= letter <= "\u2069"
        for letter in text
    )


class TestHostileTexts:
    @pytest.mark.parametrize("lang", ["fr", "en"])
    async def test_none_reaches_the_terminal_raw_and_each_is_kept(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock, lang: str
    ) -> None:
        run_round(workshop, clock)
        app = make_app(lang=lang)
        expected = []
        async with app.run_test(size=NARROW) as pilot:
            for hostile in HOSTILE:
                await paste(pilot, hostile.text)
                if len(app.screen_stack) > 1:
                    await pilot.press("escape")
                    await no_dialog(pilot)
                await pilot.press("enter")
                await pilot.pause()
                if len(clean(hostile.text)) > 2000:
                    assert screen_of(pilot).field.text
                    screen_of(pilot).field.load_text("")
                elif hostile.expect != "rejected":
                    expected.append(clean(hostile.text))
                await pilot.pause()
            await saved(pilot)
            await pilot.press("ctrl+f", "ctrl+n")
            await pilot.pause()
            for strip in screen_of(pilot)._compositor.render_strips():
                assert not _acts(strip.text), strip.text
        stored = [note.text for note in notes_at(workshop.state, table(workshop).id)]
        # A prefix such as « c : » is taken for what it is.
        assert len(stored) == len(expected)
        assert sum(text in expected for text in stored) >= len(expected) - 3

    @pytest.mark.parametrize("size", [NARROW, WIDE])
    async def test_long_notes_and_names_break_nothing(
        self, make_app: MakeApp, workshop: Session, size: tuple[int, int]
    ) -> None:
        place = table(workshop)
        nasty = "[b]« x[/b] \x1b[2J" + "é" * 900
        changes = [Change("cafe_table", place.id, {"topic": nasty, "question": nasty})]
        changes += [Change("heading", "constats", {"short": nasty, "singular": nasty})]
        workshop.save_now(Action("prepare.table", tuple(changes)))
        async with make_app().run_test(size=size) as pilot:
            await note_down(pilot, "m" * 2000, "mot " * 499)
            await pilot.press("f9", "escape", "up", "h")
            await dialog(pilot)
            await pilot.press("escape")
            await no_dialog(pilot)
            for strip in screen_of(pilot)._compositor.render_strips():
                assert "\x1b" not in strip.text
            assert len(notes(workshop)) == 2
