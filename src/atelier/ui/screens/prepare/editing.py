"""How each field is changed: a line, a text, or a choice."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.agenda import Step
from atelier.domain.canvas import Heading
from atelier.domain.change import Action
from atelier.domain.workshop import CafeGroup, CafeTable, HeadCount, Movement, Profile, Seating, Workshop
from atelier.i18n import LANGUAGES
from atelier.services.preparing import agenda, canvas, details, groups, people
from atelier.services.preparing import tables as tabling
from atelier.ui.dialogs.editor import Editor, Writing
from atelier.ui.dialogs.questions import Choice, OneLine
from atelier.ui.screens.prepare.fields import Field, language_name, movement_name
from atelier.ui.screens.prepare.hints import question_checks
from atelier.ui.screens.prepare.seating import choose_seat
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import step_name

if TYPE_CHECKING:
    from atelier.ui.screens.prepare.screen import PrepareScreen

Plan = Callable[[str], Action | None]
"""Plans the action of a text as typed; raises AtelierError when it does not do."""
LongPlan = Callable[[str, str, tuple[str, ...]], Action | None]
"""The same of a longer text, from the revision it is based on and the drafts it replaces too."""


async def edit(screen: PrepareScreen, field: Field) -> None:
    """Change what a field holds."""
    match field.kind:
        case Workshop.KIND:
            await _edit_workshop(screen, field.column)
        case CafeTable.KIND:
            await _edit_table(screen, field)
        case Heading.KIND:
            await _edit_heading(screen, field)
        case CafeGroup.KIND:
            await _edit_group(screen, field.row_id)
        case HeadCount.KIND:
            await _edit_people(screen, field.row_id)
        case Profile.KIND:
            await _edit_profile(screen, field.row_id)
        case Step.KIND:
            await _edit_step(screen, field.row_id)
        case Seating.KIND:
            await choose_seat(screen, field.row_id)
        case _:
            pass


async def ask_line(
    screen: PrepareScreen,
    question: str,
    text: str,
    plan: Plan,
    *,
    hint: str = "",
    remarks: Callable[[str], list[tuple[str, str]]] | None = None,
) -> None:
    """Ask for one line and save what it plans; a text that does not do stays in the dialog."""
    dialog = OneLine(question, text, hint=hint, check=plan, remarks=remarks)
    answer = await screen.atelier.push_screen_wait(dialog)
    if answer is not None:
        screen.perform(lambda: plan(answer))


async def write_text(screen: PrepareScreen, title: str, field: Field, text: str, plan: LongPlan) -> None:
    """Write a text of several lines; what is typed is kept as a draft until it is stored."""
    writing = Writing(
        title=title,
        text=text,
        field=f"prepare:{field.id}",
        based_on=screen.based_on(field.kind, field.row_id, field.column) or "",
        plan=plan,
    )
    await screen.atelier.push_screen_wait(Editor(writing))


async def _edit_workshop(screen: PrepareScreen, column: str) -> None:
    tr, workshop = screen.tr, screen.planned.workshop
    match column:
        case "language":
            await _choose_language(screen)
            return
        case "movement":
            await _choose_movement(screen)
            return
        case "canvas":
            await _choose_canvas(screen)
            return
    names = {
        "title": tr("Title"),
        "date": tr("Date"),
        "starts_at": tr("Starts at"),
        "hard_end": tr("Hard end"),
        "place": tr("Place"),
        "organiser": tr("Organiser"),
        "objectives": tr("Objectives"),
    }
    text = getattr(workshop, column)
    if column == "objectives":
        await write_text(
            screen,
            names[column],
            Field(Workshop.KIND, workshop.id, column),
            text,
            lambda typed, based_on, drafts: details.write_workshop(
                screen.planned, screen.now, column, typed, based_on=based_on or None, drafts=drafts
            ),
        )
        return
    based_on = screen.based_on(Workshop.KIND, workshop.id, column)

    def plan(typed: str) -> Action | None:
        return details.write_workshop(screen.planned, screen.now, column, typed, based_on=based_on)

    hint, text = _of_day(screen, column, text)
    await ask_line(screen, names[column], text, plan, hint=hint)


def _of_day(screen: PrepareScreen, column: str, text: str) -> tuple[str, str]:
    """The hint for a date or a time, and the text as people write it."""
    tr = screen.tr
    if column == "date":
        hint = tr("15/10/2025, 15 October, tomorrow… · Enter: keep · Esc: leave it as it was")
        return hint, f"{datetime.date.fromisoformat(text):%d/%m/%Y}" if text else ""
    if column in ("starts_at", "hard_end"):
        hint = tr("14:30, 14 h 30, 9 h… · Enter: keep · Esc: leave it as it was")
        return hint, figures.time_of_day(tr, text, full=True) if text else ""
    return "", text


async def _choose_language(screen: PrepareScreen) -> None:
    tr = screen.tr
    choices = [Line(language, language_name(tr, language)) for language in LANGUAGES]
    question = tr("Language of the documents")
    answer = await screen.atelier.push_screen_wait(
        Choice(question, choices, cursor=screen.planned.workshop.language)
    )
    if answer is not None:
        screen.perform(lambda: details.choose_language(screen.planned, answer))


async def _choose_movement(screen: PrepareScreen) -> None:
    tr = screen.tr
    choices = [Line(movement.value, movement_name(tr, movement.value)) for movement in Movement]
    question = tr("How do people move?")
    answer = await screen.atelier.push_screen_wait(
        Choice(question, choices, cursor=screen.planned.workshop.movement)
    )
    if answer is not None:
        screen.perform(lambda: details.choose_movement(screen.planned, screen.now, Movement(answer)))


async def _choose_canvas(screen: PrepareScreen) -> None:
    if not screen.allows(lambda: canvas.refuse_if_used(screen.planned)):
        return
    shelf = screen.canvases()
    for problem in shelf.problems:
        screen.atelier.warn(problem)
    choices = [
        Line(entry.key, entry.name, below=((entry.description, "dim"),)) for entry in shelf.entries.values()
    ]
    answer = await screen.atelier.push_screen_wait(
        Choice(screen.tr("Which canvas?"), choices, cursor=screen.planned.workshop.canvas)
    )
    if answer is not None:
        screen.perform(lambda: canvas.choose_canvas(screen.planned, shelf.get(answer)))


async def _edit_table(screen: PrepareScreen, field: Field) -> None:
    tr, table = screen.tr, screen.planned.get(CafeTable, field.row_id)
    if table is None:
        return
    names = {"topic": tr("Topic"), "question": tr("Question"), "host": tr("Host")}
    question = tr("Table {number} — {field}", number=table.number, field=names[field.column])
    based_on = screen.based_on(CafeTable.KIND, table.id, field.column)

    def plan(typed: str) -> Action | None:
        return tabling.write_table(screen.planned, field.row_id, field.column, typed, based_on=based_on)

    remarks = partial(question_checks, tr) if field.column == "question" else None
    await ask_line(screen, question, getattr(table, field.column), plan, remarks=remarks)


async def _edit_heading(screen: PrepareScreen, field: Field) -> None:
    tr, heading = screen.tr, screen.planned.get(Heading, field.row_id)
    if heading is None:
        return
    question = tr("Title of the heading") if field.column == "title" else tr("Its name in one or two words")
    await ask_line(
        screen,
        question,
        getattr(heading, field.column),
        lambda typed: canvas.write_heading(screen.planned, field.row_id, field.column, typed),
    )


async def _edit_group(screen: PrepareScreen, group_id: str) -> None:
    group = screen.planned.get(CafeGroup, group_id)
    if group is None:
        return
    question = screen.tr("Name of group {label}, or nothing", label=group.label)
    await ask_line(
        screen, question, group.name, lambda typed: groups.rename_group(screen.planned, group_id, typed)
    )


async def _edit_people(screen: PrepareScreen, row_id: str) -> None:
    group_id, key = people.group_and_profile(row_id)
    state = screen.planned
    group = state.get(CafeGroup, group_id)
    profile = next((profile for profile in state.live(Profile) if profile.key == key), None)
    if (group is None and group_id is not None) or profile is None:
        return
    if group is None:
        question = screen.tr("{profile}: how many are expected?", profile=profile.label)
    else:
        question = screen.tr(
            "{profile}: how many in group {label}?", profile=profile.label, label=group.label
        )
    count = people.people_of(state).get((group_id, key), 0)
    await ask_line(
        screen,
        question,
        str(count or ""),
        lambda typed: people.set_people(screen.planned, group_id, key, people.read_people(typed)),
    )


async def _edit_profile(screen: PrepareScreen, key: str) -> None:
    profile = next((profile for profile in screen.planned.live(Profile) if profile.key == key), None)
    if profile is not None:
        await ask_line(
            screen,
            screen.tr("Name of the profile"),
            profile.label,
            lambda typed: people.rename_profile(screen.planned, key, typed),
        )


async def _edit_step(screen: PrepareScreen, step_id: str) -> None:
    tr, step = screen.tr, screen.planned.get(Step, step_id)
    if step is None:
        return
    name = step_name(tr, screen.planned, step)
    choices = [
        Line("seconds", tr("Minutes"), tail=figures.duration(tr, step.seconds)),
        Line("label", tr("Name"), tail=step.label and name[:40]),
        Line("instruction", tr("Sentence to read aloud"), below=((step.instruction[:200], "dim"),)),
    ]
    column = await screen.atelier.push_screen_wait(Choice(name, choices))
    if column == "seconds":
        await ask_line(
            screen,
            tr("{step}: how many minutes?", step=name),
            str(step.seconds // 60),
            lambda typed: agenda.set_seconds(screen.planned, screen.now, step_id, agenda.read_minutes(typed)),
        )
    elif column == "label":
        based_on = screen.based_on(Step.KIND, step_id, column)
        await ask_line(
            screen,
            tr("Name of the step, or nothing for the usual one"),
            step.label,
            lambda typed: agenda.write_step(screen.planned, step_id, "label", typed, based_on=based_on),
        )
    elif column == "instruction":
        await write_text(
            screen,
            tr("Sentence to read aloud: {step}", step=name),
            Field(Step.KIND, step_id, column),
            step.instruction,
            lambda typed, based_on, drafts: agenda.write_step(
                screen.planned, step_id, "instruction", typed, based_on=based_on or None, drafts=drafts
            ),
        )
