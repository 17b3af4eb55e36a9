"""Notes that are typed to try the program before the workshop: kept apart, erased or made real."""

from __future__ import annotations

from collections.abc import Sequence

from atelier.domain.canvas import Heading
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockPhase, ClockReading
from atelier.domain.note import Note
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services.notes import SCREEN, about


def is_rehearsing(reading: ClockReading) -> bool:
    """Whether what is typed live is only a trial: the workshop has not begun.

    What is typed late, from paper sheets, by a command or an import is real at any time.
    """
    return reading.phase is ClockPhase.READY


def rehearsal_notes(state: State) -> tuple[Note, ...]:
    """The notes that were typed to try the program, in their order."""

    def choose() -> tuple[Note, ...]:
        return tuple(note for note in state.live(Note) if note.is_rehearsal)

    return state.kept("rehearsal notes", (Note,), choose)


def erase(state: State, *, screen: str = SCREEN) -> Action | None:
    """Remove every rehearsal note; None when there is none."""
    return _all("rehearsal.erase", {"deleted": True}, rehearsal_notes(state), screen)


def keep(state: State, *, screen: str = SCREEN) -> Action | None:
    """Make every rehearsal note a real one; None when there is none.

    Those whose table, group or heading was removed meanwhile stay what they are.
    """
    headings = {heading.key for heading in state.live(Heading)}
    notes = [
        note
        for note in rehearsal_notes(state)
        if state.get(CafeTable, note.table_id) is not None
        and (note.group_id is None or state.get(CafeGroup, note.group_id) is not None)
        and note.heading in headings
    ]
    return _all("rehearsal.keep", {"is_rehearsal": False}, notes, screen)


def _all(
    name: str, columns: dict[str, str | int | float | None], notes: Sequence[Note], screen: str
) -> Action | None:
    if not notes:
        return None
    changes = tuple(Change(Note.KIND, note.id, columns) for note in notes)
    return Action(name, changes, screen, about(" · ".join(note.text for note in notes[:3])))
