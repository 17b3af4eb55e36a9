"""What remains to do, as lines: what to publish stands between the workshop and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.lint import Finding, Level
from atelier.domain.state import State
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator

TONES = {Level.ERROR: "alarm", Level.WARNING: "warning", Level.INFO: "dim"}


def todo_lines(tr: Translator, state: State, findings: Sequence[Finding]) -> list[Line]:
    """One line a finding, below the name of its weight; the id is its rank."""
    titles = {
        Level.ERROR: tr("Before publishing"),
        Level.WARNING: tr("Worth a look"),
        Level.INFO: tr("Good to know"),
    }
    headings = {heading.key: heading.short or heading.title for heading in state.live(Heading)}
    lines: list[Line] = []
    level: Level | None = None
    for rank, finding in enumerate(findings):
        if finding.level is not level:
            level = finding.level
            count = sum(other.level is level for other in findings)
            lines.append(
                Line(f"title {level}", f"{titles[level]} ({count})", tone="heading", is_selectable=False)
            )
        place = _place(tr, finding, headings)
        text = tr(finding.msgid, **finding.params)
        below: tuple[tuple[str, str], ...] = ()
        if finding.fix is not None:
            below = (
                (tr("c corrects it: {text}", text=_around(finding.fix.before, finding.fix.after)), "dim"),
            )
        lines.append(Line(str(rank), text, lead="• ", tail=place, tone=TONES[finding.level], below=below))
    return lines


def _place(tr: Translator, finding: Finding, headings: dict[str, str]) -> str:
    where = finding.where
    if where.table is None:
        return ""
    table = tr("T{number}", number=where.table) if where.table else tr("Plenary")
    heading = headings.get(where.heading, "")
    return f"{table} {heading}".strip()


def _around(before: str, after: str, *, width: int = 24) -> str:
    """The part of a corrected text where it first differs from what it was."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    left = max(0, start - width // 2)
    shown = after[left : left + width * 2].replace("\u00a0", "⍽").replace("\u202f", "⍽")
    return ("…" if left else "") + shown + ("…" if left + width * 2 < len(after) else "")
