"""What remains to be done before a workshop is published: one list, from the notes to the last comma."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from atelier.domain.cell import Cell
from atelier.domain.clock import Moment
from atelier.domain.lint import Finding, Level, Where
from atelier.domain.note import CellKey, Note
from atelier.domain.place import places, reading
from atelier.domain.review.passage import printed_points
from atelier.domain.sheets import PaperSheet
from atelier.domain.state import State
from atelier.domain.workshop import CafeTable, Seating
from atelier.errors import N_
from atelier.services.drafts import Draft
from atelier.services.excerpt import excerpt
from atelier.services.leaving import Kind, leftovers, untyped_sheets
from atelier.services.publishing import check


class Group(StrEnum):
    """What there is to do, in the order in which it is best done."""

    SHEET = "sheet"
    UNTYPED = "untyped"
    DRAFT = "draft"
    REASON = "reason"
    PENDING = "pending"
    SUGGESTION = "suggestion"
    VERSION = "version"
    POINT = "point"
    SOURCE = "source"
    TITLE = "title"
    PARAGRAPH = "paragraph"
    FRAME = "frame"
    ERROR = "error"
    UNSIGNED = "unsigned"
    REHEARSAL = "rehearsal"
    WARNING = "warning"
    INFO = "info"


GROUPS: Final[Mapping[Group, str]] = {
    Group.SHEET: N_("{n} sheet not returned", "{n} sheets not returned"),
    Group.UNTYPED: N_("{n} sheet to type in", "{n} sheets to type in"),
    Group.DRAFT: N_("{n} line typed and not sent", "{n} lines typed and not sent"),
    Group.REASON: N_("{n} empty cell without a reason", "{n} empty cells without a reason"),
    Group.PENDING: N_("{n} note to treat", "{n} notes to treat"),
    Group.SUGGESTION: N_("{n} suggestion to decide on", "{n} suggestions to decide on"),
    Group.VERSION: N_("{n} version to choose", "{n} versions to choose"),
    Group.POINT: N_("{n} table or heading without a point", "{n} tables or headings without a point"),
    Group.SOURCE: N_("{n} point without a note", "{n} points without a note"),
    Group.TITLE: N_("{n} point without a title", "{n} points without a title"),
    Group.PARAGRAPH: N_("{n} empty paragraph", "{n} empty paragraphs"),
    Group.FRAME: N_("{n} text to fill in", "{n} texts to fill in"),
    Group.ERROR: N_("{n} text to correct", "{n} texts to correct"),
    Group.UNSIGNED: N_("{n} table not signed off", "{n} tables not signed off"),
    Group.REHEARSAL: N_("{n} rehearsal note to erase", "{n} rehearsal notes to erase"),
    Group.WARNING: N_("{n} text worth a look", "{n} texts worth a look"),
    Group.INFO: N_("{n} thing good to know", "{n} things good to know"),
}
"""What `n` of them are called."""

_OF_CODE: Final = {
    "pending": Group.PENDING,
    "late-notes": Group.PENDING,
    "unexplained": Group.REASON,
    "no-reason": Group.REASON,
    "proposed": Group.SUGGESTION,
    "variant": Group.VERSION,
    "empty-table": Group.POINT,
    "empty-heading": Group.POINT,
    "no-source": Group.SOURCE,
    "no-title": Group.TITLE,
    "no-paragraph": Group.PARAGRAPH,
    "missing": Group.FRAME,
}
_TOGETHER: Final = {
    "unexplained": N_("Round {round}, group {group}: nothing under {headings}, and nobody said why."),
    "no-reason": N_("Round {round}, group {group}: not collected under {headings}; say why."),
}
"""What is said of several empty cells of a table, a round and a group, by the code of their findings."""
_OF_LEVEL: Final = {Level.ERROR: Group.ERROR, Level.WARNING: Group.WARNING, Level.INFO: Group.INFO}
_COUNTED: Final = frozenset((Group.PENDING, Group.SUGGESTION))
"""Groups in which one finding tells of several things."""
_OF_LEFTOVER: Final = {
    Kind.SHEET: (
        Group.SHEET,
        Level.ERROR,
        N_("Round {round}, group {group}: the paper sheet has not come back, or nobody said so."),
    ),
    Kind.DRAFT: (Group.DRAFT, Level.ERROR, N_("Typed and never sent: “{excerpt}”")),
    Kind.REHEARSAL: (
        Group.REHEARSAL,
        Level.WARNING,
        N_("{n} note was typed to try the program.", "{n} notes were typed to try the program."),
    ),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that remains to be done."""

    group: Group
    level: Level
    msgid: str
    where: Where
    params: Mapping[str, object] = field(default_factory=dict)
    count: int = 1
    cell: CellKey | None = None
    """Where something is to be typed or explained."""
    finding: Finding | None = None

    @property
    def id(self) -> str:
        """Stays the same for as long as the thing remains."""
        code = self.finding.code if self.finding is not None else ""
        where = self.where
        return "/".join((self.group, code, where.kind, where.row_id, where.column, where.heading))


def remaining(
    state: State, now: Moment, drafts: Mapping[str, Sequence[Draft]] | None = None
) -> tuple[Task, ...]:
    """Everything that remains, group by group; thousands of notes take a second to look through.

    Args:
        state: the workshop.
        now: this instant.
        drafts: what `Session.every_draft` gives.
    """
    untyped = untyped_sheets(state)
    to_type = {(sheet.table.number, sheet.round, _label(sheet)) for sheet in untyped}
    found = (_from_finding(finding) for finding in check(state, now))
    # A sheet that is to be typed explains its empty cells until it is
    tasks = [task for task in found if task.group is not Group.REASON or _stop(task) not in to_type]
    tasks = _by_stop(tasks)
    tasks += _left(state, now, drafts)
    tasks += _to_type(untyped)
    tasks += _unsigned(state)
    order = list(Group)
    return tuple(sorted(tasks, key=lambda task: order.index(task.group)))


def counted(tasks: Sequence[Task]) -> dict[Group, int]:
    """How many of each group remain, in their order."""
    found: dict[Group, int] = {}
    for task in tasks:
        found[task.group] = found.get(task.group, 0) + task.count
    return found


def is_done(tasks: Sequence[Task]) -> bool:
    """Whether nothing remains but what is good to know."""
    return all(task.group is Group.INFO for task in tasks)


def _from_finding(finding: Finding) -> Task:
    group = _OF_CODE.get(finding.code, _OF_LEVEL[finding.level])
    if finding.level is Level.INFO and group not in (Group.SUGGESTION, Group.VERSION):
        group = Group.INFO
    n = finding.params.get("n")
    count = n if group in _COUNTED and isinstance(n, int) else 1
    return Task(group, finding.level, finding.msgid, finding.where, finding.params, count, finding=finding)


def _left(state: State, now: Moment, drafts: Mapping[str, Sequence[Draft]] | None) -> Iterator[Task]:
    for left in leftovers(state, reading(state, now), drafts):
        if left.kind not in _OF_LEFTOVER:
            continue
        group, level, msgid = _OF_LEFTOVER[left.kind]
        label = _label(left.sheet)
        params: dict[str, object] = {
            "round": left.round, "group": label, "excerpt": excerpt(left.text, 60), "n": left.count,
        }  # fmt: skip
        table = left.table
        kind = Seating.KIND if left.kind is Kind.SHEET else Note.KIND
        where = Where(kind, left.row_id, "", table.number if table is not None else None)
        cell = CellKey(table.id, left.round, left.group_id, left.heading) if table is not None else None
        yield Task(group, level, msgid, where, params, left.count, cell)


def _to_type(untyped: Sequence[PaperSheet]) -> Iterator[Task]:
    for sheet in untyped:
        seat = sheet.seating
        if seat is not None:
            yield Task(
                Group.UNTYPED,
                Level.ERROR,
                N_("Round {round}, group {group}: the sheet came back, and nothing of it was typed."),
                Where(Cell.KIND, seat.id, "", sheet.table.number),
                {"round": sheet.round, "group": _label(sheet)},
                cell=CellKey(sheet.table.id, sheet.round, seat.group_id, ""),
            )


def _by_stop(tasks: Sequence[Task]) -> list[Task]:
    """The same tasks, the empty cells of a table, round and group as one: one line answers for them all."""
    found: dict[object, list[Task]] = {}
    for index, task in enumerate(tasks):
        code = task.finding.code if task.finding is not None else ""
        found.setdefault((code, _stop(task)) if code in _TOGETHER else index, []).append(task)
    return [_together(same) for same in found.values()]


def _together(tasks: Sequence[Task]) -> Task:
    first = tasks[0]
    if len(tasks) == 1 or first.finding is None:
        return first
    names = ", ".join(str(task.params.get("heading", "")) for task in tasks)
    return replace(
        first,
        msgid=_TOGETHER[first.finding.code],
        where=replace(first.where, heading=""),
        params={**first.params, "headings": names},
        count=len(tasks),
    )


def _stop(task: Task) -> tuple[object, object, object]:
    return task.where.table, task.params.get("round"), task.params.get("group")


def _label(sheet: PaperSheet | None) -> str:
    return sheet.group.label if sheet is not None and sheet.group is not None else "–"


def _unsigned(state: State) -> Iterator[Task]:
    for table in places(state):
        if table.is_signed or table.is_frozen or not printed_points(state, table.id):
            continue
        msgid = N_("Its points are written, and nobody has signed them off.")
        where = Where(CafeTable.KIND, table.id, "signed_at", table.number)
        yield Task(Group.UNSIGNED, Level.WARNING, msgid, where)
