"""Writing what is printed before the day: which documents, where, and opening them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier.errors import AtelierError
from atelier.export.registry import PREPARATION
from atelier.i18n import Translator
from atelier.services.desktop import open_outside
from atelier.services.publishing import write_documents
from atelier.ui.dialogs.questions import Choice, OneLine, Several
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.domain.clock import Moment
    from atelier.domain.state import State
    from atelier.ui.base import WorkshopScreen
    from atelier.ui.screens.prepare.screen import PrepareScreen

_FOLDER: Final = "folder"


async def print_documents(screen: PrepareScreen) -> None:
    """Ask which documents and where to, write them, and say where they are."""
    tr = screen.tr
    lines = [Line(each.key, tr(each.msgid)) for each in PREPARATION]
    every = frozenset(each.key for each in PREPARATION)
    chosen = await screen.app.push_screen_wait(Several(tr("Print which documents?"), lines, marked=every))
    if chosen:
        await write_to_print(screen, screen.planned, screen.now, chosen)


async def write_to_print(screen: WorkshopScreen, state: State, now: Moment, chosen: Sequence[str]) -> None:
    """Ask where to, write documents to print, and offer to open them.

    Args:
        screen: the section.
        state: the workshop, as planned.
        now: this instant.
        chosen: keys of formats.
    """
    tr = screen.tr
    path = screen.session.path.absolute()
    usual = path.parent / f"{path.stem}-documents"
    answer = await screen.app.push_screen_wait(
        OneLine(tr("Into which folder? It is made if it is not there."), str(usual))
    )
    if not answer or not answer.strip():
        return
    folder = Path(answer.strip()).expanduser().absolute()
    status = screen.atelier.phones.status
    phones = None
    if status is not None and status.is_wished:
        from atelier.services.collection.printed import phone_access

        phones = phone_access(state, status.wishes)
    write = partial(write_documents, state, folder, now=now, formats=chosen, phones=phones)
    try:
        written = await asyncio.to_thread(write)
    except AtelierError as error:
        screen.atelier.warn(error)
        return
    await _offer_to_open(screen, folder, written, Translator(state.workshop.language))


async def _offer_to_open(
    screen: WorkshopScreen, folder: Path, written: Sequence[Path], own: Translator
) -> None:
    tr = screen.tr
    told = tr.n(
        "{n} document to print written into {folder}. Open it, and print it from there:",
        "{n} documents to print written into {folder}. Open one, and print it from there:",
        len(written),
        folder=str(folder),
    )
    names = {own(suffix): tr(each.msgid) for each in PREPARATION for suffix in each.suffixes}
    lines = [
        Line(str(index), next((names[end] for end in names if path.name.endswith(end)), path.name))
        for index, path in enumerate(written)
    ]
    lines.append(Line(_FOLDER, tr("The folder")))
    chosen = await screen.app.push_screen_wait(Choice(told, lines))
    if chosen is None:
        return
    goal = folder if chosen == _FOLDER else written[int(chosen)]
    try:
        await asyncio.to_thread(open_outside, goal)
    except AtelierError as error:
        screen.atelier.warn(error)
