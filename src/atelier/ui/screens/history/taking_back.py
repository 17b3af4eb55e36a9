"""Asking before an old action is taken back, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atelier import figures
from atelier.domain.instant import to_wall
from atelier.errors import AtelierError
from atelier.services.session import Conflict, Past, UndoPlan
from atelier.services.taking_back import losses, refuse_harm
from atelier.ui.dialogs.questions import Confirmation
from atelier.ui.screens.history.columns import label
from atelier.ui.screens.history.deeds import sentence
from atelier.ui.screens.history.people import author_name

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.history.people import Reader
    from atelier.ui.screens.history.screen import HistoryScreen

_MOST = 4
"""Conflicts and losses that are told one by one."""


async def ask_and_turn(screen: HistoryScreen, past: Past) -> None:
    """Take an action back, or do it again, once that was confirmed."""
    tr, session = screen.tr, screen.session
    try:
        plan = session.plan_taking_back(past.id, screen.SECTION)
        if plan is None:
            return
        refuse_harm(screen.state, session.clock.now(), past.name, plan.action)
    except AtelierError as error:
        screen.atelier.warn(error)
        return
    again = past.id in screen.void
    said = sentence(tr, past)
    question = tr("Do again? {deed}", deed=said) if again else tr("Take back? {deed}", deed=said)
    remarks = remarks_of(tr, screen, plan)
    # With something against it, yes says that it is done all the same.
    yes = tr("Do it again") if again else tr("Take it back") if remarks else tr("Take back")
    answers = Confirmation("\n".join((question, *remarks)), yes=yes, no=tr("Leave it as it is"))
    if not await screen.app.push_screen_wait(answers):
        return
    # Something may have been saved while the question stood there.
    current = session.plan_taking_back(past.id, screen.SECTION)
    if current is None:
        return
    text = tr("Done again: {deed}", deed=said) if again else tr("Taken back: {deed}", deed=said)
    screen.atelier.save(current.action, lambda _: screen.atelier.say(text))


def remarks_of(tr: Translator, screen: HistoryScreen, plan: UndoPlan) -> list[str]:
    """What is to be known before an action is taken back: who changed what since, what goes with it."""
    told = [_conflict(tr, screen.reader, conflict) for conflict in plan.conflicts[:_MOST]]
    told += _more(tr, plan.conflicts)
    lost = losses(screen.state, plan.action)
    told += [tr(loss.msgid, **loss.params) for loss in lost[:_MOST]]
    return told + _more(tr, lost)


def _more(tr: Translator, found: Sequence[object]) -> list[str]:
    left = len(found) - _MOST
    return [tr.n("and {n} more", "and {n} more", left)] if left > 0 else []


def _conflict(tr: Translator, reader: Reader, conflict: Conflict) -> str:
    who = author_name(tr, reader, conflict.author)
    name = tr("removal") if conflict.column == "deleted" else label(tr, conflict.column)
    try:
        time = figures.time_of_day(tr, to_wall(conflict.at), full=True)
    except ValueError:
        time = conflict.at
    return tr("Changed since: {column} (by {who}, {time})", column=name, who=who, time=time)
