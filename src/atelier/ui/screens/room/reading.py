"""Texts for the room to read: all of them in large letters, or page after page in small ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from atelier.ui.safe import clip, wrap
from atelier.ui.screens.room.letters import lettering, wrapped
from atelier.wording.scene import Passage
from atelier.wording.ties import tied

if TYPE_CHECKING:
    from atelier.i18n import Translator

WIDEST: Final = 110
"""Terminal cells of a line of small letters at the most: longer ones are lost on the way back."""
LARGEST: Final = 4
LEAST_WIDTH: Final = 100
"""Terminal cells from which a line of large letters holds enough words to page for them."""
MOST_PAGES: Final = 3
"""Pages of large letters at the most, where small ones can be read as well."""
TINY: Final = 30
"""Rows for texts from which small letters are too small for a room: large ones, however many pages."""
_REMEMBERED: Final = 16

Span = tuple[str, str]
Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is read at once."""

    rows: tuple[Row, ...]
    later: int
    """Texts that begin on a later page."""


def reading_rows(tr: Translator, passages: Sequence[Passage], width: int, rows: int, turn: int) -> list[Row]:
    """The rows of some texts, in the largest letters in which all of them fit; otherwise one page of them.

    Args:
        tr: the interface's language.
        passages: the texts; at least one.
        width: terminal cells.
        rows: at the most.
        turn: which page it is the turn of.
    """
    large = _in_letters(tuple(passages), width, rows)
    if large:
        return list(large)
    pages = _large_pages(tuple(passages), width, rows) if width >= LEAST_WIDTH else ()
    if len(pages) > (MOST_PAGES if rows < TINY else len(passages)):
        pages = ()
    pages = pages or pages_of(tuple(passages), width, rows)
    page = pages[turn % len(pages)]
    if len(pages) == 1:
        return list(page.rows)
    blank: Row = ((" " * width, ""),)
    body = [*page.rows, *[blank] * max(0, rows - 1 - len(page.rows))]
    mark = f"{turn % len(pages) + 1}/{len(pages)}"
    more = tr.n("… and {n} more", "… and {n} more", page.later) if page.later else ""
    more = clip(more, width - cell_len(mark) - 1)
    gap = " " * max(0, width - cell_len(more) - cell_len(mark))
    return [*body, ((more, "strong"), (gap, ""), (mark, "strong"))][-rows:]


@lru_cache(_REMEMBERED)
def _in_letters(passages: tuple[Passage, ...], width: int, rows: int) -> tuple[Row, ...]:
    """All the texts at once, in the largest letters; nothing when they do not fit."""
    for scale in range(min(LARGEST, rows // 4), 0, -1):
        found: list[Row] = []
        above = ""
        for passage in passages:
            lines = wrapped(tied(passage.lead + passage.line), width, scale, rows - len(found))
            if lines is None:
                found = []
                break
            if found:
                found.append(((" " * width, ""),))
            if passage.title and passage.title != above:
                found += _large_title(passage.title, width)
            above = passage.title
            found += [((row, "strong"),) for row in lettering(lines, scale, width, centred=False)]
        if found and len(found) <= rows:
            return tuple(found)
    return ()


def _large_title(title: str, width: int) -> list[Row]:
    lines = wrapped(tied(title), width, 1)
    if lines is None or len(lines) > 1:
        return [((_padded(clip(title, width), width), "title"),)]
    rows = [*lettering(lines, 1, width, centred=False), " " * width]
    return [((row, "title"),) for row in rows]


@lru_cache(_REMEMBERED)
def _large_pages(passages: tuple[Passage, ...], width: int, rows: int) -> tuple[Page, ...]:
    """As many texts a page as fit in letters; nothing when one alone does not."""
    pages: list[Page] = []
    first = 0
    while first < len(passages):
        last = first
        body: tuple[Row, ...] = ()
        while last < len(passages) and (more := _in_letters(passages[first : last + 1], width, rows - 1)):
            last, body = last + 1, more
        if not body:
            return ()
        pages.append(Page(body, len(passages) - last))
        first = last
    return tuple(pages)


@lru_cache(_REMEMBERED)
def pages_of(passages: tuple[Passage, ...], width: int, rows: int) -> tuple[Page, ...]:
    """Texts in small letters, as pages; a text is only cut where it is longer than a page.

    Args:
        passages: the texts.
        width: terminal cells.
        rows: of a page, what is said of the others included.
    """
    texts = [_small(passage, width) for passage in passages]
    aboves = ["", *(passage.title for passage in passages[:-1])]
    follows = [bool(one.title) and one.title == above for one, above in zip(passages, aboves, strict=True)]
    for gap in (1, 0):
        whole = _joined(texts, gap, width, follows)
        if len(whole) <= rows:
            return (Page(tuple(whole), 0),)
    room = max(1, rows - 1)
    pages: list[Page] = []
    page: list[Row] = []

    def close(begun: int) -> None:
        nonlocal page
        if page:
            pages.append(Page(tuple(page), len(texts) - begun))
        page = []

    for index, text in enumerate(texts):
        # What stands above several texts is said again on a new page only.
        short = text[1:] if follows[index] and page else text
        if len(page) + len(short) > room:
            close(index)
            short = text
        while len(short) > room:
            page = short[:room]
            close(index + 1)
            short = short[room:]
        page += short
    close(len(texts))
    return tuple(pages)


def _small(passage: Passage, width: int) -> list[Row]:
    inside = min(width, WIDEST)
    side = " " * ((width - inside) // 2)
    found: list[Row] = []
    if passage.title:
        found.append(((_padded(side + clip(passage.title, inside), width), "title"),))
    indent = cell_len(passage.lead)
    for index, line in enumerate(wrap(tied(passage.line), max(2, inside - indent))):
        lead = passage.lead if index == 0 else " " * indent
        found.append(((_padded(f"{side}{lead}{line}", width), "strong"),))
    return found


def _joined(texts: Sequence[Sequence[Row]], gap: int, width: int, follows: Sequence[bool]) -> list[Row]:
    """Texts one under the other, each with what stands above it unless it follows under the same."""
    found: list[Row] = []
    for text, is_following in zip(texts, follows, strict=True):
        if found and not is_following:
            found += [((" " * width, ""),)] * gap
        found += text[1:] if is_following else text
    return found


def _padded(text: str, width: int) -> str:
    return set_cell_size(text, width)
