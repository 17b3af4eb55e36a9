"""What things are called on screen, in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.canvas import Heading
from atelier.domain.cell import CellState
from atelier.domain.clock import Clock, ClockPhase, ClockReading
from atelier.domain.note import LinkKind
from atelier.domain.state import State
from atelier.domain.workshop import Profile
from atelier.services.fast_clock import pace_of

# Screens call them as the pages do, from here: most of their words are here
from atelier.wording.names import countdown as countdown
from atelier.wording.names import dots_phrase as dots_phrase
from atelier.wording.names import group_name as group_name
from atelier.wording.names import pace_phrase as pace_phrase
from atelier.wording.names import step_name as step_name
from atelier.wording.names import table_name as table_name
from atelier.wording.names import table_title as table_title

if TYPE_CHECKING:
    from atelier.domain.sheets import PaperSheet
    from atelier.i18n import Translator


def sheet_name(tr: Translator, sheet: PaperSheet) -> str:
    """A sheet as it is printed on it: « feuille 3/8 · T1 · tour 2 · groupe B »."""
    words = [
        tr("sheet {number}/{total}", number=sheet.number, total=sheet.total),
        table_name(tr, sheet.table),
    ]
    if sheet.round:
        words.append(tr("round {round}", round=sheet.round))
    if sheet.group is not None:
        words.append(group_name(tr, sheet.group))
    return " · ".join(words)


def pace_note(tr: Translator, clock: Clock) -> str:
    """What must be known of a clock that does not show the real time; empty for one that does."""
    pace = pace_of(clock)
    if pace is None:
        return ""
    return pace_phrase(tr, pace.speed, rehearses=bool(pace.rehearses))


def welcome_back(tr: Translator, reading: ClockReading, away: float | None) -> str:
    """What to say of the clock when a workshop that had begun is opened again; empty for nothing.

    Args:
        tr: the interface's language.
        reading: what the clock shows.
        away: seconds for which the program was closed; None when that is not known.
    """
    if reading.phase not in (ClockPhase.RUNNING, ClockPhase.OVERTIME):
        return ""
    is_over = reading.phase is ClockPhase.OVERTIME
    left = countdown(abs(reading.remaining))
    if away is None or away < 1:
        if is_over:
            return tr(
                "The clock went on while the program was closed: this step is over by {left}.", left=left
            )
        return tr("The clock went on while the program was closed: {left} left in this step.", left=left)
    duration = figures.about(tr, away)
    if is_over:
        return tr(
            "The program was closed for {duration}; the clock went on: this step is over by {left}.",
            duration=duration,
            left=left,
        )
    return tr(
        "The program was closed for {duration}; the clock went on: {left} left in this step.",
        duration=duration,
        left=left,
    )


def word_count(text: str) -> int:
    """How many words a text has; a mark that stands alone is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def heading_name(heading: Heading) -> str:
    """A heading in one or two words."""
    return heading.short or heading.title


def heading_singular(heading: Heading) -> str:
    """What one note under a heading is called."""
    return heading.singular or heading_name(heading)


def profile_name(state: State, key: str | None) -> str:
    """The label of a profile, or nothing."""
    return next((profile.label for profile in state.live(Profile) if profile.key == key), key or "")


def cell_state_name(tr: Translator, state: CellState) -> str:
    """What a cell's state is called."""
    match state:
        case CellState.UPCOMING:
            return tr("to come")
        case CellState.OPEN:
            return tr("open")
        case CellState.FILLED:
            return tr("filled")
        case CellState.NOT_REACHED:
            return tr("not reached")
        case CellState.NOTHING_TO_ADD:
            return tr("reached, nothing to add")
        case CellState.NOT_COLLECTED:
            return tr("not collected")
        case CellState.CANCELLED:
            return tr("round cancelled")
        case CellState.UNEXPLAINED:
            return tr("to be explained")


def link_name(tr: Translator, kind: LinkKind) -> str:
    """What a link says of the earlier note."""
    match kind:
        case LinkKind.EXTENDS:
            return tr("extends")
        case LinkKind.NUANCES:
            return tr("nuances")
        case LinkKind.CONTRADICTS:
            return tr("contradicts")
