"""What remains to do, as lines: group by group, each line with the place where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.canvas import Heading
from atelier.domain.lint import Level
from atelier.domain.state import State
from atelier.services.remaining import GROUPS, Task, counted, is_done
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator

TONES = {Level.ERROR: "alarm", Level.WARNING: "warning", Level.INFO: "dim"}
DONE = "fine"
"""The line that says that all is done."""


def todo_lines(tr: Translator, state: State, tasks: Sequence[Task]) -> list[Line]:
    """One line a task, below the name and the count of its group; the id is the task's."""
    headings = {heading.key: heading.short or heading.title for heading in state.live(Heading)}
    lines: list[Line] = []
    if is_done(tasks):
        text = tr("Everything is done: the synthesis can be published.")
        lines.append(Line(DONE, text, lead="✓ ", tone="strong"))
    counts = counted(tasks)
    group = None
    for task, line_id in zip(tasks, task_ids(tasks), strict=True):
        if task.group is not group:
            group = task.group
            title = tr(GROUPS[group], n=counts[group])
            lines.append(Line(f"title {group}", title, tone="heading", is_selectable=False))
        finding = task.finding
        below: tuple[tuple[str, str], ...] = ()
        if finding is not None and finding.fix is not None:
            below = (
                (tr("c corrects it: {text}", text=_around(finding.fix.before, finding.fix.after)), "dim"),
            )
        text, place = tr(task.msgid, **task.params), _place(tr, task, headings)
        lines.append(Line(line_id, text, lead="• ", tail=place, tone=TONES[task.level], below=below))
    return lines


def todo_title(tr: Translator, tasks: Sequence[Task]) -> str:
    """How much remains, in one line."""
    count = sum(task.count for task in tasks if task.level is not Level.INFO)
    if not count:
        return tr("What remains to do")
    return tr.n("What remains to do · {n} thing", "What remains to do · {n} things", count)


def task_ids(tasks: Sequence[Task]) -> list[str]:
    """The line of each task: its own id, and a number where several things remain at one place."""
    seen: dict[str, int] = {}
    ids: list[str] = []
    for task in tasks:
        seen[task.id] = seen.get(task.id, 0) + 1
        ids.append(f"{task.id} {seen[task.id]}")
    return ids


def _place(tr: Translator, task: Task, headings: dict[str, str]) -> str:
    where = task.where
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
