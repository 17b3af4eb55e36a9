"""Who sits where in each round, and who misses what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier import figures
from atelier.domain.agenda import Step, rounds_of
from atelier.domain.clock import Moment
from atelier.domain.place import dropped_rounds, tables
from atelier.domain.rotation import missed_tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Seating
from atelier.services.preparing.seatings import begun_rounds, moving_groups
from atelier.ui.screens.prepare.fields import Field, gap, line, movement_name, remark, title
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

SEAT: Final = "seat"
"""The column of a field whose row is `round/group`."""
_MOST_NAMED: Final = 12
"""Tables that are named one by one."""


def seats_lines(tr: Translator, state: State, now: Moment) -> list[Line]:
    """The seats by round, then the tables that groups never meet."""
    rounds, groups, places = rounds_of(state.live(Step)), moving_groups(state), tables(state)
    if not rounds:
        return [remark(tr("There are no rounds: everything happens in plenary."))]
    if not places:
        return [remark(tr("There are no tables yet."))]
    if state.workshop.movement != "rotating":
        name = movement_name(tr, state.workshop.movement)
        return [
            remark(tr("Nobody's seat is planned: {movement}.", movement=name)),
            remark(tr("Each table says itself when its people are seated.")),
        ]
    if not groups:
        return [remark(tr("There are no groups yet."))]
    found: list[Line] = []
    begun = begun_rounds(state, now)
    seats: dict[tuple[int, str | None], list[Seating]] = {}
    for seat in state.live(Seating):
        seats.setdefault((seat.round, seat.group_id), []).append(seat)
    for number in rounds:
        if found:
            found.append(gap(number))
        name = tr("ROUND {number}", number=number)
        found.append(title(name, tr("has begun") if number in begun else ""))
        for group in groups:
            found.append(_seat_line(tr, state, number, group, seats.get((number, group.id), [])))
    found += [gap(), title(tr("WHO MISSES WHAT"))]
    return found + [remark(text) for text in missed_texts(tr, state)]


def missed_texts(tr: Translator, state: State) -> list[str]:
    """Who misses which tables, or that nobody misses any."""
    groups = moving_groups(state)
    gone = dropped_rounds(state)
    seats = [seat for seat in state.live(Seating) if seat.round not in gone]
    missed = missed_tables(groups, tables(state), seats)
    if not missed:
        return [tr("Each group meets each table.")]
    found = []
    for group in groups:
        if group.id in missed:
            names = [table_name(tr, table) for table in missed[group.id]]
            tail = len(names) - _MOST_NAMED
            listed = ", ".join(names[:_MOST_NAMED]) if tail > 0 else figures.enumeration(tr, names)
            more = tr.n(" and {n} other", " and {n} others", tail) if tail > 0 else ""
            found.append(tr("group {label}: {tables}", label=group.label, tables=listed + more))
    return found


def _seat_line(tr: Translator, state: State, number: int, group: CafeGroup, seats: list[Seating]) -> Line:
    places = [table for seat in seats if (table := state.get(CafeTable, seat.table_id)) is not None]
    is_seated = any(seat.confirmed_at for seat in seats)
    text = ", ".join(table_title(tr, table) for table in places)
    return line(
        Field(Seating.KIND, f"{number}/{group.id}", SEAT),
        tr("Group {label}", label=group.label),
        text,
        tail=tr("seated") if is_seated else "",
        tone="" if text else "alarm",
    )
