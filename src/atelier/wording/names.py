"""What steps, tables and groups are called, and how a time left is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.agenda import Step, StepKind, rounds_of
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable

if TYPE_CHECKING:
    from atelier.i18n import Translator


def countdown(seconds: float) -> str:
    """A time left, as in 12:40, 9:05 or 1:02:40, rounded up to the second; 0:00 once it is over."""
    # Without the hair's breadth a whole second that floats miss by a little would show as the next one.
    return figures.countdown(max(0.0, seconds - 1e-6))


def step_name(tr: Translator, state: State, step: Step) -> str:
    """What a step is called: its own label, or the usual name of its kind."""
    if step.label:
        return step.label
    match step.kind:
        case StepKind.ROUND:
            return tr(
                "Round {round}/{rounds}",
                round=step.round,
                rounds=max(rounds_of(state.live(Step)), default=step.round),
            )
        case StepKind.MOVE:
            # The move after the last round leads to no table
            return tr("Change tables") if step.round else tr("Come together")
        case StepKind.WELCOME:
            return tr("Welcome")
        case StepKind.HARVEST:
            return tr("Sharing")
        case StepKind.BREAK:
            return tr("Break")
        case StepKind.CLOSING:
            return tr("Closing")
        case _:
            return tr("Plenary")


def table_name(tr: Translator, table: CafeTable) -> str:
    """A table in a few cells: T1, or the plenary."""
    return tr("Plenary") if table.is_plenary else tr("T{number}", number=table.number)


def table_title(tr: Translator, table: CafeTable) -> str:
    """A table with its topic."""
    name = table_name(tr, table)
    return f"{name} {table.topic}" if table.topic else name


def group_name(tr: Translator, group: CafeGroup | None) -> str:
    """A group in a few words; everyone when there are no groups."""
    if group is None:
        return tr("everyone")
    label = tr("group {label}", label=group.label)
    return f"{label} ({group.name})" if group.name else label


def dots_phrase(tr: Translator, number: int) -> str:
    """Dots and raised hands together: « 7 gommettes »."""
    return tr.n("{n} dot", "{n} dots", number)


def pace_phrase(tr: Translator, speed: float, *, rehearses: bool) -> str:
    """What must be known of a clock that does not show the real time.

    Args:
        tr: the reader's language.
        speed: how much faster it goes.
        rehearses: whether the workshop is only rehearsed.
    """
    shown = f"{speed:g}"
    if rehearses:
        return tr("REHEARSAL, clock ×{speed}", speed=shown)
    return tr("clock ×{speed}", speed=shown)
