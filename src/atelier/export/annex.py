"""The annex: every raw note by table, round and group, and the coverage grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from atelier.domain.ballot import dots_on
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.coverage import CellStatus
from atelier.domain.fusion import themes_of, themes_with
from atelier.domain.note import CellKey, Note
from atelier.domain.place import notes_at, places, tables
from atelier.domain.state import State
from atelier.domain.theme import ThemeStatus
from atelier.domain.workshop import CafeGroup, CafeTable, Profile
from atelier.errors import N_
from atelier.export.attribution import is_published
from atelier.export.report import Annex, AnnexCell, AnnexStop, AnnexTable, Grid, RawNote
from atelier.export.wording import cell_state, link_phrase, listed, stop_label, table_label
from atelier.i18n import Translator


class Annexer:
    """Makes raw notes ready to print, under references that hold through the whole document.

    Args:
        tr: the language of the document.
        state: the workshop.
        cells: its coverage grid.
    """

    def __init__(self, tr: Translator, state: State, cells: Sequence[CellStatus]) -> None:
        self._tr = tr
        self._state = state
        self._cells = printed_cells(state, cells)
        self._headings = {heading.key: heading for heading in state.live(Heading)}
        self.references = _references(state, self._cells)
        self.numbers = _numbers(state)

    def annex(self) -> Annex:
        """The whole annex."""
        tr = self._tr
        by_table = groupby(self._cells, key=lambda cell: cell.table)
        return Annex(
            title=tr(N_("Annex: the notes as they were taken")),
            introduction=tr(
                N_(
                    "Nothing was corrected. Each note has a reference: the table, then a number. "
                    "A star marks what a group chose to pass on."
                )
            ),
            grid=self._grid(),
            tables=tuple(self._table(table, tuple(cells)) for table, cells in by_table),
        )

    def key_ideas(self, table: CafeTable, heading: str) -> tuple[RawNote, ...]:
        """The notes under a heading that gathers stars, and the starred notes of the table's others."""
        notes = [
            note
            for note in notes_at(self._state, table.id)
            if (note.star or note.heading == heading) and note.id in self.references
        ]
        return tuple(self._raw(note) for note in sorted(notes, key=lambda note: self.references[note.id]))

    def _grid(self) -> Grid:
        headings = self._state.live(Heading)
        rows: list[tuple[str, tuple[str, ...]]] = []
        for (table, _, _), cells in groupby(self._cells, key=_stop):
            found = {cell.key.heading: cell for cell in cells}
            first = next(iter(found.values()))
            label = self._tr(
                N_("{table} – {stop}"),
                table=table_label(self._tr, table),
                stop=stop_label(self._tr, self._state, first.key),
            )
            texts = (self._tally(found.get(heading.key)) for heading in headings)
            rows.append((table_label(self._tr, table) if table.is_plenary else label, tuple(texts)))
        return Grid(tuple(heading.short or heading.title for heading in headings), tuple(rows))

    def _tally(self, cell: CellStatus | None) -> str:
        if cell is None:
            return "–"
        if cell.state is not CellState.FILLED:
            return cell_state(self._tr, cell)
        return f"{cell.notes} ★{cell.starred}" if cell.starred else str(cell.notes)

    def _table(self, table: CafeTable, cells: Sequence[CellStatus]) -> AnnexTable:
        label = table_label(self._tr, table)
        stops = groupby(cells, key=_stop)
        return AnnexTable(
            title=f"{label} – {table.topic}" if table.topic else label,
            stops=tuple(self._stop(tuple(found)) for _, found in stops),
        )

    def _stop(self, cells: Sequence[CellStatus]) -> AnnexStop:
        return AnnexStop(
            title=stop_label(self._tr, self._state, cells[0].key),
            cells=tuple(self._cell(cell) for cell in cells),
        )

    def _cell(self, cell: CellStatus) -> AnnexCell:
        headings = {heading.key: heading for heading in self._state.live(Heading)}
        heading = headings[cell.key.heading]
        notes = [
            note
            for note in notes_at(self._state, cell.table.id)
            if _shows(cell.key, heading.gathers_stars, note)
        ]
        notes.sort(key=lambda note: self.references[note.id])
        return AnnexCell(
            heading=heading.title,
            state=cell_state(self._tr, cell),
            notes=tuple(self._raw(note, gathered=note.heading != heading.key) for note in notes),
        )

    def _raw(self, note: Note, *, gathered: bool = False) -> RawNote:
        remarks = self._remarks(note)
        if gathered:
            heading = self._headings[note.heading]
            remarks = (self._tr(N_("noted under “{heading}”"), heading=heading.short or heading.title),)
        given = dots_on(self._state, note.id)
        dots = self._tr.n("{n} dot", "{n} dots", given) if given else ""
        return RawNote(self.references[note.id], note.text, note.star, remarks, gathered, dots)

    def _remarks(self, note: Note) -> tuple[str, ...]:
        tr, state = self._tr, self._state
        said: list[str] = []
        group = state.get(CafeGroup, note.group_id)
        profile = next((each for each in state.live(Profile) if each.key == note.profile), None)
        groups = [group] if group is not None else state.live(CafeGroup)
        if profile is not None and is_published(state, profile.key, groups):
            said.append(profile.label)
        target = self.references.get(note.link_to or "")
        if target is not None:
            said.append(link_phrase(tr, note.link_kind, target))
        if note.is_late:
            said.append(tr(N_("written late")))
        said.append(self._fate(note))
        return tuple(remark for remark in said if remark)

    def _fate(self, note: Note) -> str:
        tr = self._tr
        if note.set_aside_reason:
            return tr(N_("set aside: {reason}"), reason=note.set_aside_reason)
        found = (self.numbers.get(theme.id) for theme in themes_with(self._state, note.id))
        numbers = sorted(number for number in found if number is not None)
        if not numbers:
            return tr(N_("to treat"))
        points = listed(tr, [str(number) for number in numbers])
        return tr.n("used in point {points}", "used in points {points}", len(numbers), points=points)


def printed_cells(state: State, cells: Sequence[CellStatus]) -> tuple[CellStatus, ...]:
    """The cells that a document shows: in the plenary of a café, only those that hold notes."""
    is_cafe = bool(tables(state))
    return tuple(
        cell for cell in cells if not (cell.table.is_plenary and is_cafe) or cell.state is CellState.FILLED
    )


def _stop(cell: CellStatus) -> tuple[CafeTable, int, str | None]:
    return (cell.table, cell.key.round, cell.key.group_id)


def _shows(cell: CellKey, gathers_stars: bool, note: Note) -> bool:
    if (note.round, note.group_id) != (cell.round, cell.group_id):
        return False
    return note.heading == cell.heading or (gathers_stars and note.star)


def _numbers(state: State) -> Mapping[str, int]:
    """The rank of each point at its table, through all headings."""
    found: dict[str, int] = {}
    for table in places(state):
        points = [
            theme
            for heading in state.live(Heading)
            for theme in themes_of(state, table.id, heading.key)
            if theme.status == ThemeStatus.ACCEPTED
        ]
        found |= {theme.id: rank for rank, theme in enumerate(points, start=1)}
    return found


def _references(state: State, cells: Sequence[CellStatus]) -> Mapping[str, str]:
    """A reference for each note: the number of its table, then its rank in the annex."""
    found: dict[str, str] = {}
    for table, own in groupby(cells, key=lambda cell: cell.table):
        notes = notes_at(state, table.id)
        keys = [cell.key for cell in own]
        ordered = sorted(
            (note for note in notes if note.cell in keys),
            key=lambda note: (keys.index(note.cell), note.position, note.id),
        )
        width = max(2, len(str(len(ordered))))
        for rank, note in enumerate(ordered, start=1):
            found[note.id] = f"{table.number}-{rank:0{width}d}"
    return found
