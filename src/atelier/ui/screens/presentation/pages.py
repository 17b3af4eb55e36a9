"""A slide as rows of a screen: as large as it can be, and page after page rather than cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from atelier.domain.text import printable
from atelier.ui.safe import clip, wrap
from atelier.ui.screens.presentation.slides import Passage, Slide
from atelier.ui.screens.room.fitting import in_letters
from atelier.ui.screens.room.letters import lettering, wrapped

Row = tuple[str, str]
"""A text as wide as the screen at the most, and its tone."""

STAR: Final = "★ "
WIDEST: Final = 100
"""Terminal cells of a line of prose at the most: the eye gets lost on longer ones."""
_SHARES: Final = (0.7, 0.55, 0.4)
"""Of the height, that a title in large letters may take."""
_LARGEST: Final = 3
"""The largest scale of a title's letters."""
_CENTRED: Final = {"title": "caption", "status": "late"}
"""Tones of passages that stand in the middle, and what they are written in."""
_REMEMBERED: Final = 64
_BLANK: Final[Row] = ("", "")


@lru_cache(_REMEMBERED)
def pages(slide: Slide, width: int, height: int) -> tuple[tuple[Row, ...], ...]:
    """The pages of a slide, one for most: each has at the most as many rows as there are.

    Args:
        slide: what is shown.
        width: terminal cells.
        height: rows.
    """
    if width < 4 or height < 1:
        return ((),)
    margin = 1 if width < 70 else 3 if width < 110 else 6
    inside = width - 2 * margin
    over = _lines(slide.over, inside, "dim") if slide.over and height > 3 else []
    room = height - len(over) - (1 if over else 0)
    title, texts = _small_title(slide, inside), _small(slide.passages, inside)
    found = _at_once(slide, title, texts, inside, room)
    bodies = [found] if found else _in_turn(slide, title, texts, inside, room)
    side = " " * margin
    whole = []
    for body in bodies:
        above = max(0, room - len(body)) * 2 // 5
        rows = [*over, *[_BLANK] * (above + (1 if over else 0)), *body]
        whole.append(tuple((f"{side}{text}" if text else "", tone) for text, tone in rows[:height]))
    return tuple(whole)


def _at_once(slide: Slide, small_title: list[Row], texts: list[Row], width: int, rows: int) -> list[Row]:
    """Title and texts on one page, in the largest letters that allow it; nothing when none do."""
    gap = [_BLANK] if texts else []
    titles = [_large_title(slide, width, int(rows * share)) for share in ((1.0,) if not texts else _SHARES)]
    for title in filter(None, titles):
        # A smaller title leaves room for texts that can be read from the back too.
        large = _large(slide.passages, width, rows - len(title) - 2) if texts else []
        if large:
            return [*title, _BLANK, _BLANK, *large]
    for title in filter(None, titles):
        if len(title) + len(texts) + len(gap) <= rows:
            spare = [_BLANK] if texts and len(title) + len(texts) + 2 <= rows else []
            return [*title, *gap, *spare, *texts]
    whole = [*small_title, *gap, *texts]
    return whole if len(whole) <= rows else []


def _in_turn(
    slide: Slide, small_title: list[Row], texts: list[Row], width: int, rows: int
) -> list[list[Row]]:
    """As many pages as the texts need; the title stands above each of them where that leaves room."""
    title = _large_title(slide, width, int(rows * _SHARES[-1])) or small_title
    again = [(clip(f"{STAR if slide.is_key else ''}{printable(slide.title)} …", width), "title"), _BLANK]
    if len(title) + 2 > rows or len(again) + 2 > rows:
        # Not even the title leaves room: it is read first, row after row.
        flow = [*small_title, *texts]
        return [flow[start : start + rows] for start in range(0, len(flow), rows)]
    first = rows - len(title) - 1
    found = [[*title, _BLANK, *texts[:first]]]
    at, room = first, rows - len(again)
    while at < len(texts):
        if texts[at] == _BLANK:
            at += 1
        else:
            found.append([*again, *texts[at : at + room]])
            at += room
    return found


def _large_title(slide: Slide, width: int, rows: int) -> list[Row]:
    found = in_letters(printable(slide.title).strip(), width, rows, _LARGEST) if slide.title.strip() else ()
    if found and slide.is_key:
        return [("★".center(width).rstrip(), "key"), *((row.rstrip(), "title") for row in found)]
    return [(row.rstrip(), "title") for row in found]


def _small_title(slide: Slide, width: int) -> list[Row]:
    if not slide.title.strip():
        return []
    lead = STAR if slide.is_key else ""
    return [
        (" " * (max(0, width - cell_len(line)) // 2) + line, "title")
        for line in wrap(lead + printable(slide.title).strip(), width)
    ]


def _large(passages: Sequence[Passage], width: int, rows: int) -> list[Row]:
    """Every text in large letters; nothing when they do not fit."""
    found: list[Row] = []
    for passage in passages:
        lines = wrapped(printable(passage.lead + passage.text), width, 1, rows - len(found))
        if lines is None:
            return []
        if found:
            found.append(_BLANK)
        is_centred, tone = passage.tone in _CENTRED, _CENTRED.get(passage.tone, passage.tone)
        found += [(row.rstrip(), tone) for row in lettering(lines, 1, width, centred=is_centred)]
    return found if len(found) <= rows else []


def _small(passages: Sequence[Passage], width: int) -> list[Row]:
    inside = min(width, WIDEST)
    side = " " * ((width - inside) // 2)
    found: list[Row] = []
    for passage in passages:
        if found and not (passage.lead and inside < WIDEST):
            found.append(_BLANK)
        indent = cell_len(passage.lead)
        for index, line in enumerate(wrap(passage.text, max(2, inside - indent))):
            lead = passage.lead if index == 0 else " " * indent
            if passage.tone in _CENTRED:
                found.append((" " * (max(0, width - cell_len(line)) // 2) + line, _CENTRED[passage.tone]))
            else:
                found.append((f"{side}{lead}{line}", passage.tone))
    return found


def _lines(text: str, width: int, tone: str) -> list[Row]:
    return [(line, tone) for line in wrap(text, width)[:2]]
