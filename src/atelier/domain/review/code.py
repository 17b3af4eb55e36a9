"""Discreet codes at the end of a line: which text it is, and which version of it went out.

A code is eight signs, a digit first, without vowels and without the signs that people confuse: no
spelling checker makes a word of it, and case, spaces and dashes put into it do no harm.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = "23456789"
_SIGNS: Final = "23456789bcdfghjkmnpqrstvwxz"
_HALF: Final = 4
"""Signs that name the text; as many name its version."""

_FILL: Final = r"[\s\\*_\u00ad\u200b\u2010-\u2015\-]*"
_CODE: Final = rf"[{_DIGITS}]" + rf"(?:{_FILL}[{_SIGNS}])" * (2 * _HALF - 1)
_FOUND: Final = re.compile(
    rf"[*_]*\\?[\[［【〔]{_FILL}(?P<sure>[#＃♯]?){_FILL}(?P<boxed>{_CODE}){_FILL}[\]］】〕][*_]*"
    rf"|[#＃♯] ?(?P<hashed>[{_DIGITS}][{_SIGNS}]{{{2 * _HALF - 1}}})(?!\w)"
    rf"|(?<![\w#])(?=[{_DIGITS}]*[a-z])(?P<bare>[{_DIGITS}][{_SIGNS}]{{{2 * _HALF - 1}}})(?!\w)",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(f"[{_DIGITS}]")


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a line."""

    start: int
    end: int
    ident: str
    """Which text."""
    version: str
    """Which version of it."""


def idents(names: Iterable[str]) -> Mapping[str, str]:
    """What names each text in its code; two texts never share it.

    Args:
        names: of all texts, those that were removed too; in the order in which they were made, so that
            a new one never takes what an older one has.
    """
    taken: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in names:
        salt = 0
        while (ident := _ident(name, salt)) in taken:
            salt += 1
        taken[ident] = name
        found[name] = ident
    return found


def version(parts: Iterable[str]) -> str:
    """What names a version of a text in its code: made of all that it says, and of where it stands."""
    return _signs("\x1f".join(parts), _SIGNS)


def written(ident: str, version: str) -> str:
    """The code as it stands at the end of a line."""
    return f"[#{ident}{version}]"


def find(line: str, known: Collection[str] = ()) -> list[Found]:
    """The codes in a line, whatever a word processor did to them.

    Args:
        line: one line.
        known: what names a text: what has lost its sign or its brackets is a code only when it is there.
    """
    codes: list[Found] = []
    if not _FIRST.search(line):
        return codes
    for match in _FOUND.finditer(line):
        boxed = match["boxed"]
        signs = re.sub(_FILL, "", boxed or match["hashed"] or match["bare"]).lower()
        ident = signs[:_HALF]
        if ident in known or (boxed and match["sure"]):
            codes.append(Found(match.start(), match.end(), ident, signs[_HALF:]))
    return codes


def without_codes(text: str) -> str:
    """The text, its brackets changed where it would be read as a code."""
    if not _FIRST.search(text):
        return text
    return _FOUND.sub(lambda match: f"({match['boxed']})" if match["boxed"] else match[0], text)


def _ident(name: str, salt: int) -> str:
    signs = _signs(f"{name}\x1f{salt}" if salt else name, _SIGNS)
    first = hashlib.sha256(name.encode()).digest()[-1] + salt
    return _DIGITS[first % len(_DIGITS)] + signs[1:]


def _signs(text: str, signs: str) -> str:
    value = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    made = ""
    for _ in range(_HALF):
        value, sign = divmod(value, len(signs))
        made += signs[sign]
    return made
