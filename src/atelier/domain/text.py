"""Captured text: cleaned once at every boundary, never re-typeset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from atelier.domain.note import LONGEST_NOTE
from atelier.errors import N_, AtelierError

MARK_RUN: Final = 8
"""Combining marks, variation selectors and joiners that may follow one another."""

_LINE_ENDS: Final = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_DROPPED: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but TAB, LF and CR; DEL; C1
    "\u061c\u200e\u200f\u202a-\u202e"  # bidi marks, embeddings and overrides
    "\u200b\u2060-\u206f\ufeff"  # invisible, bidi isolates, deprecated controls, BOM
    "\ufff9-\ufffb\ud800-\udfff"  # interlinear annotation, lone surrogates
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f"  # tags
    "]"
)
_MARKS_LIKELY: Final = re.compile(rf"[^\x00-\u02ff]{{{MARK_RUN + 1}}}")
_JOINERS: Final = frozenset("\u200c\u200d")
_MARK_CATEGORIES: Final = frozenset(("Mn", "Me", "Mc"))
_INVISIBLE_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"))
_FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LINE_BREAK: Final = re.compile(r"[ ]*\n\s*")
_PREFIX: Final = re.compile(r"\s*([^\W\d_]{1,3})[ \u00a0\u202f]?:(?!//|\\)\s*")


def clean(text: str) -> str:
    """The text as it may be stored: NFC, trimmed, without a character that acts on a screen or a page.

    Line ends become LF and tabs spaces. Of a terminal's escape sequence only the control characters
    go: what is left of it is harmless and visible, and no word can be lost to a guess of where the
    sequence ends. No-break spaces, joiners, variation selectors and combining marks stay, the marks
    up to `MARK_RUN` in a row.

    Args:
        text: anything that was typed, pasted, sent or read.
    """
    return _harmless(text).strip()


def printable(text: str) -> str:
    """The text as it may be written to a terminal: as `clean`, its spaces at both ends kept."""
    return _harmless(text)


def one_line(text: str) -> str:
    """The cleaned text on one line: each line break and the spaces around it become one space."""
    return _LINE_BREAK.sub(" ", clean(text))


def is_blank(text: str) -> bool:
    """Whether nothing visible is left of a text once it is cleaned."""
    return not any(_is_visible(character) for character in _DROPPED.sub("", text))


def check_note(text: str) -> str:
    """The cleaned text of a note.

    Raises:
        AtelierError: nothing visible is left of it, or it is longer than a note may be.
    """
    cleaned = clean(text)
    if is_blank(cleaned):
        raise AtelierError(N_("There is nothing to read in this note: write at least one character."))
    if len(cleaned) > LONGEST_NOTE:
        raise AtelierError(
            N_("This note has {length} characters, {longest} at the most: make several notes of it."),
            length=len(cleaned),
            longest=LONGEST_NOTE,
        )
    return cleaned


def heading_prefix(text: str, prefixes: Mapping[str, str]) -> tuple[str | None, str]:
    """Read a heading typed before a note, as in `p: des stands` or `P : des stands`.

    Args:
        text: what was typed.
        prefixes: letters to the key of their heading.

    Returns:
        the heading's key and the rest of the text; None and the text as it was when it has no
        prefix that is known. A path (`C:\\`) or an address (`c://`) is no prefix.
    """
    found = _PREFIX.match(text)
    if found is not None:
        letters = found[1].casefold()
        for prefix, key in prefixes.items():
            if prefix.casefold() == letters:
                return key, text[found.end() :]
    return None, text


def _harmless(text: str) -> str:
    lines = _LINE_ENDS.sub("\n", text)
    kept = _DROPPED.sub("", lines).replace("\t", " ")
    return _cap_marks(unicodedata.normalize("NFC", kept))


def _cap_marks(text: str) -> str:
    if not _MARKS_LIKELY.search(text):
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        if character in _JOINERS or unicodedata.category(character) in _MARK_CATEGORIES:
            run += 1
        else:
            run = 0
        if run <= MARK_RUN:
            kept.append(character)
    return "".join(kept)


def _is_visible(character: str) -> bool:
    if character.isspace() or character in _FILLERS:
        return False
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES
