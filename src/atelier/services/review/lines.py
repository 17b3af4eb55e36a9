"""One line of a reviewed text, and what its signs mean."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from atelier.domain.review import code
from atelier.domain.text import one_line

_MARK: Final = re.compile(r"^(#{1,6})(?:\s+|$)")
_QUOTE: Final = re.compile(r"^(?:>\s?)+")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text."""

    number: int
    text: str
    """Without mark and codes."""
    level: int
    """How many `#` stood before it."""
    is_quote: bool
    codes: tuple[code.Found, ...]
    raw: str


def read_line(number: int, raw: str, known: Collection[str]) -> Line:
    """Read one line.

    Args:
        number: from 1.
        raw: as it stands in the file.
        known: the first halves of the codes of this workshop.
    """
    raw = raw.strip()
    quote = _QUOTE.match(raw)
    rest = raw[quote.end() :].strip() if quote is not None else raw
    mark = _MARK.match(rest)
    rest = rest[mark.end() :] if mark is not None else rest
    codes = tuple(code.find(rest, known)) if quote is None else ()
    return Line(number, rest, len(mark[1]) if mark is not None else 0, quote is not None, codes, raw)


def plain_head(text: str) -> str:
    """A title without what marks it as one."""
    return without_bold(_ESCAPED.sub(r"\1", one_line(text)).strip())


def without_bold(line: str) -> str:
    """A title without the stars or strokes that some programs put around it."""
    return line.strip("*_ ") if line.startswith(("**", "__")) else line


def unescaped(text: str) -> str:
    """A line of prose as it was before its signs were escaped."""
    return _ESCAPED.sub(r"\1", text.removeprefix("\\")).strip()
