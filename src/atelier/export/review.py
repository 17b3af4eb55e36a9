"""The synthesis as a text to be corrected in any editor, each passage with its code (texte à relire).

`services.review.reading` reads it back; what it takes for a heading, a name or a quotation is escaped
here where people happened to write the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from atelier.domain.clock import Moment
from atelier.domain.fusion import sources_of
from atelier.domain.note import Note
from atelier.domain.review import code
from atelier.domain.review.passage import (
    CONCLUSION,
    FURTHER,
    INTRODUCTION,
    Passage,
    codes_of,
    passages,
    printed_headings,
    printed_tables,
)
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, Transversal
from atelier.domain.workshop import CafeTable, Workshop
from atelier.errors import N_
from atelier.export.wording import paragraphs, stop_label, table_label
from atelier.i18n import LANGUAGES, Translator

SUFFIX: Final = N_("-review.md")
"""What follows the workshop's name in the name of the file."""
MARK: Final = "\ufeff"
"""Tells word processors that the file is UTF-8."""
_STRUCTURE: Final = re.compile(r"^(?=\\|#{1,6}(?:\s|$)|>|[-=_*\s]+$)")
_BACKSLASH: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Labels:
    """Our own words in the text, in one language."""

    sections: Mapping[str, str]
    """The heading of each text of the workshop."""
    transversal: str
    columns: Mapping[str, str]
    """What stands before the texts that have a name."""
    to_write: str
    """Stands where nothing is written yet."""
    plenary: str
    notice: tuple[str, str]
    """What the codes are for, in two lines; `{stamp}` stands in the first."""


def labels(tr: Translator) -> Labels:
    """Our own words in a language."""
    return Labels(
        sections={
            INTRODUCTION: tr(N_("Introduction")),
            CONCLUSION: tr(N_("Conclusion across tables")),
            FURTHER: tr(N_("To go further")),
        },
        transversal=tr(N_("What comes back from table to table")),
        columns={
            "question": tr(N_("Question")),
            "short": tr(N_("In short")),
            "divergence": tr(N_("Not everybody agrees")),
        },
        to_write=tr(N_("(to be written)")),
        plenary=tr(N_("Plenary")),
        notice=(
            tr(N_("Text to review ({stamp}): correct, move and add what you like, in any editor.")),
            tr(
                N_(
                    "The codes in brackets at the end of some lines tell Atelier which text it is: leave each"
                    " at the end of its line. Lines that begin with > are only there to be read."
                )
            ),
        ),
    )


def own_words() -> tuple[Labels, ...]:
    """Our own words in every language: a text may come back in any of them."""
    return tuple(labels(Translator(language)) for language in LANGUAGES)


def source_lines(state: State) -> frozenset[str]:
    """Every note as it stands below a point, in every language; removed notes too."""
    translators = [Translator(language) for language in LANGUAGES]
    notes = state.all(Note).values()
    return frozenset(source_line(tr, state, note) for note in notes for tr in translators)


def write_review(state: State, now: Moment, tr: Translator, *, with_notes: bool = True) -> bytes:
    """The text to be reviewed.

    Args:
        state: the workshop.
        now: when it is made.
        tr: its language.
        with_notes: whether the notes that a point rests on stand below it, for whoever reads.
    """
    writer = _Writer(state, tr, with_notes=with_notes)
    return (MARK + "\n\n".join(writer.blocks(now)) + "\n").encode()


def source_line(tr: Translator, state: State, note: Note) -> str:
    """A note as it stands below its point."""
    return f"– {one_line(note.text)} ({stop_label(tr, state, note.cell)})"


def echo(text: str) -> str:
    """A text as it comes back when nobody touched it."""
    kept = "\n".join(line.strip() for line in code.without_codes(text).split("\n"))
    return "\n\n".join(paragraphs(kept))


class _Writer:
    def __init__(self, state: State, tr: Translator, *, with_notes: bool) -> None:
        self._state = state
        self._tr = tr
        self._with_notes = with_notes
        self._labels = labels(tr)
        self._idents = codes_of(state)
        self._passages = {passage.name: passage for passage in passages(state)}
        # What would be read as our own words, whatever the language of the text.
        self._sources = source_lines(state)
        words = [
            title
            for table in printed_tables(state)
            for heading in printed_headings(state, table)
            for title in (heading.title, heading.short)
        ]
        names = [r"table\s*\d"]
        for own in own_words():
            names.append(re.escape(own.plenary))
            words += [*own.sections.values(), own.transversal, own.to_write]
            names += [rf"{re.escape(name)}\s*[:：–—-]" for name in own.columns.values()]
        self._own = frozenset(one_line(word).casefold() for word in words)
        self._named = re.compile(rf"^(?={'|'.join(names)})", re.IGNORECASE)

    def blocks(self, now: Moment) -> Iterator[str]:
        """What is parted by blank lines."""
        state, own = self._state, self._labels
        when = datetime.fromtimestamp(now.wall, UTC)
        stamp = when.strftime("%Y-%m-%d %H:%M UTC")
        yield "\n".join(f"> {line.replace('{stamp}', stamp)}" for line in own.notice)
        named = {(passage.kind, passage.slot): passage for passage in self._passages.values() if passage.slot}
        for passage in named.values():
            if passage.form.head:
                yield self._line("#", passage.head, passage)
        yield from self._section(named[Workshop.KIND, INTRODUCTION])
        points: dict[tuple[str, str], list[Passage]] = {}
        for passage in self._passages.values():
            if passage.kind == Theme.KIND:
                points.setdefault((passage.table_id, passage.heading), []).append(passage)
        for table in printed_tables(state):
            yield from self._table(table)
            for heading in printed_headings(state, table):
                yield f"### {_on_line(heading.title)}"
                for passage in points.get((table.id, heading.key), ()):
                    yield from self._point(passage)
        transversal = [each for each in self._passages.values() if each.kind == Transversal.KIND]
        if transversal:
            yield f"## {own.transversal}"
            for passage in transversal:
                yield from self._point(passage)
        yield from self._section(named[Workshop.KIND, CONCLUSION])
        yield from self._section(named[Workshop.KIND, FURTHER])

    def _table(self, table: CafeTable) -> Iterator[str]:
        passage = next(
            each
            for each in self._passages.values()
            if each.kind == CafeTable.KIND and each.row_id == table.id
        )
        label = table_label(self._tr, table)
        yield self._line("##", f"{label} – {passage.head}" if passage.head else label, passage)
        yield from self._labelled(passage)

    def _section(self, passage: Passage) -> Iterator[str]:
        yield self._line("##", self._labels.sections[passage.slot], passage)
        yield from self._body(passage)

    def _point(self, passage: Passage) -> Iterator[str]:
        yield self._line("####", passage.head, passage)
        yield from self._body(passage)
        yield from self._labelled(passage)
        notes = sources_of(self._state, passage.row_id) if self._with_notes else ()
        if notes:
            yield "\n".join(f"> {source_line(self._tr, self._state, note)}" for note in notes)

    def _body(self, passage: Passage) -> Iterator[str]:
        written = [self._escaped(paragraph) for paragraph in paragraphs(echo(passage.body))]
        yield from written or [self._labels.to_write]

    def _labelled(self, passage: Passage) -> Iterator[str]:
        for column in passage.form.labelled:
            separator = "\u00a0: " if self._tr.language == "fr" else ": "
            for paragraph in paragraphs(echo(passage.texts[column])):
                yield f"{self._labels.columns[column]}{separator}{self._escaped(paragraph)}"

    def _line(self, mark: str, text: str, passage: Passage) -> str:
        signs = code.written(self._idents[passage.name], passage.version)
        return " ".join(part for part in (mark, _on_line(text), signs) if part)

    def _escaped(self, paragraph: str) -> str:
        return "\n".join(self._escaped_line(line) for line in paragraph.split("\n"))

    def _escaped_line(self, line: str) -> str:
        line = _BACKSLASH.sub(r"\\\\", line)
        is_own = line.casefold() in self._own or self._named.match(line) or line in self._sources
        return f"\\{line}" if is_own or _STRUCTURE.match(line) else line


def _on_line(text: str) -> str:
    return _BACKSLASH.sub(r"\\\\", code.without_codes(one_line(text)))
