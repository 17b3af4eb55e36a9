"""From the state of a workshop to a document ready to write."""

from __future__ import annotations

from collections.abc import Sequence

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import Moment
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.fusion import (
    is_everything_frozen,
    pending_notes,
    sources_of,
    themes_of,
    transversal_themes,
)
from atelier.domain.lint.absence import claims_in, missing_cells
from atelier.domain.note import Note
from atelier.domain.place import notes_at, places, reading, tables
from atelier.domain.sentence import first_sentence
from atelier.domain.state import State
from atelier.domain.text import is_blank, one_line
from atelier.domain.theme import Theme, ThemeStatus, Transversal
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import N_
from atelier.export.annex import Annexer, printed_cells
from atelier.export.attribution import carried_by
from atelier.export.method import method
from atelier.export.report import HeadingSection, Item, Length, Link, Report, TableSection, Words
from atelier.export.wording import (
    cell_state,
    listed,
    made_on,
    paragraphs,
    split_address,
    stop_label,
    table_label,
)
from atelier.i18n import Translator


def compose(
    state: State,
    now: Moment,
    tr: Translator,
    *,
    length: Length = Length.FULL,
    annex: bool | None = None,
) -> Report:
    """The document of a workshop as it stands now.

    Args:
        state: the workshop.
        now: when the document is made.
        tr: the language of the document.
        length: how much of each point is printed.
        annex: whether raw notes are printed; by default in a full document only.
    """
    return _Composer(state, now, tr, length).report(length is Length.FULL if annex is None else annex)


class _Composer:
    def __init__(self, state: State, now: Moment, tr: Translator, length: Length) -> None:
        self._state = state
        self._now = now
        self._tr = tr
        self._length = length
        self._cells = coverage(state, reading(state, now))
        self._printed = printed_cells(state, self._cells)
        self._annexer = Annexer(tr, state, self._cells)
        self._group_names = tuple(group.name for group in state.live(CafeGroup) if group.name)
        self._with_references = False

    def report(self, with_annex: bool) -> Report:
        tr, workshop = self._tr, self._state.workshop
        self._with_references = with_annex
        sections = tuple(self._table(table) for table in places(self._state) if self._is_shown(table))
        conclusion_caution = self._caution(workshop.conclusion, None)
        transversal = tuple(self._transversal(point) for point in self._state.live(Transversal))
        items = [item for table in sections for heading in table.headings for item in heading.items]
        is_doubtful = bool(conclusion_caution) or any(item.caution for item in (*items, *transversal))
        is_working = is_doubtful or not is_everything_frozen(self._state)
        date = figures.date(tr, workshop.date)
        return Report(
            language=tr.language,
            title=workshop.title or tr(N_("World café")),
            subtitle=tuple(
                line
                for line in (" – ".join(filter(None, (date, workshop.place))), workshop.organiser)
                if line
            ),
            is_working=is_working,
            working=tr(N_("Working document: the synthesis is not finished.")) if is_working else "",
            introduction=paragraphs(workshop.introduction),
            method=method(tr, self._state, self._cells),
            tables=sections,
            transversal=transversal,
            conclusion=paragraphs(workshop.conclusion),
            conclusion_caution=conclusion_caution,
            further=tuple(
                Link(*split_address(line)) for line in workshop.further.split("\n") if not is_blank(line)
            ),
            annex=self._annexer.annex() if with_annex else None,
            made=made_on(tr, self._now),
            words=_words(tr),
        )

    def _is_shown(self, table: CafeTable) -> bool:
        if not table.is_plenary:
            return True
        points = any(theme.status == ThemeStatus.ACCEPTED for theme in themes_of(self._state, table.id))
        return points or bool(notes_at(self._state, table.id)) or not tables(self._state)

    def _table(self, table: CafeTable) -> TableSection:
        tr = self._tr
        status = "" if table.is_frozen else tr(N_("The synthesis of this table is still being worked on."))
        sections = (self._heading(table, heading) for heading in self._state.live(Heading))
        if table.is_plenary and tables(self._state):
            sections = (section for section in sections if section.items or section.raw)
        return TableSection(
            label=table_label(tr, table),
            topic=table.topic,
            question=table.question,
            status=status,
            headings=tuple(sections),
        )

    def _heading(self, table: CafeTable, heading: Heading) -> HeadingSection:
        items = tuple(
            self._item(table, theme)
            for theme in themes_of(self._state, table.id, heading.key)
            if theme.status == ThemeStatus.ACCEPTED
        )
        raw = self._annexer.key_ideas(table, heading.key) if heading.gathers_stars and not items else ()
        return HeadingSection(
            title=heading.title,
            items=items,
            raw=raw,
            gaps=tuple(self._gaps(table, heading)),
            empty="" if items else self._nothing(table, heading),
        )

    def _gaps(self, table: CafeTable, heading: Heading) -> list[str]:
        return [
            self._tr(
                N_("{stop}: {state}"),
                stop=stop_label(self._tr, self._state, cell.key),
                state=cell_state(self._tr, cell),
            )
            for cell in self._printed
            if cell.key.table_id == table.id
            and cell.key.heading == heading.key
            and cell.state is not CellState.FILLED
        ]

    def _nothing(self, table: CafeTable, heading: Heading) -> str:
        pending = len(pending_notes(self._state, table.id, heading.key))
        if pending:
            return self._tr.n(
                "No point yet; {n} note is waiting to be treated.",
                "No point yet; {n} notes are waiting to be treated.",
                pending,
            )
        return self._tr(N_("No point."))

    def _item(self, table: CafeTable, theme: Theme) -> Item:
        notes = [note for note in sources_of(self._state, theme.id) if not note.is_rehearsal]
        text = paragraphs(theme.paragraph)
        if self._length is Length.SHORT:
            text = tuple(filter(None, (one_line(theme.short) or first_sentence(theme.paragraph),)))
        said = "\n".join((theme.title, *text, theme.divergence))
        return Item(
            number=self._annexer.numbers[theme.id] if self._with_references else 0,
            title=theme.title,
            paragraphs=text,
            is_key=theme.star,
            carried_by=carried_by(self._tr, self._state, table, notes),
            divergence=theme.divergence,
            sources=self._references(notes),
            caution=self._caution(said, table),
        )

    def _references(self, notes: Sequence[Note]) -> tuple[str, ...]:
        if not self._with_references:
            return ()
        found = self._annexer.references
        return tuple(sorted(found[note.id] for note in notes if note.id in found))

    def _caution(self, text: str, table: CafeTable | None) -> str:
        """Said beside a text that turns missing notes into a finding, so that it is never read as one."""
        number = None if table is None else table.number
        if not claims_in(text, self._cells, self._group_names, number):
            return ""
        tr = self._tr
        missing = [self._place_of(cell, table) for cell in missing_cells(self._cells, number)]
        if not missing:
            return tr(N_("This text draws a conclusion from what was not noted; nobody said it."))
        return tr(
            N_("This text draws a conclusion from notes that are missing; nobody said it. Missing: {cells}."),
            cells=" · ".join(missing),
        )

    def _place_of(self, cell: CellStatus, table: CafeTable | None) -> str:
        headings = {heading.key: heading.short or heading.title for heading in self._state.live(Heading)}
        parts = [] if table is not None else [table_label(self._tr, cell.table)]
        parts += [stop_label(self._tr, self._state, cell.key), headings[cell.key.heading]]
        return ", ".join(parts)

    def _transversal(self, point: Transversal) -> Item:
        themes = transversal_themes(self._state, point.id)
        numbers = {theme.table_id for theme in themes}
        labels = [table_label(self._tr, table) for table in places(self._state) if table.id in numbers]
        text = paragraphs(point.paragraph)
        if self._length is Length.SHORT:
            text = tuple(filter(None, (first_sentence(point.paragraph),)))
        return Item(
            number=0,
            title=point.title,
            paragraphs=text,
            is_key=False,
            carried_by=self._tr(N_("seen at: {tables}"), tables=listed(self._tr, labels)) if labels else "",
            divergence="",
            sources=(),
            caution=self._caution("\n".join((point.title, *text)), None),
        )


def _words(tr: Translator) -> Words:
    return Words(
        key_message=tr(N_("Key message")),
        divergence=tr(N_("Not everybody agrees")),
        notes=tr(N_("Notes")),
        caution=tr(N_("Take care")),
        question=tr(N_("Question")),
        method=tr(N_("How it was done")),
        transversal=tr(N_("What comes back from table to table")),
        conclusion=tr(N_("Conclusion across tables")),
        further=tr(N_("To go further")),
        raw=tr(N_("Key ideas as they were noted")),
        contents=tr(N_("Contents")),
    )
