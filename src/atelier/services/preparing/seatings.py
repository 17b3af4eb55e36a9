"""Who sits where: planned anew for the rounds that have not begun, never for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.cell import Cell
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.note import Note
from atelier.domain.place import dropped_rounds, reading, tables
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable, Movement, Seating, seating_id
from atelier.errors import N_, AtelierError
from atelier.services.preparing import plan


def begun_rounds(state: State, now: Moment) -> frozenset[int]:
    """The rounds whose seats are no longer to be planned: people sit there, move there, or have been there.

    A round that something is known of counts too, whether or not a clock ran for it.
    """
    shown = reading(state, now)
    steps = state.live(Step)
    here = next((step.position for step in steps if step.id == shown.step_id), 0)
    begun = {
        step.round
        for step in steps
        if step.kind in (StepKind.ROUND, StepKind.MOVE)
        and (step.id in shown.entered or step.position <= here or shown.phase is ClockPhase.FINISHED)
    }
    return frozenset(begun | known_rounds(state)) - {0}


def known_rounds(state: State) -> set[int]:
    """The rounds of which something is known: a group that was seated, a note, a reason for an empty cell."""
    return state.kept(
        "rounds with something known",
        (Seating, Note, Cell),
        lambda: (
            {seat.round for seat in state.live(Seating) if seat.confirmed_at}
            | {note.round for note in state.live(Note) if not note.is_rehearsal}
            | {cell.round for cell in state.live(Cell) if cell.state}
        ),
    )


def moving_groups(state: State) -> tuple[CafeGroup, ...]:
    """The groups that have seats; none when people are mixed or free."""
    return state.live(CafeGroup) if state.workshop.movement == Movement.ROTATING else ()


def seat_changes(state: State, now: Moment) -> list[Change]:
    """What makes the seats fit the tables, groups and rounds there are.

    Args:
        state: the workshop as it will be, tables, groups and steps already changed.
        now: this instant.
    """
    seats = state.live(Seating)
    # A round that people move to may have been removed and added again: it has no seat to keep
    begun = begun_rounds(state, now) & {seat.round for seat in seats}
    gone = dropped_rounds(state)
    open_rounds = [number for number in rounds_of(state.live(Step)) if number not in begun]
    fixed = [seat for seat in seats if seat.round in begun]
    wanted = {seat.id: seat for seat in _rotated(moving_groups(state), tables(state), open_rounds, fixed)}
    changes = [
        Change(Seating.KIND, seat.id, {"deleted": True})
        for seat in seats
        if seat.round not in begun | gone and seat.id not in wanted
    ]
    return changes + [change for seat in wanted.values() for change in _seated(state, seat)]


def plan_seats(state: State, now: Moment) -> Action | None:
    """Seat everyone anew in the rounds that have not begun; None when nothing changes."""
    return plan.action("seatings", seat_changes(state, now))


def seat_group(
    state: State, now: Moment, round_number: int, group_id: str, table_id: str, *, swaps: bool = True
) -> Action | None:
    """Seat a group at another table in a round; None when it is planned there.

    Args:
        state: the workshop.
        now: this instant.
        round_number: the round.
        group_id: the group.
        table_id: where it goes.
        swaps: whether the one group that is planned there takes its place; otherwise they share the table.

    Raises:
        AtelierError: one of the groups sits already, or a row is no longer there.
    """
    group, table = _group(state, group_id), state.get(CafeTable, table_id)
    if table is None or table.is_plenary:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    seats = [seat for seat in state.live(Seating) if seat.round == round_number]
    here = [seat for seat in seats if seat.group_id == group_id]
    if any(seat.table_id == table_id for seat in here):
        return None
    there = [seat for seat in seats if seat.table_id == table_id and seat.group_id is not None]
    moves = [(group, here, table_id)]
    if swaps and len(there) == 1 and len(here) == 1:
        other = _group(state, there[0].group_id or "")
        moves.append((other, [seat for seat in seats if seat.group_id == other.id], here[0].table_id))
    changes: list[Change] = []
    for moved, leaves, goal in moves:
        if any(seat.confirmed_at for seat in leaves):
            raise AtelierError(
                N_("Group {group} is already seated in round {round}: its place stays."),
                group=moved.label,
                round=round_number,
            )
        changes += [Change(Seating.KIND, seat.id, {"deleted": True}) for seat in leaves]
        changes += _seated(state, _seat(round_number, moved.id, goal))
    return plan.action("seatings", changes, group.label)


def _rotated(
    groups: Sequence[CafeGroup],
    places: Sequence[CafeTable],
    rounds: Iterable[int],
    fixed: Iterable[Seating],
) -> list[Seating]:
    """Seats for some rounds: all groups move on together, to where the fewest have been already.

    As long as no round was changed by hand this is the rotation of `domain.rotation`.
    """
    if not places:
        return []
    if not groups:
        return [_seat(number, None, table.id) for number in rounds for table in places]
    met = Counter((seat.group_id, seat.table_id) for seat in fixed)
    seats: list[Seating] = []
    count = len(places)
    for number in rounds:
        usual = number - 1

        def repeats(shift: int) -> int:
            return sum(
                met[group.id, places[(index + shift) % count].id] for index, group in enumerate(groups)
            )

        best = min((usual + further for further in range(count)), key=repeats)
        for index, group in enumerate(groups):
            table = places[(index + best) % count]
            met[group.id, table.id] += 1
            seats.append(_seat(number, group.id, table.id))
    return seats


def _seat(round_number: int, group_id: str | None, table_id: str) -> Seating:
    return Seating(
        id=seating_id(round_number, group_id, table_id),
        round=round_number,
        table_id=table_id,
        group_id=group_id,
    )


def _seated(state: State, seat: Seating) -> list[Change]:
    """What makes a seat planned; nothing when it is."""
    found = state.all(Seating).get(seat.id)
    if found is None:
        columns: dict[str, Scalar] = {
            "round": seat.round,
            "table_id": seat.table_id,
            "group_id": seat.group_id,
        }
        return [Change(Seating.KIND, seat.id, columns)]
    wanted: dict[str, Scalar] = {"planned": True, "deleted": False}
    if found.deleted:
        wanted["confirmed_at"] = ""
    return plan.differing(found, wanted)


def _group(state: State, group_id: str) -> CafeGroup:
    group = state.get(CafeGroup, group_id)
    if group is None:
        raise AtelierError(N_("This group is no longer there: it was removed."))
    return group
