"""The screen `home`: recent workshops, new ones, the demonstration."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from atelier.config import RecentFile, forget_file, recent_files
from atelier.errors import AtelierError
from atelier.ui.base import AtelierScreen
from atelier.ui.commands.home import HOME
from atelier.ui.commands.registry import bindings
from atelier.ui.screens.home.recent import home_lines, recent_id, recent_index
from atelier.ui.widgets.key_bar import KeyBar
from atelier.ui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from atelier.services.session import Session


class HomeList(LineList, inherit_bindings=False):
    """The list of home: Enter is the screen's own command."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in LineList.BINDINGS if isinstance(binding, Binding) and binding.key != "enter"
    ]


class HomeScreen(AtelierScreen):
    """Recent workshops, new ones, the demonstration."""

    SECTION: ClassVar[str] = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)
    # Not a file of its own: each one has the whole stylesheet read again before the first paint
    DEFAULT_CSS = """
    HomeScreen {
        layout: vertical;
        & > #home {
            height: 1fr;
            margin: 1 1 0 1;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._files: list[RecentFile] = []
        self._missing: frozenset[Path] = frozenset()
        self._was_shown = False

    def compose(self) -> ComposeResult:
        yield HomeList(id="home")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin with the workshop opened last."""
        self._fill(is_first=True)
        self._list.focus()

    def on_screen_resume(self) -> None:
        """The list may have changed while a workshop was open."""
        if self._was_shown and self.is_whole:
            self._fill()
        self._was_shown = True

    def recomposed(self) -> None:
        """Draw the list in the other language."""
        self._draw()

    @property
    def _list(self) -> HomeList:
        return self.query_one("#home", HomeList)

    def _fill(self, *, is_first: bool = False) -> None:
        self._files = recent_files(self.atelier.places)
        self._draw(cursor=(recent_id(0) if self._files else "new") if is_first else None)
        if self._files:
            self._look_for_missing()

    def _draw(self, cursor: str | None = None) -> None:
        if self._is_being_made:
            return
        today = datetime.datetime.fromtimestamp(self.atelier.clock.now().wall).date()
        lines = home_lines(self.tr, self._files, self._missing, today)
        self._list.show(lines, cursor=cursor)

    @work(exclusive=True)
    async def _look_for_missing(self) -> None:
        # A disk that is gone may take seconds to say so
        paths = [file.path for file in self._files]
        self._missing = await asyncio.to_thread(_missing, paths)
        self._draw()

    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @property
    def _file(self) -> RecentFile | None:
        index = recent_index(self._list.cursor)
        return self._files[index] if index is not None and index < len(self._files) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a workshop of the list can be taken off it, or be a model."""
        return self._file is not None if action in ("forget", "duplicate") and self.is_whole else True

    # Commands

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_choose()

    async def _do(self, action: str) -> None:
        await self.run_action(action)

    def action_choose(self) -> None:
        """Open the workshop under the cursor, or do what the line says."""
        if (file := self._file) is not None:
            self._open(file.path)
        elif self._list.cursor is not None:
            self.call_later(self._do, self._list.cursor)

    def action_forget(self) -> None:
        """Take the workshop under the cursor off the list."""
        if (file := self._file) is not None:
            forget_file(self.atelier.places, file.path)
            self._fill()

    def action_language(self) -> None:
        """Switch between French and English."""
        self.atelier.action_change_language()

    def action_colours(self) -> None:
        """Choose the colours."""
        self.atelier.action_choose_colours()

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_new(self) -> None:
        """Make a workshop."""
        from atelier.services.catalogue.formats import load_formats
        from atelier.services.new_file import documents_folder, make_workshop
        from atelier.ui.screens.home.making import ChooseFormat, NameFile

        app = self.atelier
        shelf = load_formats(app.places, self.tr.language)
        for problem in shelf.problems:
            app.warn(problem)
        key = await app.push_screen_wait(ChooseFormat(list(shelf.entries.values())))
        if key is None:
            return

        def make(title: str, path: Path) -> Session:
            lang = self.tr.language
            return make_workshop(
                path, key, title=title, lang=lang, clock=app.clock_of(path), places=app.places
            )

        today = datetime.datetime.fromtimestamp(app.clock.now().wall).date()
        session = await app.push_screen_wait(NameFile(shelf.get(key).title, documents_folder(), today, make))
        if session is not None:
            app.open_workshop(session, "prepare")

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_duplicate(self) -> None:
        """Make a workshop like the one under the cursor."""
        from atelier.services.new_file import documents_folder, make_duplicate, read_model
        from atelier.ui.screens.home.making import NameFile

        app, file = self.atelier, self._file
        if file is None:
            return
        try:
            model = read_model(file.path, clock=app.clock, places=app.places)
        except AtelierError as error:
            self._tell_refusal(error, file.path)
            return

        def make(title: str, path: Path) -> Session:
            return make_duplicate(path, model, title=title, clock=app.clock, places=app.places)

        today = datetime.datetime.fromtimestamp(app.clock.now().wall).date()
        session = await app.push_screen_wait(NameFile(model.workshop.title, documents_folder(), today, make))
        if session is not None:
            app.open_workshop(session, "prepare")

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_open_file(self) -> None:
        """Find a workshop and open it."""
        from atelier.services.new_file import documents_folder
        from atelier.ui.screens.home.opening import OpenFile

        file = self._file
        known = file is not None and file.path not in self._missing
        folder = file.path.parent if file is not None and known else documents_folder()
        path = await self.atelier.push_screen_wait(OpenFile(folder))
        if path is not None:
            self._open(path)

    def action_demo(self) -> None:
        """Open the demonstration."""
        from atelier.services.new_file import demo_file, open_demo

        app = self.atelier
        try:
            clock = app.clock_of(demo_file())
            session = open_demo(self.tr.language, clock=clock, places=app.places)
        except AtelierError as error:
            self._tell_refusal(error)
            return
        app.open_workshop(session, "fuse")

    def _open(self, path: Path) -> None:
        from atelier.services.session import Session
        from atelier.ui.screens.home.start import first_section

        app = self.atelier
        try:
            session = Session.open(path, clock=app.clock_of(path), places=app.places)
        except AtelierError as error:
            self._tell_refusal(error, path)
            return
        app.open_workshop(session, first_section(session.state, session.clock.now()))

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def _tell_refusal(self, error: AtelierError, path: Path | None = None) -> None:
        """Say in full why a workshop does not open, and what to do."""
        from atelier.ui.dialogs.questions import Choice

        answers = [Line("close", self.tr("Close"))]
        if any(file.path == path for file in self._files):
            answers.append(Line("forget", self.tr("Take off the list")))
        answer = await self.atelier.push_screen_wait(Choice(self.tr.of(error), answers))
        if answer == "forget" and path is not None:
            forget_file(self.atelier.places, path)
            self._fill()


def _missing(paths: list[Path]) -> frozenset[Path]:
    missing = set()
    for path in paths:
        try:
            if not path.exists():
                missing.add(path)
        except OSError:
            missing.add(path)
    return frozenset(missing)
