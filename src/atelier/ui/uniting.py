"""Uniting the open workshop with the file of another laptop, in a new file beside it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from atelier.errors import N_, AtelierError
from atelier.services.new_file import named_file
from atelier.services.session import Session
from atelier.services.uniting.files import proposed_union, refuse_existing, same_file, unite_files
from atelier.ui.dialogs.questions import OneLine
from atelier.ui.dialogs.union import UnionRead
from atelier.ui.screens.home.opening import OpenFile
from atelier.ui.union_words import report_lines

if TYPE_CHECKING:
    from atelier.ui.app import AtelierApp


async def unite(app: AtelierApp) -> None:
    """Ask for the other file and a name, write the union, tell what came from where, and offer to open it."""
    session, tr = app.session, app.tr
    if session is None:
        return
    if session.unsaved:
        app.warn(AtelierError(N_("Something is not saved yet: unite the files once it is.")))
        return
    folder = session.path.parent
    question = tr("Unite with which file of this workshop? It is only read, and so is this one.")
    other = await app.push_screen_wait(OpenFile(folder, question))
    while other is not None and same_file(other, session.path):
        app.warn(AtelierError(N_("{file} is the file that is open: choose the other one."), file=other))
        other = await app.push_screen_wait(OpenFile(folder, question))
    if other is None:
        return

    def target(text: str) -> Path:
        path = named_file(text, folder)
        refuse_existing(path)
        return path

    answer = await app.push_screen_wait(
        OneLine(
            tr("Into which new file?"),
            str(proposed_union(session.path)),
            hint=tr("Enter: unite · Esc: leave everything as it is"),
            check=target,
            is_proposal=True,
        )
    )
    if answer is None:
        return
    try:
        out = target(answer)
        report = await asyncio.to_thread(
            unite_files, out, (session.path, other), clock=app.real_clock, places=app.places
        )
    except AtelierError as error:
        app.warn(error)
        return
    for warning in report.warnings:
        app.warn(warning)
    if not await app.push_screen_wait(UnionRead(str(out), report_lines(tr, report))):
        return
    try:
        united = Session.open(out, clock=app.clock_of(out), places=app.places)
    except AtelierError as error:
        app.warn(error)
        return
    app.open_workshop(united, app.current_mode)
