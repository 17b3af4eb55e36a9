"""The last notes of all tables, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.glance import Glance
from atelier.domain.instant import to_wall
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.workshop import CafeTable
from atelier.ui.screens.run.tables import ago
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import heading_singular, table_name

if TYPE_CHECKING:
    from atelier.i18n import Translator

SHOWN = 40
"""Notes at the most."""


def latest_notes(state: State) -> tuple[Note, ...]:
    """The last notes that were written anywhere, newest first, rehearsal left out."""

    def choose() -> tuple[Note, ...]:
        notes = (note for note in state.all(Note).values() if not note.deleted and not note.is_rehearsal)
        # They are stored nearly in this order, which sorting gains more from than a heap.
        return tuple(sorted(notes, key=attrgetter("written_at", "id"), reverse=True)[:SHOWN])

    return state.kept("latest notes", (Note,), choose)


def latest_lines(
    tr: Translator, glance: Glance, themes: Mapping[str, str] = MappingProxyType({})
) -> list[Line]:
    """One line a note, and under it the theme that it is nearest to.

    Args:
        tr: the interface's language.
        glance: the workshop.
        themes: the titles of these themes, by the id of the note.
    """
    state = glance.state
    headings = {heading.key: heading_singular(heading) for heading in state.live(Heading)}
    return [
        Line(
            note.id,
            one_line(note.text),
            lead=_lead(tr, state, note, headings.get(note.heading, note.heading)),
            tail=ago(tr, glance.now.wall - to_wall(note.written_at)) if note.written_at else "",
            tone="late" if note.is_late else "",
            below=((f"→ {one_line(themes[note.id])}", "dim"),) if note.id in themes else (),
        )
        for note in latest_notes(state)
    ]


def _lead(tr: Translator, state: State, note: Note, heading: str) -> str:
    table = state.get(CafeTable, note.table_id)
    name = table_name(tr, table) if table is not None else "?"
    star = "★ " if note.star else "  "
    return f"{name} {star}{heading} · "
