"""Writing the documents, copying them to a second place, and opening what was written."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from textual import work
from textual.widgets import Label

from atelier.config import save_setting
from atelier.errors import N_, AtelierError
from atelier.export.registry import PUBLISHED
from atelier.services.desktop import open_outside
from atelier.services.publishing import copy_documents, write_documents
from atelier.ui.base import WorkshopScreen
from atelier.ui.commands.publish import PUBLISH
from atelier.ui.safe import plain
from atelier.ui.screens.publish.options import Options
from atelier.ui.widgets.line_list import Line


@dataclass(frozen=True, slots=True)
class Written:
    """What the last export left."""

    folder: Path
    paths: tuple[Path, ...]
    copied_to: Path | None = None
    """The folder that holds the second copy."""
    trouble: AtelierError | None = None
    """Why there is no second copy although one was asked for."""
    unopened: AtelierError | None = None
    """Why what was asked for could not be opened."""


class Copying(WorkshopScreen):
    """The part of Publier that has to do with files."""

    _written: Written | None = None

    @property
    def options(self) -> Options:
        """What the next export writes."""
        raise NotImplementedError

    # Writing

    def action_export(self) -> None:
        """Write the documents."""
        self.write([each.key for each in PUBLISHED if each.key in self.options.formats])

    def write(self, formats: Sequence[str]) -> None:
        """Write some documents into the folder that is chosen, and say where they are.

        Args:
            formats: their keys.
        """
        trouble = self.session.check_in_place()
        if trouble is not None:
            self.atelier.warn(trouble)
        self._write(self.options, formats)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, options: Options, formats: Sequence[str]) -> None:
        try:
            paths = write_documents(
                self.state,
                options.folder,
                now=self.session.clock.now(),
                formats=formats,
                length=options.length,
                language=options.language,
                annex=options.with_annex,
            )
        except AtelierError as error:
            self.app.call_from_thread(self.atelier.warn, error)
            return
        written = self._with_copy(Written(options.folder, tuple(paths)))
        self.app.call_from_thread(self._exported, written)

    def _with_copy(self, written: Written) -> Written:
        """What was written, copied to the second place if there is one; called on any thread."""
        second = self.atelier.settings.copy_to
        if not second:
            return replace(written, copied_to=None, trouble=None, unopened=None)
        try:
            copies = copy_documents(written.paths, Path(second), written.folder.name)
        except AtelierError as error:
            return replace(written, copied_to=None, trouble=error)
        return replace(written, copied_to=copies[0].parent if copies else None, trouble=None)

    def _exported(self, written: Written) -> None:
        self._written = written
        if written.trouble is not None:
            self.app.bell()
        if self.is_whole:
            self.tell_written()

    def tell_written(self) -> None:
        """Show where the documents are, in whole, to be read or selected with the mouse."""
        written = self._written
        label = self.query_one("#written", Label)
        label.set_class(written is not None, "-shown")
        if written is None:
            return
        tr = self.tr
        count = tr.n("{n} document written", "{n} documents written", len(written.paths))
        actions = ["open_document", "open_folder"]
        if not self.atelier.settings.copy_to:
            actions.append("second_copy")
        opening = (command for command in PUBLISH if command.action in actions)
        keys = " · ".join(
            f"{' '.join(self.atelier.key_names(command))} {tr(command.title)}" for command in opening
        )
        lines = [f"✓ {count} → {written.folder}", keys]
        if written.copied_to is not None:
            lines.insert(1, tr("✓ second copy → {folder}", folder=str(written.copied_to)))
        if written.trouble is not None:
            lines.insert(1, f"! {tr.of(written.trouble)}")
        if written.unopened is not None:
            lines[-1] = tr.of(written.unopened)
        label.set_class(bool(written.trouble or written.unopened), "-trouble")
        label.update(plain("\n".join(lines)))

    # Opening

    @work(exit_on_error=False)
    async def action_open_document(self) -> None:
        """Open a document that was just written."""
        from atelier.ui.dialogs.questions import Choice

        if self._written is None:
            self._say_nothing_written()
            return
        paths = self._written.paths
        choice: str | None = "0"
        if len(paths) > 1:
            cursor = next((str(i) for i, path in enumerate(paths) if path.suffix == ".html"), None)
            lines = [Line(str(index), path.name) for index, path in enumerate(paths)]
            choice = await self.app.push_screen_wait(
                Choice(self.tr("Open which document?"), lines, cursor=cursor)
            )
        if choice is not None:
            self._open(paths[int(choice)])

    def action_open_folder(self) -> None:
        """Show the folder of the documents."""
        if self._written is None:
            self._say_nothing_written()
            return
        self._open(self._written.folder)

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self, path: Path) -> None:
        error: AtelierError | None = None
        try:
            open_outside(path)
        except AtelierError as failure:
            error = failure
        self.app.call_from_thread(self._opened, error)

    def _opened(self, error: AtelierError | None) -> None:
        if self._written is not None:
            self._exported(replace(self._written, unopened=error))

    def _say_nothing_written(self) -> None:
        export = next(command for command in PUBLISH if command.action == "export")
        key = "/".join(self.atelier.key_names(export))
        self.atelier.say(self.tr("Nothing was written yet: export first ({key}).", key=key))

    # The second copy

    @work(exit_on_error=False)
    async def action_second_copy(self) -> None:
        """Choose the second place, or copy into it now."""
        from atelier.ui.dialogs.questions import Choice

        second = self.atelier.settings.copy_to
        if not second:
            await self._choose_second()
            return
        tr = self.tr
        lines = [Line("documents", tr("Copy the documents there again"))] if self._written else []
        lines += [
            Line("workshop", tr("Copy the workshop file there now")),
            Line("change", tr("Choose another folder")),
            Line("stop", tr("No second copy any more")),
        ]
        question = tr("Each export is copied into {folder}", folder=second)
        choice = await self.app.push_screen_wait(Choice(question, lines))
        if choice == "documents":
            self._copy_again()
        elif choice == "workshop":
            self._copy_workshop(Path(second))
        elif choice == "change":
            await self._choose_second()
        elif choice == "stop":
            self._remember_second("")

    async def _choose_second(self) -> None:
        from atelier.ui.dialogs.questions import OneLine

        answer = await self.app.push_screen_wait(
            OneLine(
                self.tr("Copy each export into which other folder? A USB key, a shared folder…"),
                self.atelier.settings.copy_to,
                hint=self.tr("It must be there already. Enter: keep · Esc: leave it as it was"),
                check=existing_folder,
            )
        )
        if answer is not None and self._remember_second(str(existing_folder(answer))) and self._written:
            self._copy_again()

    def _remember_second(self, folder: str) -> bool:
        atelier = self.atelier
        try:
            save_setting(atelier.places, "copy_to", folder)
        except AtelierError as error:
            atelier.warn(error)
            return False
        atelier.settings = replace(atelier.settings, copy_to=folder)
        if folder:
            atelier.say(self.tr("Each export will be copied into {folder}", folder=folder))
        else:
            atelier.say(self.tr("Exports are not copied any more."))
        return True

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _copy_again(self) -> None:
        if self._written is not None:
            self.app.call_from_thread(self._exported, self._with_copy(self._written))

    def _copy_workshop(self, folder: Path) -> None:
        if not folder.is_dir():
            self.atelier.warn(
                AtelierError(
                    N_("No second copy: {folder} is not there. Is the key plugged in?"), folder=folder
                )
            )
            return
        future = self.session.backup("second copy", folder)
        future.add_done_callback(lambda done: self.app.call_later(partial(self._workshop_copied, done)))

    def _workshop_copied(self, done: Future[Path]) -> None:
        error = done.exception()
        if isinstance(error, AtelierError):
            self.atelier.warn(error)
        elif error is None:
            self.atelier.say(self.tr("The workshop was copied: {path}", path=str(done.result())))


def existing_folder(text: str) -> Path:
    """The folder that somebody typed or pasted, quoted or not.

    Raises:
        AtelierError: there is no such folder.
    """
    words = text.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1]
    folder = Path(words).expanduser().absolute() if words else None
    if folder is None or not _is_folder(folder):
        raise AtelierError(N_("There is no folder {folder}. Choose one that is there."), folder=words or "–")
    return folder


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no system takes
        return False
