"""A report to paste into the editor of a site: a few plain tags, no style, the site's own look."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from atelier.export.report import Item, Link, Report, TableSection


def write_paste(report: Report) -> bytes:
    """The report in h2, h3, p, ul, li, strong and a; its title and its annex are left to the site."""
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
        yield f"<p><strong>{escape(report.working)}</strong></p>"
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
        facts = (f"<strong>{escape(fact.label)}</strong> {escape(fact.value)}" for fact in report.method)
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
            yield from _list(escape(" ".join(note.text.split("\n"))) for note in heading.raw)
        if heading.gaps:
            yield from _list(escape(gap) for gap in heading.gaps)


def _item(report: Report, item: Item) -> Iterator[str]:
    words = report.words
    if item.title:
        title = " ".join(item.title.split("\n"))
        yield f"<p><strong>{'★ ' if item.is_key else ''}{escape(title)}</strong></p>"
    for paragraph in item.paragraphs:
        yield from _prose(paragraph)
    if item.divergence:
        text = " ".join(item.divergence.split("\n"))
        yield f"<p><strong>{escape(words.divergence)}</strong> {escape(text)}</p>"
    yield from _caution(report, item.caution)
    yield from _prose(item.carried_by and f"({item.carried_by})")


def _caution(report: Report, caution: str) -> Iterator[str]:
    if caution:
        yield f"<p><strong>{escape(report.words.caution)}</strong> {escape(caution)}</p>"


def _link(link: Link) -> str:
    if not link.address:
        return escape(link.label)
    return f'<a href="{escape(link.address)}">{escape(link.label)}</a>'
