"""Choose the earlier note that a note answers, and what it says of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from atelier.domain.note import LinkKind
from atelier.ui.dialogs.dialog import Dialog
from atelier.ui.safe import plain
from atelier.ui.screens.capture.desk import Link
from atelier.ui.widgets.line_list import Line, LineList
from atelier.ui.wording import link_name


def plain_words(text: str) -> str:
    """A text in small letters without accents, to be searched."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


NO_LINK = "/unlink"
"""Id of the line that takes a link away."""


class LinkDialog(Dialog[Link | None]):
    """The earlier notes; a letter links with what it stands for, Enter with the first kind, `/` searches."""

    DEFAULT_CSS = """
    LinkDialog Input { display: none; border: none; height: 1; background: $panel; margin-bottom: 1; }
    LinkDialog Input.-shown { display: block; }
    """

    def __init__(
        self,
        question: str,
        lines: Sequence[Line],
        *,
        searched: Sequence[Line] = (),
        is_linked: bool,
        cursor: str = "",
    ) -> None:
        """A list.

        Args:
            question: which note is linked, translated.
            lines: the earlier notes.
            searched: the notes that a search finds; by default those.
            is_linked: whether there is a link to take away.
            cursor: the note under the cursor.
        """
        super().__init__()
        self._searched = [(plain_words(line.text), line) for line in searched or lines if line.is_selectable]
        self._question = question
        self._lines = lines
        self._is_linked = is_linked
        self._start = cursor

    def compose(self) -> ComposeResult:
        kinds = " · ".join(f"{letter} {name}" for letter, (_, name) in self._kinds().items())
        with Vertical(classes="dialog--box"):
            yield Label(plain(self._question), classes="dialog--body")
            yield Input(placeholder=self.tr("words of the note"), id="search")
            yield LineList(id="notes", placeholder=self.tr("No note says that."))
            hint = self.tr("{kinds} · Enter: {first} · Esc: nothing", kinds=kinds, first=self._first_name())
            yield Label(plain(f"{hint} · {self.tr('/: search')}"), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show the notes."""
        self._show(self._lines, cursor=self._start or None)
        self.query_one("#notes", LineList).focus()

    def _show(self, lines: Sequence[Line], cursor: str | None = None) -> None:
        unlink = [Line(NO_LINK, self.tr("no link"), "– ")] if self._is_linked else []
        self.query_one("#notes", LineList).show([*unlink, *lines], cursor=cursor)

    def on_key(self, event: events.Key) -> None:
        """Link with the kind that the letter stands for; search; leave the search."""
        search, notes = self.query_one("#search", Input), self.query_one("#notes", LineList)
        if self.focused is search:
            if event.key in ("down", "enter", "tab"):
                event.stop()
                event.prevent_default()
                notes.focus()
            return
        if event.character == "/":
            event.stop()
            event.prevent_default()
            search.add_class("-shown")
            search.focus()
            return
        found = self._kinds().get((event.character or "").lower())
        cursor = notes.cursor
        if found is not None and cursor is not None:
            event.stop()
            self._answer(cursor, found[0])

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        words = plain_words(event.value).split()
        if not words:
            self._show(self._lines)
            return
        self._show([line for text, line in self._searched if all(word in text for word in words)])

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
