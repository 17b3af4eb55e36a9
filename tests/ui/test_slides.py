"""Slides: nothing of a report is lost, and no page is larger than the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from atelier.domain.state import State
from atelier.domain.text import one_line, printable
from atelier.domain.theme import Theme
from atelier.export.composition import compose
from atelier.export.report import Item, Length, Report
from atelier.i18n import Translator
from atelier.ui.screens.presentation.pages import pages
from atelier.ui.screens.presentation.slides import Passage, Slide, slides
from tests.data.hostile import HOSTILE, Hostile
from tests.data.workshops import NOON, changed_workshop, finished_workshop, with_changes
from tests.export.hostile_workshop import hostile_workshop

SIZES = ((60, 18), (80, 24), (120, 40), (200, 60), (24, 6))
UNDRAWN = "☂"
"""A character that has no large letter: texts that hold it stay text."""


def distinct(**columns: object) -> State:
    """The finished workshop, each point with a title of its own, the first one with other columns too."""
    themes = [row for row in finished_workshop().values() if isinstance(row, Theme)]
    titled = [replace(theme, title=f"Point {theme.id}") for theme in themes]
    return with_changes(replace(titled[0], **columns), *titled[1:])  # type: ignore[arg-type]


def report_of(state: State, lang: str = "fr", length: Length = Length.FULL) -> Report:
    return compose(state, NOON, Translator(lang), length=length, annex=False)


def made(state: State, lang: str = "fr", length: Length = Length.FULL) -> tuple[Slide, ...]:
    return slides(report_of(state, lang, length), Translator(lang))


def items_of(report: Report) -> list[Item]:
    found = [item for table in report.tables for heading in table.headings for item in heading.items]
    return [*found, *report.transversal]


def texts_of(slide: Slide) -> str:
    return "\n".join((slide.over, slide.title, *(passage.lead + passage.text for passage in slide.passages)))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("length", list(Length))
def test_every_point_has_its_slide_with_all_that_the_document_says(lang: str, length: Length) -> None:
    state = distinct(star=True, divergence="Pas tous d’accord", short="Bref.")
    report = report_of(state, lang, length)
    shown = made(state, lang, length)
    for item in items_of(report):
        (slide,) = (
            slide
            for slide in shown
            if slide.title == item.title
            and all(text in texts_of(slide) for text in item.paragraphs)
            and item.carried_by in texts_of(slide)
        )
        assert item.divergence in texts_of(slide)
        assert slide.is_key is item.is_key
    whole = "\n".join(map(texts_of, shown))
    for table in report.tables:
        assert table.topic in whole
        assert table.question in whole
    for text in (*report.introduction, *report.conclusion, *report.subtitle, report.title):
        assert text in whole
    for link in report.further:
        assert link.label in whole
        assert link.address in whole


def test_they_stand_in_the_order_of_the_document_key_messages_first() -> None:
    state = with_changes()
    report = report_of(state)
    shown = [slide.title for slide in made(state)]
    assert shown[0] == report.title
    topics = [table.topic for table in report.tables if table.topic]
    assert [title for title in shown if title in topics] == topics
    heading = report.tables[0].headings[0]
    two = Item(9, "Une clé", (), True, "", "", (), "")
    table = replace(report.tables[0], headings=(replace(heading, items=(*heading.items, two)),))
    keyed = slides(replace(report, tables=(table,)), Translator("fr"))
    points = [slide.title for slide in keyed if slide.over.endswith(heading.title)]
    assert points == ["Une clé", *(item.title for item in heading.items)]


def test_what_is_not_final_says_so_on_every_slide() -> None:
    english = Translator("en")
    report = report_of(with_changes(), "en")
    assert {slide.remark for slide in slides(report, english)} == {""}
    shown = slides(replace(report, is_working=True, working="Working document"), english)
    assert {slide.remark for slide in shown} == {"provisional"}
    assert "Working document" in texts_of(shown[0])


def test_who_carried_a_point_is_what_the_document_says() -> None:
    report = report_of(with_changes())
    shown = "\n".join(map(texts_of, made(with_changes())))
    assert all(item.carried_by in shown for item in items_of(report))


def words(text: str) -> list[str]:
    return one_line(text).split()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_long_texts_go_on_over_pages_and_lose_nothing(size: tuple[int, int]) -> None:
    width, height = size
    title = " ".join(f"titre{number}" for number in range(60)) + UNDRAWN
    passages = tuple(
        Passage(" ".join(f"p{index}m{number}" for number in range(200)) + UNDRAWN, tone)
        for index, tone in enumerate(("", "late", "alarm", "dim"))
    )
    slide = Slide(title, passages, "Table 1 · Pistes", True)
    found = pages(slide, width, height)
    assert len(found) > 1
    shown = " ".join(text for page in found for text, _ in page).split()
    missing = [word for word in words(" ".join((title, *(p.text for p in passages)))) if word not in shown]
    assert missing == []
    for page in found:
        assert len(page) <= height
        assert all(cell_len(text) <= width for text, _ in page)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_short_point_is_one_page_and_large_where_there_is_room(size: tuple[int, int]) -> None:
    slide = Slide("Aller vers les gens", (Passage("Une phrase."), Passage("porté par le groupe A", "dim")))
    (page,) = pages(slide, *size)
    text = "\n".join(row for row, _ in page)
    is_large = "▀" in text or "█" in text
    assert is_large is (size[1] >= 18)
    assert is_large or "Aller vers les gens" in text


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_hostile_texts_stay_on_the_screen(hostile: Hostile) -> None:
    for slide in made(hostile_workshop(hostile.text)):
        for width, height in ((60, 18), (120, 40)):
            for page in pages(slide, width, height):
                assert len(page) <= height
                assert all(cell_len(text) <= width for text, _ in page)
                whole = "\n".join(text for text, _ in page)
                assert printable(whole) == whole and whole.count("\n") == len(page) - 1


def test_a_size_without_room_breaks_nothing() -> None:
    for slide in made(with_changes(changed_workshop(title="Un titre"))):
        for size in ((0, 0), (3, 1), (4, 1), (10, 2), (1, 50)):
            assert pages(slide, *size)
