"""What home shows: how to begin, and the workshops opened lately."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atelier import figures
from atelier.ui.commands.home import HOME
from atelier.ui.safe import clip
from atelier.ui.widgets.line_list import Line

if TYPE_CHECKING:
    from atelier.config import RecentFile
    from atelier.i18n import Translator
    from atelier.ui.commands.command import Command

_BEGIN: Final = tuple(
    command for command in HOME if command.action in ("new", "open_file", "demo", "language", "colours")
)
_TITLE_WIDTH: Final = 20
_LONGEST_TITLE: Final = 120
"""Cells of a title, whatever its file says."""
_RECENT: Final = "recent "
"""Before the number of a workshop, in the id of its line."""


def home_lines(
    tr: Translator, files: Sequence[RecentFile], missing: Collection[Path], today: datetime.date
) -> list[Line]:
    """Everything the list shows.

    Args:
        tr: the interface's language.
        files: the workshops opened lately, the last one first.
        missing: those of their files that are not there now.
        today: the date.
    """
    lines = [
        _read("name", "Atelier", "heading"),
        _read("sentence", tr("Run a world café from one laptop, and publish what it said.")),
        _read("gap 1", ""),
        _read("begin", tr("TO BEGIN"), "heading"),
        *(_command(tr, command) for command in _BEGIN),
        _read("gap 2", ""),
        _read("recent", tr("RECENT WORKSHOPS"), "heading"),
    ]
    if not files:
        text = tr("None yet: “New” makes one, the demonstration shows what it becomes.")
        return [*lines, _read("none", text, "dim")]
    return lines + [
        Line(
            recent_id(index),
            clip(file.title, _LONGEST_TITLE) or tr("Untitled workshop"),
            lead=" ",
            tail=tr("not found") if file.path in missing else opened_on(tr, file, today),
            tone="dim" if file.path in missing else "",
            below=((str(file.path), "dim"),),
        )
        for index, file in enumerate(files)
    ]


def _read(line_id: str, text: str, tone: str = "") -> Line:
    """A line that is only read."""
    return Line(line_id, text, lead=" ", tone=tone, is_selectable=False)


def _command(tr: Translator, command: Command) -> Line:
    text = f"{tr(command.title):<{_TITLE_WIDTH}}{tr(command.help)}"
    return Line(command.action, text, lead=f" {command.keys}  ")


def recent_index(line_id: str | None) -> int | None:
    """The place in the list of recent workshops of a line; None for another line."""
    if line_id is None or not line_id.startswith(_RECENT):
        return None
    return int(line_id.removeprefix(_RECENT))


def recent_id(index: int) -> str:
    """The id of the line of a recent workshop."""
    return f"{_RECENT}{index}"


def opened_on(tr: Translator, file: RecentFile, today: datetime.date) -> str:
    """When a workshop was opened last: today, yesterday, or the day."""
    try:
        day = datetime.datetime.fromisoformat(file.opened_at).astimezone().date()
    except ValueError:
        return ""
    if day == today:
        return tr("today")
    if day == today - datetime.timedelta(days=1):
        return tr("yesterday")
    return figures.date(tr, day).partition(" ")[2] if day.year == today.year else day.strftime("%d/%m/%Y")
