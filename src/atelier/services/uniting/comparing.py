"""Telling what in a union came from which file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from atelier.domain.cell import Cell
from atelier.domain.change import Entry
from atelier.domain.clock import ClockEvent
from atelier.domain.note import CellKey, Note
from atelier.domain.state import KINDS, State
from atelier.domain.theme import Theme, Transversal, Variant
from atelier.domain.title import fold
from atelier.domain.workshop import CafeTable
from atelier.errors import AtelierError
from atelier.services.uniting.report import Conflict, Count, Input, Removal, Report, SameLine, Version
from atelier.storage.source import Source
from atelier.storage.union import Union

_SAID: Final = {Note.KIND: "text", Theme.KIND: "title", Transversal.KIND: "title"}
"""Kinds whose removal takes words away, and the column that names them best."""
_WORDS: Final = re.compile(r"\w+")


def compare(
    union: Union, sources: Sequence[Source], out: Path, warnings: Iterable[AtelierError] = ()
) -> Report:
    """Tell what came from where.

    Args:
        union: what the files hold together.
        sources: the files.
        out: where the union is.
        warnings: what the user should know of the files.
    """
    state = union.state
    notes = state.live(Note)
    by_table = {
        table.id: [note for note in notes if note.table_id == table.id] for table in state.live(CafeTable)
    }
    presses = {press.id for press in state.live(ClockEvent)}
    return Report(
        out,
        state,
        tuple(_input(source, presses) for source in sources),
        _count([note.id for note in notes], [source.state.all(Note) for source in sources]),
        _count([theme.id for theme in state.live(Theme)], [source.state.all(Theme) for source in sources]),
        _count(
            {action_id for source in sources for action_id in source.actions},
            [source.actions for source in sources],
        ),
        {
            table_id: _count([note.id for note in found], [source.state.all(Note) for source in sources])
            for table_id, found in by_table.items()
            if found
        },
        max((press.wall for press in state.live(ClockEvent)), default=None),
        tuple(_conflicts(union, sources)),
        tuple(_removals(union, sources)),
        tuple(_same_lines(notes, sources)),
        tuple(warnings),
    )


def _input(source: Source, presses: set[str]) -> Input:
    own = {press.id for press in source.state.live(ClockEvent)}
    return Input(source.path, source.drafts, len(own - presses), bool(presses) and own == presses)


def _count(row_ids: Iterable[str], files: Sequence[Mapping[str, object]]) -> Count:
    only, shared = [0] * len(files), 0
    for row_id in row_ids:
        owners = [index for index, rows in enumerate(files) if row_id in rows]
        if len(owners) == 1:
            only[owners[0]] += 1
        else:
            shared += 1
    return Count(tuple(only), shared)


def _owners(revision: str, sources: Sequence[Source]) -> tuple[int, ...]:
    return tuple(index for index, source in enumerate(sources) if revision in source.entries)


def _conflicts(union: Union, sources: Sequence[Source]) -> Iterator[Conflict]:
    state = union.state
    waiting = [lost for lost in union.lost if state.get(Variant, lost.variant_id) is not None]
    newest: dict[tuple[str, str, str], Entry] = {}
    wanted = {lost.group[:2] for lost in waiting}
    for entry in union.entries:
        if (entry.kind, entry.row_id) in wanted:
            newest.update({(entry.kind, entry.row_id, name): entry for name in entry.changes})
    for lost in waiting:
        kind, row_id, column = lost.group
        if state.get(KINDS[kind], row_id) is None:
            continue  # it was removed: told as such
        kept = newest[lost.group]
        yield Conflict(
            kind,
            row_id,
            column,
            lost.variant_id,
            Version(str(kept.changes[column] or ""), _owners(kept.revision, sources), kept.at),
            Version(lost.text, _owners(lost.entry.revision, sources), lost.entry.at),
            _cell(state, kind, row_id),
        )


def _removals(union: Union, sources: Sequence[Source]) -> Iterator[Removal]:
    state = union.state
    gone: dict[tuple[str, str], list[Entry]] = {
        (kind, row_id): []
        for kind in _SAID
        for row_id, row in state.tables_by_kind[kind].items()
        if row.deleted
    }
    for entry in union.entries:
        if (entry.kind, entry.row_id) in gone:
            gone[entry.kind, entry.row_id].append(entry)
    for (kind, row_id), entries in sorted(gone.items()):
        removal = next((entry for entry in reversed(entries) if "deleted" in entry.changes), None)
        if removal is None:
            continue
        removed_in = _owners(removal.revision, sources)
        known = set().union(*(sources[index].entries for index in removed_in))
        unseen = [entry for entry in entries if entry.revision not in known]
        if not unseen:
            continue
        changed_in = sorted({index for entry in unseen for index in _owners(entry.revision, sources)})
        text = str(getattr(state.tables_by_kind[kind][row_id], _SAID[kind]))
        yield Removal(kind, row_id, text, removed_in, tuple(changed_in), _cell(state, kind, row_id))


def _same_lines(notes: Iterable[Note], sources: Sequence[Source]) -> Iterator[SameLine]:
    found: dict[tuple[CellKey, str], list[tuple[str, str, int]]] = {}
    for note in notes:
        owners = [index for index, source in enumerate(sources) if note.id in source.state.all(Note)]
        if len(owners) == 1:
            said = " ".join(_WORDS.findall(fold(note.text))) or note.text
            found.setdefault((note.cell, said), []).append((note.id, note.text, owners[0]))
    for (cell, _), alike in found.items():
        if len({owner for _, _, owner in alike}) > 1:
            yield SameLine(cell, tuple(alike))


def _cell(state: State, kind: str, row_id: str) -> CellKey | None:
    """Where a row is: with a group and a round, or only at a table."""
    row = state.tables_by_kind[kind].get(row_id)
    match row:
        case Note():
            return row.cell
        case Cell():
            return CellKey(row.table_id, row.round, row.group_id, row.heading)
        case Theme():
            return CellKey(row.table_id, 0, None, row.heading)
        case CafeTable():
            return CellKey(row.id, 0, None, "")
        case _:
            return None
