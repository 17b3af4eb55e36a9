"""Dates and times as people type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import AtelierError
from atelier.services.preparing.dates import read_date, read_time

NOW = datetime.datetime(2025, 9, 1, 10).timestamp()
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
        *("septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}


@pytest.mark.parametrize(
    "text",
    [
        "15/10/2025",
        "15-10-2025",
        "15.10.25",
        "15 10 2025",
        "2025-10-15",
        "2025/10/15",
        "10/15/2025",
        "15 octobre 2025",
        "Mercredi 15 octobre 2025",
        "le mer. 15 oct. 2025",
        "mer 15 oct",
        "15 OCTOBRE",
        "October 15th, 2025",
        "Wed, 15 Oct 2025",
        "the 15th of October",
        "15/10",
        " 15\u00a0octobre\u00a02025 ",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text, NOW) == "2025-10-15"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", ""),
        ("  ", ""),
        ("aujourd’hui", "2025-09-01"),
        ("demain", "2025-09-02"),
        ("1er mars", "2026-03-01"),
        ("mar 14 oct 2025", "2025-10-14"),
        ("20 août", "2025-08-20"),
        ("29 février", "2028-02-29"),
        ("02/03/2026", "2026-03-02"),
    ],
)
def test_what_is_left_out_follows_from_today(text: str, date: str) -> None:
    assert read_date(text, NOW) == date


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "13/13/2025",
        "octobre",
        "15",
        "bientôt",
        "15 brumaire 2025",
        "jui 3",
        "3 mars 4 avril",
        "15/10/1925",
        "0000-00-00",
        "[red]x[/]",
        "١٥/١٠/٢٠٢٥x",
        "9" * 400,
    ],
)
def test_what_is_no_date_is_answered_with_examples(text: str) -> None:
    with pytest.raises(AtelierError, match=r"15/10/2025") as caught:
        read_date(text, NOW)
    assert len(str(caught.value.params["text"])) <= 60


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(["fr", "en"]))
def test_every_date_comes_back(day: datetime.date, lang: str) -> None:
    month = MONTHS[lang][day.month - 1]
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:4]} {day.year}",
    ):
        assert read_date(text, NOW) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("14:30", "14:30"),
        ("14h30", "14:30"),
        ("14 h 30", "14:30"),
        ("14\u00a0h\u00a030", "14:30"),
        ("14h", "14:00"),
        ("14 heures", "14:00"),
        ("9", "09:00"),
        ("1430", "14:30"),
        ("930", "09:30"),
        ("14.30", "14:30"),
        ("2 pm", "14:00"),
        ("2:30 p.m.", "14:30"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("midi", "12:00"),
        ("0h", "00:00"),
        ("", ""),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, time: str) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize("text", ["24:00", "14:60", "13 pm", "tantôt", "-1", "14:3", "14:30:00", "h"])
def test_what_is_no_time_is_answered_with_examples(text: str) -> None:
    with pytest.raises(AtelierError, match="14 h 30"):
        read_time(text)
