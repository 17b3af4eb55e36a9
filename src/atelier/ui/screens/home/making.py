"""Making a workshop: which format, then its title and its file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, TextArea

from atelier import figures
from atelier.errors import AtelierError
from atelier.services.new_file import named_file, proposed_file
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.widgets.note_field import NoteField

if TYPE_CHECKING:
    from atelier.services.catalogue.formats import Format
    from atelier.services.session import Session


class ChooseFormat(Dialog[str]):
    """The formats there are, with what each is good for; the answer is a key."""

    DEFAULT_CSS = """
    ChooseFormat {
        & > .dialog--box { width: 84; }
        & #about { width: 100%; height: 4; margin-top: 1; }
    }
    """

    def __init__(self, formats: Sequence[Format]) -> None:
        """A choice among formats."""
        super().__init__()
        self._formats = {entry.key: entry for entry in formats}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self.tr("Which kind of workshop?")), classes="dialog--body")
            yield LineList(id="formats")
            yield Label("", id="about")
            yield Label(plain(self.tr("Enter: choose · Esc: nothing")), classes="dialog--hint")

    def on_mount(self) -> None:
        """List the formats."""
        listing = self.query_one("#formats", LineList)
        listing.show(
            Line(entry.key, entry.name, tail=figures.duration(self.tr, 60 * entry.minutes))
            for entry in self._formats.values()
        )
        listing.focus()

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        chosen = self._formats.get(event.line_id or "")
        self.query_one("#about", Label).update(plain(chosen.description if chosen else ""))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.dismiss(event.line_id)


class NameFile(Dialog["Session"]):
    """The title and the file of a new workshop, both proposed; the answer is the workshop, open."""

    DEFAULT_CSS = """
    NameFile {
        & > .dialog--box { width: 96; }
        & .name--label { text-style: bold; width: 100%; }
        & #error { width: 100%; }
        & #title { height: 2; margin-bottom: 1; }
        & #file { height: 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab,up,down", "other_field", show=False, priority=True),
    ]

    def __init__(
        self, title: str, folder: Path, today: datetime.date, make: Callable[[str, Path], Session]
    ) -> None:
        """Two fields.

        Args:
            title: the title that is proposed.
            folder: where the file goes unless the person says otherwise.
            today: the date, for the file's name.
            make: makes the workshop of a title and a path; raises AtelierError when it cannot.
        """
        super().__init__()
        self._title = title
        self._folder = folder
        self._today = today
        self._make = make
        self._proposed = self._propose(title)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box"):
            yield Label(plain(self.tr("Title")), classes="name--label")
            yield NoteField(self._title, id="title")
            yield Label(plain(self.tr("File (everything of this workshop is in it)")), classes="name--label")
            yield NoteField(self._proposed, id="file")
            yield Label("", id="error", classes="dialog--error")
            hint = self.tr("Enter: make the workshop · Tab: other field · Esc: back")
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Begin with the title, all of it selected: typing replaces it."""
        for field in self.query(NoteField):
            field.move_cursor(field.document.end)
        title = self.query_one("#title", NoteField)
        title.select_all()
        title.focus()

    def _propose(self, title: str) -> str:
        return str(proposed_file(title, self._today.isoformat(), self._folder))

    @on(TextArea.Changed, "#title")
    def _renamed(self, event: TextArea.Changed) -> None:
        event.stop()
        file = self.query_one("#file", NoteField)
        if file.text == self._proposed:
            self._proposed = self._propose(event.text_area.text)
            file.text = self._proposed
            file.move_cursor(file.document.end)

    def action_other_field(self) -> None:
        """Go to the other field."""
        title, file = self.query_one("#title", NoteField), self.query_one("#file", NoteField)
        (file if title.has_focus else title).focus()

    @on(NoteField.Sent)
    def _sent(self, event: NoteField.Sent) -> None:
        event.stop()
        try:
            path = named_file(self.query_one("#file", NoteField).text, self._folder)
            session = self._make(self.query_one("#title", NoteField).text, path)
        except AtelierError as error:
            self.query_one("#error", Label).update(plain(self.tr.of(error)))
            return
        self.dismiss(session)

    @on(NoteField.Escaped)
    def _escaped(self, event: NoteField.Escaped) -> None:
        event.stop()
        self.action_give_up()
