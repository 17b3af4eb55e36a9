"""Finding a workshop: a path to type, and what its folder holds."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.home.listing import Listing, matching, read_folder, split_typed
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.note_field import NoteField

_UP: Final = ".."


class OpenFile(Dialog[Path]):
    """A path field over the list of folders and workshops; Enter opens."""

    DEFAULT_CSS = """
    OpenFile {
        & > .dialog--box { width: 96; }
        & LineList { height: 11; max-height: 11; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "change_place", show=False, priority=True),
        Binding("down", "go_down", show=False, priority=True),
    ]

    def __init__(self, folder: Path, question: str = "") -> None:
        """A dialog that begins in a folder.

        Args:
            folder: where it begins.
            question: what is asked, translated; which workshop to open when empty.
        """
        super().__init__()
        self._question = question
        self._base = folder
        self._listing = Listing(folder)
        self._kinds: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            question = self._question or self.tr("Which workshop? Type a path, or choose below.")
            yield Label(plain(question), classes="dialog--body")
            yield NoteField(_as_folder(self._base), id="path")
            yield LineList(wraps=False, id="entries")
            hint = (
                self.tr("Enter: choose · ↓ ↑ or Tab: list and field · Esc: back")
                if self._question
                else self.tr("Enter: open · ↓ ↑ or Tab: list and field · Esc: back")
            )
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Read the first folder."""
        field = self._field
        field.move_cursor(field.document.end)
        field.focus()
        self._look()

    @property
    def _field(self) -> NoteField:
        return self.query_one("#path", NoteField)

    @property
    def _entries(self) -> LineList:
        return self.query_one("#entries", LineList)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        # A disk that is gone may take seconds to say so
        folder, beginning = split_typed(self._field.text, self._base)
        if folder != self._listing.folder or self._listing.problem or not self._kinds:
            self._listing = await asyncio.to_thread(read_folder, folder)
        self._show(beginning)

    def _show(self, beginning: str) -> None:
        listing = self._listing
        files, folders = matching(listing, beginning)
        self._kinds = {_UP: "folder", **dict.fromkeys(folders, "folder"), **dict.fromkeys(files, "file")}
        lines = [Line(name, name, lead="  ", tone="strong") for name in files]
        if not files:
            text = (
                self.tr("No workshop of that name here.")
                if beginning
                else self.tr("No workshop in this folder.")
            )
            text = self.tr.of(listing.problem) if listing.problem else text
            lines.append(Line("none", text, lead="  ", tone="dim", is_selectable=False))
        lines.append(Line(_UP, self.tr(".. the folder above"), lead="▸ "))
        lines += [Line(name, name, lead="▸ ") for name in folders]
        self._entries.show(lines, cursor=files[0] if files else None)

    def action_change_place(self) -> None:
        """Go from the field to the list, or back."""
        (self._entries if self._field.has_focus else self._field).focus()

    @on(LineList.Left)
    def _left_list(self, event: LineList.Left) -> None:
        event.stop()
        if event.direction < 0:
            self._field.focus()

    def action_go_down(self) -> None:
        """Go from the field into the list."""
        self._entries.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the list, the down key is the list's own."""
        return self._field.has_focus if action == "go_down" and self.is_mounted else True

    @on(NoteField.Sent)
    def _sent(self, event: NoteField.Sent) -> None:
        event.stop()
        folder, name = split_typed(event.text, self._base)
        if not name or (folder / name).is_dir():
            self._go_to(folder / name)
            return
        is_read = folder == self._listing.folder
        files, folders = matching(self._listing, name) if is_read else ([], [])
        if not files and len(folders) == 1:
            self._go_to(folder / folders[0])
            return
        # A few letters are enough where they can mean one workshop only
        known = name not in files and len(files) == 1
        self.dismiss(folder / (files[0] if known else name))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        folder = self._listing.folder
        if self._kinds.get(event.line_id) == "file":
            self.dismiss(folder / event.line_id)
        else:
            self._go_to(folder.parent if event.line_id == _UP else folder / event.line_id)

    def _go_to(self, folder: Path) -> None:
        self._entries.focus()
        field = self._field
        field.text = _as_folder(folder)
        field.move_cursor(field.document.end)

    @on(NoteField.Escaped)
    def _escaped(self, event: NoteField.Escaped) -> None:
        event.stop()
        self.action_give_up()


def _as_folder(folder: Path) -> str:
    return os.path.join(folder, "")
