"""What becomes of the notes of a trial when the workshop begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atelier.services.rehearsal import erase, rehearsal_notes
from atelier.ui.dialogs.questions import Choice
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.ui.screens.run.screen import RunScreen

_ERASE, _HIDE, _NOT_YET = "erase", "hide", "not yet"


async def ask_start_after_trial(screen: RunScreen, question: str) -> bool:
    """Ask whether to start, and what becomes of the trial notes; erases them if that is wanted.

    Args:
        screen: the screen that asks.
        question: whether to start, translated.

    Returns:
        whether to start.
    """
    tr = screen.tr
    lines = [
        Line(_NOT_YET, tr("Not yet")),
        Line(_ERASE, tr("Start, and erase the trial notes")),
        Line(_HIDE, tr("Start, and keep them hidden: they are printed nowhere")),
    ]
    answer = await screen.ask(Choice(f"{question}\n\n{_counted(screen)}", lines))
    if answer == _ERASE:
        screen.perform(lambda: erase(screen.state, screen=screen.SECTION))
    return answer in (_ERASE, _HIDE)


async def ask_trial(screen: RunScreen) -> None:
    """Ask what becomes of the trial notes, if there are any."""
    if not rehearsal_notes(screen.state):
        return
    tr = screen.tr
    lines = [
        Line(_HIDE, tr("Keep them hidden: they are printed nowhere")),
        Line(_ERASE, tr("Erase them")),
    ]
    if await screen.ask(Choice(_counted(screen), lines)) == _ERASE:
        screen.perform(lambda: erase(screen.state, screen=screen.SECTION))


def _counted(screen: RunScreen) -> str:
    return screen.tr.n(
        "{n} trial note was typed before the start.",
        "{n} trial notes were typed before the start.",
        len(rehearsal_notes(screen.state)),
    )
