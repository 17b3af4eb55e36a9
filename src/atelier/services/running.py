"""Running the workshop: the clock's buttons, who is seated, messages; each function plans one action."""

from __future__ import annotations

from collections.abc import Sequence

from atelier.domain.agenda import Step
from atelier.domain.change import Action, Change
from atelier.domain.clock import ClockEvent, ClockEventKind, ClockPhase, Moment
from atelier.domain.identity import new_id
from atelier.domain.instant import to_text
from atelier.domain.place import reading
from atelier.domain.record import Scalar
from atelier.domain.state import State
from atelier.domain.text import check_note
from atelier.domain.workshop import CafeTable, Message, Seating, seating_id
from atelier.errors import N_, AtelierError


def start(state: State, now: Moment) -> Action:
    """Start the workshop at its first step.

    Raises:
        AtelierError: it has begun already, or its agenda is empty.
    """
    steps = _steps(state)
    if reading(state, now).phase is not ClockPhase.READY:
        raise AtelierError(N_("The workshop has already begun."))
    return _press(state, now, ClockEventKind.START, steps[0].id)


def toggle_pause(state: State, now: Moment) -> Action:
    """Stop the clock, or let it go on.

    Raises:
        AtelierError: it is not running.
    """
    shown = reading(state, now)
    if shown.phase is ClockPhase.PAUSED:
        return _press(state, now, ClockEventKind.RESUME, shown.step_id)
    if not shown.is_ticking:
        raise AtelierError(N_("The clock is not running: there is nothing to pause."))
    # Overtime is a running clock for the events that are stored.
    return _press(state, now, ClockEventKind.PAUSE, shown.step_id)


def extend(state: State, now: Moment, seconds: int) -> Action:
    """Give the current step more seconds, or fewer.

    Raises:
        AtelierError: no step is running, or it has no time left to take away.
    """
    shown = reading(state, now)
    if shown.step_id is None or shown.phase is ClockPhase.FINISHED:
        raise AtelierError(N_("No step is running: start the workshop first."))
    # A step of less than nothing would swallow the minutes that are added later.
    seconds = max(seconds, -int(shown.allotted))
    if not seconds:
        raise AtelierError(N_("This step has no time left to take away."))
    return _press(state, now, ClockEventKind.EXTEND, shown.step_id, seconds)


def go_next(state: State, now: Moment, *, over: int = 1) -> Action:
    """Go to the next step, or end the workshop after the last one.

    Args:
        state: the workshop.
        now: this instant.
        over: how many steps on; 2 skips one.
    """
    steps = _steps(state)
    shown = reading(state, now)
    if shown.phase is ClockPhase.READY:
        if over == 1:
            return start(state, now)
        return _press(state, now, ClockEventKind.START, steps[min(over - 1, len(steps) - 1)].id)
    if shown.phase is ClockPhase.FINISHED:
        raise AtelierError(N_("The workshop is over: go back one step to reopen it."))
    goal = _beside(state, steps, shown.step_id, over)
    if goal >= len(steps):
        return _press(state, now, ClockEventKind.FINISH, shown.step_id)
    return _press(state, now, ClockEventKind.GO, steps[goal].id)


def go_back(state: State, now: Moment) -> Action:
    """Return to the step before, with the time that it had left; from the end, to the last step.

    Raises:
        AtelierError: there is no step before.
    """
    steps = _steps(state)
    shown = reading(state, now)
    if shown.phase is ClockPhase.FINISHED and state.get(Step, shown.step_id) is not None:
        return _press(state, now, ClockEventKind.GO, shown.step_id)
    goal = _beside(state, steps, shown.step_id, -1)
    if shown.phase is ClockPhase.READY or goal < 0:
        raise AtelierError(N_("This is the first step: there is none before."))
    return _press(state, now, ClockEventKind.GO, steps[goal].id)


def go_to(state: State, now: Moment, step_id: str) -> Action:
    """Go to any step.

    Raises:
        AtelierError: it is not in the agenda, or no longer.
    """
    goal = next((step for step in _steps(state) if step.id == step_id), None)
    if goal is None:
        raise AtelierError(N_("This step is no longer in the agenda."))
    ready = reading(state, now).phase is ClockPhase.READY
    return _press(state, now, ClockEventKind.START if ready else ClockEventKind.GO, goal.id)


def confirm_group(
    state: State,
    now: Moment,
    table_id: str,
    round_number: int,
    group_id: str | None,
    *,
    screen: str = "capture",
) -> Action:
    """Say that a group is seated at a table (« Le groupe B est installé »): its notes go to it from now on.

    A group that was not planned there is accepted, and its seating is flagged.
    """
    row_id = seating_id(round_number, group_id, table_id)
    columns: dict[str, Scalar] = {"confirmed_at": to_text(now.wall)}
    if state.get(Seating, row_id) is None:
        columns |= {
            "round": round_number,
            "table_id": table_id,
            "group_id": group_id,
            "planned": False,
            "deleted": False,
        }
    table = state.get(CafeTable, table_id)
    about = f"T{table.number}" if table is not None else ""
    return Action("seating.confirm", (Change(Seating.KIND, row_id, columns),), screen, about)


def set_paper(state: State, table_id: str, is_on_paper: bool) -> Action | None:
    """Say that a table writes on paper, so that its silence means nothing, or that it types.

    Returns:
        None when that is known already.

    Raises:
        AtelierError: the table is not there, or is the plenary.
    """
    table = state.get(CafeTable, table_id)
    if table is None or table.is_plenary:
        raise AtelierError(N_("This table is no longer there: it was removed."))
    if table.is_on_paper == is_on_paper:
        return None
    name = "table.paper" if is_on_paper else "table.types"
    return Action(
        name, (Change(CafeTable.KIND, table_id, {"is_on_paper": is_on_paper}),), "run", f"T{table.number}"
    )


def send_message(text: str, now: Moment, table_id: str | None = None) -> Action:
    """Send a sentence to one table, or to all.

    Raises:
        AtelierError: nothing visible is left of the text, or it is too long.
    """
    columns = {"text": check_note(text), "table_id": table_id, "at": to_text(now.wall)}
    return Action("message.send", (Change(Message.KIND, new_id(now.wall), columns),))


def _steps(state: State) -> Sequence[Step]:
    steps = state.live(Step)
    if not steps:
        raise AtelierError(N_("The agenda is empty: add steps in Prepare first."))
    return steps


def _beside(state: State, steps: Sequence[Step], step_id: str | None, offset: int) -> int:
    """The index that lies some steps after (or before) a step, which may have left the agenda since."""
    for index, step in enumerate(steps):
        if step.id == step_id:
            return index + offset
    gone = state.all(Step).get(step_id or "")
    before = sum(gone is not None and step.position < gone.position for step in steps)
    return before + offset - (offset > 0)


def _press(state: State, now: Moment, kind: ClockEventKind, step_id: str | None, seconds: int = 0) -> Action:
    columns: dict[str, Scalar] = {
        "number": max((event.number for event in state.all(ClockEvent).values()), default=0) + 1,
        "kind": kind.value,
        "step_id": step_id,
        "seconds": seconds,
        "wall": now.wall,
        "boot": now.boot,
        "boot_id": now.boot_id,
    }
    return Action(f"clock.{kind.value}", (Change(ClockEvent.KIND, new_id(now.wall), columns),))
