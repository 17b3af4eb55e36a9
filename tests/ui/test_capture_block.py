"""A pasted block is looked at before it becomes notes."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, TextArea

from atelier.domain.canvas import Heading
from atelier.domain.note import LONGEST_NOTE
from atelier.i18n import Translator
from atelier.services.session import Session
from atelier.ui.screens.capture import preview
from atelier.ui.screens.capture.block import BlockDialog
from atelier.ui.screens.capture.divide_dialog import seam
from atelier.ui.widgets.line_list import LineList
from tests.data.hostile import HOSTILE
from tests.ui.conftest import MakeApp
from tests.ui.noting import (
    NARROW,
    WIDE,
    choose,
    dialog,
    no_dialog,
    note_down,
    notes,
    paste,
    run_round,
    said,
    saved,
    screen_of,
    texts,
)
from tests.ui.steering import by_palette, until
from tests.ui.workshops import FakeClock

EN, FR = Translator("en"), Translator("fr")
HEADINGS = [
    Heading(
        id="constats", key="constats", title="Constats / Situation", short="Constats", singular="constat"
    ),
    Heading(
        id="pistes", key="pistes", title="Pistes d’actions", short="Pistes", singular="piste", prefix="p"
    ),
    Heading(id="rh", key="rh", title="RH", short="RH", singular="RH"),
]


def block(text: str) -> list[preview.Item]:
    """The preview of a block."""
    return preview.items_of(text, HEADINGS, "constats")


def facts(items: list[preview.Item]) -> list[tuple[str, str, bool]]:
    """What each item says, where it goes, whether it is in."""
    return [(item.text, item.heading, item.is_in) for item in items]


class TestPreview:
    def test_titles_are_left_out_and_headings_taken(self) -> None:
        assert facts(block("# Divers\n- un\nPistes :\n- deux\nTable 2\n- trois")) == [
            ("Divers", "constats", False),
            ("un", "constats", True),
            ("deux", "pistes", True),
            ("Table 2", "constats", False),
            ("trois", "pistes", True),
        ]

    def test_lines_are_joined_divided_moved_and_switched(self) -> None:
        items = block("un.\ndeux. trois\np: quatre")
        assert [item.text for item in preview.joined(items, 1)] == ["un. deux. trois", "quatre"]
        assert preview.joined(items, 0) == items
        assert [item.text for item in preview.divided(items, 1)] == ["un.", "deux.", "trois", "quatre"]
        keys = [heading.key for heading in HEADINGS]
        assert preview.moved(items, 0, -1, keys)[0].heading == "rh"
        assert [item.heading for item in preview.put_below(items, 0, "rh")] == ["rh", "rh", "pistes"]
        assert preview.switched(preview.switched(items, 1), 1) == items

    def test_the_count_says_how_many_go_where(self) -> None:
        items = block("un\ndeux\np: trois\n# Divers\n" + "x" * (LONGEST_NOTE + 1))
        items = preview.moved(items, 1, -1, [heading.key for heading in HEADINGS])
        assert preview.summary(EN, items, HEADINGS) == (
            "3 notes: 1 constat, 1 piste, 1 RH · 1 line left out · 1 line too long"
        )
        assert preview.summary(EN, block("# Divers"), HEADINGS) == "0 notes · 1 line left out"

    def test_a_long_line_can_be_divided_into_notes(self) -> None:
        (item,) = block("Une phrase de plus. " * 150)
        assert item.is_too_long and not item.is_ready
        assert all(part.is_ready for part in preview.divided([item], 0))


def shown(pilot: Pilot[Any]) -> list[tuple[str, str, str]]:
    """The lines of the preview."""
    lines = pilot.app.screen.query_one("#preview", LineList).lines
    return [(line.lead.strip(), line.text, line.tail) for line in lines]


def count(pilot: Pilot[Any]) -> str:
    """What the preview says of its notes."""
    return str(pilot.app.screen.query_one("#count", Label).content)


class TestDialog:
    @pytest.mark.parametrize("size", [NARROW, WIDE])
    async def test_every_key_of_the_preview(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock, size: tuple[int, int]
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=size) as pilot:
            await paste(pilot, "un\ndeux\ntrois\nQuatre. Cinq\nsix\nsept")
            await dialog(pilot)
            assert count(pilot) == "6 notes: 6 constats"
            await pilot.press("space", "j", "down", "tab", "down", "c")
            assert shown(pilot)[:5] == [
                ("·", "un deux", "Constats"),
                ("·", "trois", "Pistes"),
                ("·", "Quatre.", "Constats"),
                ("·", "Cinq", "Constats"),
                ("·", "six", "Constats"),
            ]
            await pilot.press("down", "down", "h")
            await choose(pilot, "Conditions")
            await until(pilot, lambda: shown(pilot)[-1] == ("·", "sept", "Conditions"))
            await pilot.press("x", "tab", "shift+tab", "up", "x")
            await until(pilot, lambda: shown(pilot)[4][0] == "·")
            assert isinstance(pilot.app.screen, BlockDialog)
            assert count(pilot).startswith("6 notes: 3 constats, 1 piste, 2 conditions")
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            found = sorted((note.heading, note.text) for note in notes(workshop))
            assert ("conditions", "six") in found
            assert len(found) == 6
            await pilot.press("ctrl+z")
            await until(pilot, lambda: texts(workshop) == [])

    async def test_f10_makes_room_for_a_block(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await pilot.press("f10")
            await dialog(pilot)
            await paste(pilot, "- un\n- deux")
            await until(pilot, lambda: "deux" in pilot.app.screen.query_one(TextArea).text)
            await pilot.press("ctrl+j")
            await until(pilot, lambda: isinstance(pilot.app.screen, BlockDialog))
            await pilot.press("escape")
            await no_dialog(pilot)
            assert screen_of(pilot).field.text == "- un\n- deux"
            await by_palette(pilot, "paste a block")
            await until(pilot, lambda: isinstance(pilot.app.screen, BlockDialog))
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert texts(workshop) == ["un", "deux"]
            assert screen_of(pilot).field.text == ""

    async def test_fourteen_lines_are_fourteen_notes(self, make_app: MakeApp, workshop: Session) -> None:
        lines = "\r".join(f"• Une idée de plus, la numéro {number}" for number in range(14))
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await paste(pilot, lines)
            await dialog(pilot)
            assert count(pilot) == "14 notes: 14 constats"
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert len(texts(workshop)) == 14

    @pytest.mark.parametrize("lang", ["fr", "en"])
    @pytest.mark.parametrize("size", [NARROW, WIDE])
    async def test_hostile_blocks_break_nothing(
        self, make_app: MakeApp, size: tuple[int, int], lang: str
    ) -> None:
        text = "\n".join(hostile.text for hostile in HOSTILE if len(hostile.text) < 10_000)
        async with make_app(lang=lang).run_test(size=size) as pilot:
            await paste(pilot, text)
            await dialog(pilot)
            await pilot.press("j", "c", "tab", "space", "end", "c")
            for strip in pilot.app.screen._compositor.render_strips():
                assert "\x1b" not in strip.text
            assert isinstance(pilot.app.screen, BlockDialog)


class TestPasting:
    BLOCK = "• p: des stands\r\n• au marché\n\n• m : un local\n"

    async def test_several_lines_are_offered_as_several_notes(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await paste(pilot, self.BLOCK)
            await dialog(pilot)
            preview = [(line.text, line.tail) for line in pilot.app.screen.query_one("#preview").lines]  # type: ignore[attr-defined]
            assert preview == [
                ("des stands", "Pistes"),
                ("au marché", "Constats"),
                ("un local", "Conditions"),
            ]
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            found = [(note.heading, note.text) for note in notes(workshop)]
            assert found == [("pistes", "des stands"), ("constats", "au marché"), ("conditions", "un local")]
            assert screen_of(pilot).field.text == ""
            await pilot.press("ctrl+z")
            await until(pilot, lambda: notes(workshop) == [])

    async def test_refused_it_stays_in_the_field_as_one_note(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await paste(pilot, "une ligne\net une autre")
            await dialog(pilot)
            await pilot.press("escape")
            await no_dialog(pilot)
            assert screen_of(pilot).field.text == "une ligne\net une autre"
            await pilot.press("enter")
            await saved(pilot)
            assert texts(workshop) == ["une ligne\net une autre"]

    async def test_a_line_that_is_too_long_stays_in_the_field(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await paste(pilot, "courte\n" + "x" * 2001)
            await dialog(pilot)
            assert "1 note: 1 constat · 1 line too long" in count(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert screen_of(pilot).field.text == "x" * 2001
            assert texts(workshop) == ["courte"]

    async def test_a_block_can_be_split_later(self, make_app: MakeApp, workshop: Session) -> None:
        async with make_app().run_test(size=NARROW) as pilot:
            await paste(pilot, "un\ndeux")
            await dialog(pilot)
            await pilot.press("escape")
            await no_dialog(pilot)
            screen_of(pilot).action_split_block()
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert texts(workshop) == ["un", "deux"]

    async def test_a_huge_block_is_counted_and_does_no_harm(
        self, make_app: MakeApp, workshop: Session
    ) -> None:
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await paste(pilot, "\n".join(f"ligne {number}" for number in range(3_000)))
            await dialog(pilot)
            await pilot.press("enter")
            await no_dialog(pilot)
            await saved(pilot)
            assert len(notes(workshop)) == 3_000


class TestDividing:
    @pytest.mark.parametrize(
        ("text", "before"),
        [
            ("Trop loin. Trop cher", "Trop loin. "),
            ("Trop loin, trop cher", "Trop loin, "),
            ("Des stands et des affiches", "Des stands "),
            ("stands affiches", "stands "),
            ("stand", ""),
        ],
    )
    def test_the_cursor_stands_where_the_note_says_something_else(self, text: str, before: str) -> None:
        assert text[: seam(text)] == before

    async def test_enter_divides_at_the_cursor(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "des stands et des affiches")
            await pilot.press("up", "c")
            await dialog(pilot)
            parts = [line.text for line in pilot.app.screen.query_one("#parts", LineList).lines]
            assert parts == ["des stands", "et des affiches"]
            await pilot.press(*["right"] * 3, "enter")
            await no_dialog(pilot)
            await until(pilot, lambda: texts(workshop) == ["des stands et", "des affiches"])

    async def test_a_correction_is_divided_at_the_cursor(
        self, make_app: MakeApp, workshop: Session, clock: FakeClock
    ) -> None:
        run_round(workshop, clock)
        async with make_app(lang="en").run_test(size=NARROW) as pilot:
            await note_down(pilot, "stands affiches")
            await pilot.press("up", "e", "f10")
            await said(pilot, "put the cursor")
            await pilot.press("home", *["right"] * 6, "f10")
            await until(pilot, lambda: texts(workshop) == ["stands", "affiches"])
            assert screen_of(pilot).field.text == ""
