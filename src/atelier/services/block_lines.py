"""The lines of a pasted text: bullets taken off, what a mail or a PDF has wrapped put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from atelier.domain.text import is_blank, printable

_WORD_SUB_BULLET: Final = re.compile(r"(?m)^([ \t>]*)o\t+")
_QUOTED: Final = re.compile(r"[ ]*(?:>[ ]?)+")
_MARKDOWN_TITLE: Final = re.compile(r"[ ]{0,3}(#{1,6})[ ]+(?=\S)|[ ]{0,3}(#{1,6})(?=[^\W\d_])")
_DASH: Final = "-‐‑–—−"
_DOT: Final = "•◦‣▪▫■□●○◆◇➢➤►▶→✓✔☑☐\uf0b7\uf0a7\uf0d8·⁃∙"
_BULLET: Final = re.compile(
    rf"(?:[{_DASH}](?:[ ]+(?=\S)|(?=[^\W\d_]|[«\"“★⭐]))"
    rf"|[{_DOT}][ ]*(?=\S)"
    r"|[*+][ ]+(?=\S)"
    r"|(?:\d{1,3}[.)]|\(\d{1,3}\)|[a-zA-Z]\))[ ]+(?=\S)"
    r")(?:\[[ xX]?\][ ]+(?=\S))?"
)
_BARE_BULLET: Final = re.compile(rf"[ ]*(?:[{_DASH}{_DOT}*+]|\d{{1,3}}[.)])[ ]*$")
_DECORATION: Final = re.compile(r"[\s\-‐‑–—−_=*~#+.·•…|<>/\\:\u2500-\u259f]*$")
_ENDS: Final = tuple(".!?…:;")
_CLOSING: Final = "\"'”’»)]"
_OPENING: Final = "\"'“‘«([ \u00a0\u202f"
_NEVER_LAST: Final = """
    a au aux avec car chez comme d dans de des donc du en entre et l la le les leur leurs mais ne ni nos
    notre ou où par pas plus pour qu que quelques qui sa sans se ses si son sous sur un une vers vos votre
    à très an and are as at be because between but by for from in is its of on or our so such than that the
    their these this those to under very was were when where which who with without your
"""
_DANGLING: Final = frozenset(_NEVER_LAST.split())
"""Words that no line ends with unless it was wrapped there."""
_SHORTEST_WRAPPED: Final = 45
_LONGEST_WRAPPED: Final = 120
"""Characters between which the lines of a text are wrapped."""


@dataclass(slots=True)
class TextLine:
    """One line of the text, or several that a program had wrapped."""

    number: int
    """From 1; of several, the first."""
    text: str
    """Without its bullet."""
    indent: int = 0
    has_bullet: bool = False
    level: int = 0
    """How many `#` a title of Markdown has; 0 for no title."""
    follows_blank: bool = False
    length: int = 0
    """Characters of its last line as it stood in the text."""


def text_lines(text: str, is_title: frozenset[str] = frozenset()) -> list[TextLine]:
    """The lines that say something, in order.

    Args:
        text: as it was pasted or read.
        is_title: lines, cleaned and without bullet, that are never part of another.
    """
    raw = printable(_WORD_SUB_BULLET.sub(r"\1• ", text)).split("\n")
    lines = _seen(_unquoted(raw))
    return _joined(lines, is_title)


def _unquoted(raw: list[str]) -> list[str]:
    """The lines of a mail that is quoted without what marks it as quoted."""
    filled = [line for line in raw if not is_blank(line)]
    quoted = sum(_QUOTED.match(line) is not None for line in filled)
    if quoted < 2 or quoted * 2 < len(filled):
        return raw
    return [_QUOTED.sub("", line, count=1) for line in raw]


def _seen(raw: Sequence[str]) -> list[TextLine]:
    found: list[TextLine] = []
    follows_blank = True
    for number, line in enumerate(raw, start=1):
        if is_blank(line) or _DECORATION.match(line) or _BARE_BULLET.match(line):
            follows_blank = True
            continue
        stripped = line.strip()
        made = TextLine(
            number,
            stripped,
            indent=len(line) - len(line.lstrip()),
            follows_blank=follows_blank,
            length=len(line.rstrip()),
        )
        if title := _MARKDOWN_TITLE.match(line):
            made.level = len(title[1] or title[2])
            made.text = line[title.end() :].strip().rstrip("#").rstrip() or stripped
        elif bullet := _BULLET.match(stripped):
            made.has_bullet = True
            made.text = stripped[bullet.end() :]
        found.append(made)
        follows_blank = False
    return found


def _joined(lines: Sequence[TextLine], titles: frozenset[str]) -> list[TextLine]:
    width = max((line.length for line in lines), default=0)
    is_wrapped = _is_wrapped(lines, width)
    found: list[TextLine] = []
    for line in lines:
        before = found[-1] if found else None
        can_join = (
            before is not None
            and not line.follows_blank
            and not line.has_bullet
            and not line.level
            and not before.level
            and line.text not in titles
            and before.text not in titles
        )
        if before is not None and can_join and _continues(before, line, is_wrapped, width):
            is_hyphenated = before.text.endswith("-") and before.text[-2:-1].isalpha()
            before.text += line.text if is_hyphenated else f" {line.text}"
            before.length = line.length
        else:
            found.append(line)
    return found


def _continues(before: TextLine, line: TextLine, is_wrapped: bool, width: int) -> bool:
    """Whether a line goes on with what the one before it says."""
    if before.has_bullet and line.indent > before.indent + 1:
        return True
    if not _starts_low(line.text):
        return False
    if before.text.endswith("-") and before.text[-2:-1].isalpha():
        return True
    if before.text.rstrip(_CLOSING).endswith(_ENDS):
        return False
    if before.has_bullet:
        return before.length >= _SHORTEST_WRAPPED or _dangles(before.text)
    if _starts_low(before.text):
        return False  # a list in small letters: each line is a note
    return _dangles(before.text) or (is_wrapped and _is_full(before.length, line, width))


def _is_wrapped(lines: Sequence[TextLine], width: int) -> bool:
    """Whether several lines end only because the next word found no room."""
    if not _SHORTEST_WRAPPED <= width <= _LONGEST_WRAPPED:
        return False
    full = sum(
        not line.follows_blank and _starts_low(line.text) and _is_full(before.length, line, width)
        for before, line in pairwise(lines)
    )
    return full >= 2


def _is_full(length: int, following: TextLine, width: int) -> bool:
    word = following.text.split(" ", 1)[0]
    return length >= _SHORTEST_WRAPPED and length + 1 + len(word) > width


def _starts_low(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.isalpha() and first == first.lower() and first != first.upper()


def _dangles(text: str) -> bool:
    if text.endswith(","):
        return True
    last = re.split(r"[\s'’]+", text.rstrip("'’"))[-1]
    return last.casefold() in _DANGLING
