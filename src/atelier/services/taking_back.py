"""What keeps one chosen action, old or new, from being taken back; and what would be lost with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockEvent, Moment
from atelier.domain.dot import Dot
from atelier.domain.fusion import themes_with, transversal_themes
from atelier.domain.note import Note
from atelier.domain.room import Room
from atelier.domain.state import State
from atelier.domain.text import one_line
from atelier.domain.theme import Theme, ThemeSource, Transversal
from atelier.domain.workshop import CafeGroup, CafeTable, Message, Workshop
from atelier.errors import N_, AtelierError
from atelier.services import catching_up, dots
from atelier.services.locks import refuse_frozen
from atelier.services.preparing.plan import applied
from atelier.services.preparing.undoing import refuse_if_harmful

_FINAL: Final = {
    ClockEvent.KIND: N_("The clock is not set back from here: time has passed. Run has a key for each step."),
    Message.KIND: N_("What was said to the tables was read: it cannot be taken back."),
    Room.KIND: N_("What the room screen shows is chosen in Run."),
}
_GIVEN: Final = N_("Who gave dots takes them back, on the same phone: nobody does it for them.")
_CREATION: Final = N_("This made the workshop: there is nothing before it.")
_REPAIR: Final = N_("This came with the repair of the file: taking it back would lose what was saved.")
_UNION: Final = N_("This followed from the union of files: choose between two versions where they stand.")
_REPAIRS: Final = frozenset({"workshop.rescue", "workshop.salvage"})
_LONGEST: Final = 40
"""Characters of a text in a sentence."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What taking an action back takes along, as a sentence to be translated."""

    msgid: str
    params: dict[str, object]


def why_final(name: str, action: Action) -> str:
    """Why an action cannot be taken back at all, as a message id; empty when it can.

    Args:
        name: the action that is to be taken back.
        action: what would take it back.
    """
    if name in _REPAIRS:
        return _REPAIR
    if name == "workshop.merge":
        return _UNION
    if name == catching_up.ACTION:
        return ""  # its presses on the clock only take minutes away from rounds, and give them back
    if name == "workshop.create" or any(
        change.kind == Workshop.KIND and change.columns.get("deleted") for change in action.changes
    ):
        return _CREATION
    if any(change.kind == Dot.KIND and dots.is_of_device(change.row_id) for change in action.changes):
        return _GIVEN
    return next((_FINAL[change.kind] for change in action.changes if change.kind in _FINAL), "")


def refuse_harm(state: State, now: Moment, name: str, action: Action) -> None:
    """Say why an action must not be taken back now, if it must not.

    Args:
        state: the workshop.
        now: this instant.
        name: the action that is to be taken back.
        action: what would take it back.

    Raises:
        AtelierError: it cannot be, or something rests on it.
    """
    final = why_final(name, action)
    if final:
        raise AtelierError(final)
    freed = {change.row_id for change in action.changes if change.columns.get("frozen_at") == ""}
    for table_id in _point_tables(state, action) - freed:
        refuse_frozen(state, table_id)
    refuse_if_harmful(state, now, action)
    after = applied(state, action.changes)
    for change in action.changes:
        _refuse_homeless(after, change)


def losses(state: State, action: Action) -> tuple[Loss, ...]:
    """What rests on the rows that would go, to be told before it is asked.

    Args:
        state: the workshop.
        action: what would take another back.
    """
    gone = {change.row_id for change in action.changes if change.columns.get("deleted")}
    return tuple(loss for change in action.changes for loss in _losses(state, change, gone))


def _losses(state: State, change: Change, gone: set[str]) -> Iterator[Loss]:
    if not change.columns.get("deleted"):
        return
    if change.kind == Note.KIND and (note := state.get(Note, change.row_id)) is not None:
        for theme in themes_with(state, note.id):
            if theme.id not in gone:
                text = N_("The point “{point}” rests on the note “{note}”, which will go.")
                yield Loss(text, {"point": _short(theme.title), "note": _short(note.text)})
    if change.kind == Theme.KIND and (going := state.get(Theme, change.row_id)) is not None:
        for point in state.live(Transversal):
            if point.id not in gone and going in transversal_themes(state, point.id):
                text = N_("“{transversal}” rests on the point “{point}”, which will go.")
                yield Loss(text, {"transversal": _short(point.title), "point": _short(going.title)})


def _point_tables(state: State, action: Action) -> set[str]:
    ids = [change.row_id for change in action.changes if change.kind in (Theme.KIND, ThemeSource.KIND)]
    themes = (state.all(Theme).get(row_id.partition("/")[0]) for row_id in ids)
    return {theme.table_id for theme in themes if theme is not None and state.get(CafeTable, theme.table_id)}


def _refuse_homeless(after: State, change: Change) -> None:
    """What comes back needs the place where it was."""
    if change.columns.get("deleted", True):
        return
    row = after.get(Note, change.row_id) or after.get(Theme, change.row_id)
    if row is not None and after.get(CafeTable, row.table_id) is None:
        raise AtelierError(N_("Its table was removed since: take that back first."))
    if isinstance(row, Note) and row.group_id is not None and after.get(CafeGroup, row.group_id) is None:
        raise AtelierError(N_("Its group was removed since: take that back first."))
    source = after.get(ThemeSource, change.row_id)
    if source is not None and after.get(Theme, source.theme_id) is None:
        raise AtelierError(N_("Its point was removed since: take that back first."))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
