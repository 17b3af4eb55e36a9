"""The text to review: written for others to correct, and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual import work

from atelier.errors import N_, AtelierError
from atelier.services.review.file import read_file
from atelier.services.review.reading import Reading, read_review
from atelier.ui.screens.publish.presenting import Presenting
from atelier.ui.screens.publish.review_memory import candidates, recall
from atelier.ui.screens.publish.review_screen import ReviewScreen
from atelier.ui.widgets.line_list import Line

_OTHER: Final = "other"
_DOWNLOADS: Final = ("Downloads", "Téléchargements", "Desktop", "Bureau", "Documents")
"""Folders of the user where what came by mail is likely to be."""


class Reviewing(Presenting):
    """The part of Publier that sends a text out for review and takes it back."""

    # Out

    def action_send_review(self) -> None:
        """Write the text to be reviewed."""
        self.write(["review"])

    # In

    @work(exit_on_error=False)
    async def action_read_review(self) -> None:
        """Choose a reviewed text and show what it changes."""
        from atelier.ui.dialogs.questions import Choice, OneLine

        tr = self.tr
        memory = recall(self.atelier.places, self.state.workshop.id)
        home = Path.home()
        folders = [self.options.folder, self.session.path.parent, *(home / name for name in _DOWNLOADS)]
        paths = candidates(dict.fromkeys(folders), memory.path)
        chosen: str | None = _OTHER
        if paths:
            lines = [Line(str(rank), path.name, tail=path.parent.name) for rank, path in enumerate(paths)]
            lines.append(Line(_OTHER, tr("Another file…")))
            chosen = await self.app.push_screen_wait(Choice(tr("Which text was reviewed?"), lines))
        if chosen is None:
            return
        if chosen != _OTHER:
            self.read_review(paths[int(chosen)])
            return
        answer = await self.app.push_screen_wait(
            OneLine(
                tr("Which file? Its path can be pasted here, or the file dropped on the window."),
                memory.path or str(self.options.folder),
                hint=tr("Text, Markdown, .docx or .odt. Enter: read · Esc: leave"),
                check=existing_file,
                is_proposal=True,
            )
        )
        if answer is not None:
            self.read_review(existing_file(answer))

    def read_review(self, path: Path) -> None:
        """Read a file and show what it changes."""
        self._read_review(path)

    @work(thread=True, exclusive=True, group="review", exit_on_error=False)
    def _read_review(self, path: Path) -> None:
        try:
            reading = read_review(self.state, read_file(path))
        except AtelierError as error:
            self.app.call_from_thread(self.atelier.warn, error)
            return
        self.app.call_from_thread(self._show_review, path, reading)

    def _show_review(self, path: Path, reading: Reading) -> None:
        if not any(block.name and block.ident for block in reading.blocks):
            self.atelier.warn(
                AtelierError(
                    N_(
                        "No code of this workshop is in {file}: its texts are only known by their words."
                        " Is it the right file?"
                    ),
                    file=path.name,
                )
            )
        shown = self.review_screen
        if shown is not None:
            shown.show_reading(path, reading)
        elif self.app.screen is self:
            self.app.push_screen(ReviewScreen(path, reading, self.read_review))

    @property
    def review_screen(self) -> ReviewScreen | None:
        """The reviewed text that is open over this screen."""
        stack = self.app.screen_stack if self.atelier.section_screen is self else ()
        return next((screen for screen in stack if isinstance(screen, ReviewScreen)), None)

    def state_changed(self, kinds: frozenset[str]) -> None:
        """Compare again where a reviewed text is open."""
        super().state_changed(kinds)
        if self.review_screen is not None:
            self.review_screen.renew()


def existing_file(text: str) -> Path:
    """The file that somebody typed, pasted or dropped on the window, quoted or not.

    Raises:
        AtelierError: there is no such file.
    """
    words = text.strip().removeprefix("file://")
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1]
    for candidate in (words, words.replace("\\ ", " ")):
        try:
            path = Path(candidate).expanduser().absolute()
            if candidate and path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):
            continue
    raise AtelierError(N_("There is no file {file}."), file=words or "–")
