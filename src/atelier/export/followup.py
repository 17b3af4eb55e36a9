"""« Que sont devenues vos notes ? »: each line of a group, and the point that it went into, or why none.

No profile is named here: in the notes of one group a profile is soon a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import Moment
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.fusion import Standing, is_everything_frozen, standing, themes_with
from atelier.domain.note import Note
from atelier.domain.place import notes_in, reading
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, ThemeStatus
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.errors import N_
from atelier.export.annex import printed_cells
from atelier.export.wording import cell_state, group_name, listed, made_on, stop_label, table_label
from atelier.i18n import Translator


@dataclass(frozen=True, slots=True)
class Line:
    """One note and what became of it."""

    text: str
    is_star: bool
    fate: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What was noted under one heading, or why nothing was."""

    heading: str
    state: str
    """Empty when it holds notes."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """What was noted at one table in one round."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The sheet of one group; of a table or of the plenary where people were in no group."""

    title: str
    label: str
    """The title in a word or two, for the head of every page."""
    tally: str
    """How many notes there are, and what became of them."""
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Followup:
    """The whole document."""

    language: str
    title: str
    about: str
    """Which workshop, and when."""
    introduction: str
    working: str
    """What it says of itself while the synthesis is not finished; empty otherwise."""
    columns: tuple[str, str]
    """What stands over the notes, and over what became of them."""
    traces: tuple[Trace, ...]
    made: str


def compose_followup(state: State, now: Moment, tr: Translator) -> Followup:
    """What became of every note, as it stands now.

    Args:
        state: the workshop.
        now: when the document is made.
        tr: the language of the document.
    """
    cells = printed_cells(state, coverage(state, reading(state, now)))
    workshop = state.workshop
    about = (workshop.title or tr(N_("World café")), figures.date(tr, workshop.date), workshop.place)
    is_working = not is_everything_frozen(state)
    return Followup(
        language=tr.language,
        title=tr(N_("What became of your notes?")),
        about=" · ".join(one_line(text) for text in about if text),
        introduction=tr(N_("Each line is as it was noted. A star marks what was chosen to be passed on.")),
        working=tr(N_("Working document: the synthesis is not finished.")) if is_working else "",
        columns=(tr(N_("What was noted")), tr(N_("What became of it"))),
        traces=tuple(_traces(state, tr, cells)),
        made=made_on(tr, now),
    )


def _traces(state: State, tr: Translator, cells: Sequence[CellStatus]) -> Iterator[Trace]:
    for group in state.live(CafeGroup):
        own = [cell for cell in cells if cell.group is not None and cell.group.id == group.id]
        if own:
            title = tr(N_("Group {group}"), group=group_name(group))
            label = tr(N_("Group {group}"), group=group.label)
            yield _trace(state, tr, (title, label), own, is_group=True)
    others = [cell for cell in cells if cell.group is None]
    for table, own_cells in groupby(others, key=lambda cell: cell.table):
        names = (_table_title(tr, table), table_label(tr, table))
        yield _trace(state, tr, names, list(own_cells), is_group=False)


def _trace(
    state: State, tr: Translator, names: tuple[str, str], cells: Sequence[CellStatus], *, is_group: bool
) -> Trace:
    stops = tuple(
        Stop(_stop_title(state, tr, found[0], is_group=is_group), tuple(_cells(state, tr, found)))
        for found in (tuple(own) for _, own in groupby(cells, key=lambda cell: (cell.table, cell.key.round)))
    )
    notes = [note for cell in cells for note in notes_in(state, cell.key)]
    return Trace(*names, _tally(state, tr, notes), stops)


def _table_title(tr: Translator, table: CafeTable) -> str:
    label = table_label(tr, table)
    return f"{label} – {table.topic}" if table.topic else label


def _stop_title(state: State, tr: Translator, cell: CellStatus, *, is_group: bool) -> str:
    if not is_group:
        return "" if cell.table.is_plenary else stop_label(tr, state, cell.key)
    when = tr(N_("Round {round}"), round=cell.key.round) if cell.key.round else ""
    return " · ".join(filter(None, (_table_title(tr, cell.table), when)))


def _cells(state: State, tr: Translator, cells: Sequence[CellStatus]) -> Iterator[Cell]:
    headings = {heading.key: heading for heading in state.live(Heading)}
    for cell in cells:
        lines = tuple(_line(state, tr, note) for note in notes_in(state, cell.key))
        # A heading that only gathers stars of others shows nothing of its own
        if lines or cell.state is not CellState.FILLED:
            yield Cell(headings[cell.key.heading].title, "" if lines else cell_state(tr, cell), lines)


def _line(state: State, tr: Translator, note: Note) -> Line:
    ended = standing(state, note)
    match ended:
        case Standing.USED:
            fate = _used(state, tr, note)
        case Standing.SET_ASIDE:
            fate = tr(N_("set aside: {reason}"), reason=one_line(note.set_aside_reason or ""))
        case _:
            fate = tr(N_("to treat"))
    return Line(note.text, note.star, fate, ended is Standing.USED)


def _used(state: State, tr: Translator, note: Note) -> str:
    themes = [theme for theme in themes_with(state, note.id) if theme.status == ThemeStatus.ACCEPTED]
    points = [_point(state, tr, note, theme) for theme in themes]
    return tr.n("in the point {points}", "in the points {points}", len(points), points=listed(tr, points))


def _point(state: State, tr: Translator, note: Note, theme: Theme) -> str:
    """The title of a point, and its heading where it is not the note's own."""
    title = one_line(theme.title)
    said = figures.quotation(tr, title) if title else tr(N_("without a title"))
    heading = next((each for each in state.live(Heading) if each.key == theme.heading), None)
    if theme.heading == note.heading or heading is None:
        return said
    return f"{said} ({heading.short or heading.title})"


def _tally(state: State, tr: Translator, notes: Sequence[Note]) -> str:
    if not notes:
        return tr(N_("No note."))
    ended = [standing(state, note) for note in notes]
    counts = (
        tr.n("{n} note", "{n} notes", len(notes)),
        tr.n("{n} used", "{n} used", ended.count(Standing.USED)),
        tr.n("{n} set aside", "{n} set aside", ended.count(Standing.SET_ASIDE)),
        tr.n("{n} to treat", "{n} to treat", ended.count(Standing.PENDING)),
    )
    shown = [counts[0], *(text for text in counts[1:] if not text.startswith("0"))]
    return " · ".join(shown)
