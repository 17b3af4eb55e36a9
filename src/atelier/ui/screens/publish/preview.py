"""The document as lines: the same report that the writers write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atelier.export.report import Annex, Item, Report, TableSection
from atelier.ui.widgets.line_list import Line


def preview_lines(report: Report) -> list[Line]:
    """The whole document, in the order in which it is printed."""
    return [
        Line(str(number), text, lead=lead, tone=tone, is_selectable=True)
        for number, (text, lead, tone) in enumerate(_rows(report))
    ]


_Row = tuple[str, str, str]
_GAP: _Row = ("", "", "")


def _rows(report: Report) -> Iterator[_Row]:
    yield (report.title, "", "heading")
    for line in report.subtitle:
        yield (line, "", "dim")
    if report.is_working:
        yield (report.working, "", "warning")
    yield _GAP
    yield from _paragraphs(report.introduction)
    for table in report.tables:
        yield from _table(report, table)
    if report.transversal:
        yield (report.words.transversal, "", "heading")
        for item in report.transversal:
            yield from _item(report, item)
        yield _GAP
    if report.conclusion:
        yield (report.words.conclusion, "", "heading")
        yield from _paragraphs(report.conclusion)
    if report.further:
        yield (report.words.further, "", "heading")
        for link in report.further:
            yield (f"{link.label} {link.address}".strip(), "• ", "")
        yield _GAP
    yield (report.words.method, "", "heading")
    for fact in report.method:
        yield (
            f"{fact.label} : {fact.value}" if report.language == "fr" else f"{fact.label}: {fact.value}",
            "",
            "",
        )
    if report.annex is not None:
        yield _GAP
        yield from _annex(report.annex)


def _table(report: Report, table: TableSection) -> Iterator[_Row]:
    yield (table.title, "", "heading")
    if table.question:
        yield (table.question, "", "strong")
    if table.status:
        yield (table.status, "", "warning")
    yield _GAP
    for heading in table.headings:
        yield (heading.title, "", "strong")
        for item in heading.items:
            yield from _item(report, item)
        for raw in heading.raw:
            yield (raw.counted, "  ★ " if raw.is_star else "  · ", "")
        for gap in heading.gaps:
            yield (gap, "  ", "dim")
        if heading.empty:
            yield (heading.empty, "  ", "dim")
        yield _GAP


def _item(report: Report, item: Item) -> Iterator[_Row]:
    yield (item.title, "★ " if item.is_key else "• ", "strong")
    for paragraph in item.paragraphs:
        yield (paragraph, "  ", "")
    if item.divergence:
        yield (f"{report.words.divergence} {item.divergence}", "  ", "late")
    if item.caution:
        yield (item.caution, "  ", "alarm")
    if item.carried_by:
        yield (item.carried_by, "  ", "dim")


def _annex(annex: Annex) -> Iterator[_Row]:
    yield (annex.title, "", "heading")
    yield (annex.introduction, "", "dim")
    for table in annex.tables:
        yield (table.title, "", "strong")
        for stop in table.stops:
            yield (stop.title, "", "strong")
            for cell in stop.cells:
                yield (f"{cell.heading} – {cell.state}" if cell.state else cell.heading, "  ", "dim")
                for note in cell.notes:
                    yield (note.counted, "  ★ " if note.is_star else "  · ", "")


def _paragraphs(texts: Iterable[str]) -> Iterator[_Row]:
    for text in texts:
        yield (text, "", "")
        yield _GAP
