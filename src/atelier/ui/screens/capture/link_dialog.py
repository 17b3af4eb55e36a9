"""Choose the earlier note that a note answers, and what it says of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from atelier.domain.note import LinkKind
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.capture.desk import Link
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import link_name

NO_LINK = "/unlink"
"""Id of the line that takes a link away."""


class LinkDialog(Dialog[Link | None]):
    """The earlier notes; a letter links with what it stands for, Enter with the first kind."""

    def __init__(self, question: str, lines: Sequence[Line], *, is_linked: bool, cursor: str = "") -> None:
        """A list.

        Args:
            question: which note is linked, translated.
            lines: the earlier notes.
            is_linked: whether there is a link to take away.
            cursor: the note under the cursor.
        """
        super().__init__()
        self._question = question
        self._lines = lines
        self._is_linked = is_linked
        self._start = cursor

    def compose(self) -> ComposeResult:
        kinds = " · ".join(f"{letter} {name}" for letter, (_, name) in self._kinds().items())
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield LineList(id="notes")
            hint = self.tr("{kinds} · Enter: {first} · Esc: nothing", kinds=kinds, first=self._first_name())
            yield Label(plain(hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show the notes."""
        lines = [Line(NO_LINK, self.tr("no link"), "– ")] if self._is_linked else []
        notes = self.query_one("#notes", LineList)
        notes.show([*lines, *self._lines], cursor=self._start or None)
        notes.focus()

    def on_key(self, event: events.Key) -> None:
        """Link with the kind that the letter stands for."""
        found = self._kinds().get((event.character or "").lower())
        cursor = self.query_one("#notes", LineList).cursor
        if found is not None and cursor is not None:
            event.stop()
            self._answer(cursor, found[0])

    @on(LineList.Chosen, "#notes")
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self._answer(event.line_id, LinkKind.EXTENDS)

    def _answer(self, line_id: str, kind: LinkKind) -> None:
        self.dismiss(Link("" if line_id == NO_LINK else line_id, kind))

    def _first_name(self) -> str:
        return link_name(self.tr, LinkKind.EXTENDS)

    def _kinds(self) -> dict[str, tuple[LinkKind, str]]:
        """Each kind by the first letter of its name that is free."""
        kinds: dict[str, tuple[LinkKind, str]] = {}
        for kind in LinkKind:
            name = link_name(self.tr, kind)
            letter = next((letter for letter in name.lower() if letter.isalpha() and letter not in kinds), "")
            kinds[letter] = (kind, name)
        return kinds
