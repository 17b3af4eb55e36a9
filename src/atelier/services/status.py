"""Where a workshop stands, as a document with a stable form."""

from __future__ import annotations

from typing import Any, Final

from atelier.domain.canvas import Heading
from atelier.domain.clock import ClockPhase, Moment
from atelier.domain.coverage import coverage
from atelier.domain.fusion import count_notes, themes_of
from atelier.domain.instant import to_text
from atelier.domain.place import current_seating, current_step, places, reading
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup

FORMAT: Final = "atelier-status/1"


def status(state: State, now: Moment) -> dict[str, Any]:
    """Step, clock, coverage and counts of a workshop, ready to be written as JSON.

    Args:
        state: the workshop.
        now: this instant.
    """
    shown = reading(state, now)
    step = current_step(state, shown)
    workshop = state.workshop
    counts = count_notes(state)
    ends_at = to_text(now.wall + shown.remaining) if shown.is_ticking else None
    return {
        "format": FORMAT,
        "workshop": {
            "id": workshop.id,
            "title": workshop.title,
            "date": workshop.date,
            "place": workshop.place,
            "language": workshop.language,
        },
        "step": None
        if step is None or shown.phase is ClockPhase.FINISHED
        else {"number": step.position, "kind": step.kind, "round": step.round, "label": step.label},
        "clock": {
            "state": shown.phase.value,
            "remaining_s": round(shown.remaining, 1) if step is not None else None,
            "ends_at": ends_at,
        },
        "tables": [
            {
                "number": table.number,
                "topic": table.topic,
                "question": table.question,
                "groups": _groups_at(state, table.id),
            }
            for table in places(state)
        ],
        "coverage": [
            {
                "table": cell.table.number,
                "round": cell.key.round,
                "group": cell.group.label if cell.group is not None else None,
                "heading": cell.key.heading,
                "state": cell.state.value,
                "notes": cell.notes,
                "starred": cell.starred,
                "reason": cell.reason,
                "last_at": cell.last_at or None,
            }
            for cell in coverage(state, shown)
        ],
        "counts": {
            "notes": counts.notes,
            "used": counts.used,
            "set_aside": counts.set_aside,
            "pending": counts.pending,
        },
        "themes": [
            {
                "table": table.number,
                "heading": heading.key,
                "count": len(themes_of(state, table.id, heading.key)),
                "signed": table.is_signed,
                "frozen": table.is_frozen,
            }
            for table in places(state)
            for heading in state.live(Heading)
            if not table.is_plenary or themes_of(state, table.id)
        ],
    }


def _groups_at(state: State, table_id: str) -> list[str]:
    """The label of the group that a table has now."""
    seating = current_seating(state, table_id)
    group = state.get(CafeGroup, seating.group_id) if seating is not None else None
    return [group.label] if group is not None else []
