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

_BEGIN: Final = tuple(
    command for command in HOME if command.action in ("new", "open_file", "demo", "language", "colours")
)
_TITLE_WIDTH: Final = 20
_RECENT: Final = "recent "
"""Before the number of a workshop, in the id of its line."""


def home_lines(
    tr: Translator, files: Sequence[RecentFile], missing: Collection[Path], today: datetime.date, width: int
) -> list[Line]:
    """Everything the list shows.

    Args:
        tr: the interface's language.
        files: the workshops opened lately, the last one first.
        missing: those of their files that are not there now.
        today: the date.
        width: of the list, in cells.
    """
    lines = [Line("begin", tr("TO BEGIN"), tone="heading", is_selectable=False)]
    lines += [
        Line(
            command.action,
            f"{tr(command.title):<{_TITLE_WIDTH}}{tr(command.help)}",
            lead=f" {command.keys}  ",
        )
        for command in _BEGIN
    ]
    lines += [Line("gap", "", is_selectable=False)]
    lines += [Line("recent", tr("RECENT WORKSHOPS"), tone="heading", is_selectable=False)]
    if not files:
        text = tr("None yet: “New” makes one, the demonstration shows what it becomes.")
        return [*lines, Line("none", text, lead=" ", tone="dim", is_selectable=False)]
    room = max(12, width // 3)
    for index, file in enumerate(files):
        gone = file.path in missing
        day = tr("not found") if gone else opened_on(tr, file, today)
        tail = (
            f"{day} · {clip(short_folder(file.path), room)}" if day else clip(short_folder(file.path), room)
        )
        title = file.title or tr("Untitled workshop")
        lines.append(Line(f"{_RECENT}{index}", title, lead=" ", tail=tail, tone="dim" if gone else ""))
    return lines


def recent_index(line_id: str | None) -> int | None:
    """The place in the list of recent workshops of a line; None for another line."""
    if line_id is None or not line_id.startswith(_RECENT):
        return None
    return int(line_id.removeprefix(_RECENT))


def recent_id(index: int) -> str:
    """The id of the line of a recent workshop."""
    return f"{_RECENT}{index}"


def about_line(line_id: str | None, files: Sequence[RecentFile]) -> str:
    """What is to be said of the line under the cursor: the whole path of a file."""
    index = recent_index(line_id)
    return str(files[index].path) if index is not None and index < len(files) else ""


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


def short_folder(path: Path) -> str:
    """The folder of a file as people know it: `~` for their own."""
    folder, home = path.parent, Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
