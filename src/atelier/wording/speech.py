"""What is said to the room now: the sentence to read aloud, and where each group goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.clock import Alert
from atelier.domain.glance import Glance, waiting_tables
from atelier.domain.place import seatings_at, tables
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.figures import duration, enumeration
from atelier.wording.names import group_name, table_name, table_title

if TYPE_CHECKING:
    from atelier.i18n import Translator

FEW_GROUPS: Final = 4
"""Groups whose destinations fit into one spoken sentence."""


def words(tr: Translator, glance: Glance) -> str:
    """The sentence to read aloud now: of this step, of the cue, or of the next step once time is up."""
    if glance.is_round and glance.alert in (Alert.CUE, Alert.LAST):
        return tr("Choose your key idea: if you keep only one thing, which is it? Say it to your note-taker.")
    step = None if glance.is_finished else glance.step
    if glance.following is not None and (glance.is_ready or glance.alert is Alert.OVER):
        step = glance.following
    if step is None:
        return ""
    return step.instruction or usual_words(tr, glance.state, step)


def coming_words(tr: Translator, glance: Glance) -> str:
    """The sentence to read aloud at the next step; empty when it is read already, or there is none."""
    step = glance.following
    if step is None or glance.is_ready or glance.alert is Alert.OVER:
        return ""
    return step.instruction or usual_words(tr, glance.state, step)


def usual_words(tr: Translator, state: State, step: Step) -> str:
    """What is usually said at the beginning of a step that has no sentence of its own."""
    match step.kind:
        case StepKind.WELCOME:
            return tr(
                "Welcome! Every voice counts the same here: we take turns, we listen to the end,"
                " and what is noted bears no name."
            )
        case StepKind.ROUND if step.round == min(rounds_of(state.live(Step))):
            return tr(
                "Begin with how things are today, then look for ideas. Your note-taker writes it all down."
            )
        case StepKind.ROUND:
            return tr(
                "Your note-taker first tells you in a minute what was said at this table."
                " Then add to it, qualify it, contradict it."
            )
        case StepKind.MOVE if step.round:
            return _moving_words(tr, state, step.round)
        case StepKind.MOVE:
            return tr("Let the sentence end, then turn your chairs: we all come back together.")
        case StepKind.HARVEST:
            return tr("One table after the other tells its key ideas; then the room adds what is missing.")
        case StepKind.BREAK:
            return tr(
                "A break of {duration}. Leave your things, take your ideas.",
                duration=duration(tr, step.seconds),
            )
        case StepKind.CLOSING:
            return tr("Thank you all. Here is what happens now with what you have said.")
        case _:
            return tr("All together: listen, then say what strikes you.")


def _moving_words(tr: Translator, state: State, round_number: int) -> str:
    moves = moves_to(state, round_number)
    if not moves or len(moves) > FEW_GROUPS:
        return tr("Let the sentence end, then change tables. Note-takers stay where they are.")
    going = enumeration(
        tr,
        [
            tr("{group} goes to table {number}", group=group_name(tr, group), number=table.number)
            for group, table in moves
        ],
    )
    return tr("Let the sentence end, then {going}.", going=going)


def destinations(tr: Translator, glance: Glance) -> list[str]:
    """Where each group goes, one a line when there are few."""
    round_number = destination_round(glance)
    moves = moves_to(glance.state, round_number) if round_number else []
    if len(moves) <= FEW_GROUPS:
        return [f"{group_name(tr, group)} → {table_title(tr, table)}" for group, table in moves]
    return [" · ".join(f"{group.label} → {table_name(tr, table)}" for group, table in moves)]


def destination_round(glance: Glance) -> int:
    """The round whose destinations are of use now; 0 when none are."""
    step, following = glance.step, glance.following
    if step is not None and not glance.is_finished:
        if step.kind == StepKind.MOVE and step.round:
            return step.round
        if step.kind == StepKind.ROUND and waiting_tables(glance):
            return step.round
    if following is None or following.kind not in (StepKind.ROUND, StepKind.MOVE):
        return 0
    is_near = glance.is_ready or not glance.is_round or glance.alert in (Alert.LAST, Alert.OVER)
    return following.round if is_near else 0


def moves_to(state: State, round_number: int) -> list[tuple[CafeGroup, CafeTable]]:
    """Which table each group goes to in a round, as planned."""
    where = {
        seat.group_id: table
        for table in tables(state)
        for seat in seatings_at(state, table.id)
        if seat.round == round_number and seat.planned
    }
    return [(group, where[group.id]) for group in state.live(CafeGroup) if group.id in where]
