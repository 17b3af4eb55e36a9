"""Rehearsing the agenda on a copy, and coming back from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atelier.domain.agenda import Step
from atelier.errors import N_, AtelierError
from atelier.figures import about
from atelier.services.fast_clock import pace_of
from atelier.services.practice import SPEED, open_practice
from atelier.services.session import Session
from atelier.ui.dialogs.questions import Confirmation

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def rehearse(app: AtelierApp) -> None:
    """Ask, then open a copy of the workshop under a clock that runs faster."""
    tr, session = app.tr, app.session
    if session is None:
        return
    seconds = sum(step.seconds for step in session.state.live(Step)) / SPEED
    if not seconds:
        app.warn(AtelierError(N_("The agenda is empty: add steps in Prepare first.")))
        return
    question = tr(
        "Rehearse? Your agenda runs {speed} times faster, in {duration}, on a copy without notes."
        " Your workshop is not touched; ctrl+p, “End the rehearsal”, brings you back to it.",
        speed=f"{SPEED:g}",
        duration=about(tr, seconds),
    )
    if not await app.push_screen_wait(Confirmation(question, yes=tr("Rehearse"), no=tr("Not now"))):
        return
    try:
        practice = open_practice(session, app.places, app.real_clock)
    except AtelierError as error:
        app.warn(error)
        return
    app.open_workshop(practice, "run")


def end_rehearsal(app: AtelierApp) -> None:
    """Go back to the workshop that was rehearsed."""
    pace = pace_of(app.clock)
    if pace is None or not pace.rehearses:
        return
    path = Path(pace.rehearses)
    try:
        session = Session.open(path, clock=app.clock_of(path), places=app.places)
    except AtelierError as error:
        app.warn(error)
        return
    app.open_workshop(session, "prepare")
