"""Accepting differences of a reviewed text: each function plans one action, undone on Publier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

from atelier.domain import order
from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.fusion import themes_of
from atelier.domain.identity import new_id
from atelier.domain.record import Row, Scalar
from atelier.domain.review.passage import Passage
from atelier.domain.state import State
from atelier.domain.theme import Theme, ThemeSource, ThemeStatus, Transversal
from atelier.errors import N_, AtelierError
from atelier.services.excerpt import excerpt
from atelier.services.locks import refuse_frozen, table_of, unsigned
from atelier.services.review.differences import OBSTACLES, Difference, Kind
from atelier.services.review.past import by_name

SCREEN: Final = "publish"
"""The screen where undo takes these actions back."""

Revision = Callable[[str, str, str], str]
"""The revision of a column: from its kind, its row and its name."""


class Taking(StrEnum):
    """What is taken of a difference."""

    REVIEWED = "reviewed"
    """The text as it was reviewed; a new paragraph at the end of the one it stands below."""
    BOTH = "both"
    """What was corrected there and here."""
    NEW_POINT = "new_point"
    """A point of its own."""


def accept(
    state: State,
    difference: Difference,
    now: Moment,
    *,
    taking: Taking = Taking.REVIEWED,
    revision: Revision | None = None,
) -> Action:
    """Let a difference into the workshop; sources and notes stay as they are.

    Args:
        state: the workshop.
        difference: as it was told; it still holds.
        now: this instant.
        taking: what to take of it.
        revision: of a column, so that a text which somebody changes at this very moment is kept beside.

    Raises:
        AtelierError: it cannot be accepted, or the workshop has changed since it was told.
    """
    if difference.obstacle is not None:
        raise AtelierError(OBSTACLES[difference.obstacle])
    if taking is Taking.NEW_POINT or difference.kind in (Kind.NEW_POINT, Kind.COPY):
        return _new_point(state, difference, now)
    passage = by_name(state).get(difference.name)
    if passage is None:
        raise AtelierError(N_("This point is no longer there: it was removed."))
    if difference.table_id:
        refuse_frozen(state, difference.table_id)
    match difference.kind:
        case Kind.PLACE:
            return _move(state, difference)
        case Kind.ABSENT if not difference.column:
            return _remove(state, passage)
        case Kind.NEW_PARAGRAPH:
            text = "\n\n".join(part for part in (passage.body, difference.after) if part)
        case _:
            text = difference.both if taking is Taking.BOTH else difference.after
            if passage.texts[difference.column] != difference.before:
                raise AtelierError(N_("This text has just been changed: look at it again."))
    return _write(state, passage, difference.column, text, revision)


def accept_all(state: State, differences: Iterable[Difference], now: Moment) -> Action | None:
    """Let several differences into the workshop as one action; None when none can be.

    Args:
        state: the workshop.
        differences: those that can be accepted together, in their order.
        now: this instant.
    """
    columns: dict[tuple[str, str], dict[str, Scalar]] = {}
    count = 0
    for difference in differences:
        if not difference.is_plain:
            continue
        try:
            action = accept(state, difference, now)
        except AtelierError:
            continue  # what came before it took its ground away; it is told again
        count += 1
        for change in action.changes:
            columns.setdefault((change.kind, change.row_id), {}).update(change.columns)
        state = state.apply((change.kind, change.row_id, change.columns) for change in action.changes)
    changes = tuple(Change(kind, row_id, given) for (kind, row_id), given in columns.items())
    return Action("review.accept", changes, SCREEN, str(count)) if changes else None


def _write(state: State, passage: Passage, column: str, text: str, revision: Revision | None) -> Action:
    based_on = revision(passage.kind, passage.row_id, column) if revision is not None else None
    changes = [Change(passage.kind, passage.row_id, {column: text}, based_on)]
    return _action("review.accept", state, passage, changes)


def _remove(state: State, passage: Passage) -> Action:
    changes = [Change(passage.kind, passage.row_id, {"deleted": True})]
    changes += [
        Change(ThemeSource.KIND, source.id, {"deleted": True})
        for source in state.live(ThemeSource)
        if source.theme_id == passage.row_id
    ]
    return _action("review.remove", state, passage, changes)


def _action(name: str, state: State, passage: Passage, changes: Sequence[Change]) -> Action:
    more = unsigned(state, passage.table_id) if passage.kind == Theme.KIND else []
    return Action(name, (*changes, *more), SCREEN, excerpt(passage.head))


def _new_point(state: State, difference: Difference, now: Moment) -> Action:
    table_of(state, difference.table_id)
    refuse_frozen(state, difference.table_id)
    if state.get(Heading, difference.heading) is None:
        raise AtelierError(N_("This heading is no longer there: it was removed."))
    is_paragraph = difference.kind is Kind.NEW_PARAGRAPH
    columns: dict[str, Scalar] = {
        "table_id": difference.table_id,
        "heading": difference.heading,
        "title": "" if is_paragraph else difference.title,
        "paragraph": difference.after,
        "status": ThemeStatus.ACCEPTED.value,
        "position": order.at(now.wall),
    }
    changes = [Change(Theme.KIND, new_id(now.wall), columns), *unsigned(state, difference.table_id)]
    about = difference.title if not is_paragraph else difference.after
    return Action("review.point", tuple(changes), SCREEN, excerpt(about))


def _move(state: State, difference: Difference) -> Action:
    move = difference.move
    if move is None:
        raise ValueError(difference.kind)
    if move.kind == Transversal.KIND:
        peers: Sequence[Theme | Transversal] = state.live(Transversal)
    else:
        peers = themes_of(state, move.table_id, move.heading)
    others = [(peer.id, peer.position) for peer in peers if peer.id != move.row_id]
    ids = [row_id for row_id, _ in others]
    above = next((row_id for row_id in reversed(move.before) if row_id in ids), None)
    others.insert(0 if above is None else ids.index(above) + 1, (move.row_id, ""))
    positions = order.placed(others, move.row_id)
    kind: type[Row] = Transversal if move.kind == Transversal.KIND else Theme
    changes = [
        Change(kind.KIND, row_id, {"position": position} | _heading(move.row_id == row_id, move.heading))
        for row_id, position in positions.items()
    ]
    return _action("review.move", state, by_name(state)[move.name], changes)


def _heading(is_moved: bool, heading: str) -> dict[str, Scalar]:
    return {"heading": heading} if is_moved and heading else {}
