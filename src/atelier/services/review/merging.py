"""Two corrections of one text made one, where they do not touch; and what changed, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

LONGEST: Final = 3_000
"""Words and spaces of a text that is compared word by word; a longer one is taken as a whole."""
_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    tokens: tuple[str, ...]


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; those that are not in the other are marked."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return (Piece(before, before != after),), (Piece(after, before != after),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in _matcher(old, new).get_opcodes():
        if i2 > i1:
            left.append(Piece("".join(old[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Piece("".join(new[j1:j2]), tag != "equal"))
    return tuple(left), tuple(right)


def merged(base: str, one: str, other: str) -> str | None:
    """The text with what each changed in it; None where both changed the same words.

    Args:
        base: what both started from.
        one: a correction of it.
        other: another.
    """
    tokens = [_TOKEN.findall(text) for text in (base, one, other)]
    if max(map(len, tokens)) > LONGEST:
        return None
    start, mine, theirs = tokens
    edits = sorted({*_edits(start, mine), *_edits(start, theirs)}, key=lambda edit: (edit.start, edit.end))
    if any(after.start <= edit.end for edit, after in pairwise(edits)):
        return None
    result: list[str] = []
    at = 0
    for edit in edits:
        result += [*start[at : edit.start], *edit.tokens]
        at = edit.end
    return "".join([*result, *start[at:]])


def _edits(base: Sequence[str], text: Sequence[str]) -> list[_Edit]:
    return [
        _Edit(i1, i2, tuple(text[j1:j2]))
        for tag, i1, i2, j1, j2 in _matcher(base, text).get_opcodes()
        if tag != "equal"
    ]


def _matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one, other, autojunk=False)
