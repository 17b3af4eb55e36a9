"""Numbers, durations, times of day and dates, as people write them in their language."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Final

from atelier.errors import N_
from atelier.i18n import Translator

_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_SEPARATORS: Final = {"fr": ("\u00a0", ","), "en": (",", ".")}
"""What stands between thousands, and before decimals."""


def number(tr: Translator, value: int | float, decimals: int = 0) -> str:
    """A number: “5,000” or « 5 000 », with as many decimals as are asked for."""
    whole, _, part = f"{abs(value):,.{decimals}f}".partition(".")
    is_negative = value < 0 and any(digit in "123456789" for digit in whole + part)
    thousands, point = _SEPARATORS[tr.language]
    fraction = point + part if part else ""
    return f"{'−' if is_negative else ''}{whole.replace(',', thousands)}{fraction}"


def percentage(tr: Translator, share: float) -> str:
    """A share from 0 to 1: “19%” or « 19 % »."""
    return tr(N_("{number}%"), number=number(tr, 100 * share))


def countdown(seconds: float) -> str:
    """The time left on a clock: “12:40”, “1:02:40”, “-0:35” once it is over; 0:00 only when nothing is left.

    The minus is the one that big digits can be drawn with.
    """
    return _clock_face(math.ceil(seconds))


def stopwatch(seconds: float) -> str:
    """The time that went by: “2:13”."""
    return _clock_face(math.floor(seconds))


def duration(tr: Translator, seconds: float) -> str:
    """How long something takes, to the second below an hour: “15 min”, “1 min 30 s”, “1 h 30”."""
    total = round(seconds)
    if total < 60 or total >= 3600 or total % 60 == 0:
        return about(tr, total)
    return tr(N_("{minutes} min {seconds} s"), minutes=total // 60, seconds=total % 60)


def about(tr: Translator, seconds: float) -> str:
    """How long ago, or how late, in its largest unit: “20 s”, “6 min”, “1 h 05”."""
    total = max(0, math.floor(seconds))
    if total < 60:
        return tr(N_("{seconds} s"), seconds=total)
    hours, minutes = divmod(total // 60, 60)
    if not hours:
        return tr(N_("{minutes} min"), minutes=minutes)
    if not minutes:
        return tr(N_("{hours} h"), hours=hours)
    return tr(N_("{hours} h {minutes}"), hours=hours, minutes=f"{minutes:02}")


def lateness(tr: Translator, seconds: float) -> str:
    """How far behind the plan: “7 min late”, “3 min early”, or “on time” within a minute."""
    if abs(seconds) < 60:
        return tr(N_("on time"))
    late = about(tr, abs(seconds))
    return (
        tr(N_("{duration} late"), duration=late) if seconds > 0 else tr(N_("{duration} early"), duration=late)
    )


def time_of_day(
    tr: Translator, when: float | str | datetime.time | datetime.datetime, *, full: bool = False
) -> str:
    """A time of day: “14:33” or « 14 h 33 », « 12 h » at noon.

    Args:
        tr: who says it.
        when: seconds since the epoch, shown in the time zone of this machine; or “HH:MM”; or a time.
        full: keep the minutes of a full hour, for columns.
    """
    if isinstance(when, str):
        try:
            time = datetime.time.fromisoformat(when)
        except ValueError:
            return when
    elif isinstance(when, datetime.time):
        time = when
    else:
        time = (when if isinstance(when, datetime.datetime) else datetime.datetime.fromtimestamp(when)).time()
    if time.minute == 0 and not full:
        return tr(N_("{hour}:00"), hour=time.hour)
    return tr(N_("{hour}:{minute}"), hour=time.hour, minute=f"{time.minute:02}")


def date(tr: Translator, day: str | datetime.date) -> str:
    """A day: “Wednesday 15 October 2025” or « mercredi 15 octobre 2025 ».

    Args:
        tr: who says it.
        day: a date, or its ISO form; another text is given back as it is.
    """
    if isinstance(day, str):
        try:
            when = datetime.date.fromisoformat(day)
        except ValueError:
            return day
    else:
        when = day
    weekday, month = tr(_WEEKDAYS[when.weekday()]), tr(_MONTHS[when.month - 1])
    if when.day == 1:
        return tr(N_("{weekday} 1 {month} {year}"), weekday=weekday, month=month, year=when.year)
    return tr(
        N_("{weekday} {day} {month} {year}"), weekday=weekday, day=when.day, month=month, year=when.year
    )


def enumeration(tr: Translator, items: Sequence[str]) -> str:
    """Several things in one sentence: “A, B and C”."""
    if len(items) < 2:
        return "".join(items)
    return tr(N_("{several} and {last}"), several=", ".join(items[:-1]), last=items[-1])


def quotation(tr: Translator, text: str) -> str:
    """A text between the language's quotation marks."""
    return tr(N_("“{text}”"), text=text)


def _clock_face(total: int) -> str:
    minutes, seconds = divmod(abs(total), 60)
    hours, minutes = divmod(minutes, 60)
    face = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"-{face}" if total < 0 else face
