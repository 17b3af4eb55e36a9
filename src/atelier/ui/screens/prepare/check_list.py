"""What is still to do before the start; each line leads to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.workshop import CafeGroup, CafeTable, Seating, Workshop
from atelier.services.preparing.readiness import Finding, Weight
from atelier.ui.screens.prepare.fields import GO, TRY, Field, Part, gap, remark, title
from atelier.ui.widgets.line_list import Line, as_lines

if TYPE_CHECKING:
    from atelier.i18n import Translator

_MARKS = {Weight.NEEDED: "●", Weight.ADVISED: "▲", Weight.HINT: "·"}
_TONES = {Weight.NEEDED: "alarm", Weight.ADVISED: "warning", Weight.HINT: ""}
FINDING = "finding "
"""Before the number of a finding, in the id of its line."""


def check_lines(tr: Translator, findings: list[Finding]) -> list[Line]:
    """The findings, then the way to Run."""
    lines = [
        Line(
            f"{FINDING}{index}",
            tr(finding.msgid, **finding.params),
            lead=f" {_MARKS[finding.weight]} ",
            tone=_TONES[finding.weight],
        )
        for index, finding in enumerate(findings)
    ]
    if not any(finding.weight is Weight.NEEDED for finding in findings):
        text = tr("The workshop can start as it is.") if findings else tr("Everything is ready.")
        lines.insert(0, remark(f"✓ {text}", tone="strong"))
    sound = Line(Field(TRY, "", "sound").id, tr("Test the sound: it rings when time is up"), lead=" → ")
    return [*lines, gap(), sound, Line(Field(GO, "", "run").id, tr("Run the workshop (F3)"), lead=" → ")]


def todo_lines(tr: Translator, findings: list[Finding]) -> list[Line]:
    """The findings as they stand beside the other parts, where there is room."""
    if not findings:
        return []
    shown = [
        Line(
            f"todo {index}",
            tr(finding.msgid, **finding.params),
            lead=f"{_MARKS[finding.weight]} ",
            tone=_TONES[finding.weight] or "dim",
            is_selectable=False,
        )
        for index, finding in enumerate(findings)
    ]
    return [gap(), title(tr("STILL TO DO")), *shown]


def legend_lines(tr: Translator) -> list[Line]:
    """What the marks mean."""
    texts = (
        tr("{mark} needed to run the workshop", mark=_MARKS[Weight.NEEDED]),
        tr("{mark} advised", mark=_MARKS[Weight.ADVISED]),
        tr("{mark} good to have, or only a guess", mark=_MARKS[Weight.HINT]),
        tr("Enter goes to the place."),
    )
    return as_lines(texts, tone="dim")


def goal_of(finding: Finding) -> tuple[Part, Field | None]:
    """The part of the preparation that a finding is about, and its field."""
    if finding.column in list(Part):
        return Part(finding.column), None
    field = Field(finding.kind, finding.row_id, finding.column)
    match finding.kind:
        case CafeTable.KIND:
            return Part.TABLES, field
        case CafeGroup.KIND:
            return Part.GROUPS, Field(finding.kind, finding.row_id, "name")
        case Step.KIND:
            return Part.AGENDA, Field(finding.kind, finding.row_id, "seconds")
        case Heading.KIND:
            return Part.CANVAS, field
        case Seating.KIND:
            return Part.SEATS, field
        case Workshop.KIND:
            return Part.DETAILS, field
        case _:
            return Part.DETAILS, None
