"""A report as one HTML file: nothing outside it is loaded, nothing in it runs, and it prints well on A4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from atelier.export.page import escape, shipped_style, tag, write_page
from atelier.export.report import Annex, Grid, HeadingSection, Item, Link, RawNote, Report, TableSection


def write_html(report: Report) -> bytes:
    """The whole page."""
    style = shipped_style("report.css").replace("TITLE", _css_string(_running_title(report)))
    return write_page(language=report.language, title=report.title, style=style, body=_body(report))


def _running_title(report: Report) -> str:
    return f"{report.title[:70]} – {report.working}" if report.working else report.title[:90]


def _css_string(text: str) -> str:
    # Every character but letters, digits and spaces by its number: nothing can close the string or the style
    plain = " ".join(text.split())
    return re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", plain)


def _prose(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _body(report: Report) -> Iterator[str]:
    words = report.words
    yield "<header>"
    if report.working:
        yield tag("p", escape(report.working), "working")
    yield f'<h1 dir="auto">{_prose(report.title)}</h1>'
    for line in report.subtitle:
        yield tag("p", escape(line), "subtitle")
    yield "</header>"
    for paragraph in report.introduction:
        yield tag("p", _prose(paragraph), "lead")
    if report.method:
        yield '<aside class="method">'
        yield tag("h2", escape(words.method))
        yield "<dl>"
        for fact in report.method:
            yield f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd></div>"
        yield "</dl></aside>"
    yield from _contents(report)
    for table in report.tables:
        yield from _table(report, table)
    if report.transversal:
        yield '<section class="part">'
        yield tag("h2", escape(words.transversal))
        for item in report.transversal:
            yield from _item(report, item)
        yield "</section>"
    if report.conclusion:
        yield '<section class="part conclusion" id="conclusion">'
        yield tag("h2", escape(words.conclusion))
        for paragraph in report.conclusion:
            yield tag("p", _prose(paragraph))
        yield from _caution(report, report.conclusion_caution)
        yield "</section>"
    if report.further:
        yield '<section class="part further">'
        yield tag("h2", escape(words.further))
        yield "<ul>"
        for link in report.further:
            yield tag("li", _link(link))
        yield "</ul></section>"
    if report.annex is not None:
        yield from _annex(report.annex)
    yield tag("footer", escape(report.made))


def _contents(report: Report) -> Iterator[str]:
    if len(report.tables) < 2:
        return
    yield f"<nav><h2>{escape(report.words.contents)}</h2><ul>"
    for rank, table in enumerate(report.tables, start=1):
        yield f'<li><a href="#part-{rank}">{escape(table.title)}</a></li>'
    if report.conclusion:
        yield f'<li><a href="#conclusion">{escape(report.words.conclusion)}</a></li>'
    if report.annex is not None:
        yield f'<li><a href="#annex">{escape(report.annex.title)}</a></li>'
    yield "</ul></nav>"


def _table(report: Report, table: TableSection) -> Iterator[str]:
    rank = report.tables.index(table) + 1
    yield f'<section class="table" id="part-{rank}">'
    label = tag("span", escape(table.label), "label")
    yield tag("h2", f"{label} {escape(table.topic)}" if table.topic else label)
    if table.question:
        yield f'<p class="question" dir="auto">{escape(table.question)}</p>'
    if table.status:
        yield tag("p", escape(table.status), "status")
    for heading in table.headings:
        yield from _heading(report, heading)
    yield "</section>"


def _heading(report: Report, heading: HeadingSection) -> Iterator[str]:
    yield '<section class="heading">'
    yield tag("h3", escape(heading.title))
    for item in heading.items:
        yield from _item(report, item)
    if heading.empty:
        yield tag("p", escape(heading.empty), "empty")
    if heading.raw:
        yield tag("p", escape(report.words.raw), "empty")
        yield from _notes(heading.raw, is_target=False)
    if heading.gaps:
        yield '<ul class="gaps">'
        for gap in heading.gaps:
            yield tag("li", escape(gap))
        yield "</ul>"
    yield "</section>"


def _item(report: Report, item: Item) -> Iterator[str]:
    words = report.words
    yield f'<article class="{"point key" if item.is_key else "point"}">'
    if item.is_key:
        yield tag("p", f"★ {escape(words.key_message)}", "mark")
    if item.title:
        number = tag("span", str(item.number), "number") + " " if item.number else ""
        yield f'<h4>{number}<span dir="auto">{_prose(item.title)}</span></h4>'
    for paragraph in item.paragraphs:
        yield f'<p dir="auto">{_prose(paragraph)}</p>'
    if item.divergence:
        yield tag("p", f"<strong>{escape(words.divergence)}</strong> {_prose(item.divergence)}", "divergence")
    yield from _caution(report, item.caution)
    sources = ", ".join(f'<a href="#note-{escape(each)}">{escape(each)}</a>' for each in item.sources)
    meta = [escape(item.carried_by)] if item.carried_by else []
    meta += [f"{escape(words.notes)} {sources}"] if sources else []
    if meta:
        yield tag("p", " · ".join(meta), "meta")
    yield "</article>"


def _caution(report: Report, caution: str) -> Iterator[str]:
    if caution:
        yield tag("p", f"<strong>{escape(report.words.caution)}</strong> {escape(caution)}", "caution")


def _link(link: Link) -> str:
    if not link.address:
        return escape(link.label)
    address = escape(link.address)
    shown = "" if link.label == link.address else f' <span class="address">{address}</span>'
    return f'<a href="{address}" rel="noopener noreferrer">{escape(link.label)}</a>{shown}'


def _annex(annex: Annex) -> Iterator[str]:
    yield '<section class="annex" id="annex">'
    yield tag("h2", escape(annex.title))
    yield tag("p", escape(annex.introduction))
    if annex.grid.rows:
        yield from _grid(annex.grid)
    for table in annex.tables:
        yield tag("h3", escape(table.title))
        for stop in table.stops:
            yield '<section class="stop">'
            yield tag("h4", escape(stop.title))
            for cell in stop.cells:
                state = f" {tag('span', escape(cell.state), 'state')}" if cell.state else ""
                yield tag("h5", f"{escape(cell.heading)}{state}")
                if cell.notes:
                    yield from _notes(cell.notes, is_target=True)
            yield "</section>"
    yield "</section>"


def _notes(notes: Iterable[RawNote], *, is_target: bool) -> Iterator[str]:
    yield '<ul class="notes">'
    for note in notes:
        anchor = f' id="note-{escape(note.reference)}"' if is_target and not note.is_gathered else ""
        star = "★ " if note.is_star else ""
        remarks = f' <span class="remarks">{escape(" · ".join(note.asides))}</span>' if note.asides else ""
        yield (
            f'<li{anchor}><span class="reference">{escape(note.reference)}</span> '
            f'{star}<span dir="auto">{_prose(note.text)}</span>{remarks}</li>'
        )
    yield "</ul>"


def _grid(grid: Grid) -> Iterator[str]:
    yield "<table><thead><tr><td></td>"
    for column in grid.columns:
        yield f'<th scope="col">{escape(column)}</th>'
    yield "</tr></thead><tbody>"
    for label, cells in grid.rows:
        row = "".join(tag("td", escape(cell), "" if cell[:1].isdigit() else "state") for cell in cells)
        yield f'<tr><th scope="row">{escape(label)}</th>{row}</tr>'
    yield "</tbody></table>"
