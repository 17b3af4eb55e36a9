"""What is asked before the clock goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.domain.agenda import Step, StepKind
from atelier.domain.glance import Glance
from atelier.errors import AtelierError
from atelier.figures import duration, enumeration, quotation
from atelier.services import running
from atelier.services.rehearsal import rehearsal_notes
from atelier.ui.commands.run import RUN
from atelier.ui.dialogs.questions import Confirmation
from atelier.ui.screens.run.onward import Onward
from atelier.ui.screens.run.trial_questions import ask_start_after_trial, ask_trial
from atelier.ui.wording import countdown, step_name

if TYPE_CHECKING:
    from atelier.services.session import Saved
    from atelier.ui.screens.run.clock_keys import ClockKeys
    from atelier.ui.screens.run.screen import RunScreen

_NEXT_KEY = next(command.keys for command in RUN if command.id == "run.next")


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
    if rehearsal_notes(screen.state):
        if await ask_start_after_trial(screen, question):
            screen.press(running.start)
    elif await screen.ask(Confirmation(question, yes=tr("Start"), no=tr("Not yet"))):
        screen.press(running.start)


async def ask_finish(screen: ClockKeys) -> None:
    """End the workshop, once that is wanted."""
    tr = screen.tr
    question = tr(
        "This is the last step. End the workshop? The clock stops; notes can still be typed, and the"
        " workshop reopened."
    )
    if await screen.ask(Confirmation(question, yes=tr("End the workshop"), no=tr("Go on"))):
        screen.press(running.go_next)


async def ask_early(screen: ClockKeys) -> None:
    """Go to the next step although the clock has time left, once that is wanted."""
    tr, glance = screen.tr, screen.look()
    step, following = glance.step, glance.following
    if step is None or following is None:
        return
    name = step_name(tr, glance.state, following)
    question = tr(
        "“{step}” has {left} left. Go to “{next}” now?",
        step=step_name(tr, glance.state, step),
        left=countdown(glance.reading.remaining),
        next=name,
    )
    yes, no = tr("Go to “{step}”", step=name), tr("Stay here")
    key = screen.atelier.settings.keymap.get("run.next", _NEXT_KEY)
    if not await screen.ask(Onward(question, yes=yes, no=no, key=key, clock=screen.session.clock)):
        return
    # Another window may have gone on meanwhile: nobody asked for two steps.
    if screen.look().step == step:
        screen.press(running.go_next)


async def ask_back(screen: RunScreen) -> None:
    """Go back one step, once that is wanted, and say what time it has left."""
    tr, now = screen.tr, screen.session.clock.now()
    try:
        action = running.go_back(screen.state, now)
    except AtelierError as error:
        screen.atelier.warn(error)
        return
    goal = screen.state.get(Step, str(action.changes[0].columns["step_id"]))
    if goal is None:
        return
    name = step_name(tr, screen.state, goal)
    here = screen.look().reading
    left = goal.seconds + here.extended.get(goal.id, 0) - here.spent.get(goal.id, 0.0)
    question = tr("Go back to “{step}”? It comes back with {left} left.", step=name, left=countdown(left))
    if left <= 0:
        question = tr("Go back to “{step}”? Its time is up.", step=name)
    if not await screen.ask(Confirmation(question, yes=tr("Go to “{step}”", step=name), no=tr("Stay here"))):
        return

    def went(_: Saved) -> None:
        shown = screen.look()
        left = countdown(shown.reading.remaining)
        screen.atelier.say(tr("Back in “{step}”, with {left} left.", step=name, left=left))

    then = screen.session.clock.now()
    if screen.look().reading.step_id == here.step_id:
        screen.perform(lambda: running.go_back(screen.state, then), went)


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
        if glance.is_ready:
            await ask_trial(screen)
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
