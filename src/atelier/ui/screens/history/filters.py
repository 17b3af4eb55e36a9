"""Choosing which actions are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atelier.domain.state import State
from atelier.errors import AtelierError
from atelier.figures import quotation
from atelier.services.session import Wanted
from atelier.ui.dialogs.questions import Choice
from atelier.ui.screens.history.deeds import FILTERS
from atelier.ui.screens.history.people import Reader, author_choices, author_name
from atelier.ui.screens.history.rows import row_title
from atelier.ui.widgets.bar import Part
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.i18n import Translator
    from atelier.ui.screens.history.screen import HistoryScreen

ALL = "all"
"""Id of the answer that chooses nothing in particular."""


def filter_parts(tr: Translator, state: State, reader: Reader, wanted: Wanted) -> list[Part]:
    """What is looked for, on one line; a click changes it."""
    kind = next((tr(name) for _, name, subjects in FILTERS if subjects == wanted.subjects), tr("everything"))
    parts = [Part(" "), Part(tr("History"), "title"), Part(" · "), Part(kind, "", "screen.choose_kind")]
    if wanted.screens:
        names = screen_names(tr)
        parts += [
            Part(" · "),
            Part(names.get(wanted.screens[0], wanted.screens[0]), "", "screen.choose_place"),
        ]
    if wanted.authors:
        who = author_name(tr, reader, wanted.authors[0])
        parts += [Part(" · "), Part(tr("by {who}", who=who), "", "screen.choose_author")]
    if wanted.row is not None:
        parts += [Part(" · "), Part(row_title(tr, state, *wanted.row), "", "screen.show_all", True)]
    if wanted.words:
        parts += [Part(" · "), Part(quotation(tr, wanted.words), "", "screen.search", True)]
    return parts


def screen_names(tr: Translator) -> dict[str, str]:
    """What the screens are called on which things are done."""
    return {
        "prepare": tr("Prepare"),
        "door": tr("Count at the door"),
        "run": tr("Run"),
        "capture": tr("Note"),
        "fuse": tr("Fuse"),
        "publish": tr("Publish"),
        "history": tr("History"),
    }


async def choose_kind(screen: HistoryScreen) -> None:
    """Ask which kind of actions to show."""
    tr = screen.tr
    lines = [Line(ALL, tr("Everything")), *(Line(key, tr(name)) for key, name, _ in FILTERS)]
    cursor = next((key for key, _, subjects in FILTERS if subjects == screen.wanted.subjects), ALL)
    answer = await screen.app.push_screen_wait(Choice(tr("Show what?"), lines, cursor=cursor))
    if answer is not None:
        subjects = next((subjects for key, _, subjects in FILTERS if key == answer), ())
        screen.look_for(replace(screen.wanted, subjects=subjects))


async def choose_place(screen: HistoryScreen) -> None:
    """Ask on which screen the actions were done."""
    tr = screen.tr
    lines = [Line(ALL, tr("On any screen")), *(Line(key, name) for key, name in screen_names(tr).items())]
    cursor = screen.wanted.screens[0] if screen.wanted.screens else ALL
    answer = await screen.app.push_screen_wait(Choice(tr("Done on which screen?"), lines, cursor=cursor))
    if answer is not None:
        screen.look_for(replace(screen.wanted, screens=() if answer == ALL else (answer,)))


async def choose_author(screen: HistoryScreen) -> None:
    """Ask who did the actions."""
    tr = screen.tr
    try:
        named = author_choices(tr, screen.reader, screen.session.authors())
    except AtelierError as error:
        screen.atelier.warn(error)
        return
    lines = [Line(ALL, tr("Everybody")), *(Line(author, name) for author, name in named)]
    cursor = screen.wanted.authors[0] if screen.wanted.authors else ALL
    answer = await screen.app.push_screen_wait(Choice(tr("Done by whom?"), lines, cursor=cursor))
    if answer is not None:
        screen.look_for(replace(screen.wanted, authors=() if answer == ALL else (answer,)))
