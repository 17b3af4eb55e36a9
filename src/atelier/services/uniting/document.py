"""The report of a union as a document with a stable form."""

from __future__ import annotations

from typing import Any, Final

from atelier.domain.instant import to_text
from atelier.domain.note import CellKey
from atelier.domain.place import places
from atelier.domain.state import State
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.services.uniting.report import Count, Report, Version

FORMAT: Final = "atelier-merge/1"


def document(report: Report) -> dict[str, Any]:
    """What came from where, ready to be written as JSON; `files` are numbers of the inputs, from 0."""
    state, workshop = report.state, report.state.workshop
    last = report.last_press
    return {
        "format": FORMAT,
        "out": str(report.out),
        "workshop": {"id": workshop.id, "title": workshop.title},
        "inputs": [
            {
                "file": str(one.path),
                "notes": report.notes.only[index],
                "points": report.points.only[index],
                "actions": report.actions.only[index],
                "drafts": one.drafts,
            }
            for index, one in enumerate(report.inputs)
        ],
        "notes": _count(report.notes),
        "points": _count(report.points),
        "actions": _count(report.actions),
        "tables": [
            {"number": table.number, "topic": table.topic, **_count(report.tables[table.id])}
            for table in places(state)
            if table.id in report.tables
        ],
        "clock": {
            "files": [index for index, one in enumerate(report.inputs) if one.has_clock],
            "last_press": None if last is None else to_text(last),
            "presses_left_out": [one.presses for one in report.inputs],
        },
        "conflicts": [
            {
                "kind": conflict.kind,
                "id": conflict.row_id,
                "column": conflict.column,
                "variant": conflict.variant_id,
                "kept": _version(conflict.kept),
                "other": _version(conflict.other),
                "place": _place(state, conflict.cell),
            }
            for conflict in report.conflicts
        ],
        "removals": [
            {
                "kind": removal.kind,
                "id": removal.row_id,
                "text": removal.text,
                "removed_in": list(removal.removed_in),
                "changed_in": list(removal.changed_in),
                "place": _place(state, removal.cell),
            }
            for removal in report.removals
        ],
        "same_lines": [
            {
                "place": _place(state, same.cell),
                "notes": [
                    {"id": note_id, "text": text, "file": owner} for note_id, text, owner in same.notes
                ],
            }
            for same in report.same_lines
        ],
    }


def _count(count: Count) -> dict[str, Any]:
    return {"total": count.total, "only": list(count.only), "shared": count.shared}


def _version(version: Version) -> dict[str, Any]:
    return {"text": version.text, "files": list(version.files), "at": version.at}


def _place(state: State, cell: CellKey | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    table = state.all(CafeTable).get(cell.table_id)
    group = state.all(CafeGroup).get(cell.group_id) if cell.group_id is not None else None
    return {
        "table": None if table is None else table.number,
        "round": cell.round,
        "group": None if group is None else group.label,
        "heading": cell.heading or None,
    }
