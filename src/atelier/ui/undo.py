"""Taking back the last action of a screen, and doing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.errors import AtelierError
from atelier.ui.deeds import deed_words
from atelier.ui.dialogs.questions import Confirmation

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def take_back(app: AtelierApp, *, redo: bool) -> None:
    """Take back the last action of the screen that is shown, and say which it was.

    Args:
        app: the program.
        redo: whether to do again instead what was taken back.
    """
    tr, session, screen = app.tr, app.session, app.section_screen
    if session is None or screen is None:
        return
    plan = session.plan_redo(screen.SECTION) if redo else session.plan_undo(screen.SECTION)
    if plan is None:
        app.say(tr("Nothing to redo here.") if redo else tr("Nothing to take back here."))
        return
    try:
        screen.check_taking_back(plan.action)
    except AtelierError as error:
        app.warn(error)
        return
    deed = deed_words(tr, plan.undoes_name)
    if plan.about:
        deed = tr("{deed}: “{about}”", deed=deed, about=plan.about)
    if plan.conflicts:
        who = ", ".join(sorted({conflict.author.partition(":")[0] for conflict in plan.conflicts}))
        question = tr("{deed} — changed since by: {who}. Take it back all the same?", deed=deed, who=who)
        answers = Confirmation(question, yes=tr("Take it back"), no=tr("Leave it as it is"))
        if not await app.push_screen_wait(answers):
            return
    text = tr("Done again: {deed}", deed=deed) if redo else tr("Taken back: {deed}", deed=deed)
    app.save(plan.action, lambda _: app.say(text))
