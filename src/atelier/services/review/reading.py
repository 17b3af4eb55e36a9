"""A reviewed text read line by line: blocks, each with its code if it kept one, and lines without a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from atelier.domain.canvas import Heading
from atelier.domain.review import code
from atelier.domain.review.passage import (
    TITLE,
    codes_of,
    form_of,
    passage_name,
    printed_headings,
    printed_tables,
)
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeTable, Workshop
from atelier.export.review import own_words, source_lines
from atelier.services.review.folding import likeness, loose, words
from atelier.services.review.lines import Line, plain_head, read_line, unescaped

_RULE: Final = re.compile(r"^[\s\-=_*]+$")
_TABLE: Final = re.compile(r"^\W{0,4}table\s*(\d{1,4})\b\s*[-–—:.,]?\s*", re.IGNORECASE)
_NAMED: Final = re.compile(r"^[^\w\\]{0,4}([^:：–—\\]{2,40}?)\W{0,3}?\s*[:：–—-]\s*")
_STAMP: Final = re.compile(r"(\d{4})\W(\d{2})\W(\d{2})\W{1,3}(\d{2})\W(\d{2})\W{0,3}UTC")
_LONGEST_WRAPPED: Final = 100
"""Characters: a program that breaks lines breaks them before this."""
_SHORTEST_WRAPPED: Final = 45
"""Characters: a shorter line was ended by a person."""
_NEAR: Final = 0.75


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under one code, or under a title that has none."""

    line: int
    """Number of its first line, from 1."""
    ident: str = ""
    version: str = ""
    name: str = ""
    """The passage that it is: by its code, or by our own words; empty while unknown."""
    head: str = ""
    chunks: tuple[str, ...] = ()
    """Its paragraphs."""
    labelled: Mapping[str, str] = field(default_factory=dict)
    """Texts that stood behind their name."""
    table_id: str | None = None
    """The table under which it stands; None when that cannot be known, empty outside the tables."""
    heading: str | None = None
    is_split: bool = False
    """Whether it was found inside another one."""

    @property
    def body(self) -> str:
        """Its paragraphs as one text."""
        return "\n\n".join(self.chunks)

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n\n".join(part for part in (self.head, *self.chunks, *self.labelled.values()) if part)


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that has no place in the synthesis."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A reviewed text."""

    blocks: tuple[Block, ...]
    strays: tuple[Stray, ...]
    stamp: str
    """UTC, when it went out, to the minute; empty when it does not say any more."""


@dataclass(slots=True)
class _Open:
    """A block that is being read."""

    line: int
    ident: str = ""
    version: str = ""
    name: str = ""
    head: str = ""
    chunks: list[str] = field(default_factory=list)
    labelled: dict[str, list[str]] = field(default_factory=dict)
    table_id: str | None = None
    heading: str | None = None

    def closed(self) -> Block:
        return Block(
            self.line,
            self.ident,
            self.version,
            self.name,
            self.head,
            tuple(chunk for chunk in self.chunks if chunk),
            {column: "\n\n".join(texts) for column, texts in self.labelled.items()},
            self.table_id,
            self.heading,
        )


def read_review(state: State, text: str) -> Reading:
    """Read a reviewed text; no word of it is left out.

    Args:
        state: the workshop, for its codes and for what our own words are in it.
        text: the cleaned text.
    """
    return _Reader(state, text).reading()


class _Reader:
    def __init__(self, state: State, text: str) -> None:
        self._state = state
        self._names = {ident: name for name, ident in codes_of(state).items()}
        self._labels = own_words()
        self._sections = {
            loose(title).casefold(): passage_name(Workshop.KIND, state.workshop.id, slot)
            for own in self._labels
            for slot, title in own.sections.items()
        }
        self._transversals = {loose(own.transversal).casefold() for own in self._labels}
        self._to_write = {loose(own.to_write).casefold() for own in self._labels}
        self._columns = {
            loose(name).casefold(): column for own in self._labels for column, name in own.columns.items()
        }
        self._headings: dict[str, list[str]] = {}
        self._tables: dict[str, str] = {}
        self._plenary = ""
        self._learn_places()
        self._notices = {_bare(line) for own in self._labels for line in own.notice}
        self._sources: frozenset[str] | None = None
        self._lines = [read_line(number, raw, self._names) for number, raw in enumerate(text.split("\n"), 1)]
        coded = [line for line in self._lines if line.codes]
        self._has_marks = any(line.level for line in coded) or not coded
        prose = [line for line in self._lines if line.text and not line.is_quote and not line.level]
        self._is_wrapped = all(len(line.raw) <= _LONGEST_WRAPPED for line in prose)
        blanks = sum(not line.raw for line in self._lines)
        self._is_dense = blanks < len(coded)
        self._blocks: list[Block] = []
        self._strays: list[Stray] = []
        self._open: _Open | None = None
        self._table_id: str | None = None
        self._heading: str | None = None

    def _learn_places(self) -> None:
        for table in printed_tables(self._state):
            if table.is_plenary:
                self._plenary = table.id
            self._tables[str(table.number)] = table.id
            for heading in printed_headings(self._state, table):
                for title in (heading.title, heading.short):
                    if title:
                        keys = self._headings.setdefault(loose(one_line(title)).casefold(), [])
                        if heading.key not in keys:
                            keys.append(heading.key)

    def reading(self) -> Reading:
        """Everything that the text says."""
        found = next(filter(None, (_STAMP.search(line.raw) for line in self._lines)), None)
        stamp = "{}-{}-{}T{}:{}".format(*found.groups()) if found is not None else ""
        for chunk in self._chunks():
            self._take(chunk)
        self._close()
        return Reading(tuple(self._blocks), tuple(self._strays), stamp)

    # Lines

    def _chunks(self) -> Iterator[list[Line]]:
        """Lines that stand together; where no blank line is left, each stands alone."""
        chunk: list[Line] = []
        for line in self._lines:
            is_blank = not line.raw
            is_apart = self._is_dense or line.level or (chunk and line.is_quote != chunk[-1].is_quote)
            if chunk and (is_blank or is_apart):
                yield chunk
                chunk = []
            if not is_blank:
                chunk.append(line)
        if chunk:
            yield chunk

    # Structure

    def _take(self, chunk: list[Line]) -> None:
        if chunk[0].is_quote:
            for line in chunk:
                self._take_quote(line)
            return
        while chunk:
            coded = next((index for index, line in enumerate(chunk) if line.codes), len(chunk))
            self._take_plain(chunk[:coded], chunk[coded] if coded < len(chunk) else None)
            chunk = chunk[coded + 1 :]

    def _take_plain(self, lines: list[Line], coded: Line | None) -> None:
        """Lines without a code, and the one with a code that ends them."""
        if coded is not None and lines and (lines[0].level or self._is_broken_title(lines)):
            self._take_coded(coded, " ".join(line.text for line in lines))
            return
        if lines and (lines[0].level or not self._has_marks):
            lines = self._take_structure(lines)
        if lines:
            self._take_text(lines)
        if coded is not None:
            self._take_coded(coded, "")

    def _is_broken_title(self, lines: list[Line]) -> bool:
        """Whether a program broke a title into these lines, the code after them."""
        return (
            self._is_wrapped
            and all(len(line.raw) >= _SHORTEST_WRAPPED for line in lines[:3])
            and not lines[3:]
        )

    def _take_coded(self, line: Line, before: str) -> None:
        """A line with a code, or several that were joined."""
        at = 0
        for rank, found in enumerate(line.codes):
            between = line.text[at : found.start].strip()
            head = " ".join(part for part in (before, between) if part) if not rank else between
            self._begin(line, found, head)
            at = found.end
        rest = line.text[at:].strip()
        if rest.strip("*_ ") and self._open is not None:
            if not self._open.head and not self._has_marks:
                self._open.head = plain_head(rest)  # the code came before its title
                self._settle_head()
            else:
                self._add_text(unescaped(rest), line)

    def _begin(self, line: Line, found: code.Found, head: str) -> None:
        name = self._names.get(found.ident, "")
        self._close()
        kind = name.partition("/")[0]
        self._open = _Open(line.number, found.ident, found.version, name, plain_head(head))
        if kind == CafeTable.KIND:
            self._enter_table(name.split("/")[1])
        elif kind == Workshop.KIND:
            self._leave_tables()
        self._open.table_id, self._open.heading = self._table_id, self._heading
        self._settle_head()

    def _settle_head(self) -> None:
        """Take our own words away from the line of a code."""
        found = self._open
        if found is None:
            return
        kind, slot = found.name.partition("/")[0], found.name.rpartition("/")[2]
        if kind == CafeTable.KIND:
            found.head = self._topic(found.head)
        elif kind == Workshop.KIND and slot != TITLE and found.head:
            if loose(found.head).casefold() not in self._sections:
                self._strays.append(Stray(found.line, found.head))
            found.head = ""

    def _take_structure(self, chunk: list[Line]) -> list[Line]:
        """A title without a code, and what is left of the lines after it."""
        line, rest = chunk[0], chunk[1:]
        folded = loose(plain_head(line.text)).casefold()
        if not folded:
            return rest
        if folded in self._sections:
            self._leave_tables()
            self._close()
            self._open = _Open(line.number, name=self._sections[folded], table_id="", heading="")
            return rest
        if folded in self._transversals:
            self._leave_tables()
            self._close()
            return rest
        if folded in self._headings:
            keys = self._headings[folded]
            # Two headings may have one title: then it is the next of them.
            after = keys.index(self._heading) + 1 if self._heading in keys else 0
            self._enter_heading(keys[min(after, len(keys) - 1)])
            return rest
        table_id = self._table_of(line.text)
        if table_id is not None:
            self._close()
            self._enter_table(table_id)
            name = passage_name(CafeTable.KIND, table_id)
            self._open = _Open(line.number, name=name, head=self._topic(line.text), table_id=table_id)
            return rest
        if not line.level:
            return chunk
        near = self._heading_near(line.text) if line.level == 3 else None
        if near is not None:
            self._strays.append(Stray(line.number, line.text))
            self._enter_heading(near)
            return rest
        self._close()
        if line.level < 4:
            self._heading = None if self._table_id != "" else ""
        self._open = _Open(
            line.number, head=plain_head(line.text), table_id=self._table_id, heading=self._heading
        )
        return rest

    def _table_of(self, text: str) -> str | None:
        found = _TABLE.match(text)
        if found is not None:
            return self._tables.get(found[1])
        word = text.split()[0] if text.split() else ""
        is_plenary = any(loose(own.plenary).casefold() == loose(word).casefold() for own in self._labels)
        return self._plenary if is_plenary and self._plenary else None

    def _topic(self, text: str) -> str:
        found = _TABLE.match(text)
        if found is not None:
            return text[found.end() :].strip()
        for own in self._labels:
            if text.casefold().startswith(own.plenary.casefold()):
                return re.sub(r"^\s*[-–—:]?\s*", "", text[len(own.plenary) :])
        return text

    def _heading_near(self, text: str) -> str | None:
        said = words(text)
        headings = self._state.live(Heading)
        titles = [(likeness(said, words(heading.title)), heading.key) for heading in headings]
        best = max(titles, default=(0.0, ""))
        return best[1] if best[0] >= _NEAR else None

    def _enter_table(self, table_id: str) -> None:
        self._table_id, self._heading = table_id, None

    def _enter_heading(self, key: str) -> None:
        self._close()
        self._heading = key

    def _leave_tables(self) -> None:
        self._table_id, self._heading = "", ""

    def _close(self) -> None:
        if self._open is not None:
            self._blocks.append(self._open.closed())
            self._open = None

    # Text

    def _take_quote(self, line: Line) -> None:
        if not line.text or self._is_source(line.text) or _bare(line.text) in self._notices:
            return
        self._strays.append(Stray(line.number, line.text))

    def _take_text(self, chunk: Sequence[Line]) -> None:
        chunk = [line for line in chunk if not self._is_own(line)]
        if not chunk:
            return
        column, first = self._label(chunk[0].text)
        if column and self._open is not None:
            texts = [unescaped(first), *(unescaped(line.text) for line in chunk[1:])]
            self._open.labelled.setdefault(column, []).append(self._joined(texts))
            return
        self._add_text(self._joined([unescaped(line.raw) for line in chunk]), chunk[0])

    def _add_text(self, text: str, line: Line) -> None:
        if self._open is None:
            self._open = _Open(line.number, table_id=self._table_id, heading=self._heading)
        self._open.chunks.append(text)

    def _is_own(self, line: Line) -> bool:
        """Whether a line says nothing that a person wrote."""
        if _RULE.match(line.raw) or loose(line.text).casefold() in self._to_write:
            return True
        return self._is_source(line.text) or _bare(line.text) in self._notices

    def _is_source(self, text: str) -> bool:
        if text.startswith("\\"):
            return False
        if self._sources is None:
            self._sources = frozenset(map(loose, source_lines(self._state)))
        return loose(text) in self._sources

    def _label(self, text: str) -> tuple[str, str]:
        found = None if self._open is None else _NAMED.match(text)
        column = self._columns.get(loose(found[1]).casefold(), "") if found is not None else ""
        if found is None or self._open is None or column not in _named_columns(self._open.name):
            return "", text
        return column, text[found.end() :]

    def _joined(self, texts: Sequence[str]) -> str:
        made = texts[0]
        for before, text in pairwise(texts):
            glue = " " if self._is_wrapped and len(before) >= _SHORTEST_WRAPPED else "\n"
            made += glue + text
        return made


def _bare(text: str) -> str:
    """A line of our own notice, whatever its date."""
    return re.sub(r"[\W\d]+", "", re.sub(r"\{\w+\}|\bUTC\b", "", text)).casefold()


def _named_columns(name: str) -> tuple[str, ...]:
    """The texts that have their name before them in a passage; a new one is a point."""
    if not name:
        return form_of(Theme.KIND, "").labelled
    return form_of(name.partition("/")[0], name.rpartition("/")[2]).labelled
