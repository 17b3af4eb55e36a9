"""What must not be taken back any more, because something has come to rest on it since."""

from __future__ import annotations

from atelier.domain.agenda import Step, rounds_of
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.note import Note
from atelier.domain.place import reading
from atelier.domain.state import State
from atelier.domain.theme import Theme
from atelier.domain.workshop import CafeGroup, CafeTable, Profile, Seating
from atelier.errors import N_, AtelierError
from atelier.services.preparing import groups, people, plan, tables
from atelier.services.preparing.agenda import fixed_steps
from atelier.services.preparing.seatings import known_rounds

_CLOCK_COLUMNS = frozenset(("deleted", "position", "round", "seconds"))


def refuse_if_harmful(state: State, now: Moment, action: Action) -> None:
    """Say why an action that takes others back cannot be saved, if it cannot.

    Args:
        state: the workshop.
        now: this instant.
        action: what undo or redo is about to save.

    Raises:
        AtelierError: it would remove what notes, people or the clock refer to by now.
    """
    over = {step.id for step in state.live(Step)[: fixed_steps(state, reading(state, now))]}
    for change in action.changes:
        if change.kind == Step.KIND and change.row_id in over and _CLOCK_COLUMNS & change.columns.keys():
            raise AtelierError(N_("The clock has gone through this step since: it stays as it is."))
        if change.columns.get("deleted"):
            _refuse_removal(state, change)
    _refuse_orphans(state, plan.applied(state, action.changes))


def _refuse_removal(state: State, change: Change) -> None:
    match change.kind:
        case CafeTable.KIND:
            if (table := state.get(CafeTable, change.row_id)) is not None:
                tables.refuse_if_used(state, table)
        case CafeGroup.KIND:
            if (group := state.get(CafeGroup, change.row_id)) is not None:
                groups.refuse_if_used(state, group)
        case Profile.KIND:
            if (profile := state.get(Profile, change.row_id)) is not None:
                people.refuse_if_used(state, profile)
        case Seating.KIND:
            seat = state.get(Seating, change.row_id)
            if seat is not None and seat.confirmed_at:
                raise AtelierError(
                    N_("A group has sat down there in round {round} since: who sits where stays."),
                    round=seat.round,
                )
        case _:
            pass


def _refuse_orphans(before: State, after: State) -> None:
    headings = {heading.key for heading in after.live(Heading)}
    used = {note.heading for note in after.live(Note) if not note.is_rehearsal}
    used |= {theme.heading for theme in after.live(Theme)}
    if not used <= headings:
        raise AtelierError(N_("Notes or points stand under these headings since: the canvas stays as it is."))
    rounds, last = len(rounds_of(after.live(Step))), max(known_rounds(after), default=0)
    if rounds < min(last, len(rounds_of(before.live(Step)))):
        raise AtelierError(
            N_("Something is known of round {round} already, a note or a group that sat: the round stays."),
            round=last,
        )
