"""Dates and times as people type them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Final

from atelier.domain.text import one_line
from atelier.errors import N_, AtelierError

_MONTHS: Final = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_WEEKDAYS: Final = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_LINKS: Final = frozenset(("le", "the", "of", "on", "de", "du"))
_NEAR: Final = {"aujourd'hui": 0, "today": 0, "demain": 1, "tomorrow": 1}
"""Days from now."""
_SHORTEST: Final = 3
"""Letters that a shortened month or day has at the least."""
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100
_LONG_AGO_DAYS: Final = 183
"""A day without a year that lies further back than this is one of next year."""

_DAY: Final = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|e)?")
_NUMBERS: Final = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{2}|\d{4}))?")
_TIME: Final = re.compile(
    r"(\d{1,2}) ?(?:(?:h|:|\.|heures?)? ?(\d{2})?) ?(?:min|mn)? ?(am|pm|a\.m\.|p\.m\.)?"
)
_NAMED_TIMES: Final = {"midi": "12:00", "noon": "12:00"}


def read_date(text: str, now: float) -> str:
    """The ISO form of a date: of 15/10/2025, 15 octobre 2025, October 15th, 2025-10-15…

    Args:
        text: as typed; nothing gives nothing.
        now: seconds since the epoch; the year of a date that has none follows from it.

    Raises:
        AtelierError: no date can be read in it.
    """
    words = _folded(text)
    if not words:
        return ""
    today = datetime.datetime.fromtimestamp(now).date()
    if words in _NEAR:
        return (today + datetime.timedelta(days=_NEAR[words])).isoformat()
    found = _of_numbers(words, today) or _of_words(words, today)
    if found is None:
        raise AtelierError(
            N_("“{text}” is not a date. Write it like this: {examples}."),
            text=one_line(text)[:60],
            examples="15/10/2025, 15 octobre 2025, 2025-10-15",
        )
    return found.isoformat()


def read_time(text: str) -> str:
    """A time of day as HH:MM: of 14 h 30, 14h, 14:30, 2 pm…

    Args:
        text: as typed; nothing gives nothing.

    Raises:
        AtelierError: no time can be read in it.
    """
    words = _folded(text)
    if not words:
        return ""
    found = _TIME.fullmatch(words)
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").replace(".", "")
        if half and not 1 <= hour <= 12:
            hour = 99
        elif half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    if words in _NAMED_TIMES:
        return _NAMED_TIMES[words]
    raise AtelierError(
        N_("“{text}” is not a time of day. Write it like this: {examples}."),
        text=one_line(text)[:60],
        examples="14 h 30, 14:30, 9 h",
    )


def _folded(text: str) -> str:
    """Small letters without accents, one space between words."""
    letters = unicodedata.normalize("NFKD", one_line(text).replace("’", "'").casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def _of_numbers(words: str, today: datetime.date) -> datetime.date | None:
    found = _NUMBERS.fullmatch(words)
    if found is None:
        return None
    first, second, third = found[1], found[2], found[3]
    if len(first) == 4:
        return _date(int(first), int(second), int(third)) if third and len(third) == 2 else None
    if len(first) > 2:
        return None
    day, month = int(first), int(second)
    if month > 12 >= day:
        # Nobody writes a thirteenth month: this one was written the American way
        day, month = month, day
    return _dated(day, month, third, today)


def _of_words(words: str, today: datetime.date) -> datetime.date | None:
    parts = re.split(r"[\s,./-]+", words.strip(" .,"))
    months = [word for word in parts if _month(word)]
    if len(months) > 1:
        # « mar 14 oct »: mardi, not mars
        months = [word for word in months if not _is_weekday(word)]
    day, year = 0, ""
    for word in parts:
        number = _DAY.fullmatch(word)
        if number and not day:
            day = int(number[1])
        elif re.fullmatch(r"\d{4}", word) and not year:
            year = word
        elif word not in months and word not in _LINKS and not _is_weekday(word):
            return None
    return _dated(day, _month(months[0]), year, today) if day and len(months) == 1 else None


def _month(word: str) -> int:
    found = {
        number
        for number, names in enumerate(_MONTHS, start=1)
        for name in names
        if name == word or (len(word) >= _SHORTEST and name.startswith(word))
    }
    return found.pop() if len(found) == 1 else 0


def _is_weekday(word: str) -> bool:
    return len(word) >= _SHORTEST and any(name.startswith(word) for name in _WEEKDAYS)


def _dated(day: int, month: int, year: str | None, today: datetime.date) -> datetime.date | None:
    if year:
        return _date(int(year) + (_FIRST_YEAR if len(year) == 2 else 0), month, day)
    # 29 February exists once in four years
    for wanted in range(today.year, today.year + 5):
        found = _date(wanted, month, day)
        if found is not None and (today - found).days < _LONG_AGO_DAYS:
            return found
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
