"""What a union of files came to, in lines to be read: in a terminal, and in a dialog."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.canvas import Heading
from atelier.domain.note import CellKey
from atelier.domain.place import places
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.figures import enumeration, quotation, time_of_day
from atelier.services.excerpt import excerpt
from atelier.ui.screens.history.columns import label
from atelier.ui.screens.history.rows import row_title
from atelier.ui.wording import group_name, heading_name, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.services.uniting.report import Conflict, Count, Removal, Report, SameLine

_MOST: Final = 20
"""Things of one kind that are told one by one."""
_LONGEST: Final = 160
"""Characters of a text that is told."""


def report_lines(tr: Translator, report: Report) -> list[tuple[str, str]]:
    """The report, line by line, each with its tone: nothing, `heading`, `warning` or `dim`.

    Args:
        tr: the interface's language.
        report: what came of the union.
    """
    return list(_Lines(tr, report).all())


class _Lines:
    def __init__(self, tr: Translator, report: Report) -> None:
        self._tr = tr
        self._report = report
        self._names = _names([str(one.path) for one in report.inputs])

    def all(self) -> Iterator[tuple[str, str]]:
        yield from self._origins()
        yield from self._tables()
        yield self._clock(), ""
        yield from self._drafts()
        report, tr = self._report, self._tr
        if report.conflicts:
            n = len(report.conflicts)
            yield tr.n("{n} version to choose", "{n} versions to choose", n), "heading"
            yield from self._told([line for one in report.conflicts for line in self._conflict(one)], 3)
        if report.removals:
            n = len(report.removals)
            yield (
                tr.n(
                    "{n} text removed on one side and changed on the other: it stays removed",
                    "{n} texts removed on one side and changed on the other: they stay removed",
                    n,
                ),
                "heading",
            )
            yield from self._told([self._removal(one) for one in report.removals], 1)
        if report.same_lines:
            n = len(report.same_lines)
            yield (
                tr.n(
                    "{n} line that seems typed on both sides; nothing was done about it",
                    "{n} lines that seem typed on both sides; nothing was done about them",
                    n,
                ),
                "heading",
            )
            yield from self._told([self._same_line(one) for one in report.same_lines], 1)

    def _origins(self) -> Iterator[tuple[str, str]]:
        tr, report = self._tr, self._report
        for index, name in enumerate(self._names):
            parts = self._parts(
                report.notes.only[index], report.points.only[index], report.actions.only[index]
            )
            yield tr("Only in {file}: {things}", file=name, things=parts), ""
        parts = self._parts(report.notes.shared, report.points.shared, report.actions.shared)
        yield tr("In several: {things}", things=parts), ""

    def _parts(self, notes: int, points: int, actions: int) -> str:
        tr = self._tr
        return ", ".join(
            (
                tr.n("{n} note", "{n} notes", notes),
                tr.n("{n} point", "{n} points", points),
                tr.n("{n} action", "{n} actions", actions),
            )
        )

    def _tables(self) -> Iterator[tuple[str, str]]:
        tr, report = self._tr, self._report
        for table in places(report.state):
            count = report.tables.get(table.id)
            if count is not None:
                notes = tr.n("{n} note", "{n} notes", count.total)
                text = tr(
                    "{table}: {notes} ({origins})",
                    table=table_title(tr, table),
                    notes=notes,
                    origins=self._shares(count),
                )
                yield text, ""

    def _shares(self, count: Count) -> str:
        tr = self._tr
        pairs = zip(self._names, count.only, strict=True)
        shares = [tr("{file}: {n}", file=name, n=n) for name, n in pairs if n]
        if count.shared:
            shares.append(tr("in several: {n}", n=count.shared))
        return ", ".join(shares)

    def _clock(self) -> str:
        tr, report = self._tr, self._report
        if report.last_press is None:
            return tr("Clock: not started")
        when = time_of_day(tr, report.last_press, full=True)
        left_out = sum(one.presses for one in report.inputs)
        if not left_out:
            return tr("Clock: last pressed at {time}", time=when)
        kept = [name for name, one in zip(self._names, report.inputs, strict=True) if one.has_clock]
        return tr.n(
            "Clock: that of {file}, last pressed at {time}; {n} press of another file does not count",
            "Clock: that of {file}, last pressed at {time}; {n} presses of other files do not count",
            left_out,
            file=enumeration(tr, kept) or "–",
            time=when,
        )

    def _drafts(self) -> Iterator[tuple[str, str]]:
        for name, one in zip(self._names, self._report.inputs, strict=True):
            if one.drafts:
                text = self._tr.n(
                    "{n} text was typed in {file} and not sent: it stays there. Send it, then unite again.",
                    "{n} texts were typed in {file} and not sent: they stay there. "
                    "Send them, then unite again.",
                    one.drafts,
                    file=name,
                )
                yield text, "warning"

    def _conflict(self, conflict: Conflict) -> Iterator[tuple[str, str]]:
        tr = self._tr
        where = self._place(conflict.cell) if conflict.cell is not None else ""
        what = row_title(tr, self._report.state, conflict.kind, conflict.row_id)
        parts = [where, what if not where or conflict.kind == Theme.KIND else "", label(tr, conflict.column)]
        title = " · ".join(filter(None, parts))
        yield f"  {title}", ""
        for text, version in (
            (tr("stands there"), conflict.kept),
            (tr("waits beside it"), conflict.other),
        ):
            said = quotation(tr, excerpt(version.text, _LONGEST)) if version.text else "–"
            yield f"    {text} ({self._files(version.files)}) {said}", ""

    def _removal(self, removal: Removal) -> tuple[str, str]:
        tr = self._tr
        text = tr(
            "{text} · removed: {removed} · changed: {changed}",
            text=quotation(tr, excerpt(removal.text, _LONGEST)),
            removed=self._files(removal.removed_in),
            changed=self._files(removal.changed_in),
        )
        return f"  {text}", ""

    def _same_line(self, same: SameLine) -> tuple[str, str]:
        tr = self._tr
        files = self._files(sorted({owner for _, _, owner in same.notes}))
        said = quotation(tr, excerpt(same.notes[0][1], _LONGEST))
        return f"  {self._place(same.cell)} · {said} · {files}", ""

    def _files(self, files: Sequence[int]) -> str:
        return ", ".join(self._names[index] for index in files) or "–"

    def _place(self, cell: CellKey) -> str:
        tr, state = self._tr, self._report.state
        table = state.all(CafeTable).get(cell.table_id)
        parts = [] if table is None else [table_name(tr, table)]
        if cell.round:
            parts.append(tr("round {round}", round=cell.round))
        if cell.group_id is not None:
            parts.append(group_name(tr, state.all(CafeGroup).get(cell.group_id)))
        heading = next((one for one in state.all(Heading).values() if one.key == cell.heading), None)
        if heading is not None:
            parts.append(heading_name(heading))
        return " · ".join(parts)

    def _told(self, lines: Sequence[tuple[str, str]], rows: int) -> Iterator[tuple[str, str]]:
        """Some lines of many; each thing takes so many rows."""
        yield from lines[: _MOST * rows]
        left = len(lines) // rows - _MOST
        if left > 0:
            yield f"  {self._tr.n('and {n} more', 'and {n} more', left)}", "dim"


def _names(paths: Sequence[str]) -> list[str]:
    """What tells the files apart: their names, or the ends of their paths where these are the same."""
    split = [path.split(os.sep) for path in paths]
    different = set(paths)
    for depth in range(1, max(map(len, split)) + 1):
        names = [os.sep.join(parts[-depth:]) for parts in split]
        if len(set(names)) == len(different):
            return names
    return list(paths)
