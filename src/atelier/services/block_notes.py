"""Several notes that are added in one gesture, as from a pasted block."""

from __future__ import annotations

from collections.abc import Sequence

from atelier.domain import order
from atelier.domain.change import Action, Change
from atelier.domain.clock import Moment
from atelier.domain.identity import new_id
from atelier.domain.note import CellKey, Note, Origin
from atelier.domain.state import State
from atelier.frozen import frozen
from atelier.services.notes import SCREEN, about, new_columns


@frozen
class NewNote:
    """A note that is to be added."""

    cell: CellKey
    text: str
    star: bool = False


def add_notes(
    state: State,
    notes: Sequence[NewNote],
    now: Moment,
    *,
    origin: Origin = Origin.TUI,
    is_rehearsal: bool = False,
    drafts: tuple[str, ...] = (),
) -> Action | None:
    """Add several notes in one gesture; None when there are none.

    Args:
        state: the workshop.
        notes: what to add, in order.
        now: when they are written.
        origin: where they came from.
        is_rehearsal: whether they are only typed to try the program.
        drafts: fields whose draft they replace.

    Raises:
        AtelierError: one of them cannot be a note; then none is added.
    """
    changes = []
    last = ""
    for note in notes:
        columns = new_columns(
            state, note.cell, note.text, now, origin, star=note.star, is_rehearsal=is_rehearsal
        )
        if str(columns["position"]) <= last:
            columns["position"] = order.between(last, "")
        last = str(columns["position"])
        changes.append(Change(Note.KIND, new_id(now.wall), columns))
    if not changes:
        return None
    words = about(" · ".join(note.text for note in notes[:3]))
    # How many they are is part of the name: the history says so without reading them
    name = "note.add" if len(changes) == 1 else f"note.paste:{len(changes)}"
    return Action(name, tuple(changes), SCREEN, words, drafts)
