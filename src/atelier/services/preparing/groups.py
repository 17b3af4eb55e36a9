"""The groups that move from table to table."""

from __future__ import annotations

from typing import Final

from atelier.domain.cell import Cell
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, HeadCount, Seating, group_label
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan
from atelier.services.preparing.seatings import known_rounds, seat_changes

MOST_GROUPS: Final = 99


def rename_group(state: State, group_id: str, name: str) -> Action | None:
    """Give a group the name it calls itself by, or take it away; None when it has that name."""
    group = _group(state, group_id)
    return plan.action("group", plan.differing(group, {"name": plan.line(name)}), group.label)


def add_group(state: State, now: Moment, *, group_id: str | None = None) -> Action | None:
    """Add a group under the first letter that is free.

    Raises:
        AtelierError: there are as many as there may be.
    """
    labels = {group.label for group in state.live(CafeGroup)}
    if len(labels) >= MOST_GROUPS:
        raise AtelierError(N_("There are {most} groups already: no more are possible."), most=MOST_GROUPS)
    label = next(label for index in range(MOST_GROUPS) if (label := group_label(index)) not in labels)
    changes = [Change(CafeGroup.KIND, group_id or new_id(now.wall), {"label": label})]
    changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("group", changes, label)


def remove_group(state: State, now: Moment, group_id: str) -> Action | None:
    """Remove a group of which nothing is known, with its head counts.

    The groups after it take the letters before theirs, as long as none of them has sat down.

    Raises:
        AtelierError: something is known of it.
    """
    group = _group(state, group_id)
    refuse_if_used(state, group)
    changes = [Change(CafeGroup.KIND, group.id, {"deleted": True})]
    rows: list[HeadCount | Seating] = [*state.live(HeadCount), *state.live(Seating)]
    changes += [Change(row.KIND, row.id, {"deleted": True}) for row in rows if row.group_id == group.id]
    if not plan.has_begun(state, now) and not known_rounds(state):
        others = (one for one in state.live(CafeGroup) if one != group)
        for index, other in enumerate(others):
            changes += plan.differing(other, {"label": group_label(index)})
    changes += seat_changes(plan.applied(state, changes), now)
    return plan.action("group", changes, group.label)


def refuse_if_used(state: State, group: CafeGroup) -> None:
    """Say why a group cannot be removed, if it cannot; rehearsal notes do not hold it.

    Raises:
        AtelierError: it has notes or reasons, or sat down.
    """
    notes = sum(note.group_id == group.id and not note.is_rehearsal for note in state.live(Note))
    if notes:
        raise AtelierError(
            N_(
                "Group {label} said {n} thing that was noted, so it stays.",
                "Group {label} said {n} things that were noted, so it stays.",
            ),
            label=group.label,
            n=notes,
        )
    seated = [seat.round for seat in state.live(Seating) if seat.group_id == group.id and seat.confirmed_at]
    answered = [cell.round for cell in state.live(Cell) if cell.group_id == group.id and cell.state]
    if seated or answered:
        raise AtelierError(
            N_("Group {label} sat down in round {round}: it stays, so that the synthesis can say so."),
            label=group.label,
            round=min(seated + answered),
        )


def _group(state: State, group_id: str) -> CafeGroup:
    group = state.get(CafeGroup, group_id)
    if group is None:
        raise AtelierError(N_("This group is no longer there: it was removed."))
    return group
