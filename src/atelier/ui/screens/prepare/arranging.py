"""Rows that are added, removed, moved, and counted up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import Step, StepKind
from atelier.domain.identity import new_id
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Profile
from atelier.services.preparing import agenda, groups, people
from atelier.services.preparing import tables as tabling
from atelier.ui.dialogs.questions import Choice, Confirmation
from atelier.ui.safe import clip
from atelier.ui.screens.prepare.editing import ask_line
from atelier.ui.screens.prepare.fields import ADD, Field, Part
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.prepare.screen import PrepareScreen

_SHOWN = 60
"""Cells of a text that a question repeats."""


def addable(part: Part, field: Field | None) -> str:
    """The kind of row that can be added where the cursor is; empty for none."""
    match part:
        case Part.TABLES:
            return CafeTable.KIND
        case Part.AGENDA:
            return Step.KIND
        case Part.GROUPS:
            is_profile = field is not None and Profile.KIND in (field.kind, field.column)
            return Profile.KIND if is_profile else CafeGroup.KIND
        case _:
            return ""


def removable(field: Field | None) -> bool:
    """Whether a field is of a row that can be removed."""
    return field is not None and field.kind in (CafeTable.KIND, CafeGroup.KIND, Profile.KIND, Step.KIND)


def movable(field: Field | None) -> bool:
    """Whether a field is of a row that has a place among others."""
    return field is not None and field.kind in (CafeTable.KIND, Profile.KIND, Step.KIND)


def countable(field: Field | None) -> bool:
    """Whether + and − mean something for a field."""
    return field is not None and field.kind in (Step.KIND, HeadCount.KIND)


async def add(screen: PrepareScreen, kind: str) -> None:
    """Add a row, and put the cursor on it."""
    tr, now = screen.tr, screen.now
    row_id = new_id(now.wall)
    match kind:
        case CafeTable.KIND:
            if screen.perform(lambda: tabling.add_table(screen.planned, now, table_id=row_id)):
                screen.go_to_field(Field(kind, row_id, "topic"))
        case CafeGroup.KIND:
            if screen.perform(lambda: groups.add_group(screen.planned, now, group_id=row_id)):
                screen.go_to_field(Field(kind, row_id, "name"))
        case Profile.KIND:
            await ask_line(
                screen,
                tr("Name of the new profile"),
                "",
                lambda typed: people.add_profile(screen.planned, typed),
            )
        case Step.KIND:
            await _add_step(screen)


async def _add_step(screen: PrepareScreen) -> None:
    tr, field = screen.tr, screen.field
    kinds = [Line(kind.value, step_kind_name(tr, kind)) for kind in StepKind]
    answer = await screen.atelier.push_screen_wait(Choice(tr("What do people do in the new step?"), kinds))
    if answer is None:
        return
    step_id = new_id(screen.now.wall)
    after = field.row_id if field is not None and field.kind == Step.KIND else None

    def plan() -> object:
        return agenda.add_step(screen.planned, screen.now, StepKind(answer), after=after, step_id=step_id)

    if screen.perform(plan):  # type: ignore[arg-type]
        screen.go_to_field(Field(Step.KIND, step_id, "seconds"))


async def remove(screen: PrepareScreen, field: Field) -> None:
    """Remove a row; what is more than a line is asked for first, what has to stay says why."""
    tr, state = screen.tr, screen.planned
    question = ""
    match field.kind:
        case CafeTable.KIND:
            table = state.get(CafeTable, field.row_id)
            if table is None or not screen.allows(lambda: tabling.refuse_if_used(state, table)):
                return
            question = tr("Remove table {number} and its question?", number=table.number)
        case CafeGroup.KIND:
            group = state.get(CafeGroup, field.row_id)
            if group is None or not screen.allows(lambda: groups.refuse_if_used(state, group)):
                return
            question = tr("Remove group {label} and its head counts?", label=group.label)
        case Step.KIND:
            step = state.get(Step, field.row_id)
            if step is None or not screen.allows(lambda: agenda.remove_step(state, screen.now, step.id)):
                return
            if step.kind == StepKind.ROUND:
                name = clip(step_name(tr, state, step), _SHOWN)
                question = tr("Remove “{step}” and the move that leads to it?", step=name)
        case _:
            pass
    if question:
        answers = Confirmation(question, yes=tr("Remove"), no=tr("Keep"))
        if not await screen.atelier.push_screen_wait(answers):
            return
    screen.perform(
        lambda: _removal(screen, field), lambda _: screen.atelier.say(tr("Removed; ctrl+z takes it back."))
    )


def _removal(screen: PrepareScreen, field: Field):  # type: ignore[no-untyped-def]
    state, now = screen.planned, screen.now
    match field.kind:
        case CafeTable.KIND:
            return tabling.remove_table(state, now, field.row_id)
        case CafeGroup.KIND:
            return groups.remove_group(state, now, field.row_id)
        case Profile.KIND:
            return people.remove_profile(state, field.row_id)
        case Step.KIND:
            return agenda.remove_step(state, now, field.row_id)
        case _:
            return None


def move(screen: PrepareScreen, field: Field, by: int) -> None:
    """Move a row up (-1) or down (1)."""
    match field.kind:
        case CafeTable.KIND:
            screen.perform(lambda: tabling.move_table(screen.planned, screen.now, field.row_id, by))
        case Profile.KIND:
            screen.perform(lambda: people.move_profile(screen.planned, field.row_id, by))
        case Step.KIND:
            screen.perform(lambda: agenda.move_step(screen.planned, screen.now, field.row_id, by))
        case _:
            pass


def count(screen: PrepareScreen, field: Field, by: int) -> None:
    """One minute or one person more (1) or less (-1)."""
    match field.kind:
        case Step.KIND:
            screen.perform(lambda: agenda.change_seconds(screen.planned, screen.now, field.row_id, 60 * by))
        case HeadCount.KIND:
            group_id, key = people.group_and_profile(field.row_id)
            screen.perform(lambda: people.change_people(screen.planned, group_id, key, by))
        case _:
            pass


def step_kind_name(tr: Translator, kind: StepKind) -> str:
    """What a kind of step is called."""
    names = {
        StepKind.WELCOME: tr("Welcome"),
        StepKind.PLENARY: tr("Plenary"),
        StepKind.ROUND: tr("Round at the tables"),
        StepKind.MOVE: tr("Change tables"),
        StepKind.HARVEST: tr("Sharing"),
        StepKind.BREAK: tr("Break"),
        StepKind.CLOSING: tr("Closing"),
    }
    return names[kind]


def kind_to_add(field: Field) -> str:
    """The kind of row that a line adds; empty for other lines."""
    return field.column if field.kind == ADD else ""
