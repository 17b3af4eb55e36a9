"""The sheet of one group at one table: its notes under each heading, as lines and as counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from atelier.domain.canvas import Heading
from atelier.domain.cell import Cell, CellState
from atelier.domain.note import CellKey, LinkKind, Note
from atelier.domain.place import notes_by_cell, notes_in
from atelier.domain.state import State
from atelier.domain.theme import Variant
from atelier.domain.workshop import CafeGroup
from atelier.frozen import frozen
from atelier.ui.screens.capture.answers import answer_text, answers_to
from atelier.ui.screens.capture.desk import Stop, cell_of, stop_of
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import cell_state_name, heading_name, link_name, profile_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

GATHERED: Final = "★"
"""Ends the id of a line that shows a starred note under another heading than its own."""


@frozen
class Sheet:
    """The notes of one table, round and group."""

    table_id: str
    stop: Stop
    own: Mapping[str, tuple[Note, ...]]
    """By heading, in their order; those that are being saved come last."""
    gathered: Mapping[str, tuple[Note, ...]]
    """By heading that gathers stars: starred notes of the other headings."""

    def count(self, heading: str) -> int:
        """How many notes show under a heading."""
        return len(self.own.get(heading, ())) + len(self.gathered.get(heading, ()))

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note once, by heading."""
        return tuple(note for notes in self.own.values() for note in notes)

    @property
    def last(self) -> Note | None:
        """The note that was written last."""
        return max(self.notes, key=lambda note: (note.written_at, note.position), default=None)

    @property
    def has_key_idea(self) -> bool:
        """Whether a note is starred, or stands under a heading that gathers stars."""
        return any(notes or self.own.get(heading) for heading, notes in self.gathered.items())


@frozen
class Marks:
    """What is true of some lines besides what the notes say."""

    pending: Collection[str] = ()
    """Notes that are being saved."""
    unsaved: Collection[str] = ()
    """Notes that could not be saved."""
    edited: str = ""
    """The note that is being corrected."""


def sheet_of(state: State, table_id: str, stop: Stop, added: Iterable[Note] = ()) -> Sheet:
    """The notes of a table, a round and a group.

    Args:
        state: the workshop.
        table_id: the table.
        stop: the round and group.
        added: notes that reads leave out, in the order of their writing: those of a trial, and those
            that are being saved.
    """
    headings = state.live(Heading)
    own = {heading.key: notes_in(state, cell_of(table_id, stop, heading.key)) for heading in headings}
    for cell, notes in cells_of(state, table_id).items():
        if cell.heading not in own and (cell.round, cell.group_id) == stop:
            own[cell.heading] = notes
    more = [note for note in added if note.table_id == table_id and stop_of(note) == stop]
    for note in more:
        own[note.heading] = (*own.get(note.heading, ()), note)
    gathered = {
        heading.key: tuple(
            note for key, notes in own.items() if key != heading.key for note in notes if note.star
        )
        for heading in headings
        if heading.gathers_stars
    }
    return Sheet(table_id, stop, own, gathered)


def cells_of(state: State, table_id: str) -> dict[CellKey, tuple[Note, ...]]:
    """The cells of a table that have notes."""
    return {cell: notes for cell, notes in notes_by_cell(state).items() if cell.table_id == table_id}


def note_id_of(line_id: str | None) -> str | None:
    """The note that a line shows."""
    if not line_id:
        return None
    return line_id.removesuffix(GATHERED).partition("/")[0] or None


class SheetLines:
    """Makes the lines of sheets; the line of a note that has not changed is made once."""

    def __init__(self, tr: Translator) -> None:
        self._tr = tr
        self._known: dict[str, tuple[tuple[object, ...], Line]] = {}

    def of(self, state: State, sheet: Sheet, heading: str | None, marks: Marks) -> list[Line]:
        """The lines of a sheet.

        Args:
            state: the workshop.
            sheet: what to show.
            heading: the heading to show; None for all, each below its name.
            marks: what is true of some lines.
        """
        tr = self._tr
        variants, answers = _variants(state), answers_to(state)
        headings = {found.key: found for found in state.live(Heading)}
        # Notes of a heading that was taken out of the canvas stay where people can see them.
        keys = [heading] if heading is not None else list(dict.fromkeys((*headings, *sheet.own)))
        lines: list[Line] = []
        for key in keys:
            if heading is None:
                name = headings[key].title if key in headings else key
                count = str(sheet.count(key))
                lines.append(Line(f"/{key}", name, tail=count, tone="heading", is_selectable=False))
                answer = _answer(tr, state, sheet, key)
                if answer:
                    lines.append(Line(f"/{key}/answer", answer, "  ", tone="dim", is_selectable=False))
            for note in sheet.own.get(key, ()):
                lines.append(self._line(state, note, marks, variants, answers.get(note.id, ())))
            for note in sheet.gathered.get(key, ()):
                lines.append(_gathered_line(tr, state, note, marks, headings))
        return lines

    def forget(self) -> None:
        """Groups, profiles or headings have other names: make all lines anew."""
        self._known.clear()

    def _line(
        self,
        state: State,
        note: Note,
        marks: Marks,
        variants: Mapping[str, tuple[Variant, ...]],
        answers: tuple[Note, ...],
    ) -> Line:
        note_id = note.id
        basis: tuple[object, ...] = (
            note_id in marks.pending,
            note_id in marks.unsaved,
            note_id == marks.edited,
            state.get(Note, note.link_to) if note.link_to else None,
            variants.get(note_id),
            answers,
        )
        known = self._known.get(note_id)
        if known is not None and known[0][0] is note and known[0][1:] == basis:
            return known[1]
        line = _note_line(self._tr, state, note, marks, variants.get(note_id, ()), answers)
        self._known[note_id] = ((note, *basis), line)
        return line


def placeholder(tr: Translator, state: State, sheet: Sheet, heading: str) -> str:
    """What an empty list says."""
    answer = _answer(tr, state, sheet, heading)
    if answer:
        return answer
    return tr("Nothing noted here yet. Type below; Enter adds the note.")


def empty_headings(state: State, sheet: Sheet) -> tuple[Heading, ...]:
    """The headings of a sheet under which nothing shows."""
    return tuple(heading for heading in state.live(Heading) if not sheet.count(heading.key))


def _note_line(
    tr: Translator,
    state: State,
    note: Note,
    marks: Marks,
    variants: Sequence[Variant],
    answers: Sequence[Note],
) -> Line:
    tail, tone = _tail(tr, state, note), "late" if note.is_late else ""
    if note.id in marks.unsaved:
        tail, tone = tr("NOT SAVED"), "alarm"
    elif note.id in marks.pending:
        tail = "…"
    lead = "★ " if note.star else "· "
    if note.id == marks.edited:
        lead, tone = "✎ ", "strong"
    link = link_text(tr, state, note.link_to, note.link_kind)
    below = [(f"↳ {link}", "dim")] if link else []
    said = (answer_text(tr, state, answer, note.table_id) for answer in answers)
    below += [(f"↰ {text}", "dim") for text in said if text]
    below += [("≠ " + tr("other version: {text}", text=variant.text), "warning") for variant in variants]
    return Line(note.id, note.text, lead, tail, tone, below=tuple(below))


def _gathered_line(
    tr: Translator, state: State, note: Note, marks: Marks, headings: Mapping[str, Heading]
) -> Line:
    home = headings.get(note.heading)
    name = heading_name(home) if home is not None else note.heading
    tail = "…" if note.id in marks.pending else tr("from {heading}", heading=name)
    return Line(note.id + GATHERED, note.text, "★ ", tail, "dim")


def _tail(tr: Translator, state: State, note: Note) -> str:
    words = [tr("trial")] if note.is_rehearsal else []
    if note.first_heading:
        first = next((found for found in state.live(Heading) if found.key == note.first_heading), None)
        words.append(tr("from {heading}", heading=heading_name(first) if first else note.first_heading))
    if note.profile:
        words.append(profile_name(state, note.profile))
    return " · ".join(words)


def link_text(tr: Translator, state: State, link_to: str | None, kind: str | None) -> str:
    """What a note says of an earlier one, as in « prolonge A : stands au marché »; empty for none."""
    target = state.get(Note, link_to)
    if target is None or kind not in tuple(LinkKind):
        return ""
    group = state.get(CafeGroup, target.group_id)
    who = group.label if group is not None else ""
    name = link_name(tr, LinkKind(kind))
    if who:
        return tr("{relation} {group}: {text}", relation=name, group=who, text=target.text)
    return tr("{relation}: {text}", relation=name, text=target.text)


def _answer(tr: Translator, state: State, sheet: Sheet, heading: str) -> str:
    cell = state.get(Cell, cell_of(sheet.table_id, sheet.stop, heading).row_id)
    if cell is None or not cell.state or sheet.count(heading):
        return ""
    name = cell_state_name(tr, CellState(cell.state))
    return tr("{state}: {reason}", state=name, reason=cell.reason) if cell.reason else name


def _variants(state: State) -> Mapping[str, tuple[Variant, ...]]:
    def choose() -> dict[str, tuple[Variant, ...]]:
        found: dict[str, list[Variant]] = {}
        for variant in state.live(Variant):
            if variant.of_kind == Note.KIND and variant.of_column == "text":
                found.setdefault(variant.of_id, []).append(variant)
        return {note_id: tuple(rows) for note_id, rows in found.items()}

    return state.kept("variants of notes", (Variant,), choose)


def variants_of(state: State, note_id: str) -> tuple[Variant, ...]:
    """The other versions of a note's text that nobody has settled yet."""
    return _variants(state).get(note_id, ())
