"""What is said, in one quiet line, of a text that somebody noted before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from atelier.domain.canvas import Heading
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.fusion.neighbours import Level
from atelier.ui.safe import clip
from atelier.ui.screens.capture.answers import short_name
from atelier.ui.screens.capture.desk import Stop, stop_of
from atelier.ui.screens.capture.stops import group_words, stop_name
from atelier.ui.widgets.bar import Part
from atelier.ui.wording import heading_name

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.capture.twins import Found

_READABLE: Final = 18
"""Cells of the other note that are worth a shorter beginning."""
_FEWEST: Final = 9
"""Cells of the other note below which none of it is shown."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where one types."""

    stop: Stop
    heading: str
    key: str
    """The key that links; empty while it would link something else."""


def twin_parts(tr: Translator, state: State, found: Found, here: Here, room: int) -> list[Part]:
    """The other note, and where it was said: as much of it as there is room for.

    Args:
        tr: the interface's language.
        state: the workshop.
        found: what was found.
        here: where one types.
        room: terminal cells.
    """
    note = state.get(Note, found.twin.note_id)
    if note is None:
        return []
    level = level_name(tr, found.twin.level)
    if found.of.note_id:
        level = tr("last note: {level}", level=level)
    tone = "dim" if found.twin.level is Level.NEAR else "strong"
    link = [Part("  "), Part(here.key, "key", "screen.link"), Part(f" {tr('link')}", "", "screen.link")]
    for words, tail, least in _forms(tr, state, found, here, note, link if here.key else []):
        what = tr("{level}, {where}:", level=level, where=words) if words else tr("{level}:", level=level)
        head = f"≈ {what} "
        space = room - cell_len(head) - sum(cell_len(part.text) for part in tail)
        text = tr("“{text}”", text=one_line(note.text))
        if space >= min(least, cell_len(text)):
            if cell_len(text) > space:
                text = tr("“{text}”", text=clip(note.text, space - cell_len(tr("“{text}”", text=""))))
            return [Part(head, tone), Part(text, "dim"), *tail]
    bare = f"≈ {level} "
    return [Part(bare, tone)] if cell_len(bare) <= room else []


def level_name(tr: Translator, level: Level) -> str:
    """How alike two notes are, in a word."""
    match level:
        case Level.EQUAL:
            return tr("already noted")
        case Level.PROBABLE:
            return tr("probable duplicate")
        case Level.NEAR:
            return tr("similar")


def _forms(
    tr: Translator, state: State, found: Found, here: Here, note: Note, link: list[Part]
) -> Iterator[tuple[str, list[Part], int]]:
    """Where it was said, what follows, and the cells that the text needs; from the longest form on."""
    short = one_line(group_words(tr, state, stop_of(note)))
    if note.table_id != found.of.table_id:
        where = short = one_line(short_name(tr, state, note, found.of.table_id))
    elif stop_of(note) == here.stop:
        where = short = tr("same group")
    else:
        where = one_line(stop_name(tr, state, stop_of(note)))
    heading = next((row for row in state.live(Heading) if row.key == note.heading), None)
    if heading is not None and note.heading != here.heading:
        yield f"{one_line(heading_name(heading))}, {where}", link, _READABLE
    yield where, link, _READABLE
    yield short, link, _READABLE
    yield "", link, _READABLE
    yield "", [], _FEWEST
