"""« Déjà dit à cette table »: what earlier groups said, ready to be read aloud."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.place import handover, notes_by_cell, places, tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.ui.screens.capture.answers import short_name
from atelier.ui.screens.capture.desk import Stop, cell_of
from atelier.ui.screens.capture.sheet import cells_of
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, heading_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

WORDS_PER_MINUTE: Final = 150
"""How fast people read aloud."""


def said_before(state: State, table_id: str, stop: Stop) -> tuple[object, ...]:
    """What `handed_over` is made from: cheap enough to be compared after each note."""
    if _is_plenary(state, table_id):
        return tuple(key_ideas(state, (note for notes in notes_by_cell(state).values() for note in notes)))
    return tuple(
        notes
        for cell, notes in cells_of(state, table_id).items()
        if cell.round <= stop.round and (cell.round, cell.group_id) != stop
    )


def handed_over(state: State, table_id: str, stop: Stop) -> tuple[Note, ...]:
    """What is read aloud at a table: what earlier groups said there; in plenary, the tables' idées phares."""
    if not _is_plenary(state, table_id):
        return handover(state, cell_of(table_id, stop, ""))
    return tuple(note for place in tables(state) for note in key_ideas(state, _all_of(state, place)))


def answerable(state: State, table_id: str, stop: Stop) -> tuple[Note, ...]:
    """What a note of a table may answer: what earlier groups said there; in plenary, all that was said."""
    if not _is_plenary(state, table_id):
        return handed_over(state, table_id, stop)
    return tuple(note for place in places(state) for note in _all_of(state, place))


def found_lines(tr: Translator, state: State, notes: Sequence[Note], table_id: str) -> list[Line]:
    """Lines for notes that are searched: each says who said it.

    Args:
        tr: the interface's language.
        state: the workshop.
        notes: the notes.
        table_id: the table where they are shown; others are named.
    """
    key = {note.id for note in key_ideas(state, notes)}
    return [
        Line(note.id, note.text, "★ " if note.id in key else "· ", short_name(tr, state, note, table_id))
        for note in notes
    ]


def _is_plenary(state: State, table_id: str) -> bool:
    table = state.get(CafeTable, table_id)
    return table is not None and table.is_plenary


def _all_of(state: State, table: CafeTable) -> tuple[Note, ...]:
    return handover(state, cell_of(table.id, Stop(_AFTER_ALL, None), ""))


_AFTER_ALL: Final = 1_000_000
"""A round after all others."""


def reading_minutes(notes: Iterable[Note]) -> int:
    """Minutes that it takes to read some notes aloud."""
    words = sum(len(note.text.split()) for note in notes)
    return math.ceil(words / WORDS_PER_MINUTE)


def key_ideas(state: State, notes: Iterable[Note]) -> list[Note]:
    """The notes that are idées phares."""
    gathering = {heading.key for heading in state.live(Heading) if heading.gathers_stars}
    return [note for note in notes if note.star or note.heading in gathering]


def earlier_lines(tr: Translator, state: State, notes: Sequence[Note], table_id: str) -> list[Line]:
    """Lines for the notes of earlier groups: idées phares first, then by group and heading.

    Args:
        tr: the interface's language.
        state: the workshop.
        notes: as `earlier_notes` gives them.
        table_id: the table where they are shown; others are named.
    """
    key = key_ideas(state, notes)
    known = {note.id for note in key}
    lines: list[Line] = []
    if key:
        lines.append(_title("/key", tr("Key ideas"), str(len(key))))
        lines += [Line(note.id, note.text, "★ ", short_name(tr, state, note, table_id)) for note in key]
    order = {heading.key: index for index, heading in enumerate(state.live(Heading))}
    names = {heading.key: heading_name(heading) for heading in state.live(Heading)}
    rest = [note for note in notes if note.id not in known]
    for where, found in groupby(rest, key=lambda note: (note.table_id, note.round, note.group_id)):
        said = sorted(found, key=lambda note: (order.get(note.heading, len(order)), note.position, note.id))
        lines.append(_title(f"/{where}", _where(tr, state, said[0], table_id), str(len(said))))
        for heading, under in groupby(said, key=lambda note: note.heading):
            name = names.get(heading, heading)
            lines.append(Line(f"/{where}/{heading}", name, "  ", tone="dim", is_selectable=False))
            lines += [Line(note.id, note.text, "  · ") for note in under]
    return _with_minute_mark(tr, lines)


def _where(tr: Translator, state: State, note: Note, table_id: str) -> str:
    words = []
    table = state.get(CafeTable, note.table_id)
    if note.table_id != table_id and table is not None:
        words.append(table_title(tr, table))
    if note.group_id is not None:
        words.append(group_name(tr, state.get(CafeGroup, note.group_id)))
    if note.round:
        words.append(tr("round {round}", round=note.round))
    text = " · ".join(words) or tr("outside rounds")
    return text[:1].upper() + text[1:]


def _with_minute_mark(tr: Translator, lines: list[Line]) -> list[Line]:
    """The lines, with a mark where a minute of reading aloud is over."""
    words = 0
    for index, line in enumerate(lines):
        words += len(line.text.split()) if line.is_selectable else 0
        if words > WORDS_PER_MINUTE and index and lines[index - 1].is_selectable:
            text = tr("one minute aloud up to here")
            mark = Line("/minute", text, "── ", tone="dim", is_selectable=False)
            return [*lines[:index], mark, *lines[index:]]
    return lines


def _title(line_id: str, text: str, tail: str) -> Line:
    return Line(line_id, text, tail=tail, tone="heading", is_selectable=False)
