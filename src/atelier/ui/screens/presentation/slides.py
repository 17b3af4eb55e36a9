"""A report as slides: one point each, the same words as in the documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atelier.errors import N_
from atelier.export.report import HeadingSection, Item, Report, TableSection
from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Passage:
    """A text below the title."""

    text: str
    tone: str = ""
    """`dim` for who said it, `late` for a disagreement, `alarm` for a caution; `title` for a caption and
    `status` for what is not finished, both in the middle."""
    lead: str = ""
    """Before its first line: a bullet, a star."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is shown at once, where there is room for it."""

    title: str
    passages: tuple[Passage, ...] = ()
    over: str = ""
    """A small line above: the table and the heading."""
    is_key: bool = False
    """Whether it is a key message."""
    remark: str = ""
    """Said in a corner: that this is not final."""


def slides(report: Report, tr: Translator) -> tuple[Slide, ...]:
    """Every slide of a report, in the order of the document, key messages first under each heading.

    Args:
        report: composed without its annex, which is not shown.
        tr: the language of the document.
    """
    return tuple(_Maker(report, tr).slides())


class _Maker:
    def __init__(self, report: Report, tr: Translator) -> None:
        self._report = report
        self._tr = tr
        self._remark = tr(N_("provisional")) if report.is_working else ""

    def slides(self) -> Iterator[Slide]:
        report, words = self._report, self._report.words
        lines = [Passage(line, "title") for line in report.subtitle]
        if report.working:
            lines.append(Passage(report.working, "status"))
        yield self._slide(report.title, tuple(lines))
        if report.introduction:
            yield self._slide(report.title, _prose(report.introduction), over=" – ".join(report.subtitle))
        for table in report.tables:
            yield from self._table(table)
        if report.transversal:
            yield self._slide(words.transversal)
            for item in report.transversal:
                yield self._point(item, words.transversal)
        if report.conclusion:
            caution = report.conclusion_caution
            more = (self._caution(caution),) if caution else ()
            yield self._slide(words.conclusion, (*_prose(report.conclusion), *more))
        if report.further:
            links = (Passage(f"{link.label} {link.address}".strip(), lead="• ") for link in report.further)
            yield self._slide(words.further, tuple(links))
        yield self._slide(self._tr(N_("Thank you")), (Passage(report.title, "title"),))

    def _table(self, table: TableSection) -> Iterator[Slide]:
        passages = [Passage(table.question, "title")] if table.question else []
        if table.status:
            passages.append(Passage(table.status, "status"))
        over = table.label if table.topic else ""
        yield self._slide(table.topic or table.label, tuple(passages), over=over)
        for heading in table.headings:
            yield from self._heading(table, heading)

    def _heading(self, table: TableSection, heading: HeadingSection) -> Iterator[Slide]:
        over = f"{table.label} · {heading.title}"
        for item in sorted(heading.items, key=lambda item: not item.is_key):
            yield self._point(item, over)
        if heading.raw:
            notes = (Passage(note.counted, lead="★ " if note.is_star else "• ") for note in heading.raw)
            # Nobody has made a point of them yet.
            remark = self._remark or self._tr(N_("provisional"))
            yield Slide(self._report.words.raw, tuple(notes), over, remark=remark)

    def _point(self, item: Item, over: str) -> Slide:
        words = self._report.words
        passages = list(_prose(item.paragraphs))
        if item.divergence:
            passages.append(Passage(f"{words.divergence} – {item.divergence}", "late"))
        if item.caution:
            passages.append(self._caution(item.caution))
        if item.carried_by:
            said = f"{words.key_message} · {item.carried_by}" if item.is_key else item.carried_by
            passages.append(Passage(said, "dim"))
        elif item.is_key:
            passages.append(Passage(words.key_message, "dim"))
        return Slide(item.title, tuple(passages), over, item.is_key, self._remark)

    def _caution(self, text: str) -> Passage:
        return Passage(f"{self._report.words.caution} – {text}", "alarm")

    def _slide(self, title: str, passages: tuple[Passage, ...] = (), over: str = "") -> Slide:
        return Slide(title, passages, over, remark=self._remark)


def _prose(paragraphs: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(Passage(paragraph) for paragraph in paragraphs)
