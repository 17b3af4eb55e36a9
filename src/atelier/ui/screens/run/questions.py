"""What is asked before something is done: each asks, then plans one action or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier.domain.agenda import Step, StepKind
from atelier.domain.cell import CellState
from atelier.domain.change import Action
from atelier.domain.coverage import CellStatus, coverage
from atelier.domain.place import current_seating, tables
from atelier.domain.text import check_note
from atelier.domain.workshop import CafeGroup, CafeTable
from atelier.figures import duration, enumeration, quotation
from atelier.services import notes, running
from atelier.ui.dialogs.questions import Choice, Confirmation, OneLine
from atelier.ui.screens.run.glance import Glance, awaited, by_table, waiting_tables
from atelier.ui.screens.run.grid import stop_name
from atelier.ui.widgets.line_list import Line
from atelier.ui.wording import cell_state_name, group_name, heading_name, step_name, table_title

if TYPE_CHECKING:
    from atelier.ui.screens.run.screen import RunScreen

ALL = "*"
"""Stands for every table, or for another one than those offered."""
NOBODY = "-"
"""Stands for no group in ids of lines."""


async def ask_start(screen: RunScreen) -> None:
    """Start the workshop, once that is wanted."""
    tr, glance = screen.tr, screen.look()
    first = glance.following
    if first is None:
        screen.perform(lambda: running.start(screen.state, glance.now))
        return
    question = tr(
        "Start the workshop? The clock of “{step}” ({duration}) begins to run.",
        step=step_name(tr, glance.state, first),
        duration=duration(tr, first.seconds),
    )
    if await screen.ask(Confirmation(question, yes=tr("Start"), no=tr("Not yet"))):
        screen.press(running.start)


async def ask_finish(screen: RunScreen) -> None:
    """End the workshop, once that is wanted."""
    tr = screen.tr
    question = tr(
        "This is the last step. End the workshop? The clock stops; notes can still be typed, and the"
        " workshop reopened."
    )
    if await screen.ask(Confirmation(question, yes=tr("End the workshop"), no=tr("Go on"))):
        screen.press(running.go_next)


async def ask_skip(screen: RunScreen) -> None:
    """Leave out the next step, once that is wanted."""
    glance = screen.look()
    steps = glance.state.live(Step)
    following = glance.following
    if following is None:
        screen.atelier.say(screen.tr("There is no step to skip after this one."))
        return
    goal = next((step for step in steps if step.position > following.position), None)
    if goal is None:
        screen.atelier.say(screen.tr("This is the last step: end the workshop instead."))
        return
    await _ask_jump(screen, glance, goal)


async def ask_go_to(screen: RunScreen, step_id: str) -> None:
    """Go to a step of the agenda, once that is wanted."""
    glance = screen.look()
    goal = glance.state.get(Step, step_id)
    if goal is None or (goal == glance.step and not glance.is_finished):
        return
    await _ask_jump(screen, glance, goal)


async def _ask_jump(screen: RunScreen, glance: Glance, goal: Step) -> None:
    tr = screen.tr
    name = step_name(tr, glance.state, goal)
    question = tr("Go to “{step}”?", step=name)
    if glance.is_ready and goal.position == min(step.position for step in glance.state.live(Step)):
        await ask_start(screen)
        return
    spent = glance.reading.spent.get(goal.id)
    if spent is not None:
        allotted = goal.seconds + glance.reading.extended.get(goal.id, 0)
        left = max(0.0, allotted - spent)
        question += " " + tr("It comes back with {duration} left.", duration=duration(tr, left))
    left_out = skipped_steps(glance, goal)
    if left_out:
        names = enumeration(tr, [quotation(tr, step_name(tr, glance.state, step)) for step in left_out])
        question += "\n\n" + tr("Left out: {steps}.", steps=names)
    lost = [step.round for step in left_out if step.kind == StepKind.ROUND]
    if lost:
        numbers = enumeration(tr, [str(number) for number in lost])
        question += " " + tr.n(
            "The cells of round {rounds} will be marked “round cancelled”.",
            "The cells of rounds {rounds} will be marked “round cancelled”.",
            len(lost),
            rounds=numbers,
        )
    if await screen.ask(Confirmation(question, yes=tr("Go to “{step}”", step=name), no=tr("Stay here"))):
        screen.press(running.go_to, goal.id)


def skipped_steps(glance: Glance, goal: Step) -> list[Step]:
    """The steps that a jump would leave out: between here and there, never entered."""
    here = glance.state.all(Step).get(glance.reading.step_id or "")
    start = 0 if here is None or glance.is_ready else here.position
    entered = glance.reading.entered
    return [
        step
        for step in glance.state.live(Step)
        if start < step.position < goal.position and step.id not in entered
    ]


async def ask_seated(screen: RunScreen, near: str | None) -> None:
    """Say which group has arrived at which table.

    Args:
        screen: the screen.
        near: id of the table under the cursor, offered first.
    """
    tr, glance = screen.tr, screen.look()
    waiting = waiting_tables(glance)
    lines = [
        Line(f"{table.id}|{seat.group_id or NOBODY}", _arrival(screen, table, seat.group_id))
        for table in waiting
        for seat in awaited(glance, table)
    ]
    if not lines:
        await _ask_any_group(screen, glance, near)
        return
    single = len({line.id.partition("|")[0] for line in lines}) == len(lines)
    if len(lines) > 1 and single:
        lines.append(Line(ALL, tr("All of them are seated"), tone="strong"))
    lines.append(Line("", tr("Another group, or another table…"), tone="dim"))
    start = next((line.id for line in lines if near and line.id.startswith(f"{near}|")), lines[0].id)
    answer = await screen.ask(Choice(tr("Which group is seated?"), lines, cursor=start))
    if answer is None:
        return
    if not answer:
        await _ask_any_group(screen, glance, near)
    elif answer == ALL:
        pairs = [line.id for line in lines if "|" in line.id]
        screen.perform(lambda: _seat_all(screen, glance.round, pairs))
    else:
        _seat(screen, glance.round, answer)


async def _ask_any_group(screen: RunScreen, glance: Glance, near: str | None) -> None:
    tr = screen.tr
    places = tables(glance.state)
    groups = glance.state.live(CafeGroup)
    if not places:
        screen.atelier.say(tr("This workshop has no tables."))
        return
    if len(places) == 1:
        table_id: str | None = places[0].id
    else:
        lines = [Line(table.id, table_title(tr, table), tail=_seated(screen, table)) for table in places]
        table_id = await screen.ask(Choice(tr("At which table?"), lines, cursor=near))
    if table_id is None:
        return
    seat = current_seating(glance.state, table_id)
    round_number = glance.round or (seat.round if seat is not None else 1)
    if not groups:
        _seat(screen, round_number, f"{table_id}|{NOBODY}")
        return
    table = glance.state.get(CafeTable, table_id)
    question = tr(
        "Which group is at {table} in round {round}?",
        table=table_title(tr, table) if table is not None else "",
        round=round_number,
    )
    lines = [Line(f"{table_id}|{group.id}", group_name(tr, group)) for group in groups]
    answer = await screen.ask(Choice(question, lines))
    if answer is not None:
        _seat(screen, round_number, answer)


def _arrival(screen: RunScreen, table: CafeTable, group_id: str | None) -> str:
    group = group_name(screen.tr, screen.state.get(CafeGroup, group_id))
    return f"{group} → {table_title(screen.tr, table)}"


def _seated(screen: RunScreen, table: CafeTable) -> str:
    seat = current_seating(screen.state, table.id)
    return group_name(screen.tr, screen.state.get(CafeGroup, seat.group_id)) if seat is not None else ""


def _seat(screen: RunScreen, round_number: int, pair: str) -> None:
    screen.perform(lambda: _seat_all(screen, round_number, [pair]))


def _seat_all(screen: RunScreen, round_number: int, pairs: Sequence[str]) -> Action:
    now = screen.session.clock.now()
    actions = []
    for pair in pairs:
        table_id, _, group = pair.partition("|")
        group_id = None if group == NOBODY else group
        actions.append(
            running.confirm_group(screen.state, now, table_id, round_number, group_id, screen=screen.SECTION)
        )
    changes = tuple(change for action in actions for change in action.changes)
    about = ", ".join(action.about for action in actions if action.about)
    return Action(actions[0].name, changes, screen.SECTION, about)


async def ask_message(screen: RunScreen, near: str | None) -> None:
    """Send a sentence to one table, or to all."""
    tr = screen.tr
    places = tables(screen.state)
    lines = [Line(ALL, tr("All tables"))] + [Line(table.id, table_title(tr, table)) for table in places]
    target: str | None = ALL
    if len(places) > 1:
        target = await screen.ask(Choice(tr("A message to whom?"), lines))
    if target is None:
        return
    table = None if target == ALL else screen.state.get(CafeTable, target)
    who = table_title(tr, table) if table is not None else tr("all tables")
    question = tr("Message to {who}, shown in Note:", who=who)
    hint = tr("Enter: send · Esc: nothing")
    text = await screen.ask(OneLine(question, hint=hint, check=check_note))
    if text is None:
        return
    now = screen.session.clock.now()
    table_id = table.id if table is not None else None
    sent = tr("Message sent to {who}.", who=who)
    screen.perform(lambda: running.send_message(text, now, table_id), lambda _: screen.atelier.say(sent))


async def ask_reasons(screen: RunScreen, near: CellStatus | None, table_id: str | None) -> None:
    """Say why cells are empty: all those of a table at once, those of a group, or one.

    Args:
        screen: the screen.
        near: the cell under the cursor of the grid.
        table_id: the table under the cursor of the list of tables.
    """
    tr = screen.tr
    cells = coverage(screen.state, screen.reading())
    scopes = empty_scopes(screen, cells, near)
    if not scopes:
        screen.atelier.say(tr("No cell is empty without a reason."))
        return
    names = [Line(str(index), text) for index, (text, _) in enumerate(scopes)]
    place = table_id if near is None else near.table.id
    start = next((str(i) for i, (_, scope) in enumerate(scopes) if scope[0].table.id == place), "0")
    chosen = await screen.ask(Choice(tr("Which empty cells?"), names, cursor=start))
    if chosen is None:
        return
    scope = scopes[int(chosen)][1]
    answer = await screen.ask(Choice(tr("Why is nothing there?"), answers(screen, scope)))
    if answer is None:
        return
    reason: str | None = ""
    if answer == CellState.NOT_COLLECTED:
        question = tr("Why was it not collected? A sheet that was lost, a group that left…")
        reason = await screen.ask(OneLine(question, scope[0].reason, check=check_note))
    if reason is None:
        return
    why = reason
    state = CellState(answer) if answer else None
    screen.perform(
        lambda: notes.answer_cells(
            screen.state, [cell.key for cell in scope], state, why, screen=screen.SECTION
        )
    )


def empty_scopes(
    screen: RunScreen, cells: Sequence[CellStatus], near: CellStatus | None
) -> list[tuple[str, list[CellStatus]]]:
    """What can be answered for at once: the cell under the cursor, then each table's empty cells."""
    tr = screen.tr
    scopes: list[tuple[str, list[CellStatus]]] = []
    if near is not None and not near.notes:
        heading = next((h for h in screen.headings if h.key == near.key.heading), None)
        name = heading_name(heading) if heading is not None else ""
        where = f"{table_title(tr, near.table)} · {stop_name(tr, near)} · {name}"
        scopes.append((tr("only this cell: {where}", where=where), [near]))
    asked = by_table(cell for cell in cells if cell.state is CellState.UNEXPLAINED)
    for found in asked.values():
        scopes.append((_scope_name(screen, found), found))
        stops = list(dict.fromkeys((cell.key.round, cell.key.group_id) for cell in found))
        for stop in stops if len(stops) > 1 else ():
            some = [cell for cell in found if (cell.key.round, cell.key.group_id) == stop]
            scopes.append((f"    {stop_name(tr, some[0])} ({len(some)})", some))
    return scopes


def _scope_name(screen: RunScreen, cells: Sequence[CellStatus]) -> str:
    tr = screen.tr
    count = tr.n("{n} empty cell", "{n} empty cells", len(cells))
    return f"{table_title(tr, cells[0].table)} — {count}"


def answers(screen: RunScreen, cells: Sequence[CellStatus]) -> list[Line]:
    """The reasons that can be given for some empty cells."""
    tr = screen.tr
    offered = (CellState.NOT_REACHED, CellState.NOTHING_TO_ADD, CellState.NOT_COLLECTED, CellState.CANCELLED)
    lines = [Line(state.value, cell_state_name(tr, state)) for state in offered]
    lines[2] = Line(lines[2].id, tr("{state}: say why", state=lines[2].text))
    if any(cell.state in offered for cell in cells):
        lines.append(Line("", tr("no reason: take the answer away"), tone="dim"))
    return lines
