"""The history as lines: what was done, and what one action changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.instant import to_wall
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import is_blank
from atelier.services.session import Details, Past, RowChange
from atelier.ui.screens.history.columns import HIDDEN, LONG, label, value_words
from atelier.ui.screens.history.deeds import sentence
from atelier.ui.screens.history.people import Reader, author_name
from atelier.ui.screens.history.rows import row_title
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator

DAY = "day "
"""Before the id of a line that is only a date."""


Known = dict[tuple[str, bool], tuple[str, Line]]
"""Lines that were made already, with their day, by action and by whether it was taken back."""


def action_lines(
    tr: Translator,
    reader: Reader,
    pasts: Sequence[Past],
    void: frozenset[str],
    known: Known | None = None,
) -> Iterator[Line]:
    """One line an action, below the day on which it was done.

    Args:
        tr: the interface's language.
        reader: who reads.
        pasts: actions, newest first.
        void: ids of those that were taken back.
        known: lines of the same language and reader, added to.
    """
    known = {} if known is None else known
    day = ""
    for past in pasts:
        key = (past.id, past.id in void)
        if key not in known:
            known[key] = _action_line(tr, reader, past, is_void=key[1])
        date, line = known[key]
        if date != day:
            day = date
            # Two copies of a workshop that were united may go through a day twice.
            yield Line(f"{DAY}{past.id}", _day(tr, date), tone="heading", is_selectable=False)
        yield line


def _action_line(tr: Translator, reader: Reader, past: Past, *, is_void: bool) -> tuple[str, Line]:
    """The day of an action, and its line."""
    date, time = _when(tr, past.at)
    text = sentence(tr, past)
    if is_void:
        text = f"{text} ({tr('taken back')})"
    tone = "dim" if is_void or past.undoes is not None else ""
    author = author_name(tr, reader, past.author, past.node)
    return date, Line(past.id, text, lead=f"{time} ", tail=author, tone=tone)


def detail_lines(
    tr: Translator, state: State, reader: Reader, past: Past, details: Details, remarks: Sequence[str]
) -> list[Line]:
    """All that is known of one action.

    Args:
        tr: the interface's language.
        state: the workshop.
        reader: who reads.
        past: the action.
        details: what it changed.
        remarks: what there is to say of taking it back.
    """
    date, time = _when(tr, past.at)
    who = author_name(tr, reader, past.author, past.node)
    found = [("", sentence(tr, past), "strong"), ("", f"{_day(tr, date)}, {time} · {who}", "dim")]
    found += [("", remark, "warning") for remark in remarks]
    for change in details.changes:
        found.append(("", "", ""))
        found.append(("", row_title(tr, state, change.kind, change.row_id), "heading"))
        found += _changes(tr, state, change)
    left = details.total - len(details.changes)
    if left > 0:
        found.append(("", "", ""))
        found.append(("", tr.n("and {n} more row", "and {n} more rows", left), "dim"))
    return [
        Line(str(index), text, lead, tone=tone, is_selectable=bool(text))
        for index, (lead, text, tone) in enumerate(found)
    ]


def _changes(tr: Translator, state: State, change: RowChange) -> Iterator[tuple[str, str, str]]:
    if change.is_new:
        yield ("  ", tr("new"), "dim")
    elif "deleted" in change.after:
        yield ("  ", tr("removed") if change.after["deleted"] else tr("brought back"), "dim")
    for column, after in change.after.items():
        if column in HIDDEN or (change.is_new and _is_empty(column, after)):
            continue
        before = change.before.get(column)
        name, now = label(tr, column), value_words(tr, state, column, after)
        if change.is_new:
            yield ("  ", tr("{name}: {value}", name=name, value=now), "")
        elif column in LONG:
            yield ("  ", tr("{name}:", name=name), "")
            if not is_blank(str(before or "")):
                yield ("  − ", value_words(tr, state, column, before), "dim")
            if not is_blank(str(after or "")):
                yield ("  + ", now, "")
        elif column == "position":
            yield ("  ", tr("{name}: {value}", name=name, value=now), "")
        else:
            was = value_words(tr, state, column, before)
            yield ("  ", tr("{name}: {before} → {after}", name=name, before=was, after=now), "")


def _is_empty(column: str, value: Scalar) -> bool:
    """Whether a new row says nothing by this column."""
    return column == "position" or (value in (None, "", 0) and column not in ("round", "people"))


def _when(tr: Translator, at: str) -> tuple[str, str]:
    """The day, in ISO form, and the time of day, on this computer's clock."""
    try:
        local = datetime.datetime.fromtimestamp(to_wall(at))
    except (ValueError, OverflowError, OSError):
        return at, ""
    return local.date().isoformat(), figures.time_of_day(tr, local, full=True)


def _day(tr: Translator, date: str) -> str:
    said = figures.date(tr, date)
    return said[:1].upper() + said[1:]
