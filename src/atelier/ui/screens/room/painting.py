"""The rows of the room screen at a size: what it shows, as large as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from atelier.ui.safe import clip
from atelier.ui.screens.room.big_digits import drawing
from atelier.ui.screens.room.fitting import centred, columns, fitted, in_letters, plain_columns
from atelier.ui.screens.room.reading import reading_rows
from atelier.wording.scene import Destination, Scene

if TYPE_CHECKING:
    from atelier.i18n import Translator

Span = tuple[str, str]
"""Some text and its tone."""
Row = tuple[Span, ...]

LEAST_DIGITS: Final = 5
"""Rows that the digits take at the least, where there are that many."""
MIDDLE: Final = 16
"""Rows from which there is room for a line between lines."""
TALL: Final = 20
"""Rows from which there is room for gaps, and for digits above texts."""


def paint(tr: Translator, scene: Scene, width: int, height: int) -> list[Row]:
    """Every row of the screen.

    Args:
        tr: the interface's language.
        scene: what is shown.
        width: terminal cells.
        height: rows; exactly as many are given back.
    """
    if width < 1 or height < 1:
        return []
    if scene.note and height > 1:
        small: Row = ((centred(scene.note, width), "small"),)
        return [*paint(tr, replace(scene, note=""), width, height - 1), small]
    margin = 0 if width < 30 else 1 if width < 100 else 3
    inside = width - 2 * margin
    is_clock = scene.passages is None
    blocks = _clock(scene, inside, height) if is_clock else _texts(tr, scene, inside, height)
    rows = _spread([block for block in blocks if block], height)
    side = " " * margin
    return [_widened(row, side, width) for row in rows]


def _clock(scene: Scene, width: int, height: int) -> list[list[Row]]:
    is_poster = not scene.digits
    least = LEAST_DIGITS + (2 if scene.tone == "last" else 0)
    free = height - min(least, max(1, height - 1))
    share = height * 3 // 10 if is_poster else height * 16 // 100
    title = fitted(scene.title, width, min(free, max(1, share)), 4 if is_poster else 2)
    free -= len(title)
    lines = max(height * 4 // 10, 3) if height >= MIDDLE else min(len(scene.destinations), height * 4 // 10)
    goals = _goals(scene, width, min(free, lines))
    free -= len(goals)
    gaps = 3 if height >= TALL else 1
    said: tuple[str, ...] = ()
    room = min(free - gaps, max(height * (25 if goals else 40) // 100, 4))
    if room > 0 and not (is_poster and height < MIDDLE):
        said = fitted(scene.instruction, width, room, 3)
    whole = fitted(scene.instruction, width, height, 0)
    if goals and height < MIDDLE and said != whole:
        # Rather nothing than half a sentence: the title of a move says what to do, that of a round does not.
        is_last = scene.tone == "last" and len(whole) <= free + 1
        said = whole if is_last else ()
        title, gaps = ((), 0) if is_last else (title, gaps)
    left = max(1, height - len(title) - len(goals) - len(said) - gaps)
    face = (
        _poster(scene, width, left) if scene.word else _face(scene, width, left, has_gauge=height >= MIDDLE)
    )
    return [_rows(title, "title"), face, _rows(goals, "strong"), _rows(said, "strong")]


def _face(scene: Scene, width: int, rows: int, *, has_gauge: bool) -> list[Row]:
    gauge = [_gauge(scene, width)] if has_gauge and rows > 2 * LEAST_DIGITS else []
    return _figures(scene, width, rows - 2 * len(gauge)) + gauge


def _figures(scene: Scene, width: int, rows: int) -> list[Row]:
    """The digits; where they are dark on a band of colour, it goes beyond them on every side."""
    if scene.tone != "last" or rows < LEAST_DIGITS + 2:
        return _rows(drawing(scene.digits, width, rows), scene.tone)
    drawn = drawing(scene.digits, width - 4, rows - 2)
    blank = [" " * width]
    return _rows([*blank, *(f"  {row}  " for row in drawn), *blank], scene.tone)


def _gauge(scene: Scene, width: int) -> Row:
    # It is full at the end only, never because it was rounded up.
    filled = width if scene.share >= 1 else max(0, min(width - 1, round(scene.share * width)))
    tone = "cue" if scene.tone == "last" else scene.tone
    return (("█" * filled, tone), ("░" * (width - filled), "faint"))


def _poster(scene: Scene, width: int, rows: int) -> list[Row]:
    """A word as large as digits, and a few more under it."""
    gap = 1 if scene.caption and rows >= MIDDLE else 0
    least = 1 + gap if scene.caption and rows >= 4 else 0
    large = fitted(scene.word, width, rows - least)
    room = min(rows - len(large) - gap, max(1, rows // 3)) if least else 0
    small = fitted(scene.caption, width, room, 4)
    blank = [((" " * width, ""),)] * gap
    return [*_rows(large, scene.tone), *blank, *_rows(small, "strong")]


def _goals(scene: Scene, width: int, rows: int) -> list[str]:
    goals = scene.destinations
    if not goals or rows < 1:
        return []
    long, short = [goal.text for goal in goals], [goal.short for goal in goals]
    return (
        columns(long, width, rows)
        or (plain_columns(long, width, rows) if rows < 4 * len(goals) else None)
        or columns(short, width, rows, long)
        or plain_columns(long, width, rows)
        or plain_columns(short, width, rows)
        or _goals_in_turn(goals, width, rows, scene.turn)
    )


def _goals_in_turn(goals: Sequence[Destination], width: int, rows: int, turn: int) -> list[str]:
    widest = max(cell_len(goal.short) for goal in goals)
    many = max(1, (width + 3) // (widest + 3)) * rows
    pages = -(-len(goals) // many)
    page = turn % pages
    texts = [clip(goal.short, width) for goal in goals[page * many : (page + 1) * many]]
    return plain_columns(texts, width, rows) or [centred(texts[0], width)]


def _texts(tr: Translator, scene: Scene, width: int, height: int) -> list[list[Row]]:
    band = _band(scene, width, height)
    gap = 1 if height >= 8 else 0
    rows = max(1, height - len(band) - gap)
    if scene.passages:
        texts = reading_rows(tr, scene.passages, width, rows, scene.turn)
    else:
        texts = _rows(fitted(scene.instruction, width, max(1, rows * 2 // 3), 3), "strong")
    # The time stays where it is, however much there is to read.
    above = gap + max(0, rows - len(texts)) // 3
    whole: list[Row] = [*band, *[()] * above, *texts]
    return [(whole + [()] * height)[:height]]


def _band(scene: Scene, width: int, height: int) -> list[Row]:
    """The title and the time, above texts."""
    title = " · ".join(text for text in (scene.title, scene.subtitle) if text)
    if height < TALL:
        time = " ".join(text for text in (scene.word, scene.digits) if text)
        tail = f" {time} " if time else ""
        title = clip(title, width - cell_len(tail) - 1) if tail else clip(title, width)
        gap = " " * max(0, width - cell_len(title) - cell_len(tail))
        row: Row = ((title, "title"), (gap, ""), (tail, scene.tone))
        return [row]
    most = max(1, height * 14 // 100)
    heading = in_letters(title, width, most, 2)
    if not heading:
        heading = fitted(scene.title, width, most, 2)
        heading += (centred(scene.subtitle, width),) if scene.subtitle else ()
    rows = max(LEAST_DIGITS, height * 20 // 100)
    face: list[Row] = []
    if scene.word:
        text = f"{scene.word} {scene.digits}".strip()
        word = in_letters(text, width, rows) or fitted(scene.word, width, rows)
        face = _rows(word, scene.tone)
    elif scene.digits:
        face = _figures(scene, width, rows)
    blank: list[Row] = [((" " * width, ""),)] if face else []
    return [*_rows(heading, "title"), *blank, *face, *blank]


def _rows(texts: Sequence[str], tone: str) -> list[Row]:
    return [((text, tone),) for text in texts]


def _spread(blocks: Sequence[Sequence[Row]], height: int) -> list[Row]:
    """Blocks one under the other, what is left of the height shared between them and the edges."""
    free = max(0, height - sum(len(block) for block in blocks))
    inner = len(blocks) - 1
    gap = min(free // max(1, inner), 3) if inner else 0
    above = (free - gap * inner) // 2
    rows: list[Row] = [()] * above
    for index, block in enumerate(blocks):
        rows += [()] * (gap if index else 0)
        rows += block
    return (rows + [()] * height)[:height]


def _widened(row: Row, side: str, width: int) -> Row:
    """A row with its margins, which take its colour where a whole row has one."""
    if not row:
        return ((" " * width, ""),)
    first = row[0][1] if len(row) == 1 else ""
    whole = ((side, first), *row, (side, first))
    if sum(cell_len(text) for text, _ in whole) == width:
        return whole
    # Only where the screen is narrower than what cannot be shortened.
    return ((set_cell_size("".join(text for text, _ in whole), width), first),)
