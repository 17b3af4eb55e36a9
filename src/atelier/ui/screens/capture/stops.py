"""The cells that can be chosen, as lines: every table with the rounds and groups that it has or had."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atelier.domain.note import Note
from atelier.domain.place import notes_by_table, places, seatings_at
from atelier.domain.state import State
from atelier.domain.workshop import OUTSIDE_ROUNDS, CafeGroup, CafeTable
from atelier.ui.screens.capture.desk import Stop, live_stop, stop_of
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import group_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator


def stops_at(state: State, table: CafeTable) -> tuple[Stop, ...]:
    """The rounds and groups that a table has, had or will have, in order."""
    if table.is_plenary:
        return (Stop(OUTSIDE_ROUNDS, None),)
    found = dict.fromkeys(Stop(seat.round, seat.group_id) for seat in seatings_at(state, table.id))
    noted = Counter(stop_of(note) for note in notes_by_table(state).get(table.id, ()))
    found.update(dict.fromkeys(noted))
    if not found:
        found[Stop(OUTSIDE_ROUNDS, None)] = None
    labels = {group.id: index for index, group in enumerate(state.live(CafeGroup))}
    return tuple(sorted(found, key=lambda stop: (stop.round, labels.get(stop.group_id or "", -1))))


def stop_name(tr: Translator, state: State, stop: Stop) -> str:
    """A round and a group in a few words."""
    words = [tr("round {round}", round=stop.round) if stop.round else tr("outside rounds")]
    if stop.group_id is not None:
        words.append(group_name(tr, state.get(CafeGroup, stop.group_id)))
    return " · ".join(words)


def group_words(tr: Translator, state: State, stop: Stop) -> str:
    """Who is meant by a stop: its group, or everyone of its round."""
    if stop.group_id is not None:
        return group_name(tr, state.get(CafeGroup, stop.group_id))
    return tr("round {round}", round=stop.round) if stop.round else tr("everyone")


def stop_lines(
    tr: Translator, state: State, first: str, *, only: str = "", without: Stop | None = None
) -> tuple[list[Line], dict[str, tuple[str, Stop]]]:
    """Lines to choose a cell from.

    Args:
        tr: the interface's language.
        state: the workshop.
        first: the table to begin with.
        only: one table; empty for all.
        without: a stop of the first table that is left out.

    Returns:
        the lines, and the table and stop of each line that can be chosen.
    """
    tables = sorted(places(state), key=lambda table: table.id != first)
    lines: list[Line] = []
    chosen: dict[str, tuple[str, Stop]] = {}
    for table in tables:
        if only and table.id != only:
            continue
        stops = [stop for stop in stops_at(state, table) if table.id != first or stop != without]
        if not stops:
            continue
        live = live_stop(state, table.id)
        counts = Counter(map(stop_of, _notes(state, table)))
        lines.append(Line(f"/{table.id}", table_title(tr, table), tone="heading", is_selectable=False))
        for stop in stops:
            line_id = f"{table.id}/{stop.round}/{stop.group_id or '-'}"
            count = tr.n("{n} note", "{n} notes", counts[stop]) if counts[stop] else tr("nothing noted")
            is_live = stop == live
            words = tr("everyone") if table.is_plenary else stop_name(tr, state, stop)
            words = tr("{stop} — now", stop=words) if is_live else words
            lines.append(Line(line_id, words, "▶ " if is_live else "  ", count, "strong" if is_live else ""))
            chosen[line_id] = (table.id, stop)
    return lines, chosen


def line_of(table_id: str, stop: Stop) -> str:
    """The id of the line of a stop."""
    return f"{table_id}/{stop.round}/{stop.group_id or '-'}"


def _notes(state: State, table: CafeTable) -> tuple[Note, ...]:
    return notes_by_table(state).get(table.id, ())
