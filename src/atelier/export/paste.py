"""A report to paste into the editor of a site: a few plain tags, no style, the site's own look.

Titles of points are lists of one line, as people write them there: bold paragraphs would be headings that
screen readers miss, and levels under h3 are what editors drop first. Links are the only other tag: every
editor keeps them, and their address is their text, so that nothing is lost where one does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from atelier.export.report import Item, Link, RawNote, Report, TableSection


def write_paste(report: Report) -> bytes:
    """The report in h2, h3, p, ul, li and a; its title and its annex are left to the site."""
    return ("\n".join(_lines(report)) + "\n").encode()


def _prose(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.strip():
            yield f"<p>{escape(line.strip())}</p>"


def _list(lines: Iterator[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{line}</li>" for line in lines)
    yield "</ul>"


def _lines(report: Report) -> Iterator[str]:
    words = report.words
    if report.working:
        yield from _prose(report.working)
    for paragraph in report.introduction:
        yield from _prose(paragraph)
    for table in report.tables:
        yield from _table(report, table)
    if report.transversal:
        yield f"<h2>{escape(words.transversal)}</h2>"
        for item in report.transversal:
            yield from _item(report, item)
    if report.conclusion:
        yield f"<h2>{escape(words.conclusion)}</h2>"
        for paragraph in report.conclusion:
            yield from _prose(paragraph)
        yield from _caution(report, report.conclusion_caution)
    if report.further:
        yield f"<h2>{escape(words.further)}</h2>"
        yield from _list(_link(link) for link in report.further)
    if report.method:
        yield f"<h2>{escape(words.method)}</h2>"
        facts = (escape(f"{fact.label} – {' '.join(fact.value.split())}") for fact in report.method)
        yield from _list(facts)


def _table(report: Report, table: TableSection) -> Iterator[str]:
    yield f"<h2>{escape(table.title)}</h2>"
    yield from _prose(table.question)
    yield from _prose(table.status)
    for heading in table.headings:
        yield f"<h3>{escape(heading.title)}</h3>"
        for item in heading.items:
            yield from _item(report, item)
        yield from _prose(heading.empty)
        if heading.raw:
            yield from _prose(report.words.raw)
            yield from _list(_raw(note) for note in heading.raw)
        if heading.gaps:
            yield from _list(escape(gap) for gap in heading.gaps)


def _raw(note: RawNote) -> str:
    return escape(" ".join(note.counted.split("\n")))


def _item(report: Report, item: Item) -> Iterator[str]:
    words = report.words
    if item.title:
        title = " ".join(item.title.split("\n"))
        yield from _list(iter([f"{'★ ' if item.is_key else ''}{escape(title)}"]))
    for paragraph in item.paragraphs:
        yield from _prose(paragraph)
    if item.divergence:
        text = " ".join(item.divergence.split("\n"))
        yield from _prose(f"{words.divergence} – {text}")
    yield from _caution(report, item.caution)
    yield from _prose(item.carried_by and f"({item.carried_by})")


def _caution(report: Report, caution: str) -> Iterator[str]:
    if caution:
        yield from _prose(f"{report.words.caution} – {caution}")


def _link(link: Link) -> str:
    if not link.address:
        return escape(link.label)
    address = f'<a href="{escape(link.address)}">{escape(link.address)}</a>'
    return address if link.label == link.address else f"{escape(link.label)} – {address}"
