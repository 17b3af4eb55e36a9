"""The workshop itself: title, date, place, who asks for it, how people move."""

from __future__ import annotations

from atelier.domain.change import Action
from atelier.domain.clock import Moment
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.workshop import Movement
from atelier.errors import N_, AtelierError
from atelier.i18n import LANGUAGES
from atelier.services.preparing import plan
from atelier.services.preparing.dates import read_date, read_time
from atelier.services.preparing.seatings import seat_changes


def write_workshop(
    state: State,
    now: Moment,
    column: str,
    text: str,
    *,
    based_on: str | None = None,
    drafts: tuple[str, ...] = (),
) -> Action | None:
    """Write one detail as a person typed it; None when nothing changes.

    Args:
        state: the workshop.
        now: this instant; the year of a date that has none follows from it.
        column: `title`, `place`, `organiser`, `objectives`, `date`, `starts_at` or `hard_end`.
        text: as typed; dates and times in the ways people write them.
        based_on: the revision of the text that the person saw.
        drafts: fields whose draft it replaces.

    Raises:
        AtelierError: it is too long, or no date or time can be read in it.
    """
    match column:
        case "date":
            value = read_date(text, now.wall)
        case "starts_at" | "hard_end":
            value = read_time(text)
        case "objectives":
            value = plan.passage(text)
        case "title" | "place" | "organiser":
            value = plan.line(text)
        case _:
            raise ValueError(column)
    changes = plan.differing(state.workshop, {column: value}, based_on)
    return plan.action("workshop", changes, value if column != "objectives" else "", drafts)


def choose_language(state: State, language: str) -> Action | None:
    """Choose the language of the documents; None when it is that one."""
    if language not in LANGUAGES:
        raise AtelierError(N_("“{language}” is not a language of the documents."), language=language)
    return plan.action("workshop", plan.differing(state.workshop, {"language": language}), language)


def choose_movement(state: State, now: Moment, movement: Movement) -> Action | None:
    """Choose how people move; those who sit already stay where they are. None when it is that way."""
    column: dict[str, Scalar] = {"movement": movement.value}
    changes = plan.differing(state.workshop, column)
    if not changes:
        return None
    return plan.action("workshop", changes + seat_changes(plan.applied(state, changes), now))
