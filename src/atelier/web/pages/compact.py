"""Smaller scripts and styles: a phone on a bad network gets neither our comments nor our long names.

A script's own names are shortened, wherever they do not stand for a property: each name to one and the same,
whatever its scope. The scripts that this is for have no regular expressions, templates, labels nor methods in
objects, and never let a comma stand between two statements at the start or the end of a block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_letters
from typing import Final

_TOKEN: Final = re.compile(
    r"//[^\n]*|(?P<line>\s*\n)|\s+|(?P<text>'(?:[^'\\\n]|\\.)*')|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<number>[\d.]*\d\w*)|(?P<sign>=>|\.\.\.|\*\*|&&|\|\||[=!]==?|[<>]=|[-+*/]=|\+\+|--|[^\s\w$'])"
)
_OWN_PROPERTY: Final = re.compile(r"--([a-z]+)")
_WORD_END: Final = re.compile(r"[\w$]$")
_WORD_START: Final = re.compile(r"[\w$]")
_OPEN_LINE: Final = frozenset("{([,;=?:.&|+-*/<>!") | {"=>", "&&", "||", "===", "!==", "\n", ""}
_CLOSED_LINE: Final = frozenset("})].,;?:=&|+*/<>") | {"&&", "||", "===", "!==", "\n"}
_LOCAL: Final = 24
"""Names that are kept for what is only in one thing of the script; the most that any has."""
_APART: Final = frozenset(("++", "--", "+++", "---"))
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_KEYWORDS: Final = frozenset(
    (
        *("as", "async", "await", "break", "case", "catch", "const", "continue", "default", "delete", "do"),
        *(
            "else",
            "false",
            "finally",
            "for",
            "from",
            "function",
            "get",
            "if",
            "in",
            "instanceof",
            "let",
            "new",
        ),
        *("null", "of", "return", "set", "static", "switch", "this", "throw", "true", "try", "typeof"),
        *("undefined", "var", "void", "while"),
    )
)


def compact_script(source: str) -> str:
    """The script without comments and spaces, the names of its own things one or two letters long."""
    tokens = list(_renamed(list(_tokens(source))))
    parts: list[str] = []
    begun = [""]
    """What the statement began with, at each depth of brackets."""
    is_begun = False
    for index, token in enumerate(tokens):
        part = {"const": "let", "true": "!0", "false": "!1"}.get(token, token)
        before = parts[-1] if parts else ""
        if part == "\n":
            after = tokens[index + 1] if index + 1 < len(tokens) else "\n"
            if before in _OPEN_LINE or after in _CLOSED_LINE:
                continue
            if begun[-1] == "let" and after in ("let", "const"):
                parts.append(",")
                continue
            is_begun = False
        elif before == "," and part == "let":
            continue
        elif part in _CLOSING:
            begun.pop()
        elif not is_begun or before == "{":
            begun[-1] = part
            is_begun = True
        if part in _OPENING:
            begun.append("")
        if (_WORD_END.search(before) and _WORD_START.match(part)) or before + part in _APART:
            parts.append(" ")
        parts.append(part)
    return "".join(parts).strip()


def compact_style(source: str) -> str:
    """The stylesheet without comments and needless spaces, its own properties one letter long."""
    text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL))
    text = (
        re.sub(r" ?([{};,>]) ?|(?<=:) | (?=!)", lambda found: found[1] or "", text).replace(";}", "}").strip()
    )
    own = dict(zip(dict.fromkeys(_OWN_PROPERTY.findall(text)), ascii_letters, strict=False))
    return _OWN_PROPERTY.sub(lambda found: f"--{own[found[1]]}", text)


def compact_markup(source: str) -> str:
    """The markup without the spaces between its lines, and without quotation marks that it can do without."""
    text = "".join(line.strip() for line in source.splitlines())
    return re.sub(r'="([\w-]+)"', r"=\1", text)


def _tokens(source: str) -> Iterator[str]:
    for found in _TOKEN.finditer(source):
        if found.lastgroup == "line":
            yield "\n"
        elif found.lastgroup is not None:
            yield found[0]


def _renamed(tokens: Sequence[str]) -> Iterator[str]:
    """The tokens with short names; properties keep theirs, and `{name}` becomes `{name:n}`."""
    words = [token for token in tokens if token != "\n"]
    names = _Names(words)
    inside: list[str] = []
    place = -1
    for token in tokens:
        if token == "\n":
            yield token
            continue
        place += 1
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if not inside and token in ("const", "let"):
            names.enter(place)
        if token in _OPENING:
            inside.append(token)
        elif token in _CLOSING:
            inside.pop()
        short = names.short(token)
        is_keyed = before in ("{", ",") and inside[-1:] == ["{"]
        if short == token or before == "." or (is_keyed and after == ":"):
            yield token
        elif is_keyed and after in (",", "}"):
            yield f"{token}:{short}"
        else:
            yield short


class _Names:
    """Short names: those of the script's own things, and in each of them those of what is only in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._declared = _declared(words)
        self._starts = [*_outermost(words), len(words)]
        outer = {name for start in self._starts[:-1] for name in _chained_or_listed(words, start)}
        every = ("".join(each) for length in (1, 2) for each in product(ascii_letters, repeat=length))
        taken = (set(words) - {name for name in self._declared if len(name) == 1}) | _KEYWORDS
        free = [name for name in every if name not in taken]
        self._local_names = free[:_LOCAL]
        used = Counter(words)
        ordered = sorted(outer, key=lambda name: (-used[name], name))
        self._outer = dict(zip(ordered, free[_LOCAL:], strict=False))
        self._local: dict[str, str] = {}

    def enter(self, place: int) -> None:
        """A thing of the script begins here."""
        end = next(start for start in self._starts if start > place)
        words = self._words[place:end]
        used = Counter(words)
        local = sorted(_declared(words) - set(self._outer), key=lambda name: (-used[name], name))
        self._local = dict(zip(local, self._local_names, strict=False))

    def short(self, name: str) -> str:
        """The name in short; itself when it is not the script's own."""
        return self._local.get(name) or self._outer.get(name) or name


def _outermost(words: Sequence[str]) -> Iterator[int]:
    depth = 0
    for index, word in enumerate(words):
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING:
            depth -= 1
        elif word in ("const", "let") and not depth:
            yield index


def _declared(words: Sequence[str]) -> set[str]:
    """Names after `const` and `let`, of parameters, and of what is caught."""
    found: set[str] = set()
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in ("const", "let"):
            found |= set(_chained_or_listed(words, index))
        elif word == "catch":
            found.add(words[index + 2])
        elif following == "=>":
            found |= {word} if word != ")" else set(_parameters(words, index))
    return {name for name in found if name.isidentifier() or name == "$"} - _KEYWORDS


def _chained_or_listed(words: Sequence[str], start: int) -> Iterator[str]:
    """The names that a `const` or `let` declares."""
    find = _listed if words[start + 1] == "[" else _chained
    return (name for name in find(words, start + 1) if name.isidentifier() or name == "$")


def _listed(words: Sequence[str], start: int) -> Iterator[str]:
    yield from words[start + 1 : words.index("]", start)]


def _chained(words: Sequence[str], start: int) -> Iterator[str]:
    """`let one, two`: the names as far as nothing is given to them."""
    for index in range(start, len(words) - 1, 2):
        if words[index] != "{":
            yield words[index]
        if words[index + 1] != ",":
            return


def _parameters(words: Sequence[str], end: int) -> Iterator[str]:
    start = end
    while words[start] != "(":
        start -= 1
    if "{" not in words[start:end]:
        yield from words[start + 1 : end]
