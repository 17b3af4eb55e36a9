"""What is printed before the day: sheets, cards, guide, agenda."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from atelier.domain.agenda import Step
from atelier.domain.clock import ClockEvent, ClockEventKind, Moment
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Workshop
from atelier.export.agenda_page import write_agenda
from atelier.i18n import Translator
from tests.data.hostile import Hostile
from tests.data.workshops import NOON
from tests.export.printed import cafe, hostile, printed, with_rows, words_of
from tests.export.test_html import TAGS as REPORT_TAGS
from tests.export.test_html import VISIBLE, Page

KEYS = ("sheets", "cards", "guide", "agenda")
TAGS = set(REPORT_TAGS) - {"a", "aside", "nav", "article", "br", "dl", "dt", "dd", "strong", "h3", "h4", "h5"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "scope"}
CUT = "[cut: the whole text is in the program]"


@pytest.mark.parametrize("case", VISIBLE, ids=str)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_that_people_wrote_is_live(case: Hostile, key: str) -> None:
    page = Page(printed(hostile(case.text), key).encode())
    assert set(page.tags) <= TAGS
    assert page.open == page.others == []
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all(re.fullmatch(r"[\w -]*", value or "") for name, value in page.attributes if name == "class")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_loaded_from_elsewhere(key: str, language: str) -> None:
    content = printed(cafe(), key, language)
    assert f'<html lang="{language}">' in content
    assert "default-src &#x27;none&#x27;" in content
    assert not re.search(
        r"<(?:link|script|img|iframe|object|a )|@import|url\(|https?:|\son\w+=|\sstyle=", content
    )


# Sheets


def test_sheets_come_in_the_order_in_which_they_are_typed() -> None:
    content = printed(cafe(2, 2), "sheets")
    sheets = content.split('<section class="page sheet">')[1:]
    told = [
        re.search(r"(?:Table (\d) Round (\d) Group (\w)|(Plenary)) sheet (\d/\d)", words_of(f"<main>{each}"))
        for each in sheets
    ]
    assert [found and "".join(filter(None, found.groups())) for found in told] == [
        "11A1/5",
        "12B2/5",
        "21B3/5",
        "22A4/5",
        "Plenary5/5",
    ]


def test_a_sheet_has_its_headings_and_lines_with_a_star_to_blacken() -> None:
    sheet = printed(cafe(1, 1), "sheets").split('<section class="page sheet">')[1]
    zones = sheet.split('<section class="zone')[1:]
    titles = re.findall(r'<h2 [^>]*><span dir="auto">([^<]*)', sheet)
    assert titles == ["Constats", "Pistes", "Conditions", "Phares"]
    assert all(zone.count("☆") >= 4 and "★" not in zone for zone in zones[:3])
    assert zones[3].count("★") >= 2
    assert "last minute: if you keep one thing?" in zones[3]


def test_a_canvas_without_key_ideas_asks_for_the_star_all_the_same() -> None:
    content = printed(cafe(1, 1, headings=("atouts", "faiblesses")), "sheets")
    assert "Last minute: if you keep one thing? Blacken the star" in words_of(content)


@pytest.mark.parametrize("count", [1, 4, 7, 14, 30])
def test_every_heading_has_a_line_to_write_on(count: int) -> None:
    sheet = printed(cafe(1, 1, headings=[f"rubrique {n}" for n in range(count)]), "sheets").split(
        "page sheet"
    )[1]
    zones = sheet.split('<section class="zone')[1:]
    assert len(zones) == count
    assert all('class="line"' in zone for zone in zones)


def test_a_name_stands_under_the_letter_of_its_group() -> None:
    state = with_rows(cafe(1, 1), CafeGroup(id="g0", label="A", name="les Bleus"))
    assert "Group A les Bleus sheet 1/2" in words_of(printed(state, "sheets"))


def test_a_round_that_was_dropped_is_not_printed() -> None:
    state = cafe(1, 2)
    step = next(step for step in state.live(Step) if step.kind == "round" and step.round == 2)
    content = printed(with_rows(state, replace(step, deleted=True, is_dropped=True)), "sheets")
    assert re.findall(r"sheet (\d/\d)", words_of(content)) == ["1/3", "3/3"]


@pytest.mark.parametrize("key", ["sheets", "cards"])
def test_the_longest_question_is_printed_whole(key: str) -> None:
    question = (
        "Comment donner envie de s’engager dans la vie de la maison de santé, chacun à son pas ? " * 23
    )[:2000]
    state = with_rows(cafe(1, 1), CafeTable(id="t1", number=1, topic="Sujet " * 50, question=question))
    words = words_of(printed(state, key))
    assert " ".join(question.split()) in words
    assert CUT not in words


@pytest.mark.parametrize("key", ["sheets", "cards"])
def test_what_cannot_be_printed_whole_says_so(key: str) -> None:
    state = with_rows(cafe(1, 1), CafeTable(id="t1", number=1, question="世界咖啡館 " * 400))
    assert CUT in words_of(printed(state, key))


# Cards


def test_there_is_a_card_for_each_table_and_none_for_the_plenary() -> None:
    content = printed(cafe(3, 1), "cards")
    assert re.findall(r'<span class="digits">(\d+)</span>', content) == ["1", "2", "3"]
    assert re.findall(r'class="card (\w+)"', content) == ["first", "last", "first"]
    assert "Plenary" not in words_of(content)


def test_a_workshop_without_tables_says_that_it_has_no_card() -> None:
    assert "This workshop has no table" in words_of(printed(cafe(0, 0), "cards"))


@pytest.mark.parametrize("key", ["cards", "agenda"])
def test_hosts_are_named_as_they_were_typed_or_not_at_all(key: str) -> None:
    assert "Host" not in words_of(printed(cafe(2, 1), key))
    state = with_rows(cafe(2, 1), CafeTable(id="t1", number=1, topic="Sujet", host="Camille & co"))
    assert html.unescape(words_of(printed(state, key))).count("Host: Camille & co") == 1


# Guide


def test_the_guide_has_an_example_for_headings_that_are_known() -> None:
    words = words_of(printed(cafe(headings=("constats", "phares", "rubrique maison")), "guide"))
    assert "Constats “Nobody knows whom to call" in words
    assert "Rubrique Maison </" not in words
    assert "Rubrique Maison" in words
    assert "c: constats · p: phares" in words


@pytest.mark.parametrize(
    "part", ["Your role", "one minute aloud", "if you keep one thing?", "under “phares”", "paper sheets"]
)
def test_the_guide_says_what_a_host_does(part: str) -> None:
    assert part in words_of(printed(cafe(), "guide"))


def test_the_guide_of_a_long_canvas_names_every_heading() -> None:
    words = words_of(printed(cafe(headings=[f"thème {n:02}" for n in range(24)]), "guide"))
    assert all(f"thème {n:02}" in words.lower() for n in range(24))


def test_people_who_do_not_move_in_groups_are_not_called_groups() -> None:
    state = cafe(groups=0)
    assert "groups come and go" in words_of(printed(state, "guide"))
    mixed = with_rows(state, replace(state.workshop, movement=Movement.MIXED))
    assert "people come and go" in words_of(printed(mixed, "guide"))


# Agenda


def test_the_agenda_has_times_of_day_and_the_hard_end() -> None:
    words = words_of(printed(cafe(2, 2), "agenda"))
    assert "14:00 Welcome 10 min 14:10 Round 1/2 20 min 14:30 Change tables 3 min 14:33 Round 2/2" in words
    assert "End planned at 15:21 · the room must be empty at 16:00" in words
    assert "too long" not in words


def test_an_agenda_that_is_too_long_says_by_how_much() -> None:
    words = words_of(printed(cafe(2, 2, hard_end="15:05"), "agenda"))
    assert "the room must be empty at 15:05 · 16 min too long" in words


def test_once_the_clock_runs_the_agenda_has_the_lengths_that_steps_have_now() -> None:
    pressed = (("start", "s1", 0), ("go", "s2", 0), ("extend", "s2", 120), ("extend", "s4", -300))
    events = [
        ClockEvent(
            id=f"e{n}", number=n, kind=kind, step_id=step, seconds=seconds,
            wall=NOON.wall, boot=NOON.boot, boot_id=NOON.boot_id,
        )
        for n, (kind, step, seconds) in enumerate(pressed, start=1)
    ]  # fmt: skip
    words = words_of(printed(with_rows(cafe(2, 2), *events), "agenda"))
    assert re.search(r"Round 1/2 22 min .* Change tables 3 min .* Round 2/2 15 min", words)


def test_an_agenda_past_midnight() -> None:
    words = words_of(printed(cafe(2, 2, starts_at="23:30", hard_end="01:00"), "agenda"))
    assert "End planned at 0:51 · the room must be empty at 1:00" in words
    assert "too long" not in words


def test_an_agenda_without_a_start_counts_from_it() -> None:
    words = words_of(printed(cafe(2, 1, starts_at="", hard_end=""), "agenda"))
    assert "+ 0 s Welcome" in words or "+ 0 min Welcome" in words
    assert "+ 10 min Round 1/1" in words
    assert "End planned" not in words


def test_groups_find_their_table_in_each_round() -> None:
    words = words_of(printed(cafe(3, 3), "agenda"))
    assert (
        "Group Round 1 Round 2 Round 3 A Table 1 Table 2 Table 3 B Table 2 Table 3 Table 1 C Table 3" in words
    )
    assert "Tables Table 1 Sujet 1 Table 2 Sujet 2" in words


@pytest.mark.parametrize(
    ("movement", "said"),
    [(Movement.MIXED, "people are mixed again"), (Movement.FREE, "people choose their table")],
)
def test_without_groups_the_agenda_says_how_people_move(movement: Movement, said: str) -> None:
    state = cafe(3, 2, groups=0)
    words = words_of(printed(with_rows(state, replace(state.workshop, movement=movement)), "agenda"))
    assert said in words
    assert "Group" not in words


def test_a_workshop_without_rounds_has_no_one_going_anywhere() -> None:
    assert "Who goes where" not in words_of(printed(cafe(0, 0), "agenda"))


def test_once_the_clock_runs_the_agenda_tells_the_time_as_things_stand() -> None:
    state = cafe(2, 2, starts_at="", hard_end="")
    start = ClockEvent(
        id="e1",
        number=1,
        kind=ClockEventKind.START,
        step_id="s1",
        wall=NOON.wall,
        boot=NOON.boot,
        boot_id="test",
    )
    now = Moment(NOON.wall + 1_200, NOON.boot + 1_200, "test")
    content = write_agenda(with_rows(state, start), now, Translator("en")).decode()
    minutes = re.findall(r"<tr[^>]*><td[^>]*>\d+:(\d\d)<", content)
    # Twenty minutes after the start the welcome, of ten, still goes on: the first round cannot begin before
    assert minutes[:2] == [f"{int(NOON.wall // 60 % 60):02}", f"{int((NOON.wall + 1_200) // 60 % 60):02}"]


def test_an_unusual_step_is_named_all_the_same() -> None:
    state = with_rows(cafe(1, 1), Step(id="s9", position=90, kind="surprise", seconds=60))
    assert "Plenary 1 min" in words_of(printed(state, "agenda"))


def test_a_workshop_of_fifty_tables_is_printed(benchmark_seconds: float = 3.0) -> None:
    import time

    state = cafe(50, 3)
    before = time.perf_counter()
    assert printed(state, "sheets").count("page sheet") == 151
    assert all(f">{group.label}<" in printed(state, "agenda") for group in state.live(CafeGroup)[:3])
    assert time.perf_counter() - before < benchmark_seconds


def test_a_title_is_never_missing() -> None:
    state = cafe(1, 1)
    untitled = with_rows(state, Workshop(id="w"))
    assert all("<title>" in printed(untitled, key) and "World café" in printed(untitled, key) for key in KEYS)
