"""Notes in a block of text: bullets, headings and titles of tables, rounds and groups are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.note import LONGEST_NOTE
from atelier.domain.text import clean, heading_prefix, is_blank
from atelier.services.block_lines import TextLine, text_lines

_STAR: Final = re.compile(r"(?:[★⭐🌟]\ufe0f?(?![★⭐🌟])|\*(?=[ ]))[ ]*(?=\S)")
_STAR_BEHIND: Final = re.compile(r"(?<=[^\s★⭐🌟])[ ]*(?:\([★⭐*]\ufe0f?\)|[★⭐🌟]\ufe0f?)$")
_STRONG: Final = re.compile(r"(\*\*|__)(?P<inner>[^*_]+)\1(?P<behind>\s*:?)$")
_COUNTED: Final = re.compile(r"\s*[(\[]?\d{1,3}[)\]]?\s*$")
_NAMED: Final = re.compile(r"(?P<name>[^:\n]{2,60}?)[ \u00a0\u202f]?:(?!//)\s*(?P<rest>.*)", re.DOTALL)
_WORD: Final = re.compile(r"[^\W_]+")
_PLACE_PART: Final = re.compile(
    r"(?P<table>(?:t|tables?)\s*(?:n[°o.]\s*)?(?P<table_number>\d{1,4}))"
    r"|(?P<round>(?:r|tours?|rounds?)\s*(?:n[°o.]\s*)?(?P<round_number>\d{1,4}))"
    r"|(?P<ordinal>(?P<ordinal_number>\d{1,2})\s?(?:er|re|e|ème|eme|st|nd|rd|th)\s+(?:tour|round))"
    r"|(?:groupe?|group)s?\s+(?P<group>[A-Za-z]{1,2}|\d{1,3})"
    r"|(?P<plenary>pl[ée]ni[èe]re|plenary|en pl[ée]ni[èe]re)"
    r"|(?:feuille|sheet)\s*(?:n[°o.]\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_LONGEST_TITLE: Final = 120
_BETWEEN: Final = re.compile(r"[\s,;:·•|/–—-]*")
_NAME_OF_GROUP: Final = re.compile(r"\s*\([^()]{1,60}\)|\s*[«“\"][^»”\"]{1,60}[»”\"]")


class Kind(StrEnum):
    """What a line of a block is."""

    NOTE = "note"
    HEADING = "heading"
    """It names a heading: the lines that follow go there."""
    PLACE = "place"
    """It names a table, a round or a group."""
    TITLE = "title"
    """A title that names nothing known."""


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One line of a block, and what it is."""

    kind: Kind
    number: int
    """The line of the text where it begins, from 1."""
    text: str
    """What the note says, or what the title is."""
    heading: str | None = None
    """Key of the heading that it goes to, or names; None when the block does not say."""
    star: bool = False
    place: Mapping[str, str] = field(default_factory=dict)
    """The `table`, `round` and `group` that it names, or that titles above it name; `0` is the plenary."""

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than a note may be."""
        return self.kind is Kind.NOTE and len(self.text) > LONGEST_NOTE


def read_block(
    text: str, headings: Sequence[Heading], topics: Mapping[int, str] | None = None
) -> list[BlockLine]:
    """The lines of a block, in order: every one that says something is among them.

    Args:
        text: as it was pasted or read.
        headings: the canvas.
        topics: the topic of each table by number; it may stand behind the table in a title.
    """
    return _Reader(headings, topics or {}).read(text)


def sentences(text: str, longest: int = LONGEST_NOTE) -> list[str]:
    """A text in parts that a note can hold, cut after sentences; between words where one is too long."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?…;])\s+|\n+", text.strip()):
        rest = sentence
        while len(rest) > longest:
            at = rest.rfind(" ", longest // 2, longest)
            at = at if at > 0 else longest
            parts.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
        if not is_blank(rest):
            parts.append(rest)
    return parts


class _Reader:
    def __init__(self, headings: Sequence[Heading], topics: Mapping[int, str]) -> None:
        self._names = _names(headings)
        self._words = [(heading.key, _plain(heading.title).split()) for heading in headings]
        self._prefixes = {heading.prefix: heading.key for heading in headings if heading.prefix}
        self._topics = {number: _plain(topic) for number, topic in topics.items()}
        self._titles: dict[str, str] = {}
        """What the titles above say, in their order: a title takes the place of the last one of its kind,
        and of all that stood below that one."""

    def read(self, text: str) -> list[BlockLine]:
        # Titles must be known before lines are joined: none is a part of a note.
        titles = frozenset(filter(self._is_title, map(clean, text.split("\n"))))
        return [self._read(line) for line in text_lines(text, titles)]

    def _is_title(self, text: str) -> bool:
        line = TextLine(0, text)
        if not text or len(text) > _LONGEST_TITLE:
            return False
        return self._title(line) is not None or self._place(line) is not None or self._named(text) is not None

    def _read(self, line: TextLine) -> BlockLine:
        place = self._place(line)
        if place is not None:
            for kind, value in place.items():
                self._put(kind, value)
            return BlockLine(Kind.PLACE, line.number, line.text, place=self._here())
        heading = self._title(line)
        if heading is not None:
            self._put("heading", heading)
            return BlockLine(Kind.HEADING, line.number, line.text, heading, place=self._here())
        if line.level:
            self._put("heading", None)
            return BlockLine(Kind.TITLE, line.number, line.text, place=self._here())
        text, star = _unstarred(line.text, has_bullet=line.has_bullet)
        named, rest = self._named(text) or (None, text)
        if named is not None and not line.has_bullet:
            # « c: … » at the start of a line speaks for the lines below it too; behind a bullet, for its own.
            self._put("heading", named)
        if named is not None:
            text, starred = _unstarred(rest, has_bullet=False)
            star = star or starred
        heading = named or self._titles.get("heading")
        return BlockLine(Kind.NOTE, line.number, clean(text), heading, star, self._here())

    def _put(self, kind: str, value: str | None) -> None:
        if kind in self._titles:
            above = list(self._titles)[: list(self._titles).index(kind)]
            self._titles = {name: self._titles[name] for name in above}
        if value is not None:
            self._titles[kind] = value

    def _here(self) -> Mapping[str, str]:
        return {kind: value for kind, value in self._titles.items() if kind != "heading"}

    def _title(self, line: TextLine) -> str | None:
        """The heading that a line names and nothing else."""
        text, is_marked = line.text, bool(line.level)
        if strong := _STRONG.match(text):
            text, is_marked = strong["inner"] + strong["behind"], True
        bare = text.strip()
        if bare.endswith(":"):
            bare, is_marked = bare[:-1].rstrip(), True
        elif _COUNTED.search(bare):
            bare = _COUNTED.sub("", bare)
        key = heading_prefix(text, self._prefixes) if text.rstrip().endswith(":") else (None, text)
        if key[0] is not None and is_blank(key[1]):
            return key[0]
        if not bare or len(bare) > 80 or (line.has_bullet and not is_marked):
            return None
        found = self._names.get(_plain(bare))
        if found is not None:
            return found
        is_loud = bare.isupper() and len(bare) > 3
        return self._part_of_title(bare) if is_marked or is_loud else None

    def _part_of_title(self, text: str) -> str | None:
        """The only heading whose title holds these words one after the other (« Mise en œuvre »)."""
        words = _plain(text).split()
        if not words or max(map(len, words)) < 5:
            return None
        span = len(words)
        found = {
            key
            for key, title in self._words
            if any(title[at : at + span] == words for at in range(len(title) - span + 1))
        }
        return found.pop() if len(found) == 1 else None

    def _named(self, text: str) -> tuple[str, str] | None:
        """The heading that stands before a note, and the note: `p: des stands`, `Piste : des stands`."""
        key, rest = heading_prefix(text, self._prefixes)
        if key is not None and not is_blank(rest):
            return key, rest
        found = _NAMED.match(text)
        if found is None or is_blank(found["rest"]):
            return None
        name = found["name"]
        if strong := _STRONG.match(name):
            name = strong["inner"]
        key = self._names.get(_plain(name.strip("*_ ")))
        return (key, found["rest"].lstrip("*_ ")) if key is not None else None

    def _place(self, line: TextLine) -> dict[str, str] | None:
        """The table, round and group that a line names and nothing else."""
        text = line.text.strip().strip("*_").strip()
        found: dict[str, str] = {}
        at, parts = 0, 0
        while part := _PLACE_PART.match(text, at):
            if part.end() < len(text) and text[part.end()].isalnum():
                break
            found |= _place_of(part)
            parts += 1
            at = part.end()
            if part["group"] and (name := _NAME_OF_GROUP.match(text, at)):
                at = name.end()
            between = _BETWEEN.match(text, at)
            at = between.end() if between is not None else at
        rest = text[at:]
        if not parts or (line.has_bullet and not line.level and rest):
            return None
        if rest and not line.level:
            topic = self._topics.get(int(found.get("table", -1)), "")
            if not topic or _plain(rest) != topic:
                return None  # « Table 2 : trop de bruit » is a note
        return found


def _place_of(part: re.Match[str]) -> dict[str, str]:
    if part["table"]:
        return {"table": part["table_number"]}
    if part["round"] or part["ordinal"]:
        return {"round": part["round_number"] or part["ordinal_number"]}
    if part["group"]:
        return {"group": f"g{part['group']}" if part["group"].isdigit() else part["group"]}
    return {"table": "0"} if part["plenary"] else {}


def _unstarred(text: str, *, has_bullet: bool) -> tuple[str, bool]:
    """The text without its star, and whether it had one; an asterisk is one behind a bullet only."""
    before = _STAR.match(text)
    if before is not None and (has_bullet or not before[0].startswith("*")):
        return text[before.end() :], True
    behind = _STAR_BEHIND.search(text)
    return (text[: behind.start()], True) if behind is not None else (text, False)


def _names(headings: Sequence[Heading]) -> dict[str, str]:
    """Everything that a heading is called; a name that two of them have is left out."""
    found: dict[str, set[str]] = {}
    for heading in headings:
        names = {heading.key, heading.title, heading.short, heading.singular}
        names |= set(re.split(r"\s*[/|]\s*|\s+[-–—]\s+", heading.title))
        for name in names:
            if plain := _plain(name):
                found.setdefault(plain, set()).add(heading.key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}


def _plain(text: str) -> str:
    """A name without case, accents, punctuation or the mark of the plural."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _WORD.findall(bare)
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)
