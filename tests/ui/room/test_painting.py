"""The room screen at every size: whole rows, large figures, texts that wrap and page."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from atelier.domain.agenda import Step
from atelier.domain.text import clean, is_blank
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.i18n import Translator
from atelier.services import fusing, room, running
from atelier.ui.screens.room.painting import paint
from atelier.wording.scene import PAGE_SECONDS, Passage, Scene
from tests.data.cafe import Cafe
from tests.data.hostile import HOSTILE
from tests.ui.room.views import HARVEST, MINUTE, SIZES, cafe, rows, shown, text, tones

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Mn", "Me")), max_size=60)


def check_rows(found: Cafe, width: int, height: int, lang: str = "en") -> None:
    """As many rows as there are, each as wide as the screen."""
    drawn = rows(found, width, height, lang)
    assert len(drawn) == height
    assert {cell_len("".join(part for part, _ in row)) for row in drawn} == {width}


def days() -> list[Cafe]:
    """The day at its moments."""
    paused = cafe(position=2, seconds=200)
    paused.do(running.toggle_pause)
    asked = cafe(position=2)
    asked.do(room.toggle_question)
    early = cafe()
    early.do(room.toggle_question)
    reporting = cafe()
    for number in range(9):
        reporting.note("t1", 1, "A", "phares", f"idée {number} " + "mot " * 12)
    reporting.start()
    reporting.go(HARVEST)
    silent = cafe(position=HARVEST)
    reporting.do(room.next_table)
    silent.do(room.next_table)
    waiting = cafe(position=HARVEST)
    waiting.do(room.next_table)
    waiting.do(running.toggle_pause)
    titled = cafe(5, position=HARVEST)
    for number in range(30):
        titled.do(
            lambda state, now, at=number: fusing.create_theme(
                state, f"t{at % 5 + 1}", "pistes", now, title=f"Titre {at} " + "mot " * 11
            )
        )
    titled.do(room.toggle_titles)
    over = cafe(position=HARVEST)
    over.next()
    return [
        cafe(),
        *(cafe(position=position, seconds=30) for position in range(1, HARVEST + 1)),
        cafe(position=2, seconds=14.5 * MINUTE),
        cafe(position=2, seconds=80 * MINUTE),
        cafe(8, position=3),
        cafe(50, position=3),
        paused,
        asked,
        early,
        reporting,
        silent,
        waiting,
        titled,
        over,
    ]


@pytest.mark.parametrize(
    "size", [*SIZES, (1, 1), (7, 3), (20, 5), (33, 9), (60, 15), (80, 17), (300, 90)], ids=str
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_row_is_as_wide_as_the_screen(size: tuple[int, int], lang: str) -> None:
    for day in days():
        check_rows(day, *size, lang)


@given(WORDS, WORDS, WORDS, st.integers(1, 130), st.integers(1, 45))
@settings(max_examples=60, deadline=None)
def test_whatever_things_are_called(title: str, label: str, name: str, width: int, height: int) -> None:
    found = cafe(position=3, seconds=30)
    found.change(found.state.all(Step)["s3"], label=title, instruction=label)
    found.change(found.state.all(CafeGroup)["A"], name=name)
    check_rows(found, width, height)
    found.do(room.toggle_question)
    found.change(found.state.all(CafeTable)["t1"], topic=title, question=label or "?")
    check_rows(found, width, height)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_texts_are_drawn_as_they_are(size: tuple[int, int], lang: str) -> None:
    for hostile in HOSTILE:
        words = clean(hostile.text)[:2_000]
        if is_blank(words):
            continue
        found = cafe()
        found.change(found.state.workshop, title=words)
        found.change(found.state.all(CafeTable)["t1"], topic=words, question=words)
        found.change(found.state.all(CafeGroup)["A"], name=words)
        found.note("t1", 1, "A", "phares", words)
        found.note("t1", 1, "A", "phares", "la suivante")
        looks = [text(found, *size, lang)]
        found.start()
        found.go(3)
        looks.append(text(found, *size, lang))
        found.do(room.toggle_question)
        looks.append(text(found, *size, lang))
        found.go(HARVEST)
        found.do(room.next_table)
        looks.append(text(found, *size, lang))
        check_rows(found, *size, lang)
        for heading in ("constats", "pistes"):
            found.apply(fusing.create_theme(found.state, "t1", heading, found.now, title=words))
        found.do(room.toggle_titles)
        looks.append(text(found, *size, lang))
        check_rows(found, *size, lang)
        for look in looks:
            assert all(mark == "\n" or unicodedata.category(mark) != "Cc" for mark in look), hostile.label


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_digits_take_what_there_is(size: tuple[int, int]) -> None:
    drawn = text(cafe(position=2, seconds=200), *size).splitlines()
    inked = [row for row in drawn if "█" in row and "░" not in row]
    assert len(inked) >= size[1] * 35 // 100
    assert max(len(row.strip()) for row in inked) >= size[0] * 70 // 100


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_pause_is_huge(size: tuple[int, int]) -> None:
    found = cafe(position=2, seconds=200)
    found.do(running.toggle_pause)
    word = [row for row in rows(found, *size, "en") if any(tone == "paused" for _, tone in row)]
    assert len(word) >= size[1] * 25 // 100, "not in the terminal's own letters"
    assert tones(found, *size) <= {"paused", "title", "strong"}


def test_a_small_screen_says_it_in_words() -> None:
    assert text(cafe(position=2), 40, 12).splitlines()[0].strip() == "Round 1/2"
    going = text(cafe(position=3), 40, 12)
    assert "Group A → Table 2" in going
    assert "Group B → Table 1" in going
    assert "Finish your sentence" in going


def test_destinations_are_in_large_letters_where_they_fit() -> None:
    assert "Group A → Table 2" not in text(cafe(position=3), 120, 40)
    assert len(rows(cafe(position=3), 120, 40)) == 40


def test_many_groups_all_have_their_turn() -> None:
    found = cafe(50, position=3)
    seen = ""
    for _ in range(12):
        seen += text(found, 40, 12)
        found.clock.advance(PAGE_SECONDS)
    missing = [goal.short for goal in shown(found).destinations if goal.short not in seen]
    assert missing == []
    seen = text(found, 200, 60) + text(found, 120, 40)
    assert all(goal.short in seen or goal.text in seen for goal in shown(found).destinations)


def test_the_last_minute_fills_its_band() -> None:
    found = cafe(position=2, seconds=14.5 * MINUTE)
    band = [row for row in rows(found, 80, 24) if row[0][1] == "last"]
    assert len(band) >= 5
    assert all(tone == "last" for row in band for _, tone in row), "margins too"


def pages(passages: list[str], width: int, height: int, turns: int = 40) -> list[str]:
    """What is shown turn after turn, until the first page is back."""
    tr = Translator("en")
    found: list[str] = []
    for turn in range(turns):
        scene = Scene("Table 1", "calm", "5:00", passages=tuple(map(Passage, passages)), turn=turn)
        look = "\n".join("".join(part for part, _ in row) for row in paint(tr, scene, width, height))
        if found and look == found[0]:
            break
        found.append(look)
    return found


def test_many_key_ideas_come_page_after_page() -> None:
    ideas = [f"idée numéro {number}" for number in range(1, 16)]
    looks = pages(ideas, 40, 12)
    assert len(looks) > 1
    assert f"1/{len(looks)}" in looks[0]
    shown_first = sum(idea + " " in looks[0] for idea in ideas)
    assert f"… and {15 - shown_first} more" in looks[0]
    assert "more" not in looks[-1]
    assert [idea for idea in ideas if not any(idea + " " in look for look in looks)] == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_very_long_note_is_read_to_its_end(size: tuple[int, int]) -> None:
    words = [f"mot{number}" for number in range(300)]
    looks = pages([" ".join(words)[:2_000], "la suivante"], *size)
    kept = " ".join(words)[:2_000].split()[:-1]
    seen = " ".join(looks).split()
    assert [word for word in kept if word not in seen] == []
    if len(looks) > 1:
        assert "… and 1 more" in looks[0]


def test_few_short_texts_are_in_large_letters() -> None:
    assert "du thé" not in pages(["du thé"], 80, 24)[0]
    assert "du thé" in pages(["du thé"], 40, 4)[0]
    assert "日本語" in pages(["日本語"], 80, 24)[0], "no such letters here"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("tables", [2, 3, 4, 8])
def test_no_half_sentence_beside_destinations(tables: int, lang: str) -> None:
    for position, seconds in ((2, 14.5 * MINUTE), (2, 16 * MINUTE), (3, 30), (4, 30)):
        found = cafe(tables, position=position, seconds=seconds)
        drawn = text(found, 40, 12, lang)
        assert "…" not in drawn
        assert all(goal.text in drawn or goal.short in drawn for goal in shown(found, lang).destinations)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_titles_are_all_read_page_after_page_each_marked_provisional(size: tuple[int, int]) -> None:
    found = cafe(2, position=HARVEST)
    for number in range(24):
        found.clock.advance(1)
        found.do(
            lambda state, now, at=number: fusing.create_theme(
                state,
                f"t{at // 12 + 1}",
                "pistes",
                now,
                title=f"Titre numéro {at}. Écouter ceux qui se taisent",
            )
        )
    found.do(room.toggle_titles)
    seen: set[int] = set()
    pages = 1
    scene = shown(found)
    assert scene.passages is not None
    assert [passage.title for passage in scene.passages] == ["Table 1 · Pistes"] * 12 + [
        "Table 2 · Pistes"
    ] * 12
    for _ in range(30):
        look = text(found, *size)
        if size[0] < 100:
            assert "Provisional titles" in look
            drawn = [int(number) for number in re.findall(r"Titre numéro (\d+)\.", look)]
            assert drawn == sorted(set(drawn))
            seen |= set(drawn)
            assert "Table" in look, "each page says what its titles are of"
        pages = max(pages, int(mark[1]) if (mark := re.search(r"\d+/(\d+)\s*$", look.rstrip())) else 1)
        found.clock.advance(PAGE_SECONDS)
    if size[0] < 100:
        assert seen == set(range(24))
        assert pages > 1
    check_rows(found, *size)
