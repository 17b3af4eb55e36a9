"""A report as Markdown that any reader of CommonMark shows as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from atelier.export.report import Annex, Grid, Item, Link, RawNote, Report, TableSection

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<#|~$^@]|&(?=#?\w{1,40};))")
_LINE_START: Final = re.compile(r"^(?:([>+\-=:%])|(\d{1,9})([.)]))")
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)


def write_markdown(report: Report) -> bytes:
    """The report, paragraphs apart by a blank line."""
    return ("\n\n".join(_blocks(report)) + "\n").encode()


def escape(text: str) -> str:
    """The text on one line, so that it reads back as it is.

    Of ASCII punctuation only what Markdown, its usual extensions or a site generator would act upon is
    escaped: a document full of backslashes before every comma is not read by people any more.
    """
    return " ".join(_escape_line(line.strip(" ")) for line in text.split("\n") if line.strip(" "))


def _escape_line(line: str) -> str:
    line = _ACTIVE.sub(r"\\\1", line)
    line = _ADDRESS.sub(lambda found: f"\\{found[0]}", line)
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def _prose(paragraph: str) -> str:
    """A paragraph; its line breaks stay."""
    lines = (_escape_line(line.strip(" ")) for line in paragraph.split("\n"))
    return "  \n".join(line for line in lines if line)


def _blocks(report: Report) -> Iterator[str]:
    words = report.words
    yield f"# {escape(report.title)}"
    if report.subtitle:
        yield "  \n".join(escape(line) for line in report.subtitle)
    if report.working:
        yield f"> **{escape(report.working)}**"
    yield from (_prose(paragraph) for paragraph in report.introduction)
    if report.method:
        yield f"## {escape(words.method)}"
        yield "\n".join(f"- **{escape(fact.label)}** – {escape(fact.value)}" for fact in report.method)
    for table in report.tables:
        yield from _table(report, table)
    if report.transversal:
        yield f"## {escape(words.transversal)}"
        for item in report.transversal:
            yield from _item(report, item)
    if report.conclusion:
        yield f"## {escape(words.conclusion)}"
        yield from (_prose(paragraph) for paragraph in report.conclusion)
        yield from _caution(report, report.conclusion_caution)
    if report.further:
        yield f"## {escape(words.further)}"
        yield "\n".join(f"- {_link(link)}" for link in report.further)
    if report.annex is not None:
        yield from _annex(report.annex)
    yield "* * *"
    yield escape(report.made)


def _table(report: Report, table: TableSection) -> Iterator[str]:
    yield f"## {escape(table.title)}"
    if table.question:
        yield f"{escape(report.words.question)} – {escape(table.question)}"
    if table.status:
        yield f"> {escape(table.status)}"
    for heading in table.headings:
        yield f"### {escape(heading.title)}"
        for item in heading.items:
            yield from _item(report, item)
        if heading.empty:
            yield escape(heading.empty)
        if heading.raw:
            yield escape(report.words.raw)
            yield _notes(heading.raw)
        if heading.gaps:
            yield "\n".join(f"- {escape(gap)}" for gap in heading.gaps)


def _item(report: Report, item: Item) -> Iterator[str]:
    words = report.words
    if item.title:
        number = f"{item.number}. " if item.number else ""
        yield f"#### {number}{'★ ' if item.is_key else ''}{escape(item.title)}"
    yield from (_prose(paragraph) for paragraph in item.paragraphs)
    if item.divergence:
        yield f"**{escape(words.divergence)}** – {escape(item.divergence)}"
    yield from _caution(report, item.caution)
    meta = [words.key_message] if item.is_key else []
    meta += [item.carried_by] if item.carried_by else []
    meta += [f"{words.notes} {', '.join(item.sources)}"] if item.sources else []
    if meta:
        yield f"({escape(' · '.join(meta))})"


def _caution(report: Report, caution: str) -> Iterator[str]:
    if caution:
        yield f"> **{escape(report.words.caution)}** – {escape(caution)}"


def _link(link: Link) -> str:
    if not link.address:
        return escape(link.label)
    return f"[{escape(link.label)}](<{link.address.replace(chr(92), '%5C')}>)"


def _annex(annex: Annex) -> Iterator[str]:
    yield f"## {escape(annex.title)}"
    yield escape(annex.introduction)
    if annex.grid.rows:
        yield _grid(annex.grid)
    for table in annex.tables:
        yield f"### {escape(table.title)}"
        for stop in table.stops:
            yield f"#### {escape(stop.title)}"
            for cell in stop.cells:
                state = f" – {escape(cell.state)}" if cell.state else ""
                yield f"**{escape(cell.heading)}**{state}"
                if cell.notes:
                    yield _notes(cell.notes)


def _notes(notes: Iterable[RawNote]) -> str:
    lines = []
    for note in notes:
        remarks = f" ({escape(' · '.join(note.asides))})" if note.asides else ""
        lines.append(f"- {note.reference} {'★ ' if note.is_star else ''}{escape(note.text)}{remarks}")
    return "\n".join(lines)


def _grid(grid: Grid) -> str:
    rows = [["", *grid.columns], *([label, *cells] for label, cells in grid.rows)]
    lines = ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)
